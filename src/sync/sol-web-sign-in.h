/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/sol-account-session.h"

G_BEGIN_DECLS

#define SOL_TYPE_WEB_SIGN_IN (sol_web_sign_in_get_type ())
G_DECLARE_FINAL_TYPE (SolWebSignIn, sol_web_sign_in, SOL, WEB_SIGN_IN, GObject)

SolWebSignIn *sol_web_sign_in_new (SolAccountSession *account, const char *said);
const char *sol_web_sign_in_get_url (SolWebSignIn *self);
const char *sol_web_sign_in_get_address (SolWebSignIn *self);
const char *sol_web_sign_in_get_name (SolWebSignIn *self);

/* All fail as the calls of SolAccountSession do. */
void sol_web_sign_in_begin_async (SolWebSignIn *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean sol_web_sign_in_begin_finish (SolWebSignIn *self, GAsyncResult *result, GError **error);
void sol_web_sign_in_wait_async (SolWebSignIn *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean sol_web_sign_in_wait_finish (SolWebSignIn *self, GAsyncResult *result, GError **error);
void sol_web_sign_in_make_account_async (SolWebSignIn *self,
                                         const char *name,
                                         const char *kind,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean
sol_web_sign_in_make_account_finish (SolWebSignIn *self, GAsyncResult *result, GError **error);
void sol_web_sign_in_link_async (SolWebSignIn *self,
                                 const char *password,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean sol_web_sign_in_link_finish (SolWebSignIn *self, GAsyncResult *result, GError **error);

G_END_DECLS
