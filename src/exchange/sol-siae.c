/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "exchange/sol-siae-private.h"
#include "exchange/sol-wkt.h"
#include "model/sol-referential.h"

#define CENTS 100 /* of a euro */
#define YEAR_LENGTH 4

/* One structure (siaes.siae) of the peer as a row of ours. */

static void
copy_flag (SolImportRow *row, JsonObject *fields, const char *from, const char *to)
{
  JsonNode *node = json_object_get_member (fields, from);

  if (node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    json_object_set_boolean_member (row->doc, to, json_node_get_boolean (node));
}

static void
set_identity (SolImportRow *row, JsonObject *fields)
{
  const char *nature = sol_fixtures_get_text (fields, "nature");

  sol_import_row_set_text (row, "name", sol_fixtures_get_text (fields, "name"));
  sol_import_row_set_text (row, "brand", sol_fixtures_get_text (fields, "brand"));
  sol_import_row_set_code (row, "kind", "kinds", sol_fixtures_get_text (fields, "kind"));
  sol_import_row_set_siret (row, sol_fixtures_get_text (fields, "siret"));
  sol_import_row_set_code (row, "naf", "naf", sol_fixtures_get_text (fields, "naf"));
  sol_import_row_set_code (row, "legal_form", "legal-forms",
                           sol_fixtures_get_text (fields, "legal_form"));
  if (g_str_equal (nature, "HEAD_OFFICE"))
    sol_import_row_set_text (row, "nature", "HEAD_OFFICE");
  else if (g_str_equal (nature, "ANTENNA"))
    sol_import_row_set_text (row, "nature", "BRANCH");
}

static void
set_year (SolImportRow *row, JsonObject *fields)
{
  gint64 year = sol_fixtures_get_number (fields, "year_constitution");

  if (year == 0)
    year = atoi (sol_fixtures_get_text (fields, "date_constitution"));
  if (year > 0)
    json_object_set_int_member (row->doc, "year", year);
}

static void
set_point (SolImportRow *row, const char *wkt)
{
  double lat, lon;

  if (*wkt == '\0')
    return;
  if (sol_wkt_read_point (wkt, strlen (wkt), &lat, &lon))
    sol_import_row_set_place (row, lat, lon);
  else
    sol_import_row_note (row, "place-wrong", wkt);
}

static void
set_seat (SolImportRow *row, JsonObject *fields)
{
  sol_import_row_set_text (row, "address", sol_fixtures_get_text (fields, "address"));
  sol_import_row_set_text (row, "postcode", sol_fixtures_get_text (fields, "post_code"));
  sol_import_row_set_text (row, "city", sol_fixtures_get_text (fields, "city"));
  sol_import_row_match_commune (row, sol_fixtures_get_text (fields, "department"));
  set_point (row, sol_fixtures_get_text (fields, "coords"));
  copy_flag (row, fields, "is_qpv", "qpv");
  copy_flag (row, fields, "is_zrr", "zrr");
}

static const char *
get_first (JsonObject *fields, const char *name, const char *other)
{
  const char *text = sol_fixtures_get_text (fields, name);

  return *text == '\0' ? sol_fixtures_get_text (fields, other) : text;
}

/* Mail and phone may be a person's: they are for the signed-in alone. */
static void
set_contact (SolImportRow *row, JsonObject *fields)
{
  g_autofree char *name = g_strconcat (sol_fixtures_get_text (fields, "contact_first_name"), " ",
                                       sol_fixtures_get_text (fields, "contact_last_name"), NULL);

  sol_import_row_set_text (row, "website", get_first (fields, "contact_website", "website"));
  sol_import_row_add_contact (row, name, NULL, get_first (fields, "contact_email", "email"),
                              get_first (fields, "contact_phone", "phone"));
}

static void
add_figure (SolImportRow *row,
            const char *measure,
            gint64 value,
            const char *date,
            const char *source)
{
  JsonObject *figure;

  if (value <= 0)
    return;
  figure = json_object_new ();
  json_object_set_string_member (figure, "id", measure);
  json_object_set_string_member (figure, "measure", measure);
  json_object_set_int_member (figure, "value", value);
  if (strlen (date) >= YEAR_LENGTH && atoi (date) > 0)
    json_object_set_int_member (figure, "year", atoi (date));
  json_object_set_string_member (figure, "source", source);
  sol_import_row_add_item (row, "figures", figure);
}

/* The turnover that the structure declares goes before that of the public register. */
static void
add_figures (SolImportRow *row, JsonObject *fields)
{
  static const char declared[] = "Le Marché de l’inclusion";
  gint64 turnover = sol_fixtures_get_number (fields, "ca");

  add_figure (row, "insertion_jobs", sol_fixtures_get_number (fields, "employees_insertion_count"),
              sol_fixtures_get_text (fields, "employees_insertion_count_last_updated"), declared);
  add_figure (row, "permanent_jobs", sol_fixtures_get_number (fields, "employees_permanent_count"),
              sol_fixtures_get_text (fields, "employees_permanent_count_last_updated"), declared);
  if (turnover > 0)
    add_figure (row, "turnover", turnover * CENTS,
                sol_fixtures_get_text (fields, "ca_last_updated"), declared);
  else
    add_figure (row, "turnover", sol_fixtures_get_number (fields, "api_entreprise_ca") * CENTS,
                sol_fixtures_get_text (fields, "api_entreprise_ca_date_fin_exercice"),
                "API Entreprise");
}

static void
set_staff (SolImportRow *row, const char *text)
{
  g_autofree char *code = sol_referential_match ("staff-brackets", text);

  if (code != NULL)
    json_object_set_string_member (row->doc, "staff_bracket", code);
  else if (*text != '\0' && !g_str_equal (text, "Non renseigné"))
    sol_import_row_note_field (row, "code-unknown", "staff_bracket", text);
}

static gboolean
is_told_ceased (JsonObject *fields)
{
  JsonNode *active = json_object_get_member (fields, "is_active");

  return active != NULL && json_node_get_value_type (active) == G_TYPE_BOOLEAN &&
         !json_node_get_boolean (active);
}

/*
 * sol_siae_make_row:
 * @object: an element of siaes.siae, which has "fields"
 *
 * Returns: (transfer full): the structure with what the other tables say of it
 */
SolImportRow *
sol_siae_make_row (SolFixtures *fixtures, JsonObject *object, guint line)
{
  JsonObject *fields = json_object_get_object_member (object, "fields");
  gint64 pk = sol_fixtures_get_number (object, "pk");
  g_autofree char *key = pk == 0 ? NULL : g_strdup_printf ("%" G_GINT64_FORMAT, pk);
  SolImportRow *row = sol_import_row_new ("le-marche", key, line);

  set_identity (row, fields);
  set_year (row, fields);
  set_seat (row, fields);
  set_contact (row, fields);
  add_figures (row, fields);
  set_staff (row, sol_fixtures_get_text (fields, "api_entreprise_employees"));
  sol_import_row_set_text (row, "description", sol_fixtures_get_text (fields, "description"));
  sol_import_row_set_instant (row, "updated_at", get_first (fields, "updated_at", "created_at"));
  row->dated = *sol_import_row_get_text (row, "updated_at") != '\0';
  row->ceased = is_told_ceased (fields);
  sol_siae_add_ties (row, fixtures, pk, fields);
  return row;
}
