/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim-files.h"
#include "sim-schedule.h"
#include "sim-world.h"

/* The deterministic simulator: see sim-run.c. Without options a few schedules, and those kept. */

static int n_seeds = 200;
static gint64 first_seed = 1;
static char *file;
static gboolean tells;
static gboolean goes_on;
static char *keep_in;
static char *kept;
static char *folder;

static const GOptionEntry entries[] = {
  { "seeds", 0, 0, G_OPTION_ARG_INT, &n_seeds, "How many schedules", "N" },
  { "first", 0, 0, G_OPTION_ARG_INT64, &first_seed, "The first seed", "SEED" },
  { "file", 0, 0, G_OPTION_ARG_FILENAME, &file, "A schedule that was kept", "FILE" },
  { "kept", 0, 0, G_OPTION_ARG_FILENAME, &kept, "All schedules that were kept", "FOLDER" },
  { "tell", 0, 0, G_OPTION_ARG_NONE, &tells, "Print what happens", NULL },
  { "go-on", 0, 0, G_OPTION_ARG_NONE, &goes_on, "After a schedule that fails", NULL },
  { "keep", 0, 0, G_OPTION_ARG_FILENAME, &keep_in, "Where a failing schedule is kept, shrunk",
    "FOLDER" },
  { NULL },
};

/* What fails is shrunk and written where it can be run again. */
static void
keep (const SimSchedule *schedule, const char *failure)
{
  g_autoptr (SimSchedule) small = sim_shrink (schedule, folder);
  g_autofree char *text = sim_schedule_print (small);
  g_autofree char *whole = g_strdup_printf ("# %s\n%s", failure, text);
  g_autofree char *name = g_strdup_printf ("%" G_GUINT64_FORMAT ".schedule", schedule->seed);
  g_autofree char *path = g_build_filename (keep_in, name, NULL);

  if (g_file_set_contents (path, whole, -1, NULL))
    printf ("# Kept as %s, %u events of %u\n", path, small->events->len, schedule->events->len);
}

static gboolean
run_one (const SimSchedule *schedule, guint64 *hash)
{
  g_auto (SimOutcome) outcome = { 0 };

  sim_world_set_told (tells);
  sim_run (schedule, folder, &outcome);
  sim_world_set_told (FALSE);
  *hash = outcome.hash;
  if (outcome.failure == NULL)
    return TRUE;
  printf ("# Seed %" G_GUINT64_FORMAT " fails: %s\n", schedule->seed, outcome.failure);
  if (keep_in != NULL)
    keep (schedule, outcome.failure);
  return FALSE;
}

static gboolean
run_file (const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr (SimSchedule) schedule = NULL;
  guint64 hash;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    {
      printf ("# %s cannot be read\n", path);
      return FALSE;
    }
  schedule = sim_schedule_parse (text);
  return run_one (schedule, &hash);
}

/* Those that once failed. */
static gboolean
run_kept (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  gboolean held = dir != NULL;

  while (held && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *one = g_build_filename (path, name, NULL);

      held = run_file (one);
      if (!held)
        printf ("# %s fails\n", one);
    }
  return held;
}

static gboolean
run_seeds (void)
{
  gint64 start = g_get_monotonic_time ();
  guint64 all = SIM_HASH_START;
  guint n_failed = 0;
  double seconds;

  for (int i = 0; i < n_seeds; i++)
    {
      g_autoptr (SimSchedule) schedule = sim_schedule_draw ((guint64) first_seed + (guint64) i);
      guint64 hash;

      n_failed += !run_one (schedule, &hash);
      if (n_failed > 0 && !goes_on)
        return FALSE;
      all = sim_hash (all, &hash, sizeof hash);
    }
  seconds = (double) (g_get_monotonic_time () - start) / 1e6;
  printf ("# %d schedules in %.1f s, %.0f a second; trace %016" G_GINT64_MODIFIER "x\n", n_seeds,
          seconds, n_seeds / seconds, all);
  return n_failed == 0;
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  gboolean held;

  setlocale (LC_ALL, "");
  setvbuf (stdout, NULL, _IOLBF, 0);
  g_setenv ("GIO_USE_NETWORK_MONITOR", "base", TRUE);
  g_setenv ("TZ", "UTC", TRUE);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }
  folder = sim_files_make_folder ();
  sim_prepare (folder);
  held = file != NULL ? run_file (file) : kept != NULL ? run_kept (kept) : run_seeds ();
  sim_files_remove (folder);
  printf ("1..1\n%s 1 - %s\n", held ? "ok" : "not ok",
          file != NULL ? file : "every promise holds in every schedule");
  return held ? EXIT_SUCCESS : EXIT_FAILURE;
}
