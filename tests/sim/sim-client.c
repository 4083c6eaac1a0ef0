/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-client.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "sim-network.h"

#define SERVER "http://server.sim"
#define RESTART_AFTER (10 * SIM_SECOND)

static GHashTable *template; /* (nullable): the disk of one that was opened once */

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
  sol_sync_start (self->sync);
}

/* Made before the store does, it is not filled with megabytes. */
static void
keep_reserve_small (SimClient *self)
{
  g_autofree char *path = g_build_filename (self->folder, "reserve", NULL);
  int file;

  g_mkdir_with_parents (self->folder, 0700);
  file = g_open (path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (file >= 0)
    close (file);
}

static void
start_again (gpointer data)
{
  SimClient *self = data;

  if (self->store == NULL)
    sim_client_start (self);
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
  sim_network_cut_off (self->machine);
  sim_world_settle ();
  sim_world_enter (self->machine);
  g_clear_object (&self->sync);
  sol_store_close (self->store);
  g_clear_object (&self->store);
  sim_world_leave ();
  sim_world_settle ();
  sim_machine_start_anew (self->machine);
}

void
sim_client_start (SimClient *self)
{
  if (self->store != NULL)
    return;
  keep_reserve_small (self);
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

/* After anything: has its disk ended? */
void
sim_client_look (SimClient *self)
{
  if (self->store != NULL && sim_disk_is_dead (self->machine->disk))
    sim_client_end (self, FALSE, 0);
}

SimClient *
sim_client_new (guint index)
{
  SimClient *self = g_new0 (SimClient, 1);
  g_autofree char *name = g_strdup_printf ("c%u", index);

  self->index = index;
  self->machine = sim_world_add_machine (name);
  self->folder = g_build_filename (self->machine->folder, "store", NULL);
  if (template != NULL)
    sim_disk_put_back (self->machine->disk, template);
  return self;
}

/**
 * sim_client_prepare:
 *
 * Once a process, in a world of its own: a program that was started once.
 */
void
sim_client_prepare (const char *folder)
{
  SimClient *client;
  g_autoptr (GHashTable) made = NULL;

  sim_world_begin (folder, 1);
  sim_network_begin (1);
  client = sim_client_new (0);
  sim_network_set_online (client->machine, FALSE);
  sim_client_start (client);
  g_assert_nonnull (client->store);
  sim_client_stop (client);
  made = sim_disk_copy (client->machine->disk);
  sim_client_free (client);
  sim_network_end ();
  sim_world_end ();
  template = g_steal_pointer (&made);
}

void
sim_client_free (SimClient *self)
{
  sim_client_stop (self);
  g_free (self->folder);
  g_free (self);
}
