/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "exchange/sol-column.h"
#include "exchange/sol-table-private.h"
#include "exchange/sol-wkt.h"
#include "model/sol-commune.h"
#include "model/sol-referential.h"
#include "model/sol-text.h"

/* Our own table, which data/formats.md describes. */

#define CENTS 100 /* of a euro */

static const char *const required[] = { "name", NULL };

static char *
name_column (const char *header)
{
  const SolColumn *column = sol_column_find (header);

  return column == NULL ? NULL : g_strdup (column->key);
}

/* Figures with blanks between thousands and a comma or a point before decimals. */
static gboolean
read_number (const char *text, double *number)
{
  GString *figures = g_string_new (NULL);
  char *end = NULL;
  gboolean read;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (!g_unichar_isspace (c) && c != 0x20AC)
        g_string_append_unichar (figures, c == ',' ? '.' : c);
    }
  *number = g_ascii_strtod (figures->str, &end);
  read = figures->len > 0 && *end == '\0' && g_ascii_isdigit (*figures->str) && *number < 1e15;
  g_string_free (figures, TRUE);
  return read;
}

static gboolean
get_number (SolTable *table, SolImportRow *row, const char *column, double *number)
{
  const char *text = sol_table_get (table, column);

  if (*text == '\0')
    return FALSE;
  if (read_number (text, number))
    return TRUE;
  sol_import_row_note_field (row, "value-wrong", column, text);
  return FALSE;
}

static void
copy_texts (SolTable *table, SolImportRow *row)
{
  static const char *const columns[] = { "name",  "brand",   "address",     "city", "phone",
                                         "email", "website", "description", NULL };

  for (guint i = 0; columns[i] != NULL; i++)
    sol_import_row_set_text (row, columns[i], sol_table_get (table, columns[i]));
}

