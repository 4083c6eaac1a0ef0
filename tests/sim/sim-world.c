/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-world.h"

#include <glib/gstdio.h>
#include <sodium.h>
#include <sqlite3.h>
#include <stdio.h>

#include "model/sol-clock.h"
#include "model/sol-executor.h"
#include "model/sol-random.h"
#include "sim-files.h"

/* Later than any real time of a file, so that those are old in every run. */
#define START (G_GINT64_CONSTANT (2840140800) * SIM_SECOND) /* 2060-01-01 */
#define AT_ONCE_MS 20
#define MAX_TURNS 100000 /* of a main loop, without time passing: it would go on for ever */

typedef struct
{
  gint64 at;
  guint64 order;
  void (*func) (gpointer data);
  gpointer data;
} Event;

typedef struct
{
  GSource base;
  gint64 interval;
  gint64 due;
} Timeout;

static struct
{
  char *folder;
  gint64 now;
  guint64 n_events;
  GList *events; /* (element-type Event): the earliest first */
  GPtrArray *machines;
  GPtrArray *entered; /* (element-type SimMachine): the last is the current one */
  GPtrArray *timeouts;
  SimRandom random; /* of what belongs to no machine */
  guint64 hash;
  char *failure;
  gboolean told;
  void (*look) (void); /* (nullable) */
} world;

gint64
sim_world_now (void)
{
  return world.now;
}

SimMachine *
sim_world_get_current (void)
{
  return world.entered != NULL && world.entered->len > 0
             ? world.entered->pdata[world.entered->len - 1]
             : NULL;
}

static gint64
get_time (void)
{
  const SimMachine *machine = sim_world_get_current ();

  return START + world.now + (machine != NULL ? machine->ahead : 0);
}

static gint64
get_monotonic (void)
{
  return world.now + SIM_SECOND;
}

static gboolean
timeout_prepare (GSource *source, int *patience)
{
  *patience = -1;
  return ((Timeout *) source)->due <= world.now;
}

static gboolean
timeout_check (GSource *source)
{
  return ((Timeout *) source)->due <= world.now;
}

static gboolean
timeout_dispatch (GSource *source, GSourceFunc func, gpointer data)
{
  Timeout *self = (Timeout *) source;

  self->due = world.now + self->interval;
  return func (data);
}

static void
timeout_finalize (GSource *source)
{
  if (world.timeouts != NULL)
    g_ptr_array_remove (world.timeouts, source);
}

static GSource *
timeout_new (guint milliseconds)
{
  static GSourceFuncs funcs = { timeout_prepare,  timeout_check, timeout_dispatch,
                                timeout_finalize, NULL,          NULL };
  GSource *source = g_source_new (&funcs, sizeof (Timeout));
  Timeout *self = (Timeout *) source;

  /* What only gathers a frame's worth of changes may as well come between any two of them. */
  self->interval = milliseconds > AT_ONCE_MS ? (gint64) milliseconds * 1000 : 0;
  self->due = world.now + self->interval;
  g_ptr_array_add (world.timeouts, source);
  return source;
}

static void
fill (gpointer buffer, gsize size)
{
  SimMachine *machine = sim_world_get_current ();

  sim_random_fill (machine != NULL ? &machine->random : &world.random, buffer, size);
}

/* Secrets are libsodium's to draw. */
static const char *
get_secrets_name (void)
{
  return "sim";
}

static guint32
draw_secret (void)
{
  guint32 word;

  fill (&word, sizeof word);
  return word;
}

static void
fill_secret (void *buffer, size_t size)
{
  fill (buffer, size);
}

/* Nothing comes from a file: machines wait for time alone, and for each other. */
static int
poll_nothing (GPollFD *files, guint n_files, int patience)
{
  return 0;
}

static GMainContext *
make_context (void)
{
  GMainContext *context = g_main_context_new ();

  g_main_context_set_poll_func (context, poll_nothing);
  return context;
}

static void
machine_free (gpointer data)
{
  SimMachine *self = data;

  sim_disk_free (self->disk);
  g_main_context_unref (self->context);
  g_free (self->folder);
  g_free (self->name);
  g_free (self);
}

/* Once: from now on this process has no other time, chance, threads and disk. */
static void
take_over (void)
{
  static const SolClock sim_clock = { get_time, get_monotonic, timeout_new };
  static randombytes_implementation secrets = { get_secrets_name, draw_secret, NULL, NULL,
                                                fill_secret,      NULL };
  static gboolean done;

  if (done)
    return;
  done = TRUE;
  sol_clock_set (&sim_clock);
  sol_random_set (fill);
  randombytes_set_implementation (&secrets);
  sol_executor_set_threads (FALSE);
  sim_vfs_register ();
}

/**
 * sim_world_begin:
 * @folder: a real one for files that are no databases, emptied at the end
 */
void
sim_world_begin (const char *folder, guint64 seed)
{
  take_over ();
  world.folder = g_strdup (folder);
  world.now = 0;
  world.n_events = 0;
  world.machines = g_ptr_array_new_with_free_func (machine_free);
  world.entered = g_ptr_array_new ();
  world.timeouts = g_ptr_array_new ();
  world.random.state = seed;
  world.hash = SIM_HASH_START;
  /* SQLite's own chance begins anew, with that of the seed. */
  sqlite3_randomness (0, NULL);
}

void
sim_world_end (void)
{
  g_list_free_full (g_steal_pointer (&world.events), g_free);
  g_clear_pointer (&world.machines, g_ptr_array_unref);
  g_clear_pointer (&world.entered, g_ptr_array_unref);
  g_clear_pointer (&world.timeouts, g_ptr_array_unref);
  g_clear_pointer (&world.failure, g_free);
  sim_files_remove (world.folder);
  g_clear_pointer (&world.folder, g_free);
}

