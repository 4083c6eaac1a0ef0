/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-outline.h"

#include <stdlib.h>
#include <string.h>

#include "model/sol-table.h"

#define UNITS_PER_DEGREE 10000.0

/* The rings of a département: parallel arrays of SolPoint arrays and of their lengths. */
typedef struct
{
  GPtrArray *rings;
  GArray *lengths;
} Outline;

static Outline *
outline_for (GHashTable *outlines, const char *department)
{
  Outline *outline = g_hash_table_lookup (outlines, department);

  if (outline == NULL)
    {
      outline = g_new (Outline, 1);
      outline->rings = g_ptr_array_new ();
      outline->lengths = g_array_new (FALSE, FALSE, sizeof (guint));
      g_hash_table_insert (outlines, g_strdup (department), outline);
    }
  return outline;
}

/* A line is the département and pairs of differences, lat then lon, from the point before. */
static void
read_ring (GHashTable *outlines, char *line)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (SolPoint));
  char *at = strchr (line, ' ');
  long lat = 0, lon = 0;
  Outline *outline;

  if (at == NULL)
    return;
  *at++ = '\0';
  while (*at != '\0')
    {
      SolPoint point;

      lat += strtol (at, &at, 10);
      lon += strtol (at, &at, 10);
      point.lat = (double) lat / UNITS_PER_DEGREE;
      point.lon = (double) lon / UNITS_PER_DEGREE;
      g_array_append_val (points, point);
    }
  outline = outline_for (outlines, line);
  g_array_append_val (outline->lengths, points->len);
  g_ptr_array_add (outline->rings, g_array_free (g_steal_pointer (&points), FALSE));
}

static GHashTable *
load_outlines (void)
{
  GHashTable *outlines = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *text = sol_table_load ("outlines.txt");

  for (char *line = text; *line != '\0';)
    {
      char *end = line + strcspn (line, "\n");
      gboolean more = *end == '\n';

      *end = '\0';
      read_ring (outlines, line);
      line = more ? end + 1 : end;
    }
  return outlines;
}

/**
 * sol_outline_get_rings:
 * @department: (nullable): code of a département
 * @rings: (out) (array) (transfer none): its closed rings, islands and enclaves apart; points in
 *   degrees, the last one is the first
 * @lengths: (out) (array) (transfer none): how many points each has
 *
 * Simplified outlines, for small maps; the overseas collectivities have none. Any thread.
 *
 * Returns: how many rings there are, 0 when there is no outline
 */
guint
sol_outline_get_rings (const char *department, const SolPoint ***rings, const guint **lengths)
{
  static GHashTable *outlines = NULL;
  const Outline *outline;

  if (g_once_init_enter (&outlines))
    g_once_init_leave (&outlines, load_outlines ());
  outline = department == NULL ? NULL : g_hash_table_lookup (outlines, department);
  *rings = outline == NULL ? NULL : (const SolPoint **) outline->rings->pdata;
  *lengths = outline == NULL ? NULL : (const guint *) (gpointer) outline->lengths->data;
  return outline == NULL ? 0 : outline->rings->len;
}
