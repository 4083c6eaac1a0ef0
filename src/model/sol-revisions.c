/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-revisions.h"

#include <string.h>

#include "model/sol-json.h"

#define MAX_REMOVED 500 /* items that left */

struct _SolRevisions
{
  GHashTable *lines; /* path -> SolRevision */
};

static void
free_revision (gpointer data)
{
  SolRevision *self = data;

  g_free (self->who);
  g_free (self->client);
  g_free (self->when);
  g_free (self);
}

SolRevisions *
sol_revisions_new (void)
{
  SolRevisions *self = g_new0 (SolRevisions, 1);

  self->lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_revision);
  return self;
}

void
sol_revisions_free (SolRevisions *self)
{
  g_hash_table_unref (self->lines);
  g_free (self);
}

static char *
dup_element (JsonArray *line, guint index)
{
  JsonNode *node = json_array_get_element (line, index);

  return json_node_get_value_type (node) == G_TYPE_STRING ? json_node_dup_string (node) : NULL;
}

static void
read_line (SolRevisions *self, const char *path, JsonNode *node)
{
  JsonArray *line = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  SolRevision *revision;

  if (line == NULL || json_array_get_length (line) < 4)
    return;
  revision = g_new0 (SolRevision, 1);
  revision->rev = json_array_get_int_element (line, 0);
  revision->who = dup_element (line, 1);
  revision->client = dup_element (line, 2);
  revision->when = dup_element (line, 3);
  revision->removed = json_array_get_length (line) > 4;
  g_hash_table_insert (self->lines, g_strdup (path), revision);
}

/**
 * sol_revisions_new_from_text:
 * @text: (nullable): as sol_revisions_to_text() made it
 *
 * Returns: (transfer full): the table; an empty one of no text
 */
SolRevisions *
sol_revisions_new_from_text (const char *text)
{
  SolRevisions *self = sol_revisions_new ();
  g_autoptr (JsonNode) node = text != NULL ? sol_json_parse (text, strlen (text), NULL) : NULL;
  JsonObjectIter iter;
  const char *path;
  JsonNode *line;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return self;
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &path, &line))
    read_line (self, path, line);
  return self;
}

static void
add_text (JsonArray *line, const char *text)
{
  if (text != NULL)
    json_array_add_string_element (line, text);
  else
    json_array_add_null_element (line);
}

/* Returns: (transfer full): JSON, {"PATH": [rev, who, client, when, removed]} */
char *
sol_revisions_to_text (SolRevisions *self)
{
  g_autoptr (JsonObject) object = json_object_new ();
  GHashTableIter iter;
  gpointer path;
  gpointer data;

  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, &path, &data))
    {
      const SolRevision *revision = data;
      JsonArray *line = json_array_new ();

      json_array_add_int_element (line, revision->rev);
      add_text (line, revision->who);
      add_text (line, revision->client);
      add_text (line, revision->when);
      if (revision->removed)
        json_array_add_boolean_element (line, TRUE);
      json_object_set_array_member (object, path, line);
    }
  return sol_json_object_to_text (object);
}

static SolRevision *
note_path (SolRevisions *self, char *owned_path, const SolRevision *revision)
{
  SolRevision *copy = g_new0 (SolRevision, 1);

  copy->rev = revision->rev;
  copy->who = g_strdup (revision->who);
  copy->client = g_strdup (revision->client);
  copy->when = g_strdup (revision->when);
  g_hash_table_replace (self->lines, owned_path, copy);
  return copy;
}

static void
note_codes (SolRevisions *self,
            const char *prefix,
            JsonObject *fields,
            const SolRevision *revision,
            gboolean leaving)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (fields == NULL)
    return;
  json_object_iter_init (&iter, fields);
  while (json_object_iter_next (&iter, &name, &node))
    {
      JsonArray *codes = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (codes); i++)
        {
          const char *code = json_array_get_string_element (codes, i);
          g_autofree char *path = g_strconcat (prefix, name, "/", code, NULL);

          if (leaving)
            g_hash_table_remove (self->lines, path);
          else
            note_path (self, g_steal_pointer (&path), revision);
        }
      if (leaving)
        note_path (self, g_strconcat (prefix, name, NULL), revision)->removed = TRUE;
    }
}

static void
note_fields (SolRevisions *self,
             const char *prefix,
             const SolPatch *patch,
             const SolRevision *revision)
{
  JsonObjectIter iter;
  const char *name;

  note_codes (self, prefix, patch->remove, revision, TRUE);
  note_codes (self, prefix, patch->add, revision, FALSE);
  if (patch->set == NULL)
    return;
  json_object_iter_init (&iter, patch->set);
  while (json_object_iter_next (&iter, &name, NULL))
    note_path (self, g_strconcat (prefix, name, NULL), revision);
}

static gboolean
is_within (gpointer key, gpointer value, gpointer prefix)
{
  return g_str_has_prefix (key, prefix);
}

