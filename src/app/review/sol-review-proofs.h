/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/sol-pictures.h"
#include "model/sol-record.h"

G_BEGIN_DECLS

#define SOL_TYPE_REVIEW_PROOFS (sol_review_proofs_get_type ())
G_DECLARE_FINAL_TYPE (SolReviewProofs, sol_review_proofs, SOL, REVIEW_PROOFS, AdwBin)

void sol_review_proofs_show (SolReviewProofs *self, SolRecord *review, SolPictures *pictures);
guint sol_review_proofs_count (SolReviewProofs *self);
void sol_review_proofs_lead_to (SolReviewProofs *self, const char *field);

G_END_DECLS
