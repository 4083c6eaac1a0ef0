/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-clock.h"
#include "server/sol-storage-sqlite-private.h"

#define SESSION "s.id, s.client, s.created_at, s.used_at, s.expires_at, s.confirmed"
#define ACCOUNT \
  "a.id, a.address, a.name, a.kind, a.role, a.locale, a.password, a.state, a.created_at"
#define N_SESSION 6    /* columns */
#define MAX_SPENT 1000 /* tokens of a session that are known again: ten days of them or more */

static SolSession *
read_session (sqlite3_stmt *statement, gboolean with_account)
{
  SolSession *session = g_new0 (SolSession, 1);

  session->id = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  session->client = g_strdup ((const char *) sqlite3_column_text (statement, 1));
  session->created_at = sqlite3_column_int64 (statement, 2);
  session->used_at = sqlite3_column_int64 (statement, 3);
  session->expires_at = sqlite3_column_int64 (statement, 4);
  session->confirmed = sqlite3_column_int (statement, 5) != 0;
  if (with_account)
    session->account = sol_storage_sqlite_read_account (statement, N_SESSION);
  return session;
}

typedef struct
{
  const SolSession *session;
  const SolTokenHashes *tokens;
  const SolAudit *audit;
  gboolean opened; /* out */
} Opening;

static gboolean
add_refresh (SolSqlite *writer, const char *hash, const char *id, gint64 generation, GError **error)
{
  return sol_sqlite_execute (writer,
                             "INSERT INTO refresh (hash, session, generation) VALUES (?1, ?2, ?3)",
                             error, "tti", hash, id, generation);
}

/* To check a password takes long: another one may have been set meanwhile, and that one ended all
 * sessions but this. */
static gboolean
add_session (SolSqlite *writer, Opening *opening, GError **error)
{
  const SolSession *session = opening->session;
  const SolTokenHashes *tokens = opening->tokens;
  sqlite3_stmt *statement = sol_sqlite_bind (
      writer,
      "INSERT INTO session (id, account, client, created_at, used_at, expires_at, access_hash, "
      "access_until, generation, previous, confirmed) SELECT ?1, id, ?3, ?4, ?4, ?5, ?6, ?7, 1, 0, "
      "0 FROM account WHERE id = ?2 AND password = ?8 AND state IN ('active', 'closing') RETURNING "
      "id",
      error, "tttiitit", session->id, session->account->id, session->client, session->created_at,
      tokens->refresh_until, tokens->access, tokens->access_until, session->account->password);
  int status = statement != NULL ? sol_sqlite_step (writer, statement, error) : SQLITE_ERROR;

  opening->opened = status == SQLITE_ROW;
  sqlite3_reset (statement);
  return status == SQLITE_ROW || status == SQLITE_DONE;
}

/* Who signs in stays. */
static gboolean
keep_account (SolSqlite *writer, const Opening *opening, GError **error)
{
  return sol_sqlite_execute (writer,
                             "UPDATE account SET state = 'active', erase_at = NULL, seen_at = ?2 "
                             "WHERE id = ?1",
                             error, "ti", opening->session->account->id,
                             opening->session->created_at);
}

static gboolean
open_one (SolSqlite *writer, gpointer data, GError **error)
{
  Opening *opening = data;

  return add_session (writer, opening, error) &&
         (!opening->opened ||
          (add_refresh (writer, opening->tokens->refresh, opening->session->id, 1, error) &&
           keep_account (writer, opening, error) &&
           sol_storage_sqlite_write_audit (writer, opening->audit, error)));
}

static gboolean
open_session (SolAccounts *accounts,
              const SolSession *session,
              const SolTokenHashes *tokens,
              const SolAudit *audit,
              gboolean *opened,
              GError **error)
{
  Opening opening = { session, tokens, audit, FALSE };
  gboolean done = sol_storage_sqlite_write (SOL_STORAGE_SQLITE (accounts), open_one, &opening,
                                            error);

  *opened = done && opening.opened;
  return done;
}

static SolSession *
find_session (SolAccounts *accounts, const char *access, gint64 now, GError **error)
{
  SolStorageSqlite *self = SOL_STORAGE_SQLITE (accounts);
  SolSqlite *reader = sol_storage_sqlite_take_reader (self, error);
  SolSession *session = NULL;
  sqlite3_stmt *statement;

  if (reader == NULL)
    return NULL;
  statement = sol_sqlite_bind (reader,
                               "SELECT " SESSION ", " ACCOUNT
                               " FROM session s JOIN account a ON a.id = s.account "
                               "WHERE s.access_hash = ?1 AND s.access_until > ?2 "
                               "AND s.ended_at IS NULL AND a.state = 'active'",
                               error, "ti", access, now);
  if (statement != NULL && sol_sqlite_step (reader, statement, error) == SQLITE_ROW)
    session = read_session (statement, TRUE);
  sol_storage_sqlite_give_reader (self, reader);
  return session;
}

