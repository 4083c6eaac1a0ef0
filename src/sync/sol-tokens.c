/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/sol-tokens-private.h"

#include <string.h>

#include "model/sol-executor.h"
#include "model/sol-json.h"
#include "net/sol-net-error.h"
#include "sync/sol-tokens-job-private.h"

#define MAX_ANSWER (64 * 1024) /* bytes */

/**
 * SolTokens:
 *
 * The tokens of who is signed in at a server: an access token, in memory alone, and the refresh
 * token that gets the next one, in the keyring. A refresh token is good once, and again as long as
 * what it got was not used: so the new one is kept before the new access token is brought anywhere,
 * and after an answer that was lost the old one is sent again. All requests that wait for a new
 * access token wait for one renewal.
 *
 * Emits "ended" when the server says that the session has ended.
 *
 * Thread: the one that made it.
 */
struct _SolTokens
{
  GObject parent_instance;

  SolClient *client; /* without these tokens */
  SolKeyring *keyring;
  char *folder;
  char *account;      /* (nullable): nobody is signed in */
  char *access;       /* (nullable): to be renewed first */
  char *former;       /* (nullable): of the same account, before @access */
  GPtrArray *waiting; /* (nullable) (element-type GTask): for the renewal under way */
};

static void sol_tokens_implement (SolAuthorizerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SolTokens,
                               sol_tokens,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SOL_TYPE_AUTHORIZER, sol_tokens_implement))

enum
{
  ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static SolTokensJob *
job_new (SolTokens *self, const char *account)
{
  return sol_tokens_job_new (self->keyring, self->folder, sol_client_get_address (self->client),
                             account);
}

static void
set_access (SolTokens *self, char *access)
{
  if (self->access != NULL)
    {
      sol_authorizer_free_secret (self->former);
      self->former = g_steal_pointer (&self->access);
    }
  self->access = access;
}

/* Another one may have come, or nobody, since @job was begun. */
static gboolean
is_of_account (SolTokens *self, const SolTokensJob *job)
{
  return sol_tokens_is_of (self, job->account);
}

/* @error: (nullable) (transfer full): why there is no new access token */
static void
end_renewal (SolTokens *self, GError *error)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->waiting);

  for (guint i = 0; i < waiting->len; i++)
    {
      GTask *task = g_ptr_array_index (waiting, i);

      if (error != NULL)
        g_task_return_error (task, g_error_copy (error));
      else
        g_task_return_boolean (task, TRUE);
    }
  g_clear_error (&error);
}

static GError *
signed_out (const char *why)
{
  return g_error_new_literal (SOL_NET_ERROR, SOL_NET_ERROR_SIGNED_OUT, why);
}

static void
on_cleared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SolTokens *self = SOL_TOKENS (source);

  /* That a dead token is still there does no harm. */
  g_task_propagate_boolean (G_TASK (result), NULL);
  if (is_of_account (self, g_task_get_task_data (G_TASK (result))))
    g_signal_emit (self, signals[ENDED], 0);
  end_renewal (self, signed_out ("The session has ended"));
}

static GError *
no_tokens (void)
{
  return g_error_new_literal (SOL_NET_ERROR, SOL_NET_ERROR_BAD_ANSWER,
                              "The server signs in without tokens");
}

static GError *
refusal (const SolReply *reply)
{
  const char *detail = sol_reply_get_text (reply, "detail");

  return g_error_new_literal (SOL_NET_ERROR,
                              (int) sol_net_error_from_status (sol_reply_get_status (reply)),
                              detail != NULL ? detail : "The server does not say why");
}

/* Runs @run with the secret of @load, whose lock it takes on. */
static void
run_next (SolTokens *self, GTask *load, GAsyncReadyCallback then, GTaskThreadFunc run)
{
  SolTokensJob *loaded = g_task_get_task_data (load);
  SolTokensJob *job = job_new (self, loaded->account);
  g_autoptr (GTask) task = g_task_new (self, NULL, then, NULL);

  job->lock = loaded->lock;
  loaded->lock = -1;
  job->access = g_steal_pointer (&loaded->access);
  job->refresh = g_steal_pointer (&loaded->refresh);
  g_task_set_task_data (task, job, sol_tokens_job_free);
  sol_task_run_in_thread (task, run);
}

static void
on_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SolTokens *self = SOL_TOKENS (source);
  SolTokensJob *job = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      end_renewal (self, error);
      return;
    }

  /* Signed out meanwhile: nothing of it is brought back, or left. */
  if (!is_of_account (self, job))
    {
      run_next (self, G_TASK (result), on_cleared, sol_tokens_job_clear);
      return;
    }
  set_access (self, g_steal_pointer (&job->access));
  end_renewal (self, NULL);
}

static void
on_refreshed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) load = user_data;
  SolTokens *self = g_task_get_source_object (load);
  GError *error = NULL;
  g_autoptr (SolReply) reply = sol_client_call_finish (SOL_CLIENT (source), result, &error);

  if (reply == NULL)
    end_renewal (self, error);
  else if (!is_of_account (self, g_task_get_task_data (load)))
    end_renewal (self, signed_out ("Nobody is signed in"));
  else if (sol_reply_is_success (reply) && sol_tokens_job_take (g_task_get_task_data (load), reply))
    run_next (self, load, on_kept, sol_tokens_job_store);
  else if (sol_reply_is_success (reply))
    end_renewal (self, no_tokens ());
  else if (sol_reply_get_status (reply) == 403)
    run_next (self, load, on_cleared, sol_tokens_job_clear);
  else
    end_renewal (self, refusal (reply));
}

