/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-operation.h"

G_BEGIN_DECLS

#define SOL_TYPE_LISTING_REVIEW (sol_listing_review_get_type ())
G_DECLARE_FINAL_TYPE (SolListingReview, sol_listing_review, SOL, LISTING_REVIEW, SolRecord)

char *sol_listing_review_find_department (SolRecord *listing);
char *sol_listing_review_make_scope (SolRecord *listing);
void sol_listing_review_fill (SolRecord *review, SolRecord *listing);
gboolean sol_listing_review_decide (SolRecord *record,
                                    const SolOperation *operation,
                                    JsonObject *arguments,
                                    SolOperationContext *context,
                                    GError **error);

G_END_DECLS
