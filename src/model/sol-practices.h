/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-edition.h"

G_BEGIN_DECLS

#define SOL_N_LEVELS 4 /* not yet, started, practised, shared */

typedef struct
{
  const char *title;
  const char *text;
} SolExample;

/**
 * SolQuestion:
 * @id: stable, as answers tell it
 * @levels: what each level means here
 * @steps: what leads from each level but the last to the next one
 * @proof: what can be a proof
 * @environment: codes of environment-practices that an answer may be about; empty for most
 *
 * One question on a practice. Texts are in the user's language.
 */
typedef struct
{
  const char *id;
  const char *text;
  const char *levels[SOL_N_LEVELS];
  const char *steps[SOL_N_LEVELS - 1];
  const char *proof;
  SolExample examples[SOL_N_EXAMPLES];
  GStrv environment;
} SolQuestion;

/**
 * SolPractice:
 * @criterion: its code, of the list "criteria"
 * @title: what one does, rather than what the criterion is called
 *
 * One of the nine criteria as it is asked about.
 */
typedef struct
{
  const char *criterion;
  const char *title;
  const char *introduction;
  SolQuestion *questions;
  guint n_questions;
} SolPractice;

guint sol_practices_get_newest (void);
const SolPractice *sol_practices_get (guint edition, guint *n_practices);
const SolPractice *sol_practices_find (guint edition, const char *criterion);
const SolQuestion *sol_practice_find_question (const SolPractice *self, const char *id);
gboolean sol_practices_add (const char *text, GError **error);

G_END_DECLS
