/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-text.h"
#include "sol-config.h"
#include "sol-sql.h"
#include "store/sol-database-private.h"
#include "store/sol-store-error.h"

#define MIGRATIONS SOL_RESOURCE_PATH "sql/"
#define BUSY_TIMEOUT_MS 5000
#define CACHE_KIB 2000          /* SQLite's own choice */
#define CANCEL_CHECK_STEPS 1000 /* of the virtual machine: some ten microseconds */

struct _SolDatabase
{
  sqlite3 *handle;
  GHashTable
      *statements; /* address of an SQL literal -> sqlite3_stmt, for the life of the connection */
  gboolean empties_log;
  gboolean log_is_kept; /* though it was asked for: a reader of long is there */
};

static int
error_code_for (int sqlite_code)
{
  switch (sqlite_code & 0xff)
    {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return SOL_STORE_ERROR_CORRUPT;
    case SQLITE_FULL:
      return SOL_STORE_ERROR_FULL;
    case SQLITE_IOERR:
      /* A file size limit, a quota and some network disks say it so. */
      return sqlite_code == SQLITE_IOERR_WRITE ? SOL_STORE_ERROR_FULL : SOL_STORE_ERROR_FAILED;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
      return SOL_STORE_ERROR_READ_ONLY;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return SOL_STORE_ERROR_LOCKED;
    default:
      return SOL_STORE_ERROR_FAILED;
    }
}

static void
set_error (SolDatabase *self, int sqlite_code, GError **error)
{
  if ((sqlite_code & 0xff) == SQLITE_INTERRUPT)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Query was cancelled");
  else
    g_set_error_literal (error, SOL_STORE_ERROR, error_code_for (sqlite_code),
                         self->handle ? sqlite3_errmsg (self->handle) : "Out of memory");
}

/**
 * sol_database_run:
 * @sql: one or more statements without parameters, from the program, never from a user
 *
 * For migrations, pragmas and transaction marks.
 */
gboolean
sol_database_run (SolDatabase *self, const char *sql, GError **error)
{
  int code = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);

  if (code == SQLITE_OK)
    return TRUE;

  set_error (self, code, error);
  return FALSE;
}

/* sol_sort_key (text): what lists sort by; NULL for anything that is not a text. */
static void
make_sort_key (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  if (sqlite3_value_type (values[0]) == SQLITE_TEXT)
    sqlite3_result_text (context,
                         sol_text_make_sort_key ((const char *) sqlite3_value_text (values[0])), -1,
                         g_free);
}

/**
 * sol_database_open:
 * @path: file name in the GLib encoding
 * @writable: %TRUE for the one connection that writes and makes the file
 *
 * Returns: (transfer full) (nullable): an open connection. May wait for the disk.
 */
SolDatabase *
sol_database_open (const char *path, gboolean writable, GError **error)
{
  g_autoptr (SolDatabase) self = g_new0 (SolDatabase, 1);
  int flags = writable ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
  int code;

  self->statements = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) sqlite3_finalize);

  /* NOMUTEX: a connection has one user at a time, the lane that popped it. */
  code = sqlite3_open_v2 (path, &self->handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI, NULL);
  if (code != SQLITE_OK)
    {
      set_error (self, code, error);
      return NULL;
    }

  sqlite3_extended_result_codes (self->handle, TRUE);
  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT_MS);
  sqlite3_create_function (self->handle, "sol_sort_key", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC,
                           NULL, make_sort_key, NULL, NULL);
  if (writable && !sol_database_run (self,
                                     "PRAGMA journal_mode = WAL;"
                                     "PRAGMA synchronous = NORMAL;"
                                     "PRAGMA foreign_keys = ON;",
                                     error))
    return NULL;

  return g_steal_pointer (&self);
}

void
sol_database_close (SolDatabase *self)
{
  /* Statements first: a connection with live statements refuses to close. */
  g_hash_table_unref (self->statements);
  sqlite3_close (self->handle);
  g_free (self);
}

/* Returns: (transfer none): file name in the GLib encoding, absolute */
const char *
sol_database_get_path (SolDatabase *self)
{
  return sqlite3_db_filename (self->handle, "main");
}

/**
 * sol_database_attach:
 * @path: file name in the GLib encoding, absolute
 * @name: a literal, by which its tables are named where a name is in both files
 *
 * Has the connection read another file as well; it cannot write it: two attached files do not
 * commit together.
 */
