/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "model/sol-commune-private.h"

#define MAX_WORDS 12

/* What somebody typed, cut up. */
typedef struct
{
  char *words[MAX_WORDS]; /* each with a blank before it */
  guint n_words;
  guint first_postcode; /* those that begin with the digits typed; both 0 without digits */
  guint end_postcode;
} Query;

static char *
fold_name (const char *name)
{
  GString *out = g_string_new (NULL);

  sol_commune_append_words (out, name, FALSE);
  return g_string_free (out, FALSE);
}

/* A name as addresses write it: "AVIGNON CEDEX 9", "Paris 13e Arrondissement", "Saint-Denis
 * (93)". No commune has a figure in its name. */
static char *
fold_address_name (const char *name)
{
  g_autofree char *folded = fold_name (name);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);
  guint n = 0;

  for (char **word = words; *word != NULL; word++)
    {
      if (strcmp (*word, "cedex") == 0)
        break;
      if (!g_ascii_isdigit (**word) && !g_str_has_prefix (*word, "arrondissement"))
        {
          char *kept = *word;

          *word = words[n];
          words[n++] = kept;
        }
    }
  for (char **word = words + n; *word != NULL; word++)
    g_clear_pointer (word, g_free);
  return g_strjoinv (" ", words);
}

static gboolean
has_postcode (const SolCommune *commune, guint first, guint end)
{
  for (const char *at = commune->postcodes; *at != '\0';)
    {
      char *stop;
      guint postcode = (guint) strtoul (at, &stop, 10);

      if (postcode >= first && postcode < end)
        return TRUE;
      at = *stop == ' ' ? stop + 1 : stop;
    }
  return FALSE;
}

static void
query_add (Query *self, const char *word)
{
  gsize length = strlen (word);

  if (strspn (word, "0123456789") == length && length <= 5)
    {
      guint unit = 1;

      for (gsize i = length; i < 5; i++)
        unit *= 10;
      self->first_postcode = (guint) atoi (word) * unit;
      self->end_postcode = self->first_postcode + unit;
    }
  else if (self->n_words < MAX_WORDS)
    {
      self->words[self->n_words++] = g_strconcat (" ", word, NULL);
    }
}

static void
query_clear (Query *self)
{
  for (guint i = 0; i < self->n_words; i++)
    g_free (self->words[i]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Query, query_clear)

static gboolean
add_found (const SolCommune **found, guint *n, const SolCommune *commune)
{
  for (guint i = 0; i < *n; i++)
    if (found[i] == commune)
      return FALSE;
  found[(*n)++] = commune;
  return TRUE;
}

static gboolean
query_fits (const Query *self, const SolCommuneNames *names, guint rank)
{
  const char *start = names->text->str + names->starts[rank];
  gsize length = names->starts[rank + 1] - names->starts[rank];
  guint number = names->order[rank];
  guint n;

  for (guint i = 0; i < self->n_words; i++)
    if (memmem (start, length, self->words[i], strlen (self->words[i])) == NULL)
      return FALSE;
  return self->end_postcode == 0 ||
         has_postcode (&sol_commune_get_all (&n)[number], self->first_postcode, self->end_postcode);
}

static guint
get_rank_at (const SolCommuneNames *self, guint offset)
{
  guint low = 0, high = self->n_communes;

  while (high - low > 1)
    {
      guint middle = (low + high) / 2;

      if (self->starts[middle] <= offset)
        low = middle;
      else
        high = middle;
    }
  return low;
}

/* Reads the names from the most peopled on, by jumps to where the longest word stands. */
static void
search_words (const SolCommuneNames *self,
              const Query *query,
              const SolCommune **found,
              guint *n,
              guint max)
{
  const char *longest = query->words[0];
  guint at = 0, n_all;
  const SolCommune *communes = sol_commune_get_all (&n_all);

  for (guint i = 1; i < query->n_words; i++)
    if (strlen (query->words[i]) > strlen (longest))
      longest = query->words[i];
  while (*n < max)
    {
      const char *hit = memmem (self->text->str + at, self->text->len - at, longest,
                                strlen (longest));
      guint rank;

      if (hit == NULL)
        return;
      rank = get_rank_at (self, (guint) (hit - self->text->str));
      if (query_fits (query, self, rank))
        add_found (found, n, &communes[self->order[rank]]);
      at = self->starts[rank + 1];
    }
}

static int
compare_ranks (const void *a, const void *b)
{
  guint one = *(const guint *) a, other = *(const guint *) b;

  return one < other ? -1 : one > other;
}

static void
search_postcodes (const SolCommuneNames *self,
                  const Query *query,
                  const SolCommune **found,
                  guint *n,
                  guint max)
{
  guint n_lines, n_all;
  const SolPostcode *lines = sol_commune_get_postcodes (query->first_postcode, query->end_postcode,
                                                        &n_lines);
  const SolCommune *communes = sol_commune_get_all (&n_all);
  g_autofree guint *ranks = g_new (guint, n_lines + 1);

  for (guint i = 0; i < n_lines; i++)
    ranks[i] = self->ranks[lines[i].commune];
  qsort (ranks, n_lines, sizeof (guint), compare_ranks);
  for (guint i = 0; i < n_lines && *n < max; i++)
    if (i == 0 || ranks[i] != ranks[i - 1])
      add_found (found, n, &communes[self->order[ranks[i]]]);
}

static void
search_exact (const SolCommuneNames *self,
              const char *typed,
              const SolCommune **found,
              guint *n,
              guint max)
{
  g_autofree char *folded = fold_address_name (typed);
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_name, folded));

  for (; number > 0 && *n < max; number = self->names[number - 1].next)
    add_found (found, n, self->names[number - 1].commune);
}

