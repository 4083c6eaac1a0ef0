/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/sol-reply.h"
#include "sync/sol-account-session.h"
#include "sync/sol-profile-private.h"
#include "sync/sol-tokens-private.h"

G_BEGIN_DECLS

const char *sol_account_session_get_folder (SolAccountSession *self);
const SolProfile *sol_account_session_get_profile (SolAccountSession *self);
GQueue *sol_account_session_get_writes (SolAccountSession *self);
SolTokens *sol_account_session_get_tokens (SolAccountSession *self);
SolClient *sol_account_session_get_open_client (SolAccountSession *self);
void sol_account_session_show (SolAccountSession *self, SolProfile *profile, SolAccountState state);
void sol_account_session_write (GTask *owned_task, SolProfile *profile, SolAccountState state);

/* What to do with the answer of the server, which did what it was asked. */
typedef void (*SolAccountThen) (GTask *owned_task, const SolReply *reply);

void sol_account_session_ask (GTask *owned_task,
                              const char *method,
                              const char *path,
                              const char *json,
                              SolAccountThen then);
void sol_account_session_ask_open (GTask *owned_task,
                                   const char *method,
                                   const char *path,
                                   const char *json,
                                   SolAccountThen then);
void sol_account_session_done (GTask *owned_task, const SolReply *reply);
void sol_account_session_take_account (GTask *owned_task, const SolReply *reply);
void sol_account_session_take_sign_in (GTask *owned_task, const SolReply *reply);
void sol_account_session_set_reopened (SolAccountSession *self, gboolean reopened);
void sol_account_session_forget (GTask *owned_task);

char *sol_account_json (const char *name, ...) G_GNUC_NULL_TERMINATED;
const char *sol_account_get_locale (void);
char *sol_account_make_client_name (void);
SolClient *sol_account_session_get_client (SolAccountSession *self);

G_END_DECLS
