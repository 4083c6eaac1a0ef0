/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SolTextOverlap:
 * @start: byte of the merged text where it begins
 * @end: byte after it
 *
 * A place that both changed, each in his way: what both say stands there, one after the other.
 */
typedef struct
{
  gsize start;
  gsize end;
} SolTextOverlap;

char *sol_text_merge (const char *base, const char *mine, const char *theirs, GArray *overlaps);

G_END_DECLS