/**
 * sol_commune_search:
 * @typed: what the user has typed so far: the beginning of any words of the name, in any order,
 *   digits of a postcode, or both
 * @found: (out caller-allocates) (array length=max): what fits
 * @max: room in @found
 *
 * Communes of that very name come first (also by a name that is no longer in use), then those
 * with most inhabitants. Any thread; under 2 ms after the first use.
 *
 * Returns: how many were found
 */
guint
sol_commune_search (const char *typed, const SolCommune **found, guint max)
{
  const SolCommuneNames *names = sol_commune_names_get ();
  g_auto (Query) query = { 0 };
  g_autoptr (GString) folded = g_string_new (NULL);
  g_auto (GStrv) words = NULL;
  guint n = 0;

  sol_commune_append_words (folded, typed, TRUE);
  words = g_strsplit (folded->str, " ", MAX_WORDS);

  for (char **word = words; *word != NULL; word++)
    query_add (&query, *word);
  if (query.n_words == 0 && query.end_postcode == 0)
    return 0;
  if (query.n_words == 0)
    {
      search_postcodes (names, &query, found, &n, max);
      return n;
    }
  search_exact (names, typed, found, &n, max);
  search_words (names, &query, found, &n, max);
  return n;
}

/* The one commune of this name whose postcodes reach into the range; %NULL when there are two. */
static const SolCommune *
choose (const SolCommuneNames *self,
        const char *folded,
        gboolean former,
        guint first,
        guint end,
        guint *n_fit)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_name, folded));
  const SolCommune *chosen = NULL;

  *n_fit = 0;
  for (; number > 0; number = self->names[number - 1].next)
    {
      const SolCommuneName *name = &self->names[number - 1];

      if (name->former != former || name->commune == chosen ||
          !has_postcode (name->commune, first, end))
        continue;
      chosen = name->commune;
      *n_fit += 1;
    }
  return *n_fit == 1 ? chosen : NULL;
}

/* "Berck sur Mer" and Berck, "Louhans" and Louhans-Châteaurenaud. */
static gboolean
begins_with_words (const char *text, const char *start, gsize length)
{
  return strncmp (text, start, length) == 0 && !g_ascii_isalnum (text[length]);
}

/* The one commune of this very postcode whose name goes on, or stops short; else %NULL. */
static const SolCommune *
match_start (const SolCommuneNames *self, const char *folded, guint postcode)
{
  guint n_lines, n_all, n_fit = 0;
  const SolPostcode *lines = sol_commune_get_postcodes (postcode, postcode + 1, &n_lines);
  const SolCommune *communes = sol_commune_get_all (&n_all);
  const SolCommune *chosen = NULL;

  for (guint i = 0; i < n_lines; i++)
    {
      guint rank = self->ranks[lines[i].commune];
      const char *name = self->text->str + self->starts[rank] + 1;
      gsize length = self->starts[rank + 1] - self->starts[rank] - 2;

      if (!begins_with_words (folded, name, length) &&
          !begins_with_words (name, folded, strlen (folded)))
        continue;
      chosen = &communes[lines[i].commune];
      n_fit++;
    }
  return n_fit == 1 ? chosen : NULL;
}

static const SolCommune *
match_postcode_alone (guint postcode)
{
  guint n, n_all;
  const SolPostcode *lines = sol_commune_get_postcodes (postcode, postcode + 1, &n);

  return n == 1 ? &sol_commune_get_all (&n_all)[lines[0].commune] : NULL;
}

/**
 * sol_commune_match:
 * @name: (nullable): name of a commune as an address has it; CEDEX, arrondissement, case,
 *   accents, hyphens, "St" and a name no longer in use are understood
 * @postcode: (nullable): its postcode, also one of CEDEX, or what a spreadsheet made of it
 *
 * For imports: a doubt is told, not settled. Any thread.
 *
 * Returns: (nullable) (transfer none): the commune; %NULL when none fits, or several do
 */
const SolCommune *
sol_commune_match (const char *name, const char *postcode)
{
  const SolCommuneNames *names = sol_commune_names_get ();
  guint number = sol_postcode_parse (postcode);
  g_autofree char *folded = fold_address_name (name == NULL ? "" : name);
  guint area = number >= 97000 ? 100 : 1000;
  guint n_fit = 0;

  if (*folded == '\0')
    return match_postcode_alone (number);
  for (guint former = 0; former <= 1; former++)
    {
      const SolCommune *found;

      if (number > 0)
        {
          found = choose (names, folded, former, number, number + 1, &n_fit);
          if (n_fit > 0)
            return found;
          /* A CEDEX: its first digits are those of the communes around. */
          found = choose (names, folded, former, number - number % area,
                          number - number % area + area, &n_fit);
        }
      else
        {
          found = choose (names, folded, former, 0, G_MAXUINT, &n_fit);
        }
      if (n_fit > 0)
        return found;
    }
  return number > 0 ? match_start (names, folded, number) : NULL;
}
