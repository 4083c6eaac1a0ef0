/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/sol-account-session.h"

G_BEGIN_DECLS

/**
 * SolCensusInvited:
 * @n_mailed: a mail is on its way to them
 * @n_left: not invited, as they were lately, answered or do not want it
 * @codes: id of an entry -> the code, of those that nobody writes to: to be handed over
 * @error: (nullable): why it stopped before all were invited
 *
 * What became of several that were to be invited.
 */
typedef struct
{
  guint n_mailed;
  guint n_left;
  GHashTable *codes;
  GError *error;
} SolCensusInvited;

void sol_census_invited_free (SolCensusInvited *self);

void sol_census_invite_async (SolAccountSession *account,
                              const char *organisation,
                              const char *const *entries,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
SolCensusInvited *
sol_census_invite_finish (SolAccountSession *account, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolCensusInvited, sol_census_invited_free)

G_END_DECLS
