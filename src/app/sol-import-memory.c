/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-import-memory.h"

#include <string.h>

#include "model/sol-json.h"

/**
 * SolImportMemory:
 *
 * Where a file is read before the user has seen what is in it. Any thread, one at a time. A batch
 * that is rolled back ends the import, and all is thrown away with it: there is no journal.
 */
struct _SolImportMemory
{
  SolImportTarget target;
  GHashTable *records;  /* "TYPE/ID" to SolImportRecord */
  GHashTable *external; /* "SOURCE\037KEY" to id */
  GHashTable *sirets;   /* SIRET to GPtrArray of ids */
  GPtrArray *order;     /* (element-type SolImportRecord), of @records */
};

static void
record_free (SolImportRecord *record)
{
  g_free (record->type);
  g_free (record->id);
  g_free (record->scope);
  g_free (record->doc);
  g_free (record);
}

static SolImportRecord *
look_up (SolImportMemory *self, const char *type, const char *id)
{
  g_autofree char *key = g_strconcat (type, "/", id, NULL);

  return g_hash_table_lookup (self->records, key);
}

static char *
dup_member (const char *doc, const char *name)
{
  g_autoptr (JsonNode) node = sol_json_parse (doc, strlen (doc), NULL);

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return g_strdup ("");

  return g_strdup (
      json_object_get_string_member_with_default (json_node_get_object (node), name, ""));
}

static void
index_supplier (SolImportMemory *self, const char *id, const char *doc)
{
  g_autofree char *source = dup_member (doc, "source");
  g_autofree char *external_id = dup_member (doc, "external_id");
  g_autofree char *siret = dup_member (doc, "siret");
  GPtrArray *ids = g_hash_table_lookup (self->sirets, siret);

  if (*external_id != '\0')
    g_hash_table_replace (self->external, g_strconcat (source, "\037", external_id, NULL),
                          g_strdup (id));
  if (*siret == '\0')
    return;
  if (ids == NULL)
    {
      ids = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (self->sirets, g_strdup (siret), ids);
    }
  if (!g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL))
    g_ptr_array_add (ids, g_strdup (id));
}

static gboolean
begin (gpointer user_data, GError **error)
{
  return TRUE;
}

static gboolean
commit (gpointer user_data, GError **error)
{
  return TRUE;
}

static void
rollback (gpointer user_data)
{
}

static char *
find_external (gpointer user_data, const char *source, const char *external_id, GError **error)
{
  SolImportMemory *self = user_data;
  g_autofree char *key = g_strconcat (source, "\037", external_id, NULL);

  return g_strdup (g_hash_table_lookup (self->external, key));
}

static GPtrArray *
find_siret (gpointer user_data, const char *siret, GError **error)
{
  SolImportMemory *self = user_data;
  GPtrArray *ids = g_hash_table_lookup (self->sirets, siret);
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_import_match_free);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      const SolImportRecord *record = look_up (self, "supplier", id);
      g_autofree char *kind = record != NULL ? dup_member (record->doc, "kind") : NULL;

      if (kind != NULL)
        g_ptr_array_add (found, sol_import_match_new (id, kind));
    }
  return found;
}

static char *
get (gpointer user_data, const char *type, const char *id, GError **error)
{
  const SolImportRecord *record = look_up (user_data, type, id);

  return record != NULL ? g_strdup (record->doc) : NULL;
}

static gboolean
put (gpointer user_data,
     const char *type,
     const char *id,
     const char *scope,
     const char *doc,
     GError **error)
{
  SolImportMemory *self = user_data;
  SolImportRecord *record = look_up (self, type, id);

  if (record == NULL)
    {
      record = g_new0 (SolImportRecord, 1);
      record->type = g_strdup (type);
      record->id = g_strdup (id);
      g_hash_table_insert (self->records, g_strconcat (type, "/", id, NULL), record);
      g_ptr_array_add (self->order, record);
    }
  g_free (record->scope);
  g_free (record->doc);
  record->scope = g_strdup (scope);
  record->doc = g_strdup (doc);
  if (g_str_equal (type, "supplier"))
    index_supplier (self, id, doc);
  return TRUE;
}

static gboolean
take_away (gpointer user_data, const char *type, const char *id, GError **error)
{
  SolImportMemory *self = user_data;
  g_autofree char *key = g_strconcat (type, "/", id, NULL);
  SolImportRecord *record = g_hash_table_lookup (self->records, key);

  if (record != NULL)
    {
      g_ptr_array_remove (self->order, record);
      g_hash_table_remove (self->records, key);
    }
  return TRUE;
}

/**
 * sol_import_memory_new:
 *
 * Returns: (transfer full): an empty catalogue
 */
SolImportMemory *
sol_import_memory_new (void)
{
  SolImportMemory *self = g_new0 (SolImportMemory, 1);

  self->target = (SolImportTarget){
    .user_data = self,
    .begin = begin,
    .commit = commit,
    .rollback = rollback,
    .find_external = find_external,
    .find_siret = find_siret,
    .get = get,
    .put = put,
    .remove = take_away,
  };
  self->records = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) record_free);
  self->external = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->sirets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify) g_ptr_array_unref);
  self->order = g_ptr_array_new ();
  return self;
}

void
sol_import_memory_free (SolImportMemory *self)
{
  g_hash_table_unref (self->records);
  g_hash_table_unref (self->external);
  g_hash_table_unref (self->sirets);
  g_ptr_array_unref (self->order);
  g_free (self);
}

/**
 * sol_import_memory_get_target:
 *
 * Returns: (transfer none): where sol_import_run() writes
 */
const SolImportTarget *
sol_import_memory_get_target (SolImportMemory *self)
{
  return &self->target;
}

/**
 * sol_import_memory_list:
 *
 * Returns: (transfer container) (element-type SolImportRecord): all records, in the order they came
 */
GPtrArray *
sol_import_memory_list (SolImportMemory *self)
{
  return g_ptr_array_ref (self->order);
}
