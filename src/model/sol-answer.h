/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-change.h"
#include "model/sol-mutation.h"

G_BEGIN_DECLS

typedef enum
{
  SOL_ANSWER_APPLIED,
  SOL_ANSWER_CONFLICT,
  SOL_ANSWER_REJECTED,
  SOL_ANSWER_FORBIDDEN,
  SOL_ANSWER_BLOCKED,
  SOL_ANSWER_GONE,
  SOL_N_ANSWERS
} SolAnswerKind;

/**
 * SolAnswer:
 * @id: of the mutation
 * @n: its number
 * @rev: the revision that it made; 0 when that is forgotten
 * @record: (nullable): the record as it is now, put or deleted; %NULL when nothing of it is told
 * @conflicts: (nullable): JSON array of {path, mine, theirs, who, who_name, when}
 * @code: (nullable): why, of one that is rejected
 * @arguments: (nullable): JSON array of texts, what @code is about
 * @by: (nullable): id of the one that blocks it
 * @restorable: of one that is gone
 *
 * What the server said of one mutation. One that it knew already tells what it said then.
 */
typedef struct
{
  char *id;
  gint64 n;
  SolAnswerKind kind;
  gint64 rev;
  SolChange *record;
  char *conflicts;
  char *code;
  char *arguments;
  char *by;
  gboolean restorable;
} SolAnswer;

GPtrArray *sol_answers_parse (const char *text, gsize length, GError **error);
void sol_answer_free (SolAnswer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolAnswer, sol_answer_free)

G_END_DECLS