SimMachine *
sim_world_add_machine (const char *name)
{
  SimMachine *self = g_new0 (SimMachine, 1);

  self->name = g_strdup (name);
  self->context = make_context ();
  self->folder = g_build_filename (world.folder, name, NULL);
  self->disk = sim_disk_new (self->folder);
  self->random.state = sim_random_next (&world.random);
  g_mkdir_with_parents (self->folder, 0700);
  g_ptr_array_add (world.machines, self);
  return self;
}

/* After its end: nothing of what ran is left but the disk. */
void
sim_machine_start_anew (SimMachine *self)
{
  guint i = 0;

  /* What they would have called keeps its context, which keeps them. */
  while (i < world.timeouts->len)
    {
      GSource *timeout = world.timeouts->pdata[i];

      if (!g_source_is_destroyed (timeout) && g_source_get_context (timeout) == self->context)
        g_source_destroy (timeout), i = 0;
      else
        i++;
    }
  g_main_context_unref (self->context);
  self->context = make_context ();
  sim_disk_revive (self->disk);
}

/* What follows is done by that machine. */
void
sim_world_enter (SimMachine *machine)
{
  g_assert_true (g_main_context_acquire (machine->context));
  g_main_context_push_thread_default (machine->context);
  g_ptr_array_add (world.entered, machine);
}

void
sim_world_leave (void)
{
  SimMachine *machine = sim_world_get_current ();

  g_ptr_array_set_size (world.entered, (int) world.entered->len - 1);
  g_main_context_pop_thread_default (machine->context);
  g_main_context_release (machine->context);
}

static int
compare_events (gconstpointer a, gconstpointer b)
{
  const Event *first = a, *second = b;

  if (first->at != second->at)
    return first->at < second->at ? -1 : 1;
  return first->order < second->order ? -1 : 1;
}

/* @func belongs to no machine until it enters one. */
void
sim_world_at (gint64 after, void (*func) (gpointer data), gpointer data)
{
  Event *event = g_new (Event, 1);

  *event = (Event){ world.now + MAX (after, 0), world.n_events++, func, data };
  world.events = g_list_insert_sorted (world.events, event, compare_events);
}

/* In place of GLib's: who waits for another here waits for this very thread. */
void
g_usleep (gulong microseconds)
{
  sim_fail ("Something waits for what cannot go on meanwhile");
}

/* Whether a task was begun in the same turn of a main loop, GLib tells by the real µs. */
static void
let_real_time_pass (void)
{
  gint64 before = g_get_monotonic_time ();

  while (g_get_monotonic_time () == before)
    ;
}

static gboolean
run_machine (SimMachine *machine)
{
  guint n = 0;

  sim_world_enter (machine);
  while (world.failure == NULL && g_main_context_iteration (machine->context, FALSE))
    {
      let_real_time_pass ();
      if (++n > MAX_TURNS)
        sim_fail ("%s does not come to rest", machine->name);
    }
  sim_world_leave ();
  return n > 0;
}

/* All machines do what they can without time passing. */
void
sim_world_settle (void)
{
  gboolean busy = TRUE;

  while (busy && world.failure == NULL)
    {
      busy = FALSE;
      for (guint i = 0; i < world.machines->len; i++)
        busy = run_machine (world.machines->pdata[i]) || busy;
    }
}

static gint64
find_next (void)
{
  gint64 next = world.events != NULL ? ((Event *) world.events->data)->at : G_MAXINT64;

  for (guint i = 0; i < world.timeouts->len; i++)
    if (!g_source_is_destroyed (world.timeouts->pdata[i]))
      next = MIN (next, ((Timeout *) world.timeouts->pdata[i])->due);
  return next;
}

static void
run_event (void)
{
  GList *first = world.events;
  g_autofree Event *event = first->data;

  world.events = g_list_delete_link (world.events, first);
  event->func (event->data);
}

/**
 * sim_world_run:
 * @until: time that all comes to, but for what is planned after it
 *
 * Returns: %FALSE when it took more than @max_steps: things go on for ever
 */
gboolean
sim_world_run (gint64 until, guint max_steps)
{
  for (guint i = 0; i < max_steps && world.failure == NULL; i++)
    {
      gint64 next;

      sim_world_settle ();
      if (world.look != NULL)
        world.look ();
      next = find_next ();
      if (next > until)
        {
          world.now = MAX (world.now, until);
          return TRUE;
        }
      world.now = MAX (world.now, next);
      if (world.events != NULL && ((Event *) world.events->data)->at <= world.now)
        run_event ();
    }
  return world.failure != NULL;
}

/* @look: (nullable): called whenever all machines have done what they could */
void
sim_world_set_look (void (*look) (void))
{
  world.look = look;
}

/* Something happened that is part of the trace. */
void
sim_tell (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  world.hash = sim_hash (world.hash, &world.now, sizeof world.now);
  world.hash = sim_hash_text (world.hash, text);
  if (world.told)
    printf ("%10.3f %s\n", (double) world.now / 1e6, text);
}

/* A promise was broken: the schedule ends. The first one is told. */
void
sim_fail (const char *format, ...)
{
  va_list arguments;

  if (world.failure != NULL)
    return;
  va_start (arguments, format);
  world.failure = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  sim_tell ("FAILED: %s", world.failure);
}

/* (nullable) */
const char *
sim_world_get_failure (void)
{
  return world.failure;
}

guint64
sim_world_get_hash (void)
{
  return world.hash;
}

/* Whether the trace is printed. */
void
sim_world_set_told (gboolean told)
{
  world.told = told;
}
