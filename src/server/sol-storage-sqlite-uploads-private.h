/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sol-storage-sqlite-private.h"
#include "server/sol-uploads.h"

G_BEGIN_DECLS

void sol_storage_sqlite_uploads_init (SolUploadsInterface *iface);
void sol_storage_sqlite_sent_init (SolUploadsInterface *iface);

SolUpload *sol_storage_sqlite_find_upload (SolSqlite *connection,
                                           const char *owner,
                                           const char *hash,
                                           GError **error);

char *sol_storage_sqlite_make_part_path (SolStorageSqlite *self, const SolUpload *upload);
char *sol_storage_sqlite_make_sent_path (SolStorageSqlite *self, const char *hash);
gboolean sol_storage_sqlite_has_sent (SolStorageSqlite *self, const SolUpload *upload);
gboolean sol_storage_sqlite_make_uploads_folder (SolStorageSqlite *self, GError **error);
gboolean sol_storage_sqlite_purge_uses (SolSqlite *writer, GError **error);
gboolean sol_storage_sqlite_refuse_file (GError **error, const char *path, int cause);

G_END_DECLS
