/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SOL_MISTAKE_MAX 64u /* letters */

/* What of a word is looked at first. */
typedef struct
{
  guint32 letters; /* a bit each */
  guint32 length;
} SolShape;

/**
 * SolMistake:
 *
 * A word that may be typed wrongly: one letter missing, too much, changed, or two neighbours
 * swapped, from 4 letters on; two such mistakes from 8 on.
 */
typedef struct
{
  const char *word;
  guint max;
  SolShape shape;
} SolMistake;

gboolean sol_mistake_init (SolMistake *self, const char *word);
gboolean sol_mistake_is (const SolMistake *self, const char *other, guint length);
SolShape sol_shape_of (const char *word, guint length);
guint sol_mistake_next (const SolMistake *self, const SolShape *shapes, guint n, guint from);

G_END_DECLS
