/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sol-store.h"

G_BEGIN_DECLS

/**
 * SolStoreLook:
 * @supplier: id of the structure whose page was looked at
 * @day: YYYY-MM-DD
 * @account: (nullable): of who looked; %NULL: nobody is signed in
 * @organisation: (nullable): for which he acted
 */
typedef struct
{
  const char *supplier;
  const char *day;
  const char *account;
  const char *organisation;
} SolStoreLook;

/**
 * SolStoreLooks:
 * @batch: by which they are known until they are counted
 * @body: what the platform is sent, JSON
 */
typedef struct
{
  char *batch;
  char *body;
} SolStoreLooks;

void sol_store_looks_free (SolStoreLooks *self);

void sol_store_note_look_async (SolStore *self,
                                const SolStoreLook *look,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean sol_store_note_look_finish (SolStore *self, GAsyncResult *result, GError **error);

void sol_store_take_looks_async (SolStore *self,
                                 const char *account,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
SolStoreLooks *sol_store_take_looks_finish (SolStore *self, GAsyncResult *result, GError **error);

void sol_store_settle_looks_async (SolStore *self,
                                   const char *batch,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean sol_store_settle_looks_finish (SolStore *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolStoreLooks, sol_store_looks_free)

G_END_DECLS
