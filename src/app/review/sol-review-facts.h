/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/review/sol-review-fact.h"
#include "model/sol-record.h"

G_BEGIN_DECLS

/**
 * SolReviewFactFunc:
 * @section: under which heading it stands
 * @text: only for the call
 */
typedef void (*SolReviewFactFunc) (const char *section,
                                   const SolReviewFactText *text,
                                   gpointer user_data);

void sol_review_facts_foreach (SolRecord *review,
                               SolRecord *published,
                               SolReviewFactFunc func,
                               gpointer user_data);

char *sol_review_facts_say (SolRecord *record, const char *name);

G_END_DECLS
