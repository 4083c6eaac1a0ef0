/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-executor.h"
#include "net/sol-net-error.h"
#include "sync/sol-account-error-private.h"
#include "sync/sol-account-session-private.h"

/* What all calls of an account share: its file, asking the server, and taking what it says. */

#define MAX_ANSWER (2 * 1024 * 1024) /* bytes: a line of a history may tell two whole records */

/* A profile on its way to or from the disk, on a worker thread. */
typedef struct
{
  SolProfile *profile;
  char *folder;
  SolKeyring *keyring;
  char *server;
  SolAccountState state;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->profile, sol_profile_free);
  g_free (job->folder);
  g_object_unref (job->keyring);
  g_free (job->server);
  g_free (job);
}

/* @profile: (transfer full) (nullable) */
static Job *
job_new (SolAccountSession *self, SolProfile *profile, SolAccountState state)
{
  Job *job = g_new0 (Job, 1);

  job->profile = profile;
  job->folder = g_strdup (sol_account_session_get_folder (self));
  job->keyring = g_object_ref (sol_tokens_get_keyring (sol_account_session_get_tokens (self)));
  job->server = g_strdup (sol_client_get_address (sol_account_session_get_client (self)));
  job->state = state;
  return job;
}

/* The file of a session knows best whose it is; else the profile does. */
static gboolean
find_account (Job *job, GError **error)
{
  GError *cause = NULL;
  g_autofree char *found = sol_keyring_find (job->keyring, job->server, &cause);

  if (cause != NULL)
    {
      g_propagate_error (error, cause);
      return FALSE;
    }
  if (found != NULL && g_strcmp0 (found, job->profile->account) != 0)
    {
      sol_profile_free (job->profile);
      job->profile = sol_profile_new ();
      job->profile->account = g_steal_pointer (&found);
    }
  return TRUE;
}

static void
load_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  char *secret = NULL;

  job->profile = sol_profile_read (job->folder);
  if (find_account (job, &error) && job->profile->account != NULL)
    {
      secret = sol_keyring_load (job->keyring, job->server, job->profile->account, &error);
      job->state = secret != NULL ? SOL_ACCOUNT_SIGNED_IN : SOL_ACCOUNT_ENDED;
      sol_authorizer_free_secret (secret);
    }
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SolAccountSession *self = SOL_ACCOUNT_SESSION (source);
  Job *job = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, sol_account_error_from (error));
      return;
    }
  sol_tokens_set_account (sol_account_session_get_tokens (self), job->profile->account);
  sol_account_session_show (self, g_steal_pointer (&job->profile), job->state);
  g_task_return_boolean (task, TRUE);
}

/**
 * sol_account_session_load_async:
 *
 * Finds who was signed in when the program was last left. The network is not asked.
 */
void
sol_account_session_load_async (SolAccountSession *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) load = g_task_new (self, cancellable, on_loaded, g_object_ref (task));

  g_task_set_source_tag (task, sol_account_session_load_async);
  g_task_set_task_data (load, job_new (self, NULL, SOL_ACCOUNT_SIGNED_OUT), job_free);
  sol_task_run_in_thread (load, load_in_thread);
}

gboolean
sol_account_session_load_finish (SolAccountSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Job *job = data;
  GError *error = NULL;

  if (sol_profile_write (job->profile, job->folder, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void start_write (SolAccountSession *self);

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SolAccountSession *self = SOL_ACCOUNT_SESSION (source);
  g_autoptr (GTask) write = g_queue_pop_head (sol_account_session_get_writes (self));
  Job *job = g_task_get_task_data (write);
  GError *error = NULL;

  start_write (self);
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, sol_account_error_from (error));
      return;
    }
  sol_profile_keep_choice (job->profile, sol_account_session_get_profile (self));
  sol_account_session_show (self, g_steal_pointer (&job->profile), job->state);
  g_task_return_boolean (task, TRUE);
}

static void
start_write (SolAccountSession *self)
{
  GTask *write = g_queue_peek_head (sol_account_session_get_writes (self));

  if (write != NULL)
    sol_task_run_in_thread (write, write_in_thread);
}

/* Keeps @profile, then shows it, then @owned_task is done; one after the other, so that what is
 * kept is the last. @profile: (transfer full) */
void
sol_account_session_write (GTask *owned_task, SolProfile *profile, SolAccountState state)
{
  SolAccountSession *self = g_task_get_source_object (owned_task);
  GQueue *writes = sol_account_session_get_writes (self);
  GTask *write = g_task_new (self, NULL, on_written, owned_task);

  g_task_set_task_data (write, job_new (self, profile, state), job_free);
  g_queue_push_tail (writes, write);
  if (writes->length == 1)
    start_write (self);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SolAccountThen then = (SolAccountThen) g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (SolReply) reply = sol_client_call_finish (SOL_CLIENT (source), result, &error);

  if (reply == NULL)
    g_task_return_error (task, sol_account_error_from (error));
  else if (!sol_reply_is_success (reply))
    g_task_return_error (task, sol_account_error_from_reply (reply));
  else
    then (g_steal_pointer (&task), reply);
}

