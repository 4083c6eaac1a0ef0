/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-snapshots.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>
#include <utime.h>

#include "model/sol-clock.h"
#include "model/sol-executor.h"
#include "server/sol-parameters.h"
#include "server/sol-routes.h"
#include "server/sol-snapshot-writer.h"

#define SCHEMA 1
#define SUFFIX ".ndjson.gz"
#define HASH_LENGTH 64
#define KEPT_SECONDS (24 * 60 * 60) /* after it was replaced */
#define STALE_CHANGES 1000
#define STALE_SHARE 50 /* one in so many records changed */
#define STALE_SECONDS (24 * 60 * 60)
#define RETRY_SECONDS "2"

struct _SolSnapshots
{
  SolStorage *storage;
  const SolCursorSigner *signer;
  char *folder;
  GCancellable *cancellable;
  SolLane *lane;
  int working; /* atomic */

  GMutex lock; /* what follows */
  char *manifest;
  char *hash;
  gint64 seq;
  gint64 n_records;
  gint64 made_at; /* seconds since 1970 */
};

static void work (gpointer job, gpointer unused);

/**
 * sol_snapshots_new:
 * @signer: (transfer none): must outlive it
 * @folder: where the files lie, made when it is not there
 */
SolSnapshots *
sol_snapshots_new (SolStorage *storage,
                   const SolCursorSigner *signer,
                   const char *folder,
                   GError **error)
{
  SolSnapshots *self;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", folder,
                   g_strerror (errno));
      return NULL;
    }
  self = g_new0 (SolSnapshots, 1);
  self->storage = g_object_ref (storage);
  self->signer = signer;
  self->folder = g_strdup (folder);
  self->cancellable = g_cancellable_new ();
  self->lane = sol_lane_new (1, work, NULL);
  g_mutex_init (&self->lock);
  return self;
}

/* Waits for the thread, which gives up soon. */
void
sol_snapshots_free (SolSnapshots *self)
{
  g_cancellable_cancel (self->cancellable);
  sol_lane_free (self->lane);
  g_object_unref (self->cancellable);
  g_object_unref (self->storage);
  g_mutex_clear (&self->lock);
  g_free (self->folder);
  g_free (self->manifest);
  g_free (self->hash);
  g_free (self);
}

static char *
print_manifest (SolSnapshots *self, const SolSnapshotFile *file)
{
  SolCursor position = { 0, file->seq, file->seq };
  g_autofree char *cursor = sol_cursor_print (self->signer, &position);
  GString *text = g_string_new (NULL);

  g_string_printf (text,
                   "{\"url\":\"/v1/snapshot/%s" SUFFIX "\",\"sha256\":\"%s\",\"cursor\":\"%s\","
                   "\"count\":%" G_GINT64_FORMAT ",\"schema\":%d,\"size\":%" G_GINT64_FORMAT
                   ",\"members\":[",
                   file->hash, file->hash, cursor, file->n_records, SCHEMA, file->size);
  for (guint i = 0; i < file->members->len; i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "",
                            g_array_index (file->members, gint64, i));
  g_string_append (text, "]}\n");
  return g_string_free (text, FALSE);
}

static char *
make_path (SolSnapshots *self, const char *hash)
{
  return g_strconcat (self->folder, "/", hash, SUFFIX, NULL);
}

/* The time of a file that was replaced tells since when it is so. */
static void
publish (SolSnapshots *self, const SolSnapshotFile *file)
{
  g_autofree char *manifest = print_manifest (self, file);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (self->hash != NULL && !g_str_equal (self->hash, file->hash))
    {
      g_autofree char *old = make_path (self, self->hash);

      utime (old, NULL);
    }
  g_free (self->manifest);
  g_free (self->hash);
  self->manifest = g_steal_pointer (&manifest);
  self->hash = g_strdup (file->hash);
  self->seq = file->seq;
  self->n_records = file->n_records;
  self->made_at = sol_clock_seconds ();
}

static void
sweep (SolSnapshots *self)
{
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  gint64 oldest = sol_clock_seconds () - KEPT_SECONDS;
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);
      struct stat info;

      if (!g_str_has_prefix (name, self->hash) && lstat (path, &info) == 0 &&
          info.st_mtime < oldest)
        g_unlink (path);
    }
}

/**
 * sol_snapshots_make:
 *
 * Makes a new one and lets go of those replaced a day ago. Blocks; one at a time.
 */