static void
note_item (SolRevisions *self, const SolItemEdit *edit, const SolRevision *revision)
{
  char *path = g_strjoinv ("/", edit->path);
  g_autofree char *prefix = g_strconcat (path, "/", NULL);

  if (edit->act == SOL_ITEM_EDIT)
    {
      g_free (path);
      note_fields (self, prefix, &edit->patch, revision);
      return;
    }
  g_hash_table_foreach_remove (self->lines, is_within, prefix);
  note_path (self, path, revision)->removed = edit->act == SOL_ITEM_REMOVE;
}

static int
compare_ages (gconstpointer a, gconstpointer b, gpointer lines)
{
  const SolRevision *first = g_hash_table_lookup (lines, *(char *const *) a);
  const SolRevision *second = g_hash_table_lookup (lines, *(char *const *) b);

  return (first->rev > second->rev) - (first->rev < second->rev);
}

/* Whoever edits an item that left so long ago is told that there is no such item. */
static void
forget_oldest (SolRevisions *self)
{
  g_autoptr (GPtrArray) removed = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer path;
  gpointer data;

  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, &path, &data))
    if (((SolRevision *) data)->removed)
      g_ptr_array_add (removed, path);
  if (removed->len <= MAX_REMOVED)
    return;
  g_ptr_array_sort_with_data (removed, compare_ages, self->lines);
  for (guint i = 0; i < removed->len - MAX_REMOVED; i++)
    g_hash_table_remove (self->lines, removed->pdata[i]);
}

/**
 * sol_revisions_note:
 * @patch: what was just written, as sol_patch_new_diff() tells it
 * @revision: (transfer none): its rev, who, when
 */
void
sol_revisions_note (SolRevisions *self, const SolPatch *patch, const SolRevision *revision)
{
  note_fields (self, "", patch, revision);
  for (guint i = 0; patch->items != NULL && i < patch->items->len; i++)
    note_item (self, patch->items->pdata[i], revision);
  forget_oldest (self);
}

/* What a client wrote itself it knows, whatever it says it started from. */
static gboolean
is_news (const SolRevision *line, gint64 base_rev, const char *client)
{
  return line->rev > base_rev && (client == NULL || g_strcmp0 (line->client, client) != 0);
}

/**
 * sol_revisions_find:
 * @base_rev: the revision that an edit of this part was made on
 * @client: (nullable): where the edit comes from
 *
 * Returns: (transfer none) (nullable): who wrote the part meanwhile; %NULL for nobody
 */
const SolRevision *
sol_revisions_find (SolRevisions *self, const char *path, gint64 base_rev, const char *client)
{
  const SolRevision *line = g_hash_table_lookup (self->lines, path);

  return line != NULL && is_news (line, base_rev, client) ? line : NULL;
}

/* Returns: whether there was a last name to take off */
static gboolean
cut (char *path)
{
  char *slash = strrchr (path, '/');

  if (slash != NULL)
    *slash = '\0';
  return slash != NULL;
}

/**
 * sol_revisions_find_around:
 * @path: of a field that says something
 *
 * As sol_revisions_find(), also for a field that came with its item, or with one around that: it
 * has no line of its own.
 */
const SolRevision *
sol_revisions_find_around (SolRevisions *self,
                           const char *path,
                           gint64 base_rev,
                           const char *client)
{
  g_autofree char *part = g_strdup (path);
  const SolRevision *line = g_hash_table_lookup (self->lines, part);

  for (gboolean within = cut (part); line == NULL && within; within = cut (part) && cut (part))
    line = g_hash_table_lookup (self->lines, part);
  return line != NULL && is_news (line, base_rev, client) ? line : NULL;
}

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * sol_revisions_list_news:
 *
 * Returns: (transfer container) (element-type utf8): the parts that were written or taken away
 * after
 *   @base_rev by another than @client; good until the table changes
 */
GPtrArray *
sol_revisions_list_news (SolRevisions *self, gint64 base_rev, const char *client)
{
  GPtrArray *parts = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer path;
  gpointer line;

  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, &path, &line))
    if (is_news (line, base_rev, client))
      g_ptr_array_add (parts, path);
  g_ptr_array_sort (parts, compare_paths);
  return parts;
}

/**
 * sol_revisions_find_within:
 * @path: of an item, or "" for the whole record
 * @found: (out) (optional): which part of it; good until the table changes
 *
 * Returns: (transfer none) (nullable): who wrote it or any part of it last, after @base_rev;
 *   that parts of it were removed does not count
 */
const SolRevision *
sol_revisions_find_within (SolRevisions *self,
                           const char *path,
                           gint64 base_rev,
                           const char *client,
                           const char **found)
{
  gsize length = strlen (path);
  const SolRevision *latest = NULL;
  GHashTableIter iter;
  gpointer key;
  gpointer data;

  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, &key, &data))
    {
      const SolRevision *line = data;
      const char *rest = g_str_has_prefix (key, path) ? (const char *) key + length : NULL;

      if (rest == NULL || (length > 0 && *rest != '\0' && *rest != '/') || line->removed ||
          !is_news (line, base_rev, client) || (latest != NULL && latest->rev >= line->rev))
        continue;
      latest = line;
      if (found != NULL)
        *found = key;
    }
  return latest;
}
