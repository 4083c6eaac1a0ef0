/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-picture-cache.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>

#include "app/sol-paths.h"

#define MEGABYTE (1000 * 1000) /* bytes, as files are shown */

/**
 * SolPictureCache:
 *
 * Pictures by the hash of their content, in one folder that never takes more than its limit on the
 * disk: the ones used longest ago go first. All work on files is done on worker threads, one job
 * at a time.
 */
struct _SolPictureCache
{
  GObject parent_instance;

  char *folder;
  GMutex lock;
  guint64 limit;       /* bytes */
  GSettings *settings; /* (nullable): that the limit follows */
};

G_DEFINE_FINAL_TYPE (SolPictureCache, sol_picture_cache, G_TYPE_OBJECT)

typedef struct
{
  char *path;
  guint64 size;
  gint64 used; /* unix seconds */
} Entry;

static void
entry_free (Entry *entry)
{
  g_free (entry->path);
  g_free (entry);
}

static Entry *
read_entry (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  GStatBuf status;
  Entry *entry;

  if (g_lstat (path, &status) != 0 || !S_ISREG (status.st_mode))
    return NULL;

  entry = g_new0 (Entry, 1);
  entry->path = g_steal_pointer (&path);
  entry->size = status.st_size;
  entry->used = status.st_mtime;
  return entry;
}

static gint
compare_use (gconstpointer a, gconstpointer b)
{
  const Entry *one = *(const Entry *const *) a;
  const Entry *other = *(const Entry *const *) b;

  if (one->used != other->used)
    return one->used < other->used ? -1 : 1;

  return strcmp (one->path, other->path);
}

/* (element-type Entry), the one used longest ago first */
static GPtrArray *
list_entries (SolPictureCache *self)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      Entry *entry = read_entry (self->folder, name);

      if (entry != NULL)
        g_ptr_array_add (entries, entry);
    }

  g_ptr_array_sort (entries, compare_use);
  return g_steal_pointer (&entries);
}

static guint64
sum_sizes (GPtrArray *entries)
{
  guint64 sum = 0;

  for (guint i = 0; i < entries->len; i++)
    sum += ((Entry *) g_ptr_array_index (entries, i))->size;

  return sum;
}

/* Called with the lock held. */
static void
shrink (SolPictureCache *self, guint64 limit)
{
  g_autoptr (GPtrArray) entries = list_entries (self);
  guint64 sum = sum_sizes (entries);

  for (guint i = 0; i < entries->len && sum > limit; i++)
    {
      const Entry *entry = g_ptr_array_index (entries, i);

      if (g_unlink (entry->path) == 0)
        sum -= entry->size;
    }
}

static gboolean
is_hash (const char *text)
{
  gsize length = strlen (text);

  return length >= 16 && length <= 128 && strspn (text, "0123456789abcdef") == length;
}

/* A name that is not a hash could lead out of the folder. */
static char *
make_path (SolPictureCache *self, const char *hash, GError **error)
{
  if (is_hash (hash))
    return g_build_filename (self->folder, hash, NULL);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_FILENAME, "“%s” is not the hash of a picture",
               hash);
  return NULL;
}

typedef struct
{
  char *hash;
  GBytes *picture;
} Job;

static void
job_free (Job *job)
{
  g_free (job->hash);
  g_clear_pointer (&job->picture, g_bytes_unref);
  g_free (job);
}

static void
run_job (SolPictureCache *self,
         gpointer tag,
         GTaskThreadFunc work,
         Job *job,
         GCancellable *cancellable,
         GAsyncReadyCallback callback,
         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  if (job != NULL)
    g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, work);
}

