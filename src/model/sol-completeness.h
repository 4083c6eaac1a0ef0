/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-record.h"

G_BEGIN_DECLS

#define SOL_COMPLETENESS_WHOLE 100 /* points of all parts together */

/**
 * SolCompletenessPart:
 * @field: of a listing and of what is made of it
 * @points: what it counts when it is all there
 * @wanted: how much is all: characters of a prose, items of a list, practices proven of the nine;
 *   1 of any other, which is there or not
 *
 * What one field adds to a listing.
 */
typedef struct
{
  const char *field;
  guint points;
  guint wanted;
} SolCompletenessPart;

const SolCompletenessPart *sol_completeness_get_parts (guint *n_parts);
guint sol_completeness_get_earned (const SolCompletenessPart *part, SolRecord *record);
guint sol_completeness_get_gain (const SolCompletenessPart *part, SolRecord *record);
guint sol_completeness_measure (SolRecord *record);
GPtrArray *sol_completeness_list_gains (SolRecord *record);

G_END_DECLS
