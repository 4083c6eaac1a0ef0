/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-edition.h"

G_BEGIN_DECLS

/**
 * SolCommitment:
 * @criterion: code of the one of the nine that it is on
 * @text: in the user's language
 */
typedef struct
{
  const char *criterion;
  const char *text;
} SolCommitment;

/**
 * SolCharter:
 * @edition: its number
 * @preamble: (element-type utf8): sentences to be read before
 * @commitments: one for each of the nine criteria, in their order
 * @signing: (element-type utf8): what whoever signs it says with that
 *
 * What a structure commits itself to, in the user's language.
 */
typedef struct
{
  guint edition;
  const char *title;
  GPtrArray *preamble;
  SolCommitment *commitments;
  guint n_commitments;
  GPtrArray *signing;
} SolCharter;

const SolCharter *sol_charter_get_newest (void);
const SolCharter *sol_charter_get (guint edition);
gboolean sol_charter_add (const char *text, GError **error);

G_END_DECLS
