/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sol-csv-writer.h"

#include <string.h>

/* As Excel opens it by a double click on a French desktop: UTF-8 with its mark, semicolons, CRLF.
 */

#define SEPARATOR ';'

/**
 * sol_csv_begin:
 * @text: an empty text
 */
void
sol_csv_begin (GString *text)
{
  g_string_append (text, SOL_CSV_MARK);
}

/* A cell that begins so would be run as a formula by a spreadsheet, whoever wrote it. A number, a
 * phone with its country code and blanks included, is none. */
static gboolean
is_formula (const char *cell)
{
  if (*cell == '\0' || strchr ("=+-@\t\r", *cell) == NULL)
    return FALSE;
  return (*cell != '+' && *cell != '-') || strspn (cell + 1, "0123456789., ") < strlen (cell + 1);
}

/**
 * sol_csv_unguard:
 *
 * Returns: (transfer none): the cell without the apostrophe that sol_csv_append() put before it
 */
const char *
sol_csv_unguard (const char *cell)
{
  return *cell == '\'' && is_formula (cell + 1) ? cell + 1 : cell;
}

/**
 * sol_csv_append:
 * @cell: (nullable): in UTF-8
 *
 * Adds a cell to the row under way. What a spreadsheet would take for a formula gets an apostrophe
 * before it.
 */
void
sol_csv_append (GString *text, const char *cell)
{
  const char *at = cell == NULL ? "" : cell;
  gboolean quoted;

  quoted = strpbrk (at, ";\"\r\n\t,") != NULL || is_formula (at);
  if (quoted)
    g_string_append_c (text, '"');
  if (is_formula (at))
    g_string_append_c (text, '\'');
  for (; *at != '\0'; at++)
    {
      if (*at == '"')
        g_string_append_c (text, '"');
      g_string_append_c (text, *at);
    }
  if (quoted)
    g_string_append_c (text, '"');
  g_string_append_c (text, SEPARATOR);
}

/**
 * sol_csv_end_row:
 *
 * Ends a row of one cell or more.
 */
void
sol_csv_end_row (GString *text)
{
  g_string_truncate (text, text->len - 1);
  g_string_append (text, "\r\n");
}
