/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SOL_MISTAKE_MAX 64u /* letters */

/**
 * SolMistake:
 *
 * A word that may be typed wrongly: one letter missing, too much, changed, or two neighbours
 * swapped, from 4 letters on; two such mistakes from 8 on.
 */
typedef struct
{
  const char *word;
  guint length;
  guint max;
  guint32 letters; /* a bit each */
} SolMistake;

gboolean sol_mistake_init (SolMistake *self, const char *word);
gboolean sol_mistake_is (const SolMistake *self, const char *other, guint length);

G_END_DECLS
