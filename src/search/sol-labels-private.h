/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "search/sol-space-private.h"
#include "search/sol-term-table-private.h"

G_BEGIN_DECLS

/* What a code may be of. */
typedef enum
{
  SOL_LABELS_KIND,
  SOL_LABELS_DEPARTMENT,
  SOL_LABELS_SECTOR,
  SOL_LABELS_LABEL,
  SOL_LABELS_NETWORK,
  SOL_LABELS_COMMUNE,
  SOL_LABELS_TEXT, /* of no list: a text that many documents share, its own label */
  SOL_N_LABELS
} SolLabelList;

typedef struct
{
  gconstpointer found; /* (nullable): a #SolCode, or a #SolCommune */
  guint32 first_word;
  guint32 n_words;
} SolLabel;

/**
 * SolLabels:
 *
 * What codes stand for, and the words it is found by: looked up and folded once a code.
 */
typedef struct
{
  SolSpaceBuilder *space;
  SolTermTable codes[SOL_N_LABELS];
  GArray *labels[SOL_N_LABELS]; /* number of the code -> SolLabel */
  GArray *words;                /* terms of the space */
} SolLabels;

void sol_labels_init (SolLabels *self, SolSpaceBuilder *space);
void sol_labels_clear (SolLabels *self);
SolLabel sol_labels_look_up (SolLabels *self, SolLabelList list, const char *code);
void sol_labels_add (SolLabels *self, SolLabel label);

G_END_DECLS
