/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-facet-codes.h"

#include <string.h>

#include "app/catalogue/sol-filter.h"
#include "model/sol-referential.h"
#include "model/sol-text.h"

#define DEFAULT_LEVEL "2" /* practised */

static void
add (GPtrArray *codes, const char *code)
{
  g_ptr_array_add (codes, g_strdup (code));
}

static void
add_criteria (GPtrArray *codes, const char *level)
{
  guint n_criteria = 0;
  const SolCode *criteria = sol_referential_get_codes ("criteria", &n_criteria);

  for (guint i = 0; i < n_criteria; i++)
    g_ptr_array_add (
        codes, g_strdup_printf ("%s:%s", criteria[i].code, level != NULL ? level : DEFAULT_LEVEL));
}

static void
add_list (GPtrArray *codes, const char *list)
{
  guint n_lines = 0;
  const SolCode *lines = sol_referential_get_codes (list, &n_lines);

  for (guint i = 0; i < n_lines; i++)
    add (codes, lines[i].code);
}

/**
 * sol_facet_codes_list:
 * @level: (nullable): of criteria, the level asked
 *
 * Returns: (transfer full) (element-type utf8): the values of @facet in their own order, without
 *   %SOL_FACET_UNKNOWN
 */
GPtrArray *
sol_facet_codes_list (SolFacet facet, const char *level)
{
  GPtrArray *codes = g_ptr_array_new_with_free_func (g_free);

  if (sol_facet_get_list (facet) != NULL)
    {
      add_list (codes, sol_facet_get_list (facet));
    }
  else if (facet == SOL_FACET_MARK)
    {
      add (codes, "qpv");
      add (codes, "zrr");
      add (codes, "none");
    }
  else if (facet == SOL_FACET_REFERENCES)
    {
      add (codes, "yes");
    }
  else if (facet == SOL_FACET_CRITERION)
    {
      add_criteria (codes, level);
    }
  return codes;
}

/**
 * sol_facet_codes_count_sectors:
 * @group: of sectors
 * @n_all: (out): how many sectors it has
 *
 * Returns: how many of them @query has one by one
 */
guint
sol_facet_codes_count_sectors (const SolQuery *query, const char *group, guint *n_all)
{
  guint n_sectors = 0;
  const SolCode *sectors = sol_referential_get_codes ("sectors", &n_sectors);
  guint n_chosen = 0;

  *n_all = 0;
  for (guint i = 0; i < n_sectors; i++)
    if (g_str_equal (sectors[i].parent, group))
      {
        *n_all += 1;
        n_chosen += sol_query_has (query, SOL_FACET_SECTOR, sectors[i].code) ? 1 : 0;
      }
  return n_chosen;
}

/**
 * sol_facet_codes_has_words:
 * @words: folded
 *
 * Returns: whether the name of the value has them
 */
gboolean
sol_facet_codes_has_words (SolFacet facet, const char *code, const char *words)
{
  g_autofree char *label = sol_filter_value_label (facet, code);
  g_autofree char *folded = sol_text_fold (label);

  return strstr (folded, words) != NULL;
}

/* By count. */
typedef struct
{
  SolSearch *search;
  SolFacet facet;
} Order;

static int
compare_counts (gconstpointer a, gconstpointer b, gpointer data)
{
  const Order *order = data;
  guint first = sol_search_get_count (order->search, order->facet, *(const char *const *) a);
  guint second = sol_search_get_count (order->search, order->facet, *(const char *const *) b);

  return first < second ? 1 : first > second ? -1 : 0;
}

/**
 * sol_facet_codes_rank:
 * @codes: (element-type utf8): values of @facet
 * @search: (transfer none): whose counts rank them
 *
 * The most frequent first. Stable: what has as many keeps its place, also when nothing is found.
 */
void
sol_facet_codes_rank (GPtrArray *codes, SolSearch *search, SolFacet facet)
{
  Order order = { search, facet };

  g_ptr_array_sort_with_data (codes, compare_counts, &order);
}
