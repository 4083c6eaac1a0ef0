/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-mutation.h"
#include "store/sol-account-store.h"

G_BEGIN_DECLS

#define SOL_REVIEW_WHOLE "" /* in place of a field: a remark on the whole listing */

#define SOL_TYPE_REVIEW_WORK (sol_review_work_get_type ())
G_DECLARE_FINAL_TYPE (SolReviewWork, sol_review_work, SOL, REVIEW_WORK, GObject)

SolReviewWork *sol_review_work_new (SolAccountStore *store, SolRecord *review);
void sol_review_work_stop (SolReviewWork *self);
void sol_review_work_keep (SolReviewWork *self);

gboolean sol_review_work_get_ready (SolReviewWork *self);
gboolean sol_review_work_get_unread (SolReviewWork *self);
gboolean sol_review_work_get_kept (SolReviewWork *self);
guint sol_review_work_count (SolReviewWork *self);
const char *sol_review_work_get (SolReviewWork *self, const char *field);
void sol_review_work_set (SolReviewWork *self, const char *field, const char *text);
SolMutation *sol_review_work_make_act (SolReviewWork *self);

G_END_DECLS
