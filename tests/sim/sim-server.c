/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-server.h"

#include "model/sol-clock.h"
#include "model/sol-json.h"
#include "model/sol-mutation.h"
#include "model/sol-organisation.h"
#include "model/sol-uuid.h"
#include "server/sol-events.h"
#include "server/sol-server.h"
#include "server/sol-storage-sqlite.h"
#include "sim-hints.h"
#include "sim-mail.h"
#include "sim-people.h"
#include "sim-server-files.h"
#include "sim-server-line.h"
#include "sim-server-old.h"

#define RESTART_AFTER (10 * SIM_SECOND)
#define COALESCES (250 * 1000)  /* as between two rounds of events */
#define ROUND (10 * SIM_SECOND) /* of heartbeats */
#define OLD_IN 8 /* one of so many has a database of an earlier version of the program */
#define PASSES 1
#define KIB 8

/* The server's one machine. */
static struct
{
  SimMachine *machine;
  char *path;
  SolStorage *storage;    /* (nullable): it is down */
  SolServer *server;      /* (nullable): likewise */
  GHashTable *backup;     /* (nullable) */
  gboolean told;          /* that it was put back: until it started once */
  GHashTable *files;      /* (nullable): those of the backup */
  gint64 n;               /* mutations of the server's own people */
  gboolean round_planned; /* soon: there is something to tell those who listen */
} server;

static GHashTable *template; /* (nullable): its disk before anything happened, of all schedules */

SimMachine *
sim_server_get_machine (void)
{
  return server.machine;
}

gboolean
sim_server_is_up (void)
{
  return server.server != NULL;
}

const char *
sim_server_get_database (void)
{
  return server.path;
}

static const char *
get_role (guint person)
{
  return person == SIM_REVIEWER         ? "moderator"
         : sim_people_animates (person) ? "animator"
                                        : "member";
}

static gboolean
add_person (guint person, const char *hash, GError **error)
{
  g_autofree char *address = sim_people_get_address (person);
  const char *id = sim_people_get_id (person);
  const SolAccount account = { .id = (char *) id,
                               .address = address,
                               .name = address,
                               .kind = (char *) "supplier",
                               .role = (char *) get_role (person),
                               .locale = (char *) "fr",
                               .password = (char *) hash,
                               .state = (char *) SOL_ACCOUNT_ACTIVE,
                               .created_at = sol_clock_seconds () };
  const SolAudit audit = { id, NULL, "", "sim", "" };

  return sol_accounts_add (SOL_ACCOUNTS (server.storage), &account, &audit, error) &&
         sol_accounts_change (SOL_ACCOUNTS (server.storage), &account, NULL, FALSE, &audit, error);
}

static gboolean
add_people (SolPasswords *passwords, GError **error)
{
  g_autofree char *hash = sol_passwords_hash (passwords, SIM_PASSWORD);

  for (guint i = 0; i < SIM_N_PEOPLE; i++)
    if (!add_person (i, hash, error))
      return FALSE;
  return TRUE;
}

/* Those who listen are told what there is. */
static void
make_round (void)
{
  if (server.server == NULL || sol_events_get_n_streams (server.server->events) == 0)
    return;
  sim_world_enter (server.machine);
  sol_events_make_round (server.server->events);
  sim_world_leave ();
  sim_hints_flow ();
}

static void
make_planned_round (gpointer unused)
{
  server.round_planned = FALSE;
  make_round ();
}

static void
plan_round (void)
{
  if (server.round_planned)
    return;
  server.round_planned = TRUE;
  sim_world_at (COALESCES, make_planned_round, NULL);
}

/* What nobody wrote: silence, and sessions that end. */
static void
make_rounds (gpointer unused)
{
  make_round ();
  sim_world_at (ROUND, make_rounds, NULL);
}

