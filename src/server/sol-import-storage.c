/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-import-storage.h"

#include <string.h>

#include "model/sol-json.h"
#include "model/sol-merged-supplier.h"

#define LOG_TYPE "import_entry"
#define LOG_SCOPE "import:"

/* What a batch will write. The last four are of a supplier's document, "" when it has none. */
typedef struct
{
  char *type;
  char *id;
  char *scope;
  char *doc; /* NULL: deleted */
  char *source;
  char *external_id;
  char *siret;
  char *kind;
} Pending;

static void
pending_free (gpointer data)
{
  Pending *self = data;

  g_free (self->type);
  g_free (self->id);
  g_free (self->scope);
  g_free (self->doc);
  g_free (self->source);
  g_free (self->external_id);
  g_free (self->siret);
  g_free (self->kind);
  g_free (self);
}

static char *
dup_member (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return g_strdup (node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
                       ? json_node_get_string (node)
                       : "");
}

static Pending *
pending_new (const char *type, const char *id, const char *scope, const char *doc)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object = NULL;
  Pending *self = g_new0 (Pending, 1);

  if (doc != NULL && g_str_equal (type, "supplier"))
    node = sol_json_parse (doc, strlen (doc), NULL);
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    object = json_node_get_object (node);
  self->type = g_strdup (type);
  self->id = g_strdup (id);
  self->scope = g_strdup (scope);
  self->doc = g_strdup (doc);
  self->source = dup_member (object, "source");
  self->external_id = dup_member (object, "external_id");
  self->siret = dup_member (object, "siret");
  self->kind = dup_member (object, "kind");
  return self;
}

static Pending *
look_up (SolImportStorage *self, const char *type, const char *id)
{
  g_autofree char *key = g_strconcat (type, "/", id, NULL);

  return g_hash_table_lookup (self->by_id, key);
}

static void
add_pending (SolImportStorage *self,
             const char *type,
             const char *id,
             const char *scope,
             const char *doc)
{
  Pending *pending = pending_new (type, id, scope, doc);

  g_ptr_array_add (self->pending, pending);
  g_hash_table_replace (self->by_id, g_strconcat (type, "/", id, NULL), pending);
}

static void
forget (gpointer user_data)
{
  SolImportStorage *self = user_data;

  g_hash_table_remove_all (self->by_id);
  g_ptr_array_set_size (self->pending, 0);
  g_clear_pointer (&self->log_ids, g_ptr_array_unref);
}

static gboolean
begin (gpointer user_data, GError **error)
{
  return TRUE;
}

static gboolean
commit (gpointer user_data, GError **error)
{
  SolImportStorage *self = user_data;
  g_autofree SolStorageWrite *writes = g_new0 (SolStorageWrite, self->pending->len + 1);

  for (guint i = 0; i < self->pending->len; i++)
    {
      const Pending *pending = g_ptr_array_index (self->pending, i);

      writes[i] = (SolStorageWrite){ .type = pending->type,
                                     .id = pending->id,
                                     .scope = pending->scope,
                                     .doc = pending->doc,
                                     .base_rev = -1 };
    }
  if (!sol_storage_apply (self->storage, writes, self->pending->len, error))
    return FALSE;
  g_hash_table_remove_all (self->by_id);
  g_ptr_array_set_size (self->pending, 0);
  return TRUE;
}

/* Calls @take with each living supplier whose @field is @value, as the open batch leaves them. */
static gboolean
find_each (SolImportStorage *self,
           const char *field,
           const char *value,
           void (*take) (const Pending *supplier, gpointer data),
           gpointer data,
           GError **error)
{
  g_autoptr (GPtrArray) stored = sol_storage_find (self->storage, "supplier", field, value, error);
  gboolean by_siret = g_str_equal (field, "siret");

  if (stored == NULL)
    return FALSE;
  for (guint i = 0; i < stored->len; i++)
    {
      const SolStored *record = g_ptr_array_index (stored, i);
      Pending *supplier;

      if (look_up (self, "supplier", record->id) != NULL)
        continue;
      supplier = pending_new ("supplier", record->id, record->scope, record->doc);
      take (supplier, data);
      pending_free (supplier);
    }
  for (guint i = 0; i < self->pending->len; i++)
    {
      const Pending *supplier = g_ptr_array_index (self->pending, i);

      if (supplier->doc != NULL && g_str_equal (supplier->type, "supplier") &&
          g_str_equal (by_siret ? supplier->siret : supplier->external_id, value) &&
          look_up (self, "supplier", supplier->id) == supplier)
        take (supplier, data);
    }
  return TRUE;
}

