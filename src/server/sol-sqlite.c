/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-sqlite.h"

#include <errno.h>

#include "server/sol-storage.h"
#include "sol-config.h"
#include "sol-server-sql.h"

#define MIGRATIONS SOL_RESOURCE_PATH "sql/server/"
#define BUSY_TIMEOUT_MS 5000

struct _SolSqlite
{
  sqlite3 *handle;
  GHashTable *statements; /* the text that a statement keeps of itself -> sqlite3_stmt */
};

static int
error_code_for (SolSqlite *self, int sqlite_code)
{
  if (self->handle != NULL && (sqlite_code & 0xff) == SQLITE_IOERR &&
      sqlite3_system_errno (self->handle) == ENOSPC)
    return SOL_STORAGE_ERROR_FULL;
  switch (sqlite_code & 0xff)
    {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return SOL_STORAGE_ERROR_CORRUPT;
    case SQLITE_FULL:
      return SOL_STORAGE_ERROR_FULL;
    case SQLITE_BUSY:
      return SOL_STORAGE_ERROR_LOCKED;
    case SQLITE_IOERR:
    case SQLITE_NOMEM:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
      return SOL_STORAGE_ERROR_MACHINE;
    default:
      return SOL_STORAGE_ERROR_FAILED;
    }
}

static void
set_error (SolSqlite *self, int code, GError **error)
{
  int error_code = error_code_for (self, code);

  if (error_code == SOL_STORAGE_ERROR_FULL)
    g_set_error (error, SOL_STORAGE_ERROR, error_code,
                 "The disk that holds %s is full. What was written before is kept: free some space "
                 "and do it again",
                 sqlite3_db_filename (self->handle, "main"));
  else
    g_set_error (error, SOL_STORAGE_ERROR, error_code, "The database answers: %s",
                 self->handle != NULL ? sqlite3_errmsg (self->handle) : "out of memory");
}

/**
 * sol_sqlite_run:
 * @sql: one or more statements of the program, without parameters
 */
gboolean
sol_sqlite_run (SolSqlite *self, const char *sql, GError **error)
{
  int code = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);

  if (code != SQLITE_OK)
    set_error (self, code, error);
  return code == SQLITE_OK;
}

/**
 * sol_sqlite_open:
 * @writable: for the one connection that writes, and makes the file
 *
 * Returns: (transfer full) (nullable): an open connection
 */
SolSqlite *
sol_sqlite_open (const char *path, gboolean writable, GError **error)
{
  g_autoptr (SolSqlite) self = g_new0 (SolSqlite, 1);
  int flags = writable ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
  int code;

  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                            (GDestroyNotify) sqlite3_finalize);
  code = sqlite3_open_v2 (path, &self->handle, flags | SQLITE_OPEN_NOMUTEX, NULL);
  if (code != SQLITE_OK)
    {
      set_error (self, code, error);
      g_prefix_error (error, "%s: ", path);
      return NULL;
    }
  sqlite3_extended_result_codes (self->handle, TRUE);
  /* A statement is planned once, not anew for each value that might be one of a partial index. */
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_ENABLE_QPSG, 1, NULL);
  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT_MS);
  /* FULL: what a client was told is applied survives a power cut. */
  if (writable && !sol_sqlite_run (self,
                                   "PRAGMA journal_mode = WAL;"
                                   "PRAGMA synchronous = FULL;"
                                   "PRAGMA foreign_keys = ON;",
                                   error))
    {
      g_prefix_error (error, "%s: ", path);
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
sol_sqlite_close (SolSqlite *self)
{
  g_hash_table_unref (self->statements);
  sqlite3_close (self->handle);
  g_free (self);
}

/**
 * sol_sqlite_prepare:
 * @sql: under which the statement is kept: of few kinds, as none is let go
 *
 * Returns: (transfer none) (nullable): the statement, without bindings
 */
sqlite3_stmt *
sol_sqlite_prepare (SolSqlite *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);
  int code;

  if (statement != NULL)
    {
      sqlite3_reset (statement);
      sqlite3_clear_bindings (statement);
      return statement;
    }
  code = sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
  if (code != SQLITE_OK)
    {
      set_error (self, code, error);
      return NULL;
    }
  g_hash_table_replace (self->statements, (gpointer) sqlite3_sql (statement), statement);
  return statement;
}

/* Rows that were written since it was opened. */
gint64
sol_sqlite_count_changes (SolSqlite *self)
{
  return sqlite3_total_changes64 (self->handle);
}

