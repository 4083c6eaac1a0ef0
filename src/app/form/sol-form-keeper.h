/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/form/sol-form.h"
#include "store/sol-account-store.h"

G_BEGIN_DECLS

/**
 * SolFormKept:
 * @SOL_FORM_KEPT: all that is typed is on the disk
 * @SOL_FORM_KEEPING: in less than a second it will be
 * @SOL_FORM_NOT_KEPT: the disk did not take it; it is tried again
 */
typedef enum
{
  SOL_FORM_KEPT,
  SOL_FORM_KEEPING,
  SOL_FORM_NOT_KEPT,
} SolFormKept;

#define SOL_TYPE_FORM_KEEPER (sol_form_keeper_get_type ())
G_DECLARE_FINAL_TYPE (SolFormKeeper, sol_form_keeper, SOL, FORM_KEEPER, GObject)

SolFormKeeper *sol_form_keeper_new (SolForm *form,
                                    SolAccountStore *store,
                                    const char *type,
                                    const char *id,
                                    const char *organisation);
void sol_form_keeper_stop (SolFormKeeper *self);

const char *sol_form_keeper_get_id (SolFormKeeper *self);
SolAccountStore *sol_form_keeper_get_store (SolFormKeeper *self);
const char *sol_form_keeper_get_organisation (SolFormKeeper *self);
gboolean sol_form_keeper_get_ready (SolFormKeeper *self);
gboolean sol_form_keeper_get_exists (SolFormKeeper *self);
gboolean sol_form_keeper_get_waiting (SolFormKeeper *self);
SolRecord *sol_form_keeper_get_held (SolFormKeeper *self);
SolFormKept sol_form_keeper_get_kept (SolFormKeeper *self, const GError **error);

void sol_form_keeper_send_async (SolFormKeeper *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean sol_form_keeper_send_finish (SolFormKeeper *self, GAsyncResult *result, GError **error);
void sol_form_keeper_operate_async (SolFormKeeper *self,
                                    const char *operation,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean sol_form_keeper_operate_finish (SolFormKeeper *self, GAsyncResult *result, GError **error);

G_END_DECLS
