/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-clock.h"
#include "server/sol-storage-sqlite-private.h"

#define MAX_TRIES 5 /* of a code */

gboolean
sol_storage_sqlite_write_audit (SolSqlite *writer, const SolAudit *audit, GError **error)
{
  return sol_sqlite_execute (writer,
                             "INSERT INTO audit (at, account, session, client, act, detail, "
                             "scope) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                             error, "itttttt", sol_clock_seconds (), audit->account, audit->session,
                             audit->client, audit->act, audit->detail, audit->scope);
}

static char *
dup_column (sqlite3_stmt *statement, int column)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, column));
}

/* The columns of account, in the order of the table, from @first on. */
SolAccount *
sol_storage_sqlite_read_account (sqlite3_stmt *statement, int first)
{
  SolAccount *account = g_new0 (SolAccount, 1);

  account->id = dup_column (statement, first);
  account->address = dup_column (statement, first + 1);
  account->name = dup_column (statement, first + 2);
  account->kind = dup_column (statement, first + 3);
  account->role = dup_column (statement, first + 4);
  account->locale = dup_column (statement, first + 5);
  account->password = dup_column (statement, first + 6);
  account->state = dup_column (statement, first + 7);
  account->created_at = sqlite3_column_int64 (statement, first + 8);
  return account;
}

typedef struct
{
  const SolAccount *account;
  const SolAccount *from; /* (nullable) */
  gboolean ends_sessions;
  const SolAudit *audit;
} Change;

/* An unconfirmed account of its address is replaced; of a confirmed one nothing changes. */
gboolean
sol_storage_sqlite_add_account (SolSqlite *writer, const SolAccount *account, GError **error)
{
  return sol_sqlite_execute (
      writer,
      "INSERT INTO account (id, address, name, kind, role, locale, password, state, "
      "created_at, seen_at) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9) ON CONFLICT (address) DO UPDATE SET "
      "id = excluded.id, name = excluded.name, kind = excluded.kind, locale = excluded.locale, "
      "password = excluded.password, state = excluded.state, created_at = excluded.created_at "
      "WHERE state = 'unconfirmed'",
      error, "tttttttti", account->id, account->address, account->name, account->kind,
      account->role, account->locale, account->password, account->state, account->created_at);
}

static gboolean
add_account (SolSqlite *writer, gpointer data, GError **error)
{
  const Change *change = data;

  return sol_storage_sqlite_add_account (writer, change->account, error) &&
         sol_storage_sqlite_write_audit (writer, change->audit, error);
}

static gboolean
add (SolAccounts *accounts, const SolAccount *account, const SolAudit *audit, GError **error)
{
  Change data = { account, NULL, FALSE, audit };

  return sol_storage_sqlite_write (SOL_STORAGE_SQLITE (accounts), add_account, &data, error);
}

static SolAccount *
find (SolAccounts *accounts, const char *address, GError **error)
{
  SolStorageSqlite *self = SOL_STORAGE_SQLITE (accounts);
  SolSqlite *reader = sol_storage_sqlite_take_reader (self, error);
  SolAccount *account = NULL;
  sqlite3_stmt *statement;

  if (reader == NULL)
    return NULL;
  statement = sol_sqlite_bind (reader,
                               "SELECT id, address, name, kind, role, locale, password, state, "
                               "created_at FROM account WHERE address = ?1",
                               error, "t", address);
  if (statement != NULL && sol_sqlite_step (reader, statement, error) == SQLITE_ROW)
    account = sol_storage_sqlite_read_account (statement, 0);
  sol_storage_sqlite_give_reader (self, reader);
  return account;
}

static gboolean
update_account (SolSqlite *writer, const Change *change, GError **error)
{
  const SolAccount *account = change->account;
  const SolAccount *from = change->from;
  sqlite3_stmt *statement = sol_sqlite_bind (
      writer,
      "UPDATE account SET name = COALESCE (?2, name), locale = COALESCE (?3, locale), "
      "password = COALESCE (?4, password), state = COALESCE (?5, state) WHERE id = ?1 "
      "AND password = COALESCE (?6, password) AND state = COALESCE (?7, state) RETURNING id",
      error, "ttttttt", account->id, account->name, account->locale, account->password,
      account->state, from != NULL ? from->password : NULL, from != NULL ? from->state : NULL);
  int status = statement != NULL ? sol_sqlite_step (writer, statement, error) : SQLITE_ERROR;

  if (statement != NULL)
    sqlite3_reset (statement);
  if (status == SQLITE_DONE && from != NULL)
    g_set_error_literal (error, SOL_STORAGE_ERROR, SOL_STORAGE_ERROR_CHANGED,
                         "The account was changed meanwhile");
  return status == SQLITE_ROW || (status == SQLITE_DONE && from == NULL);
}

