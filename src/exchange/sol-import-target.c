/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sol-import-target.h"

#include <string.h>

#include "exchange/sol-import-private.h"
#include "model/sol-json.h"

SolImportMatch *
sol_import_match_new (const char *id, const char *kind)
{
  SolImportMatch *self = g_new0 (SolImportMatch, 1);

  self->id = g_strdup (id);
  self->kind = g_strdup (kind == NULL ? "" : kind);
  return self;
}

void
sol_import_match_free (SolImportMatch *self)
{
  g_free (self->id);
  g_free (self->kind);
  g_free (self);
}

void
sol_import_undo_free (SolImportUndo *self)
{
  g_free (self->type);
  g_free (self->id);
  g_free (self->scope);
  g_free (self->before);
  g_free (self->after);
  g_free (self);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (a, b);
}

static JsonNode *copy_deep (JsonNode *node, gboolean sorted);

static void
add_copy (JsonObject *copy, const char *name, JsonNode *value, gboolean sorted)
{
  if (JSON_NODE_HOLDS_NULL (value))
    return;
  json_object_set_member (copy, name, copy_deep (value, sorted));
}

static int
compare_codes (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (json_node_get_string (*(JsonNode *const *) a),
                    json_node_get_string (*(JsonNode *const *) b));
}

/* Items have an order; codes are a set, and have none. */
static gboolean
is_set (JsonArray *array)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (json_node_get_value_type (json_array_get_element (array, i)) != G_TYPE_STRING)
      return FALSE;
  return TRUE;
}

static JsonNode *
copy_array (JsonArray *array, gboolean sorted)
{
  g_autoptr (GPtrArray) nodes = g_ptr_array_new ();
  g_autoptr (JsonArray) copy = json_array_new ();

  for (guint i = 0; i < json_array_get_length (array); i++)
    g_ptr_array_add (nodes, copy_deep (json_array_get_element (array, i), sorted));
  if (sorted && is_set (array))
    g_ptr_array_sort (nodes, compare_codes);
  for (guint i = 0; i < nodes->len; i++)
    json_array_add_element (copy, nodes->pdata[i]);
  return json_node_init_array (json_node_alloc (), copy);
}

/* Nothing that is null; @sorted: names and codes in byte order. */
static JsonNode *
copy_deep (JsonNode *node, gboolean sorted)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);
      g_autoptr (JsonObject) copy = json_object_new ();
      GList *names = json_object_get_members (object);

      if (sorted)
        names = g_list_sort (names, compare_names);
      for (GList *name = names; name != NULL; name = name->next)
        add_copy (copy, name->data, json_object_get_member (object, name->data), sorted);
      g_list_free (names);
      return json_node_init_object (json_node_alloc (), copy);
    }
  if (JSON_NODE_HOLDS_ARRAY (node))
    return copy_array (json_node_get_array (node), sorted);
  return json_node_copy (node);
}

/*
 * sol_import_copy_object:
 *
 * Returns: (transfer full): a copy to write in, down to the last of its items: what the parser
 * makes is immutable
 */
JsonObject *
sol_import_copy_object (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autoptr (JsonNode) copy = copy_deep (node, FALSE);

  return json_node_dup_object (copy);
}

/*
 * sol_import_canonical_text:
 *
 * What two documents are compared by. Completeness is worked out by the server from the rest, and
 * may be written by it at any time: it is no part of what an import said.
 */
char *
sol_import_canonical_text (JsonObject *doc)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), doc);
  g_autoptr (JsonNode) canonical = copy_deep (node, TRUE);
  GString *text = g_string_new (NULL);

  json_object_remove_member (json_node_get_object (canonical), "completeness");
  sol_json_print (canonical, text);
  return g_string_free (text, FALSE);
}

/**
 * sol_import_hash_document:
 * @doc: a document
 *
 * Any thread.
 *
 * Returns: SHA-256, in hexadecimal, of what the document says: neither the order of its members
 *   nor its blanks count, nor what the server works out by itself
 */
char *
sol_import_hash_document (const char *doc)
{
  g_autoptr (JsonNode) node = sol_json_parse (doc, strlen (doc), NULL);
  g_autofree char *text = NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    text = g_strdup (doc);
  else
    text = sol_import_canonical_text (json_node_get_object (node));
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

static char *
find_nothing (gpointer unused, const char *name, const char *key, GError **error)
{
  return NULL;
}

static GPtrArray *
find_nobody (gpointer unused, const char *siret, GError **error)
{
  return NULL;
}

/**
 * sol_import_target_get_empty:
 *
 * Returns: (transfer none): a catalogue without structures, for previews alone
 */
const SolImportTarget *
sol_import_target_get_empty (void)
{
  static const SolImportTarget empty = {
    .find_external = find_nothing,
    .find_siret = find_nobody,
    .get = find_nothing,
  };

  return &empty;
}
