/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-item.h"

#include "model/sol-model-error.h"

/**
 * SolItem:
 *
 * One element of a field of items: an id and values laid out by the table of that field. Once it
 * is shared it does not change.
 */
struct _SolItem
{
  GObject parent_instance;

  const SolFieldTable *table;
  char *id;
  char *at;       /* (nullable): its position; the list of those that have none is in its order */
  GValue *values; /* one a field, in the order of the table */
};

G_DEFINE_FINAL_TYPE (SolItem, sol_item, G_TYPE_OBJECT)

static void
sol_item_finalize (GObject *object)
{
  SolItem *self = SOL_ITEM (object);

  for (guint i = 0; i < self->table->n_fields; i++)
    g_value_unset (&self->values[i]);
  g_free (self->values);
  g_free (self->id);
  g_free (self->at);
  G_OBJECT_CLASS (sol_item_parent_class)->finalize (object);
}

static void
sol_item_class_init (SolItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sol_item_finalize;
}

static void
sol_item_init (SolItem *self)
{
}

static void
read_value (SolItem *self, JsonObject *object, guint index)
{
  const SolField *field = &self->table->fields[index];
  JsonNode *node = json_object_get_member (object, field->name);
  g_auto (GValue) value = G_VALUE_INIT;

  if (node != NULL && sol_field_read_json (field, node, &value))
    sol_value_copy (&value, &self->values[index]);
}

/**
 * sol_item_new:
 * @table: static, of the field it is in
 * @at: (nullable): its position
 *
 * Returns: (transfer full): an empty item
 */
SolItem *
sol_item_new (const SolFieldTable *table, const char *id, const char *at)
{
  SolItem *self = g_object_new (SOL_TYPE_ITEM, NULL);

  self->table = table;
  self->id = g_strdup (id);
  self->at = g_strdup (at);
  self->values = g_new0 (GValue, table->n_fields);
  return self;
}

/**
 * sol_item_copy:
 *
 * Returns: (transfer full): the same values, under @id and at @at
 */
SolItem *
sol_item_copy (SolItem *self, const char *id, const char *at)
{
  SolItem *copy = sol_item_new (self->table, id, at);

  for (guint i = 0; i < self->table->n_fields; i++)
    sol_value_copy (&self->values[i], &copy->values[i]);
  return copy;
}

static gboolean
is_text_or_missing (JsonNode *node)
{
  return node == NULL || json_node_get_value_type (node) == G_TYPE_STRING;
}

/**
 * sol_item_new_from_json:
 * @table: static, of the field it is in
 *
 * Lenient as sol_record_load(): what the table does not know is left out.
 *
 * Returns: (transfer full) (nullable): %NULL for an object whose id or position is not a text
 */
SolItem *
sol_item_new_from_json (const SolFieldTable *table, JsonObject *object)
{
  JsonNode *id = json_object_get_member (object, "id");
  JsonNode *at = json_object_get_member (object, "at");
  SolItem *self;

  if (!is_text_or_missing (id) || !is_text_or_missing (at))
    return NULL;

  self = sol_item_new (table, id != NULL ? json_node_get_string (id) : NULL,
                       at != NULL ? json_node_get_string (at) : NULL);
  for (guint i = 0; i < table->n_fields; i++)
    read_value (self, object, i);
  return self;
}

/**
 * sol_item_to_json:
 *
 * Returns: (transfer full): its id, its position and the fields that are not empty, in the order of
 * the table
 */
JsonObject *
sol_item_to_json (SolItem *self)
{
  JsonObject *object = json_object_new ();

  if (self->id != NULL)
    json_object_set_string_member (object, "id", self->id);
  if (self->at != NULL)
    json_object_set_string_member (object, "at", self->at);
  for (guint i = 0; i < self->table->n_fields; i++)
    if (!sol_value_is_empty (&self->values[i]))
      json_object_set_member (object, self->table->fields[i].name,
                              sol_value_to_json (&self->values[i]));
  return object;
}

gboolean
sol_item_equal (SolItem *a, SolItem *b)
{
  if (a->table != b->table || g_strcmp0 (a->id, b->id) != 0 || g_strcmp0 (a->at, b->at) != 0)
    return FALSE;
  for (guint i = 0; i < a->table->n_fields; i++)
    if (!sol_value_equal (&a->values[i], &b->values[i]))
      return FALSE;

  return TRUE;
}

/**
 * sol_item_check:
 *
 * As sol_field_check(), that the required fields are there, and what its table asks besides.
 */
