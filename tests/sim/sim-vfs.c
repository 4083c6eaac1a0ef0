/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sqlite3.h>
#include <string.h>

#include "model/sol-clock.h"
#include "model/sol-random.h"
#include "sim-disk.h"

/* SQLite on SimDisk. One process and one thread: memory is shared by sharing it, and who would
 * have to wait is told so. */

typedef struct
{
  sqlite3_file base;
  SimDisk *disk; /* (nullable): of a temporary file */
  SimFile *file;
  int lock;
  guint shared_held;    /* bits of the locks of the WAL */
  guint exclusive_held; /* likewise */
  gboolean has_shared;
} SimHandle;

static sqlite3_vfs *real_vfs;

static void unmap (SimHandle *self);

static int
sim_close (sqlite3_file *base)
{
  SimHandle *self = (SimHandle *) base;

  base->pMethods->xUnlock (base, SQLITE_LOCK_NONE);
  unmap (self);
  sim_file_unref (self->file);
  return SQLITE_OK;
}

static int
sim_read (sqlite3_file *base, void *buffer, int size, sqlite3_int64 offset)
{
  SimHandle *self = (SimHandle *) base;
  gsize n;

  if (self->disk != NULL && sim_disk_is_dead (self->disk))
    return SQLITE_IOERR_READ;
  n = sim_file_read (self->file, (gsize) offset, buffer, (gsize) size);
  if (n == (gsize) size)
    return SQLITE_OK;
  memset ((guint8 *) buffer + n, 0, (gsize) size - n);
  return SQLITE_IOERR_SHORT_READ;
}

static int
sim_write (sqlite3_file *base, const void *data, int size, sqlite3_int64 offset)
{
  SimHandle *self = (SimHandle *) base;
  gboolean grows = (gsize) offset + (gsize) size > sim_file_get_size (self->file);
  int code = sim_disk_step (self->disk, grows, SQLITE_IOERR_WRITE);

  if (code == SQLITE_OK)
    sim_file_write (self->file, (gsize) offset, data, (gsize) size);
  return code;
}

static int
sim_truncate (sqlite3_file *base, sqlite3_int64 size)
{
  SimHandle *self = (SimHandle *) base;
  int code = sim_disk_step (self->disk, FALSE, SQLITE_IOERR_TRUNCATE);

  if (code == SQLITE_OK)
    sim_file_truncate (self->file, (gsize) size);
  return code;
}

static int
sim_sync (sqlite3_file *base, int flags)
{
  SimHandle *self = (SimHandle *) base;
  int code = sim_disk_step (self->disk, FALSE, SQLITE_IOERR_FSYNC);

  if (code == SQLITE_OK)
    sim_file_sync (self->file);
  return code;
}

static int
sim_file_size (sqlite3_file *base, sqlite3_int64 *size)
{
  *size = (sqlite3_int64) sim_file_get_size (((SimHandle *) base)->file);
  return SQLITE_OK;
}

static int
sim_lock (sqlite3_file *base, int level)
{
  SimHandle *self = (SimHandle *) base;
  SimLocks *locks = sim_file_get_locks (self->file);

  if (self->lock >= level)
    return SQLITE_OK;
  if (level == SQLITE_LOCK_SHARED)
    {
      if (locks->pending != NULL || locks->exclusive != NULL)
        return SQLITE_BUSY;
      locks->n_shared++;
    }
  else if (level == SQLITE_LOCK_RESERVED)
    {
      if (locks->reserved != NULL)
        return SQLITE_BUSY;
      locks->reserved = self;
    }
  else
    {
      if ((locks->reserved != NULL && locks->reserved != self) ||
          (locks->pending != NULL && locks->pending != self))
        return SQLITE_BUSY;
      locks->reserved = locks->pending = self;
      self->lock = SQLITE_LOCK_PENDING;
      if (locks->n_shared > 1)
        return SQLITE_BUSY;
      locks->exclusive = self;
    }
  self->lock = level;
  return SQLITE_OK;
}

static int
sim_unlock (sqlite3_file *base, int level)
{
  SimHandle *self = (SimHandle *) base;
  SimLocks *locks = sim_file_get_locks (self->file);

  if (self->lock <= level)
    return SQLITE_OK;
  if (locks->reserved == self)
    locks->reserved = NULL;
  if (locks->pending == self)
    locks->pending = NULL;
  if (locks->exclusive == self)
    locks->exclusive = NULL;
  if (level == SQLITE_LOCK_NONE && self->lock >= SQLITE_LOCK_SHARED)
    locks->n_shared--;
  self->lock = level;
  return SQLITE_OK;
}