static void
send_refresh (SolTokens *self, GTask *load)
{
  const SolTokensJob *job = g_task_get_task_data (load);
  g_autoptr (GString) body = g_string_new ("{\"refresh\":");

  sol_json_append_string (body, job->refresh);
  g_string_append_c (body, '}');
  sol_client_call_async (self->client, "POST", "/v1/tokens", body->str, MAX_ANSWER, NULL,
                         on_refreshed, g_object_ref (load));
  explicit_bzero (body->str, body->len);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SolTokens *self = SOL_TOKENS (source);
  const SolTokensJob *job = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    end_renewal (self, error);
  else if (job->refresh == NULL)
    {
      if (is_of_account (self, job))
        g_signal_emit (self, signals[ENDED], 0);
      end_renewal (self, signed_out ("Nobody is signed in"));
    }
  else
    send_refresh (self, G_TASK (result));
}

/* Without the cancellable of who asked first: others wait for it too. */
static void
start_renewal (SolTokens *self)
{
  g_autoptr (GTask) load = g_task_new (self, NULL, on_loaded, NULL);

  set_access (self, NULL);
  g_task_set_task_data (load, job_new (self, self->account), sol_tokens_job_free);
  sol_task_run_in_thread (load, sol_tokens_job_load);
}

static void
renew_async (SolAuthorizer *authorizer,
             const char *refused,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  SolTokens *self = SOL_TOKENS (authorizer);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, renew_async);
  if (self->account == NULL)
    {
      g_task_return_error (task, signed_out ("Nobody is signed in"));
      return;
    }
  if (self->access != NULL && g_strcmp0 (self->access, refused) != 0)
    {
      /* What one began, another who came meanwhile does not go on with. */
      if (refused == NULL || g_strcmp0 (self->former, refused) == 0)
        g_task_return_boolean (task, TRUE);
      else
        g_task_return_error (task, signed_out ("Another account is signed in"));
      return;
    }

  if (self->waiting == NULL)
    {
      self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
      start_renewal (self);
    }
  g_ptr_array_add (self->waiting, g_steal_pointer (&task));
}

static gboolean
renew_finish (SolAuthorizer *authorizer, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, authorizer), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static char *
dup_token (SolAuthorizer *authorizer)
{
  return g_strdup (SOL_TOKENS (authorizer)->access);
}

/**
 * sol_tokens_set_account: (skip)
 * @account: (nullable): whose refresh token the keyring has; %NULL for nobody
 */
void
sol_tokens_set_account (SolTokens *self, const char *account)
{
  set_access (self, NULL);
  g_clear_pointer (&self->former, sol_authorizer_free_secret);
  g_free (self->account);
  self->account = g_strdup (account);
}

static void
on_adopted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SolTokens *self = SOL_TOKENS (source);
  SolTokensJob *job = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  sol_tokens_set_account (self, job->account);
  set_access (self, g_steal_pointer (&job->access));
  g_task_return_boolean (task, TRUE);
}

/**
 * sol_tokens_adopt_async: (skip)
 * @reply: of a sign-in
 *
 * Keeps its refresh token, and brings its access token from then on.
 */
void
sol_tokens_adopt_async (SolTokens *self,
                        const char *account,
                        const SolReply *reply,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  SolTokensJob *job = job_new (self, account);
  g_autoptr (GTask) keep = g_task_new (self, NULL, on_adopted, g_object_ref (task));

  g_task_set_source_tag (task, sol_tokens_adopt_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (keep, job, sol_tokens_job_free);
  if (sol_tokens_job_take (job, reply))
    sol_task_run_in_thread (keep, sol_tokens_job_store);
  else
    g_task_return_error (keep, no_tokens ());
}

gboolean
sol_tokens_adopt_finish (SolTokens *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * sol_tokens_forget_async: (skip)
 *
 * Nobody is signed in from now on; answers when the keyring has nothing any more.
 */
void
sol_tokens_forget_async (SolTokens *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, sol_tokens_forget_async);
  g_task_set_task_data (task, job_new (self, self->account), sol_tokens_job_free);
  sol_tokens_set_account (self, NULL);
  sol_task_run_in_thread (task, sol_tokens_job_clear);
}

gboolean
sol_tokens_forget_finish (SolTokens *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Whether it is @account whose tokens these are; %FALSE for nobody. */
gboolean
sol_tokens_is_of (SolTokens *self, const char *account)
{
  return account != NULL && g_strcmp0 (self->account, account) == 0;
}

SolKeyring *
sol_tokens_get_keyring (SolTokens *self)
{
  return self->keyring;
}

static void
sol_tokens_finalize (GObject *object)
{
  SolTokens *self = SOL_TOKENS (object);

  g_object_unref (self->client);
  g_object_unref (self->keyring);
  g_free (self->folder);
  g_free (self->account);
  sol_authorizer_free_secret (self->access);
  sol_authorizer_free_secret (self->former);
  G_OBJECT_CLASS (sol_tokens_parent_class)->finalize (object);
}

static void
sol_tokens_implement (SolAuthorizerInterface *iface)
{
  iface->dup_token = dup_token;
  iface->renew_async = renew_async;
  iface->renew_finish = renew_finish;
}

static void
sol_tokens_class_init (SolTokensClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sol_tokens_finalize;
  signals[ENDED] = g_signal_new ("ended", SOL_TYPE_TOKENS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
sol_tokens_init (SolTokens *self)
{
}

/**
 * sol_tokens_new: (skip)
 * @client: (transfer none): of the server, without an authorizer
 * @keyring: (transfer none)
 * @folder: of the server's catalogue
 */
SolTokens *
sol_tokens_new (SolClient *client, SolKeyring *keyring, const char *folder)
{
  SolTokens *self = g_object_new (SOL_TYPE_TOKENS, NULL);

  self->client = g_object_ref (client);
  self->keyring = g_object_ref (keyring);
  self->folder = g_strdup (folder);
  return self;
}
