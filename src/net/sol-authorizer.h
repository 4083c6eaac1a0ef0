/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SOL_TYPE_AUTHORIZER (sol_authorizer_get_type ())
G_DECLARE_INTERFACE (SolAuthorizer, sol_authorizer, SOL, AUTHORIZER, GObject)

/**
 * SolAuthorizer:
 * @dup_token: (transfer full) (nullable): what to bring now; %NULL when it has to be renewed first
 * @renew_async: gets another token; @refused: (nullable): the one that the server did not take
 *
 * Who has the token of an account that is signed in, for #SolClient to bring.
 */
struct _SolAuthorizerInterface
{
  GTypeInterface parent_interface;

  char *(*dup_token) (SolAuthorizer *self);
  void (*renew_async) (SolAuthorizer *self,
                       const char *refused,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data);
  gboolean (*renew_finish) (SolAuthorizer *self, GAsyncResult *result, GError **error);
};

char *sol_authorizer_dup_token (SolAuthorizer *self);
void sol_authorizer_renew_async (SolAuthorizer *self,
                                 const char *refused,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean sol_authorizer_renew_finish (SolAuthorizer *self, GAsyncResult *result, GError **error);
void sol_authorizer_free_secret (char *secret);

G_END_DECLS
