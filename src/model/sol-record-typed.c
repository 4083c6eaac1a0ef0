/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-record-typed.h"

#include <string.h>

#include "model/sol-json.h"
#include "model/sol-model-error.h"

/* Values as they are typed on a command line. */

static JsonNode *
read_codes (const char *typed)
{
  g_auto (GStrv) codes = g_strsplit (typed, ",", -1);
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; codes[i] != NULL; i++)
    json_array_add_string_element (array, g_strstrip (codes[i]));
  json_node_take_array (node, array);
  return node;
}

static JsonNode *
make_text (const char *typed)
{
  JsonNode *node = json_node_new (JSON_NODE_VALUE);

  json_node_set_string (node, typed);
  return node;
}

/* Returns: (transfer full) (nullable): %NULL for what cannot be that kind of value */
static JsonNode *
read_typed (const SolField *field, const char *typed)
{
  switch (field->kind)
    {
    case SOL_FIELD_CODES:
      return read_codes (typed);
    case SOL_FIELD_NUMBER:
    case SOL_FIELD_MONEY:
    case SOL_FIELD_FLAG:
    case SOL_FIELD_PLACE:
    case SOL_FIELD_ITEMS:
    case SOL_FIELD_BLOB:
      return sol_json_parse (typed, strlen (typed), NULL);
    default:
      return make_text (typed);
    }
}

/**
 * sol_record_set_typed:
 * @typed: a text as it is; codes with commas between them; numbers, true and false, places and
 *   items as JSON; nothing at all empties the field
 *
 * Sets a field that its user may write.
 *
 * Returns: %FALSE with a #SolModelError whose argument is @name
 */
gboolean
sol_record_set_typed (SolRecord *self, const char *name, const char *typed, GError **error)
{
  guint index;
  const SolField *field = sol_record_find_field (self, name, &index);
  g_autoptr (JsonNode) node = NULL;
  g_auto (GValue) value = G_VALUE_INIT;

  if (field == NULL || (field->flags & SOL_FIELD_SERVER) != 0)
    return sol_model_refuse (error, SOL_MODEL_ERROR_UNKNOWN_FIELD, name, "No such field to write");
  if (*typed == '\0')
    {
      sol_record_set_value (self, index, &value);
      return TRUE;
    }
  node = read_typed (field, typed);
  if (node == NULL || !sol_field_read_json (field, node, &value))
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_VALUE, name, "Not a value of this field");
  if (!sol_field_check (field, &value, error))
    return FALSE;
  sol_record_set_value (self, index, &value);
  return TRUE;
}

/* An argument of an operation: its function says what it has to be. */
void
sol_patch_set_argument (SolPatch *self, const char *name, const char *typed)
{
  if (self->set == NULL)
    self->set = json_object_new ();
  json_object_set_string_member (self->set, name, typed);
}