static int
sim_check_reserved_lock (sqlite3_file *base, int *reserved)
{
  *reserved = sim_file_get_locks (((SimHandle *) base)->file)->reserved != NULL;
  return SQLITE_OK;
}

static int
sim_file_control (sqlite3_file *base, int op, void *argument)
{
  return SQLITE_NOTFOUND;
}

static int
sim_sector_size (sqlite3_file *base)
{
  return 4096;
}

static int
sim_device_characteristics (sqlite3_file *base)
{
  return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static int
sim_shm_map (sqlite3_file *base, int region, int size, int extend, void volatile **memory)
{
  SimHandle *self = (SimHandle *) base;
  SimShared *shared = sim_file_get_shared (self->file);

  *memory = NULL;
  if (!self->has_shared)
    shared->n_users++;
  self->has_shared = TRUE;
  if (shared->regions == NULL)
    shared->regions = g_ptr_array_new_with_free_func (g_free);
  while (extend && shared->regions->len <= (guint) region)
    g_ptr_array_add (shared->regions, g_malloc0 ((gsize) size));
  if ((guint) region < shared->regions->len)
    *memory = shared->regions->pdata[region];
  return SQLITE_OK;
}

static int
take_shared (SimHandle *self, SimShared *shared, int first, int n)
{
  for (int i = first; i < first + n; i++)
    if (shared->exclusive[i] != NULL && shared->exclusive[i] != self)
      return SQLITE_BUSY;
  for (int i = first; i < first + n; i++)
    if ((self->shared_held & (1u << i)) == 0)
      {
        self->shared_held |= 1u << i;
        shared->n_shared[i]++;
      }
  return SQLITE_OK;
}

static int
take_exclusive (SimHandle *self, SimShared *shared, int first, int n)
{
  for (int i = first; i < first + n; i++)
    {
      guint own = (self->shared_held >> i) & 1;

      if ((shared->exclusive[i] != NULL && shared->exclusive[i] != self) ||
          shared->n_shared[i] > own)
        return SQLITE_BUSY;
    }
  for (int i = first; i < first + n; i++)
    {
      shared->exclusive[i] = self;
      self->exclusive_held |= 1u << i;
    }
  return SQLITE_OK;
}

static void
let_go (SimHandle *self, SimShared *shared, int first, int n)
{
  for (int i = first; i < first + n; i++)
    {
      if ((self->shared_held & (1u << i)) != 0)
        shared->n_shared[i]--;
      if ((self->exclusive_held & (1u << i)) != 0)
        shared->exclusive[i] = NULL;
      self->shared_held &= ~(1u << i);
      self->exclusive_held &= ~(1u << i);
    }
}

static int
sim_shm_lock (sqlite3_file *base, int first, int n, int flags)
{
  SimHandle *self = (SimHandle *) base;
  SimShared *shared = sim_file_get_shared (self->file);

  if ((flags & SQLITE_SHM_UNLOCK) != 0)
    let_go (self, shared, first, n);
  else if ((flags & SQLITE_SHM_SHARED) != 0)
    return take_shared (self, shared, first, n);
  else
    return take_exclusive (self, shared, first, n);
  return SQLITE_OK;
}

static void
sim_shm_barrier (sqlite3_file *base)
{
}

/* The memory goes with its last user, as on a real disk: the next one recovers it from the WAL. */
static void
unmap (SimHandle *self)
{
  SimShared *shared = sim_file_get_shared (self->file);

  if (!self->has_shared)
    return;
  let_go (self, shared, 0, 8);
  self->has_shared = FALSE;
  if (--shared->n_users == 0)
    g_clear_pointer (&shared->regions, g_ptr_array_unref);
}

static int
sim_shm_unmap (sqlite3_file *base, int forget)
{
  unmap ((SimHandle *) base);
  return SQLITE_OK;
}

static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = sim_close,
  .xRead = sim_read,
  .xWrite = sim_write,
  .xTruncate = sim_truncate,
  .xSync = sim_sync,
  .xFileSize = sim_file_size,
  .xLock = sim_lock,
  .xUnlock = sim_unlock,
  .xCheckReservedLock = sim_check_reserved_lock,
  .xFileControl = sim_file_control,
  .xSectorSize = sim_sector_size,
  .xDeviceCharacteristics = sim_device_characteristics,
  .xShmMap = sim_shm_map,
  .xShmLock = sim_shm_lock,
  .xShmBarrier = sim_shm_barrier,
  .xShmUnmap = sim_shm_unmap,
};

