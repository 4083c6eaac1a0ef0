/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "model/sol-field.h"
#include "model/sol-item.h"

#define HASH_LENGTH 64     /* hexadecimal digits of a SHA-256 */
#define MAX_FILE_NAME 255  /* bytes, as file systems have it */
#define MAX_MEDIA_TYPE 100 /* bytes */

/* A field that nobody filled is an unset GValue: unknown is never zero, false or "". */

SolPlace *
sol_place_copy (const SolPlace *self)
{
  return g_memdup2 (self, sizeof *self);
}

G_DEFINE_BOXED_TYPE (SolPlace, sol_place, sol_place_copy, g_free)

SolBlob *
sol_blob_copy (const SolBlob *self)
{
  SolBlob *copy = g_new0 (SolBlob, 1);

  copy->hash = g_strdup (self->hash);
  copy->name = g_strdup (self->name);
  copy->size = self->size;
  copy->media_type = g_strdup (self->media_type);
  return copy;
}

void
sol_blob_free (SolBlob *self)
{
  g_free (self->hash);
  g_free (self->name);
  g_free (self->media_type);
  g_free (self);
}

/* "image/png" */
static gboolean
is_media_type (const char *text)
{
  const char *slash = strchr (text, '/');

  return slash != NULL && slash != text && slash[1] != '\0' && strlen (text) <= MAX_MEDIA_TYPE &&
         strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789.+-/") == strlen (text) &&
         strchr (slash + 1, '/') == NULL;
}

/* It becomes that of a file on somebody's disk. */
static gboolean
is_file_name (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_iscntrl (g_utf8_get_char (at)) || *at == '/' || *at == '\\')
      return FALSE;
  return *text != '\0' && *text != '.' && strlen (text) <= MAX_FILE_NAME;
}

/* Whether it is what a user may write. */
gboolean
sol_blob_is_sound (const SolBlob *self)
{
  return strlen (self->hash) == HASH_LENGTH &&
         strspn (self->hash, "0123456789abcdef") == HASH_LENGTH && is_file_name (self->name) &&
         is_media_type (self->media_type);
}

G_DEFINE_BOXED_TYPE (SolBlob, sol_blob, sol_blob_copy, sol_blob_free)

gboolean
sol_value_is_empty (const GValue *value)
{
  if (!G_IS_VALUE (value))
    return TRUE;
  if (G_VALUE_HOLDS_STRING (value))
    return g_value_get_string (value) == NULL || *g_value_get_string (value) == '\0';
  if (G_VALUE_HOLDS (value, G_TYPE_STRV))
    return g_value_get_boxed (value) == NULL || *(GStrv) g_value_get_boxed (value) == NULL;
  if (G_VALUE_HOLDS (value, G_TYPE_PTR_ARRAY))
    return g_value_get_boxed (value) == NULL || ((GPtrArray *) g_value_get_boxed (value))->len == 0;

  return FALSE;
}

static gboolean
items_equal (const GPtrArray *a, const GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (!sol_item_equal (a->pdata[i], b->pdata[i]))
      return FALSE;

  return TRUE;
}

static gboolean
places_equal (const SolPlace *a, const SolPlace *b)
{
  return memcmp (a, b, sizeof *a) == 0;
}

static gboolean
blobs_equal (const SolBlob *a, const SolBlob *b)
{
  return g_strcmp0 (a->hash, b->hash) == 0 && g_strcmp0 (a->name, b->name) == 0 &&
         a->size == b->size && g_strcmp0 (a->media_type, b->media_type) == 0;
}

/* For two values of one field. */
gboolean
sol_value_equal (const GValue *a, const GValue *b)
{
  if (sol_value_is_empty (a) || sol_value_is_empty (b))
    return sol_value_is_empty (a) && sol_value_is_empty (b);
  if (G_VALUE_HOLDS_STRING (a))
    return g_str_equal (g_value_get_string (a), g_value_get_string (b));
  if (G_VALUE_HOLDS_INT64 (a))
    return g_value_get_int64 (a) == g_value_get_int64 (b);
  if (G_VALUE_HOLDS_BOOLEAN (a))
    return g_value_get_boolean (a) == g_value_get_boolean (b);
  if (G_VALUE_HOLDS (a, G_TYPE_PTR_ARRAY))
    return items_equal (g_value_get_boxed (a), g_value_get_boxed (b));
  if (G_VALUE_HOLDS (a, SOL_TYPE_PLACE))
    return places_equal (g_value_get_boxed (a), g_value_get_boxed (b));
  if (G_VALUE_HOLDS (a, SOL_TYPE_BLOB))
    return blobs_equal (g_value_get_boxed (a), g_value_get_boxed (b));

  return g_strv_equal (g_value_get_boxed (a), g_value_get_boxed (b));
}

