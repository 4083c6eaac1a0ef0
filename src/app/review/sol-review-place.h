/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/sol-pictures.h"
#include "store/sol-account-store.h"
#include "sync/sol-sync.h"

G_BEGIN_DECLS

/**
 * SolReviewer:
 * @departments: codes of those that he reviews
 * @pictures: (nullable): of his account
 * @sync: (nullable): brings what is not here yet
 *
 * Who reviews. The strings stay the caller's.
 */
typedef struct
{
  const char *const *departments;
  SolPictures *pictures;
  SolSync *sync;
} SolReviewer;

#define SOL_TYPE_REVIEW_PLACE (sol_review_place_get_type ())
G_DECLARE_FINAL_TYPE (SolReviewPlace, sol_review_place, SOL, REVIEW_PLACE, AdwBin)

GtkWidget *sol_review_place_new (void);
void sol_review_place_set_catalogue (SolReviewPlace *self, SolStore *store);
gboolean sol_review_place_is_open (SolReviewPlace *self, SolAccountStore *store);
void
sol_review_place_open (SolReviewPlace *self, SolAccountStore *store, const SolReviewer *reviewer);
void sol_review_place_let_go (SolReviewPlace *self);

G_END_DECLS
