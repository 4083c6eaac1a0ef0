/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/sol-json.h"
#include "model/sol-record-registry.h"
#include "model/sol-text.h"
#include "store/sol-index-rows-private.h"
#include "store/sol-store-records-private.h"

/* The writing of the feed. In bulk a document stays text: it was checked where it was read, is
 * stored as it came, and nothing is made of it. */

/* Returns: (nullable): the field that lists of @type_name sort by; %NULL where there is none, or
 * the search index has them in order */
static const char *
find_title_field (const char *type_name)
{
  GType type = sol_index_holds (type_name) ? G_TYPE_INVALID : sol_record_registry_find (type_name);
  g_autoptr (SolRecordClass) klass = NULL;

  if (type == G_TYPE_INVALID)
    return NULL;

  klass = g_type_class_ref (type);
  for (guint i = 0; i < klass->n_fields; i++)
    if (klass->fields[i].flags & SOL_FIELD_TITLE)
      return klass->fields[i].name;

  return NULL;
}

/* Only as far as the title is. Returns: (transfer full): what lists sort by; may be empty */
static char *
make_sort_key (const SolChange *change, const char *title_field)
{
  SolJsonReader reader;
  g_autofree char *title = NULL;

  sol_json_reader_init (&reader, change->doc, change->doc_length);
  sol_json_reader_next (&reader);
  while (title == NULL && sol_json_reader_next (&reader) == SOL_JSON_KEY)
    {
      gboolean is_title = sol_json_reader_is (&reader, title_field);
      SolJsonToken token = sol_json_reader_next (&reader);

      if (is_title && token == SOL_JSON_STRING)
        title = sol_json_reader_dup (&reader);
      else if (!sol_json_reader_skip (&reader, token))
        break;
    }

  return title != NULL ? sol_text_make_sort_key (title) : g_strdup ("");
}

/* The same line may come twice, or late: of the feed only a newer revision has an effect. While it
 * is read anew, the first line of what is held is taken whatever its revision. */
static const char put_sql[] =
    "INSERT INTO record (key, type, id, scope, rev, seq, local_seq, generation, sort_key, doc)"
    " SELECT :local, :type, :id, :scope, :rev, :seq, :local, :generation, :sort_key, :doc"
    " WHERE NOT EXISTS"
    " (SELECT 1 FROM tombstone WHERE type = :type AND id = :id AND rev >= :rev)"
    " ON CONFLICT (type, id) DO UPDATE SET"
    " (scope, rev, seq, local_seq, generation, sort_key, doc) ="
    " (excluded.scope, excluded.rev, excluded.seq, excluded.local_seq, excluded.generation,"
    " excluded.sort_key, excluded.doc)"
    " WHERE rev < excluded.rev OR generation < excluded.generation";

/* A snapshot may be of another feed, whose revisions say nothing of those held. What is the same
 * is left, so that the index has nothing to follow. */
static const char put_snapshot_sql[] =
    "INSERT INTO record (key, type, id, scope, rev, seq, local_seq, generation, sort_key, doc)"
    " VALUES (:local, :type, :id, :scope, :rev, :seq, :local, :generation, :sort_key, :doc)"
    " ON CONFLICT (type, id) DO UPDATE SET"
    " (scope, rev, seq, local_seq, generation, sort_key, doc) ="
    " (excluded.scope, excluded.rev, excluded.seq, excluded.local_seq, excluded.generation,"
    " excluded.sort_key, excluded.doc)"
    " WHERE rev <> excluded.rev OR doc <> excluded.doc OR scope <> excluded.scope";

static const char touch_sql[] =
    "UPDATE record SET generation = :generation WHERE type = :type AND id = :id";

static void
learn (const SolChange *change)
{
  g_autofree char *doc = NULL;

  if (!sol_record_registry_learns (change->type) || !g_str_equal (change->scope, "public"))
    return;
  doc = g_strndup (change->doc, change->doc_length);
  sol_record_registry_learn (change->type, doc);
}

static void
bind_put (sqlite3_stmt *statement, const SolChange *change)
{
  const char *title_field = find_title_field (change->type);
  int sort_key = sqlite3_bind_parameter_index (statement, ":sort_key");
  int doc = sqlite3_bind_parameter_index (statement, ":doc");

  learn (change);
  if (title_field != NULL)
    sqlite3_bind_text (statement, sort_key, make_sort_key (change, title_field), -1, g_free);
  else
    sqlite3_bind_text (statement, sort_key, "", 0, SQLITE_STATIC);
  sqlite3_bind_text64 (statement, doc, change->doc, change->doc_length, SQLITE_STATIC, SQLITE_UTF8);
}

static void
bind_change (SolStoreWriter *self, sqlite3_stmt *statement, const SolChange *change)
{
  sol_database_bind_text (statement, ":type", change->type);
  sol_database_bind_text (statement, ":id", change->id);
  sol_database_bind_text (statement, ":scope", change->scope);
  sol_database_bind_number (statement, ":rev", change->rev);
  sol_database_bind_number (statement, ":buried", change->rev - (change->kind == SOL_CHANGE_LEAVE));
  sol_database_bind_number (statement, ":seq", change->seq);
  sol_database_bind_number (statement, ":local", self->local_seq + 1);
  sol_database_bind_number (statement, ":generation", self->generation);
}

