/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sol-account-hold-private.h"

/* What is held is in this process alone: after a crash there is no way back to be offered, and the
 * act leaves. */

static GPtrArray *
get_held (SolAccountStore *self)
{
  static GQuark quark = 0;
  GPtrArray *held;

  if (quark == 0)
    quark = g_quark_from_static_string ("sol-account-hold");
  held = g_object_get_qdata (G_OBJECT (self), quark);
  if (held == NULL)
    g_object_set_qdata_full (G_OBJECT (self), quark, held = g_ptr_array_new_with_free_func (g_free),
                             (GDestroyNotify) g_ptr_array_unref);
  return held;
}

/**
 * sol_account_hold: (skip)
 * @id: of an act; it and those after it are not handed out
 */
void
sol_account_hold (SolAccountStore *self, const char *id)
{
  g_ptr_array_add (get_held (self), g_strdup (id));
}

static gpointer
copy_id (gconstpointer id, gpointer data)
{
  return g_strdup (id);
}

/**
 * sol_account_list_held: (skip)
 *
 * Returns: (transfer full) (element-type utf8): the ids of what is held now, for a job
 */
GPtrArray *
sol_account_list_held (SolAccountStore *self)
{
  return g_ptr_array_copy (get_held (self), copy_id, NULL);
}

gboolean
sol_account_is_held (GPtrArray *held, const char *id)
{
  return g_ptr_array_find_with_equal_func (held, id, g_str_equal, NULL);
}

/**
 * sol_account_store_let_go:
 * @id: of an act with %SOL_ACT_HELD
 *
 * It leaves with the next exchange, unless it was discarded.
 */
void
sol_account_store_let_go (SolAccountStore *self, const char *id)
{
  guint index;

  if (!g_ptr_array_find_with_equal_func (get_held (self), id, g_str_equal, &index))
    return;

  g_ptr_array_remove_index (get_held (self), index);
  g_signal_emit_by_name (self, "changed");
}
