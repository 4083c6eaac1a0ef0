/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/sol-client.h"

G_BEGIN_DECLS

#define SOL_API_VERSION 1

/**
 * SolSnapshotInfo:
 * @path: of the file, from the first slash
 * @sha256: of the whole file, 64 hexadecimal digits in small letters
 * @cursor: of the changes that follow it
 * @count: records
 * @size: bytes of the file
 */
typedef struct
{
  char *path;
  char *sha256;
  char *cursor;
  gint64 count;
  goffset size;
} SolSnapshotInfo;

void sol_snapshot_info_free (SolSnapshotInfo *self);

/**
 * SolServerAbout:
 * @demo: what it tells is invented
 * @contact: (nullable): mailbox of who keeps its catalogue; as it came, so not yet checked
 * @address: (nullable): where people reach it; likewise
 *
 * What a server says of itself.
 */
typedef struct
{
  gboolean demo;
  char *contact;
  char *address;
} SolServerAbout;

void sol_server_about_free (SolServerAbout *self);

void sol_client_get_about_async (SolClient *client,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
SolServerAbout *
sol_client_get_about_finish (SolClient *client, GAsyncResult *result, GError **error);

void sol_client_get_snapshot_async (SolClient *client,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
SolSnapshotInfo *
sol_client_get_snapshot_finish (SolClient *client, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolServerAbout, sol_server_about_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolSnapshotInfo, sol_snapshot_info_free)

G_END_DECLS
