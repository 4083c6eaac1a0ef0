/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>

#include "server/sol-storage-sqlite-uploads-private.h"

/* Attachments are files beside the database, named by their hash: they are sent as they lie. */

static char *
make_path (SolStorageSqlite *self, const char *hash)
{
  g_autofree char *folder = g_strconcat (self->path, ".blobs", NULL);

  return g_build_filename (folder, hash, NULL);
}

gboolean
sol_storage_sqlite_refuse_file (GError **error, const char *path, int cause)
{
  g_set_error (error, SOL_STORAGE_ERROR,
               cause == ENOSPC ? SOL_STORAGE_ERROR_FULL : SOL_STORAGE_ERROR_FAILED, "%s: %s", path,
               g_strerror (cause));
  return FALSE;
}

static gboolean
put_blob (SolStorage *storage, const char *hash, GBytes *blob, GError **error)
{
  g_autofree char *path = make_path (SOL_STORAGE_SQLITE (storage), hash);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) cause = NULL;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return sol_storage_sqlite_refuse_file (error, folder, errno);
  if (g_file_set_contents_full (path, g_bytes_get_data (blob, NULL),
                                (gssize) g_bytes_get_size (blob), G_FILE_SET_CONTENTS_CONSISTENT,
                                0600, &cause))
    return TRUE;
  g_set_error_literal (error, SOL_STORAGE_ERROR,
                       g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_NOSPC)
                           ? SOL_STORAGE_ERROR_FULL
                           : SOL_STORAGE_ERROR_FAILED,
                       cause->message);
  return FALSE;
}

static int
open_blob (SolStorage *storage, const char *hash, GError **error)
{
  SolStorageSqlite *self = SOL_STORAGE_SQLITE (storage);
  g_autofree char *path = make_path (self, hash);
  g_autofree char *sent = sol_storage_sqlite_make_sent_path (self, hash);
  int file = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

  if (file < 0 && errno == ENOENT)
    file = open (sent, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (file < 0 && errno != ENOENT)
    sol_storage_sqlite_refuse_file (error, path, errno);
  return file;
}

void
sol_storage_sqlite_blobs_init (SolStorageInterface *iface)
{
  iface->put_blob = put_blob;
  iface->open_blob = open_blob;
}
