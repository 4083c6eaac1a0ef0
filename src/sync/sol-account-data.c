/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/sol-account-data.h"

#include "model/sol-executor.h"
#include "net/sol-authorizer.h"
#include "net/sol-net-error.h"
#include "sync/sol-account-error-private.h"
#include "sync/sol-account-session-private.h"

/* What is held on who is signed in: brought to him, and erased at his wish. */

#define MAX_ANSWER (64 * 1024) /* bytes */
#define PART ".part"           /* ends the name of what is not whole yet */

/* A file on its way: under its own name only when all of it is there. */
typedef struct
{
  GFile *file;
  GFile *part;
  GInputStream *body;
  GOutputStream *output; /* (nullable) */
  GError *error;         /* (nullable): what went wrong, while the part is removed */
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_object_unref (saving->file);
  g_object_unref (saving->part);
  g_clear_object (&saving->body);
  g_clear_object (&saving->output);
  g_clear_error (&saving->error);
  g_free (saving);
}

static void
remove_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Saving *saving = data;

  if (saving->output != NULL)
    g_output_stream_close (saving->output, NULL, NULL);
  g_file_delete (saving->part, NULL, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
on_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Saving *saving = g_task_get_task_data (task);

  g_task_return_error (task, g_steal_pointer (&saving->error));
}

/* Runs to its end: whoever gave up finds no half file either. @error: (transfer full) */
static void
give_up (GTask *owned_task, GError *error)
{
  Saving *saving = g_task_get_task_data (owned_task);
  g_autoptr (GTask) removal = g_task_new (NULL, NULL, on_removed, owned_task);

  saving->error = error;
  g_task_set_task_data (removal, saving, NULL); /* the outer one keeps it */
  sol_task_run_in_thread (removal, remove_in_thread);
}

static void
rename_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Saving *saving = data;
  GError *error = NULL;

  if (g_output_stream_close (saving->output, cancellable, &error) &&
      g_file_move (saving->part, saving->file, G_FILE_COPY_OVERWRITE, cancellable, NULL, NULL,
                   &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_renamed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_boolean (task, TRUE);
  else
    give_up (g_steal_pointer (&task), error);
}

/* @error: (transfer full): of the line or of the file, which are not told apart otherwise */
static GError *
tell_apart (GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_READ_ONLY))
    return error;
  return sol_account_error_from (sol_net_error_from_io (error, TRUE));
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GTask) rename = NULL;
  GError *error = NULL;

  if (g_output_stream_splice_finish (G_OUTPUT_STREAM (source), result, &error) < 0)
    {
      give_up (g_steal_pointer (&task), tell_apart (error));
      return;
    }
  rename = g_task_new (NULL, g_task_get_cancellable (task), on_renamed, g_object_ref (task));
  g_task_set_task_data (rename, g_task_get_task_data (task), NULL);
  sol_task_run_in_thread (rename, rename_in_thread);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Saving *saving = g_task_get_task_data (task);
  GError *error = NULL;

  saving->output = (GOutputStream *) g_file_replace_finish (G_FILE (source), result, &error);
  if (saving->output == NULL) /* cancelled, it may have been made all the same */
    give_up (g_steal_pointer (&task), error);
  else
    g_output_stream_splice_async (saving->output, saving->body, G_OUTPUT_STREAM_SPLICE_NONE,
                                  G_PRIORITY_DEFAULT_IDLE, g_task_get_cancellable (task),
                                  on_written, g_object_ref (task));
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Saving *saving = g_task_get_task_data (task);
  GError *error = NULL;

  saving->body = sol_client_get_finish (SOL_CLIENT (source), result, &error);
  if (saving->body == NULL)
    g_task_return_error (task, sol_account_error_from (error));
  else
    g_file_replace_async (
        saving->part, NULL, FALSE, G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION,
        G_PRIORITY_DEFAULT, g_task_get_cancellable (task), on_opened, g_object_ref (task));
}

/**
 * sol_account_session_save_data_async:
 * @file: where to; replaced when it is there, readable by its owner alone
 *
 * Brings all that the platform holds on who is signed in, as JSON, however much it is. A line that
 * is cut, and who cancels, leave @file as it was. Fails also with %G_IO_ERROR for what is wrong
 * with @file.
 */
