/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-storage-sqlite-private.h"

#define COLUMNS SOL_STORED_COLUMNS

char *
sol_storage_sqlite_read_meta (SolSqlite *connection, const char *name, GError **error)
{
  sqlite3_stmt *statement = sol_sqlite_prepare (connection,
                                                "SELECT value FROM meta WHERE name = ?1", error);
  char *value = NULL;

  if (statement == NULL)
    return NULL;
  sol_sqlite_bind_text (statement, 1, name);
  if (sol_sqlite_step (connection, statement, error) == SQLITE_ROW)
    value = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_reset (statement);
  return value;
}

/* The end of the feed, which a purge does not draw back. -1 on an error. */
gint64
sol_storage_sqlite_get_seq (SolSqlite *connection, GError **error)
{
  g_autoptr (GError) fault = NULL;
  g_autofree char *text = sol_storage_sqlite_read_meta (connection, "seq", &fault);

  if (fault == NULL)
    return text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
  g_propagate_error (error, g_steal_pointer (&fault));
  return -1;
}

/* The record of a row; its strings are good until the next step. */
SolStored
sol_storage_sqlite_get_row (sqlite3_stmt *statement)
{
  return (SolStored){
    .key = sqlite3_column_int64 (statement, 0),
    .type = (char *) sqlite3_column_text (statement, 1),
    .id = (char *) sqlite3_column_text (statement, 2),
    .scope = (char *) sqlite3_column_text (statement, 3),
    .rev = sqlite3_column_int64 (statement, 4),
    .seq = sqlite3_column_int64 (statement, 5),
    .doc = (char *) sqlite3_column_text (statement, 6),
  };
}

static SolStored *
dup_row (sqlite3_stmt *statement)
{
  SolStored row = sol_storage_sqlite_get_row (statement);
  SolStored *self = g_new (SolStored, 1);

  *self = row;
  self->type = g_strdup (row.type);
  self->id = g_strdup (row.id);
  self->scope = g_strdup (row.scope);
  self->doc = g_strdup (row.doc);
  return self;
}

gboolean
sol_storage_sqlite_take_rows (SolSqlite *reader,
                              sqlite3_stmt *statement,
                              SolStorageTake take,
                              gpointer data,
                              GError **error)
{
  int code;

  while ((code = sol_sqlite_step (reader, statement, error)) == SQLITE_ROW)
    {
      SolStored row = sol_storage_sqlite_get_row (statement);

      if (!take (&row, data))
        return TRUE;
    }
  return code == SQLITE_DONE;
}

static gboolean
read_scope (SolSqlite *reader,
            const char *scope,
            gint64 *seq,
            SolStorageTake take,
            gpointer data,
            GError **error)
{
  sqlite3_stmt *statement;

  *seq = sol_storage_sqlite_get_seq (reader, error);
  if (*seq < 0)
    return FALSE;
  statement = sol_sqlite_prepare (reader,
                                  "SELECT " COLUMNS " FROM record WHERE scope = ?1 AND seq > 0 "
                                  "AND doc IS NOT NULL ORDER BY seq",
                                  error);
  if (statement == NULL)
    return FALSE;
  sol_sqlite_bind_text (statement, 1, scope);
  return sol_storage_sqlite_take_rows (reader, statement, take, data, error);
}

static gboolean
read_all (SolStorage *storage,
          const char *scope,
          gint64 *seq,
          SolStorageTake take,
          gpointer data,
          GError **error)
{
  SolStorageSqlite *self = SOL_STORAGE_SQLITE (storage);
  SolSqlite *reader = sol_storage_sqlite_take_reader (self, error);
  gboolean done;

  if (reader == NULL)
    return FALSE;
  done = sol_sqlite_run (reader, "BEGIN", error) &&
         read_scope (reader, scope, seq, take, data, error);
  sol_sqlite_reset (reader);
  sol_sqlite_run (reader, "ROLLBACK", NULL);
  sol_storage_sqlite_give_reader (self, reader);
  return done;
}

static SolStored *
get (SolStorage *storage, const char *type, const char *id, GError **error)
{
  SolStorageSqlite *self = SOL_STORAGE_SQLITE (storage);
  SolSqlite *reader = sol_storage_sqlite_take_reader (self, error);
  sqlite3_stmt *statement;
  SolStored *found = NULL;

  if (reader == NULL)
    return NULL;
  statement = sol_sqlite_prepare (
      reader, "SELECT " COLUMNS " FROM record WHERE type = ?1 AND id = ?2", error);
  if (statement != NULL)
    {
      sol_sqlite_bind_text (statement, 1, type);
      sol_sqlite_bind_text (statement, 2, id);
      if (sol_sqlite_step (reader, statement, error) == SQLITE_ROW)
        found = dup_row (statement);
    }
  sol_storage_sqlite_give_reader (self, reader);
  return found;
}