static gboolean
start (gboolean restored, GError **error)
{
  g_autofree char *folder = g_strconcat (server.path, ".snapshots", NULL);
  g_autoptr (SolPasswords) passwords = sol_passwords_new (PASSES, KIB, error);

  g_assert_nonnull (passwords);
  server.storage = sol_storage_sqlite_open (server.path, restored, error);
  if (server.storage == NULL || !sol_storage_learn (server.storage, error) ||
      (template == NULL && !add_people (passwords, error)))
    return FALSE;
  g_signal_connect (server.storage, "written", plan_round, NULL);
  server.server = sol_server_new (server.storage, g_steal_pointer (&passwords), folder, error);
  if (server.server != NULL)
    server.server->mailer = sim_mail_new ();
  return server.server != NULL;
}

static void
take_down (void)
{
  sim_world_enter (server.machine);
  g_clear_pointer (&server.server, sol_server_free);
  g_clear_object (&server.storage);
  sim_world_leave ();
  sim_hints_flow ();
  sim_machine_start_anew (server.machine);
}

static void
start_again (gpointer unused)
{
  if (server.server == NULL)
    sim_server_start ();
}

void
sim_server_start (void)
{
  g_autoptr (GError) error = NULL;
  gboolean started;

  sim_world_enter (server.machine);
  started = start (server.told, &error);
  sim_world_leave ();
  sim_tell ("server starts: %d", started ? -1 : error->code);
  server.told = server.told && !started;
  if (started)
    return;
  take_down ();
  sim_world_at (RESTART_AFTER, start_again, NULL);
}

/* The machine ended, by the disk's will or by another's. */
void
sim_server_stop (gboolean powercut, guint64 seed)
{
  if (server.server == NULL)
    return;
  sim_disk_end (server.machine->disk, powercut, seed);
  sim_tell ("server ends");
  take_down ();
  sim_world_at (RESTART_AFTER, start_again, NULL);
}

/**
 * sim_server_answer:
 *
 * Returns: (transfer full) (nullable): %NULL: it is down, or went down over this
 */
SolLocalAnswer *
sim_server_answer (const char *method, const char *target, GPtrArray *headers, GBytes *body)
{
  SolLocalAnswer *answer;

  if (server.server == NULL)
    return NULL;
  sim_world_enter (server.machine);
  answer = sol_local_request (server.server, method, target, headers, body);
  sim_world_leave ();
  if (answer->open != NULL)
    plan_round ();
  if (!sim_disk_is_dead (server.machine->disk))
    return answer;
  sol_local_answer_free (answer);
  sim_server_stop (FALSE, 0);
  return NULL;
}

/* What the server does by itself from time to time. */
void
sim_server_tick (void)
{
  if (server.server == NULL)
    return;
  sim_world_enter (server.machine);
  sol_server_tick (server.server);
  sim_world_leave ();
}

void
sim_server_back_up (void)
{
  g_clear_pointer (&server.backup, g_hash_table_unref);
  server.backup = sim_disk_copy (server.machine->disk);
  g_clear_pointer (&server.files, g_hash_table_unref);
  server.files = sim_server_files_list (server.path);
}

/* @told: the administrator says so with --restored; else the server has to see it itself. */
void
sim_server_restore (gboolean told)
{
  if (server.backup == NULL)
    return;
  if (server.server != NULL)
    take_down ();
  sim_disk_put_back (server.machine->disk, server.backup);
  sim_server_files_put_back (server.path, server.files);
  sim_tell ("server is put back from a backup");
  server.told = told;
  sim_server_start ();
}

/**
 * sim_server_act:
 * @patch: members of a mutation, or ""
 *
 * The first person, or somebody of the server's own, writes past HTTP.
 *
 * Returns: (transfer full) (nullable): the id of the mutation, whatever came of it
 */
