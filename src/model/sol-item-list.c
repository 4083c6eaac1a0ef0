/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-item-list.h"

#include "model/sol-position.h"

/* A list of items while it is edited: each has an id and a position, and they are in the order of
 * both. Two sides that start from one list give it the same ids and positions. */

static int
compare_places (gconstpointer a, gconstpointer b)
{
  SolItem *first = *(SolItem *const *) a;
  SolItem *second = *(SolItem *const *) b;
  int order = g_strcmp0 (sol_item_get_at (first), sol_item_get_at (second));

  return order != 0 ? order : g_strcmp0 (sol_item_get_id (first), sol_item_get_id (second));
}

static gboolean
have_places (GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    if (sol_item_get_id (items->pdata[i]) == NULL || sol_item_get_at (items->pdata[i]) == NULL)
      return FALSE;
  return TRUE;
}

/* Most are, and a list is copied for each edit of it. */
static gboolean
are_sorted (GPtrArray *items)
{
  for (guint i = 1; i < items->len; i++)
    if (compare_places (&items->pdata[i - 1], &items->pdata[i]) > 0)
      return FALSE;
  return TRUE;
}

/* Returns: (transfer full): @item, if need be under the name of its index. */
static SolItem *
place (SolItem *item, guint index)
{
  g_autofree char *name = g_strdup_printf ("#%u", index);
  g_autofree char *at = sol_position_nth (index);
  const char *id = sol_item_get_id (item);

  return sol_item_copy (item, id != NULL ? id : name, at);
}

/**
 * sol_item_list_copy:
 * @value: of a field of items; unset for none
 *
 * Returns: (transfer full) (element-type SolItem): its items, to be edited
 */
GPtrArray *
sol_item_list_copy (const GValue *value)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (g_object_unref);
  GPtrArray *items = sol_value_is_empty (value) ? NULL : g_value_get_boxed (value);
  gboolean placed = items != NULL && have_places (items);

  for (guint i = 0; items != NULL && i < items->len; i++)
    g_ptr_array_add (copy, placed ? g_object_ref (items->pdata[i]) : place (items->pdata[i], i));
  if (!are_sorted (copy))
    g_ptr_array_sort (copy, compare_places);
  return copy;
}

/**
 * sol_item_list_find:
 * @index: (out) (optional)
 *
 * Returns: (transfer none) (nullable): %NULL when there is none of this id
 */
SolItem *
sol_item_list_find (GPtrArray *self, const char *id, guint *index)
{
  for (guint i = 0; i < self->len; i++)
    if (g_strcmp0 (sol_item_get_id (self->pdata[i]), id) == 0)
      {
        if (index != NULL)
          *index = i;
        return self->pdata[i];
      }
  return NULL;
}

/* In place of the one of the same id, if there is one. */
void
sol_item_list_put (GPtrArray *self, SolItem *owned_item)
{
  guint index;

  if (sol_item_list_find (self, sol_item_get_id (owned_item), &index) != NULL)
    g_ptr_array_remove_index (self, index);
  for (index = 0; index < self->len; index++)
    if (compare_places (&self->pdata[index], &owned_item) > 0)
      break;
  g_ptr_array_insert (self, (int) index, owned_item);
}

/* Returns: (transfer full): a position after all others */
char *
sol_item_list_get_end (GPtrArray *self)
{
  const char *last = self->len > 0 ? sol_item_get_at (self->pdata[self->len - 1]) : NULL;

  return sol_position_between (last, NULL);
}
