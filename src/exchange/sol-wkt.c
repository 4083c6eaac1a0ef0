/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sol-wkt.h"

#include <math.h>
#include <string.h>

#define MAX_WKT 200 /* bytes */

/* Boxes round the French territories, in degrees: a little wider than the land. */
static const struct
{
  double south, north, west, east;
} boxes[] = {
  { 41.2, 51.3, -5.6, 9.8 },        /* Europe, Corsica included */
  { 15.7, 16.7, -62.0, -60.8 },     /* Guadeloupe */
  { 14.2, 15.0, -61.4, -60.6 },     /* Martinique */
  { 2.0, 6.0, -54.8, -51.4 },       /* Guyane */
  { -21.6, -20.7, 55.0, 56.0 },     /* La Réunion */
  { -13.2, -12.4, 44.8, 45.5 },     /* Mayotte */
  { 46.6, 47.3, -56.6, -56.0 },     /* Saint-Pierre-et-Miquelon */
  { 17.7, 18.3, -63.3, -62.6 },     /* Saint-Martin, Saint-Barthélemy */
  { -23.5, -17.5, 158.0, 172.5 },   /* Nouvelle-Calédonie */
  { -28.5, -7.0, -155.5, -133.5 },  /* Polynésie */
  { -14.7, -12.9, -178.5, -175.8 }, /* Wallis-et-Futuna */
};

static gboolean
is_in_france (double lat, double lon)
{
  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    if (lat >= boxes[i].south && lat <= boxes[i].north && lon >= boxes[i].west &&
        lon <= boxes[i].east)
      return TRUE;
  return FALSE;
}

/**
 * sol_ground_of:
 * @lat: degrees
 * @lon: degrees
 *
 * Any thread. No territory is where another one is with its axes swapped.
 */
SolGround
sol_ground_of (double lat, double lon)
{
  if (is_in_france (lat, lon))
    return SOL_GROUND_FRANCE;
  return is_in_france (lon, lat) ? SOL_GROUND_SWAPPED : SOL_GROUND_ELSEWHERE;
}

/* A number as WKT writes it: no blank before it, neither hexadecimal nor "inf". */
static gboolean
read_number (const char **at, double *number)
{
  const char *start = *at;
  char *end;

  if (*start == '-' || *start == '+')
    start++;
  if (!g_ascii_isdigit (*start) && !(*start == '.' && g_ascii_isdigit (start[1])))
    return FALSE;
  if (start[0] == '0' && (start[1] == 'x' || start[1] == 'X'))
    return FALSE;
  *number = g_ascii_strtod (*at, &end);
  *at = end;
  return isfinite (*number);
}

static gboolean
skip_blanks (const char **at)
{
  const char *start = *at;

  while (**at == ' ')
    (*at)++;
  return *at > start;
}

static gboolean
skip_word (const char **at, const char *word)
{
  if (g_ascii_strncasecmp (*at, word, strlen (word)) != 0)
    return FALSE;
  *at += strlen (word);
  return TRUE;
}

/**
 * sol_wkt_read_point:
 * @text: `SRID=4326;POINT (LON LAT)`, not necessarily ended by a NUL; without SRID it is taken as
 *   WGS 84
 * @length: its bytes
 * @lat: (out): degrees, -90 to 90
 * @lon: (out): degrees, -180 to 180
 *
 * Any thread. Strict: any other reference system, shape or dimension is refused.
 */
gboolean
sol_wkt_read_point (const char *text, gsize length, double *lat, double *lon)
{
  char copy[MAX_WKT + 1];
  const char *at = copy;

  if (length > MAX_WKT || memchr (text, '\0', length) != NULL)
    return FALSE;
  memcpy (copy, text, length);
  copy[length] = '\0';

  skip_blanks (&at);
  if (skip_word (&at, "SRID=") && !skip_word (&at, "4326;"))
    return FALSE;
  skip_blanks (&at);
  if (!skip_word (&at, "POINT"))
    return FALSE;
  skip_blanks (&at);
  if (*at++ != '(')
    return FALSE;
  skip_blanks (&at);
  if (!read_number (&at, lon) || !skip_blanks (&at) || !read_number (&at, lat))
    return FALSE;
  skip_blanks (&at);
  if (*at++ != ')')
    return FALSE;
  skip_blanks (&at);
  return *at == '\0' && fabs (*lat) <= 90 && fabs (*lon) <= 180;
}

/**
 * sol_degrees_read:
 * @text: a number with a point or, as a French spreadsheet writes it, a comma
 *
 * Any thread.
 */
gboolean
sol_degrees_read (const char *text, double *degrees)
{
  g_autofree char *copy = g_strstrip (g_strdup (text));
  const char *at = g_strdelimit (copy, ",", '.');

  return read_number (&at, degrees) && *at == '\0' && fabs (*degrees) <= 180;
}