static gboolean
run_change (SolStoreWriter *self, const char *sql, const SolChange *change, GError **error)
{
  sqlite3_stmt *statement = sol_database_prepare (self->db, sql, error);

  if (statement == NULL)
    return FALSE;

  bind_change (self, statement, change);
  return sol_database_finish (self->db, statement, error);
}

static gboolean
put (SolStoreWriter *self, const SolChange *change, GError **error)
{
  const char *sql = self->snapshot ? put_snapshot_sql : put_sql;
  sqlite3_stmt *statement = sol_database_prepare (self->db, sql, error);

  if (statement == NULL)
    return FALSE;

  bind_put (statement, change);
  bind_change (self, statement, change);
  if (!sol_database_finish (self->db, statement, error))
    return FALSE;

  if (sol_database_count_changes (self->db) > 0)
    self->local_seq++;
  else if (self->snapshot)
    return run_change (self, touch_sql, change, error);
  return TRUE;
}

/* A deletion keeps its rev, also that of what was never held: its line may come late. What left for
 * elsewhere has that rev there: it comes back with it to who comes to see that. */
static gboolean delete (SolStoreWriter *self, const SolChange *change, GError **error)
{
  static const char bury_sql[] =
      "INSERT INTO tombstone (key, type, id, rev, local_seq)"
      " SELECT coalesce ((SELECT key FROM record WHERE type = :type AND id = :id), :local),"
      " :type, :id, :buried, :local WHERE NOT EXISTS"
      " (SELECT 1 FROM record WHERE type = :type AND id = :id AND rev >= :rev)"
      " AND NOT EXISTS"
      " (SELECT 1 FROM tombstone WHERE type = :type AND id = :id AND rev >= :buried)";

  if (!run_change (self, bury_sql, change, error))
    return FALSE;
  if (sol_database_count_changes (self->db) == 0)
    return TRUE;

  if (!run_change (self, "DELETE FROM record WHERE type = :type AND id = :id", change, error))
    return FALSE;
  self->local_seq++;
  return TRUE;
}

/* No longer ours to see, but not deleted: it may come back with the rev it had. */
static gboolean
drop (SolStoreWriter *self, const SolChange *change, GError **error)
{
  if (!run_change (self,
                   "INSERT INTO tombstone (key, type, id, rev, local_seq)"
                   " SELECT key, type, id, 0, :local FROM record"
                   " WHERE scope = :scope AND scope <> 'public'",
                   change, error) ||
      !run_change (self, "DELETE FROM record WHERE scope = :scope AND scope <> 'public'", change,
                   error))
    return FALSE;

  self->local_seq++;
  return TRUE;
}

gboolean
sol_store_put_cursor (SolDatabase *db, const char *cursor, GError **error)
{
  sqlite3_stmt *statement = sol_database_prepare (
      db, "INSERT OR REPLACE INTO cursor VALUES ('changes', :cursor)", error);

  if (statement == NULL)
    return FALSE;

  sol_database_bind_text (statement, ":cursor", cursor);
  return sol_database_finish (db, statement, error);
}

/**
 * sol_store_writer_apply: (skip)
 *
 * Writes one line of the feed. Records of a type that only a newer program knows are kept too.
 */
gboolean
sol_store_writer_apply (SolStoreWriter *self, const SolChange *change, GError **error)
{
  switch (change->kind)
    {
    case SOL_CHANGE_PUT:
      return put (self, change, error);
    case SOL_CHANGE_DELETE:
    case SOL_CHANGE_LEAVE:
      return delete (self, change, error);
    case SOL_CHANGE_DROP:
      return drop (self, change, error);
    case SOL_CHANGE_CHECKPOINT:
      return self->snapshot || sol_store_put_cursor (self->db, change->cursor, error);
    case SOL_N_CHANGE_KINDS:
    default:
      return TRUE;
    }
}

/**
 * sol_store_writer_begin: (skip)
 *
 * Inside a transaction, once before its changes.
 */
gboolean
sol_store_writer_begin (SolStoreWriter *self, SolDatabase *db, gboolean snapshot, GError **error)
{
  *self = (SolStoreWriter){ .db = db, .snapshot = snapshot };
  return sol_database_get_number (db, "SELECT value FROM meta WHERE name = 'store:local-seq'",
                                  &self->local_seq, error) &&
         sol_database_get_number (db, "SELECT value FROM meta WHERE name = 'store:generation'",
                                  &self->generation, error);
}

gboolean
sol_store_writer_end (SolStoreWriter *self, GError **error)
{
  sqlite3_stmt *statement = sol_database_prepare (
      self->db, "UPDATE meta SET value = ? WHERE name = 'store:local-seq'", error);

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, self->local_seq);
  return sol_database_finish (self->db, statement, error);
}