gboolean
sol_database_attach (SolDatabase *self, const char *path, const char *name, GError **error)
{
  g_autofree char *file = g_filename_to_uri (path, NULL, error);
  g_autofree char *uri = file != NULL ? g_strconcat (file, "?mode=ro", NULL) : NULL;
  char *sql;
  gboolean done;

  if (uri == NULL)
    return FALSE;
  sql = sqlite3_mprintf ("ATTACH %Q AS %s", uri, name);
  done = sol_database_run (self, sql, error);
  sqlite3_free (sql);
  return done;
}

/**
 * sol_database_set_durable:
 *
 * A commit is on the disk when it returns, whatever happens to the power. What goes from it leaves
 * no trace in the file.
 */
gboolean
sol_database_set_durable (SolDatabase *self, GError **error)
{
  return sol_database_run (self, "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON", error);
}

/* For a connection that writes beside the one which keeps the file: that one checkpoints. */
void
sol_database_leave_checkpoints (SolDatabase *self)
{
  sqlite3_wal_autocheckpoint (self->handle, 0);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
}

/* Has what the transaction under way takes away leave the write-ahead log as well. */
void
sol_database_empty_log (SolDatabase *self)
{
  self->empties_log = TRUE;
}

/* After a commit. One's own read left half way would keep the log, as another's of long does: the
 * first commit waits for that, each of the next tries again. */
void
sol_database_end_commit (SolDatabase *self)
{
  if (!self->empties_log)
    return;
  sol_database_release_statements (self);
  sqlite3_busy_timeout (self->handle, self->log_is_kept ? 0 : BUSY_TIMEOUT_MS);
  self->log_is_kept = sqlite3_wal_checkpoint_v2 (self->handle, "main", SQLITE_CHECKPOINT_TRUNCATE,
                                                 NULL, NULL) != SQLITE_OK;
  self->empties_log = self->log_is_kept;
  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT_MS);
}

/**
 * sol_database_prepare:
 * @sql: a string literal: the cache keeps the pointer
 *
 * Returns: (transfer none) (nullable): the statement, reset and without bindings, good until
 *   sol_database_release_statements()
 */
sqlite3_stmt *
sol_database_prepare (SolDatabase *self, const char *sql, GError **error)
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

  g_hash_table_insert (self->statements, (gpointer) sql, statement);
  return statement;
}

/**
 * sol_database_step:
 * @error: (not optional): looked at after the loop, since the end also returns %FALSE
 *
 * Returns: %TRUE when a row is there
 */
gboolean
sol_database_step (SolDatabase *self, sqlite3_stmt *statement, GError **error)
{
  int code = sqlite3_step (statement);

  if (code == SQLITE_ROW)
    return TRUE;
  if (code != SQLITE_DONE)
    set_error (self, code, error);

  sqlite3_reset (statement);
  return FALSE;
}

/**
 * sol_database_finish:
 * @statement: one that answers no rows
 *
 * Returns: %TRUE when it ran to its end
 */
