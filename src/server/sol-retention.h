/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SolRetention:
 * @SOL_RETENTION_AUDIT: who did what
 * @SOL_RETENTION_SESSIONS: those that ended
 * @SOL_RETENTION_ANSWERS: what was answered to mutations
 * @SOL_RETENTION_TOMBSTONES: that a record was deleted
 * @SOL_RETENTION_UPLOADS: attachments that no record names
 * @SOL_RETENTION_UNCONFIRMED: accounts whose address nobody confirmed
 * @SOL_RETENTION_INACTIVE: accounts that nobody uses: their owners are told then, and 30 days later
 *   they are erased
 * @SOL_RETENTION_RESTORABLE: what deleted records said
 * @SOL_RETENTION_HISTORY: what was written in place of what
 * @SOL_RETENTION_LOOKS: how often the pages of structures were looked at
 *
 * What is kept for a time only.
 */
typedef enum
{
  SOL_RETENTION_AUDIT,
  SOL_RETENTION_SESSIONS,
  SOL_RETENTION_ANSWERS,
  SOL_RETENTION_TOMBSTONES,
  SOL_RETENTION_UPLOADS,
  SOL_RETENTION_UNCONFIRMED,
  SOL_RETENTION_INACTIVE,
  SOL_RETENTION_RESTORABLE,
  SOL_RETENTION_HISTORY,
  SOL_RETENTION_LOOKS,
  SOL_N_RETENTIONS
} SolRetention;

#define SOL_RETENTION_MAX_DAYS 36500

gint64 sol_retention_get (SolRetention what);
void sol_retention_set (SolRetention what, guint days);

G_END_DECLS