char *
sim_server_act (const char *organisation,
                SolRoles roles,
                const char *type,
                const char *id,
                const char *op,
                const char *patch)
{
  const SolActor actor = { sim_people_get_id (0), organisation, roles };
  g_autofree char *client = sol_uuid_from_name ("sim", "own-client");
  g_autoptr (GPtrArray) one = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_mutation_free);
  g_autoptr (GPtrArray)
      answers = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_storage_answer_free);
  g_autoptr (GError) error = NULL;
  g_autofree char *mutation_id = NULL;
  g_autofree char *text = NULL;
  g_autoptr (SolStored) stored = NULL;
  SolStorageSender sender = { &actor, NULL, client, 0 };

  if (server.server == NULL)
    return NULL;
  sim_world_enter (server.machine);
  sender.now = sol_clock_seconds ();
  stored = sol_storage_get (server.storage, type, id, NULL);
  mutation_id = sol_uuid_new ();
  text = g_strdup_printf (
      "{\"id\":\"%s\",\"n\":%" G_GINT64_FORMAT ",\"t\":\"%s\",\"target\":\"%s\","
      "\"op\":\"%s\",\"base_rev\":%" G_GINT64_FORMAT "%s%s}",
      mutation_id, sol_storage_get_last_n (server.storage, actor.account, client, NULL) + 1, type,
      id, op, stored != NULL ? stored->rev : 0, *patch != '\0' ? "," : "", patch);
  g_ptr_array_add (one, sol_mutation_parse (text, strlen (text), &error));
  g_assert_no_error (error);
  if (sol_storage_mutate (server.storage, &sender, one, answers, &error))
    sim_tell ("server writes %s %s: %.60s", op, id,
              strstr (((SolStorageAnswer *) answers->pdata[0])->text, "result"));
  else
    sim_tell ("server writes %s %s: error %d", op, id, error->code);
  sim_world_leave ();
  if (sim_disk_is_dead (server.machine->disk))
    sim_server_stop (FALSE, 0);
  return g_steal_pointer (&mutation_id);
}

/* As an administrator does whose colleague lost his laptop. */
void
sim_server_end_sessions (guint person)
{
  const char *id = sim_people_get_id (person);
  const SolAudit audit = { id, NULL, "", "sim", "" };

  if (server.server == NULL)
    return;
  sim_world_enter (server.machine);
  sol_accounts_end_sessions (SOL_ACCOUNTS (server.storage), NULL, NULL, &audit,
                             sol_clock_seconds (), NULL);
  sim_world_leave ();
  sim_tell ("server ends the sessions of %u", person);
}

/* Makes somebody a member. */
void
sim_server_admit (guint organisation, guint person)
{
  g_autofree char *patch = g_strdup_printf (
      "\"set\":{\"account\":\"%s\",\"name\":\"P%u\",\"role\":\"%s\"}", sim_people_get_id (person),
      person, person == 3 ? "member" : "manager");

  g_free (sim_server_act (sim_people_get_organisation (organisation), SOL_ROLE_SERVER,
                          "organisation", sim_people_get_organisation (organisation),
                          SOL_ORGANISATION_ADMIT, patch));
}

static void
found_organisation (guint organisation)
{
  g_free (sim_server_act (
      NULL, SOL_ROLE_NONE, "organisation", sim_people_get_organisation (organisation), "create",
      organisation == SIM_NETWORK ? "\"set\":{\"name\":\"N\",\"kind\":\"partner\"}"
                                  : "\"set\":{\"name\":\"O\",\"kind\":\"supplier\"}"));
  for (guint i = 1; i < SIM_N_PEOPLE; i++)
    if (sim_people_belongs (i, organisation))
      sim_server_admit (organisation, i);
}

static void
list (const char *id, const char *doc)
{
  SolStorageWrite write = { .type = "supplier", .id = id, .scope = "public", .doc = doc };

  sim_world_enter (server.machine);
  g_assert_true (sol_storage_apply (server.storage, &write, 1, NULL));
  sim_world_leave ();
}

/* One client was asked, and said a word. */
static void
praise (guint word)
{
  const char *organisation = sim_people_get_organisation (SIM_PRAISED);
  const char *id = sim_people_get_word (word);
  g_autofree char *asked = g_strdup_printf ("\"set\":{\"supplier\":\"%s\",\"client\":\"C%u\"}",
                                            sim_people_get_praised (), word);
  g_autofree char *said = g_strdup_printf ("\"set\":{\"text\":\"v%u\",\"name\":\"N%u\"}", word,
                                           word);

  g_free (sim_server_act (organisation, SOL_ROLE_MEMBER, "client_word", id, "create", asked));
  g_free (sim_server_act (organisation, SOL_ROLE_SERVER, "client_word", id, "give", said));
}

