/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sol-account-counts.h"
#include "sync/sol-sync-private.h"

/* An account beside the catalogue: what its user did, and how much of it waits. */

#define ACT_MS 200 /* several acts at once are sent at once */

/* What is under way began without it. */
static void
run_soon (SolSync *self)
{
  if (!self->started)
    return;
  if (self->running)
    self->act_waits = TRUE;
  else
    sol_sync_plan (self, ACT_MS);
}

static void
on_counted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolSync) self = user_data;
  SolOutboxCounts counts = { 0 };
  const gint64 before = self->n_free;

  self->counting = FALSE;
  if (self->recount)
    sol_sync_count_acts (self);
  if (self->account == NULL ||
      SOL_ACCOUNT_STORE (source) != sol_account_sync_get_store (self->account) ||
      !sol_account_store_count_finish (SOL_ACCOUNT_STORE (source), result, &counts, NULL))
    return;

  self->n_free = (gint64) counts.n_waiting - counts.n_held;
  sol_sync_set_number (self, SOL_SYNC_PROP_N_WAITING, &self->n_waiting, counts.n_waiting);
  sol_sync_set_number (self, SOL_SYNC_PROP_N_CONFLICTS, &self->n_conflicts, counts.n_conflicts);
  sol_sync_set_number (self, SOL_SYNC_PROP_N_REFUSED, &self->n_refused, counts.n_refused);
  /* He acted, or let one go: not while the line is known to be away, whose next try is planned. */
  if (self->n_free > before && (self->running || self->state == SOL_SYNC_UP_TO_DATE))
    run_soon (self);
}

/* Counts what waits; at most twice, however often it changes meanwhile. */
void
sol_sync_count_acts (SolSync *self)
{
  self->recount = self->counting;
  if (self->counting || self->account == NULL)
    return;

  self->counting = TRUE;
  sol_account_store_count_async (sol_account_sync_get_store (self->account), NULL, on_counted,
                                 g_object_ref (self));
}

/* Who signed in again has something to send. */
static void
on_session_state (SolSync *self)
{
  sol_sync_stop_live (self);
  run_soon (self);
}

static void
on_files_sent (SolSync *self, gint64 done, gint64 size)
{
  sol_sync_set_number (self, SOL_SYNC_PROP_UPLOAD_DONE, &self->upload_done, done);
  sol_sync_set_number (self, SOL_SYNC_PROP_UPLOAD_SIZE, &self->upload_size, size);
  sol_sync_set_progress (self, (double) done / (double) size);
}

void
sol_sync_forget_account (SolSync *self)
{
  if (self->account == NULL)
    return;

  g_signal_handlers_disconnect_by_data (sol_account_sync_get_store (self->account), self);
  g_signal_handlers_disconnect_by_data (sol_account_sync_get_session (self->account), self);
  sol_account_sync_leave (self->account);
  g_signal_handlers_disconnect_by_data (self->account, self);
  g_clear_object (&self->account);
}

/**
 * sol_sync_set_account:
 * @session: (nullable) (transfer none): who is signed in; %NULL for nobody
 * @store: (nullable) (transfer none): of his account; must be open as long as a sync is under way
 *
 * From the next run on, what he does is sent and what he may see is received. His acts are sent at
 * once when there is a line. What the run under way does for another account it does no more.
 */
void
sol_sync_set_account (SolSync *self, SolAccountSession *session, SolAccountStore *store)
{
  sol_sync_forget_account (self);
  sol_sync_stop_live (self);
  if (session == NULL || store == NULL)
    {
      self->n_free = 0;
      sol_sync_set_number (self, SOL_SYNC_PROP_N_WAITING, &self->n_waiting, 0);
      sol_sync_set_number (self, SOL_SYNC_PROP_N_CONFLICTS, &self->n_conflicts, 0);
      sol_sync_set_number (self, SOL_SYNC_PROP_N_REFUSED, &self->n_refused, 0);
      if (self->live != NULL)
        run_soon (self);
      return;
    }

  self->account = sol_account_sync_new (session, store);
  g_signal_connect_swapped (self->account, "files-sent", G_CALLBACK (on_files_sent), self);
  g_signal_connect_swapped (store, "changed", G_CALLBACK (sol_sync_count_acts), self);
  g_signal_connect_swapped (session, "notify::state", G_CALLBACK (on_session_state), self);
  sol_sync_count_acts (self);
  run_soon (self);
}

/**
 * sol_sync_hold_files:
 *
 * Sends no more of the attached files until sol_sync_try_now(), at the next start neither: they
 * stay on this computer with what names them, and are gone on with from where they are.
 */
void
sol_sync_hold_files (SolSync *self)
{
  if (self->account == NULL)
    return;
  sol_account_sync_set_files_held (self->account, TRUE);
  sol_sync_set_progress (self, -1);
  sol_sync_set_number (self, SOL_SYNC_PROP_UPLOAD_SIZE, &self->upload_size, 0);
}

/* Acts that are still to be sent, with those that wait for another one. */
guint
sol_sync_get_n_waiting (SolSync *self)
{
  return (guint) self->n_waiting;
}

/* Acts about which the user has to choose. */
guint
sol_sync_get_n_conflicts (SolSync *self)
{
  return (guint) self->n_conflicts;
}

/* Acts that were not taken up. */
guint
sol_sync_get_n_refused (SolSync *self)
{
  return (guint) self->n_refused;
}
