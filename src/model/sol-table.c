/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-table.h"

#include <gio/gio.h>
#include <string.h>

#include "sol-config.h"
#include "sol-referentials.h"

/**
 * sol_table_load:
 * @file: name of a file of the referentials, with its extension
 *
 * Returns: (transfer full) (nullable): its text, to be cut up by sol_table_read_row(); %NULL when
 *   the program carries no such file
 */
char *
sol_table_load (const char *file)
{
  g_autofree char *path = g_strconcat (SOL_RESOURCE_PATH "referentials/", file, NULL);
  g_autoptr (GBytes) bytes = g_resource_lookup_data (sol_referentials_get_resource (), path,
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  gsize size;
  const char *data;

  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &size);
  return g_strndup (data, size);
}

/* Takes the quotes off a cell where it stands; returns what ended it. */
static char *
unquote (char *cell)
{
  char *read = cell + 1, *write = cell;

  while (*read != '\0' && (*read != '"' || read[1] == '"'))
    {
      if (*read == '"')
        read++;
      *write++ = *read++;
    }
  if (*read == '"')
    read++;
  *write = '\0'; /* before the end, which is yet to be read: the opening quote left a place */
  return read;
}

/**
 * sol_table_read_row:
 * @text: (inout): where the row begins; then where the next one does
 * @cells: (out) (array length=n_cells): the row's cells, which lie in the text; those the row does
 *   not have are empty
 * @n_cells: how many columns the caller knows; more are passed over
 *
 * Cuts one row off the text of a CSV file of ours (comma, double quotes, line feed), in place.
 *
 * Returns: the number of cells the row had, 0 at the end
 */
guint
sol_table_read_row (char **text, char **cells, guint n_cells)
{
  char *at = *text;
  guint n = 0;
  char ended_by = ',';

  if (*at == '\0')
    return 0;
  while (ended_by == ',')
    {
      char *cell = at;

      at = *cell == '"' ? unquote (cell) : cell + strcspn (cell, ",\n");
      ended_by = *at;
      if (ended_by != '\0')
        *at++ = '\0';
      if (n < n_cells)
        cells[n] = cell;
      n++;
    }
  *text = at;
  for (guint i = n; i < n_cells; i++)
    cells[i] = at + strlen (at);
  return n;
}
