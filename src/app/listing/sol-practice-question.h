/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/form/sol-form-files.h"
#include "model/sol-practice-level.h"

G_BEGIN_DECLS

#define SOL_TYPE_PRACTICE_QUESTION (sol_practice_question_get_type ())
G_DECLARE_FINAL_TYPE (SolPracticeQuestion, sol_practice_question, SOL, PRACTICE_QUESTION, AdwBin)

GtkWidget *
sol_practice_question_new (const SolQuestion *question, guint edition, SolFormFiles *files);
const SolQuestion *sol_practice_question_get_question (SolPracticeQuestion *self);
void sol_practice_question_set_answer (SolPracticeQuestion *self, SolItem *answer);
void sol_practice_question_set_editable (SolPracticeQuestion *self, gboolean editable);
gboolean sol_practice_question_get_open (SolPracticeQuestion *self);
void sol_practice_question_set_open (SolPracticeQuestion *self, gboolean open);
void sol_practice_question_add_proof (SolPracticeQuestion *self);

G_END_DECLS