typedef struct
{
  const char *source;
  char *id;
} External;

static void
take_external (const Pending *supplier, gpointer data)
{
  External *external = data;

  if (external->id == NULL && g_str_equal (supplier->source, external->source))
    external->id = g_strdup (supplier->id);
}

static char *
find_external (gpointer user_data, const char *source, const char *external_id, GError **error)
{
  External external = { source, NULL };

  find_each (user_data, "external_id", external_id, take_external, &external, error);
  return external.id;
}

static void
take_match (const Pending *supplier, gpointer matches)
{
  g_ptr_array_add (matches, sol_import_match_new (supplier->id, supplier->kind));
}

static char *
get (gpointer user_data, const char *type, const char *id, GError **error)
{
  SolImportStorage *self = user_data;
  const Pending *pending = look_up (self, type, id);
  g_autoptr (SolStored) stored = NULL;

  if (pending != NULL)
    return g_strdup (pending->doc);
  stored = sol_storage_get (self->storage, type, id, error);
  return stored != NULL ? g_strdup (stored->doc) : NULL;
}

static char *
get_text (const char *doc, const char *name)
{
  g_autoptr (JsonNode) node = sol_json_parse (doc, strlen (doc), NULL);

  return dup_member (node != NULL ? json_node_get_object (node) : NULL, name);
}

/* (transfer full) (nullable): the structure at the end of the way, if it is there */
static char *
follow (SolImportStorage *self, const char *way, GError **error)
{
  g_autofree char *at = get_text (way, "kept");

  for (guint i = 0; i < SOL_MERGED_SUPPLIER_STEPS; i++)
    {
      g_autofree char *doc = get (self, "supplier", at, error);
      g_autofree char *next = doc == NULL ? get (self, "merged_supplier", at, error) : NULL;

      if (doc != NULL)
        return g_steal_pointer (&at);
      if (next == NULL)
        return NULL;
      g_free (at);
      at = get_text (next, "kept");
    }
  return NULL;
}

static gboolean
is_match (GPtrArray *found, const char *id)
{
  for (guint i = 0; i < found->len; i++)
    if (g_str_equal (((SolImportMatch *) found->pdata[i])->id, id))
      return TRUE;
  return FALSE;
}

/* Structures with which one of that SIRET was merged. */
static gboolean
add_merged (SolImportStorage *self, const char *siret, GPtrArray *found, GError **error)
{
  g_autoptr (GPtrArray)
      ways = sol_storage_find (self->storage, "merged_supplier", "siret", siret, error);

  for (guint i = 0; ways != NULL && i < ways->len; i++)
    {
      const char *doc = ((SolStored *) ways->pdata[i])->doc;
      g_autofree char *id = follow (self, doc, NULL);
      g_autofree char *kind = get_text (doc, "kind");

      if (id != NULL && !is_match (found, id))
        g_ptr_array_add (found, sol_import_match_new (id, kind));
    }
  return ways != NULL;
}

static GPtrArray *
find_siret (gpointer user_data, const char *siret, GError **error)
{
  g_autoptr (GPtrArray)
      found = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_import_match_free);

  return find_each (user_data, "siret", siret, take_match, found, error) &&
                 add_merged (user_data, siret, found, error)
             ? g_steal_pointer (&found)
             : NULL;
}

static char *
find_merged (gpointer user_data, const char *source, const char *external_id, GError **error)
{
  SolImportStorage *self = user_data;
  g_autoptr (GPtrArray)
      ways = sol_storage_find (self->storage, "merged_supplier", "external_id", external_id, error);

  for (guint i = 0; ways != NULL && i < ways->len; i++)
    {
      const char *doc = ((SolStored *) ways->pdata[i])->doc;
      g_autofree char *there = get_text (doc, "source");

      if (g_str_equal (there, source))
        return follow (self, doc, error);
    }
  return NULL;
}

static gboolean
put (gpointer user_data,
     const char *type,
     const char *id,
     const char *scope,
     const char *doc,
     GError **error)
{
  add_pending (user_data, type, id, scope, doc);
  return TRUE;
}

/* A tombstone stays in the scope that its readers hold it of. */
static gboolean
take_away (gpointer user_data, const char *type, const char *id, GError **error)
{
  SolImportStorage *self = user_data;
  const Pending *pending = look_up (self, type, id);
  g_autoptr (SolStored) stored = NULL;
  g_autoptr (GError) fault = NULL;

  if (pending == NULL)
    stored = sol_storage_get (self->storage, type, id, &fault);
  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  if (pending != NULL || stored != NULL)
    {
      g_autofree char *scope = g_strdup (pending != NULL ? pending->scope : stored->scope);

      add_pending (self, type, id, scope, NULL);
    }
  return TRUE;
}

