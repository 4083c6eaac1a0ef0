/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sol-memory-target.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "model/sol-json.h"

typedef struct
{
  char *type;
  char *id;
  char *doc; /* NULL: it was not there */
} Before;

static void
free_before (gpointer data)
{
  Before *before = data;

  g_free (before->type);
  g_free (before->id);
  g_free (before->doc);
  g_free (before);
}

static char *
make_key (const char *type, const char *id)
{
  return g_strconcat (type, "/", id, NULL);
}

static char *
dup_member (const char *doc, const char *name)
{
  g_autoptr (JsonNode) node = sol_json_parse (doc, strlen (doc), NULL);

  g_assert_nonnull (node);
  return g_strdup (
      json_object_get_string_member_with_default (json_node_get_object (node), name, ""));
}

static char *
make_external (const char *source, const char *external_id)
{
  return g_strconcat (source, "\037", external_id, NULL);
}

/* The two indexes of suppliers. @adding: or taking out. */
static void
index_supplier (SolMemoryTarget *self, const char *id, const char *doc, gboolean adding)
{
  g_autofree char *source = dup_member (doc, "source");
  g_autofree char *external_id = dup_member (doc, "external_id");
  g_autofree char *siret = dup_member (doc, "siret");
  g_autofree char *key = make_external (source, external_id);
  GPtrArray *ids = g_hash_table_lookup (self->sirets, siret);
  guint index;

  if (ids == NULL)
    {
      ids = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (self->sirets, g_strdup (siret), ids);
    }
  if (g_ptr_array_find_with_equal_func (ids, id, g_str_equal, &index))
    g_ptr_array_remove_index (ids, index);
  g_hash_table_remove (self->external, key);
  if (!adding)
    return;
  g_ptr_array_add (ids, g_strdup (id));
  g_hash_table_insert (self->external, g_steal_pointer (&key), g_strdup (id));
}

void
sol_memory_target_set (SolMemoryTarget *self, const char *type, const char *id, const char *doc)
{
  g_autofree char *key = make_key (type, id);
  const char *old = g_hash_table_lookup (self->docs, key);

  if (old != NULL && g_str_equal (type, "supplier"))
    index_supplier (self, id, old, FALSE);
  if (doc == NULL)
    {
      g_hash_table_remove (self->docs, key);
      return;
    }
  if (g_str_equal (type, "supplier"))
    index_supplier (self, id, doc, TRUE);
  g_hash_table_replace (self->docs, g_steal_pointer (&key), g_strdup (doc));
}

const char *
sol_memory_target_get (SolMemoryTarget *self, const char *type, const char *id)
{
  g_autofree char *key = make_key (type, id);

  return g_hash_table_lookup (self->docs, key);
}

guint
sol_memory_target_count (SolMemoryTarget *self, const char *type)
{
  g_autofree char *prefix = make_key (type, "");
  GHashTableIter iter;
  gpointer key;
  guint n = 0;

  g_hash_table_iter_init (&iter, self->docs);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    n += g_str_has_prefix (key, prefix);
  return n;
}

static gboolean
begin (gpointer user_data, GError **error)
{
  SolMemoryTarget *self = user_data;

  g_assert_false (self->open);
  self->open = TRUE;
  self->n_log_at_begin = self->log->len;
  return TRUE;
}

static gboolean
commit (gpointer user_data, GError **error)
{
  SolMemoryTarget *self = user_data;

  g_assert_true (self->open);
  self->open = FALSE;
  g_ptr_array_set_size (self->journal, 0);
  return TRUE;
}

static void
rollback (gpointer user_data)
{
  SolMemoryTarget *self = user_data;

  g_assert_true (self->open);
  for (guint i = self->journal->len; i > 0; i--)
    {
      Before *before = self->journal->pdata[i - 1];

      sol_memory_target_set (self, before->type, before->id, before->doc);
    }
  if (self->log->len > self->n_log_at_begin)
    g_ptr_array_set_size (self->log, (int) self->n_log_at_begin);
  commit (self, NULL);
}

