/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/review/sol-review-page.h"

G_BEGIN_DECLS

#define SOL_TYPE_REVIEW_PLACE (sol_review_place_get_type ())
G_DECLARE_FINAL_TYPE (SolReviewPlace, sol_review_place, SOL, REVIEW_PLACE, AdwBin)

GtkWidget *sol_review_place_new (void);
void sol_review_place_set_catalogue (SolReviewPlace *self, SolStore *store);
gboolean sol_review_place_is_open (SolReviewPlace *self,
                                   SolAccountStore *store,
                                   const char *const *departments);
void
sol_review_place_open (SolReviewPlace *self, SolAccountStore *store, const SolReviewer *reviewer);
void sol_review_place_let_go (SolReviewPlace *self);

G_END_DECLS
