/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-commune.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/sol-commune-private.h"
#include "model/sol-referential.h"
#include "model/sol-table.h"

#define EARTH_RADIUS_KM 6371.0088
#define COMMUNE_CELLS 9
#define FORMER_CELLS 3

/* All three are in the order of their code; what is handed out points into them. */
typedef struct
{
  char *text;
  SolCommune *communes;
  guint n_communes;
  char *former_text;
  SolFormerCommune *former;
  guint n_former;
  SolPostcode *postcodes;
  guint n_postcodes;
} Places;

static int
compare_codes (const void *code, const void *item)
{
  return strcmp (code, *(const char *const *) item);
}

static void
load_communes (Places *self)
{
  g_autoptr (GArray) communes = g_array_sized_new (FALSE, FALSE, sizeof (SolCommune), 36000);
  char *cells[COMMUNE_CELLS];
  char *at;

  self->text = sol_table_load ("communes.csv");
  at = self->text;
  sol_table_read_row (&at, cells, COMMUNE_CELLS);
  while (sol_table_read_row (&at, cells, COMMUNE_CELLS) > 0)
    {
      gboolean has_centre = *cells[7] != '\0';
      SolCommune commune = {
        cells[0],
        cells[1],
        cells[2],
        cells[3],
        cells[4],
        cells[5],
        (guint) atoi (cells[6]),
        has_centre ? g_ascii_strtod (cells[7], NULL) : NAN,
        has_centre ? g_ascii_strtod (cells[8], NULL) : NAN,
      };

      g_array_append_val (communes, commune);
    }
  self->n_communes = communes->len;
  self->communes = (SolCommune *) (gpointer) g_array_free (g_steal_pointer (&communes), FALSE);
}

static void
load_former (Places *self)
{
  g_autoptr (GArray) former = g_array_sized_new (FALSE, FALSE, sizeof (SolFormerCommune), 5000);
  char *cells[FORMER_CELLS];
  char *at;

  self->former_text = sol_table_load ("communes-former.csv");
  at = self->former_text;
  sol_table_read_row (&at, cells, FORMER_CELLS);
  while (sol_table_read_row (&at, cells, FORMER_CELLS) > 0)
    {
      SolFormerCommune line = {
        cells[0],
        cells[1],
        bsearch (cells[2], self->communes, self->n_communes, sizeof (SolCommune), compare_codes),
      };

      if (line.commune != NULL)
        g_array_append_val (former, line);
    }
  self->n_former = former->len;
  self->former = (SolFormerCommune *) (gpointer) g_array_free (g_steal_pointer (&former), FALSE);
}

static int
compare_postcodes (const void *a, const void *b)
{
  const SolPostcode *one = a, *other = b;

  if (one->postcode != other->postcode)
    return one->postcode < other->postcode ? -1 : 1;
  return one->commune < other->commune ? -1 : one->commune > other->commune;
}

static void
load_postcodes (Places *self)
{
  g_autoptr (GArray) postcodes = g_array_sized_new (FALSE, FALSE, sizeof (SolPostcode), 40000);

  for (guint i = 0; i < self->n_communes; i++)
    for (const char *at = self->communes[i].postcodes; *at != '\0';)
      {
        char *end;
        SolPostcode line = { (guint) strtoul (at, &end, 10), i };

        g_array_append_val (postcodes, line);
        at = *end == ' ' ? end + 1 : end;
      }
  self->n_postcodes = postcodes->len;
  self->postcodes = (SolPostcode *) (gpointer) g_array_free (g_steal_pointer (&postcodes), FALSE);
  qsort (self->postcodes, self->n_postcodes, sizeof (SolPostcode), compare_postcodes);
}

static const Places *
get_places (void)
{
  static Places *places = NULL;

  if (g_once_init_enter (&places))
    {
      Places *self = g_new0 (Places, 1);

      load_communes (self);
      load_former (self);
      load_postcodes (self);
      g_once_init_leave (&places, self);
    }
  return places;
}

/**
 * sol_commune_get_all:
 *
 * Any thread; the file is read on first use, in some 20 ms.
 *
 * Returns: (array length=n_communes) (transfer none): all communes of today, by code
 */
const SolCommune *
sol_commune_get_all (guint *n_communes)
{
  const Places *places = get_places ();

  *n_communes = places->n_communes;
  return places->communes;
}

const SolFormerCommune *
sol_commune_get_former (guint *n_former)
{
  const Places *places = get_places ();

  *n_former = places->n_former;
  return places->former;
}

