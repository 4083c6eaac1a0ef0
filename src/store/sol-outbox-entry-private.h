/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sol-database-private.h"
#include "store/sol-outbox-entry.h"

G_BEGIN_DECLS

/* The columns that sol_outbox_entry_new_from_row() reads, from @first on. */
#define SOL_OUTBOX_COLUMNS                                                               \
  "place, id, n, organisation, body, state, sent, rev, title, created_at, since, code, " \
  "arguments, conflicts, version, origin, CASE state WHEN 3 THEN base END"
#define SOL_OUTBOX_N_COLUMNS 17
#define SOL_OUTBOX_ANSWERED_STATES "(3, 4, 5, 2)" /* what the user may settle */
#define SOL_OUTBOX_PENDING_STATES "(0, 1, 2, 3)"  /* not taken up, and may yet be */
/* Its words may change: what is handed out or taken up the server may know by them. */
#define SOL_OUTBOX_IS_UNTOLD "(state IN (2, 3, 4, 5, 7) OR (state = 0 AND n IS NULL))"

SolOutboxEntry *sol_outbox_entry_new_from_row (sqlite3_stmt *statement, GError **error);
const char *sol_outbox_entry_get_key (SolOutboxEntry *self);
gint64 sol_outbox_entry_get_place (SolOutboxEntry *self);
gboolean sol_outbox_entry_is_raised (SolOutboxEntry *self);
SolMutation *sol_outbox_entry_steal_mutation (SolOutboxEntry *self);
gint64 sol_outbox_entry_get_rev (SolOutboxEntry *self);
SolOutboxEntry *sol_outbox_entry_load (SolDatabase *db, const char *id, GError **error);
void sol_outbox_entry_update (SolOutboxEntry *self, SolOutboxEntry *fresh);

G_END_DECLS
