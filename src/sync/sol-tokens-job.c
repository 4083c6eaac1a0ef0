/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/sol-tokens-job-private.h"

#include <string.h>

#include "net/sol-authorizer.h"
#include "sync/sol-tokens-lock-private.h"

SolTokensJob *
sol_tokens_job_new (SolKeyring *keyring,
                    const char *folder,
                    const char *server,
                    const char *account)
{
  SolTokensJob *self = g_new0 (SolTokensJob, 1);

  self->keyring = g_object_ref (keyring);
  self->folder = g_strdup (folder);
  self->server = g_strdup (server);
  self->account = g_strdup (account);
  self->lock = -1;
  return self;
}

void
sol_tokens_job_free (gpointer data)
{
  SolTokensJob *self = data;

  sol_tokens_unlock (self->lock);
  g_object_unref (self->keyring);
  g_free (self->folder);
  g_free (self->server);
  g_free (self->account);
  sol_authorizer_free_secret (self->access);
  sol_authorizer_free_secret (self->refresh);
  g_free (self);
}

void
sol_tokens_job_load (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  SolTokensJob *job = data;
  GError *error = NULL;

  job->lock = sol_tokens_lock (job->folder, cancellable, &error);
  if (job->lock >= 0)
    job->refresh = sol_keyring_load (job->keyring, job->server, job->account, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

void
sol_tokens_job_store (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const SolTokensJob *job = data;
  GError *error = NULL;

  if (sol_keyring_store (job->keyring, job->server, job->account, job->refresh, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
sol_tokens_job_clear (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const SolTokensJob *job = data;
  GError *error = NULL;

  if (job->account == NULL || sol_keyring_clear (job->keyring, job->server, job->account, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Returns: %FALSE when the server did not send both */
gboolean
sol_tokens_job_take (SolTokensJob *self, const SolReply *reply)
{
  const char *access = sol_reply_get_text (reply, "access");
  const char *refresh = sol_reply_get_text (reply, "refresh");

  /* They go into a header, and into a file. */
  if (access == NULL || refresh == NULL || *access == '\0' || *refresh == '\0' ||
      !g_str_is_ascii (access) || !g_str_is_ascii (refresh) ||
      strpbrk (access, "\r\n \t") != NULL || strpbrk (refresh, "\r\n \t") != NULL)
    return FALSE;

  sol_authorizer_free_secret (self->refresh);
  self->access = g_strdup (access);
  self->refresh = g_strdup (refresh);
  return TRUE;
}
