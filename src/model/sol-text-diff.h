/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SolTextHunk:
 * @first: byte where it begins in the first text
 * @first_end: and where it ends; the same when the first has nothing there
 * @second: likewise in the second text
 * @second_end: likewise
 *
 * A place where two texts differ, in whole words.
 */
typedef struct
{
  gsize first;
  gsize first_end;
  gsize second;
  gsize second_end;
} SolTextHunk;

GArray *sol_text_diff (const char *first, const char *second);
char *sol_text_diff_combine (const char *first, const char *second, gboolean *overlaps);

G_END_DECLS
