/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-argument-guide.h"
#include "model/sol-item.h"
#include "model/sol-record.h"

G_BEGIN_DECLS

extern const SolFieldTable sol_argument_answer_table;

/**
 * SolParagraph:
 * @about: where it stands, and what is above it
 * @text: (nullable): in the structure's own words; %NULL: a hole
 *
 * A paragraph of an argument sheet.
 */
typedef struct
{
  const SolArgumentParagraph *about;
  char *text;
} SolParagraph;

SolItem *sol_argument_find_answer (SolRecord *listing, const char *question);
const char *sol_argument_get_answer (SolRecord *listing, const char *question);
guint sol_argument_count_answers (SolRecord *listing);
GPtrArray *sol_argument_compose (SolRecord *listing);
gboolean sol_argument_check_answer (SolItem *answer, GError **error);
gboolean sol_argument_check_unique (SolRecord *listing, GError **error);

G_END_DECLS
