/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-openapi-records.h"

#include "model/sol-record-registry.h"

static JsonObject *describe_table (const SolField *fields, guint n_fields);

static JsonObject *
make_type (const char *name)
{
  JsonObject *schema = json_object_new ();

  json_object_set_string_member (schema, "type", name);
  return schema;
}

static void
add_member (JsonObject *properties, const char *name, JsonObject *owned_schema)
{
  json_object_set_object_member (properties, name, owned_schema);
}

static JsonObject *
make_object (JsonObject *owned_properties)
{
  JsonObject *schema = make_type ("object");

  json_object_set_object_member (schema, "properties", owned_properties);
  return schema;
}

static JsonObject *
describe_place (void)
{
  JsonObject *properties = json_object_new ();

  add_member (properties, "lat", make_type ("number"));
  add_member (properties, "lon", make_type ("number"));
  return make_object (properties);
}

static JsonObject *
describe_blob (void)
{
  JsonObject *properties = json_object_new ();

  add_member (properties, "hash", make_type ("string"));
  add_member (properties, "name", make_type ("string"));
  add_member (properties, "size", make_type ("integer"));
  add_member (properties, "type", make_type ("string"));
  return make_object (properties);
}

static JsonObject *
describe_text (const SolField *field, const char *format)
{
  JsonObject *schema = make_type ("string");

  if (format != NULL)
    json_object_set_string_member (schema, "format", format);
  else if (field->max_length > 0)
    json_object_set_int_member (schema, "maxLength", field->max_length);
  if (field->list != NULL && field->kind != SOL_FIELD_REFERENCE)
    {
      g_autofree char *text = g_strdup_printf ("A code of /v1/referentials/%s", field->list);

      json_object_set_string_member (schema, "description", text);
    }
  return schema;
}

static JsonObject *
describe_array (const SolField *field, JsonObject *owned_items)
{
  JsonObject *schema = make_type ("array");

  if (field->max_length > 0)
    json_object_set_int_member (schema, "maxItems", field->max_length);
  json_object_set_object_member (schema, "items", owned_items);
  return schema;
}

static JsonObject *
describe_codes (const SolField *field)
{
  SolField code = *field;

  code.max_length = 0;
  return describe_array (field, describe_text (&code, NULL));
}

static JsonObject *
describe_items (const SolField *field)
{
  JsonObject *item = describe_table (field->items->fields, field->items->n_fields);

  add_member (json_object_get_object_member (item, "properties"), "id", make_type ("string"));
  return describe_array (field, item);
}

static JsonObject *
describe_number (const SolField *field)
{
  JsonObject *schema = make_type ("integer");

  json_object_set_string_member (schema, "format", "int64");
  if (field->kind == SOL_FIELD_MONEY)
    json_object_set_string_member (schema, "description", "Cents of euro");
  if (field->max_length > 0)
    json_object_set_int_member (schema, "maximum", field->max_length);
  return schema;
}

static JsonObject *
describe_field (const SolField *field)
{
  switch (field->kind)
    {
    case SOL_FIELD_CODES:
      return describe_codes (field);
    case SOL_FIELD_NUMBER:
    case SOL_FIELD_MONEY:
      return describe_number (field);
    case SOL_FIELD_FLAG:
      return make_type ("boolean");
    case SOL_FIELD_DATE:
      return describe_text (field, "date");
    case SOL_FIELD_INSTANT:
      return describe_text (field, "date-time");
    case SOL_FIELD_PLACE:
      return describe_place ();
    case SOL_FIELD_REFERENCE:
      return describe_text (field, "uuid");
    case SOL_FIELD_ITEMS:
      return describe_items (field);
    case SOL_FIELD_BLOB:
      return describe_blob ();
    default:
      return describe_text (field, NULL);
    }
}

static JsonObject *
describe_table (const SolField *fields, guint n_fields)
{
  JsonObject *properties = json_object_new ();

  for (guint i = 0; i < n_fields; i++)
    add_member (properties, fields[i].name, describe_field (&fields[i]));
  return make_object (properties);
}

/**
 * sol_openapi_describe_record:
 * @type: a name of the registry
 *
 * Returns: (transfer full): the JSON schema of its documents, from its table of fields. What is
 *   empty is not there: no field is always there
 */
JsonObject *
sol_openapi_describe_record (const char *type, const char *id_text)
{
  GType gtype = sol_record_registry_find (type);
  g_autoptr (GTypeClass) klass = g_type_class_ref (gtype);
  SolRecordClass *record = SOL_RECORD_CLASS (klass);
  JsonObject *schema = describe_table (record->fields, record->n_fields);

  if (id_text != NULL)
    json_object_set_string_member (schema, "description", id_text);
  return schema;
}
