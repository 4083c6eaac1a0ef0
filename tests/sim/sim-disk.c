/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-disk.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

#define SECTOR 512 /* bytes that are written whole or not at all */

/* What was done to a file since it was synced, and how to undo it. */
typedef struct
{
  gsize offset;
  gsize size;   /* 0: the file was cut to @offset */
  gsize length; /* of the file before */
  gsize n_before;
  guint8 *before; /* (nullable): what stood there, so much of it as there was */
} Change;

struct _SimFile
{
  grefcount refs;
  GByteArray *now;
  gboolean exists; /* after a power cut: it was synced once */
  GArray *changes; /* of Change, since it was synced */
  SimShared shared;
  SimLocks locks;
};

struct _SimDisk
{
  char *folder;
  GHashTable *files; /* path -> SimFile */
  SimDiskFault fault;
  guint after;
  SimRandom random;
  gboolean full;
  gboolean dead;
  GHashTable *left; /* (nullable): what is found after the end: name -> GBytes */
};

static GPtrArray *disks;   /* (element-type SimDisk) */
static gboolean looked_at; /* by the simulator itself */

static void
clear_change (gpointer data)
{
  g_free (((Change *) data)->before);
}

SimFile *
sim_file_new (void)
{
  SimFile *self = g_new0 (SimFile, 1);

  g_ref_count_init (&self->refs);
  self->now = g_byte_array_new ();
  self->changes = g_array_new (FALSE, FALSE, sizeof (Change));
  g_array_set_clear_func (self->changes, clear_change);
  return self;
}

SimFile *
sim_file_ref (SimFile *self)
{
  g_ref_count_inc (&self->refs);
  return self;
}

void
sim_file_unref (SimFile *self)
{
  if (!g_ref_count_dec (&self->refs))
    return;
  g_byte_array_unref (self->now);
  g_array_unref (self->changes);
  g_clear_pointer (&self->shared.regions, g_ptr_array_unref);
  g_free (self);
}

SimShared *
sim_file_get_shared (SimFile *self)
{
  return &self->shared;
}

SimLocks *
sim_file_get_locks (SimFile *self)
{
  return &self->locks;
}

gsize
sim_file_get_size (SimFile *self)
{
  return self->now->len;
}

gsize
sim_file_read (SimFile *self, gsize offset, gpointer buffer, gsize size)
{
  gsize n = offset < self->now->len ? MIN (size, self->now->len - offset) : 0;

  if (n > 0)
    memcpy (buffer, self->now->data + offset, n);
  return n;
}

static void
put (GByteArray *bytes, gsize offset, gconstpointer data, gsize size)
{
  gsize before = bytes->len;

  if (size == 0)
    return;
  if (offset + size > before)
    g_byte_array_set_size (bytes, (guint) (offset + size));
  if (offset > before)
    memset (bytes->data + before, 0, offset - before);
  memcpy (bytes->data + offset, data, size);
}

static void
cut (GByteArray *bytes, gsize size)
{
  gsize before = bytes->len;

  g_byte_array_set_size (bytes, (guint) size);
  if (size > before)
    memset (bytes->data + before, 0, size - before);
}

/* @end: of what is about to change */
static void
note_change (SimFile *self, gsize offset, gsize size, gsize end)
{
  const gsize length = self->now->len;
  const gsize n_before = offset < length ? MIN (end, length) - offset : 0;
  Change change = { offset, size, length, n_before,
                    n_before > 0 ? g_memdup2 (self->now->data + offset, n_before) : NULL };

  g_array_append_val (self->changes, change);
}

void
sim_file_write (SimFile *self, gsize offset, gconstpointer data, gsize size)
{
  note_change (self, offset, size, offset + size);
  put (self->now, offset, data, size);
}

void
sim_file_truncate (SimFile *self, gsize size)
{
  note_change (self, size, 0, self->now->len);
  cut (self->now, size);
}

void
sim_file_sync (SimFile *self)
{
  g_array_set_size (self->changes, 0);
  self->exists = TRUE;
}

/* Takes @bytes back to what was synced. Returns: (transfer full): what each write since had written
 */
static GPtrArray *
undo (SimFile *self, GByteArray *bytes)
{
  GPtrArray *written = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_set_size (written, (int) self->changes->len);
  for (guint i = self->changes->len; i-- > 0;)
    {
      const Change *change = &g_array_index (self->changes, Change, i);

      written->pdata[i] = g_memdup2 (bytes->data + change->offset, change->size);
      cut (bytes, change->length);
      put (bytes, change->offset, change->before, change->n_before);
    }
  return written;
}