static const SolBlob *
find_in_items (GPtrArray *items, const char *hash)
{
  const SolBlob *found = NULL;

  for (guint i = 0; i < items->len && found == NULL; i++)
    found = sol_item_find_blob (g_ptr_array_index (items, i), hash);
  return found;
}

/* Returns: (transfer none) (nullable): the attachment of that hash in @value */
const SolBlob *
sol_value_find_blob (const GValue *value, const char *hash)
{
  const SolBlob *blob;

  if (sol_value_is_empty (value))
    return NULL;
  if (G_VALUE_HOLDS (value, G_TYPE_PTR_ARRAY))
    return find_in_items (g_value_get_boxed (value), hash);
  if (!G_VALUE_HOLDS (value, SOL_TYPE_BLOB))
    return NULL;
  blob = g_value_get_boxed (value);
  return g_str_equal (blob->hash, hash) ? blob : NULL;
}

/* Adds to @blobs the attachments in @value, which stay its own. */
void
sol_value_add_blobs (const GValue *value, GPtrArray *blobs)
{
  const GPtrArray *items;

  if (sol_value_is_empty (value))
    return;
  if (G_VALUE_HOLDS (value, SOL_TYPE_BLOB))
    g_ptr_array_add (blobs, g_value_get_boxed (value));
  if (!G_VALUE_HOLDS (value, G_TYPE_PTR_ARRAY))
    return;
  items = g_value_get_boxed (value);
  for (guint i = 0; i < items->len; i++)
    sol_item_add_blobs (items->pdata[i], blobs);
}

static int
compare_codes (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Sorted and without repeats, so that equal sets are equal values. */
static GStrv
normalize_codes (const char *const *codes)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; codes[i] != NULL; i++)
    g_ptr_array_add (sorted, (char *) codes[i]);
  g_ptr_array_sort (sorted, compare_codes);
  for (guint i = 0; i < sorted->len; i++)
    if (i == 0 || !g_str_equal (sorted->pdata[i], sorted->pdata[i - 1]))
      g_strv_builder_add (builder, sorted->pdata[i]);

  return g_strv_builder_end (builder);
}

/**
 * sol_value_copy:
 * @copy: (out caller-allocates): unset before; stays so when @value is empty
 *
 * Copies a value into the one form it is kept in. Items do not change once made, so their list
 * is shared.
 */
void
sol_value_copy (const GValue *value, GValue *copy)
{
  if (sol_value_is_empty (value))
    return;

  g_value_init (copy, G_VALUE_TYPE (value));
  if (G_VALUE_HOLDS (value, G_TYPE_STRV))
    g_value_take_boxed (copy, normalize_codes (g_value_get_boxed (value)));
  else
    g_value_copy (value, copy);
}

static JsonNode *
take_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return node;
}

static JsonNode *
codes_to_json (const char *const *codes)
{
  g_autoptr (JsonArray) array = json_array_new ();

  for (guint i = 0; codes[i] != NULL; i++)
    json_array_add_string_element (array, codes[i]);
  return json_node_init_array (json_node_alloc (), array);
}

static JsonNode *
items_to_json (const GPtrArray *items)
{
  g_autoptr (JsonArray) array = json_array_new ();

  for (guint i = 0; i < items->len; i++)
    json_array_add_object_element (array, sol_item_to_json (items->pdata[i]));
  return json_node_init_array (json_node_alloc (), array);
}

static JsonNode *
place_to_json (const SolPlace *place)
{
  JsonObject *object = json_object_new ();

  json_object_set_double_member (object, "lat", place->lat);
  json_object_set_double_member (object, "lon", place->lon);
  return take_object (object);
}

static JsonNode *
blob_to_json (const SolBlob *blob)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "hash", blob->hash);
  json_object_set_string_member (object, "name", blob->name);
  json_object_set_int_member (object, "size", blob->size);
  json_object_set_string_member (object, "type", blob->media_type);
  return take_object (object);
}

/**
 * sol_value_to_json:
 *
 * Returns: (transfer full): a JSON null for an empty value
 */
JsonNode *
sol_value_to_json (const GValue *value)
{
  JsonNode *node;

  if (sol_value_is_empty (value))
    return json_node_new (JSON_NODE_NULL);
  if (G_VALUE_HOLDS (value, G_TYPE_STRV))
    return codes_to_json (g_value_get_boxed (value));
  if (G_VALUE_HOLDS (value, G_TYPE_PTR_ARRAY))
    return items_to_json (g_value_get_boxed (value));
  if (G_VALUE_HOLDS (value, SOL_TYPE_PLACE))
    return place_to_json (g_value_get_boxed (value));
  if (G_VALUE_HOLDS (value, SOL_TYPE_BLOB))
    return blob_to_json (g_value_get_boxed (value));

  node = json_node_new (JSON_NODE_VALUE);
  json_node_set_value (node, value);
  return node;
}