gboolean
sol_item_check (SolItem *self, GError **error)
{
  for (guint i = 0; i < self->table->n_fields; i++)
    {
      const SolField *field = &self->table->fields[i];

      if ((field->flags & SOL_FIELD_REQUIRED) && sol_value_is_empty (&self->values[i]))
        {
          g_set_error (error, SOL_MODEL_ERROR, SOL_MODEL_ERROR_INCOMPLETE, "Missing: %s",
                       field->name);
          sol_model_error_prepend_argument (error, field->name);
          return FALSE;
        }
      if (!sol_field_check (field, &self->values[i], error))
        return FALSE;
    }

  return self->table->check == NULL || self->table->check (self, error);
}

/**
 * sol_item_get_id:
 *
 * Returns: (nullable): unique within its list
 */
const char *
sol_item_get_id (SolItem *self)
{
  return self->id;
}

/**
 * sol_item_get_at:
 *
 * Returns: (nullable): its position, see sol_position_between()
 */
const char *
sol_item_get_at (SolItem *self)
{
  return self->at;
}

const SolFieldTable *
sol_item_get_table (SolItem *self)
{
  return self->table;
}

/**
 * sol_item_get_values:
 *
 * Returns: (transfer none): one a field, in the order of the table; to be written only by who just
 *   made the item
 */
GValue *
sol_item_get_values (SolItem *self)
{
  return self->values;
}

/**
 * sol_item_get_value:
 * @name: of a field of its table; another name is a fault of the program
 *
 * Returns: (transfer none): the value, unset while the field is empty
 */
const GValue *
sol_item_get_value (SolItem *self, const char *name)
{
  for (guint i = 0; i < self->table->n_fields; i++)
    if (g_str_equal (self->table->fields[i].name, name))
      return &self->values[i];

  g_return_val_if_reached (NULL);
}

/**
 * sol_item_get_text:
 *
 * Returns: (nullable): %NULL while the field is empty
 */
const char *
sol_item_get_text (SolItem *self, const char *name)
{
  const GValue *value = sol_item_get_value (self, name);

  return value != NULL && G_IS_VALUE (value) ? g_value_get_string (value) : NULL;
}

/**
 * sol_item_set_text:
 * @text: (nullable): %NULL leaves what is there
 *
 * Only while nobody else holds the item.
 */
void
sol_item_set_text (SolItem *self, const char *name, const char *text)
{
  GValue *value = (GValue *) sol_item_get_value (self, name);

  if (value == NULL || text == NULL)
    return;
  if (!G_IS_VALUE (value))
    g_value_init (value, G_TYPE_STRING);
  g_value_set_string (value, text);
}

/**
 * sol_item_get_codes:
 *
 * Returns: (transfer none): the codes, an empty list while nobody chose
 */
const char *const *
sol_item_get_codes (SolItem *self, const char *name)
{
  static const char *const nothing[] = { NULL };
  const GValue *value = sol_item_get_value (self, name);

  return value != NULL && G_IS_VALUE (value) ? g_value_get_boxed (value) : nothing;
}

/**
 * sol_item_get_number:
 * @number: (out): set when it is known
 *
 * Returns: whether somebody said
 */
gboolean
sol_item_get_number (SolItem *self, const char *name, gint64 *number)
{
  const GValue *value = sol_item_get_value (self, name);

  if (value == NULL || !G_IS_VALUE (value))
    return FALSE;

  *number = g_value_get_int64 (value);
  return TRUE;
}

/**
 * sol_item_get_items:
 *
 * Returns: (transfer none) (nullable) (element-type SolItem): %NULL for none
 */
GPtrArray *
sol_item_get_items (SolItem *self, const char *name)
{
  const GValue *value = sol_item_get_value (self, name);

  return value != NULL && G_IS_VALUE (value) ? g_value_get_boxed (value) : NULL;
}

/**
 * sol_item_get_blob:
 *
 * Returns: (transfer none) (nullable): %NULL for none
 */
const SolBlob *
sol_item_get_blob (SolItem *self, const char *name)
{
  const GValue *value = sol_item_get_value (self, name);

  return value != NULL && G_IS_VALUE (value) ? g_value_get_boxed (value) : NULL;
}

/**
 * sol_item_find_blob:
 *
 * Returns: (transfer none) (nullable): the attachment of that hash, in whatever field it is
 */
const SolBlob *
sol_item_find_blob (SolItem *self, const char *hash)
{
  const SolBlob *found = NULL;

  for (guint i = 0; i < self->table->n_fields && found == NULL; i++)
    found = sol_value_find_blob (&self->values[i], hash);
  return found;
}

/* Adds to @blobs the attachments of all its fields, which stay its own. */
void
sol_item_add_blobs (SolItem *self, GPtrArray *blobs)
{
  for (guint i = 0; i < self->table->n_fields; i++)
    sol_value_add_blobs (&self->values[i], blobs);
}
