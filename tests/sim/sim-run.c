/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-uuid.h"
#include "sim-check.h"
#include "sim-client.h"
#include "sim-network.h"
#include "sim-schedule.h"
#include "sim-server.h"

#define MAX_STEPS 20000 /* of the world, between two events */
#define ROUNDS 12       /* of syncs after all is healed, by which all must be at rest */
#define ROUND (120 * SIM_SECOND)

/* One schedule as it runs. */
static struct
{
  SimClient *clients[SIM_MAX_CLIENTS];
  guint n_clients;
} run;

/* Machines whose disk ended are stopped, wherever that was. */
static void
look (void)
{
  for (guint i = 0; i < run.n_clients; i++)
    sim_client_look (run.clients[i]);
  if (sim_server_get () != NULL && sim_disk_is_dead (sim_server_get_machine ()->disk))
    sim_server_stop (FALSE, 0);
}

static void
publish (const SimEvent *event)
{
  static const char *const ops[] = { "edit", "edit", "edit", "suspend", "publish", "delete" };
  g_autofree char *key = g_strdup_printf ("listing-%u", event->a);
  g_autofree char *id = sol_uuid_from_name ("sim", key);
  g_autofree char *patch = NULL;
  SimRandom random = { event->seed };
  guint value = sim_random_pick (&random, 1000);
  const char *organisation = sim_server_get_organisation (event->a % SIM_N_ORGANISATIONS);
  const char *op = ops[sim_random_pick (&random, G_N_ELEMENTS (ops))];
  g_autoptr (SolStored) there = NULL;

  if (sim_server_get () == NULL)
    return;
  there = sol_storage_get (sim_server_get ()->storage, "listing", id, NULL);
  if (there == NULL || there->doc == NULL)
    {
      patch = g_strdup_printf (
          "\"set\":{\"name\":\"L%u\",\"siret\":\"73282932000074\",\"kind\":\"%s\"},"
          "\"items\":[{\"path\":\"activities/a\",\"act\":\"add\",\"set\":{\"sector\":\"bread\"}}]",
          value, value % 2 == 0 ? "ACI" : "EI");
      sim_server_act (organisation, SOL_ROLE_MANAGER, "listing", id,
                      there == NULL ? "create" : "restore", there == NULL ? patch : "");
      sim_server_act (organisation, SOL_ROLE_MANAGER, "listing", id, "submit", "");
      op = "publish";
    }
  patch = g_strdup_printf ("\"set\":{\"%s\":\"%s%u\"}",
                           g_str_equal (op, "suspend") ? "remark" : "city", "v", value);
  sim_server_act (organisation, SOL_ROLE_MANAGER | SOL_ROLE_MODERATOR, "listing", id, op,
                  g_str_equal (op, "edit") || g_str_equal (op, "suspend") ? patch : "");
}

static void
change_line (const SimEvent *event, SimClient *client)
{
  if (event->kind == SIM_EVENT_LINE)
    sim_network_plan (client->machine, event->a, (guint) (event->seed % 6), event->seed);
  else
    sim_network_set_online (client->machine, event->kind == SIM_EVENT_ONLINE);
}

static void
try_now (SimClient *client)
{
  if (!sim_client_is_running (client))
    return;
  sim_world_enter (client->machine);
  sol_sync_try_now (client->sync);
  sim_world_leave ();
}

static void
happen_to_client (const SimEvent *event, SimClient *client)
{
  switch (event->kind)
    {
    case SIM_EVENT_LINE:
    case SIM_EVENT_OFFLINE:
    case SIM_EVENT_ONLINE:
      change_line (event, client);
      break;
    case SIM_EVENT_TRY_NOW:
      try_now (client);
      break;
    case SIM_EVENT_QUIT:
      sim_client_stop (client);
      sim_client_start (client);
      break;
    case SIM_EVENT_KILL:
    case SIM_EVENT_POWERCUT:
      sim_client_end (client, event->kind == SIM_EVENT_POWERCUT, event->seed);
      break;
    case SIM_EVENT_DISK:
      sim_disk_plan (client->machine->disk, event->a, (guint) (event->seed % 40), event->seed);
      break;
    case SIM_EVENT_CLOCK:
      client->machine->ahead = (gint64) (event->seed % 731 - 365) * SIM_DAY;
      break;
    default:
      break;
    }
}

static void
happen (const SimEvent *event)
{
  sim_tell ("%s %u %u", sim_event_get_name (event->kind), event->who, event->a);
  switch (event->kind)
    {
    case SIM_EVENT_PUBLISH:
      publish (event);
      break;
    case SIM_EVENT_SERVER_KILL:
    case SIM_EVENT_SERVER_POWERCUT:
      sim_server_stop (event->kind == SIM_EVENT_SERVER_POWERCUT, event->seed);
      break;
    case SIM_EVENT_SERVER_DISK:
      sim_disk_plan (sim_server_get_machine ()->disk, event->a, (guint) (event->seed % 40),
                     event->seed);
      break;
    case SIM_EVENT_BACK_UP:
      sim_server_back_up ();
      break;
    case SIM_EVENT_RESTORE:
      sim_server_restore (event->a == 1);
      break;
    case SIM_EVENT_TICK:
      sim_server_tick ();
      break;
    default:
      happen_to_client (event, run.clients[event->who % run.n_clients]);
    }
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
    if (!sim_client_is_running (run.clients[i]) ||
        sol_sync_get_state (run.clients[i]->sync) != SOL_SYNC_UP_TO_DATE)
      return FALSE;
  return sim_server_get () != NULL;
}

/* All is well again, and time passes until nothing is left to do. */
static void
heal (void)
{
  sim_tell ("all is healed");
  sim_network_heal ();
  for (guint i = 0; i < run.n_clients; i++)
    sim_disk_plan (run.clients[i]->machine->disk, SIM_DISK_WELL, 0, 0);
  sim_disk_plan (sim_server_get_machine ()->disk, SIM_DISK_WELL, 0, 0);
  for (guint round = 0; round < ROUNDS && sim_world_get_failure () == NULL; round++)
    {
      pass_until (sim_world_now () + ROUND);
      for (guint i = 0; i < run.n_clients; i++)
        try_now (run.clients[i]);
      pass_until (sim_world_now () + 20 * SIM_SECOND);
      if (round >= 2 && is_at_rest ())
        return;
    }
  sim_fail ("It does not come to rest");
}

static void
check (void)
{
  sim_check_server ();
  for (guint i = 0; i < run.n_clients && sim_world_get_failure () == NULL; i++)
    {
      sim_check_public (run.clients[i]);
      sim_check_search (run.clients[i]);
    }
}

/* Once a process. */
void
sim_prepare (const char *folder)
{
  sim_server_prepare (folder);
  sim_client_prepare (folder);
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
  sim_server_begin ();
  run.n_clients = schedule->n_clients;
  for (guint i = 0; i < run.n_clients; i++)
    run.clients[i] = sim_client_new (i);
  for (guint i = 0; i < run.n_clients; i++)
    sim_client_start (run.clients[i]);
  for (guint i = 0; i < schedule->events->len && sim_world_get_failure () == NULL; i++)
    {
      const SimEvent *event = &g_array_index (schedule->events, SimEvent, i);

      pass_until ((gint64) event->at * 1000);
      happen (event);
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
  sim_network_end ();
  sim_world_end ();
}
