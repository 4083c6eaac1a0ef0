/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "model/sol-commune-private.h"
#include "model/sol-commune.h"
#include "model/sol-text.h"

#define MAX_TYPED 200 /* bytes of a typed place that are read */
#define MAX_WORDS 12

/* A name of a commune; those alike are chained by their number in the list. */
typedef struct
{
  const SolCommune *commune;
  gboolean former;
  guint next; /* number + 1 of another one written the same; 0 at the end */
} Name;

/* What a place is found by. */
typedef struct
{
  Name *names;
  GHashTable *by_name; /* folded name -> number + 1 of the first Name */
  GString *text;       /* all folded names, " l isle sur la sorgue\n", the most peopled first */
  guint *starts;       /* where each begins in it, and where the last ends */
  guint *order;        /* the communes in that order */
  guint *ranks;        /* commune -> its place in that order */
  guint n_communes;
} NameIndex;

/* What somebody typed, cut up. */
typedef struct
{
  char *words[MAX_WORDS]; /* each with a blank before it */
  guint n_words;
  guint first_postcode; /* those that begin with the digits typed; both 0 without digits */
  guint end_postcode;
} Query;

static const char *
expand (const char *word)
{
  static const char *const short_forms[][2] = {
    { "st", "saint" }, { "ste", "sainte" }, { "s", "sur" }, { "ss", "sous" }
  };

  for (guint i = 0; i < G_N_ELEMENTS (short_forms); i++)
    if (strcmp (word, short_forms[i][0]) == 0)
      return short_forms[i][1];
  return word;
}

/* The words of a place in lower-case ASCII; "St" is only made "saint" where a word must follow
 * when @typing, since "st" may yet become "strasbourg". */
static char **
split_words (const char *text, gboolean typing)
{
  g_autofree char *start = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), MAX_TYPED));
  g_autofree char *folded = sol_text_fold (start);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  gboolean any = FALSE;

  for (char *at = folded; *at != '\0';)
    {
      gsize length = 0;
      g_autofree char *word = NULL;
      gboolean last, as_is;

      while (*at != '\0' && !g_ascii_isalnum (*at))
        at++;
      while (g_ascii_isalnum (at[length]))
        length++;
      if (length == 0)
        break;
      word = g_strndup (at, length);
      at += length;
      last = at[strcspn (at, "abcdefghijklmnopqrstuvwxyz0123456789")] == '\0';
      as_is = (typing && last) || (!any && strcmp (word, "s") == 0);
      g_strv_builder_add (builder, as_is ? word : expand (word));
      any = TRUE;
    }
  return g_strv_builder_end (builder);
}

static char *
fold_name (const char *name)
{
  g_auto (GStrv) words = split_words (name, FALSE);

  return g_strjoinv (" ", words);
}

static void
add_name (NameIndex *self, guint number, const char *folded, const SolCommune *commune)
{
  Name *name = &self->names[number];

  name->commune = commune;
  name->next = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_name, folded));
  g_hash_table_insert (self->by_name, g_strdup (folded), GUINT_TO_POINTER (number + 1));
}

static int
compare_population (const void *a, const void *b, void *user_data)
{
  const SolCommune *communes = user_data;
  guint one = *(const guint *) a, other = *(const guint *) b;

  if (communes[one].population != communes[other].population)
    return communes[one].population > communes[other].population ? -1 : 1;
  return one < other ? -1 : one > other;
}

static void
put_in_order (NameIndex *self, const SolCommune *communes)
{
  self->order = g_new (guint, self->n_communes);
  self->ranks = g_new (guint, self->n_communes);
  for (guint i = 0; i < self->n_communes; i++)
    self->order[i] = i;
  g_qsort_with_data (self->order, (int) self->n_communes, sizeof (guint), compare_population,
                     (gpointer) communes);
  for (guint i = 0; i < self->n_communes; i++)
    self->ranks[self->order[i]] = i;
}

static NameIndex *
name_index_new (void)
{
  NameIndex *self = g_new0 (NameIndex, 1);
  const SolCommune *communes = sol_commune_get_all (&self->n_communes);
  guint n_former;
  const SolFormerCommune *former = sol_commune_get_former (&n_former);

  self->names = g_new0 (Name, self->n_communes + n_former);
  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->text = g_string_sized_new (600000);
  self->starts = g_new (guint, self->n_communes + 1);
  put_in_order (self, communes);
  for (guint i = 0; i < self->n_communes; i++)
    {
      const SolCommune *commune = &communes[self->order[i]];
      g_autofree char *folded = fold_name (commune->name);

      self->starts[i] = (guint) self->text->len;
      g_string_append_c (self->text, ' ');
      g_string_append (self->text, folded);
      g_string_append_c (self->text, '\n');
      add_name (self, i, folded, commune);
    }
  self->starts[self->n_communes] = (guint) self->text->len;
  for (guint i = 0; i < n_former; i++)
    {
      g_autofree char *folded = fold_name (former[i].name);

      self->names[self->n_communes + i].former = TRUE;
      add_name (self, self->n_communes + i, folded, former[i].commune);
    }
  return self;
}

static const NameIndex *
get_index (void)
{
  static NameIndex *names = NULL;

  if (g_once_init_enter (&names))
    g_once_init_leave (&names, name_index_new ());
  return names;
}

/* A name as addresses write it: "AVIGNON CEDEX 9", "Paris 13e Arrondissement", "Saint-Denis
 * (93)". No commune has a figure in its name. */
static char *
fold_address_name (const char *name)
{
  g_auto (GStrv) words = split_words (name, FALSE);
  g_autoptr (GStrvBuilder) kept = g_strv_builder_new ();
  g_auto (GStrv) result = NULL;

  for (char **word = words; *word != NULL; word++)
    {
      if (strcmp (*word, "cedex") == 0)
        break;
      if (!g_ascii_isdigit (**word) && !g_str_has_prefix (*word, "arrondissement"))
        g_strv_builder_add (kept, *word);
    }
  result = g_strv_builder_end (kept);
  return g_strjoinv (" ", result);
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
query_fits (const Query *self, const NameIndex *names, guint rank)
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
get_rank_at (const NameIndex *self, guint offset)
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
search_words (const NameIndex *self,
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
search_postcodes (const NameIndex *self,
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
search_exact (const NameIndex *self,
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
  const NameIndex *names = get_index ();
  g_auto (Query) query = { 0 };
  g_auto (GStrv) words = split_words (typed, TRUE);
  guint n = 0;

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
choose (const NameIndex *self,
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
      const Name *name = &self->names[number - 1];

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
match_start (const NameIndex *self, const char *folded, guint postcode)
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
  const NameIndex *names = get_index ();
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
