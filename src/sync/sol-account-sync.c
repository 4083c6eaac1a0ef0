/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/sol-account-sync-private.h"

#include "model/sol-grant.h"
#include "net/sol-net-error.h"
#include "net/sol-reply.h"
#include "store/sol-account-acting.h"
#include "store/sol-account-attach.h"
#include "store/sol-account-feed.h"
#include "sync/sol-account-session-private.h"
#include "sync/sol-pull.h"
#include "sync/sol-push-private.h"
#include "sync/sol-send-files-private.h"

#define MAX_ANSWER (64 * 1024) /* bytes, of a refusal */
#define MAX_RESETS 1           /* a cursor that is stale at once would go round for ever */

/**
 * SolAccountSync:
 *
 * The part of a sync that is one account's: for whom it acts, what its user did, and what it alone
 * may see. In that order: what is sent is judged by what the server says he is.
 *
 * Thread: the main one.
 */
struct _SolAccountSync
{
  GObject parent_instance;

  SolAccountSession *session;
  SolAccountStore *store;
  SolPush *push;
  GCancellable *cancellable;       /* (nullable): of the run under way */
  GCancellable *files_cancellable; /* (nullable): of what it sends of files */
  gboolean left;
  gboolean files_held;
};

enum
{
  FILES_SENT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SolAccountSync, sol_account_sync, G_TYPE_OBJECT)

typedef struct
{
  guint n_records; /* received */
  guint n_resets;
  GError *files_error; /* (nullable): why a file was not sent: it holds up no more than its act */
} Run;

static void
run_free (gpointer data)
{
  Run *run = data;

  g_clear_error (&run->files_error);
  g_free (run);
}

static void start_pull (GTask *owned_task);

/* (transfer full): is cancelled with @outer, and may be alone */
static GCancellable *
make_inner (GCancellable *outer)
{
  GCancellable *inner = g_cancellable_new ();

  if (outer != NULL)
    g_signal_connect_object (outer, "cancelled", G_CALLBACK (g_cancellable_cancel), inner,
                             G_CONNECT_SWAPPED);
  if (g_cancellable_is_cancelled (outer))
    g_cancellable_cancel (inner);
  return inner;
}

/* That the session has ended is no failure of a sync: its state says so; nor is it one of what
 * comes after that he has gone. @error: (transfer full) */
static void
fail (GTask *owned_task, GError *error)
{
  g_autoptr (GTask) task = owned_task;
  SolAccountSync *self = g_task_get_source_object (task);

  if (sol_account_session_get_state (self->session) == SOL_ACCOUNT_SIGNED_IN && !self->left)
    {
      g_task_return_error (task, error);
      return;
    }
  g_error_free (error);
  g_task_return_boolean (task, TRUE);
}

static void
on_reset (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;

  if (!sol_account_store_reset_finish (SOL_ACCOUNT_STORE (source), result, &error))
    fail (task, error);
  else
    start_pull (task);
}

/* The feed of a server that was restored is another one: what it took up before it may not know any
 * more. */
static void
on_reason (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  SolAccountSync *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (SolReply) reply = sol_client_call_finish (SOL_CLIENT (source), result, &error);
  gboolean other_feed = reply != NULL &&
                        g_strcmp0 (sol_reply_get_text (reply, "reason"), "feed") == 0;

  if (reply == NULL)
    fail (task, error);
  else
    sol_account_store_reset_async (self->store, other_feed, g_task_get_cancellable (task), on_reset,
                                   task);
}

static void
on_cursor (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  SolAccountSync *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autofree char *cursor = sol_account_store_get_cursor_finish (SOL_ACCOUNT_STORE (source), result,
                                                                 &error);
  g_autofree char *safe = g_uri_escape_string (cursor != NULL ? cursor : "", NULL, FALSE);
  g_autofree char *path = g_strconcat ("/v1/changes?access=own&limit=1&since=", safe, NULL);

  if (error != NULL)
    fail (task, error);
  else
    sol_client_call_async (sol_account_session_get_client (self->session), "GET", path, NULL,
                           MAX_ANSWER, g_task_get_cancellable (task), on_reason, task);
}

