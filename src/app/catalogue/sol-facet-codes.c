/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-facet-codes.h"

#include "model/sol-referential.h"

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