static SimDisk *
find_disk (const char *path)
{
  return path != NULL ? sim_disk_find (path) : NULL;
}

static int
sim_open (sqlite3_vfs *vfs, const char *path, sqlite3_file *base, int flags, int *flags_out)
{
  SimHandle *self = (SimHandle *) base;
  SimDisk *disk = find_disk (path);

  base->pMethods = NULL;
  if (path != NULL && disk == NULL)
    return real_vfs->xOpen (real_vfs, path, base, flags, flags_out);
  if (disk != NULL && sim_disk_is_dead (disk))
    return SQLITE_CANTOPEN;

  memset (self, 0, sizeof *self);
  self->disk = disk;
  self->file = disk != NULL ? sim_disk_open (disk, path, (flags & SQLITE_OPEN_CREATE) != 0)
                            : sim_file_new ();
  if (self->file == NULL)
    return SQLITE_CANTOPEN;
  base->pMethods = &methods;
  if (flags_out != NULL)
    *flags_out = flags;
  return SQLITE_OK;
}

static int
sim_delete (sqlite3_vfs *vfs, const char *path, int sync)
{
  SimDisk *disk = find_disk (path);
  int code;

  if (disk == NULL)
    return real_vfs->xDelete (real_vfs, path, sync);
  code = sim_disk_step (disk, FALSE, SQLITE_IOERR_DELETE);
  if (code == SQLITE_OK)
    sim_disk_delete (disk, path);
  return code;
}

static int
sim_access (sqlite3_vfs *vfs, const char *path, int flags, int *result)
{
  SimDisk *disk = find_disk (path);

  if (disk == NULL)
    return real_vfs->xAccess (real_vfs, path, flags, result);
  *result = sim_disk_has (disk, path);
  return SQLITE_OK;
}

static int
sim_full_pathname (sqlite3_vfs *vfs, const char *path, int size, char *full)
{
  if (find_disk (path) == NULL)
    return real_vfs->xFullPathname (real_vfs, path, size, full);
  sqlite3_snprintf (size, full, "%s", path);
  return SQLITE_OK;
}

static int
sim_randomness (sqlite3_vfs *vfs, int size, char *buffer)
{
  sol_random_fill (buffer, (gsize) size);
  return size;
}

static int
sim_sleep (sqlite3_vfs *vfs, int microseconds)
{
  return microseconds;
}

static int
sim_current_time_64 (sqlite3_vfs *vfs, sqlite3_int64 *now)
{
  /* Milliseconds of the Julian day. */
  *now = sol_clock_now () / 1000 + G_GINT64_CONSTANT (210866760000000);
  return SQLITE_OK;
}

static int
sim_current_time (sqlite3_vfs *vfs, double *now)
{
  sqlite3_int64 milliseconds;

  sim_current_time_64 (vfs, &milliseconds);
  *now = (double) milliseconds / 86400000.0;
  return SQLITE_OK;
}

static int
sim_get_last_error (sqlite3_vfs *vfs, int size, char *buffer)
{
  return 0;
}

/* From now on all databases in the folder of a #SimDisk are on it. */
void
sim_vfs_register (void)
{
  static sqlite3_vfs vfs = {
    .iVersion = 2,
    .zName = "sim",
    .xOpen = sim_open,
    .xDelete = sim_delete,
    .xAccess = sim_access,
    .xFullPathname = sim_full_pathname,
    .xRandomness = sim_randomness,
    .xSleep = sim_sleep,
    .xCurrentTime = sim_current_time,
    .xGetLastError = sim_get_last_error,
    .xCurrentTimeInt64 = sim_current_time_64,
  };

  /* There is one thread, and nobody asks how much memory there is. */
  sqlite3_config (SQLITE_CONFIG_SINGLETHREAD);
  sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
  real_vfs = sqlite3_vfs_find (NULL);
  vfs.mxPathname = real_vfs->mxPathname;
  vfs.szOsFile = MAX ((int) sizeof (SimHandle), real_vfs->szOsFile);
  sqlite3_vfs_register (&vfs, 1);
}
