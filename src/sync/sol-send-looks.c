/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/sol-send-looks-private.h"

#include "net/sol-net-error.h"
#include "net/sol-reply.h"
#include "store/sol-store-looks.h"
#include "sync/sol-account-session-private.h"

#define MAX_ANSWER (64 * 1024) /* bytes */
#define MAX_BATCHES 5          /* of one sync; the rest goes with the next */
#define BAD_REQUEST 400

typedef struct
{
  SolClient *client;
  char *id;             /* (nullable): of the account whose go now; %NULL: nobody's do */
  SolAccountSync *next; /* (nullable): whose go then */
  SolStoreLooks *looks; /* (nullable): on their way */
  guint n_sent;         /* batches */
} Run;

static void
run_free (gpointer data)
{
  Run *run = data;

  g_object_unref (run->client);
  g_free (run->id);
  g_clear_object (&run->next);
  g_clear_pointer (&run->looks, sol_store_looks_free);
  g_free (run);
}

static void take_batch (GTask *owned_task);

static void
on_settled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;

  if (!sol_store_settle_looks_finish (SOL_STORE (source), result, &error))
    g_task_return_error (task, error);
  else if (++run->n_sent >= MAX_BATCHES)
    g_task_return_boolean (task, TRUE);
  else
    take_batch (g_steal_pointer (&task));
}

/* What it cannot make sense of it never will. */
static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (SolReply) reply = sol_client_call_finish (SOL_CLIENT (source), result, &error);

  if (reply == NULL)
    g_task_return_error (task, error);
  else if (!sol_reply_is_success (reply) && sol_reply_get_status (reply) != BAD_REQUEST)
    g_task_return_new_error (task, SOL_NET_ERROR, SOL_NET_ERROR_BAD_ANSWER,
                             "Looks are not counted here: %u", sol_reply_get_status (reply));
  else
    sol_store_settle_looks_async (g_task_get_source_object (task), run->looks->batch,
                                  g_task_get_cancellable (task), on_settled, g_object_ref (task));
}

/* Whose it is says the client that brings them. */
static void
go_on (GTask *owned_task)
{
  Run *run = g_task_get_task_data (owned_task);
  g_autoptr (SolAccountSync) next = g_steal_pointer (&run->next);
  SolAccountSession *session = next != NULL ? sol_account_sync_get_session (next) : NULL;

  if (session == NULL || sol_account_session_get_state (session) != SOL_ACCOUNT_SIGNED_IN)
    {
      g_task_return_boolean (owned_task, TRUE);
      g_object_unref (owned_task);
      return;
    }
  g_set_object (&run->client, sol_account_session_get_client (session));
  run->id = g_strdup (sol_account_session_get_id (session));
  take_batch (owned_task);
}

static void
on_taken (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;

  g_clear_pointer (&run->looks, sol_store_looks_free);
  run->looks = sol_store_take_looks_finish (SOL_STORE (source), result, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else if (run->looks == NULL)
    go_on (g_steal_pointer (&task));
  else
    sol_client_call_async (run->client, "POST", "/v1/looks", run->looks->body, MAX_ANSWER,
                           g_task_get_cancellable (task), on_answered, g_object_ref (task));
}

static void
take_batch (GTask *owned_task)
{
  const Run *run = g_task_get_task_data (owned_task);

  sol_store_take_looks_async (g_task_get_source_object (owned_task), run->id,
                              g_task_get_cancellable (owned_task), on_taken, owned_task);
}

/**
 * sol_send_looks_async: (skip)
 * @client: without tokens
 * @account: (nullable): who is signed in
 *
 * Sends which pages were looked at, to be counted: by nobody who was signed in, then by him. What
 * is not answered goes again with the next sync, under the same id: it counts once.
 */
void
sol_send_looks_async (SolStore *store,
                      SolClient *client,
                      SolAccountSync *account,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = g_task_new (store, cancellable, callback, user_data);
  Run *run = g_new0 (Run, 1);

  run->client = g_object_ref (client);
  run->next = account != NULL ? g_object_ref (account) : NULL;
  g_task_set_source_tag (task, sol_send_looks_async);
  g_task_set_task_data (task, run, run_free);
  take_batch (task);
}

/* Returns: %FALSE with a #SolNetError or #SolStoreError, or %G_IO_ERROR_CANCELLED */
gboolean
sol_send_looks_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
