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

gboolean sol_backup_write_line (GOutputStream *output,
                                const char *name,
                                JsonObject *owned_object,
                                GError **error);
const char *sol_backup_get_text (JsonObject *object, const char *name);
gint64 sol_backup_get_number (JsonObject *object, const char *name);

/* An attached file while it is read. */
typedef struct _SolBackupFile SolBackupFile;

gboolean
sol_backup_write_files (SolDatabase *db, const char *folder, GOutputStream *output, GError **error);
SolBackupFile *sol_backup_file_new (JsonObject *line);
void sol_backup_file_free (SolBackupFile *self);
gboolean sol_backup_file_add (SolBackupFile *self, JsonObject *line);
gboolean
sol_backup_file_end (SolBackupFile *self, SolDatabase *db, const char *folder, GError **error);

gboolean sol_backup_read (SolDatabase *db,
                          const char *folder,
                          GInputStream *input,
                          SolBackupCounts *counts,
                          GError **error);

G_END_DECLS
