/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-check.h"
#include "sim-client.h"
#include "sim-codes.h"
#include "sim-events.h"
#include "sim-network.h"
#include "sim-people.h"
#include "sim-rows.h"
#include "sim-schedule.h"
#include "sim-server.h"
#include "sim-thief.h"
#include "sim-user.h"

#define MAX_STEPS 20000 /* of the world, between two events */
#define ROUNDS 80       /* of syncs after all is healed, by which all must be at rest */
#define ROUND (15 * SIM_SECOND)
#define OLD_IN 5   /* in one of so many schedules there is an old machine */
#define FRESH_IN 4 /* on one of so many somebody writes before he signs in */
#define ENOUGH 2   /* one has sent, another receives it */
#define LISTENS_IN 2
#define QUIET_IN 4 /* in one of so many schedules nobody restarts nor asks when all is healed */
#define LATEST (21 * 60 * SIM_SECOND) /* by then who listens asks without being told to */

/* One schedule as it runs. */
static struct
{
  SimClient *clients[SIM_MAX_CLIENTS];
  guint n_clients;
  gboolean quiet;
} run;

/* Machines whose disk ended are stopped, wherever that was. */
static void
look (void)
{
  for (guint i = 0; i < run.n_clients; i++)
    sim_client_look (run.clients[i]);
  if (sim_server_is_up () && sim_disk_is_dead (sim_server_get_machine ()->disk))
    sim_server_stop (FALSE, 0);
}

static void
pass_until (gint64 moment)
{
  if (!sim_world_run (moment, MAX_STEPS))
    sim_fail ("It takes more than %u steps", MAX_STEPS);
}

static gboolean
is_at_rest (void)
{
  for (guint i = 0; i < run.n_clients; i++)
    if (!sim_client_is_at_rest (run.clients[i]))
      return FALSE;
  return sim_server_is_up () && sim_network_is_still ();
}

/* All programs: what they had in memory alone is not relied upon. */
static void
start_again (void)
{
  for (guint i = 0; i < run.n_clients; i++)
    {
      sim_client_stop (run.clients[i]);
      sim_client_start (run.clients[i]);
    }
}

/* Who listens is to hear of what others did. */
static void
go_on (SimClient *client)
{
  sim_client_sign_in (client);
  if (!client->listens)
    sim_client_try_now (client);
}

/* Returns: whether time passed until nothing is left to do */
static gboolean
come_to_rest (void)
{
  guint rested = 0;

  for (guint round = 0; round < ROUNDS && sim_world_get_failure () == NULL; round++)
    {
      rested = is_at_rest () ? rested + 1 : 0;
      for (guint i = 0; i < run.n_clients; i++)
        go_on (run.clients[i]);
      sim_server_tick ();
      pass_until (sim_world_now () + ROUND);
      if (rested >= ENOUGH && is_at_rest ())
        return TRUE;
    }
  sim_fail ("It does not come to rest");
  return FALSE;
}

/* All is well again. */
static void
heal (void)
{
  sim_tell ("all is healed");
  sim_network_heal ();
  for (guint i = 0; i < run.n_clients; i++)
    sim_disk_plan (run.clients[i]->machine->disk, SIM_DISK_WELL, 0, 0);
  sim_disk_plan (sim_server_get_machine ()->disk, SIM_DISK_WELL, 0, 0);
  if (!run.quiet)
    start_again ();
  if (!come_to_rest () || !run.quiet)
    return;
  /* Who was told nothing asks by itself. */
  pass_until (sim_world_now () + LATEST);
  come_to_rest ();
}

static void
check (void)
{
  const char *database = sim_server_get_database ();
  g_autoptr (GHashTable) applied = sim_check_list_applied (database);
  GHashTable *entries[SIM_MAX_CLIENTS];

  sim_check_server (database);
  sim_check_claims (database);
  sim_check_words (database);
  sim_thief_check ();
  for (guint i = 0; i < run.n_clients; i++)
    entries[i] = sim_check_list_entries (run.clients[i]);
  sim_check_fields (database, entries, applied);
  for (guint i = 0; i < run.n_clients && sim_world_get_failure () == NULL; i++)
    {
      sim_check_public (run.clients[i], database);
      sim_check_search (run.clients[i]);
      sim_check_private (run.clients[i], database);
      sim_check_away (run.clients[i], !run.quiet);
      sim_check_typed (run.clients[i], entries[i], applied);
    }
  for (guint i = 0; i < run.n_clients; i++)
    g_hash_table_unref (entries[i]);
  sim_rows_close ();
}

/* Once a process. */
void
sim_prepare (const char *folder)
{
  sim_server_prepare (folder);
  sim_client_prepare (folder);
}

/* Two may be of one person; one may come from an older version of the program. */
static SimClient *
make_client (guint index, guint64 seed)
{
  guint person = 1 + (guint) ((seed >> index) + index) % (SIM_N_PEOPLE - 1);
  SimClient *client = seed % OLD_IN == 0 && index == 0
                          ? sim_client_new_old (index, person, seed)
                          : sim_client_new (index, person, (seed >> index) % FRESH_IN == 0);

  client->listens = run.quiet || (seed >> (index + 1)) % LISTENS_IN == 0;
  return client;
}

/**
 * sim_run:
 * @folder: for files, the same for all schedules of a process
 *
 * Has a schedule happen, heals, and looks whether all promises hold.
 */
void
sim_run (const SimSchedule *schedule, const char *folder, SimOutcome *outcome)
{
  sim_world_begin (folder, schedule->seed);
  sim_network_begin (schedule->seed);
  sim_world_set_look (look);
  sim_user_begin ();
  sim_thief_begin ();
  sim_codes_begin ();
  sim_server_begin (schedule->seed);
  run.n_clients = schedule->n_clients;
  run.quiet = (schedule->seed >> 3) % QUIET_IN == 0;
  for (guint i = 0; i < run.n_clients; i++)
    run.clients[i] = make_client (i, schedule->seed);
  for (guint i = 0; i < run.n_clients; i++)
    {
      sim_client_start (run.clients[i]);
      if (!run.clients[i]->fresh)
        sim_client_sign_in (run.clients[i]);
    }
  for (guint i = 0; i < schedule->events->len && sim_world_get_failure () == NULL; i++)
    {
      const SimEvent *event = &g_array_index (schedule->events, SimEvent, i);

      pass_until ((gint64) event->at * 1000);
      sim_event_happen (event, run.clients[event->who % run.n_clients]);
    }
  if (sim_world_get_failure () == NULL)
    heal ();
  if (sim_world_get_failure () == NULL)
    check ();
  outcome->failure = g_strdup (sim_world_get_failure ());
  outcome->hash = sim_world_get_hash ();
  sim_world_set_look (NULL);
  for (guint i = 0; i < run.n_clients; i++)
    sim_client_free (run.clients[i]);
  run.n_clients = 0;
  sim_server_end ();
  sim_user_end ();
  sim_thief_end ();
  sim_codes_end ();
  sim_network_end ();
  sim_world_end ();
}
