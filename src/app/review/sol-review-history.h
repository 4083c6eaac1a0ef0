/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sync/sol-account-session.h"

G_BEGIN_DECLS

#define SOL_TYPE_REVIEW_HISTORY (sol_review_history_get_type ())
G_DECLARE_FINAL_TYPE (SolReviewHistory, sol_review_history, SOL, REVIEW_HISTORY, AdwBin)

void
sol_review_history_set (SolReviewHistory *self, SolAccountSession *account, const char *review);

G_END_DECLS
