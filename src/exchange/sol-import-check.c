/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "exchange/sol-import-private.h"
#include "model/sol-commune.h"
#include "model/sol-json.h"
#include "model/sol-model-error.h"
#include "model/sol-referential.h"
#include "model/sol-siret.h"
#include "model/sol-supplier-contact.h"
#include "model/sol-supplier.h"
#include "model/sol-term.h"

#define MAX_ITEMS 1000 /* of one field that sets no limit of its own */

static const SolField *
find_field (const SolFieldTable *table, const char *name)
{
  for (guint i = 0; i < table->n_fields; i++)
    if (g_str_equal (table->fields[i].name, name))
      return &table->fields[i];
  return NULL;
}

static gboolean
is_known_code (SolImportRow *row, const char *list, const char *code)
{
  if (g_str_equal (list, "communes"))
    return sol_commune_find (code) != NULL;
  return sol_referential_find (list, code) != NULL || sol_import_row_has_term (row, list, code);
}

static void
note_node (SolImportRow *row, const char *code, const char *field, JsonNode *node)
{
  GString *text = g_string_new (NULL);

  if (json_node_get_value_type (node) == G_TYPE_STRING)
    g_string_append (text, json_node_get_string (node));
  else
    sol_json_print (node, text);
  sol_import_row_note_field (row, code, field, text->str);
  g_string_free (text, TRUE);
}

/* A set keeps the codes that are known. */
static gboolean
check_codes (SolImportRow *row, const SolField *field, const char *told, JsonNode *node)
{
  JsonArray *codes = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = codes == NULL ? 0 : json_array_get_length (codes); i > 0; i--)
    {
      JsonNode *code = json_array_get_element (codes, i - 1);

      if (json_node_get_value_type (code) == G_TYPE_STRING &&
          (field->list == NULL || is_known_code (row, field->list, json_node_get_string (code))))
        continue;
      note_node (row, "code-unknown", told, code);
      json_array_remove_element (codes, i - 1);
    }
  return codes != NULL && json_array_get_length (codes) > 0;
}

static gboolean
check_value (SolImportRow *row, const SolField *field, const char *told, JsonNode *node)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;
  SolField plain = *field;

  /* A SIRET with a wrong key is kept: sol_import_row_set_siret() has told it. */
  if (field->check == sol_siret_is_valid)
    plain.check = NULL;
  if (field->kind == SOL_FIELD_CODES && !check_codes (row, field, told, node))
    return FALSE;
  if (!sol_field_read_json (&plain, node, &value))
    {
      note_node (row, "value-wrong", told, node);
      return FALSE;
    }
  if (field->kind == SOL_FIELD_CODE && field->list != NULL && !sol_value_is_empty (&value) &&
      !is_known_code (row, field->list, json_node_get_string (node)))
    {
      note_node (row, "code-unknown", told, node);
      return FALSE;
    }
  if (sol_field_check (&plain, &value, &error))
    return TRUE;
  if (g_error_matches (error, SOL_MODEL_ERROR, SOL_MODEL_ERROR_TOO_LONG))
    sol_import_row_note (row, "too-long", told);
  else
    note_node (row, "value-wrong", told, node);
  return FALSE;
}

static gboolean
check_node (SolImportRow *row, const SolField *field, const char *told, JsonNode *node);

static gboolean
has_required (const SolFieldTable *table, JsonObject *object)
{
  for (guint i = 0; i < table->n_fields; i++)
    if ((table->fields[i].flags & SOL_FIELD_REQUIRED) != 0 &&
        !json_object_has_member (object, table->fields[i].name))
      return FALSE;
  return TRUE;
}

/* Removes from @object what its table does not allow. @told: of an item, the field that holds it.
 */
static void
check_object (SolImportRow *row, const SolFieldTable *table, const char *told, JsonObject *object)
{
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *name = names; name != NULL; name = name->next)
    {
      const SolField *field = find_field (table, name->data);
      JsonNode *node = json_object_get_member (object, name->data);
      const char *shown = told == NULL ? name->data : told;

      if (told != NULL && g_str_equal (name->data, "id"))
        continue;
      if (field == NULL)
        sol_import_row_note (row, "field-unknown", name->data);
      if (field == NULL || JSON_NODE_HOLDS_NULL (node) || !check_node (row, field, shown, node))
        json_object_remove_member (object, name->data);
    }
}

static gboolean
check_item (SolImportRow *row, const SolField *field, const char *told, JsonNode *node)
{
  JsonObject *item = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (item == NULL)
    return FALSE;
  check_object (row, field->items, told, item);
  return has_required (field->items, item);
}

static gboolean
check_items (SolImportRow *row, const SolField *field, const char *told, JsonNode *node)
{
  JsonArray *items = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  guint max = field->max_length == 0 ? MAX_ITEMS : field->max_length;

  if (items == NULL)
    {
      note_node (row, "value-wrong", told, node);
      return FALSE;
    }
  if (json_array_get_length (items) > max)
    {
      g_autofree char *arguments = g_strdup_printf ("%s\037%u", told, max);

      sol_import_row_note (row, "too-many", arguments);
      while (json_array_get_length (items) > max)
        json_array_remove_element (items, json_array_get_length (items) - 1);
    }
  for (guint i = json_array_get_length (items); i > 0; i--)
    {
      if (check_item (row, field, told, json_array_get_element (items, i - 1)))
        continue;
      sol_import_row_note (row, "item-wrong", told);
      json_array_remove_element (items, i - 1);
    }
  return json_array_get_length (items) > 0;
}

static gboolean
check_node (SolImportRow *row, const SolField *field, const char *told, JsonNode *node)
{
  if (field->kind == SOL_FIELD_ITEMS)
    return check_items (row, field, told, node);
  return check_value (row, field, told, node);
}

/* Returns: whether @doc has all that a record of that type must have. */
static gboolean
check_record (SolImportRow *row, GType type, JsonObject *doc)
{
  g_autoptr (GTypeClass) class = g_type_class_ref (type);
  SolRecordClass *record_class = SOL_RECORD_CLASS (class);
  SolFieldTable table = { record_class->fields, record_class->n_fields };

  check_object (row, &table, NULL, doc);
  return has_required (&table, doc);
}

/* First, as a code that is left out is none that the structure could have. */
static void
check_terms (SolImportRow *row)
{
  for (guint i = row->terms->len; i > 0; i--)
    if (!check_record (row, SOL_TYPE_TERM, row->terms->pdata[i - 1]) && !row->is_term)
      g_ptr_array_remove_index (row->terms, i - 1);
}

/*
 * sol_import_row_check:
 *
 * Takes out of the row what the tables of the records do not allow, and tells each thing. A row
 * is not lost for one bad field.
 */
void
sol_import_row_check (SolImportRow *self)
{
  check_terms (self);
  check_record (self, SOL_TYPE_SUPPLIER, self->doc);
  for (guint i = 0; i < self->contacts->len; i++)
    check_record (self, SOL_TYPE_SUPPLIER_CONTACT, self->contacts->pdata[i]);
}