static void
copy_codes (SolTable *table, SolImportRow *row)
{
  static const struct
  {
    const char *column;
    const char *list;
  } columns[] = {
    { "kind", "kinds" },
    { "naf", "naf" },
    { "legal_form", "legal-forms" },
    { "staff_bracket", "staff-brackets" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    sol_import_row_set_code (row, columns[i].column, columns[i].list,
                             sol_table_get (table, columns[i].column));
}

static void
copy_flag (SolTable *table, SolImportRow *row, const char *column)
{
  static const char *const yes[] = { "oui", "yes", "true", "vrai", "1", "x", NULL };
  static const char *const no[] = { "non", "no", "false", "faux", "0", NULL };
  g_autofree char *text = sol_text_fold (sol_table_get (table, column));

  g_strstrip (text);
  if (g_strv_contains (yes, text) || g_strv_contains (no, text))
    json_object_set_boolean_member (row->doc, column, g_strv_contains (yes, text));
  else if (*text != '\0')
    sol_import_row_note_field (row, "value-wrong", column, text);
}

static void
copy_place (SolTable *table, SolImportRow *row)
{
  const char *lat_text = sol_table_get (table, "latitude");
  const char *lon_text = sol_table_get (table, "longitude");
  g_autofree char *both = g_strstrip (g_strconcat (lat_text, " ", lon_text, NULL));
  g_autofree char *department = sol_referential_match ("departments",
                                                       sol_table_get (table, "department"));
  double lat, lon;

  sol_import_row_set_text (row, "commune", sol_table_get (table, "commune"));
  sol_import_row_match_commune (row, department);
  if (*both == '\0')
    return;
  if (sol_degrees_read (lat_text, &lat) && sol_degrees_read (lon_text, &lon))
    sol_import_row_set_place (row, lat, lon);
  else
    sol_import_row_note (row, "place-wrong", both);
}

/* Returns: (transfer full): the codes of a cell, after telling what is none. */
static JsonArray *
match_codes (SolTable *table, SolImportRow *row, const char *column, const char *list)
{
  g_auto (GStrv) parts = sol_table_get_list (table, column);
  JsonArray *codes = json_array_new ();

  for (char **part = parts; *part != NULL; part++)
    {
      g_autofree char *code = sol_referential_match (list, *part);

      if (code == NULL)
        sol_import_row_note_field (row, "code-unknown", column, *part);
      else
        json_array_add_string_element (codes, code);
    }
  return codes;
}

/* "commune:84007", "department:84"… as they are; else a département's code or a commune's name. */
static char *
read_zone (const char *text)
{
  const SolCommune *commune;

  if (strchr (text, ':') != NULL)
    return g_strdup (text);
  if (sol_referential_find ("departments", text) != NULL)
    return g_strconcat ("department:", text, NULL);
  commune = sol_commune_match (text, NULL);
  return commune == NULL ? NULL : g_strconcat ("commune:", commune->code, NULL);
}

static JsonArray *
read_zones (SolTable *table, SolImportRow *row)
{
  g_auto (GStrv) parts = sol_table_get_list (table, "zones");
  JsonArray *zones = json_array_new ();

  for (char **part = parts; *part != NULL; part++)
    {
      g_autofree char *zone = read_zone (*part);

      if (zone == NULL)
        sol_import_row_note_field (row, "code-unknown", "zones", *part);
      else
        json_array_add_string_element (zones, zone);
    }
  return zones;
}

/* What all the activities of a row share: modes and reach. */
static JsonObject *
make_activity (SolTable *table, SolImportRow *row)
{
  JsonObject *activity = json_object_new ();
  g_autofree char *reach = sol_referential_match ("reaches", sol_table_get (table, "reach"));
  JsonArray *zones = read_zones (table, row);
  double radius;

  json_object_set_array_member (activity, "modes", match_codes (table, row, "modes", "modes"));
  if (reach == NULL && *sol_table_get (table, "reach") != '\0')
    sol_import_row_note_field (row, "code-unknown", "reach", sol_table_get (table, "reach"));
  if (get_number (table, row, "radius_km", &radius))
    {
      json_object_set_int_member (activity, "radius_km", (gint64) radius);
      if (reach == NULL)
        reach = g_strdup ("CUSTOM");
    }
  if (json_array_get_length (zones) > 0 && reach == NULL)
    reach = g_strdup ("ZONES");
  json_object_set_array_member (activity, "zones", zones);
  if (reach != NULL)
    json_object_set_string_member (activity, "reach", reach);
  return activity;
}

static void
add_activities (SolTable *table, SolImportRow *row)
{
  g_autoptr (JsonArray) sectors = match_codes (table, row, "sectors", "sectors");
  g_autoptr (JsonObject) shared = NULL;

  if (json_array_get_length (sectors) > 0)
    shared = make_activity (table, row);
  for (guint i = 0; i < json_array_get_length (sectors); i++)
    {
      JsonObject *activity = sol_import_copy_object (shared);

      json_object_set_string_member (activity, "sector",
                                     json_array_get_string_element (sectors, i));
      sol_import_row_add_item (row, "activities", activity);
    }
}

static void
add_coded (SolTable *table,
           SolImportRow *row,
           const char *column,
           const char *list,
           const char *name)
{
  g_autoptr (JsonArray) codes = match_codes (table, row, column, list);

  for (guint i = 0; i < json_array_get_length (codes); i++)
    {
      JsonObject *item = json_object_new ();

      json_object_set_string_member (item, name, json_array_get_string_element (codes, i));
      sol_import_row_add_item (row, column, item);
    }
}

static void
add_titled (SolTable *table, SolImportRow *row, const char *column, const char *name)
{
  g_auto (GStrv) parts = sol_table_get_list (table, column);

  for (char **part = parts; *part != NULL; part++)
    {
      JsonObject *item = json_object_new ();

      json_object_set_string_member (item, name, *part);
      sol_import_row_add_item (row, column, item);
    }
}

static void
add_figure (SolTable *table, SolImportRow *row, const char *measure, guint unit)
{
  double value, year;
  JsonObject *figure;

  if (!get_number (table, row, measure, &value))
    return;
  figure = json_object_new ();
  json_object_set_string_member (figure, "id", measure);
  json_object_set_string_member (figure, "measure", measure);
  json_object_set_int_member (figure, "value", (gint64) round (value * unit));
  if (get_number (table, row, "figures_year", &year))
    json_object_set_int_member (figure, "year", (gint64) year);
  sol_import_row_add_item (row, "figures", figure);
}

static void
add_lists (SolTable *table, SolImportRow *row)
{
  JsonArray *networks = match_codes (table, row, "networks", "networks");

  if (json_array_get_length (networks) > 0)
    json_object_set_array_member (row->doc, "networks", networks);
  else
    json_array_unref (networks);
  add_activities (table, row);
  add_coded (table, row, "labels", "labels", "label");
  add_coded (table, row, "environment", "environment-practices", "practice");
  add_titled (table, row, "offers", "title");
  add_titled (table, row, "references", "name");
  add_figure (table, row, "turnover", CENTS);
  add_figure (table, row, "insertion_jobs", 1);
  add_figure (table, row, "permanent_jobs", 1);
}

static SolImportRow *
make_row (SolTable *table, guint line)
{
  g_autofree char *source = g_strstrip (g_strdup (sol_table_get (table, "source")));
  g_autofree char *key = g_strstrip (g_strdup (sol_table_get (table, "external_id")));
  SolImportRow *row = sol_import_row_new (*source == '\0' ? "csv" : source, key, line);
  double year;

  row->weak_key = *source == '\0';
  copy_texts (table, row);
  sol_import_row_set_postcode (row, sol_table_get (table, "postcode"));
  copy_codes (table, row);
  sol_import_row_set_siret (row, sol_table_get (table, "siret"));
  if (get_number (table, row, "year", &year))
    json_object_set_int_member (row->doc, "year", (gint64) year);
  copy_place (table, row);
  copy_flag (table, row, "qpv");
  copy_flag (table, row, "zrr");
  add_lists (table, row);
  sol_import_row_set_instant (row, "updated_at", sol_table_get (table, "updated_at"));
  row->dated = *sol_import_row_get_text (row, "updated_at") != '\0';
  sol_import_row_add_contact (
      row, sol_table_get (table, "contact_name"), sol_table_get (table, "contact_role"),
      sol_table_get (table, "contact_email"), sol_table_get (table, "contact_phone"));
  return row;
}

gboolean
sol_import_read_csv (SolImport *self, const char *path, GError **error)
{
  const SolTableFormat format = { name_column, required, TRUE, make_row };

  return sol_table_import (self, &format, path, error);
}
