/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "exchange/sol-csv-reader.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* Any bytes are a table: each step goes on, and what it gives is UTF-8 within the limits. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (data, (gssize) size, NULL);
  g_autoptr (SolCsvReader) reader = sol_csv_reader_new (stream, NULL, NULL);
  SolCsvRow row = SOL_CSV_CELLS;
  guint last_line = 0;

  for (gsize n = 0; reader != NULL && row != SOL_CSV_END && row != SOL_CSV_FAILED; n++)
    {
      /* More rows than bytes (three of UTF-8 for one, in some encodings): it does not go on. */
      g_assert_cmpuint (n, <=, size * 3 + 2);
      row = sol_csv_reader_next (reader, NULL, NULL);
      g_assert_cmpuint (sol_csv_reader_get_line (reader), >=, last_line);
      last_line = sol_csv_reader_get_line (reader);
      if (row != SOL_CSV_CELLS)
        continue;
      g_assert_cmpuint (sol_csv_reader_get_n_cells (reader), <=, SOL_CSV_MAX_CELLS);
      for (guint i = 0; i < sol_csv_reader_get_n_cells (reader); i++)
        g_assert_true (g_utf8_validate (sol_csv_reader_get_cell (reader, i), -1, NULL));
    }
  return 0;
}