typedef struct
{
  const char *access;
  gint64 now;
} Touch;

static gboolean
touch_one (SolSqlite *writer, gpointer data, GError **error)
{
  const Touch *touch = data;

  return sol_sqlite_execute (
             writer, "UPDATE session SET confirmed = 1, used_at = ?2 WHERE access_hash = ?1", error,
             "ti", touch->access, touch->now) &&
         sol_sqlite_execute (writer,
                             "UPDATE account SET seen_at = ?2, erase_at = NULL WHERE state = "
                             "'active' AND id = (SELECT account FROM session WHERE access_hash = "
                             "?1)",
                             error, "ti", touch->access, touch->now);
}

static gboolean
touch_session (SolAccounts *accounts, const char *access, gint64 now, GError **error)
{
  Touch touch = { access, now };

  return sol_storage_sqlite_write (SOL_STORAGE_SQLITE (accounts), touch_one, &touch, error);
}

typedef struct
{
  const char *refresh;
  const SolTokenHashes *tokens;
  gint64 now;
  gint64 brought; /* generation of @refresh */
  gboolean good;
  SolSession *session; /* (nullable): out */
} Renewal;

/* Finds the session of a refresh token, and whether that token is good. */
static gboolean
look_up (SolSqlite *writer, Renewal *renewal, GError **error)
{
  sqlite3_stmt *statement = sol_sqlite_bind (
      writer,
      "SELECT " SESSION ", " ACCOUNT ", r.generation, "
      "r.generation = s.generation OR (r.generation = s.previous AND NOT s.confirmed) "
      "FROM refresh r JOIN session s ON s.id = r.session JOIN account a ON a.id = s.account "
      "WHERE r.hash = ?1 AND s.expires_at > ?2 AND s.ended_at IS NULL AND a.state = 'active'",
      error, "ti", renewal->refresh, renewal->now);
  int status = statement != NULL ? sol_sqlite_step (writer, statement, error) : SQLITE_ERROR;

  if (status == SQLITE_ROW)
    {
      renewal->session = read_session (statement, TRUE);
      renewal->brought = sqlite3_column_int64 (statement, N_SESSION + 9);
      renewal->good = sqlite3_column_int (statement, N_SESSION + 10) != 0;
    }
  sqlite3_reset (statement);
  return status == SQLITE_ROW || status == SQLITE_DONE;
}

static gboolean
give_next (SolSqlite *writer, const Renewal *renewal, GError **error)
{
  const SolTokenHashes *tokens = renewal->tokens;

  return sol_sqlite_execute (writer,
                             "UPDATE session SET generation = generation + 1, previous = ?2, "
                             "confirmed = 0, used_at = ?3, expires_at = ?4, access_hash = ?5, "
                             "access_until = ?6 WHERE id = ?1",
                             error, "tiiiti", renewal->session->id, renewal->brought, renewal->now,
                             tokens->refresh_until, tokens->access, tokens->access_until) &&
         sol_sqlite_execute (writer,
                             "INSERT INTO refresh (hash, session, generation) "
                             "SELECT ?2, id, generation FROM session WHERE id = ?1",
                             error, "tt", renewal->session->id, tokens->refresh) &&
         sol_sqlite_execute (writer,
                             "DELETE FROM refresh WHERE session = ?1 AND generation < "
                             "(SELECT generation FROM session WHERE id = ?1) - ?2",
                             error, "ti", renewal->session->id, (gint64) MAX_SPENT);
}

/* A spent token: one of two who have it is a thief, and nobody knows which. */
static gboolean
end_stolen (SolSqlite *writer, const Renewal *renewal, GError **error)
{
  const SolSession *session = renewal->session;
  SolAudit audit = { session->account->id, NULL, session->client, "reuse", session->id };

  return sol_sqlite_execute (writer, "UPDATE session SET ended_at = ?2 WHERE id = ?1", error, "ti",
                             session->id, renewal->now) &&
         sol_storage_sqlite_write_audit (writer, &audit, error);
}

static gboolean
renew_one (SolSqlite *writer, gpointer data, GError **error)
{
  Renewal *renewal = data;

  if (!look_up (writer, renewal, error))
    return FALSE;
  if (renewal->session == NULL)
    return TRUE;
  return renewal->good ? give_next (writer, renewal, error) : end_stolen (writer, renewal, error);
}

/* Anybody may bring anything: that it is nothing is seen without the lock of the writer. */
static gboolean
is_known (SolAccounts *accounts, const char *refresh, gboolean *known, GError **error)
{
  SolStorageSqlite *self = SOL_STORAGE_SQLITE (accounts);
  SolSqlite *reader = sol_storage_sqlite_take_reader (self, error);
  sqlite3_stmt *statement;
  int status = SQLITE_ERROR;

  if (reader == NULL)
    return FALSE;
  statement = sol_sqlite_bind (reader, "SELECT 1 FROM refresh WHERE hash = ?1", error, "t",
                               refresh);
  if (statement != NULL)
    status = sol_sqlite_step (reader, statement, error);
  sol_storage_sqlite_give_reader (self, reader);
  *known = status == SQLITE_ROW;
  return status == SQLITE_ROW || status == SQLITE_DONE;
}