/* As its people published it once. */
static void
list_praised (void)
{
  g_autofree char *doc = g_strdup_printf (
      "{\"name\":\"W\",\"kind\":\"ACI\",\"organisation\":\"%s\",\"verified_on\":\"2026-11-01\"}",
      sim_people_get_organisation (SIM_PRAISED));

  list (sim_people_get_praised (), doc);
  for (guint i = 0; i < SIM_N_WORDS; i++)
    praise (i);
}

/* As an import does: whom it lists may be written to. */
static void
list_supplier (guint supplier)
{
  const char *id = sim_people_get_supplier (supplier);
  g_autofree char *mailbox = sim_people_get_mailbox (id);
  g_autofree char *doc = g_strdup_printf ("{\"name\":\"S%u\",\"kind\":\"EI\",\"email\":\"%s\"}",
                                          supplier, mailbox);

  list (id, doc);
}

/* Whom the network knows already. */
static void
find_structure (guint censused)
{
  const char *id = sim_people_get_censused (censused);
  g_autofree char *mailbox = sim_people_get_mailbox (id);
  g_autofree char *patch = g_strdup_printf ("\"set\":{\"name\":\"F%u\",\"email\":\"%s\"}", censused,
                                            mailbox);

  g_free (sim_server_act (sim_people_get_organisation (SIM_NETWORK),
                          SOL_ROLE_MEMBER | SOL_ROLE_ANIMATOR, "census_entry", id, "create",
                          patch));
}

/* He reads what is submitted, or no more; no listing tells a department. */
void
sim_server_let_review (guint person, gboolean reviews)
{
  static const char *const scopes[] = { "review:00", NULL };

  if (server.server == NULL)
    return;
  sim_world_enter (server.machine);
  sol_access_set_scopes (SOL_ACCESS (server.storage), sim_people_get_id (person),
                         reviews ? scopes : scopes + 1, NULL);
  sim_world_leave ();
  sim_tell ("%u reviews: %d", person, reviews);
  if (sim_disk_is_dead (server.machine->disk))
    sim_server_stop (FALSE, 0);
}

/**
 * sim_server_prepare:
 *
 * Once a process, in a world of its own: what the disk holds before anything happens.
 */
void
sim_server_prepare (const char *folder)
{
  g_autoptr (GHashTable) made = NULL;

  sim_world_begin (folder, 0);
  sim_hints_begin (0);
  sim_mail_begin ();
  server.machine = sim_world_add_machine ("server");
  server.path = g_build_filename (server.machine->folder, "a.db", NULL);
  sim_server_start ();
  g_assert_nonnull (server.server);
  for (guint i = 0; i <= SIM_NETWORK; i++)
    found_organisation (i);
  for (guint i = 0; i < SIM_N_SUPPLIERS; i++)
    list_supplier (i);
  list_praised ();
  for (guint i = 0; i < SIM_N_FOUND; i++)
    find_structure (i);
  sim_server_let_review (0, TRUE);
  sim_server_let_review (SIM_REVIEWER, TRUE);
  take_down ();
  made = sim_disk_copy (server.machine->disk);
  sim_server_old_prepare (server.machine, server.path);
  sim_server_end ();
  sim_hints_end ();
  sim_world_end ();
  template = g_steal_pointer (&made);
}

void
sim_server_begin (guint64 seed)
{
  server.machine = sim_world_add_machine ("server");
  server.path = g_build_filename (server.machine->folder, "a.db", NULL);
  sim_mail_begin ();
  sim_disk_put_back (server.machine->disk, template);
  if (seed % OLD_IN == 1)
    sim_server_old_put (server.machine, seed);
  sim_server_start ();
  sim_world_at (ROUND, make_rounds, NULL);
}

void
sim_server_end (void)
{
  sim_world_enter (server.machine);
  g_clear_pointer (&server.server, sol_server_free);
  g_clear_object (&server.storage);
  sim_world_leave ();
  g_clear_pointer (&server.backup, g_hash_table_unref);
  g_clear_pointer (&server.files, g_hash_table_unref);
  g_clear_pointer (&server.path, g_free);
  sim_mail_end ();
  server.machine = NULL;
  server.told = FALSE;
  server.round_planned = FALSE;
}
