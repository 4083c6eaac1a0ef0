/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/listing/sol-listing-checks.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/form/sol-text-control.h"
#include "app/sol-format.h"
#include "model/sol-clock.h"
#include "model/sol-commune.h"
#include "model/sol-link.h"
#include "model/sol-siret.h"

#define SIRET_DIGITS 14
#define PHONE_DIGITS 10
#define SHORT_DESCRIPTION 120 /* characters: under it a buyer learns little */
#define LONG_DESCRIPTION 900  /* over it few read to the end */

static guint
count_digits (const char *text)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    n += !!g_ascii_isdigit (*text);
  return n;
}

/* "One digit seems to be missing: 9 out of 10. Your text is kept." */
static char *
say_digits (guint n, guint wanted)
{
  const char *lead;

  if (n + 1 == wanted)
    lead = _ ("One digit seems to be missing");
  else
    lead = n < wanted ? _ ("Some digits seem to be missing") : _ ("There are too many digits");
  /* TRANSLATORS: "One digit seems to be missing: 9 out of 10. Your text is kept." */
  return g_strdup_printf (_ ("%s: %u out of %u. Your text is kept."), lead, n, wanted);
}

char *
sol_listing_check_siret (const GValue *value, SolFormTone *tone)
{
  const char *siret = g_value_get_string (value);
  const guint n = count_digits (siret);

  *tone = SOL_FORM_TONE_DOUBT;
  if (n != SIRET_DIGITS)
    return say_digits (n, SIRET_DIGITS);
  if (!sol_siret_is_valid (siret))
    return g_strdup (_ ("The key is not that of these digits: two may have changed places."));
  *tone = SOL_FORM_TONE_GOOD;
  return g_strdup (_ ("The key is right."));
}

char *
sol_listing_check_phone (const GValue *value, SolFormTone *tone)
{
  const char *phone = g_value_get_string (value);
  const guint n = count_digits (phone);

  if (*phone != '0')
    return NULL;
  *tone = n == PHONE_DIGITS ? SOL_FORM_TONE_GOOD : SOL_FORM_TONE_DOUBT;
  return n == PHONE_DIGITS ? g_strdup (_ ("The number is complete."))
                           : say_digits (n, PHONE_DIGITS);
}

char *
sol_listing_check_email (const GValue *value, SolFormTone *tone)
{
  const char *text = g_value_get_string (value);
  const char *at = strchr (text, '@');

  *tone = SOL_FORM_TONE_DOUBT;
  if (at == NULL || at == text || strchr (at, '.') == NULL || strpbrk (text, " ,;") != NULL)
    return g_strdup (_ ("An address has a name, an @ and a domain: contact@example.fr"));
  *tone = SOL_FORM_TONE_PLAIN;
  return NULL;
}

char *
sol_listing_check_website (const GValue *value, SolFormTone *tone)
{
  if (sol_link_is_site (g_value_get_string (value)))
    return NULL;
  *tone = SOL_FORM_TONE_DOUBT;
  return g_strdup (_ ("This is no address of a site: www.example.fr"));
}

char *
sol_listing_check_description (const GValue *value, SolFormTone *tone)
{
  const glong n = g_utf8_strlen (g_value_get_string (value), -1);
  g_autofree char *number = sol_format_number (n);
  const char *verdict;

  *tone = n < SHORT_DESCRIPTION || n > LONG_DESCRIPTION ? SOL_FORM_TONE_PLAIN : SOL_FORM_TONE_GOOD;
  if (n < SHORT_DESCRIPTION)
    verdict = _ ("a few more words would help.");
  else
    verdict = n > LONG_DESCRIPTION ? _ ("long; the first lines are what is read.")
                                   : _ ("a good length.");
  /* TRANSLATORS: "244 characters: a good length." */
  return g_strdup_printf (ngettext ("%s character: %s", "%s characters: %s", (gulong) n), number,
                          verdict);
}

char *
sol_listing_check_postcode (const GValue *value, SolFormTone *tone)
{
  const char *postcode = g_value_get_string (value);

  if (strlen (postcode) == 5 && count_digits (postcode) == 5)
    return NULL;
  *tone = SOL_FORM_TONE_DOUBT;
  return g_strdup (_ ("A postcode has five digits: 84300"));
}

/* A commune may have several, and a firm one of its own: it is told, not corrected. */
char *
sol_listing_compare_postcode (SolRecord *listing, SolFormTone *tone)
{
  const char *postcode = sol_record_get_text (listing, "postcode");
  const char *code = sol_record_get_text (listing, "commune");
  const SolCommune *commune = code != NULL ? sol_commune_find (code) : NULL;
  g_auto (GStrv) postcodes = NULL;
  g_autofree char *list = NULL;

  if (postcode == NULL || commune == NULL)
    return NULL;
  postcodes = g_strsplit (commune->postcodes, " ", -1);
  if (postcodes[0] == NULL || g_strv_contains ((const char *const *) postcodes, postcode))
    return NULL;
  list = g_strjoinv (", ", postcodes);
  *tone = SOL_FORM_TONE_DOUBT;
  /* TRANSLATORS: a town and its postcodes: "Apt has 84400. Your text is kept." */
  return g_strdup_printf (_ ("%s has %s. Your text is kept."), commune->name, list);
}

/* A goal may well be over; nothing is taken away for it. */
char *
sol_listing_check_due (const GValue *value, SolFormTone *tone)
{
  g_autofree char *now = sol_clock_print (sol_clock_seconds ());

  if (strncmp (g_value_get_string (value), now, strlen ("YYYY-MM-DD")) >= 0)
    return NULL;
  *tone = SOL_FORM_TONE_DOUBT;
  return g_strdup (
      _ ("This day is over. Say below whether it is reached, or give it another day."));
}

/* Returns: (transfer floating): an entry for a number typed with or without spaces */
GtkWidget *
sol_listing_make_siret_control (const SolField *field)
{
  GtkWidget *control = sol_text_control_new (field->kind, GTK_INPUT_PURPOSE_DIGITS);

  sol_text_control_set_writing (SOL_TEXT_CONTROL (control), sol_siret_normalize, sol_siret_format);
  return control;
}
