/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/sol-client.h"
#include "net/sol-reply.h"
#include "sync/sol-keyring.h"

G_BEGIN_DECLS

#define SOL_TYPE_TOKENS (sol_tokens_get_type ())
G_DECLARE_FINAL_TYPE (SolTokens, sol_tokens, SOL, TOKENS, GObject)

SolTokens *sol_tokens_new (SolClient *client, SolKeyring *keyring, const char *folder);
SolKeyring *sol_tokens_get_keyring (SolTokens *self);
gboolean sol_tokens_is_of (SolTokens *self, const char *account);
void sol_tokens_set_account (SolTokens *self, const char *account);

void sol_tokens_adopt_async (SolTokens *self,
                             const char *account,
                             const SolReply *reply,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean sol_tokens_adopt_finish (SolTokens *self, GAsyncResult *result, GError **error);
void sol_tokens_forget_async (SolTokens *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean sol_tokens_forget_finish (SolTokens *self, GAsyncResult *result, GError **error);

G_END_DECLS
