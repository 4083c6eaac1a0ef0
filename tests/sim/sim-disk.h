/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim-random.h"

G_BEGIN_DECLS

/**
 * SimDisk:
 *
 * The databases of one machine, in memory. What was written since a file was last synced may be
 * lost, whole or in part, when the power fails. It says that it is full, or that it has an error,
 * when it is told to.
 *
 * Files that are no databases (locks, the index, snapshots, attachments) lie in a real folder,
 * where each database has an empty one in its place. That a name is taken away or changed is a step
 * of the disk, which may fail or be the last; what is written into them is not simulated.
 */
typedef struct _SimDisk SimDisk;

typedef struct _SimFile SimFile;

/* What the disk does at one of its next operations. */
typedef enum
{
  SIM_DISK_WELL,
  SIM_DISK_FULL,     /* from then on, until it is told to be well */
  SIM_DISK_ERROR,    /* once */
  SIM_DISK_KILLED,   /* the process ends: what was written stays */
  SIM_DISK_POWERCUT, /* what was not synced is lost by chance */
} SimDiskFault;

SimDisk *sim_disk_new (const char *folder);
void sim_disk_free (SimDisk *self);

void sim_disk_plan (SimDisk *self, SimDiskFault fault, guint after, guint64 seed);
gboolean sim_disk_is_dead (SimDisk *self);
void sim_disk_end (SimDisk *self, gboolean powercut, guint64 seed);
void sim_disk_revive (SimDisk *self);
void sim_disk_look (gboolean looks);

GHashTable *sim_disk_copy (SimDisk *self);
void sim_disk_put_back (SimDisk *self, GHashTable *copy);

/* For the VFS. */
SimDisk *sim_disk_find (const char *path);
SimFile *sim_disk_open (SimDisk *self, const char *path, gboolean create);
gboolean sim_disk_has (SimDisk *self, const char *path);
void sim_disk_delete (SimDisk *self, const char *path);
void sim_disk_move (SimDisk *self, const char *from, const char *to);
int sim_disk_step (SimDisk *self, gboolean grows, int code);

SimFile *sim_file_new (void);
SimFile *sim_file_ref (SimFile *self);
void sim_file_unref (SimFile *self);
gsize sim_file_get_size (SimFile *self);
gsize sim_file_read (SimFile *self, gsize offset, gpointer buffer, gsize size);
void sim_file_write (SimFile *self, gsize offset, gconstpointer data, gsize size);
void sim_file_truncate (SimFile *self, gsize size);
void sim_file_sync (SimFile *self);

/* Shared by the connections of a file. */
typedef struct
{
  guint n_shared[8];
  gpointer exclusive[8]; /* by whom */
  GPtrArray *regions;
  guint n_users;
} SimShared;

typedef struct
{
  guint n_shared;
  gpointer reserved;
  gpointer pending;
  gpointer exclusive;
} SimLocks;

SimShared *sim_file_get_shared (SimFile *self);
SimLocks *sim_file_get_locks (SimFile *self);

void sim_vfs_register (void);

G_END_DECLS