gboolean
sol_database_finish (SolDatabase *self, sqlite3_stmt *statement, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  while (sol_database_step (self, statement, &local_error))
    ;
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* A SELECT left half way keeps its snapshot, and the WAL file then grows for ever. */
void
sol_database_release_statements (SolDatabase *self)
{
  sqlite3_stmt *statement = NULL;

  while ((statement = sqlite3_next_stmt (self->handle, statement)))
    if (sqlite3_stmt_busy (statement))
      sqlite3_reset (statement);
}

/* SQLite has rolled back by itself after an interrupted write or a full disk. */
void
sol_database_rollback (SolDatabase *self)
{
  if (!sqlite3_get_autocommit (self->handle))
    sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
}

static int
is_cancelled (gpointer cancellable)
{
  return g_cancellable_is_cancelled (cancellable);
}

/**
 * sol_database_set_cancellable:
 * @cancellable: (nullable): stops what the connection does from now on; %NULL takes it away
 *
 * Asked for by the statement as it runs. sqlite3_interrupt() from another thread would be lost
 * when it comes between two statements, and would hit the next user of the connection when it
 * comes late; this can do neither.
 */
void
sol_database_set_cancellable (SolDatabase *self, GCancellable *cancellable)
{
  sqlite3_progress_handler (self->handle, cancellable != NULL ? CANCEL_CHECK_STEPS : 0,
                            cancellable != NULL ? is_cancelled : NULL, cancellable);
}

/**
 * sol_database_get_version:
 *
 * Returns: the number of its last migration; -1 with @error set
 */
int
sol_database_get_version (SolDatabase *self, GError **error)
{
  sqlite3_stmt *statement = sol_database_prepare (self, "PRAGMA user_version", error);
  int version = -1;

  if (statement != NULL && sol_database_step (self, statement, error))
    version = sqlite3_column_int (statement, 0);

  sol_database_release_statements (self);
  return version;
}

/* Script and version land in one transaction: a crash leaves the old schema or the new one. */
static gboolean
apply_migration (SolDatabase *self, int version, GBytes *script, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("BEGIN IMMEDIATE; %.*s; PRAGMA user_version = %d; COMMIT",
                                          (int) g_bytes_get_size (script),
                                          (const char *) g_bytes_get_data (script, NULL), version);

  if (sol_database_run (self, sql, error))
    return TRUE;

  g_prefix_error (error, "Migration %d: ", version);
  sol_database_rollback (self);
  return FALSE;
}

/**
 * sol_database_get_newest:
 * @schema: folder of the scripts: "cache" or "user"
 *
 * Returns: the version that the newest script of this program makes
 */
int
sol_database_get_newest (const char *schema)
{
  /* Asked by its symbol: a static library would lose a resource known only by its constructor. */
  g_autofree char *folder = g_strconcat (MIGRATIONS, schema, NULL);
  g_auto (GStrv) scripts = g_resource_enumerate_children (sol_sql_get_resource (), folder, 0, NULL);

  return scripts != NULL ? (int) g_strv_length (scripts) : 0;
}

/**
 * sol_database_check_version:
 *
 * Returns: %FALSE with %SOL_STORE_ERROR_TOO_NEW when the file is ahead of the program
 */
gboolean
sol_database_check_version (SolDatabase *self, const char *schema, GError **error)
{
  int version = sol_database_get_version (self, error);
  int newest = sol_database_get_newest (schema);

  if (version < 0)
    return FALSE;
  if (version <= newest)
    return TRUE;

  g_set_error (error, SOL_STORE_ERROR, SOL_STORE_ERROR_TOO_NEW,
               "Schema %d is newer than %d, which this program knows", version, newest);
  return FALSE;
}

/**
 * sol_database_migrate:
 *
 * Brings the schema forward to the newest script in the program. Forward only.
 *
 * Returns: %FALSE with %SOL_STORE_ERROR_TOO_NEW when the file is ahead of the program
 */
gboolean
sol_database_migrate (SolDatabase *self, const char *schema, GError **error)
{
  int newest = sol_database_get_newest (schema);
  int version;

  if (!sol_database_check_version (self, schema, error))
    return FALSE;

  version = sol_database_get_version (self, error);
  while (version < newest)
    {
      g_autofree char *name = g_strdup_printf (MIGRATIONS "%s/%04d.sql", schema, ++version);
      g_autoptr (GBytes) script = NULL;

      script = g_resource_lookup_data (sol_sql_get_resource (), name, 0, error);
      if (script == NULL || !apply_migration (self, version, script, error))
        return FALSE;
    }

  return TRUE;
}

/* Small helpers of those who write SQL. */

/**
 * sol_database_bind_text:
 * @name: of a parameter; a statement takes those that it names
 * @text: (nullable): must live until the statement was run
 */
void
sol_database_bind_text (sqlite3_stmt *statement, const char *name, const char *text)
{
  int index = sqlite3_bind_parameter_index (statement, name);

  if (index > 0)
    sqlite3_bind_text (statement, index, text, -1, SQLITE_STATIC);
}

void
sol_database_bind_number (sqlite3_stmt *statement, const char *name, gint64 number)
{
  int index = sqlite3_bind_parameter_index (statement, name);

  if (index > 0)
    sqlite3_bind_int64 (statement, index, number);
}

/**
 * sol_database_get_number:
 * @sql: a literal that answers one number
 *
 * Returns: %FALSE with @error set, or without it when there is no row
 */
gboolean
sol_database_get_number (SolDatabase *self, const char *sql, gint64 *number, GError **error)
{
  sqlite3_stmt *statement = sol_database_prepare (self, sql, error);

  if (statement == NULL || !sol_database_step (self, statement, error))
    return FALSE;

  *number = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return TRUE;
}

/* @kib: memory for pages; 0: as it was at first */
void
sol_database_set_cache (SolDatabase *self, guint kib)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA cache_size = -%u; PRAGMA shrink_memory",
                                          kib > 0 ? kib : CACHE_KIB);

  sol_database_run (self, sql, NULL);
}

int
sol_database_count_changes (SolDatabase *self)
{
  return sqlite3_changes (self->handle);
}

/* Returns: rows that were written since it was opened, those that were taken back included */
gint64
sol_database_count_all_changes (SolDatabase *self)
{
  return sqlite3_total_changes64 (self->handle);
}
