/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/sol-send-files-private.h"

#include "model/sol-clock.h"
#include "model/sol-json.h"
#include "net/sol-net-error.h"
#include "net/sol-reply.h"
#include "store/sol-account-attach.h"

#define PART (1024 * 1024)     /* bytes: what a cut costs, at most */
#define MAX_ANSWER (64 * 1024) /* bytes */
#define FIRST_WAIT 100         /* ms, for the server to look at what it has */
#define MAX_WAIT 5000          /* ms */
#define MAX_ROUNDS 40          /* of asking where it stands */
#define OTHER_OFFSET 409       /* the server has it up to elsewhere: it is asked where */

/* Sends the attached files that mutations wait for, one after the other: each from where the server
 * has it up to. What the server does not take counts as sent: the mutation that names it is refused
 * with the reason. */

typedef struct
{
  SolClient *client;
  SolSendFilesStep step;
  gpointer step_data;
  GPtrArray *files; /* (nullable) */
  guint index;
  GBytes *content; /* (nullable): of the one under way */
  gint64 sent_at;  /* where the last part of it went; -1: there was none */
  GSource *timer;  /* (nullable) */
  guint wait_ms;
  guint n_rounds;
} Run;

static void begin_next (GTask *owned_task);
static void go_on (GTask *owned_task, const SolReply *reply);

static void
run_free (gpointer data)
{
  Run *run = data;

  g_object_unref (run->client);
  g_clear_pointer (&run->files, g_ptr_array_unref);
  g_clear_pointer (&run->content, g_bytes_unref);
  sol_clock_clear_timeout (&run->timer);
  g_free (run);
}

static void
fail (GTask *owned_task, GError *error)
{
  g_task_return_error (owned_task, error);
  g_object_unref (owned_task);
}

static const SolAttachment *
get_file (GTask *task)
{
  const Run *run = g_task_get_task_data (task);

  return run->files->pdata[run->index];
}

static void
on_set_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;

  if (!sol_account_store_set_sent_finish (SOL_ACCOUNT_STORE (source), result, &error))
    {
      fail (task, error);
      return;
    }
  run->index++;
  begin_next (task);
}

static void
end_file (GTask *owned_task)
{
  sol_account_store_set_sent_async (g_task_get_source_object (owned_task), get_file (owned_task),
                                    g_task_get_cancellable (owned_task), on_set_sent, owned_task);
}

/* Of these it will not think better: of all others it is asked again with the next sync. */
static gboolean
is_final (guint status)
{
  return status == 403 || status == 413 || status == 422;
}

static void
take_refusal (GTask *owned_task, const SolReply *reply)
{
  const guint status = sol_reply_get_status (reply);
  const char *detail = sol_reply_get_text (reply, "detail");

  if (is_final (status))
    end_file (owned_task);
  else
    fail (owned_task,
          g_error_new_literal (SOL_NET_ERROR, (int) sol_net_error_from_status (status),
                               detail != NULL ? detail : "The server does not say why"));
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;
  g_autoptr (SolReply) reply = sol_client_call_finish (SOL_CLIENT (source), result, &error);

  if (reply == NULL)
    fail (task, error);
  else if (!sol_reply_is_success (reply))
    take_refusal (task, reply);
  else
    go_on (task, reply);
}

static char *
make_path (GTask *task)
{
  const SolAttachment *file = get_file (task);

  return g_strdup_printf ("/v1/uploads/%s%s%s", file->blob->hash,
                          file->organisation != NULL ? "?organisation=" : "",
                          file->organisation != NULL ? file->organisation : "");
}

static void
ask (GTask *owned_task)
{
  const Run *run = g_task_get_task_data (owned_task);
  g_autofree char *path = make_path (owned_task);

  sol_client_call_async (run->client, "GET", path, NULL, MAX_ANSWER,
                         g_task_get_cancellable (owned_task), on_answered, owned_task);
}

static void
on_part_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;
  g_autoptr (SolReply) reply = sol_client_call_finish (SOL_CLIENT (source), result, &error);

  if (reply == NULL)
    fail (task, error);
  else if (!sol_reply_is_success (reply) && sol_reply_get_status (reply) != OTHER_OFFSET)
    take_refusal (task, reply);
  else
    ask (task);
}

/* Whether who looks on lets it go on. @at: bytes of the present file */
static gboolean
tell_step (const Run *run, gsize at)
{
  gint64 done = (gint64) at;
  gint64 size = 0;

  for (guint i = 0; i < run->files->len; i++)
    {
      const SolAttachment *file = run->files->pdata[i];

      size += file->blob->size;
      done += i < run->index ? file->blob->size : 0;
    }
  return run->step == NULL || run->step (done, size, run->step_data);
}

static void
stop (GTask *owned_task)
{
  g_task_return_boolean (owned_task, TRUE);
  g_object_unref (owned_task);
}

static void
send_part (GTask *owned_task, gsize at)
{
  Run *run = g_task_get_task_data (owned_task);
  const gsize size = g_bytes_get_size (run->content);
  g_autoptr (GBytes) part = g_bytes_new_from_bytes (run->content, at, MIN (PART, size - at));
  g_autofree char *path = make_path (owned_task);

  run->sent_at = (gint64) at;
  sol_client_send_part_async (run->client, path, part, (goffset) at,
                              g_task_get_cancellable (owned_task), on_part_answered, owned_task);
}

