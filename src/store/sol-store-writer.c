/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/sol-json.h"
#include "model/sol-record-registry.h"
#include "model/sol-text.h"
#include "store/sol-store-error.h"
#include "store/sol-store-records-private.h"

/* The writing of the feed. In bulk a document stays text: it is scanned, checked and stored as it
 * came, and nothing is made of it. */

/* Slices of a line, or of the document in it. */
typedef struct
{
  const char *doc;
  gsize doc_length;
  char *title; /* (nullable): owned */
} Scan;

/* Returns: (nullable): the field that names a record; %NULL for a type that has none, or is
 * unknown. */
static const char *
find_title_field (const char *type_name)
{
  GType type = type_name != NULL ? sol_record_registry_find (type_name) : G_TYPE_INVALID;
  g_autoptr (SolRecordClass) klass = NULL;

  if (type == G_TYPE_INVALID)
    return NULL;

  klass = g_type_class_ref (type);
  for (guint i = 0; i < klass->n_fields; i++)
    if (klass->fields[i].flags & SOL_FIELD_TITLE)
      return klass->fields[i].name;

  return NULL;
}

/* Behind the opening brace of the document: to its closing one, noting the title. */
static gboolean
scan_document (SolJsonReader *reader, const char *title_field, Scan *scan)
{
  SolJsonToken token;

  while ((token = sol_json_reader_next (reader)) == SOL_JSON_KEY)
    {
      gboolean is_title = title_field != NULL && sol_json_reader_is (reader, title_field);

      token = sol_json_reader_next (reader);
      if (is_title && token == SOL_JSON_STRING)
        {
          g_free (scan->title);
          scan->title = sol_json_reader_dup (reader);
        }
      if (!sol_json_reader_skip (reader, token))
        return FALSE;
    }

  if (token != SOL_JSON_OBJECT_END)
    return FALSE;

  scan->doc_length = (gsize) (reader->start + 1 - scan->doc);
  return TRUE;
}

static gboolean
scan_line (const char *line, const char *title_field, Scan *scan)
{
  SolJsonReader reader;
  SolJsonToken token;

  sol_json_reader_init (&reader, line, strlen (line));
  if (sol_json_reader_next (&reader) != SOL_JSON_OBJECT)
    return FALSE;

  while ((token = sol_json_reader_next (&reader)) == SOL_JSON_KEY)
    {
      gboolean is_doc = sol_json_reader_is (&reader, "doc");

      token = sol_json_reader_next (&reader);
      if (is_doc && token == SOL_JSON_OBJECT)
        {
          scan->doc = reader.start;
          return scan_document (&reader, title_field, scan);
        }
      if (!sol_json_reader_skip (&reader, token))
        return FALSE;
    }

  return FALSE;
}

/* The same line may come twice, or late: of the feed only a newer revision has an effect. */
static const char put_sql[] =
    "INSERT INTO record (key, type, id, scope, rev, seq, local_seq, generation, sort_key, doc)"
    " SELECT :local, :type, :id, :scope, :rev, :seq, :local, :generation, :sort_key, :doc"
    " WHERE NOT EXISTS"
    " (SELECT 1 FROM tombstone WHERE type = :type AND id = :id AND rev >= :rev)"
    " ON CONFLICT (type, id) DO UPDATE SET"
    " (scope, rev, seq, local_seq, generation, sort_key, doc) ="
    " (excluded.scope, excluded.rev, excluded.seq, excluded.local_seq, excluded.generation,"
    " excluded.sort_key, excluded.doc)"
    " WHERE rev < excluded.rev";

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
learn (const SolChange *change, const Scan *scan)
{
  g_autofree char *doc = NULL;

  if (!sol_record_registry_learns (change->type) || !g_str_equal (change->scope, "public"))
    return;
  doc = g_strndup (scan->doc, scan->doc_length);
  sol_record_registry_learn (change->type, doc);
}

static gboolean
bind_put (SolStoreWriter *self, sqlite3_stmt *statement, const SolChange *change, GError **error)
{
  Scan scan = { 0 };
  int doc = sqlite3_bind_parameter_index (statement, ":doc");
  int sort_key = sqlite3_bind_parameter_index (statement, ":sort_key");

  if (change->line == NULL || !scan_line (change->line, find_title_field (change->type), &scan) ||
      !sol_json_check (scan.doc, scan.doc_length, NULL))
    {
      g_free (scan.title);
      g_set_error (error, SOL_STORE_ERROR, SOL_STORE_ERROR_FAILED, "%s %s is no sound document",
                   change->type, change->id);
      return FALSE;
    }

  learn (change, &scan);
  sqlite3_bind_text64 (statement, doc, scan.doc, scan.doc_length, SQLITE_STATIC, SQLITE_UTF8);
  sqlite3_bind_text (statement, sort_key,
                     scan.title != NULL ? sol_text_make_sort_key (scan.title) : g_strdup (""), -1,
                     g_free);
  g_free (scan.title);
  return TRUE;
}

static gboolean
bind_change (SolStoreWriter *self, sqlite3_stmt *statement, const SolChange *change)
{
  sol_database_bind_text (statement, ":type", change->type);
  sol_database_bind_text (statement, ":id", change->id);
  sol_database_bind_text (statement, ":scope", change->scope);
  sol_database_bind_number (statement, ":rev", change->rev);
  sol_database_bind_number (statement, ":seq", change->seq);
  sol_database_bind_number (statement, ":local", self->local_seq + 1);
  sol_database_bind_number (statement, ":generation", self->generation);
  return TRUE;
}

static gboolean
run_change (SolStoreWriter *self, const char *sql, const SolChange *change, GError **error)
{
  sqlite3_stmt *statement = sol_database_prepare (self->db, sql, error);

  return statement != NULL && bind_change (self, statement, change) &&
         sol_database_finish (self->db, statement, error);
}

static gboolean
put (SolStoreWriter *self, const SolChange *change, GError **error)
{
  const char *sql = self->snapshot ? put_snapshot_sql : put_sql;
  sqlite3_stmt *statement = sol_database_prepare (self->db, sql, error);

  if (statement == NULL || !bind_put (self, statement, change, error) ||
      !bind_change (self, statement, change) || !sol_database_finish (self->db, statement, error))
    return FALSE;

  if (sol_database_count_changes (self->db) > 0)
    self->local_seq++;
  else if (self->snapshot)
    return run_change (self, touch_sql, change, error);
  return TRUE;
}

/* A deletion keeps its rev, also that of what was never held: its line may come late. */
static gboolean delete (SolStoreWriter *self, const SolChange *change, GError **error)
{
  static const char bury_sql[] =
      "INSERT INTO tombstone (key, type, id, rev, local_seq)"
      " SELECT coalesce ((SELECT key FROM record WHERE type = :type AND id = :id), :local),"
      " :type, :id, :rev, :local WHERE NOT EXISTS"
      " (SELECT 1 FROM record WHERE type = :type AND id = :id AND rev >= :rev)"
      " AND NOT EXISTS"
      " (SELECT 1 FROM tombstone WHERE type = :type AND id = :id AND rev >= :rev)";

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
  self->db = db;
  self->snapshot = snapshot;
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
