/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SOL_CSV_MAX_ROW (1024 * 1024) /* bytes of UTF-8 */
#define SOL_CSV_MAX_CELLS 1000

/**
 * SolCsvRow:
 * @SOL_CSV_CELLS: a whole row
 * @SOL_CSV_BAD_QUOTE: a quotation mark that never closes, or closes before the end of its cell;
 *   reading goes on at the next line
 * @SOL_CSV_NUL: it holds a NUL
 * @SOL_CSV_TOO_LONG: more than %SOL_CSV_MAX_ROW bytes or %SOL_CSV_MAX_CELLS cells; it was skipped
 * @SOL_CSV_END: of the file
 * @SOL_CSV_FAILED: it cannot be read
 */
typedef enum
{
  SOL_CSV_CELLS,
  SOL_CSV_BAD_QUOTE,
  SOL_CSV_NUL,
  SOL_CSV_TOO_LONG,
  SOL_CSV_END,
  SOL_CSV_FAILED,
} SolCsvRow;

/**
 * SolCsvReader:
 *
 * Reads a table row by row, whatever encoding and separator a spreadsheet gave it: UTF-8, UTF-16,
 * Windows-1252 and their kin; semicolon, comma or tab. It holds one row at a time. On a worker
 * thread.
 */
typedef struct _SolCsvReader SolCsvReader;

SolCsvReader *sol_csv_reader_new (GInputStream *stream, GCancellable *cancellable, GError **error);
SolCsvReader *
sol_csv_reader_new_for_path (const char *path, GCancellable *cancellable, GError **error);
void sol_csv_reader_free (SolCsvReader *self);
SolCsvRow sol_csv_reader_next (SolCsvReader *self, GCancellable *cancellable, GError **error);
guint sol_csv_reader_get_n_cells (SolCsvReader *self);
const char *sol_csv_reader_get_cell (SolCsvReader *self, guint index);
guint sol_csv_reader_get_line (SolCsvReader *self);
gboolean sol_csv_reader_was_recoded (SolCsvReader *self);
gboolean sol_csv_reader_was_cut (SolCsvReader *self);
const char *sol_csv_reader_get_encoding (SolCsvReader *self);
char sol_csv_reader_get_separator (SolCsvReader *self);
double sol_csv_reader_get_fraction (SolCsvReader *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolCsvReader, sol_csv_reader_free)

G_END_DECLS