gboolean
sol_snapshots_make (SolSnapshots *self, GError **error)
{
  g_autofree char *temporary = g_build_filename (self->folder, "new", NULL);
  g_autoptr (SolSnapshotFile)
      file = sol_snapshot_file_write (self->storage, temporary, self->cancellable, error);
  g_autofree char *path = file != NULL ? make_path (self, file->hash) : NULL;

  if (file == NULL)
    {
      g_prefix_error (error, "%s: ", temporary);
      g_unlink (temporary);
      return FALSE;
    }
  if (g_rename (temporary, path) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", path,
                   g_strerror (errno));
      return FALSE;
    }
  publish (self, file);
  sweep (self);
  return TRUE;
}

/* Whether a new one is worth making. */
gboolean
sol_snapshots_is_stale (SolSnapshots *self)
{
  g_autofree char *purged = sol_storage_get_meta (self->storage, "purged-seq", NULL);
  gint64 seq = sol_storage_get_last_seq (self->storage, NULL, NULL, NULL);
  gint64 now = sol_clock_seconds ();
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  gint64 n_changes = seq - self->seq;

  if (self->manifest == NULL)
    return TRUE;
  if (purged != NULL && g_ascii_strtoll (purged, NULL, 10) > self->seq)
    return TRUE;
  return n_changes > MAX (STALE_CHANGES, self->n_records / STALE_SHARE) ||
         (n_changes > 0 && now - self->made_at > STALE_SECONDS);
}

static void
work (gpointer job, gpointer unused)
{
  SolSnapshots *self = job;
  g_autoptr (GError) error = NULL;

  if (!sol_snapshots_make (self, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("No snapshot could be made: %s", error->message);
  g_atomic_int_set (&self->working, 0);
}

/* Makes a new one in the background when it is worth it. Main thread. */
void
sol_snapshots_refresh (SolSnapshots *self)
{
  if (g_atomic_int_get (&self->working) || !sol_snapshots_is_stale (self))
    return;
  g_atomic_int_set (&self->working, 1);
  sol_lane_push (self->lane, self);
}

/* Records of the present one. */
gint64
sol_snapshots_get_count (SolSnapshots *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->n_records;
}

/**
 * sol_snapshots_get_free_space:
 *
 * Returns: bytes that are left on the disk of the snapshots, where a database in a file stands too;
 *   %G_MAXINT64 when that cannot be told
 */
gint64
sol_snapshots_get_free_space (SolSnapshots *self)
{
  struct statvfs info;

  if (statvfs (self->folder, &info) != 0)
    return G_MAXINT64;
  return (gint64) info.f_bavail * (gint64) info.f_frsize;
}

/* GET /v1/snapshot */
void
sol_snapshots_handle_manifest (SolServer *server, SolRequest *request, const char *rest)
{
  SolSnapshots *self = server->snapshots;
  const char *const names[] = { NULL };
  g_autofree char *manifest = NULL;
  g_autofree char *etag = NULL;

  if (!sol_parameters_check_names (request, names))
    return;
  g_mutex_lock (&self->lock);
  manifest = g_strdup (self->manifest);
  etag = g_strdup_printf ("\"%s-%" G_GINT64_FORMAT "\"", self->hash, self->seq);
  g_mutex_unlock (&self->lock);
  if (manifest == NULL)
    {
      sol_request_set_header (request, "Retry-After", RETRY_SECONDS);
      sol_request_answer_problem (request, 503, "snapshot", "The snapshot is being made");
      return;
    }
  sol_request_set_header (request, "ETag", etag);
  sol_request_set_header (request, "Cache-Control", "no-cache");
  if (sol_request_matches (request, etag))
    sol_request_answer_not_modified (request);
  else
    sol_request_answer_text (request, 200, "application/json", g_steal_pointer (&manifest));
}

static gboolean
is_file_name (const char *name)
{
  return strspn (name, "0123456789abcdef") == HASH_LENGTH &&
         g_str_equal (name + HASH_LENGTH, SUFFIX);
}

/* GET /v1/snapshot/{file} */
void
sol_snapshots_handle_file (SolServer *server, SolRequest *request, const char *rest)
{
  const char *const names[] = { NULL };
  g_autofree char *path = g_build_filename (server->snapshots->folder, rest, NULL);
  g_autofree char *etag = NULL;
  int file;

  if (!sol_parameters_check_names (request, names))
    return;
  file = is_file_name (rest) ? open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) : -1;
  if (file < 0)
    {
      sol_request_answer_problem (request, 404, "snapshot",
                                  "There is no such snapshot, or no longer: ask for the manifest");
      return;
    }
  etag = g_strdup_printf ("\"%.*s\"", HASH_LENGTH, rest);
  sol_request_set_header (request, "ETag", etag);
  sol_request_set_header (request, "Cache-Control", "public, max-age=86400, immutable");
  if (sol_request_matches (request, etag))
    {
      close (file);
      sol_request_answer_not_modified (request);
    }
  else
    sol_request_answer_file (request, "application/gzip", file);
}
