/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "store/sol-account-backup.h"
#include "store/sol-account-store-private.h"

G_BEGIN_DECLS

#define SOL_BACKUP_FORMAT "achetons-solidaires-work"
#define SOL_BACKUP_VERSION 1

/* On the wire of the file, by SolOutboxState. */
extern const char *const sol_backup_states[SOL_OUTBOX_N_STATES];

gboolean sol_backup_write (SolDatabase *db, GString *text, SolBackupCounts *counts, GError **error);
gboolean sol_backup_read (SolDatabase *db,
                          const char *text,
                          gsize length,
                          SolBackupCounts *counts,
                          GError **error);

G_END_DECLS