static gboolean
on_waited (gpointer user_data)
{
  GTask *task = user_data;
  Run *run = g_task_get_task_data (task);

  sol_clock_clear_timeout (&run->timer);
  ask (task);
  return G_SOURCE_REMOVE;
}

/* The server looks at it. Whoever cancels waits no longer than that is asked next. */
static void
wait (GTask *owned_task)
{
  Run *run = g_task_get_task_data (owned_task);

  run->wait_ms = run->wait_ms == 0 ? FIRST_WAIT : MIN (run->wait_ms * 2, MAX_WAIT);
  run->timer = sol_clock_start_timeout (NULL, run->wait_ms, on_waited, owned_task, NULL);
}

/* @reply: where it stands; each part brings it further */
static void
go_on (GTask *owned_task, const SolReply *reply)
{
  Run *run = g_task_get_task_data (owned_task);
  const char *state = sol_reply_get_text (reply, "state");
  const gint64 at = sol_reply_get_number (reply, "offset", -1);
  const gsize size = g_bytes_get_size (run->content);

  if (g_strcmp0 (state, "whole") == 0 || g_strcmp0 (state, "refused") == 0)
    end_file (owned_task);
  else if (g_strcmp0 (state, "receiving") == 0 && at >= 0 && (gsize) at < size && at > run->sent_at)
    {
      if (tell_step (run, (gsize) at))
        send_part (owned_task, (gsize) at);
      else
        stop (owned_task);
    }
  else if (g_strcmp0 (state, "checking") == 0 && ++run->n_rounds < MAX_ROUNDS)
    wait (owned_task);
  else
    fail (owned_task, g_error_new (SOL_NET_ERROR, SOL_NET_ERROR_BAD_ANSWER,
                                   "The server does not say where an attachment stands: %u",
                                   sol_reply_get_status (reply)));
}

static char *
make_body (const SolAttachment *file)
{
  g_autoptr (JsonObject) body = json_object_new ();

  json_object_set_string_member (body, "hash", file->blob->hash);
  json_object_set_int_member (body, "size", file->blob->size);
  json_object_set_string_member (body, "name", file->blob->name);
  json_object_set_string_member (body, "type", file->blob->media_type);
  if (file->organisation != NULL)
    json_object_set_string_member (body, "organisation", file->organisation);
  return sol_json_object_to_text (body);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run *run = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *body = NULL;

  g_clear_pointer (&run->content, g_bytes_unref);
  run->content = sol_account_store_load_blob_finish (SOL_ACCOUNT_STORE (source), result, &error);
  if (run->content == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_warning ("An attachment is lost: %s", error->message);
      end_file (task);
      return;
    }
  if (run->content == NULL)
    {
      fail (task, g_steal_pointer (&error));
      return;
    }
  body = make_body (get_file (task));
  sol_client_call_async (run->client, "POST", "/v1/uploads", body, MAX_ANSWER,
                         g_task_get_cancellable (task), on_answered, task);
}

static void
begin_next (GTask *owned_task)
{
  Run *run = g_task_get_task_data (owned_task);

  run->wait_ms = 0;
  run->n_rounds = 0;
  run->sent_at = -1;
  if (run->index < run->files->len)
    {
      sol_account_store_load_blob_async (
          g_task_get_source_object (owned_task), get_file (owned_task)->blob->hash,
          g_task_get_cancellable (owned_task), on_loaded, owned_task);
      return;
    }
  g_task_return_boolean (owned_task, TRUE);
  g_object_unref (owned_task);
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;

  run->files = sol_account_store_list_unsent_finish (SOL_ACCOUNT_STORE (source), result, &error);
  if (run->files == NULL)
    fail (task, error);
  else
    begin_next (task);
}

/**
 * sol_send_files_async: (skip)
 * @step: (nullable): before each part
 *
 * Sends until no mutation waits for a file, or @step says that it is enough. What arrived before an
 * error has arrived.
 */
void
sol_send_files_async (SolAccountStore *store,
                      SolClient *client,
                      SolSendFilesStep step,
                      gpointer step_data,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = g_task_new (store, cancellable, callback, user_data);
  Run *run = g_new0 (Run, 1);

  g_task_set_source_tag (task, sol_send_files_async);
  run->client = g_object_ref (client);
  run->step = step;
  run->step_data = step_data;
  g_task_set_task_data (task, run, run_free);
  sol_account_store_list_unsent_async (store, cancellable, on_listed, task);
}

/**
 * sol_send_files_finish: (skip)
 * @n_sent: (out): of files, also before an error
 *
 * Returns: %FALSE with a #SolNetError or #SolStoreError, or %G_IO_ERROR_CANCELLED
 */
gboolean
sol_send_files_finish (GAsyncResult *result, guint *n_sent, GError **error)
{
  const Run *run = g_task_get_task_data (G_TASK (result));

  *n_sent = run->index;
  return g_task_propagate_boolean (G_TASK (result), error);
}
