/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/sol-csv-reader.h"
#include "exchange/sol-import-private.h"

G_BEGIN_DECLS

/* One row of a table with a header. */
typedef struct
{
  SolCsvReader *reader;
  GHashTable *columns; /* name to its number, from 1 */
  guint n_columns;
} SolTable;

/**
 * SolTableFormat:
 * @name_column: (transfer full) (nullable): what a column with that header is called; %NULL: not
 * read
 * @required: (array zero-terminated=1): without them it is no file of this format
 * @tell_unknown: the report names the columns that are not read
 * @make_row: (transfer full): the row as it stands in the table
 */
typedef struct
{
  char *(*name_column) (const char *header);
  const char *const *required;
  gboolean tell_unknown;
  SolImportRow *(*make_row) (SolTable *table, guint line);
} SolTableFormat;

gboolean sol_table_import (SolImport *import,
                           const SolTableFormat *format,
                           const char *path,
                           GError **error);
const char *sol_table_get (SolTable *self, const char *column);
GStrv sol_table_get_list (SolTable *self, const char *column);

G_END_DECLS
