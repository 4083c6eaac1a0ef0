/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-demo.h"

#include "model/sol-json.h"
#include "model/sol-uuid.h"
#include "sol-config.h"
#include "sol-demo-data.h"

#define SOURCE "demo"
#define PICTURES SOL_RESOURCE_PATH "demo/pictures/"
#define UPDATED_AT "2026-11-02T08:00:00Z"

typedef struct
{
  GArray *writes;        /* of SolStorageWrite */
  GPtrArray *texts;      /* keeps what they point to */
  GHashTable *published; /* takes those that an organisation published */
} Batch;

/* What an organisation published is not written here, and goes from where earlier versions did. */
static void
add_record (JsonArray *array, guint index, JsonNode *node, gpointer data)
{
  Batch *batch = data;
  JsonObject *object = json_node_get_object (node);
  const char *external_id = json_object_get_string_member (object, "external_id");
  char *id = sol_uuid_from_name (SOURCE, external_id);
  SolStorageWrite write = { "supplier", id, SOL_SCOPE_PUBLIC, NULL, -1 };
  char *doc = NULL;

  json_object_set_string_member (object, "source", SOURCE);
  json_object_set_boolean_member (object, "invented", TRUE);
  if (!json_object_has_member (object, "updated_at"))
    json_object_set_string_member (object, "updated_at", UPDATED_AT);
  if (g_hash_table_contains (batch->published, external_id))
    g_hash_table_insert (batch->published, g_strdup (external_id), json_object_ref (object));
  else
    doc = sol_json_object_to_text (object);
  write.doc = doc;
  g_ptr_array_add (batch->texts, id);
  g_ptr_array_add (batch->texts, doc);
  g_array_append_val (batch->writes, write);
}

/* Logos and pictures; the structures name them by their hash. */
static gboolean
put_pictures (SolStorage *storage, GError **error)
{
  GResource *resource = sol_demo_data_get_resource ();
  g_auto (GStrv) names = g_resource_enumerate_children (resource, PICTURES,
                                                        G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat (PICTURES, names[i], NULL);
      g_autoptr (GBytes)
          picture = g_resource_lookup_data (resource, path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);

      if (picture == NULL || !sol_storage_put_blob (storage, picture, error))
        return FALSE;
    }
  return names != NULL;
}

/**
 * sol_demo_load:
 *
 * Writes the demonstration catalogue that the program carries: invented structures, marked so. Done
 * again it changes nothing.
 */
gboolean
sol_demo_load (SolStorage *storage, GError **error)
{
  g_autoptr (GBytes) bytes = g_resource_lookup_data (sol_demo_data_get_resource (),
                                                     SOL_RESOURCE_PATH "demo/suppliers.json",
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  Batch batch = { NULL };
  g_autoptr (GArray) writes = g_array_new (FALSE, FALSE, sizeof (SolStorageWrite));
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) published = sol_demo_list_published (error);
  g_autoptr (JsonNode) root = NULL;

  if (bytes == NULL || published == NULL || !put_pictures (storage, error))
    return FALSE;
  root = sol_json_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error);
  if (root == NULL)
    return FALSE;
  batch.writes = writes;
  batch.texts = texts;
  batch.published = published;
  json_array_foreach_element (json_node_get_array (root), add_record, &batch);
  return sol_storage_apply (storage, (SolStorageWrite *) (gpointer) writes->data, writes->len,
                            error) &&
         sol_demo_found_organisations (storage, published, error) &&
         sol_storage_set_meta (storage, "demo", "1", error);
}
