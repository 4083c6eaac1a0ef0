/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/review/sol-duplicate-words.h"

#include <glib/gi18n.h>

#include "app/catalogue/sol-words.h"
#include "model/sol-duplicate.h"
#include "model/sol-likeness.h"

/* The weightiest first. */
static const struct
{
  const char *reason;
  const char *words;
} reasons[] = {
  { SOL_LIKENESS_SIRET, N_ ("the same SIRET number") },
  { SOL_LIKENESS_SIREN, N_ ("the same enterprise, near names in one commune") },
  { SOL_LIKENESS_NAME, N_ ("near names in one commune") },
  { SOL_LIKENESS_PHONE, N_ ("the same telephone") },
  { SOL_LIKENESS_EMAIL, N_ ("the same e-mail address") },
  { SOL_LIKENESS_WEBSITE, N_ ("the same website") },
};

static const char *
get_text (SolRecord *record, const char *field)
{
  const char *text = sol_record_get_text (record, field);

  return text != NULL ? text : "";
}

/* Returns: (transfer full): the names of the two */
char *
sol_duplicate_words_say_title (SolRecord *pair)
{
  /* TRANSLATORS: two structures that may be one */
  return g_strdup_printf (_ ("%s and %s"), get_text (pair, "first_name"),
                          get_text (pair, "second_name"));
}

/* Returns: (transfer full): why the two may be one */
char *
sol_duplicate_words_say_reasons (SolRecord *pair)
{
  const char *const *told = sol_record_get_codes (pair, "reasons");
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; told != NULL && i < G_N_ELEMENTS (reasons); i++)
    if (g_strv_contains (told, reasons[i].reason))
      /* Translators: between the names of fields */
      g_string_append_printf (text, "%s%s", text->len > 0 ? _ (", ") : "", _ (reasons[i].words));
  /* TRANSLATORS: %s is why two structures may be one, in lower case */
  return g_strdup_printf (_ ("They have %s"), text->str);
}

/* Returns: (transfer full): what somebody said of the two, and when */
char *
sol_duplicate_words_say_answer (SolRecord *pair)
{
  const gboolean merged = sol_duplicate_is (pair, SOL_DUPLICATE_MERGED);
  const gboolean first = g_strcmp0 (sol_record_get_text (pair, "kept"),
                                    sol_record_get_text (pair, "first")) == 0;
  const char *at = sol_record_get_text (pair, "answered_at");
  g_autofree char *when = at != NULL ? sol_words_instant (at) : g_strdup ("");
  /* TRANSLATORS: the name of a structure */
  g_autofree char *kept = g_strdup_printf (_ ("Merged: “%s” was kept"),
                                           get_text (pair, first ? "first_name" : "second_name"));

  const char *said = merged ? kept : _ ("They are two");

  if (sol_record_get_text (pair, "name") == NULL) /* himself, of late */
    return g_strdup_printf ("%s, %s", said, when);
  /* TRANSLATORS: what was done, by whom, a day and a time */
  return g_strdup_printf (_ ("%s, by %s, %s"), said, get_text (pair, "name"), when);
}

/* Returns: whose structure of the catalogue it is */
const char *
sol_duplicate_words_say_people (SolRecord *supplier)
{
  if (sol_record_get_text (supplier, "organisation") == NULL)
    return _ ("Nobody has claimed it");
  return sol_record_get_text (supplier, "verified_on") != NULL ? _ ("Its people publish it")
                                                               : _ ("Its people have claimed it");
}

/**
 * sol_duplicate_words_may_go:
 *
 * Returns: whether nobody loses a structure when @gone is merged with @kept, as far as is known
 *   here; the platform has the last word
 */
gboolean
sol_duplicate_words_may_go (SolRecord *gone, SolRecord *kept)
{
  const char *holder = sol_record_get_text (gone, "organisation");

  return holder == NULL || (sol_record_get_text (gone, "verified_on") == NULL &&
                            g_strcmp0 (holder, sol_record_get_text (kept, "organisation")) == 0);
}
