/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-client.h"

#include "sim-keyring.h"
#include "sim-network.h"
#include "sim-old.h"
#include "sim-people.h"
#include "sim-rows.h"
#include "sim-thief.h"
#include "sim-user.h"
#include "store/sol-account-store-private.h"

#define SERVER "http://localhost"
#define TEMPLATE_ACCOUNT "account-local"
#define RESTART_AFTER (10 * SIM_SECOND)

static GHashTable *template; /* (nullable): the disk of one that was opened before */

/* His files are open, or no more. Before anybody signs in they are the computer's. */
static void
take_store (SimClient *self)
{
  SolAccountStore *store = sol_session_account_get_store (self->files);

  if (store == self->account)
    return;
  if (self->account != NULL)
    sim_user_forget (self);
  self->account = store;
  sim_tell ("%s has files: %s", self->machine->name,
            store != NULL ? sol_account_store_get_account (store) : "none");
  if (store == NULL)
    {
      sol_sync_set_account (self->sync, NULL, NULL);
      return;
    }
  self->discards = FALSE;
  if (g_strcmp0 (sol_account_store_get_account (store), self->prepared) == 0)
    self->prepared = NULL;
  sol_sync_set_account (self->sync, self->session, store);
  sim_user_watch (self);
}

static void
on_files_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  sol_session_account_load_finish (SOL_SESSION_ACCOUNT (source), result);
}

static void
load_files (SimClient *self)
{
  if (self->loaded)
    return;
  self->loaded = TRUE;
  sol_session_account_load_async (self->files, NULL, on_files_loaded, self);
}

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer data)
{
  SimClient *self = data;
  g_autoptr (GError) error = NULL;

  self->signing = FALSE;
  sol_account_session_sign_in_finish (SOL_ACCOUNT_SESSION (source), result, &error);
  sim_tell ("%s signs in: %d", self->machine->name, error != NULL ? error->code : -1);
  if (self->store != NULL && error == NULL)
    load_files (self);
}

/* Whoever is not signed in gives his password, once the other is out; whoever could not open his
 * files starts again. */
void
sim_client_sign_in (SimClient *self)
{
  g_autofree char *address = sim_people_get_address (self->person);

  if (self->store == NULL || self->signing)
    return;
  if (self->loaded && sol_session_account_get_error (self->files) != NULL)
    {
      sim_client_stop (self);
      sim_client_start (self);
      return;
    }
  if (sol_account_session_get_state (self->session) == SOL_ACCOUNT_SIGNED_IN)
    {
      if (!g_str_equal (sol_account_session_get_id (self->session),
                        sim_people_get_id (self->person)))
        sim_client_sign_out (self, FALSE);
      return;
    }
  self->signing = TRUE;
  sim_world_enter (self->machine);
  sol_account_session_sign_in_async (self->session, address, SIM_PASSWORD, NULL, on_signed_in,
                                     self);
  sim_world_leave ();
}

static void
on_signed_out (GObject *source, GAsyncResult *result, gpointer data)
{
  SimClient *self = data;
  g_autoptr (GError) error = NULL;

  self->signing = FALSE;
  sol_account_session_sign_out_finish (SOL_ACCOUNT_SESSION (source), result, NULL, &error);
  sim_tell ("%s signs out: %d", self->machine->name, error != NULL ? error->code : -1);
}

/* @discards: he was asked, and what he did not send may go */
void
sim_client_sign_out (SimClient *self, gboolean discards)
{
  if (self->store == NULL || self->signing || !self->loaded ||
      sol_account_session_get_id (self->session) == NULL)
    return;
  self->signing = TRUE;
  self->discards = discards;
  if (discards && self->account == NULL)
    sim_user_give_up_unopened (self);
  sim_thief_forget (); /* without a line the server does not hear that it ends */
  sol_session_account_set_discards (self->files, discards);
  sim_world_enter (self->machine);
  sol_account_session_sign_out_async (self->session, NULL, on_signed_out, self);
  sim_world_leave ();
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  SimClient *self = data;
  g_autoptr (GError) error = NULL;

  sol_account_session_load_finish (SOL_ACCOUNT_SESSION (source), result, &error);
  sim_tell ("%s finds who he is: %d", self->machine->name,
            sol_account_session_get_state (SOL_ACCOUNT_SESSION (source)));
  if (self->store == NULL)
    return;
  if (self->fresh || sol_account_session_get_id (self->session) != NULL)
    load_files (self);
  sol_sync_start (self->sync);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  SimClient *self = data;
  g_autoptr (GError) error = NULL;

  self->store = sol_store_open_finish (result, &error);
  sim_tell ("%s opens: %d", self->machine->name, error != NULL ? error->code : -1);
  if (self->store == NULL)
    return;
  self->sync = sol_sync_new (self->store, SERVER);
  sol_sync_set_metered_allowed (self->sync, TRUE);
  sol_sync_set_live (self->sync, self->listens);
  self->session = sol_account_session_new (self->folder, SERVER, self->keyring);
  self->files = sol_session_account_new (self->folder, self->session);
  self->loaded = self->signing = FALSE;
  g_signal_connect_swapped (self->files, "notify::store", G_CALLBACK (take_store), self);
  sol_account_session_load_async (self->session, NULL, on_loaded, self);
}

static void
start_again (gpointer data)
{
  SimClient *self = data;

  if (self->store == NULL)
    sim_client_start (self);
}

static void
close_all (SimClient *self)
{
  sol_session_account_close (self->files);
  g_signal_handlers_disconnect_by_data (self->files, self);
  g_clear_object (&self->sync);
  sol_store_close (self->store);
  g_clear_object (&self->files);
  g_clear_object (&self->session);
  g_clear_object (&self->store);
}

