/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sim-disk.h"
#include "sim-random.h"

G_BEGIN_DECLS

#define SIM_SECOND G_GINT64_CONSTANT (1000000)
#define SIM_DAY (24 * 60 * 60 * SIM_SECOND)

/**
 * SimMachine:
 * @name: "server", "c0", "c1"…
 * @context: where its callbacks run
 * @folder: of its files, those that are not on @disk
 * @ahead: of the true time, µs
 * @random: all chance that it draws
 *
 * One computer. All of them share one thread and the true time.
 */
typedef struct
{
  char *name;
  GMainContext *context;
  SimDisk *disk;
  char *folder;
  gint64 ahead;
  SimRandom random;
} SimMachine;

/* One world at a time. */
void sim_world_begin (const char *folder, guint64 seed);
void sim_world_end (void);

SimMachine *sim_world_add_machine (const char *name);
void sim_machine_start_anew (SimMachine *self);
void sim_world_enter (SimMachine *machine);
void sim_world_leave (void);
SimMachine *sim_world_get_current (void);

gint64 sim_world_now (void);
void sim_world_at (gint64 after, void (*func) (gpointer data), gpointer data);
gboolean sim_world_run (gint64 until, guint max_steps);
void sim_world_settle (void);
void sim_world_set_look (void (*look) (void));

void sim_tell (const char *format, ...) G_GNUC_PRINTF (1, 2);
void sim_fail (const char *format, ...) G_GNUC_PRINTF (1, 2);
const char *sim_world_get_failure (void);
guint64 sim_world_get_hash (void);
void sim_world_set_told (gboolean told);

G_END_DECLS
