/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-edition.h"

G_BEGIN_DECLS

/**
 * SolArgumentParagraph:
 * @id: stable, as questions of all editions tell it
 * @title: what stands above it
 *
 * A part of the argument sheet. Texts are in the user's language.
 */
typedef struct
{
  const char *id;
  const char *title;
} SolArgumentParagraph;

/**
 * SolArgumentQuestion:
 * @id: stable, as answers tell it
 * @paragraph: id of the one that its answer goes to
 * @why: it is asked
 * @examples: how others answered
 * @quotes: whether words that clients gave are put in beside the answer
 *
 * Texts are in the user's language.
 */
typedef struct
{
  const char *id;
  const char *paragraph;
  const char *text;
  const char *why;
  const char *examples[SOL_N_EXAMPLES];
  gboolean quotes;
} SolArgumentQuestion;

/**
 * SolArgumentGuide:
 * @edition: its number
 * @kinds: who gave the examples
 *
 * The questions that lead to an argument sheet, in the order in which they are asked, and its
 * paragraphs in the order in which they are read.
 */
typedef struct
{
  guint edition;
  const char *kinds[SOL_N_EXAMPLES];
  SolArgumentParagraph *paragraphs;
  guint n_paragraphs;
  SolArgumentQuestion *questions;
  guint n_questions;
} SolArgumentGuide;

const SolArgumentGuide *sol_argument_guide_get_newest (void);
const SolArgumentGuide *sol_argument_guide_get (guint edition);
const SolArgumentQuestion *sol_argument_guide_find (const SolArgumentGuide *self, const char *id);
gboolean sol_argument_guide_add (const char *text, GError **error);

G_END_DECLS