/* What runs ends in order; on a disk that is dead, without effect. */
void
sim_client_stop (SimClient *self)
{
  if (self->store == NULL)
    return;
  sim_world_enter (self->machine);
  sol_sync_stop (self->sync);
  sim_world_leave ();
  do
    {
      sim_network_cut_off (self->machine);
      sim_world_settle ();
    }
  while (sim_network_is_waited_for (self->machine));
  sim_world_enter (self->machine);
  close_all (self);
  sim_world_leave ();
  sim_world_settle ();
  sim_machine_start_anew (self->machine);
}

void
sim_client_start (SimClient *self)
{
  if (self->store != NULL)
    return;
  sim_world_enter (self->machine);
  sol_store_open_async (self->folder, NULL, on_opened, self);
  sim_world_leave ();
  sim_world_settle ();
  if (self->store != NULL)
    return;
  sim_machine_start_anew (self->machine);
  sim_world_at (RESTART_AFTER, start_again, self);
}

/* The machine ends, and is started again some time later. */
void
sim_client_end (SimClient *self, gboolean powercut, guint64 seed)
{
  if (self->store == NULL)
    return;
  sim_disk_end (self->machine->disk, powercut, seed);
  sim_tell ("%s ends", self->machine->name);
  sim_client_stop (self);
  sim_world_at (RESTART_AFTER, start_again, self);
}

gboolean
sim_client_is_running (SimClient *self)
{
  return self->store != NULL;
}

/* All is as the server has it, and nothing waits to be sent. */
gboolean
sim_client_is_at_rest (SimClient *self)
{
  return self->store != NULL && self->account != NULL &&
         g_strcmp0 (sol_account_store_get_account (self->account),
                    sim_people_get_id (self->person)) == 0 &&
         sol_sync_get_state (self->sync) == SOL_SYNC_UP_TO_DATE &&
         sol_account_session_get_state (self->session) == SOL_ACCOUNT_SIGNED_IN;
}

void
sim_client_try_now (SimClient *self)
{
  if (self->store == NULL)
    return;
  sim_world_enter (self->machine);
  sol_sync_try_now (self->sync);
  sim_world_leave ();
}

/* After anything: has its disk ended? */
void
sim_client_look (SimClient *self)
{
  if (self->store != NULL && sim_disk_is_dead (self->machine->disk))
    sim_client_end (self, FALSE, 0);
}

/* Databases of an account are those of any other, but for its name. @with_user: what he did too */
static void
put_template (SimClient *self, gboolean with_user)
{
  g_autoptr (GHashTable) copy = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *account = sol_account_folder (
      "", self->fresh ? NULL : sim_people_get_id (self->person));
  GHashTableIter iter;
  gpointer name, content;

  g_hash_table_iter_init (&iter, template);
  while (g_hash_table_iter_next (&iter, &name, &content))
    {
      g_auto (GStrv) parts = g_strsplit (name, TEMPLATE_ACCOUNT, 2);
      char *own = g_strjoinv (account, parts);

      g_ptr_array_add (names, own);
      if (with_user || parts[1] == NULL || strstr (parts[1], "user.db") == NULL)
        g_hash_table_insert (copy, own, content);
    }
  sim_disk_put_back (self->machine->disk, copy);
}

SimClient *
sim_client_new (guint index, guint person, gboolean fresh)
{
  SimClient *self = g_new0 (SimClient, 1);
  g_autofree char *name = g_strdup_printf ("c%u", index);

  self->index = index;
  self->person = person;
  self->fresh = fresh;
  self->machine = sim_world_add_machine (name);
  self->folder = g_build_filename (self->machine->folder, "store", NULL);
  self->keyring = sim_keyring_new ();
  if (!fresh)
    self->prepared = sim_people_get_id (person);
  if (template != NULL)
    put_template (self, TRUE);
  return self;
}

/* As sim_client_new(), where an older version of the program was last used. */
SimClient *
sim_client_new_old (guint index, guint person, guint64 seed)
{
  SimClient *self = sim_client_new (index, person, FALSE);
  g_autofree char *folder = sol_account_folder (self->folder, sim_people_get_id (person));

  put_template (self, FALSE);
  sim_world_enter (self->machine);
  sim_old_make_account (self, folder, seed);
  sim_world_leave ();
  return self;
}

/* Each installation gives itself a name. */
static void
forget_client (SimClient *client)
{
  g_autofree char *path = g_build_filename (sol_account_store_get_folder (client->account),
                                            "user.db", NULL);

  sim_client_stop (client);
  g_ptr_array_unref (sim_rows_read (path, "DELETE FROM meta WHERE name = 'client'"));
  sim_rows_close ();
}

/**
 * sim_client_prepare:
 *
 * Once a process, in a world of its own: a program that was started before anybody signed in, and
 * once more, so that the day's copies are made.
 */
void
sim_client_prepare (const char *folder)
{
  SimClient *client;
  g_autoptr (GHashTable) made = NULL;

  sim_world_begin (folder, 1);
  sim_network_begin (1);
  sim_user_begin ();
  client = sim_client_new (0, 0, TRUE);
  sim_network_set_online (client->machine, FALSE);
  sim_client_start (client);
  sim_client_stop (client);
  sim_client_start (client);
  g_assert_nonnull (client->store);
  g_assert_nonnull (client->account);
  forget_client (client);
  made = sim_disk_copy (client->machine->disk);
  sim_client_free (client);
  sim_user_end ();
  sim_network_end ();
  sim_world_end ();
  template = g_steal_pointer (&made);
}

void
sim_client_free (SimClient *self)
{
  sim_client_stop (self);
  g_object_unref (self->keyring);
  g_free (self->folder);
  g_free (self);
}