static char *
find_external (gpointer user_data, const char *source, const char *external_id, GError **error)
{
  SolMemoryTarget *self = user_data;
  g_autofree char *key = make_external (source, external_id);

  return g_strdup (g_hash_table_lookup (self->external, key));
}

static GPtrArray *
find_siret (gpointer user_data, const char *siret, GError **error)
{
  SolMemoryTarget *self = user_data;
  GPtrArray *ids = g_hash_table_lookup (self->sirets, siret);
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_import_match_free);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      g_autofree char *kind = dup_member (sol_memory_target_get (self, "supplier", ids->pdata[i]),
                                          "kind");

      g_ptr_array_add (found, sol_import_match_new (ids->pdata[i], kind));
    }
  return found;
}

static char *
get (gpointer user_data, const char *type, const char *id, GError **error)
{
  return g_strdup (sol_memory_target_get (user_data, type, id));
}

static void
write_down (SolMemoryTarget *self, const char *type, const char *id, const char *doc)
{
  Before *before = g_new0 (Before, 1);

  g_assert_true (self->open);
  before->type = g_strdup (type);
  before->id = g_strdup (id);
  before->doc = g_strdup (sol_memory_target_get (self, type, id));
  g_ptr_array_add (self->journal, before);
  sol_memory_target_set (self, type, id, doc);
}

static gboolean
put (gpointer user_data,
     const char *type,
     const char *id,
     const char *scope,
     const char *doc,
     GError **error)
{
  SolMemoryTarget *self = user_data;

  g_assert_cmpstr (scope, ==, g_str_equal (type, "supplier") ? "public" : "members");
  if (self->fail_after > 0 && self->n_puts >= self->fail_after)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "disk full");
      return FALSE;
    }
  self->n_puts++;
  write_down (self, type, id, doc);
  return TRUE;
}

static gboolean
take_away (gpointer user_data, const char *type, const char *id, GError **error)
{
  write_down (user_data, type, id, NULL);
  return TRUE;
}

/* The import's id is kept in @scope's stead at the front, the scope after it. */
static gboolean
log_append (gpointer user_data, const char *import_id, const SolImportUndo *entry, GError **error)
{
  SolMemoryTarget *self = user_data;
  SolImportUndo *kept = g_new0 (SolImportUndo, 1);

  kept->type = g_strdup (entry->type);
  kept->id = g_strdup (entry->id);
  kept->scope = g_strconcat (import_id, entry->scope, NULL);
  kept->before = g_strdup (entry->before);
  kept->after = g_strdup (entry->after);
  kept->line = entry->line;
  g_ptr_array_add (self->log, kept);
  return TRUE;
}

static GPtrArray *
log_take (gpointer user_data, const char *import_id, guint max, GError **error)
{
  SolMemoryTarget *self = user_data;
  GPtrArray *taken = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_import_undo_free);

  for (guint i = self->log->len; i > 0 && taken->len < max; i--)
    {
      SolImportUndo *entry = self->log->pdata[i - 1];
      char *scope = entry->scope;

      if (!g_str_has_prefix (scope, import_id))
        continue;
      entry->scope = g_strdup (scope + strlen (import_id));
      g_free (scope);
      g_ptr_array_add (taken, g_ptr_array_steal_index (self->log, i - 1));
    }
  return taken;
}

SolMemoryTarget *
sol_memory_target_new (void)
{
  SolMemoryTarget *self = g_new0 (SolMemoryTarget, 1);

  self->target = (SolImportTarget){ self, begin, commit,    rollback,   find_external, find_siret,
                                    get,  put,   take_away, log_append, log_take };
  self->docs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->external = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->sirets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify) g_ptr_array_unref);
  self->log = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_import_undo_free);
  self->journal = g_ptr_array_new_with_free_func (free_before);
  return self;
}

void
sol_memory_target_free (SolMemoryTarget *self)
{
  g_hash_table_unref (self->docs);
  g_hash_table_unref (self->external);
  g_hash_table_unref (self->sirets);
  g_ptr_array_unref (self->log);
  g_ptr_array_unref (self->journal);
  g_free (self);
}
