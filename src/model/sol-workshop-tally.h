/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-record.h"

G_BEGIN_DECLS

/**
 * SolWorkshopVoice:
 * @text: as the structure wrote it
 * @who: (nullable): the structure
 * @weight: 1 to 3; 0: it did not say
 *
 * What one structure said. The strings are the record's.
 */
typedef struct
{
  const char *text;
  const char *who;
  guint weight;
} SolWorkshopVoice;

/**
 * SolWorkshopTheme:
 * @name: (nullable): as the first wrote it; %NULL: those without one
 * @n_structures: that named it
 * @voices: (element-type SolWorkshopVoice): the heaviest first
 *
 * What was said of one theme around the table.
 */
typedef struct
{
  const char *name;
  guint n_structures;
  GPtrArray *voices;
} SolWorkshopTheme;

GPtrArray *sol_workshop_tally (GPtrArray *shares, const char *list);

G_END_DECLS
