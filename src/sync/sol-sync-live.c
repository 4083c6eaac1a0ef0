/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-random.h"
#include "sync/sol-account-session-private.h"
#include "sync/sol-sync-private.h"

/* Hints of the server beside the planned syncs: what another one did is here at once, and to ask
 * whether there is something becomes rare. */

#define SPREAD_MS 400 /* not all who are told ask in one moment */
#define POLL_S 60
#define POLL_LIVE_S (15 * 60)

/* Seconds until the next look at what changed: a third more at most, by chance. */
guint
sol_sync_choose_poll (SolSync *self)
{
  guint least = self->live != NULL && sol_live_is_open (self->live) ? POLL_LIVE_S : POLL_S;

  return sol_random_range (least, least + least / 3 - 1);
}

/* What failed is tried again when that is planned, and not each time that somebody writes. */
static void
on_hint (SolSync *self)
{
  if (!self->started || self->n_failures > 0)
    return;
  if (self->running)
    self->act_waits = TRUE;
  else
    sol_sync_plan (self, sol_random_range (0, SPREAD_MS));
}

/* Without hints he asks again as often as before. */
static void
on_open_changed (SolSync *self)
{
  if (self->started && !self->running && self->n_failures == 0 && !sol_live_is_open (self->live))
    sol_sync_plan (self, sol_sync_choose_poll (self) * 1000);
}

/* The server answers: it may tell more. */
void
sol_sync_start_live (SolSync *self)
{
  SolAccountSession *session = self->account != NULL ? sol_account_sync_get_session (self->account)
                                                     : NULL;
  gboolean signed_in = session != NULL &&
                       sol_account_session_get_state (session) == SOL_ACCOUNT_SIGNED_IN;

  if (self->live != NULL && self->started && !sol_live_is_started (self->live))
    sol_live_start (self->live,
                    signed_in ? SOL_AUTHORIZER (sol_account_session_get_tokens (session)) : NULL);
}

/* Until the next sync that succeeds, as whoever he is then. */
void
sol_sync_stop_live (SolSync *self)
{
  if (self->live != NULL)
    sol_live_stop (self->live);
}

void
sol_sync_forget_live (SolSync *self)
{
  if (self->live == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->live, self);
  sol_live_stop (self->live);
  g_clear_object (&self->live);
}

/**
 * sol_sync_set_live:
 * @live: listen to the hints of the server while it is started
 *
 * A window wants them, a command that syncs once does not. Off at first.
 */
void
sol_sync_set_live (SolSync *self, gboolean live)
{
  if (live == (self->live != NULL))
    return;
  if (!live)
    {
      sol_sync_forget_live (self);
      return;
    }
  self->live = sol_live_new (sol_client_get_address (self->client));
  sol_live_set_ca_file (self->live, self->ca_file);
  g_signal_connect_swapped (self->live, "hint", G_CALLBACK (on_hint), self);
  g_signal_connect_swapped (self->live, "open-changed", G_CALLBACK (on_open_changed), self);
}

/* Whether hints come now. */
gboolean
sol_sync_is_live (SolSync *self)
{
  return self->live != NULL && sol_live_is_open (self->live);
}