static gboolean
change_account (SolSqlite *writer, gpointer data, GError **error)
{
  const Change *change = data;

  return update_account (writer, change, error) &&
         sol_storage_sqlite_write_audit (writer, change->audit, error) &&
         (!change->ends_sessions || sol_storage_sqlite_end_others (writer, change->audit, error));
}

static gboolean
change_name (SolSqlite *writer, gint64 *seq, gpointer data, GError **error)
{
  return change_account (writer, data, error) &&
         sol_storage_sqlite_rename_member (writer, seq, ((Change *) data)->account, error);
}

static gboolean
change (SolAccounts *accounts,
        const SolAccount *account,
        const SolAccount *from,
        gboolean ends_sessions,
        const SolAudit *audit,
        GError **error)
{
  SolStorageSqlite *self = SOL_STORAGE_SQLITE (accounts);
  Change data = { account, from, ends_sessions, audit };

  return account->name != NULL ? sol_storage_sqlite_write_feed (self, change_name, &data, error)
                               : sol_storage_sqlite_write (self, change_account, &data, error);
}

typedef struct
{
  const char *purpose;
  const char *address_hash;
  const char *hash;
  gint64 time; /* when it expires, or now */
  gboolean right;
} Code;

static gboolean
write_code (SolSqlite *writer, gpointer data, GError **error)
{
  Code *code = data;

  return sol_sqlite_execute (writer,
                             "INSERT OR REPLACE INTO code (purpose, address_hash, hash, "
                             "expires_at, tries) VALUES (?1, ?2, ?3, ?4, 0)",
                             error, "ttti", code->purpose, code->address_hash, code->hash,
                             code->time);
}

static gboolean
put_code (SolAccounts *accounts,
          const char *purpose,
          const char *address_hash,
          const char *hash,
          gint64 expires_at,
          GError **error)
{
  Code code = { purpose, address_hash, hash, expires_at, FALSE };

  return sol_storage_sqlite_write (SOL_STORAGE_SQLITE (accounts), write_code, &code, error);
}

static gboolean
compare_code (SolSqlite *writer, gpointer data, GError **error)
{
  Code *code = data;
  sqlite3_stmt *statement = sol_sqlite_bind (
      writer,
      "UPDATE code SET tries = tries + 1 WHERE purpose = ?1 AND address_hash = ?2 "
      "AND expires_at > ?4 AND tries < ?5 RETURNING hash = ?3",
      error, "tttii", code->purpose, code->address_hash, code->hash, code->time,
      (gint64) MAX_TRIES);
  int status = statement != NULL ? sol_sqlite_step (writer, statement, error) : SQLITE_ERROR;

  if (status != SQLITE_ROW)
    return status == SQLITE_DONE;
  code->right = sqlite3_column_int (statement, 0) != 0;
  sqlite3_reset (statement);
  return !code->right ||
         sol_sqlite_execute (writer, "DELETE FROM code WHERE purpose = ?1 AND address_hash = ?2",
                             error, "tt", code->purpose, code->address_hash);
}

static gboolean
try_code (SolAccounts *accounts,
          const char *purpose,
          const char *address_hash,
          const char *hash,
          gint64 now,
          gboolean *right,
          GError **error)
{
  Code code = { purpose, address_hash, hash, now, FALSE };
  gboolean done = sol_storage_sqlite_write (SOL_STORAGE_SQLITE (accounts), compare_code, &code,
                                            error);

  *right = done && code.right;
  return done;
}

void
sol_storage_sqlite_accounts_init (SolAccountsInterface *iface)
{
  iface->add = add;
  iface->find = find;
  iface->change = change;
  iface->put_code = put_code;
  iface->try_code = try_code;
}
