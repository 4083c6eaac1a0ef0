/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SOL_SNAPSHOT_MAX_RECORDS 1000              /* of one gzip member */
#define SOL_SNAPSHOT_MAX_MEMBER (16 * 1024 * 1024) /* bytes, after decompression */

#define SOL_TYPE_SNAPSHOT_READER (sol_snapshot_reader_get_type ())
G_DECLARE_FINAL_TYPE (SolSnapshotReader, sol_snapshot_reader, SOL, SNAPSHOT_READER, GObject)

SolSnapshotReader *sol_snapshot_reader_new (const char *file, const char *sha256);

void sol_snapshot_reader_check_async (SolSnapshotReader *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean
sol_snapshot_reader_check_finish (SolSnapshotReader *self, GAsyncResult *result, GError **error);
void sol_snapshot_reader_set_offset (SolSnapshotReader *self, goffset offset);

void sol_snapshot_reader_next_async (SolSnapshotReader *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GPtrArray *
sol_snapshot_reader_next_finish (SolSnapshotReader *self, GAsyncResult *result, GError **error);
goffset sol_snapshot_reader_get_offset (SolSnapshotReader *self);

G_END_DECLS
