/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-server.h"

#include "server/sol-routes.h"

/**
 * sol_server_new:
 * @storage: (transfer none): kept
 */
SolServer *
sol_server_new (SolStorage *storage, GError **error)
{
  g_autoptr (SolServer) self = g_new0 (SolServer, 1);

  self->storage = g_object_ref (storage);
  self->started_at = g_get_real_time () / G_USEC_PER_SEC;
  self->n_answers = g_new0 (guint, sol_routes_get_n_counters ());
  self->signer.feed = sol_storage_get_meta (storage, "feed", error);
  if (self->signer.feed == NULL)
    return NULL;
  self->signer.key = sol_storage_get_meta (storage, "cursor-key", error);
  if (self->signer.key == NULL)
    return NULL;
  return g_steal_pointer (&self);
}

void
sol_server_free (SolServer *self)
{
  g_clear_object (&self->storage);
  g_free (self->signer.feed);
  g_free (self->signer.key);
  g_free (self->n_answers);
  g_free (self);
}

/* A #SolHttpHandler. */
void
sol_server_handle (SolRequest *request, gpointer server)
{
  sol_routes_dispatch (server, request);
}
