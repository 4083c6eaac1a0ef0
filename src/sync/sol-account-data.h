/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/sol-account-session.h"

G_BEGIN_DECLS

void sol_account_session_save_data_async (SolAccountSession *self,
                                          GFile *file,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
gboolean sol_account_session_save_data_finish (SolAccountSession *self,
                                               GAsyncResult *result,
                                               GError **error);

void sol_account_session_close_async (SolAccountSession *self,
                                      const char *password,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean sol_account_session_close_finish (SolAccountSession *self,
                                           GAsyncResult *result,
                                           gint64 *erased_at,
                                           GStrv *organisations,
                                           GError **error);

G_END_DECLS