static void
on_pulled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SolAccountSync *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  guint n_records = 0;
  GError *error = NULL;
  gboolean done = sol_pull_finish (result, &n_records, &error);

  run->n_records += n_records;
  if (done && run->files_error != NULL)
    fail (g_steal_pointer (&task), g_steal_pointer (&run->files_error));
  else if (done)
    g_task_return_boolean (task, TRUE);
  else if (g_error_matches (error, SOL_NET_ERROR, SOL_NET_ERROR_STALE_CURSOR) &&
           run->n_resets++ < MAX_RESETS)
    {
      g_error_free (error);
      sol_account_store_get_cursor_async (self->store, g_task_get_cancellable (task), on_cursor,
                                          g_object_ref (task));
    }
  else
    fail (g_steal_pointer (&task), error);
}

static void
start_pull (GTask *owned_task)
{
  SolAccountSync *self = g_task_get_source_object (owned_task);

  sol_pull_own_async (self->store, sol_account_session_get_client (self->session),
                      g_task_get_cancellable (owned_task), on_pulled, owned_task);
}

static void on_pushed (GObject *source, GAsyncResult *result, gpointer user_data);

static void
start_push (GTask *owned_task)
{
  SolAccountSync *self = g_task_get_source_object (owned_task);

  sol_push_run_async (self->push, g_task_get_cancellable (owned_task), on_pushed, owned_task);
}

/* What waited for a file goes now. */
static void
on_files_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  SolAccountSync *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  guint n_sent;

  sol_send_files_finish (result, &n_sent, &run->files_error);
  if (self->files_held && g_error_matches (run->files_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_clear_error (&run->files_error);
  if (run->files_error == NULL && n_sent > 0)
    start_push (task);
  else
    start_pull (task);
}

static gboolean
on_step (gint64 done, gint64 size, gpointer user_data)
{
  SolAccountSync *self = user_data;

  if (!self->files_held)
    g_signal_emit (self, signals[FILES_SENT], 0, done, size);
  return !self->files_held;
}

/* Ends what is sent of files, and nothing else of the run. */
static GCancellable *
renew_files_cancellable (SolAccountSync *self, GCancellable *outer)
{
  g_clear_object (&self->files_cancellable);
  self->files_cancellable = make_inner (outer);
  return self->files_cancellable;
}

static void
on_pushed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  SolAccountSync *self = g_task_get_source_object (task);
  guint n_sent;
  GError *error = NULL;

  if (!sol_push_run_finish (SOL_PUSH (source), result, &n_sent, &error))
    fail (task, error);
  else if (self->files_held)
    start_pull (task);
  else
    sol_send_files_async (self->store, sol_account_session_get_client (self->session), on_step,
                          self, renew_files_cancellable (self, g_task_get_cancellable (task)),
                          on_files_sent, task);
}

static void
on_feed_followed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;

  if (!sol_account_store_follow_feed_finish (SOL_ACCOUNT_STORE (source), result, &error))
    fail (task, error);
  else
    start_push (task);
}

static void
on_acting_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  SolAccountSync *self = g_task_get_source_object (task);
  const char *feed = sol_account_session_get_profile (self->session)->feed;
  GError *error = NULL;

  if (!sol_account_store_set_acting_finish (SOL_ACCOUNT_STORE (source), result, &error))
    fail (task, error);
  else if (feed == NULL)
    start_push (task);
  else
    sol_account_store_follow_feed_async (self->store, feed, g_task_get_cancellable (task),
                                         on_feed_followed, task);
}

/* What he is on the platform he is whoever he acts for. */
static void
keep_acting (SolAccountSync *self,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  GListModel *memberships = sol_account_session_get_memberships (self->session);
  const guint n = g_list_model_get_n_items (memberships);
  g_autofree SolActing *acting = g_new0 (SolActing, n + 1);
  const char *role = sol_account_session_get_role (self->session);

  acting[n].roles = sol_grant_parse_platform_role (role);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SolMembership) membership = g_list_model_get_item (memberships, i);

      acting[i].organisation = sol_membership_get_id (membership);
      acting[i].roles = acting[n].roles |
                        sol_grant_parse_role (sol_membership_get_role (membership));
    }
  sol_account_store_set_acting_async (self->store, acting, n + 1, cancellable, callback, user_data);
}

/* Kept as soon as it is known: what he does at once is judged by it, while the line hangs too. That
 * none is known may be for lack of an answer; that it is not kept, the next sync tells. */
static void
keep_acting_now (SolAccountSync *self)
{
  GListModel *memberships = sol_account_session_get_memberships (self->session);

  if (!self->left && g_list_model_get_n_items (memberships) > 0 &&
      sol_account_session_get_state (self->session) == SOL_ACCOUNT_SIGNED_IN &&
      g_strcmp0 (sol_account_session_get_id (self->session),
                 sol_account_store_get_account (self->store)) == 0)
    keep_acting (self, NULL, NULL, NULL);
}

