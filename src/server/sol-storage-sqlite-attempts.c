/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-retention.h"
#include "server/sol-storage-sqlite-private.h"

#define ATTEMPT_SECONDS (60 * 60) /* the longest window that is counted */

typedef struct
{
  const char *subject;
  guint count;
  guint seconds;
  gint64 now;
  int wait; /* out */
} Attempt;

static gboolean
count_attempt (SolSqlite *writer, gpointer data, GError **error)
{
  Attempt *attempt = data;
  sqlite3_stmt *statement = sol_sqlite_bind (
      writer, "SELECT COUNT (*), MIN (at) FROM attempt WHERE subject = ?1 AND at > ?2", error, "ti",
      attempt->subject, attempt->now - attempt->seconds);
  gint64 count, first;

  if (statement == NULL || sol_sqlite_step (writer, statement, error) != SQLITE_ROW)
    return FALSE;
  count = sqlite3_column_int64 (statement, 0);
  first = sqlite3_column_int64 (statement, 1);
  sqlite3_reset (statement);
  attempt->wait = 0;
  if (count < attempt->count)
    return sol_sqlite_execute (writer, "INSERT INTO attempt (subject, at) VALUES (?1, ?2)", error,
                               "ti", attempt->subject, attempt->now);
  attempt->wait = (int) CLAMP (first + attempt->seconds - attempt->now, 1, attempt->seconds);
  return TRUE;
}

static int
take_attempt (SolAccounts *accounts,
              const char *subject,
              guint count,
              guint seconds,
              gint64 now,
              GError **error)
{
  Attempt attempt = { subject, count, seconds, now, -1 };

  if (!sol_storage_sqlite_write (SOL_STORAGE_SQLITE (accounts), count_attempt, &attempt, error))
    return -1;
  return attempt.wait;
}

static gboolean
delete_attempts (SolSqlite *writer, gpointer subject, GError **error)
{
  return sol_sqlite_execute (writer, "DELETE FROM attempt WHERE subject = ?1", error, "t",
                             (const char *) subject);
}

static gboolean
forget_attempts (SolAccounts *accounts, const char *subject, GError **error)
{
  return sol_storage_sqlite_write (SOL_STORAGE_SQLITE (accounts), delete_attempts,
                                   (gpointer) subject, error);
}

static gboolean
purge_all (SolSqlite *writer, gpointer data, GError **error)
{
  gint64 now = *(gint64 *) data;
  gint64 ended = now - sol_retention_get (SOL_RETENTION_SESSIONS);

  return sol_sqlite_execute (writer, "DELETE FROM attempt WHERE at < ?1", error, "i",
                             now - ATTEMPT_SECONDS) &&
         sol_sqlite_execute (writer, "DELETE FROM code WHERE expires_at < ?1", error, "i", now) &&
         sol_sqlite_execute (writer, "DELETE FROM oidc_start WHERE expires_at < ?1", error, "i",
                             now) &&
         sol_sqlite_execute (writer,
                             "DELETE FROM account WHERE state = 'unconfirmed' "
                             "AND created_at < ?1",
                             error, "i", now - sol_retention_get (SOL_RETENTION_UNCONFIRMED)) &&
         sol_sqlite_execute (writer,
                             "DELETE FROM refresh WHERE session IN (SELECT id FROM session WHERE "
                             "expires_at < ?1 OR ended_at < ?2)",
                             error, "ii", now, ended) &&
         sol_sqlite_execute (writer, "DELETE FROM session WHERE expires_at < ?1 OR ended_at < ?2",
                             error, "ii", now, ended) &&
         sol_sqlite_execute (writer, "DELETE FROM audit WHERE at < ?1", error, "i",
                             now - sol_retention_get (SOL_RETENTION_AUDIT));
}

static gboolean
purge (SolAccounts *accounts, gint64 now, GError **error)
{
  return sol_storage_sqlite_write (SOL_STORAGE_SQLITE (accounts), purge_all, &now, error);
}

void
sol_storage_sqlite_attempts_init (SolAccountsInterface *iface)
{
  iface->take_attempt = take_attempt;
  iface->forget_attempts = forget_attempts;
  iface->purge = purge;
}
