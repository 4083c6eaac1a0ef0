/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/review/sol-review-queue.h"
#include "app/sol-pictures.h"
#include "store/sol-store.h"

G_BEGIN_DECLS

#define SOL_TYPE_REVIEW_PAGE (sol_review_page_get_type ())
G_DECLARE_FINAL_TYPE (SolReviewPage, sol_review_page, SOL, REVIEW_PAGE, AdwBin)

GtkWidget *sol_review_page_new (void);
void sol_review_page_open (SolReviewPage *self,
                           SolAccountStore *store,
                           SolReviewQueue *queue,
                           SolPictures *pictures,
                           const char *const *departments);
void sol_review_page_set_catalogue (SolReviewPage *self, SolStore *catalogue);
void sol_review_page_let_go (SolReviewPage *self);
gboolean sol_review_page_get_can_go_back (SolReviewPage *self);
void sol_review_page_go_back (SolReviewPage *self);
void sol_review_page_next_pane (SolReviewPage *self);

G_END_DECLS
