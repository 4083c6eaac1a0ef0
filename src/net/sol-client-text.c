/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/sol-client-private.h"
#include "net/sol-net-error.h"
#include "net/sol-reply.h"

#define READ_SIZE (64 * 1024) /* bytes */
#define MAX_PART_ANSWER READ_SIZE

/* A short answer, read whole. */
typedef struct
{
  GInputStream *body;
  GByteArray *text;
  gsize max_length; /* bytes */
  guint status;
  char *etag; /* (nullable) */
} Text;

static void read_text (GTask *owned_task);

static void
text_free (gpointer data)
{
  Text *text = data;

  g_clear_object (&text->body);
  g_byte_array_unref (text->text);
  g_free (text->etag);
  g_free (text);
}

static void
on_text_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Text *text = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes)
      part = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  if (part == NULL)
    {
      g_task_return_error (task, sol_net_error_from_io (error, TRUE));
      return;
    }

  if (g_bytes_get_size (part) == 0)
    {
      g_task_return_pointer (task, g_byte_array_free_to_bytes (g_byte_array_ref (text->text)),
                             (GDestroyNotify) g_bytes_unref);
      return;
    }

  g_byte_array_append (text->text, g_bytes_get_data (part, NULL), (guint) g_bytes_get_size (part));
  if (text->text->len > text->max_length)
    g_task_return_new_error (task, SOL_NET_ERROR, SOL_NET_ERROR_BAD_ANSWER,
                             "The answer is longer than %" G_GSIZE_FORMAT " bytes",
                             text->max_length);
  else
    read_text (g_steal_pointer (&task));
}

static void
read_text (GTask *owned_task)
{
  Text *text = g_task_get_task_data (owned_task);

  g_input_stream_read_bytes_async (text->body, READ_SIZE, g_task_get_priority (owned_task),
                                   g_task_get_cancellable (owned_task), on_text_read, owned_task);
}

static void
on_text_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Text *text = g_task_get_task_data (task);
  GError *error = NULL;

  text->status = sol_client_get_status (result);
  text->etag = g_strdup (sol_client_get_etag (result));
  text->body = sol_client_get_finish (SOL_CLIENT (source), result, &error);
  if (text->body != NULL)
    read_text (g_steal_pointer (&task));
  else if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_new_error (task, SOL_NET_ERROR, SOL_NET_ERROR_BAD_ANSWER, "No answer");
}

static Text *
text_new (gsize max_length)
{
  Text *text = g_new0 (Text, 1);

  text->text = g_byte_array_new ();
  text->max_length = max_length;
  return text;
}

/**
 * sol_client_get_text_async:
 * @max_length: bytes; a longer answer is refused
 *
 * Asks for a short resource and answers when all of it is in.
 */
void
sol_client_get_text_async (SolClient *self,
                           const char *path,
                           const char *media_type,
                           gsize max_length,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sol_client_get_text_async);
  g_task_set_task_data (task, text_new (max_length), text_free);
  sol_client_get_async (self, path, media_type, NULL, cancellable, on_text_answered, task);
}

/* Returns: (nullable): of a text that was asked for, with its quotes */
const char *
sol_client_get_text_etag (GAsyncResult *result)
{
  const Text *text = g_task_get_task_data (G_TASK (result));

  return text->etag;
}

/**
 * sol_client_get_text_finish:
 *
 * Returns: (transfer full): %NULL with a #SolNetError, or %G_IO_ERROR_CANCELLED
 */
GBytes *
sol_client_get_text_finish (SolClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
call (SolClient *self,
      const char *path,
      const SolClientRequest *wanted,
      gsize max_length,
      GCancellable *cancellable,
      GAsyncReadyCallback callback,
      gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  GTask *sending = g_task_new (self, cancellable, on_text_answered, task);

  g_task_set_source_tag (task, sol_client_call_async);
  g_task_set_task_data (task, text_new (max_length), text_free);
  sol_client_start (sending, path, wanted);
}

/**
 * sol_client_call_async:
 * @method: GET, POST, PATCH, DELETE
 * @json: (nullable): the body
 * @max_length: bytes; a longer answer is refused
 *
 * Asks the server to do something. It is sent once; whoever repeats it has to know that it may
 * have been done already.
 */
void
sol_client_call_async (SolClient *self,
                       const char *method,
                       const char *path,
                       const char *json,
                       gsize max_length,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GBytes) body = json != NULL ? g_bytes_new (json, strlen (json)) : NULL;

  call (self, path,
        &(SolClientRequest){ .method = method,
                             .media_type = (char *) "application/json",
                             .body = body,
                             .explained = TRUE },
        max_length, cancellable, callback, user_data);
}

/**
 * sol_client_send_part_async:
 * @part: of a file
 * @at: where in it the part goes, in bytes
 *
 * Sends a part of a file that the server is being sent. Finish with sol_client_call_finish().
 */
void
sol_client_send_part_async (SolClient *self,
                            const char *path,
                            GBytes *part,
                            goffset at,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autofree char *offset = g_strdup_printf ("%" G_GOFFSET_FORMAT, at);

  call (self, path,
        &(SolClientRequest){ .method = "PATCH",
                             .media_type = (char *) "application/json",
                             .body = part,
                             .part_at = offset,
                             .explained = TRUE },
        MAX_PART_ANSWER, cancellable, callback, user_data);
}

/**
 * sol_client_call_finish_text:
 * @status: (out): of HTTP
 *
 * Returns: (transfer full): as sol_client_call_finish(), for an answer that is read elsewhere
 */
GBytes *
sol_client_call_finish_text (SolClient *self, GAsyncResult *result, guint *status, GError **error)
{
  const Text *text = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  *status = text->status;
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sol_client_call_finish:
 *
 * Returns: (transfer full): what the server answered, a refusal that it explains too; %NULL with a
 *   #SolNetError for all other refusals, or %G_IO_ERROR_CANCELLED
 */
SolReply *
sol_client_call_finish (SolClient *self, GAsyncResult *result, GError **error)
{
  guint status;
  g_autoptr (GBytes) answer = sol_client_call_finish_text (self, result, &status, error);

  return answer != NULL ? sol_reply_new (status, answer, error) : NULL;
}
