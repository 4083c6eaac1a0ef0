/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-argument-guide.h"
#include "model/sol-item.h"
#include "model/sol-record.h"

G_BEGIN_DECLS

extern const SolFieldTable sol_argument_answer_table;
extern const SolFieldTable sol_argument_quote_table;

/**
 * SolParagraph:
 * @about: where it stands, and what is above it
 * @text: (nullable): in the structure's own words
 * @quotes: (element-type SolClientWord): what clients said, in the order in which it was put in
 *
 * A paragraph of an argument sheet: without text and quotes it is a hole.
 */
typedef struct
{
  const SolArgumentParagraph *about;
  char *text;
  GPtrArray *quotes;
} SolParagraph;

SolItem *sol_argument_find_answer (SolRecord *listing, const char *question);
const char *sol_argument_get_answer (SolRecord *listing, const char *question);
gboolean sol_argument_has_quote (SolRecord *listing, const char *word);
gboolean sol_argument_is_answered (SolRecord *listing,
                                   const SolArgumentQuestion *question,
                                   GPtrArray *words);
guint sol_argument_count_answers (SolRecord *listing, GPtrArray *words);
const SolArgumentQuestion *
sol_argument_find_open (SolRecord *listing, GPtrArray *words, const SolArgumentQuestion *after);
gboolean sol_argument_is_hole (const SolParagraph *paragraph);
GPtrArray *sol_argument_compose (SolRecord *listing, GPtrArray *words);
gboolean sol_argument_check_answer (SolItem *answer, GError **error);
gboolean sol_argument_check_unique (SolRecord *listing, GError **error);

G_END_DECLS
