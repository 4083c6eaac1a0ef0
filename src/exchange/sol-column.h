/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SolColumn:
 * @key: its name in the template, as that of the field it fills
 * @french: (nullable): other names that are read, separated by "|": the labels of a French export
 *   among them, so that it is read under any locale; %NULL: it is no column of a table
 * @label: source string of what the user reads
 * @exported: sol_export_suppliers_csv() writes it
 *
 * One column of our own table of structures.
 */
typedef struct
{
  const char *key;
  const char *french;
  const char *label;
  gboolean exported;
} SolColumn;

const SolColumn *sol_column_get_all (guint *n_columns);
const SolColumn *sol_column_find (const char *header);
const char *sol_column_get_label (const char *key);

G_END_DECLS
