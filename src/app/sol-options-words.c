/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-options-words.h"

#include <glib/gi18n.h>

#include "model/sol-query.h"
#include "model/sol-referential.h"

#define MAX_CODES 40 /* of a list that is told whole */

/* What each option takes, told when it was given something else. Codes are the same in every
 * language. */
static const struct
{
  const char *option;
  const char *allowed;
} words[] = {
  { "near", N_ ("a commune by its name, postcode or INSEE code, or LATITUDE,LONGITUDE") },
  { "radius", N_ ("a number of kilometres, at most 20000") },
  { "works-in", N_ ("a commune, département or région, by its name or code") },
  { "sort", "relevance, distance, name, updated" },
  { "limit", N_ ("a whole number, at most 1000000; 0 for all") },
  { "format", "text, json, csv" },
  { "mark", "qpv, zrr, none, unknown" },
  { "references", "yes, unknown" },
  { "criterion", N_ ("a criterion from 1 to 9, a colon and a level from 1 to 3, as 3:2") },
  { "proven", N_ ("a number of criteria, from 1 to 9") },
};

static const char *
find_words (const char *option)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].option, option))
      return _ (words[i].allowed);
  return NULL;
}

static char *
join_codes (const char *list)
{
  guint n_codes;
  const SolCode *codes = sol_referential_get_codes (list, &n_codes);
  g_autoptr (GString) text = g_string_new (NULL);

  if (n_codes > MAX_CODES)
    return g_strdup (_ ("a code or a name; --counts --limit 1 prints those in use"));

  for (guint i = 0; i < n_codes; i++)
    g_string_append_printf (text, "%s, ", codes[i].code);
  g_string_append (text, SOL_FACET_UNKNOWN);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Returns: (transfer full): what the option takes */
static char *
make_allowed (const char *option)
{
  g_autofree char *parameter = g_strdelimit (g_strdup (option), "-", '_');
  const char *said = find_words (option);
  const int facet = sol_facet_find (parameter);
  const char *list = facet >= 0 ? sol_facet_get_list ((SolFacet) facet) : NULL;

  if (said != NULL)
    return g_strdup (said);
  return list != NULL ? join_codes (list) : g_strdup (_ ("a text of at most 500 characters"));
}

/**
 * sol_options_refuse:
 * @option: without its dashes
 * @value: as it was typed
 *
 * Says what the option takes.
 *
 * Returns: %FALSE
 */
gboolean
sol_options_refuse (const char *option, const char *value, GError **error)
{
  g_autofree char *allowed = make_allowed (option);

  /* Translators: an option of the command line, what was typed, and what may be typed */
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _ ("--%s cannot be “%s”. It takes: %s"), option, value, allowed);
  return FALSE;
}
