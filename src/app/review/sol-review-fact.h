/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/sol-item.h"

G_BEGIN_DECLS

/**
 * SolReviewFactText:
 * @field: what a remark on it names: a path, or "" for the whole
 * @label: what it is called
 * @value: (nullable): what the listing says
 * @before: (nullable): what was published, where that is something else
 * @changed: whether it is
 * @proofs: whether there is something to see beside it
 *
 * What a fact of a listing says, in the user's language. The strings stay the caller's.
 */
typedef struct
{
  const char *field;
  const char *label;
  const char *value;
  const char *before;
  gboolean changed;
  gboolean proofs;
} SolReviewFactText;

#define SOL_TYPE_REVIEW_FACT (sol_review_fact_get_type ())
G_DECLARE_FINAL_TYPE (SolReviewFact, sol_review_fact, SOL, REVIEW_FACT, AdwBin)

GtkWidget *sol_review_fact_new (const SolReviewFactText *text);
const char *sol_review_fact_get_field (SolReviewFact *self);
void sol_review_fact_set_history (SolReviewFact *self, SolItem *remark, SolItem *answer);
void sol_review_fact_set_remark (SolReviewFact *self, const char *remark);
void sol_review_fact_set_editable (SolReviewFact *self, gboolean editable);
void sol_review_fact_write (SolReviewFact *self);
void sol_review_fact_focus (SolReviewFact *self);

G_END_DECLS
