/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "exchange/sol-csv-writer.h"
#include "exchange/sol-table-private.h"

/**
 * sol_table_get:
 *
 * Returns: (transfer none): the cell, "" when the table has no such column
 */
const char *
sol_table_get (SolTable *self, const char *column)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->columns, column));

  return number == 0 ? "" : sol_csv_unguard (sol_csv_reader_get_cell (self->reader, number - 1));
}

/**
 * sol_table_get_list:
 *
 * Returns: (transfer full): the parts of a cell between "|", without blanks around, none empty
 */
GStrv
sol_table_get_list (SolTable *self, const char *column)
{
  g_auto (GStrv) parts = g_strsplit (sol_table_get (self, column), "|", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (char **part = parts; *part != NULL; part++)
    if (*g_strstrip (*part) != '\0')
      g_strv_builder_add (builder, *part);
  return g_strv_builder_end (builder);
}

static void
name_columns (SolTable *self, SolImport *import, const SolTableFormat *format)
{
  self->n_columns = sol_csv_reader_get_n_cells (self->reader);
  for (guint i = 0; i < self->n_columns; i++)
    {
      g_autofree char *header = g_strstrip (g_strdup (sol_csv_reader_get_cell (self->reader, i)));
      g_autofree char *name = format->name_column (header);

      if (name != NULL && !g_hash_table_contains (self->columns, name))
        g_hash_table_insert (self->columns, g_steal_pointer (&name), GUINT_TO_POINTER (i + 1));
      else if (format->tell_unknown && *header != '\0')
        sol_import_report_add (import->report, sol_csv_reader_get_line (self->reader),
                               SOL_IMPORT_DOUBTFUL, NULL, "unknown-column", header);
    }
}

static gboolean
has_required (SolTable *self, const SolTableFormat *format, GError **error)
{
  for (guint i = 0; format->required[i] != NULL; i++)
    if (!g_hash_table_contains (self->columns, format->required[i]))
      {
        g_set_error (
            error, SOL_IMPORT_ERROR, SOL_IMPORT_ERROR_NOT_THE_FORMAT,
            _ ("Line %u: the column “%s” is missing (read as %s, with the separator “%s”)"),
            sol_csv_reader_get_line (self->reader), format->required[i],
            sol_csv_reader_get_encoding (self->reader),
            sol_csv_reader_get_separator (self->reader) == '\t'
                ? _ ("tab")
                : (char[]){ sol_csv_reader_get_separator (self->reader), '\0' });
        return FALSE;
      }
  return TRUE;
}

static gboolean
read_header (SolTable *self, SolImport *import, const SolTableFormat *format, GError **error)
{
  SolCsvRow row = sol_csv_reader_next (self->reader, import->cancellable, error);

  if (row == SOL_CSV_FAILED)
    return FALSE;
  if (row == SOL_CSV_CELLS)
    {
      name_columns (self, import, format);
      return has_required (self, format, error);
    }
  g_set_error (error, SOL_IMPORT_ERROR, SOL_IMPORT_ERROR_NOT_THE_FORMAT,
               row == SOL_CSV_END ? _ ("The file is empty")
                                  : _ ("Line 1, which names the columns, cannot be read"));
  return FALSE;
}

static gboolean
is_blank (SolTable *self, guint first)
{
  for (guint i = first; i < sol_csv_reader_get_n_cells (self->reader); i++)
    if (*sol_csv_reader_get_cell (self->reader, i) != '\0')
      return FALSE;
  return TRUE;
}

/* A row that is narrower than the header has lost something; one that is wider shows a separator
 * within a cell that was not quoted. */
static gboolean
take_cells (SolTable *self, SolImport *import, const SolTableFormat *format, GError **error)
{
  guint n = sol_csv_reader_get_n_cells (self->reader);
  guint line = sol_csv_reader_get_line (self->reader);
  g_autofree char *counts = g_strdup_printf ("%u\037%u", n, self->n_columns);
  const char *name = sol_table_get (self, format->required[0]);
  SolImportRow *row;

  if (is_blank (self, 0))
    return TRUE;
  if (n < self->n_columns)
    return sol_import_refuse (import, line, name,
                              sol_csv_reader_was_cut (self->reader) ? "cut" : "too-few-cells",
                              counts, error);
  if (n > self->n_columns && !is_blank (self, self->n_columns))
    return sol_import_refuse (import, line, name, "too-many-cells", counts, error);
  row = format->make_row (self, line);
  if (sol_csv_reader_was_recoded (self->reader))
    sol_import_row_note (row, "encoding", NULL);
  return sol_import_take (import, row, error);
}

static gboolean
take_row (SolTable *self,
          SolImport *import,
          const SolTableFormat *format,
          SolCsvRow row,
          GError **error)
{
  guint line = sol_csv_reader_get_line (self->reader);

  switch (row)
    {
    case SOL_CSV_CELLS:
      return take_cells (self, import, format, error);
    case SOL_CSV_BAD_QUOTE:
      return sol_import_refuse (import, line, NULL, "bad-quote", NULL, error);
    case SOL_CSV_NUL:
      return sol_import_refuse (import, line, NULL, "nul", NULL, error);
    default:
      return sol_import_refuse (import, line, NULL, "too-long-line", "1", error);
    }
}

/**
 * sol_table_import:
 *
 * Reads a table with a header, row by row.
 */
gboolean
sol_table_import (SolImport *import, const SolTableFormat *format, const char *path, GError **error)
{
  g_autoptr (SolCsvReader) reader = sol_csv_reader_new_for_path (path, import->cancellable, error);
  g_autoptr (GHashTable) columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  SolTable self = { reader, columns, 0 };

  if (reader == NULL || !read_header (&self, import, format, error))
    return FALSE;
  for (;;)
    {
      SolCsvRow row = sol_csv_reader_next (reader, import->cancellable, error);

      if (row == SOL_CSV_END || row == SOL_CSV_FAILED)
        return row == SOL_CSV_END;
      if (!take_row (&self, import, format, row, error) ||
          !sol_import_tell_progress (import, sol_csv_reader_get_fraction (reader), error))
        return FALSE;
    }
}
