/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sol-account-store.h"

G_BEGIN_DECLS

/**
 * SolOutboxCounts:
 * @n_waiting: still to be sent, with those that wait for another one
 * @n_held: of those, the ones that were not let go
 * @n_conflicts: about which the user has to choose
 * @n_refused: not taken up, or of what is gone
 *
 * How much of what the user did is not done.
 */
typedef struct
{
  guint n_waiting;
  guint n_held;
  guint n_conflicts;
  guint n_refused;
} SolOutboxCounts;

void sol_account_store_count_async (SolAccountStore *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean sol_account_store_count_finish (SolAccountStore *self,
                                         GAsyncResult *result,
                                         SolOutboxCounts *counts,
                                         GError **error);

G_END_DECLS