static SolSession *
renew_session (SolAccounts *accounts,
               const char *refresh,
               const SolTokenHashes *tokens,
               gint64 now,
               GError **error)
{
  Renewal renewal = { refresh, tokens, now, 0, FALSE, NULL };
  gboolean known;
  gboolean done = is_known (accounts, refresh, &known, error) && known &&
                  sol_storage_sqlite_write (SOL_STORAGE_SQLITE (accounts), renew_one, &renewal,
                                            error);

  if (!done || !renewal.good)
    g_clear_pointer (&renewal.session, sol_session_free);
  return renewal.session;
}

static GPtrArray *
list_sessions (SolAccounts *accounts, const char *account, gint64 now, GError **error)
{
  SolStorageSqlite *self = SOL_STORAGE_SQLITE (accounts);
  SolSqlite *reader = sol_storage_sqlite_take_reader (self, error);
  g_autoptr (GPtrArray)
      sessions = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_session_free);
  sqlite3_stmt *statement;
  int status = SQLITE_ERROR;

  if (reader == NULL)
    return NULL;
  statement = sol_sqlite_bind (reader,
                               "SELECT " SESSION " FROM session s WHERE s.account = ?1 "
                               "AND s.ended_at IS NULL AND s.expires_at > ?2 "
                               "ORDER BY s.created_at DESC, s.id DESC",
                               error, "ti", account, now);
  while (statement != NULL && (status = sol_sqlite_step (reader, statement, error)) == SQLITE_ROW)
    g_ptr_array_add (sessions, read_session (statement, FALSE));
  sol_storage_sqlite_give_reader (self, reader);
  return status == SQLITE_DONE ? g_steal_pointer (&sessions) : NULL;
}

typedef struct
{
  const char *id;
  const char *except;
  const SolAudit *audit;
  gint64 now;
  int n_ended; /* out */
} Ending;

static gboolean
end_all (SolSqlite *writer, gpointer data, GError **error)
{
  Ending *ending = data;
  sqlite3_stmt *statement = sol_sqlite_bind (
      writer,
      "UPDATE session SET ended_at = ?4 WHERE account = ?1 AND ended_at IS NULL "
      "AND (?2 IS NULL OR id = ?2) AND id IS NOT ?3 RETURNING id",
      error, "ttti", ending->audit->account, ending->id, ending->except, ending->now);
  int status = SQLITE_ERROR;

  while (statement != NULL && (status = sol_sqlite_step (writer, statement, error)) == SQLITE_ROW)
    ending->n_ended++;
  sqlite3_reset (statement);
  return status == SQLITE_DONE &&
         (ending->n_ended == 0 || sol_storage_sqlite_write_audit (writer, ending->audit, error));
}

/* All of the account of @audit, but its own, if it has one. */
gboolean
sol_storage_sqlite_end_others (SolSqlite *writer, const SolAudit *audit, GError **error)
{
  SolAudit ended = *audit;
  Ending ending = { NULL, audit->session, &ended, sol_clock_seconds (), 0 };

  ended.act = "end";
  ended.detail = audit->session != NULL ? "others" : "all";
  return end_all (writer, &ending, error);
}

/* Of all accounts, each told of it by its own log. */
gboolean
sol_storage_sqlite_end_every_session (SolSqlite *writer, GError **error)
{
  const gint64 now = sol_clock_seconds ();

  return sol_sqlite_execute (writer,
                             "INSERT INTO audit (at, account, session, client, act, detail) SELECT "
                             "?1, account, NULL, '', 'end', 'restored' FROM session WHERE ended_at "
                             "IS NULL GROUP BY account",
                             error, "i", now) &&
         sol_sqlite_execute (writer, "UPDATE session SET ended_at = ?1 WHERE ended_at IS NULL",
                             error, "i", now);
}

static int
end_sessions (SolAccounts *accounts,
              const char *id,
              const char *except,
              const SolAudit *audit,
              gint64 now,
              GError **error)
{
  Ending ending = { id, except, audit, now, 0 };

  return sol_storage_sqlite_write (SOL_STORAGE_SQLITE (accounts), end_all, &ending, error)
             ? ending.n_ended
             : -1;
}

void
sol_storage_sqlite_sessions_init (SolAccountsInterface *iface)
{
  iface->open_session = open_session;
  iface->find_session = find_session;
  iface->touch_session = touch_session;
  iface->renew_session = renew_session;
  iface->list_sessions = list_sessions;
  iface->end_sessions = end_sessions;
}