static gboolean
put (SolPictureCache *self, const Job *job, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_autofree char *path = make_path (self, job->hash, error);
  gsize size = 0;
  const char *data = g_bytes_get_data (job->picture, &size);

  if (path == NULL)
    return FALSE;
  /* Larger than all the room there is: kept out, rather than throwing all else away for it. */
  if (size > self->limit)
    return TRUE;
  if (g_mkdir_with_parents (self->folder, 0700) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", self->folder,
                   g_strerror (errno));
      return FALSE;
    }
  shrink (self, self->limit - size);
  return g_file_set_contents_full (path, data, size, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

static void
put_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (put (source, task_data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static GBytes *
get (SolPictureCache *self, const Job *job, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_autofree char *path = make_path (self, job->hash, error);
  char *data = NULL;
  gsize size = 0;

  if (path == NULL || !g_file_get_contents (path, &data, &size, error))
    return NULL;

  utime (path, NULL);
  return g_bytes_new_take (data, size);
}

static void
get_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  GBytes *picture = get (source, task_data, &error);

  if (picture != NULL)
    g_task_return_pointer (task, picture, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
measure_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  SolPictureCache *self = source;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_autoptr (GPtrArray) entries = list_entries (self);

  g_task_return_int (task, (gssize) sum_sizes (entries));
}

static void
clear_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  SolPictureCache *self = source;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  shrink (self, 0);
  g_task_return_boolean (task, TRUE);
}

static void
shrink_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  SolPictureCache *self = source;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  shrink (self, self->limit);
  g_task_return_boolean (task, TRUE);
}

static void
sol_picture_cache_finalize (GObject *object)
{
  SolPictureCache *self = SOL_PICTURE_CACHE (object);

  g_clear_object (&self->settings);
  g_free (self->folder);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (sol_picture_cache_parent_class)->finalize (object);
}

static void
sol_picture_cache_class_init (SolPictureCacheClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sol_picture_cache_finalize;
}

static void
sol_picture_cache_init (SolPictureCache *self)
{
  g_mutex_init (&self->lock);
}

/**
 * sol_picture_cache_new:
 * @folder: a folder of its own, made when the first picture comes
 * @limit: most bytes the pictures take together
 *
 * Returns: (transfer full): the cache; what is beyond the limit already goes at once
 */
SolPictureCache *
sol_picture_cache_new (const char *folder, guint64 limit)
{
  SolPictureCache *self = g_object_new (SOL_TYPE_PICTURE_CACHE, NULL);

  self->folder = g_strdup (folder);
  sol_picture_cache_set_limit (self, limit);
  return self;
}

static guint64
read_limit (GSettings *settings)
{
  return (guint64) g_settings_get_uint (settings, "picture-cache-size") * MEGABYTE;
}

static void
on_size_changed (SolPictureCache *self, const char *key, GSettings *settings)
{
  sol_picture_cache_set_limit (self, read_limit (settings));
}

/**
 * sol_picture_cache_new_for_settings:
 * @settings: give the room it takes, now and when they change
 *
 * Returns: (transfer full): the cache in the user's own folder
 */
SolPictureCache *
sol_picture_cache_new_for_settings (GSettings *settings)
{
  g_autofree char *above = sol_paths_get_cache_dir ();
  g_autofree char *folder = g_build_filename (above, "pictures", NULL);
  SolPictureCache *self = sol_picture_cache_new (folder, read_limit (settings));

  g_signal_connect_object (settings, "changed::picture-cache-size", G_CALLBACK (on_size_changed),
                           self, G_CONNECT_SWAPPED);
  self->settings = g_object_ref (settings);
  return self;
}

/**
 * sol_picture_cache_set_limit:
 * @limit: most bytes the pictures take together; 0 keeps none
 *
 * The folder shrinks on a worker thread.
 */
void
sol_picture_cache_set_limit (SolPictureCache *self, guint64 limit)
{
  g_mutex_lock (&self->lock);
  self->limit = limit;
  g_mutex_unlock (&self->lock);
  run_job (self, sol_picture_cache_set_limit, shrink_in_thread, NULL, NULL, NULL, NULL);
}

/**
 * sol_picture_cache_get_limit:
 *
 * Returns: most bytes the pictures take together
 */
guint64
sol_picture_cache_get_limit (SolPictureCache *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->limit;
}

/**
 * sol_picture_cache_put_async:
 * @hash: hash of the picture's content, in lower case hexadecimal
 * @picture: its bytes; larger than the limit, it is left out without an error
 *
 * Keeps a picture, and deletes those used longest ago to make room.
 */
void
sol_picture_cache_put_async (SolPictureCache *self,
                             const char *hash,
                             GBytes *picture,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  Job *job = g_new0 (Job, 1);

  job->hash = g_strdup (hash);
  job->picture = g_bytes_ref (picture);
  run_job (self, sol_picture_cache_put_async, put_in_thread, job, cancellable, callback, user_data);
}

gboolean
sol_picture_cache_put_finish (SolPictureCache *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * sol_picture_cache_get_async:
 * @hash: as in sol_picture_cache_put_async()
 *
 * Fails with %G_FILE_ERROR_NOENT when the picture is not kept.
 */
void
sol_picture_cache_get_async (SolPictureCache *self,
                             const char *hash,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  Job *job = g_new0 (Job, 1);

  job->hash = g_strdup (hash);
  run_job (self, sol_picture_cache_get_async, get_in_thread, job, cancellable, callback, user_data);
}

/**
 * sol_picture_cache_get_finish:
 *
 * Returns: (transfer full): the picture's bytes, or %NULL with @error
 */
GBytes *
sol_picture_cache_get_finish (SolPictureCache *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sol_picture_cache_measure_async:
 *
 * Sums what the pictures take on the disk.
 */
void
sol_picture_cache_measure_async (SolPictureCache *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  run_job (self, sol_picture_cache_measure_async, measure_in_thread, NULL, cancellable, callback,
           user_data);
}

/**
 * sol_picture_cache_measure_finish:
 *
 * Returns: bytes, or -1 with @error
 */
gint64
sol_picture_cache_measure_finish (SolPictureCache *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}

/**
 * sol_picture_cache_clear_async:
 *
 * Deletes every picture.
 */
void
sol_picture_cache_clear_async (SolPictureCache *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  run_job (self, sol_picture_cache_clear_async, clear_in_thread, NULL, cancellable, callback,
           user_data);
}

gboolean
sol_picture_cache_clear_finish (SolPictureCache *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
