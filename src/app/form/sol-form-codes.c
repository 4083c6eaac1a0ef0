/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/form/sol-form-codes.h"

/**
 * sol_form_codes_list:
 *
 * Returns: (transfer container) (element-type SolCode): the codes of @list in its order, then what
 *   the platform added to it
 */
GPtrArray *
sol_form_codes_list (const char *list)
{
  GPtrArray *all = g_ptr_array_new ();
  g_autoptr (GPtrArray) added = sol_referential_list_added (list);
  guint n_codes;
  const SolCode *codes = sol_referential_get_codes (list, &n_codes);

  for (guint i = 0; i < n_codes; i++)
    g_ptr_array_add (all, (gpointer) &codes[i]);
  g_ptr_array_extend (all, added, NULL, NULL);
  return all;
}