static void
on_refreshed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;

  if (!sol_account_session_refresh_finish (SOL_ACCOUNT_SESSION (source), result, &error))
    fail (task, error);
  else
    keep_acting (g_task_get_source_object (task), g_task_get_cancellable (task), on_acting_kept,
                 task);
}

/**
 * sol_account_sync_run_async: (skip)
 *
 * Does nothing when nobody is signed in, or another process has the account's folder and does it.
 */
void
sol_account_sync_run_async (SolAccountSync *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GCancellable) inner = make_inner (cancellable);
  GTask *task = g_task_new (self, inner, callback, user_data);

  g_set_object (&self->cancellable, inner);
  g_task_set_check_cancellable (task, FALSE); /* that he left is no cancellation of the sync */
  g_task_set_source_tag (task, sol_account_sync_run_async);
  g_task_set_task_data (task, g_new0 (Run, 1), run_free);
  if (sol_account_session_get_state (self->session) == SOL_ACCOUNT_SIGNED_IN && !self->left &&
      sol_account_store_may_sync (self->store))
    {
      sol_account_session_refresh_async (self->session, inner, on_refreshed, task);
      return;
    }
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/**
 * sol_account_sync_leave: (skip)
 *
 * Ends what is under way, for good: what is left of it would be done as whoever comes next.
 */
void
sol_account_sync_leave (SolAccountSync *self)
{
  self->left = TRUE;
  g_cancellable_cancel (self->cancellable);
}

/**
 * sol_account_sync_run_finish: (skip)
 * @n_records: (out): received, also before an error
 *
 * Returns: %FALSE with an error of the lower layers, or %G_IO_ERROR_CANCELLED
 */
gboolean
sol_account_sync_run_finish (SolAccountSync *self,
                             GAsyncResult *result,
                             guint *n_records,
                             GError **error)
{
  const Run *run = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  *n_records = run->n_records;
  return g_task_propagate_boolean (G_TASK (result), error);
}

SolAccountSession *
sol_account_sync_get_session (SolAccountSync *self)
{
  return self->session;
}

SolAccountStore *
sol_account_sync_get_store (SolAccountSync *self)
{
  return self->store;
}

/* @held: whether files wait until it is said otherwise, what names them with them. The part that is
 * on its way is sent again then: who waits for the line need not wait for that. */
void
sol_account_sync_set_files_held (SolAccountSync *self, gboolean held)
{
  self->files_held = held;
  if (held)
    g_cancellable_cancel (self->files_cancellable);
  sol_account_store_hold_files_async (self->store, held, NULL, NULL, NULL);
}

/* Whether he has to sign in again before anything of his is sent. */
gboolean
sol_account_sync_has_ended (SolAccountSync *self)
{
  return sol_account_session_get_state (self->session) == SOL_ACCOUNT_ENDED;
}

static void
sol_account_sync_finalize (GObject *object)
{
  SolAccountSync *self = SOL_ACCOUNT_SYNC (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->files_cancellable);
  g_object_unref (self->push);
  g_object_unref (self->session);
  g_object_unref (self->store);
  G_OBJECT_CLASS (sol_account_sync_parent_class)->finalize (object);
}

static void
sol_account_sync_class_init (SolAccountSyncClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sol_account_sync_finalize;

  /* So many bytes of so many, before each part. */
  signals[FILES_SENT] = g_signal_new ("files-sent", SOL_TYPE_ACCOUNT_SYNC, G_SIGNAL_RUN_LAST, 0,
                                      NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_INT64);
}

static void
sol_account_sync_init (SolAccountSync *self)
{
}

/**
 * sol_account_sync_new: (skip)
 * @session: (transfer none): who it is
 * @store: (transfer none): of his account
 */
SolAccountSync *
sol_account_sync_new (SolAccountSession *session, SolAccountStore *store)
{
  SolAccountSync *self = g_object_new (SOL_TYPE_ACCOUNT_SYNC, NULL);

  self->session = g_object_ref (session);
  self->store = g_object_ref (store);
  self->push = sol_push_new (store, sol_account_session_get_client (session));
  g_signal_connect_object (sol_account_session_get_memberships (session), "items-changed",
                           G_CALLBACK (keep_acting_now), self, G_CONNECT_SWAPPED);
  keep_acting_now (self);
  return self;
}
