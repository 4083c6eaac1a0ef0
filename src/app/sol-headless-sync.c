/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <unistd.h>

#include "app/sol-headless-account-private.h"
#include "model/sol-clock.h"
#include "store/sol-account-counts.h"
#include "sync/sol-sync.h"

/* --sync */

#define PATIENCE_S 60 /* with a server that asks to wait */

static void
tell_progress (SolSync *sync, GParamSpec *pspec, gpointer unused)
{
  double progress = sol_sync_get_progress (sync);

  if (progress >= 0 && isatty (STDERR_FILENO))
    g_printerr ("\r%3.0f %%", progress * 100);
}

static gboolean
sync_once (SolSync *sync, GError **error)
{
  GAsyncResult *kept = NULL;
  g_autoptr (GAsyncResult) done = NULL;

  sol_sync_run_async (sync, NULL, sol_headless_keep_result, &kept);
  done = sol_headless_wait (&kept);
  return sol_sync_run_finish (sync, done, error);
}

/* Such as one that has just started, and makes its snapshot beside its first answers.
 *
 * Returns: whether it was waited for, not beyond @end (monotonic, µs) */
static gboolean
wait_as_asked (SolSync *sync, gint64 end)
{
  const guint seconds = sol_sync_get_retry_after (sync);

  if (seconds == 0 || sol_clock_monotonic () + seconds * G_USEC_PER_SEC > end)
    return FALSE;

  if (isatty (STDERR_FILENO))
    g_printerr (ngettext ("The platform asks to wait %u second\n",
                          "The platform asks to wait %u seconds\n", seconds),
                seconds);
  g_usleep (seconds * G_USEC_PER_SEC);
  return TRUE;
}

static void
tell_acts (SolAccountStore *account)
{
  SolOutboxCounts counts;
  g_autoptr (GAsyncResult) done = NULL;
  GAsyncResult *kept = NULL;

  sol_account_store_count_async (account, NULL, sol_headless_keep_result, &kept);
  done = sol_headless_wait (&kept);
  if (!sol_account_store_count_finish (account, done, &counts, NULL))
    return;
  if (counts.n_waiting > 0)
    g_printerr (
        ngettext ("%u act waits to be sent\n", "%u acts wait to be sent\n", counts.n_waiting),
        counts.n_waiting);
  if (counts.n_conflicts > 0)
    g_printerr (ngettext ("%u act is in conflict: --conflicts shows it\n",
                          "%u acts are in conflict: --conflicts shows them\n", counts.n_conflicts),
                counts.n_conflicts);
  if (counts.n_refused > 0)
    g_printerr (ngettext ("%u act was refused: --outbox shows it\n",
                          "%u acts were refused: --outbox shows them\n", counts.n_refused),
                counts.n_refused);
}

/* What he does waits for him to sign in again: the catalogue is here nevertheless, but a script
 * that relies on its being sent is told. */
static gboolean
check_session (SolSync *sync, GError **error)
{
  if (sol_sync_get_state (sync) != SOL_SYNC_SIGNED_OUT)
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                       _ ("Your session has ended: sign in again with --sign-in ADDRESS"));
  return FALSE;
}

static gboolean
run_with (SolStore *store,
          SolAccountSession *session,
          SolAccountStore *account,
          const SolHome *home,
          GError **error)
{
  const gint64 end = sol_clock_monotonic () + PATIENCE_S * G_USEC_PER_SEC;
  g_autoptr (SolSync) sync = sol_sync_new (store, home->server);
  g_autoptr (GError) failure = NULL;

  sol_sync_set_ca_file (sync, home->ca_file);
  sol_sync_set_account (sync, session, account);
  /* Who types the command agrees to what it costs. */
  sol_sync_set_metered_allowed (sync, TRUE);
  g_signal_connect (sync, "notify::progress", G_CALLBACK (tell_progress), NULL);
  while (!sync_once (sync, &failure) && wait_as_asked (sync, end))
    g_clear_error (&failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  g_printerr (isatty (STDERR_FILENO) ? "\r" : "");
  g_printerr (
      ngettext ("%u record received\n", "%u records received\n", sol_sync_get_n_received (sync)),
      sol_sync_get_n_received (sync));
  if (account != NULL)
    tell_acts (account);
  return check_session (sync, error);
}

/**
 * sol_headless_sync: (skip)
 *
 * Sends what the user did, if somebody is signed in or was, and receives what changed.
 */
gboolean
sol_headless_sync (SolStore *store, const SolOptions *options, const SolHome *home, GError **error)
{
  g_autoptr (SolAccountSession) session = sol_headless_load_account (options, home, error);
  g_autoptr (SolAccountStore) account = NULL;
  gboolean done;

  if (session == NULL)
    return FALSE;
  if (sol_account_session_get_id (session) != NULL)
    {
      account = sol_headless_open_account (home, session, error);
      if (account == NULL)
        return FALSE;
    }
  done = run_with (store, session, account, home, error);
  if (account != NULL)
    sol_account_store_close (account);
  return done;
}
