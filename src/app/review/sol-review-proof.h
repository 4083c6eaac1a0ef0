/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-record.h"

G_BEGIN_DECLS

/**
 * SolReviewProof:
 * @field: path of the fact that it belongs to
 * @title: (nullable): what it is
 * @about: what it proves
 * @link: (nullable): where it is on the web
 * @figure: (nullable)
 * @on: (nullable): of which day it is
 * @blob: (nullable): a picture or a document
 *
 * Something to be seen beside a listing.
 */
typedef struct
{
  char *field;
  char *title;
  char *about;
  char *link;
  char *figure;
  char *on;
  SolBlob *blob;
} SolReviewProof;

void sol_review_proof_free (SolReviewProof *self);
GPtrArray *sol_review_proof_list (SolRecord *review);
char *sol_review_proof_say (const SolReviewProof *self);

G_END_DECLS