/* An index on an expression is found by its text alone: no parameter can name the field. */
static const char *
get_find_sql (const char *field)
{
#define FIND(name)                                             \
  if (g_str_equal (field, #name))                              \
  return "SELECT " COLUMNS " FROM record WHERE type = ?1 AND " \
         "json_extract (doc, '$." #name "') = ?2 ORDER BY key"
  FIND (siret);
  FIND (external_id);
  FIND (supplier);
  FIND (list);
#undef FIND
  return NULL;
}

static gboolean
add_row (const SolStored *row, gpointer rows)
{
  SolStored *copy = g_new (SolStored, 1);

  *copy = *row;
  copy->type = g_strdup (row->type);
  copy->id = g_strdup (row->id);
  copy->scope = g_strdup (row->scope);
  copy->doc = g_strdup (row->doc);
  g_ptr_array_add (rows, copy);
  return TRUE;
}

static GPtrArray *
find (SolStorage *storage, const char *type, const char *field, const char *value, GError **error)
{
  SolStorageSqlite *self = SOL_STORAGE_SQLITE (storage);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_stored_free);
  const char *sql = get_find_sql (field);
  SolSqlite *reader;
  sqlite3_stmt *statement;
  gboolean done = FALSE;

  g_return_val_if_fail (sql != NULL, NULL);
  reader = sol_storage_sqlite_take_reader (self, error);
  if (reader == NULL)
    return NULL;
  statement = sol_sqlite_prepare (reader, sql, error);
  if (statement != NULL)
    {
      sol_sqlite_bind_text (statement, 1, type);
      sol_sqlite_bind_text (statement, 2, value);
      done = sol_storage_sqlite_take_rows (reader, statement, add_row, rows, error);
    }
  sol_storage_sqlite_give_reader (self, reader);
  return done ? g_steal_pointer (&rows) : NULL;
}

static gboolean
add_key (SolSqlite *reader, sqlite3_stmt *statement, gint64 key, GPtrArray *rows, GError **error)
{
  int code;

  sqlite3_reset (statement);
  sqlite3_bind_int64 (statement, 1, key);
  code = sol_sqlite_step (reader, statement, error);
  if (code == SQLITE_ROW)
    g_ptr_array_add (rows, dup_row (statement));
  return code == SQLITE_ROW || code == SQLITE_DONE;
}

static gboolean
add_keys (SolSqlite *reader, const gint64 *keys, guint n_keys, GPtrArray *rows, GError **error)
{
  sqlite3_stmt *statement = sol_sqlite_prepare (
      reader, "SELECT " COLUMNS " FROM record WHERE key = ?1 AND doc IS NOT NULL", error);
  gboolean done = statement != NULL;

  for (guint i = 0; done && i < n_keys; i++)
    done = add_key (reader, statement, keys[i], rows, error);
  if (statement != NULL)
    sqlite3_reset (statement);
  return done;
}

static gboolean
run_kept (SolSqlite *reader, const char *sql, GError **error)
{
  sqlite3_stmt *statement = sol_sqlite_prepare (reader, sql, error);

  return statement != NULL && sol_sqlite_finish (reader, statement, error);
}

/* In one transaction: the page is of one moment, and the file is locked once. */
static GPtrArray *
get_keys (SolStorage *storage, const gint64 *keys, guint n_keys, GError **error)
{
  SolStorageSqlite *self = SOL_STORAGE_SQLITE (storage);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_stored_free);
  SolSqlite *reader = sol_storage_sqlite_take_reader (self, error);
  gboolean done;

  if (reader == NULL)
    return NULL;
  done = run_kept (reader, "BEGIN", error) && add_keys (reader, keys, n_keys, rows, error);
  run_kept (reader, "COMMIT", NULL);
  sol_storage_sqlite_give_reader (self, reader);
  return done ? g_steal_pointer (&rows) : NULL;
}

static char *
get_meta (SolStorage *storage, const char *name, GError **error)
{
  SolStorageSqlite *self = SOL_STORAGE_SQLITE (storage);
  SolSqlite *reader = sol_storage_sqlite_take_reader (self, error);
  char *value;

  if (reader == NULL)
    return NULL;
  value = sol_storage_sqlite_read_meta (reader, name, error);
  sol_storage_sqlite_give_reader (self, reader);
  return value;
}

void
sol_storage_sqlite_reads_init (SolStorageInterface *iface)
{
  iface->read_all = read_all;
  iface->get = get;
  iface->find = find;
  iface->get_keys = get_keys;
  iface->get_meta = get_meta;
}
