/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "exchange/sol-import-private.h"
#include "exchange/sol-wkt.h"
#include "model/sol-commune.h"
#include "model/sol-referential.h"
#include "model/sol-siret.h"

#define SIRET_LENGTH 14
#define MAX_TOLD 80 /* characters of a wrong value that are told */

static void
free_note (gpointer data)
{
  SolImportNote *note = data;

  g_free (note->code);
  g_free (note->arguments);
  g_free (note);
}

SolImportRow *
sol_import_row_new (const char *source, const char *external_id, guint line)
{
  SolImportRow *self = g_new0 (SolImportRow, 1);

  self->source = g_strdup (source);
  self->external_id = g_strdup (external_id == NULL ? "" : external_id);
  self->line = line;
  self->doc = json_object_new ();
  self->contacts = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  self->terms = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  self->notes = g_ptr_array_new_with_free_func (free_note);
  return self;
}

void
sol_import_row_free (SolImportRow *self)
{
  g_free (self->source);
  g_free (self->external_id);
  json_object_unref (self->doc);
  g_ptr_array_unref (self->contacts);
  g_ptr_array_unref (self->terms);
  g_ptr_array_unref (self->notes);
  g_free (self);
}

/* Keeps something to tell of the row; @arguments are separated by U+001F. */
void
sol_import_row_note (SolImportRow *self, const char *code, const char *arguments)
{
  SolImportNote *note = g_new0 (SolImportNote, 1);

  note->code = g_strdup (code);
  note->arguments = g_strdup (arguments);
  g_ptr_array_add (self->notes, note);
}

void
sol_import_row_note_field (SolImportRow *self,
                           const char *code,
                           const char *field,
                           const char *value)
{
  g_autofree char *told = g_utf8_substring (value, 0, MIN (g_utf8_strlen (value, -1), MAX_TOLD));
  g_autofree char *arguments = g_strconcat (field, "\037", told, NULL);

  sol_import_row_note (self, code, arguments);
}

/* Returns: "" for what is not there or not a text. */
const char *
sol_import_row_get_text (SolImportRow *self, const char *field)
{
  JsonNode *node = json_object_get_member (self->doc, field);

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_STRING)
    return "";
  return json_node_get_string (node);
}

/* An empty text sets nothing; lines end as they do here. */
void
sol_import_row_set_text (SolImportRow *self, const char *field, const char *text)
{
  g_autoptr (GString) lines = g_string_new (text);

  g_string_replace (lines, "\r\n", "\n", 0);
  g_strstrip (lines->str);
  if (*lines->str != '\0')
    json_object_set_string_member (self->doc, field, lines->str);
}

/* A spreadsheet makes 84200.0 of a postcode, and 1000.0 of 01000. */
void
sol_import_row_set_postcode (SolImportRow *self, const char *text)
{
  g_autofree char *figures = g_strstrip (g_strdup (text));
  g_autofree char *postcode = NULL;

  if (g_str_has_suffix (figures, ".0"))
    figures[strlen (figures) - 2] = '\0';
  if (*figures == '\0')
    return;
  postcode = strlen (figures) == 4 ? g_strconcat ("0", figures, NULL) : g_strdup (figures);
  sol_import_row_set_text (self, "postcode", postcode);
}

/* Whatever names the code: itself, a label, another usual name. */
void
sol_import_row_set_code (SolImportRow *self, const char *field, const char *list, const char *text)
{
  g_autofree char *stripped = text == NULL ? NULL : g_strstrip (g_strdup (text));
  g_autofree char *code = NULL;

  if (stripped == NULL || *stripped == '\0')
    return;
  code = sol_referential_match (list, stripped);
  if (code == NULL)
    sol_import_row_note_field (self, "code-unknown", field, stripped);
  else
    json_object_set_string_member (self->doc, field, code);
}

/* A wrong key is kept and flagged: the number still tells the structure from others. */
void
sol_import_row_set_siret (SolImportRow *self, const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text == NULL ? "" : text));
  g_autofree char *siret = NULL;

  if (*stripped == '\0')
    return;
  if (g_str_has_suffix (stripped, ".0"))
    stripped[strlen (stripped) - 2] = '\0';
  siret = sol_siret_normalize (stripped);
  if (siret == NULL || strlen (siret) != SIRET_LENGTH ||
      strspn (siret, "0123456789") != SIRET_LENGTH)
    {
      sol_import_row_note (self, "siret-wrong", stripped);
      return;
    }
  json_object_set_string_member (self->doc, "siret", siret);
  if (sol_siret_is_valid (siret))
    return;
  json_object_set_boolean_member (self->doc, "siret_fault", TRUE);
  sol_import_row_note (self, "siret-fault", siret);
}

