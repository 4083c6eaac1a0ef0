/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "server/sol-storage.h"

G_BEGIN_DECLS

/**
 * SolSnapshotFile:
 * @hash: SHA-256 of the file, in hexadecimal
 * @members: (element-type gint64): where each gzip member begins, in bytes; the last one tells the
 *   count
 * @n_records: in all
 * @size: bytes
 * @seq: end of the feed at the moment that was read
 */
typedef struct
{
  char *hash;
  GArray *members;
  gint64 n_records;
  gint64 size;
  gint64 seq;
} SolSnapshotFile;

SolSnapshotFile *sol_snapshot_file_write (SolStorage *storage,
                                          const char *path,
                                          GCancellable *cancellable,
                                          GError **error);
void sol_snapshot_file_free (SolSnapshotFile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolSnapshotFile, sol_snapshot_file_free)

G_END_DECLS