/* %SQLITE_ROW, %SQLITE_DONE, or another code with @error set. */
int
sol_sqlite_step (SolSqlite *self, sqlite3_stmt *statement, GError **error)
{
  int code = sqlite3_step (statement);

  if (code != SQLITE_ROW && code != SQLITE_DONE)
    set_error (self, code, error);
  return code;
}

/* Runs a statement that gives no rows. */
gboolean
sol_sqlite_finish (SolSqlite *self, sqlite3_stmt *statement, GError **error)
{
  int code = sol_sqlite_step (self, statement, error);

  sqlite3_reset (statement);
  return code == SQLITE_DONE;
}

static sqlite3_stmt *
bind (SolSqlite *self, const char *sql, const char *kinds, va_list values, GError **error)
{
  sqlite3_stmt *statement = sol_sqlite_prepare (self, sql, error);

  for (int i = 0; statement != NULL && kinds[i] != '\0'; i++)
    if (kinds[i] == 't')
      sol_sqlite_bind_text (statement, i + 1, va_arg (values, const char *));
    else
      sqlite3_bind_int64 (statement, i + 1, va_arg (values, gint64));
  return statement;
}

/**
 * sol_sqlite_bind:
 * @sql: as sol_sqlite_prepare()
 * @kinds: a letter for each value that follows: t a text that stays until the statement ran,
 *   i a #gint64
 *
 * Returns: (transfer none) (nullable): a statement that is ready for its first step
 */
sqlite3_stmt *
sol_sqlite_bind (SolSqlite *self, const char *sql, GError **error, const char *kinds, ...)
{
  sqlite3_stmt *statement;
  va_list values;

  va_start (values, kinds);
  statement = bind (self, sql, kinds, values, error);
  va_end (values);
  return statement;
}

/* Runs a statement that gives no rows, with the values of sol_sqlite_bind(). */
gboolean
sol_sqlite_execute (SolSqlite *self, const char *sql, GError **error, const char *kinds, ...)
{
  sqlite3_stmt *statement;
  va_list values;

  va_start (values, kinds);
  statement = bind (self, sql, kinds, values, error);
  va_end (values);
  return statement != NULL && sol_sqlite_finish (self, statement, error);
}

/* Ends all half-read statements, which would hold on to an old state of the database. */
void
sol_sqlite_reset (SolSqlite *self)
{
  GHashTableIter iter;
  gpointer statement;

  g_hash_table_iter_init (&iter, self->statements);
  while (g_hash_table_iter_next (&iter, NULL, &statement))
    sqlite3_reset (statement);
}

static int
get_user_version (SolSqlite *self, GError **error)
{
  sqlite3_stmt *statement = sol_sqlite_prepare (self, "PRAGMA user_version", error);
  int version;

  if (statement == NULL || sol_sqlite_step (self, statement, error) != SQLITE_ROW)
    return -1;
  version = sqlite3_column_int (statement, 0);
  sqlite3_reset (statement);
  return version;
}

static GBytes *
get_migration (guint version)
{
  g_autofree char *path = g_strdup_printf (MIGRATIONS "%04u.sql", version);

  return g_resource_lookup_data (sol_server_sql_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE,
                                 NULL);
}

static gboolean
run_migration (SolSqlite *self, guint version, GBytes *sql, GError **error)
{
  g_autofree char *script = NULL;
  gsize size;
  const char *text = g_bytes_get_data (sql, &size);

  script = g_strdup_printf ("BEGIN IMMEDIATE; %.*s; PRAGMA user_version = %u; COMMIT;", (int) size,
                            text, version);
  if (sol_sqlite_run (self, script, error))
    return TRUE;
  sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
  g_prefix_error (error, "Migration %u: ", version);
  return FALSE;
}

/* Raises the database to the newest version; a newer one than the program knows is refused. */
gboolean
sol_sqlite_migrate (SolSqlite *self, GError **error)
{
  int version = get_user_version (self, error);
  guint newest = 0;

  if (version < 0)
    return FALSE;
  for (;; newest++)
    {
      g_autoptr (GBytes) sql = get_migration (newest + 1);

      if (sql == NULL)
        break;
      if ((int) newest >= version && !run_migration (self, newest + 1, sql, error))
        return FALSE;
    }
  if (version > (int) newest)
    g_set_error (error, SOL_STORAGE_ERROR, SOL_STORAGE_ERROR_NEWER,
                 "The database is of version %d; this program knows %u and leaves it as it is",
                 version, newest);
  return version <= (int) newest;
}

/* NULL binds NULL. The text must stay until the statement ran. */
void
sol_sqlite_bind_text (sqlite3_stmt *statement, int index, const char *text)
{
  sqlite3_bind_text (statement, index, text, -1, SQLITE_STATIC);
}
