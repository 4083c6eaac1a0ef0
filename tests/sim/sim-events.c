/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-events.h"

#include "model/sol-uuid.h"
#include "sim-network.h"
#include "sim-people.h"
#include "sim-server.h"
#include "sim-thief.h"
#include "sim-user.h"

static const char *
find_verdict (const char *op)
{
  return g_str_equal (op, "suspend") ? "refuse" : op;
}

/* Returns: (transfer full): the first person's edit; or what a moderator says of it, at a field too
 */
static char *
make_patch (const char *op, const char *text, gboolean at_field)
{
  if (g_str_equal (op, "publish"))
    return g_strdup ("");
  if (at_field && g_str_equal (op, "ask_changes"))
    return g_strdup_printf (
        "\"set\":{\"remarks\":[{\"id\":\"r%s\",\"field\":\"city\",\"text\":\"%s\"}]}", text, text);
  return g_strdup_printf ("\"set\":{\"%s\":\"%s\"}", g_str_equal (op, "edit") ? "city" : "remark",
                          text);
}

/* A moderator publishes, sends back, suspends, by the listing or by the copy that he reads of it;
 * the first person, a manager everywhere, edits. */
static void
moderate (const SimEvent *event)
{
  static const char *const ops[] = { "edit", "publish", "publish", "suspend", "ask_changes" };
  SimRandom random = { event->seed };
  const char *op = ops[sim_random_pick (&random, G_N_ELEMENTS (ops))];
  const char *listing = sim_people_get_listing (event->a);
  g_autofree char *text = g_strdup_printf ("s-%08x", (guint) sim_random_next (&random));
  g_autofree char *copy = sol_uuid_from_name ("listing", listing);
  const gboolean by_copy = !g_str_equal (op, "edit") && sim_random_pick (&random, 2) == 1;
  g_autofree char *patch = make_patch (op, text, sim_random_pick (&random, 2) == 1);
  g_autofree char *act = sim_server_act (
      sim_people_get_organisation (sim_people_get_owner (event->a)),
      SOL_ROLE_MANAGER | SOL_ROLE_MODERATOR, by_copy ? "listing_review" : "listing",
      by_copy ? copy : listing, by_copy ? find_verdict (op) : op, patch);

  if (g_str_equal (op, "edit"))
    sim_typed_note (event->a, "city", text, act);
}

static void
change_member (const SimEvent *event, guint person)
{
  g_autofree char *patch = g_strdup_printf ("\"set\":{\"account\":\"%s\"}",
                                            sim_people_get_id (person));
  const char *organisation = sim_people_get_organisation (event->a);

  if (event->kind == SIM_EVENT_ADMIT)
    sim_server_admit (event->a, person);
  else
    g_free (sim_server_act (organisation, SOL_ROLE_MANAGER, "organisation", organisation,
                            "remove_member", patch));
}

/* Of a sign-in over which the program ended there may be a token that its owner will never use, and
 * of who signs out without a line one that the server does not hear to end: that there are two of
 * them, nothing would show. */
static void
steal (SimClient *client)
{
  g_autofree char *refresh = NULL;

  if (client->session == NULL || sol_account_session_get_id (client->session) == NULL ||
      client->signing)
    return;
  refresh = sol_keyring_load (client->keyring, "", sim_people_get_id (client->person), NULL);
  if (refresh != NULL)
    sim_thief_use (refresh);
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
happen_to_machine (const SimEvent *event, SimClient *client)
{
  switch (event->kind)
    {
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
      client->machine->ahead = (gint64) (event->seed % 731) * SIM_DAY - 365 * SIM_DAY;
      break;
    default:
      change_line (event, client);
    }
}

static void
happen_to_server (const SimEvent *event)
{
  SimMachine *machine = sim_server_get_machine ();

  switch (event->kind)
    {
    case SIM_EVENT_SERVER_KILL:
    case SIM_EVENT_SERVER_POWERCUT:
      sim_server_stop (event->kind == SIM_EVENT_SERVER_POWERCUT, event->seed);
      break;
    case SIM_EVENT_SERVER_DISK:
      sim_disk_plan (machine->disk, event->a, (guint) (event->seed % 40), event->seed);
      break;
    case SIM_EVENT_SERVER_CLOCK:
      machine->ahead += (gint64) (event->seed % 960) * 3600 * SIM_SECOND;
      break;
    case SIM_EVENT_BACK_UP:
      sim_server_back_up ();
      break;
    case SIM_EVENT_RESTORE:
      sim_typed_note_restored (sim_server_get_database ());
      sim_server_restore (event->a == 1);
      break;
    default:
      sim_server_tick ();
    }
}

/* What people do about one thing. */
static void (*const acts[SIM_N_EVENT_KINDS]) (SimClient *client, guint which, guint64 seed) = {
  [SIM_EVENT_ACT] = sim_user_act,
  [SIM_EVENT_DRAFT] = sim_user_draft,
  [SIM_EVENT_FILL] = sim_user_fill,
  [SIM_EVENT_REVIEW] = sim_user_review,
  [SIM_EVENT_CLAIM] = sim_user_claim,
  [SIM_EVENT_CODE] = sim_user_prove_claim,
  [SIM_EVENT_JUDGE] = sim_user_judge,
  [SIM_EVENT_CENSUS] = sim_user_census,
  [SIM_EVENT_INVITE] = sim_user_invite,
  [SIM_EVENT_ENTER] = sim_user_enter,
  [SIM_EVENT_WORD_ASK] = sim_user_ask_word,
  [SIM_EVENT_WORD_SAY] = sim_user_say_word,
  [SIM_EVENT_WORD_LEAVE] = sim_user_leave_word,
  [SIM_EVENT_WORD_SHOW] = sim_user_show_word,
  [SIM_EVENT_WORD_HIDE] = sim_user_hide_word,
};

/* @client: the one it happens to, where it does to one */
void
sim_event_happen (const SimEvent *event, SimClient *client)
{
  sim_tell ("%s %u %u", sim_event_get_name (event->kind), event->who, event->a);
  if (acts[event->kind] != NULL)
    {
      acts[event->kind](client, event->a, event->seed);
      return;
    }
  switch (event->kind)
    {
    case SIM_EVENT_ATTACH:
    case SIM_EVENT_PROVE:
      sim_user_attach (client, event->a, event->kind == SIM_EVENT_PROVE, event->seed);
      break;
    case SIM_EVENT_SETTLE:
      sim_user_settle (client, event->seed);
      break;
    case SIM_EVENT_SIGN_IN:
      sim_client_sign_in (client);
      break;
    case SIM_EVENT_SIGN_OUT:
      sim_client_sign_out (client, event->a == 0);
      break;
    case SIM_EVENT_PERSON:
      client->person = 1 + event->a;
      break;
    case SIM_EVENT_TRY_NOW:
      sim_client_try_now (client);
      break;
    case SIM_EVENT_MODERATE:
      moderate (event);
      break;
    case SIM_EVENT_REMOVE:
    case SIM_EVENT_ADMIT:
      change_member (event, client->person);
      break;
    case SIM_EVENT_REVIEWS:
      sim_server_let_review (SIM_REVIEWER, event->a == 1);
      break;
    case SIM_EVENT_REVOKE:
      sim_server_end_sessions (client->person);
      break;
    case SIM_EVENT_THEFT:
      steal (client);
      break;
    default:
      if (event->kind < SIM_EVENT_SERVER_KILL)
        happen_to_machine (event, client);
      else
        happen_to_server (event);
    }
}
