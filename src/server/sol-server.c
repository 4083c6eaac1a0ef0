/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-server.h"

#include "model/sol-clock.h"
#include "model/sol-version.h"
#include "server/sol-claim-codes.h"
#include "server/sol-departures.h"
#include "server/sol-duplicates.h"
#include "server/sol-events.h"
#include "server/sol-index.h"
#include "server/sol-reminders.h"
#include "server/sol-routes.h"
#include "server/sol-signed-in.h"
#include "server/sol-snapshots.h"

#define DUPLICATES_SECONDS 2
#define SMALL_SNAPSHOT 10000     /* records */
#define LARGE_BODY (1024 * 1024) /* bytes */

/* Few records: one is ready before the first client asks. Many: it is made meanwhile. Without one,
 * on a full disk say, all else is answered, and it is tried again. */
static gboolean
make_small_snapshot (SolServer *self, GError **error)
{
  gint64 seq = sol_storage_get_last_seq (self->storage, NULL, NULL, error);
  g_autoptr (GError) local_error = NULL;

  if (seq >= SMALL_SNAPSHOT)
    sol_snapshots_refresh (self->snapshots);
  else if (seq >= 0 && !sol_snapshots_make (self->snapshots, &local_error))
    g_warning ("No snapshot could be made: %s", local_error->message);
  return seq >= 0;
}

static void
tell_looks (SolServer *self)
{
  g_autoptr (GError) error = NULL;

  sol_web_looks_write (self->web_looks, sol_clock_seconds ());
  if (!sol_looks_tell (self->looks, sol_clock_seconds (), &error))
    g_warning ("Nobody is told of looks: %s", error->message);
}

/* What is to be looked at from time to time. Main thread. */
void
sol_server_tick (SolServer *self)
{
  g_autoptr (GError) error = NULL;

  if (!sol_index_refresh (self->index, &error))
    g_warning ("The catalogue's index is behind: %s", error->message);
  sol_snapshots_refresh (self->snapshots);
  sol_upload_checks_retry (self->checks);
  sol_claim_codes_see_to (self);
  sol_reminders_send (self);
  sol_duplicates_see_to (self, DUPLICATES_SECONDS);
  sol_departures_see_to (self);
  tell_looks (self);
}

/**
 * sol_server_new:
 * @storage: (transfer none): kept
 * @passwords: (transfer full)
 * @folder: for the files that it makes of the storage
 */
SolServer *
sol_server_new (SolStorage *storage, SolPasswords *passwords, const char *folder, GError **error)
{
  g_autoptr (SolServer) self = g_new0 (SolServer, 1);

  g_mutex_init (&self->leaving_lock);
  self->leaving = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->storage = g_object_ref (storage);
  self->accounts = SOL_ACCOUNTS (storage);
  self->access = SOL_ACCESS (storage);
  self->uploads = SOL_UPLOADS (storage);
  self->personal = SOL_PERSONAL (storage);
  self->identities = SOL_IDENTITIES (storage);
  self->claims = SOL_CLAIMS (storage);
  self->words = SOL_WORDS (storage);
  self->looks = SOL_LOOKS (storage);
  self->web_looks = sol_web_looks_new (self->looks);
  self->refusals = SOL_REFUSALS (storage);
  self->look_guard = sol_look_guard_new ();
  self->checks = sol_upload_checks_new (self->uploads);
  self->passwords = passwords;
  self->started_at = sol_clock_seconds ();
  self->rates = sol_rates_new ();
  self->limits = sol_routes_make_limits ();
  self->n_answers = g_new0 (guint, sol_routes_get_n_counters ());
  self->minimum_client = g_strdup (SOL_OLDEST_CLIENT);
  self->signer.feed = sol_storage_get_meta (storage, "feed", error);
  if (self->signer.feed == NULL)
    return NULL;
  self->signer.key = sol_storage_get_meta (storage, "cursor-key", error);
  if (self->signer.key == NULL)
    return NULL;
  self->snapshots = sol_snapshots_new (storage, &self->signer, folder, error);
  self->index = sol_index_new (storage);
  self->events = sol_events_new (storage);
  if (self->snapshots == NULL || !sol_index_refresh (self->index, error) ||
      !make_small_snapshot (self, error))
    return NULL;
  sol_upload_checks_resume (self->checks);
  return g_steal_pointer (&self);
}

/* @version: of the application; what is older is refused */
void
sol_server_set_minimum_client (SolServer *self, const char *version)
{
  g_free (self->minimum_client);
  self->minimum_client = g_strdup (version);
}

void
sol_server_free (SolServer *self)
{
  if (self->web_looks != NULL)
    sol_web_looks_write (self->web_looks, sol_clock_seconds ());
  g_clear_pointer (&self->web_looks, sol_web_looks_free);
  g_clear_pointer (&self->look_guard, sol_look_guard_free);
  g_clear_pointer (&self->events, sol_events_free);
  g_clear_pointer (&self->checks, sol_upload_checks_free);
  g_clear_pointer (&self->index, sol_index_free);
  g_clear_pointer (&self->snapshots, sol_snapshots_free);
  g_clear_pointer (&self->mailer, sol_mailer_free);
  g_hash_table_unref (self->leaving);
  g_mutex_clear (&self->leaving_lock);
  g_clear_pointer (&self->oidc, sol_oidc_free);
  g_clear_pointer (&self->passwords, sol_passwords_free);
  g_clear_object (&self->storage);
  g_free (self->signer.feed);
  g_free (self->signer.key);
  g_clear_pointer (&self->rates, sol_rates_free);
  g_free (self->limits);
  g_free (self->contact);
  g_free (self->address);
  g_free (self->goal_until);
  g_free (self->minimum_client);
  g_free (self->n_answers);
  g_free (self);
}

/* A #SolHttpBodyMax. Who brings a large body is asked first who he is: room is made for none of
 * those whom the route refuses anyway. */
guint64
sol_server_get_body_max (SolRequest *request, gpointer server)
{
  SolServer *self = server;
  const SolLimits *limits = &self->limits[sol_routes_find (sol_request_get_method (request),
                                                           sol_request_get_path (request), NULL)];

  return limits->body_max <= LARGE_BODY || limits->for_all || sol_signed_in_check (self, request)
             ? limits->body_max
             : 0;
}

/* A #SolHttpGetPace. */
SolHttpPace
sol_server_get_pace (SolRequest *request, gpointer server)
{
  guint n_routes;
  const SolRoute *routes = sol_routes_get (&n_routes);
  guint found = sol_routes_find (sol_request_get_method (request), sol_request_get_path (request),
                                 NULL);

  return found < n_routes ? routes[found].pace : SOL_HTTP_FAST;
}

/* A #SolHttpHandler. */
void
sol_server_handle (SolRequest *request, gpointer server)
{
  sol_routes_dispatch (server, request);
}
