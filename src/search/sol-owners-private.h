/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "search/sol-segment-private.h"

G_BEGIN_DECLS

SolBits *sol_owners_fold (const SolSegment *segment, const SolBits *activities);
void sol_owners_keep (const SolSegment *segment, const SolBits *documents, SolBits *activities);
guint32 sol_owners_count (const SolSegment *segment,
                          const guint8 *list,
                          gsize size,
                          const SolBits *activities);

G_END_DECLS