/* Any ISO 8601 moment, or a day, as the UTC second it falls in. */
void
sol_import_row_set_instant (SolImportRow *self, const char *field, const char *text)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) moment = NULL;
  g_autoptr (GDateTime) in_utc = NULL;
  g_autofree char *whole = NULL;
  g_autofree char *written = NULL;

  if (text == NULL || *text == '\0')
    return;
  whole = strlen (text) == strlen ("YYYY-MM-DD") ? g_strconcat (text, "T00:00:00Z", NULL)
                                                 : g_strdelimit (g_strdup (text), " ", 'T');
  moment = g_date_time_new_from_iso8601 (whole, utc);
  if (moment == NULL)
    {
      sol_import_row_note_field (self, "value-wrong", field, text);
      return;
    }
  in_utc = g_date_time_to_utc (moment);
  written = g_date_time_format (in_utc, "%Y-%m-%dT%H:%M:%SZ");
  json_object_set_string_member (self->doc, field, written);
}

/* Degrees, WGS 84. A point outside of France is a mistake: it is told and left out. */
void
sol_import_row_set_place (SolImportRow *self, double lat, double lon)
{
  SolGround ground = sol_ground_of (lat, lon);
  g_autofree char *told = g_strdup_printf ("%.5g, %.5g", lat, lon);
  JsonObject *place;

  if (ground == SOL_GROUND_ELSEWHERE)
    sol_import_row_note (self, "place-elsewhere", told);
  else if (ground == SOL_GROUND_SWAPPED)
    sol_import_row_note (self, "place-swapped", told);
  if (ground != SOL_GROUND_FRANCE)
    return;
  place = json_object_new ();
  json_object_set_double_member (place, "lat", lat);
  json_object_set_double_member (place, "lon", lon);
  json_object_set_object_member (self->doc, "place", place);
}

static void
set_department (SolImportRow *self, const char *department)
{
  const char *region;

  if (department == NULL || sol_referential_find ("departments", department) == NULL)
    return;
  region = sol_region_of_department (department);
  json_object_set_string_member (self->doc, "department", department);
  if (region != NULL)
    json_object_set_string_member (self->doc, "region", region);
}

/* A register writes "ST LAURENT DU MARONI": the commune's own name is put in its place. */
static gboolean
is_in_capitals (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_unichar_islower (g_utf8_get_char (text)))
      return FALSE;
  return TRUE;
}

/*
 * sol_import_row_match_commune:
 * @department: (nullable): what the file says, for when the commune is not found
 *
 * Fills commune, département and région from the town and postcode of the row, and says when no
 * commune fits. A doubt is told, not settled.
 */
void
sol_import_row_match_commune (SolImportRow *self, const char *department)
{
  const char *city = sol_import_row_get_text (self, "city");
  const char *postcode = sol_import_row_get_text (self, "postcode");
  const SolCommune *commune = sol_commune_find (sol_import_row_get_text (self, "commune"));
  g_autofree char *address = g_strstrip (g_strconcat (postcode, " ", city, NULL));

  if (commune == NULL && *address != '\0')
    commune = sol_commune_match (*city == '\0' ? NULL : city, *postcode == '\0' ? NULL : postcode);
  if (commune != NULL)
    {
      json_object_set_string_member (self->doc, "commune", commune->code);
      set_department (self, commune->department);
      if (is_in_capitals (city))
        json_object_set_string_member (self->doc, "city", commune->name);
      return;
    }
  set_department (self, department);
  if (*address == '\0')
    return;
  sol_import_row_note (self, "commune-unknown", address);
  if (*sol_import_row_get_text (self, "department") == '\0')
    set_department (self, sol_department_from_postcode (postcode));
}

/* Takes the ownership of @item, and gives it an id when it has none. */
void
sol_import_row_add_item (SolImportRow *self, const char *field, JsonObject *item)
{
  JsonArray *items;

  if (!json_object_has_member (self->doc, field))
    json_object_set_array_member (self->doc, field, json_array_new ());
  items = json_object_get_array_member (self->doc, field);
  if (!json_object_has_member (item, "id"))
    {
      g_autofree char *id = g_strdup_printf ("%c%u", *field, json_array_get_length (items) + 1);

      json_object_set_string_member (item, "id", id);
    }
  json_array_add_object_element (items, item);
}

static void
set_if_filled (JsonObject *object, const char *name, const char *text)
{
  g_autofree char *stripped = text == NULL ? NULL : g_strstrip (g_strdup (text));

  if (stripped != NULL && *stripped != '\0')
    json_object_set_string_member (object, name, stripped);
}

/* Nothing is kept of a contact that has neither name, mail nor phone. */
void
sol_import_row_add_contact (SolImportRow *self,
                            const char *name,
                            const char *role,
                            const char *email,
                            const char *phone)
{
  g_autoptr (JsonObject) contact = json_object_new ();

  set_if_filled (contact, "name", name);
  set_if_filled (contact, "email", email);
  set_if_filled (contact, "phone", phone);
  if (json_object_get_size (contact) == 0)
    return;
  set_if_filled (contact, "role", role);
  g_ptr_array_add (self->contacts, g_steal_pointer (&contact));
}
