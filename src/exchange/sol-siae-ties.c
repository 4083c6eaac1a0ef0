/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "exchange/sol-siae-private.h"
#include "model/sol-json.h"
#include "model/sol-referential.h"

/* What the other tables of the peer say of a structure, or its own lists of keys. */

static JsonArray *
get_array (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static gint64
get_key (JsonArray *array, guint index)
{
  JsonNode *node = json_array_get_element (array, index);

  return json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node) : 0;
}

static JsonObject *
new_item (char letter, gint64 pk)
{
  JsonObject *item = json_object_new ();
  g_autofree char *id = g_strdup_printf ("%c%" G_GINT64_FORMAT, letter, pk);

  json_object_set_string_member (item, "id", id);
  return item;
}

/* Returns: (nullable): our code for a row of the peer's list; of an open list a new one. Else it is
 * told that there is none. */
static char *
find_code (SolImportRow *row,
           SolFixtures *fixtures,
           const char *model,
           const char *list,
           gint64 pk,
           const char *field)
{
  const char *slug = sol_fixtures_find_slug (fixtures, model, pk);
  g_autofree char *peer_list = g_strconcat ("peer-", list, NULL);
  g_autofree char *code = sol_peer_code (peer_list, slug);
  g_autofree char *number = NULL;

  if (code != NULL && sol_referential_find (list, code) != NULL)
    return g_steal_pointer (&code);
  if (slug != NULL && sol_referential_is_open (list))
    return sol_import_row_add_term (row, list, slug, sol_fixtures_find_title (fixtures, model, pk));
  number = g_strdup_printf ("%" G_GINT64_FORMAT, pk);
  sol_import_row_note_field (row, "code-unknown", field, slug == NULL ? number : slug);
  return NULL;
}

static void
set_modes (JsonObject *activity, JsonArray *modes)
{
  JsonArray *codes = json_array_new ();

  for (guint i = 0; modes != NULL && i < json_array_get_length (modes); i++)
    json_array_add_element (codes, json_node_copy (json_array_get_element (modes, i)));
  if (json_array_get_length (codes) > 0)
    json_object_set_array_member (activity, "modes", codes);
  else
    json_array_unref (codes);
}

static void
set_zones (SolImportRow *row, SolFixtures *fixtures, JsonObject *activity, JsonArray *locations)
{
  JsonArray *zones = json_array_new ();

  for (guint i = 0; locations != NULL && i < json_array_get_length (locations); i++)
    {
      gint64 pk = get_key (locations, i);
      const char *zone = sol_fixtures_find_slug (fixtures, "perimeters.perimeter", pk);
      g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, pk);

      if (zone == NULL)
        sol_import_row_note_field (row, "code-unknown", "zones", number);
      else
        json_array_add_string_element (zones, zone);
    }
  json_object_set_array_member (activity, "zones", zones);
}

static void
add_activity (SolImportRow *row,
              SolFixtures *fixtures,
              gint64 pk,
              gint64 sector,
              JsonObject *fields)
{
  g_autofree char *code = find_code (row, fixtures, "sectors.sector", "sectors", sector, "sectors");
  const char *reach = sol_fixtures_get_text (fields, "geo_range");
  gint64 radius = sol_fixtures_get_number (fields, "geo_range_custom_distance");
  JsonObject *activity;

  if (code == NULL)
    return;
  activity = new_item ('a', pk);
  json_object_set_string_member (activity, "sector", code);
  set_modes (activity, get_array (fields, "presta_type"));
  if (*reach != '\0')
    json_object_set_string_member (activity, "reach", reach);
  if (g_str_equal (reach, "CUSTOM") && radius > 0)
    json_object_set_int_member (activity, "radius_km", radius);
  if (g_str_equal (reach, "ZONES"))
    set_zones (row, fixtures, activity, get_array (fields, "locations"));
  sol_import_row_add_item (row, "activities", activity);
}

static void
add_network (SolImportRow *row, SolFixtures *fixtures, gint64 pk)
{
  g_autofree char *code = find_code (row, fixtures, "networks.network", "networks", pk, "networks");
  JsonArray *codes;

  if (code == NULL)
    return;
  if (!json_object_has_member (row->doc, "networks"))
    json_object_set_array_member (row->doc, "networks", json_array_new ());
  codes = json_object_get_array_member (row->doc, "networks");
  for (guint i = 0; i < json_array_get_length (codes); i++)
    if (g_str_equal (json_array_get_string_element (codes, i), code))
      return;
  json_array_add_string_element (codes, code);
}

static void
add_label (SolImportRow *row, SolFixtures *fixtures, gint64 pk, gint64 label)
{
  g_autofree char *code = find_code (row, fixtures, "labels.label", "labels", label, "labels");
  JsonObject *item;

  if (code == NULL)
    return;
  item = new_item ('l', pk);
  json_object_set_string_member (item, "label", code);
  sol_import_row_add_item (row, "labels", item);
}

/* An offer and a reference both have a name and perhaps a text. */
static void
add_named (SolImportRow *row, const char *field, const char *title, gint64 pk, JsonObject *fields)
{
  JsonObject *item = new_item (*field, pk);
  const char *text = sol_fixtures_get_text (fields, "description");

  json_object_set_string_member (item, title, sol_fixtures_get_text (fields, "name"));
  if (*text != '\0')
    json_object_set_string_member (item, "text", text);
  sol_import_row_add_item (row, field, item);
}

static void
add_tied (SolImportRow *row, SolFixtures *fixtures, JsonObject *object)
{
  const char *model = sol_fixtures_get_text (object, "model");
  JsonObject *fields = json_object_get_object_member (object, "fields");
  gint64 pk = sol_fixtures_get_number (object, "pk");

  if (g_str_equal (model, "siaes.siaeactivity"))
    add_activity (row, fixtures, pk, sol_fixtures_get_number (fields, "sector"), fields);
  else if (g_str_equal (model, "siaes.siae_networks"))
    add_network (row, fixtures, sol_fixtures_get_number (fields, "network"));
  else if (g_str_equal (model, "siaes.siaelabel"))
    add_label (row, fixtures, pk, sol_fixtures_get_number (fields, "label"));
  else if (g_str_equal (model, "siaes.siaeoffer"))
    add_named (row, "offers", "title", pk, fields);
  else
    add_named (row, "references", "name", pk, fields);
}

static void
add_own_lists (SolImportRow *row, SolFixtures *fixtures, JsonObject *fields)
{
  JsonArray *sectors = get_array (fields, "sectors");
  JsonArray *networks = get_array (fields, "networks");

  for (guint i = 0; sectors != NULL && i < json_array_get_length (sectors); i++)
    add_activity (row, fixtures, get_key (sectors, i), get_key (sectors, i), fields);
  for (guint i = 0; networks != NULL && i < json_array_get_length (networks); i++)
    add_network (row, fixtures, get_key (networks, i));
}

/*
 * sol_siae_add_ties:
 * @pk: of the structure
 * @fields: its own
 *
 * Adds activities, networks, labels, offers and references. Older files of the peer have the
 * sectors and networks in the structure's own row.
 */
void
sol_siae_add_ties (SolImportRow *row, SolFixtures *fixtures, gint64 pk, JsonObject *fields)
{
  GPtrArray *rows = sol_fixtures_get_rows (fixtures, pk);

  add_own_lists (row, fixtures, fields);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const char *text = rows->pdata[i];
      g_autoptr (JsonNode) node = sol_json_parse (text, strlen (text), NULL);

      if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
        add_tied (row, fixtures, json_node_get_object (node));
    }
}