/* Of each write since the last sync: all of it, nothing, or its first or last sectors. */
static void
lose (SimFile *self, SimRandom *random, GByteArray *left)
{
  g_autoptr (GPtrArray) written = undo (self, left);

  for (guint i = 0; i < self->changes->len; i++)
    {
      const Change *change = &g_array_index (self->changes, Change, i);
      const guint8 *data = written->pdata[i];
      guint fate = sim_random_pick (random, 4);
      gsize part = (gsize) sim_random_pick (random, (guint) (change->size / SECTOR) + 1) * SECTOR;

      if (fate == 0)
        continue;
      if (change->size == 0)
        cut (left, change->offset);
      else if (fate == 1)
        put (left, change->offset, data, MIN (part, change->size));
      else if (fate == 2 && part < change->size)
        put (left, change->offset + part, data + part, change->size - part);
      else
        put (left, change->offset, data, change->size);
    }
}

static void
remember (SimDisk *self, const char *path, SimFile *file, gboolean powercut)
{
  g_autoptr (GByteArray) left = g_byte_array_new ();

  if (powercut && !file->exists && sim_random_pick (&self->random, 2) == 0)
    return;
  g_byte_array_append (left, file->now->data, file->now->len);
  if (powercut)
    lose (file, &self->random, left);
  g_hash_table_insert (self->left, g_strdup (path + strlen (self->folder)),
                       g_byte_array_free_to_bytes (g_steal_pointer (&left)));
}

static GHashTable *
new_contents (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* In the order of their names: the same seed has the same fate. */
static GPtrArray *
list_paths (GHashTable *table)
{
  GPtrArray *paths = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer path;

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, &path, NULL))
    g_ptr_array_add (paths, path);
  g_ptr_array_sort (paths, compare_names);
  return paths;
}

/**
 * sim_disk_end:
 *
 * The machine stops here: nothing that is done to the disk from now on has an effect.
 */
void
sim_disk_end (SimDisk *self, gboolean powercut, guint64 seed)
{
  g_autoptr (GPtrArray) paths = list_paths (self->files);

  if (self->dead)
    return;
  self->dead = TRUE;
  self->random.state = seed;
  self->left = new_contents ();
  for (guint i = 0; i < paths->len; i++)
    if (!g_str_has_suffix (paths->pdata[i], "-shm"))
      remember (self, paths->pdata[i], g_hash_table_lookup (self->files, paths->pdata[i]),
                powercut);
}

