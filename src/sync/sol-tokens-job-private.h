/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/sol-reply.h"
#include "sync/sol-keyring.h"

G_BEGIN_DECLS

/**
 * SolTokensJob:
 * @account: (nullable)
 * @access: (nullable): that came with the refresh token
 * @refresh: (nullable): none there
 * @lock: -1: not held
 *
 * One secret on its way to or from the keyring, on a worker thread.
 */
typedef struct
{
  SolKeyring *keyring;
  char *folder;
  char *server;
  char *account;
  char *access;
  char *refresh;
  int lock;
} SolTokensJob;

SolTokensJob *sol_tokens_job_new (SolKeyring *keyring,
                                  const char *folder,
                                  const char *server,
                                  const char *account);
void sol_tokens_job_free (gpointer data);
gboolean sol_tokens_job_take (SolTokensJob *self, const SolReply *reply);

/* As #GTaskThreadFunc: the data of the task is the job. */
void sol_tokens_job_load (GTask *task, gpointer source, gpointer data, GCancellable *cancellable);
void sol_tokens_job_store (GTask *task, gpointer source, gpointer data, GCancellable *cancellable);
void sol_tokens_job_clear (GTask *task, gpointer source, gpointer data, GCancellable *cancellable);

G_END_DECLS
