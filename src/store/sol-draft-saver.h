/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sol-account-drafts.h"

G_BEGIN_DECLS

#define SOL_TYPE_DRAFT_SAVER (sol_draft_saver_get_type ())
G_DECLARE_FINAL_TYPE (SolDraftSaver, sol_draft_saver, SOL, DRAFT_SAVER, GObject)

SolDraftSaver *sol_draft_saver_new (SolAccountStore *store,
                                    const char *type,
                                    const char *organisation,
                                    SolRecord *base,
                                    SolRecord *edited);
void sol_draft_saver_touch (SolDraftSaver *self);
void sol_draft_saver_flush_async (SolDraftSaver *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean sol_draft_saver_flush_finish (SolDraftSaver *self, GAsyncResult *result, GError **error);
void sol_draft_saver_stop (SolDraftSaver *self);
gboolean sol_draft_saver_get_saved (SolDraftSaver *self);
const GError *sol_draft_saver_get_error (SolDraftSaver *self);

G_END_DECLS
