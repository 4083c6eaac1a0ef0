/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-looks.h"

G_DEFINE_INTERFACE (SolLooks, sol_looks, G_TYPE_OBJECT)

static void
sol_looks_default_init (SolLooksInterface *iface)
{
}

void
sol_look_free (SolLook *self)
{
  g_free (self->supplier);
  g_free (self->day);
  g_free (self);
}

/**
 * sol_looks_take:
 * @n_counted: (out): those of structures that all see, of a day that is not to come and not
 *   forgotten already; 0: the batch was taken before
 *
 * Counts each look, once however often the batch arrives.
 */
gboolean
sol_looks_take (SolLooks *self,
                const SolLookBatch *batch,
                gint64 now,
                guint *n_counted,
                GError **error)
{
  return SOL_LOOKS_GET_IFACE (self)->take (self, batch, now, n_counted, error);
}

/**
 * sol_looks_add_web:
 * @counts: (element-type utf8 guint): id of a structure -> how often its page was fetched
 *
 * Counts them with the month of @now.
 */
gboolean
sol_looks_add_web (SolLooks *self, GHashTable *counts, gint64 now, GError **error)
{
  return SOL_LOOKS_GET_IFACE (self)->add_web (self, counts, now, error);
}

/**
 * sol_looks_tell:
 *
 * Writes for organisations how often theirs were looked at: at most once a day for each, so that
 * the feed does not grow by each look, nor the hour of one can be told.
 */
gboolean
sol_looks_tell (SolLooks *self, gint64 now, GError **error)
{
  return SOL_LOOKS_GET_IFACE (self)->tell (self, now, error);
}