void
sol_account_session_save_data_async (SolAccountSession *self,
                                     GFile *file,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Saving *saving = g_new0 (Saving, 1);
  g_autofree char *uri = g_file_get_uri (file);
  g_autofree char *part = g_strconcat (uri, PART, NULL);

  g_task_set_source_tag (task, sol_account_session_save_data_async);
  g_task_set_check_cancellable (task, FALSE);
  saving->file = g_object_ref (file);
  saving->part = g_file_new_for_uri (part);
  g_task_set_task_data (task, saving, saving_free);
  sol_client_get_async (sol_account_session_get_client (self), "/v1/account/data",
                        "application/json", NULL, cancellable, on_answered, task);
}

gboolean
sol_account_session_save_data_finish (SolAccountSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* What came of closing an account. */
typedef struct
{
  gint64 erased_at;
  GStrv organisations; /* (nullable) */
} Closing;

static void
closing_free (gpointer data)
{
  Closing *closing = data;

  g_strfreev (closing->organisations);
  g_free (closing);
}

static void
on_left (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_warning ("What is known of a closed account stays here: %s", error->message);
      sol_account_session_show (SOL_ACCOUNT_SESSION (source), sol_profile_new (),
                                SOL_ACCOUNT_SIGNED_OUT);
    }
  g_task_return_boolean (task, TRUE);
}

/* It is closed, whatever is left of it here: a token in the keyring is good for nothing now, and
 * who it was of is forgotten without. */
static void
on_forgotten (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_boolean (task, TRUE);
  else
    sol_account_session_write (g_task_new (source, NULL, on_left, g_object_ref (task)),
                               sol_profile_new (), SOL_ACCOUNT_SIGNED_OUT);
}

static void
on_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Closing *closing = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (SolReply) reply = sol_client_call_finish (SOL_CLIENT (source), result, &error);
  const char *erased_at = reply != NULL ? sol_reply_get_text (reply, "erased_at") : NULL;
  g_autoptr (GDateTime) instant = erased_at != NULL ? g_date_time_new_from_iso8601 (erased_at, NULL)
                                                    : NULL;

  if (reply == NULL)
    g_task_return_error (task, sol_account_error_from (error));
  else if (!sol_reply_is_success (reply))
    {
      closing->organisations = sol_reply_dup_texts (reply, "organisations");
      g_task_return_error (task, sol_account_error_from_reply (reply));
    }
  else
    {
      closing->erased_at = instant != NULL ? g_date_time_to_unix (instant) : 0;
      sol_account_session_forget (
          g_task_new (g_task_get_source_object (task), NULL, on_forgotten, g_object_ref (task)));
    }
}

/**
 * sol_account_session_close_async:
 * @password: the present one; "" of an account that has none
 *
 * Closes the account: its sessions end everywhere, this one too, and it is erased some days later,
 * unless its owner signs in before. What he did not send is in his folder still: who calls this has
 * asked him before.
 */
void
sol_account_session_close_async (SolAccountSession *self,
                                 const char *password,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  char *body = sol_account_json ("password", password, NULL);

  g_task_set_source_tag (task, sol_account_session_close_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, g_new0 (Closing, 1), closing_free);
  sol_client_call_async (sol_account_session_get_client (self), "DELETE", "/v1/account", body,
                         MAX_ANSWER, cancellable, on_closed, task);
  sol_authorizer_free_secret (body);
}

/**
 * sol_account_session_close_finish:
 * @erased_at: (out) (optional): when, in Unix seconds; 0: not told
 * @organisations: (out) (optional) (transfer full) (nullable): with
 *   %SOL_ACCOUNT_ERROR_LAST_MANAGER, names of those that need another manager first
 */
gboolean
sol_account_session_close_finish (SolAccountSession *self,
                                  GAsyncResult *result,
                                  gint64 *erased_at,
                                  GStrv *organisations,
                                  GError **error)
{
  Closing *closing = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (erased_at != NULL)
    *erased_at = closing->erased_at;
  if (organisations != NULL)
    *organisations = g_steal_pointer (&closing->organisations);
  return g_task_propagate_boolean (G_TASK (result), error);
}
