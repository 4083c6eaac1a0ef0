/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "exchange/sol-import-private.h"
#include "exchange/sol-json-splitter.h"
#include "model/sol-json.h"
#include "model/sol-uuid.h"

/* Our own documents of suppliers, in one array or line by line: what the catalogue exports and
 * what the demonstration is written in. */

static const char *
get_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_STRING)
    return "";
  return json_node_get_string (node);
}

static gboolean
is_invented (JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "invented");

  return node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN &&
         json_node_get_boolean (node);
}

static void
take_out (SolImportRow *row, const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    json_object_remove_member (row->doc, names[i]);
}

/* A document may bring its own source; without one its key may also be somebody else's. */
static SolImportRow *
make_row (JsonObject *object, guint line)
{
  const char *source = get_text (object, "source");
  const char *key = get_text (object, "external_id");
  g_autofree char *siret = g_strdup (get_text (object, "siret"));
  SolImportRow *row;

  if (*key == '\0')
    key = get_text (object, "id");
  row = sol_import_row_new (*source != '\0'        ? source
                            : is_invented (object) ? "demo"
                                                   : "json",
                            key, line);
  row->weak_key = *source == '\0' && !is_invented (object);
  row->dated = *get_text (object, "updated_at") != '\0';
  json_object_unref (row->doc);
  row->doc = sol_import_copy_object (object);
  take_out (row, (const char *const[]){ "id", "source", "external_id", "siret", "siret_fault",
                                        "completeness", NULL });
  sol_import_row_set_siret (row, siret);
  if (*sol_import_row_get_text (row, "department") == '\0')
    sol_import_row_match_commune (row, NULL);
  return row;
}

/* Our own routes wrap a document: {"id": …, "doc": {…}}. */
static JsonObject *
unwrap (JsonObject *object)
{
  JsonNode *doc = json_object_get_member (object, "doc");

  return doc != NULL && JSON_NODE_HOLDS_OBJECT (doc) ? json_node_get_object (doc) : object;
}

static gboolean
take_element (SolImport *self, const char *text, gsize length, guint line, GError **error)
{
  g_autoptr (GError) fault = NULL;
  g_autoptr (JsonNode) node = sol_json_parse (text, length, &fault);

  if (node == NULL)
    return sol_import_refuse (self, line, NULL, "bad-json", fault->message, error);
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return sol_import_refuse (self, line, NULL, "no-fields", NULL, error);
  return sol_import_take (self, make_row (unwrap (json_node_get_object (node)), line), error);
}

gboolean
sol_import_read_json (SolImport *self, const char *path, GError **error)
{
  g_autoptr (SolJsonSplitter) splitter = sol_json_splitter_new_for_path (path, error);

  if (splitter == NULL)
    return FALSE;
  for (;;)
    {
      SolSplit split = sol_json_splitter_next (splitter, self->cancellable, error);
      guint line = sol_json_splitter_get_line (splitter);
      gboolean going = TRUE;
      gsize length;
      const char *text = sol_json_splitter_get_element (splitter, &length);

      if (split == SOL_SPLIT_END || split == SOL_SPLIT_FAILED)
        return split == SOL_SPLIT_END;
      if (split == SOL_SPLIT_ELEMENT)
        going = take_element (self, text, length, line, error);
      else if (split == SOL_SPLIT_TOO_LONG)
        going = sol_import_refuse (self, line, NULL, "too-long-line", "1", error);
      else
        going = sol_import_refuse (self, line, NULL, "broken-json", NULL, error);
      if (!going ||
          !sol_import_tell_progress (self, sol_json_splitter_get_fraction (splitter), error))
        return FALSE;
    }
}