/* Who asks the real folder for its files sees it there, and empty. */
static void
insert (SimDisk *self, const char *path, SimFile *owned_file)
{
  int mark = openat (AT_FDCWD, path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

  if (mark < 0)
    {
      g_autofree char *folder = g_path_get_dirname (path);

      g_mkdir_with_parents (folder, 0700);
      mark = openat (AT_FDCWD, path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    }
  close (mark);
  g_hash_table_replace (self->files, g_strdup (path), owned_file);
}

/* @name: within the folder, from its slash on */
static void
load (SimDisk *self, const char *name, GBytes *content)
{
  g_autofree char *path = g_strconcat (self->folder, name, NULL);
  SimFile *file = sim_file_new ();
  gsize size;
  const void *data = g_bytes_get_data (content, &size);

  put (file->now, 0, data, size);
  file->exists = TRUE;
  insert (self, path, file);
}

/* The machine starts again with what is left. Nothing has its files open any more. */
void
sim_disk_revive (SimDisk *self)
{
  g_autoptr (GHashTable) left = g_steal_pointer (&self->left);

  self->dead = FALSE;
  self->full = FALSE;
  self->fault = SIM_DISK_WELL;
  if (left != NULL)
    sim_disk_put_back (self, left);
}

/**
 * sim_disk_copy:
 *
 * Returns: (transfer full): all databases as they are: name within the folder -> #GBytes
 */
GHashTable *
sim_disk_copy (SimDisk *self)
{
  GHashTable *copy = new_contents ();
  GHashTableIter iter;
  gpointer path, file;

  g_hash_table_iter_init (&iter, self->files);
  while (g_hash_table_iter_next (&iter, &path, &file))
    g_hash_table_insert (copy, g_strdup ((const char *) path + strlen (self->folder)),
                         g_bytes_new (((SimFile *) file)->now->data, ((SimFile *) file)->now->len));
  return copy;
}

/* Replaces all databases by what sim_disk_copy() gave. Nothing has them open. */
void
sim_disk_put_back (SimDisk *self, GHashTable *copy)
{
  GHashTableIter iter;
  gpointer path, content;

  g_hash_table_iter_init (&iter, self->files);
  while (g_hash_table_iter_next (&iter, &path, NULL))
    unlinkat (AT_FDCWD, path, 0);
  g_hash_table_remove_all (self->files);
  g_hash_table_iter_init (&iter, copy);
  while (g_hash_table_iter_next (&iter, &path, &content))
    load (self, path, content);
}

/**
 * sim_disk_plan:
 * @after: so many operations that write
 * @seed: of what is lost
 */
void
sim_disk_plan (SimDisk *self, SimDiskFault fault, guint after, guint64 seed)
{
  self->fault = fault;
  self->after = after;
  self->random.state = seed;
  if (fault == SIM_DISK_WELL)
    self->full = FALSE;
}

gboolean
sim_disk_is_dead (SimDisk *self)
{
  return self->dead;
}

/* The simulator itself reads, which may write too (a log that is taken up): nothing fails by that.
 */
void
sim_disk_look (gboolean looks)
{
  looked_at = looks;
}

/* Before each operation that writes. Returns: %SQLITE_OK, or why it fails; @code: of an error */
int
sim_disk_step (SimDisk *self, gboolean grows, int code)
{
  if (self == NULL || looked_at)
    return SQLITE_OK;
  if (!self->dead && self->fault != SIM_DISK_WELL && self->after-- == 0)
    {
      SimDiskFault fault = self->fault;

      self->fault = SIM_DISK_WELL;
      if (fault == SIM_DISK_KILLED || fault == SIM_DISK_POWERCUT)
        sim_disk_end (self, fault == SIM_DISK_POWERCUT, sim_random_next (&self->random));
      if (fault == SIM_DISK_FULL)
        self->full = TRUE;
      else
        return code;
    }
  if (self->dead)
    return code;
  return self->full && grows ? SQLITE_FULL : SQLITE_OK;
}

/* Returns: (transfer full) (nullable) */
SimFile *
sim_disk_open (SimDisk *self, const char *path, gboolean create)
{
  SimFile *file = g_hash_table_lookup (self->files, path);

  if (file == NULL && !create)
    return NULL;
  if (file == NULL)
    {
      file = sim_file_new ();
      insert (self, path, file);
    }
  return sim_file_ref (file);
}

gboolean
sim_disk_has (SimDisk *self, const char *path)
{
  return g_hash_table_contains (self->files, path);
}

void
sim_disk_delete (SimDisk *self, const char *path)
{
  unlinkat (AT_FDCWD, path, 0);
  g_hash_table_remove (self->files, path);
}

/* What is at @from, or in a folder of that name, is at @to from now on, at once and for good. */
void
sim_disk_move (SimDisk *self, const char *from, const char *to)
{
  g_autoptr (GPtrArray) paths = list_paths (self->files);
  gsize length = strlen (from);

  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = paths->pdata[i];
      char *moved;
      gpointer old, file;

      if (!g_str_has_prefix (path, from) || (path[length] != '\0' && path[length] != '/'))
        continue;
      moved = g_strconcat (to, path + length, NULL);
      g_hash_table_steal_extended (self->files, path, &old, &file);
      g_hash_table_replace (self->files, moved, file);
      g_free (old);
    }
}

/* Returns: (nullable): the disk that @path is on */
SimDisk *
sim_disk_find (const char *path)
{
  for (guint i = 0; disks != NULL && i < disks->len; i++)
    {
      SimDisk *self = disks->pdata[i];

      if (g_str_has_prefix (path, self->folder) && path[strlen (self->folder)] == '/')
        return self;
    }
  return NULL;
}

/**
 * sim_disk_new:
 * @folder: a real one, absolute: the databases in it, or below, are on this disk
 */
SimDisk *
sim_disk_new (const char *folder)
{
  SimDisk *self = g_new0 (SimDisk, 1);

  self->folder = g_strdup (folder);
  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify) sim_file_unref);
  if (disks == NULL)
    disks = g_ptr_array_new ();
  g_ptr_array_add (disks, self);
  return self;
}

void
sim_disk_free (SimDisk *self)
{
  g_ptr_array_remove (disks, self);
  g_hash_table_unref (self->files);
  g_clear_pointer (&self->left, g_hash_table_unref);
  g_free (self->folder);
  g_free (self);
}