/* The postcodes from first on, before end. */
const SolPostcode *
sol_commune_get_postcodes (guint first, guint end, guint *n_postcodes)
{
  const Places *places = get_places ();
  guint low = 0, high = places->n_postcodes;
  guint n = 0;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (places->postcodes[middle].postcode < first)
        low = middle + 1;
      else
        high = middle;
    }
  while (low + n < places->n_postcodes && places->postcodes[low + n].postcode < end)
    n++;
  *n_postcodes = n;
  return places->postcodes + low;
}

/* A postcode as a number, 0 when it is none: spreadsheets make "4100" and "84200.0" of them. */
guint
sol_postcode_parse (const char *postcode)
{
  guint number = 0, n_digits = 0;

  if (postcode == NULL)
    return 0;
  for (const char *at = postcode; *at != '\0' && *at != '.' && *at != ','; at++)
    {
      if (g_ascii_isdigit (*at))
        {
          number = number * 10 + (guint) (*at - '0');
          n_digits++;
        }
      else if (!g_ascii_isspace (*at))
        return 0;
      if (n_digits > 5)
        return 0;
    }
  return n_digits == 5 || n_digits == 4 ? number : 0;
}

/**
 * sol_commune_find:
 * @insee: (nullable): INSEE code, also one of an arrondissement or of a commune since merged
 *
 * Any thread.
 *
 * Returns: (nullable) (transfer none): the commune of today
 */
const SolCommune *
sol_commune_find (const char *insee)
{
  const Places *places = get_places ();
  const SolCommune *found;
  const SolFormerCommune *former;

  if (insee == NULL)
    return NULL;
  found = bsearch (insee, places->communes, places->n_communes, sizeof *found, compare_codes);
  if (found != NULL)
    return found;
  former = bsearch (insee, places->former, places->n_former, sizeof *former, compare_codes);
  return former == NULL ? NULL : former->commune;
}

/**
 * sol_department_of_commune:
 * @insee: (nullable): INSEE code of a commune, of today or before
 *
 * Returns: (nullable) (transfer none): code of the département or of the overseas collectivity
 */
const char *
sol_department_of_commune (const char *insee)
{
  const SolCommune *commune = sol_commune_find (insee);
  g_autofree char *prefix = NULL;
  const SolCode *department;
  gboolean overseas;

  if (commune != NULL)
    return commune->department;
  if (insee == NULL || strlen (insee) != 5)
    return NULL;
  overseas = g_str_has_prefix (insee, "97") || g_str_has_prefix (insee, "98");
  prefix = g_strndup (insee, overseas ? 3 : 2);
  department = sol_referential_find ("departments", prefix);
  return department == NULL ? NULL : department->code;
}

/**
 * sol_department_from_postcode:
 * @postcode: (nullable): five digits; a lost leading zero and "84200.0" are understood
 *
 * It asks the communes, not the first digits: 20xxx is 2A or 2B, 97133 is Saint-Barthélemy, and a
 * post office may serve communes of the next département.
 *
 * Returns: (nullable) (transfer none): code of the département; %NULL when no commune has this
 *   postcode (a CEDEX) or communes of several départements do
 */
const char *
sol_department_from_postcode (const char *postcode)
{
  guint number = sol_postcode_parse (postcode);
  const SolCommune *communes = get_places ()->communes;
  const char *department = NULL;
  guint n;
  const SolPostcode *lines;

  if (number == 0)
    return NULL;
  lines = sol_commune_get_postcodes (number, number + 1, &n);
  for (guint i = 0; i < n; i++)
    {
      const char *other = communes[lines[i].commune].department;

      if (department != NULL && strcmp (department, other) != 0)
        return NULL;
      department = other;
    }
  return department;
}

/**
 * sol_region_of_department:
 * @department: (nullable): its code
 *
 * Returns: (nullable) (transfer none): INSEE code of its région
 */
const char *
sol_region_of_department (const char *department)
{
  const SolCode *found = sol_referential_find ("departments", department);

  return found == NULL ? NULL : found->parent;
}

/**
 * sol_distance_km:
 *
 * Returns: kilometres between two points given in degrees, as the crow flies; NAN when one of
 *   them is
 */
double
sol_distance_km (double lat_a, double lon_a, double lat_b, double lon_b)
{
  const double radians = G_PI / 180;
  double lat = sin ((lat_b - lat_a) * radians / 2);
  double lon = sin ((lon_b - lon_a) * radians / 2);
  double part = lat * lat + cos (lat_a * radians) * cos (lat_b * radians) * lon * lon;

  return 2 * EARTH_RADIUS_KM * asin (sqrt (part > 1 ? 1 : part));
}
