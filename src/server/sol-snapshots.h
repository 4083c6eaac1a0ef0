/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sol-server.h"

G_BEGIN_DECLS

/**
 * SolSnapshots:
 *
 * Files of all public records, so that a new client does not ask for them page by page. Made on a
 * thread of its own; one that was replaced stays a day, for those who are reading it.
 */
SolSnapshots *sol_snapshots_new (SolStorage *storage,
                                 const SolCursorSigner *signer,
                                 const char *folder,
                                 GError **error);
void sol_snapshots_free (SolSnapshots *self);
gboolean sol_snapshots_make (SolSnapshots *self, GError **error);
gboolean sol_snapshots_is_stale (SolSnapshots *self);
void sol_snapshots_refresh (SolSnapshots *self);
gint64 sol_snapshots_get_free_space (SolSnapshots *self);
gint64 sol_snapshots_get_count (SolSnapshots *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolSnapshots, sol_snapshots_free)

G_END_DECLS