static gboolean
log_append (gpointer user_data, const char *import_id, const SolImportUndo *entry, GError **error)
{
  SolImportStorage *self = user_data;
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *id = g_strdup_printf ("%s-%010u", import_id, self->n_logged++);
  g_autofree char *scope = g_strconcat (LOG_SCOPE, import_id, NULL);
  g_autofree char *doc = NULL;

  json_object_set_string_member (object, "type", entry->type);
  json_object_set_string_member (object, "id", entry->id);
  json_object_set_string_member (object, "scope", entry->scope);
  if (entry->before != NULL)
    json_object_set_string_member (object, "before", entry->before);
  json_object_set_string_member (object, "after", entry->after);
  json_object_set_int_member (object, "line", entry->line);
  doc = sol_json_object_to_text (object);
  add_pending (self, LOG_TYPE, id, scope, doc);
  return TRUE;
}

static gboolean
take_id (const SolStored *record, gpointer ids)
{
  g_ptr_array_add (ids, g_strdup (record->id));
  return TRUE;
}

/* The ids alone: the entries hold whole documents. */
static gboolean
read_log_ids (SolImportStorage *self, const char *import_id, GError **error)
{
  g_autofree char *scope = g_strconcat (LOG_SCOPE, import_id, NULL);
  gint64 seq;

  if (self->log_ids != NULL && g_strcmp0 (self->log_import, import_id) == 0)
    return TRUE;
  g_clear_pointer (&self->log_ids, g_ptr_array_unref);
  g_free (self->log_import);
  self->log_import = g_strdup (import_id);
  self->log_ids = g_ptr_array_new_with_free_func (g_free);
  return sol_storage_read_all (self->storage, scope, &seq, take_id, self->log_ids, error);
}

static SolImportUndo *
read_entry (const char *doc, GError **error)
{
  g_autoptr (JsonNode) node = sol_json_parse (doc, strlen (doc), error);
  SolImportUndo *entry;
  JsonObject *object;

  if (node == NULL)
    return NULL;
  object = json_node_get_object (node);
  entry = g_new0 (SolImportUndo, 1);
  entry->type = dup_member (object, "type");
  entry->id = dup_member (object, "id");
  entry->scope = dup_member (object, "scope");
  if (json_object_has_member (object, "before"))
    entry->before = dup_member (object, "before");
  entry->after = dup_member (object, "after");
  entry->line = (guint) json_object_get_int_member_with_default (object, "line", 0);
  return entry;
}

static gboolean
take_entry (SolImportStorage *self, GPtrArray *entries, GError **error)
{
  g_autofree char *id = g_ptr_array_steal_index (self->log_ids, self->log_ids->len - 1);
  g_autofree char *doc = get (self, LOG_TYPE, id, error);
  SolImportUndo *entry = doc != NULL ? read_entry (doc, error) : NULL;

  if (entry == NULL)
    return FALSE;
  g_ptr_array_add (entries, entry);
  return take_away (self, LOG_TYPE, id, error);
}

static GPtrArray *
log_take (gpointer user_data, const char *import_id, guint max, GError **error)
{
  SolImportStorage *self = user_data;
  g_autoptr (GPtrArray)
      entries = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_import_undo_free);

  if (!read_log_ids (self, import_id, error))
    return NULL;
  while (entries->len < max && self->log_ids->len > 0)
    if (!take_entry (self, entries, error))
      return NULL;
  return g_steal_pointer (&entries);
}

/**
 * sol_import_storage_new:
 *
 * One import or one undoing of it, on one thread.
 */
SolImportStorage *
sol_import_storage_new (SolStorage *storage)
{
  SolImportStorage *self = g_new0 (SolImportStorage, 1);

  self->target = (SolImportTarget){
    self, begin, commit,    forget,     find_external, find_siret,
    get,  put,   take_away, log_append, log_take,      find_merged
  };
  self->storage = g_object_ref (storage);
  self->pending = g_ptr_array_new_with_free_func (pending_free);
  self->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
sol_import_storage_free (SolImportStorage *self)
{
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->pending);
  g_clear_pointer (&self->log_ids, g_ptr_array_unref);
  g_free (self->log_import);
  g_object_unref (self->storage);
  g_free (self);
}
