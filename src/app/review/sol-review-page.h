/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/review/sol-review-queue.h"
#include "app/sol-pictures.h"
#include "store/sol-store.h"
#include "sync/sol-sync.h"

G_BEGIN_DECLS

/**
 * SolReviewer:
 * @departments: codes of those that he reviews
 * @account: (nullable): tells what was done to a listing
 * @pictures: (nullable): of his account
 * @sync: (nullable): brings what is not here yet
 *
 * Who reviews. The strings stay the caller's.
 */
typedef struct
{
  const char *const *departments;
  SolAccountSession *account;
  SolPictures *pictures;
  SolSync *sync;
} SolReviewer;

#define SOL_TYPE_REVIEW_PAGE (sol_review_page_get_type ())
G_DECLARE_FINAL_TYPE (SolReviewPage, sol_review_page, SOL, REVIEW_PAGE, AdwBin)

GtkWidget *sol_review_page_new (void);
void sol_review_page_open (SolReviewPage *self,
                           SolAccountStore *store,
                           SolReviewQueue *queue,
                           const SolReviewer *reviewer);
void sol_review_page_set_catalogue (SolReviewPage *self, SolStore *catalogue);
void sol_review_page_set_duplicates (SolReviewPage *self, guint n_proposed, gboolean any);
void sol_review_page_focus_duplicates (SolReviewPage *self);
void sol_review_page_set_words (SolReviewPage *self, gboolean any);
void sol_review_page_focus_words (SolReviewPage *self);
void sol_review_page_let_go (SolReviewPage *self);
gboolean sol_review_page_get_can_go_back (SolReviewPage *self);
void sol_review_page_go_back (SolReviewPage *self);
void sol_review_page_next_pane (SolReviewPage *self);

G_END_DECLS