static void
ask (GTask *owned_task,
     SolClient *client,
     const char *method,
     const char *path,
     const char *json,
     SolAccountThen then)
{
  g_task_set_task_data (owned_task, (gpointer) then, NULL);
  sol_client_call_async (client, method, path, json, MAX_ANSWER,
                         g_task_get_cancellable (owned_task), on_answered, owned_task);
}

/* Calls the server for who is signed in. */
void
sol_account_session_ask (GTask *owned_task,
                         const char *method,
                         const char *path,
                         const char *json,
                         SolAccountThen then)
{
  SolAccountSession *self = g_task_get_source_object (owned_task);

  ask (owned_task, sol_account_session_get_client (self), method, path, json, then);
}

/* Calls the server for anybody. */
void
sol_account_session_ask_open (GTask *owned_task,
                              const char *method,
                              const char *path,
                              const char *json,
                              SolAccountThen then)
{
  SolAccountSession *self = g_task_get_source_object (owned_task);

  ask (owned_task, sol_account_session_get_open_client (self), method, path, json, then);
}

/* For a call whose answer says no more than that it was done. */
void
sol_account_session_done (GTask *owned_task, const SolReply *reply)
{
  g_task_return_boolean (owned_task, TRUE);
  g_object_unref (owned_task);
}

static void
refuse_answer (GTask *owned_task)
{
  GError *error = g_error_new_literal (SOL_NET_ERROR, SOL_NET_ERROR_BAD_ANSWER,
                                       "The server does not say whose account this is");

  g_task_return_error (owned_task, sol_account_error_from (error));
  g_object_unref (owned_task);
}

/* For an answer that says what is known of the account. */
void
sol_account_session_take_account (GTask *owned_task, const SolReply *reply)
{
  SolAccountSession *self = g_task_get_source_object (owned_task);
  g_autoptr (SolProfile) profile = sol_profile_copy (sol_account_session_get_profile (self));

  /* Of one who is signing out meanwhile nothing is taken. */
  if (sol_tokens_is_of (sol_account_session_get_tokens (self), profile->account) &&
      g_strcmp0 (sol_reply_get_text (reply, "id"), profile->account) == 0 &&
      sol_profile_take_account (profile, reply))
    sol_account_session_write (owned_task, g_steal_pointer (&profile),
                               sol_account_session_get_state (self));
  else
    refuse_answer (owned_task);
}

static void
on_adopted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (SolProfile) profile = sol_profile_copy (g_task_get_task_data (task));
  GError *error = NULL;

  if (!sol_tokens_adopt_finish (SOL_TOKENS (source), result, &error))
    g_task_return_error (task, sol_account_error_from (error));
  else
    sol_account_session_write (g_steal_pointer (&task), g_steal_pointer (&profile),
                               SOL_ACCOUNT_SIGNED_IN);
}

/* For an answer with tokens. */
void
sol_account_session_take_sign_in (GTask *owned_task, const SolReply *reply)
{
  g_autoptr (GTask) task = owned_task;
  SolAccountSession *self = g_task_get_source_object (task);
  SolProfile *profile = sol_profile_copy (sol_account_session_get_profile (self));
  g_autoptr (SolReply) account = sol_reply_get_object (reply, "account");

  g_task_set_task_data (task, profile, (GDestroyNotify) sol_profile_free);
  if (account == NULL || !sol_profile_take_account (profile, account))
    {
      refuse_answer (g_steal_pointer (&task));
      return;
    }
  /* Two who sign in at once: the second one would take the place of the first. */
  if (sol_account_session_get_state (self) == SOL_ACCOUNT_SIGNED_IN &&
      g_strcmp0 (sol_account_session_get_profile (self)->account, profile->account) != 0)
    {
      g_task_return_new_error (task, SOL_ACCOUNT_ERROR, SOL_ACCOUNT_ERROR_OTHER,
                               "%s is signed in: sign out first",
                               sol_account_session_get_profile (self)->address);
      return;
    }
  sol_account_session_set_reopened (self, sol_reply_get_flag (reply, "reopened"));
  g_free (profile->session);
  profile->session = g_strdup (sol_reply_get_text (reply, "session"));
  sol_tokens_adopt_async (sol_account_session_get_tokens (self), profile->account, reply,
                          g_task_get_cancellable (task), on_adopted, g_object_ref (task));
}

static void
on_forgotten (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (!sol_tokens_forget_finish (SOL_TOKENS (source), result, &error))
    g_task_return_error (task, sol_account_error_from (error));
  else
    sol_account_session_write (g_steal_pointer (&task), sol_profile_new (), SOL_ACCOUNT_SIGNED_OUT);
}

/* Nobody is signed in any more: nothing of him is left but his own work. */
void
sol_account_session_forget (GTask *owned_task)
{
  SolAccountSession *self = g_task_get_source_object (owned_task);

  sol_tokens_forget_async (sol_account_session_get_tokens (self), on_forgotten, owned_task);
}
