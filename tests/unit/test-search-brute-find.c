/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "model/sol-commune.h"
#include "model/sol-referential.h"
#include "model/sol-text.h"
#include "test-search-brute.h"

/* Text */

static void
take_word (const char *word, gpointer data)
{
  g_ptr_array_add (data, g_strdup (word));
}

/* The distance of Damerau, without editing a swapped pair further. */
static guint
count_mistakes (const char *a, const char *b)
{
  guint rows[70][70];
  guint n = (guint) strlen (a), m = (guint) strlen (b);

  for (guint i = 0; i <= n; i++)
    for (guint j = 0; j <= m; j++)
      {
        rows[i][j] = i == 0 ? j : j == 0 ? i : G_MAXUINT;
        if (i == 0 || j == 0)
          continue;
        rows[i][j] = MIN (rows[i - 1][j], rows[i][j - 1]) + 1;
        rows[i][j] = MIN (rows[i][j], rows[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
          rows[i][j] = MIN (rows[i][j], rows[i - 2][j - 2] + 1);
      }
  return rows[n][m];
}

static gboolean
word_holds (const char *typed, const char *word, gboolean guess)
{
  gsize length = strlen (typed);

  if (g_str_has_prefix (word, typed))
    return TRUE;
  if (length >= 4 && (typed[length - 1] == 's' || typed[length - 1] == 'x') &&
      strlen (word) == length - 1 && strncmp (word, typed, length - 1) == 0)
    return TRUE;
  return guess && length >= 4 && count_mistakes (typed, word) <= (length < 8 ? 1 : 2);
}

static gboolean
words_hold (GHashTable *words, GPtrArray *typed, gboolean guess)
{
  for (guint i = 0; i < typed->len; i++)
    {
      GHashTableIter iter;
      gpointer word;
      gboolean found = FALSE;

      g_hash_table_iter_init (&iter, words);
      while (!found && g_hash_table_iter_next (&iter, &word, NULL))
        found = word_holds (typed->pdata[i], word, guess);
      if (!found)
        return FALSE;
    }
  return TRUE;
}

/* Places */

static gboolean
has (GPtrArray *list, const char *prefix, const char *code)
{
  g_autofree char *text = g_strconcat (prefix, code, NULL);

  return code != NULL && *code != '\0' &&
         g_ptr_array_find_with_equal_func (list, text, g_str_equal, NULL);
}

static gboolean
is_seated_in (const BruteDocument *document, const char *place)
{
  const char *code = strchr (place, ':') + 1;

  if (g_str_has_prefix (place, "commune:"))
    return g_str_equal (document->commune, code);
  if (g_str_has_prefix (place, "department:"))
    return g_str_equal (document->department, code);
  if (g_str_has_prefix (place, "region:"))
    return g_str_equal (document->region, code);
  return g_str_equal (document->epci, code);
}

static gboolean
has_department (GPtrArray *zones, const char *department)
{
  return has (zones, "department:", department) ||
         has (zones, "region:", sol_region_of_department (department));
}

static gboolean
activity_works_in (const BruteDocument *document,
                   const BruteActivity *activity,
                   const SolQuery *query)
{
  const char *place = query->works_in;
  const char *code = place == NULL ? NULL : strchr (place, ':') + 1;
  const SolCommune *commune;

  if (place == NULL || is_seated_in (document, place) ||
      (g_str_equal (activity->reach, "COUNTRY") && !query->without_national))
    return TRUE;
  if (g_ptr_array_find_with_equal_func (activity->zones, place, g_str_equal, NULL))
    return TRUE;
  if (g_str_has_prefix (place, "department:"))
    return has_department (activity->zones, code);
  if (g_str_has_prefix (place, "epci:"))
    {
      const SolCode *epci = sol_referential_find ("epcis", code);

      return epci != NULL && has_department (activity->zones, epci->parent);
    }
  if (!g_str_has_prefix (place, "commune:"))
    return FALSE;
  commune = sol_commune_find (code);
  return has_department (activity->zones, commune->department) ||
         has (activity->zones, "epci:", commune->epci) ||
         (g_str_equal (activity->reach, "CUSTOM") && activity->radius >= 0 &&
          !isnan (document->lat) && !isnan (commune->lat) &&
          sol_distance_km (commune->lat, commune->lon, document->lat, document->lon) <=
              (double) activity->radius);
}

/* Filters */

static gboolean
chosen (char **choice, const char *code)
{
  return choice == NULL ||
         g_strv_contains ((const char *const *) choice, *code == '\0' ? SOL_FACET_UNKNOWN : code);
}

static gboolean
any_chosen (char **choice, GPtrArray *codes)
{
  gboolean found = choice == NULL || (codes->len == 0 && chosen (choice, ""));

  for (guint i = 0; !found && i < codes->len; i++)
    found = chosen (choice, codes->pdata[i]);
  return found;
}

static gboolean
all_chosen (char **choice, GPtrArray *codes)
{
  for (guint i = 0; choice[i] != NULL; i++)
    if (!g_ptr_array_find_with_equal_func (codes, choice[i], g_str_equal, NULL))
      return FALSE;
  return TRUE;
}

static gboolean
facet_holds (const BruteDocument *document, const SolQuery *query, SolFacet facet)
{
  if (sol_facet_is_demand (facet))
    return all_chosen (query->facets[facet], document->values[facet]);
  return document->values[facet]->len > 0 && /* criteria without level: neither, nor unknown */
         any_chosen (query->facets[facet], document->values[facet]);
}

static gboolean
activity_holds (const BruteDocument *document, const BruteActivity *activity, const SolQuery *query)
{
  char **sectors = query->facets[SOL_FACET_SECTOR], **groups = query->facets[SOL_FACET_GROUP];
  gboolean in_sector = (sectors == NULL && groups == NULL) ||
                       (sectors != NULL && chosen (sectors, activity->sector)) ||
                       (groups != NULL && chosen (groups, activity->group));

  return in_sector && any_chosen (query->facets[SOL_FACET_MODE], activity->modes) &&
         activity_works_in (document, activity, query);
}

static gboolean
filters_hold (const BruteDocument *document, const SolQuery *query)
{
  gboolean found = FALSE;

  for (guint facet = 0; facet < SOL_N_FACETS; facet++)
    if (facet != SOL_FACET_SECTOR && facet != SOL_FACET_GROUP && facet != SOL_FACET_MODE &&
        query->facets[facet] != NULL && !facet_holds (document, query, facet))
      return FALSE;
  for (guint i = 0; !found && i < document->activities->len; i++)
    found = activity_holds (document, document->activities->pdata[i], query);
  return found;
}

/* Answers */

typedef struct
{
  GPtrArray *words;
  char *digits;
  gboolean guess;
} Typed;

static gboolean
text_holds (const BruteDocument *document, const Typed *typed)
{
  if (typed->digits != NULL)
    return strlen (document->siret) == 14 && g_str_has_prefix (document->siret, typed->digits);
  return words_hold (document->words, typed->words, typed->guess);
}

static char *
find_digits (const char *text)
{
  GString *digits = g_string_new (NULL);

  for (; text != NULL && *text != '\0'; text++)
    if (g_ascii_isdigit (*text))
      g_string_append_c (digits, *text);
    else if (*text != ' ')
      return g_string_free (digits, TRUE);
  return g_string_free (digits, digits->len < 9 || digits->len > 14);
}

static int
compare_rank (const BruteDocument *a, const BruteDocument *b)
{
  int order = strcmp (b->updated, a->updated);

  if (a->score != b->score)
    return a->score > b->score ? -1 : 1;
  return order != 0 ? order : a->key < b->key ? -1 : 1;
}

static int
compare_hits (gconstpointer a, gconstpointer b, gpointer data)
{
  const BruteHit *first = a, *second = b;
  const SolQuery *query = data;
  int order = 0;

  if (query->sort == SOL_SORT_NAME)
    order = strncmp (first->document->sort_key, second->document->sort_key, 64);
  else if (query->sort == SOL_SORT_UPDATED)
    order = strcmp (second->document->updated, first->document->updated);
  else if (query->sort == SOL_SORT_DISTANCE && query->has_point)
    {
      if (isnan (first->distance) || isnan (second->distance))
        order = isnan (first->distance) - isnan (second->distance);
      else
        order = (first->distance > second->distance) - (first->distance < second->distance);
    }
  else
    order = second->in_name - first->in_name;
  return order != 0 ? order : compare_rank (first->document, second->document);
}

static gboolean
any_text_holds (GPtrArray *documents, const Typed *typed)
{
  for (guint i = 0; i < documents->len; i++)
    if (text_holds (documents->pdata[i], typed))
      return TRUE;
  return FALSE;
}

static void
read_typed (GPtrArray *documents, const SolQuery *query, Typed *typed)
{
  typed->guess = FALSE;
  typed->digits = find_digits (query->text);
  typed->words = g_ptr_array_new_with_free_func (g_free);
  if (query->text != NULL && typed->digits == NULL)
    sol_text_fold_words (query->text, take_word, typed->words);
  typed->guess = typed->words->len > 0 && !any_text_holds (documents, typed);
}

static void
clear_typed (Typed *typed)
{
  g_free (typed->digits);
  g_ptr_array_unref (typed->words);
}

/* Returns: (element-type BruteHit): the whole answer, in order */
GArray *
brute_search (GPtrArray *documents, const SolQuery *query, guint *n_without_place)
{
  GArray *hits = g_array_new (FALSE, FALSE, sizeof (BruteHit));
  Typed typed;

  *n_without_place = 0;
  read_typed (documents, query, &typed);
  for (guint i = 0; i < documents->len; i++)
    {
      const BruteDocument *document = documents->pdata[i];
      BruteHit hit = { document, FALSE, NAN };

      if (!text_holds (document, &typed) || !filters_hold (document, query))
        continue;
      hit.in_name = typed.digits == NULL && typed.words->len > 0 &&
                    words_hold (document->name_words, typed.words, typed.guess);
      if (query->has_point && !isnan (document->lat))
        hit.distance = sol_distance_km (query->lat, query->lon, document->lat, document->lon);
      if (query->has_point && query->radius_km > 0 && isnan (hit.distance))
        ++*n_without_place;
      else if (!(query->has_point && query->radius_km > 0) || hit.distance <= query->radius_km)
        g_array_append_val (hits, hit);
    }
  g_array_sort_with_data (hits, compare_hits, (gpointer) query);
  clear_typed (&typed);
  return hits;
}

/* How many the query would find were this value the only choice of its facet, or one more demand.
 */
guint
brute_count (GPtrArray *documents, const SolQuery *query, SolFacet facet, const char *code)
{
  g_autoptr (SolQuery) other = sol_query_copy (query);
  g_autoptr (GArray) hits = NULL;
  guint n_without_place;

  if (!sol_facet_is_demand (facet))
    sol_query_clear_facet (other, facet);
  if (facet == SOL_FACET_SECTOR)
    sol_query_clear_facet (other, SOL_FACET_GROUP);
  if (facet == SOL_FACET_GROUP)
    sol_query_clear_facet (other, SOL_FACET_SECTOR);
  sol_query_add (other, facet, code);
  hits = brute_search (documents, other, &n_without_place);
  return hits->len;
}
