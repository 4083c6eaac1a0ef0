/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-clock.h"
#include "server/sol-oidc.h"
#include "server/sol-storage-sqlite-private.h"

#define ACCOUNT \
  "a.id, a.address, a.name, a.kind, a.role, a.locale, a.password, a.state, a.created_at"

typedef struct
{
  const SolOidcStart *start;
  const SolIdentity *identity;
  const SolAccount *account;
  gboolean adds; /* the account, first */
  const SolAudit *audit;
  gint64 now;
  gboolean taken; /* out */
} Linking;

/* Runs a statement that returns a row when it did something. */
static gboolean
finish (SolSqlite *writer, sqlite3_stmt *statement, gboolean *did, GError **error)
{
  int status = statement != NULL ? sol_sqlite_step (writer, statement, error) : SQLITE_ERROR;

  if (statement != NULL)
    sqlite3_reset (statement);
  *did = status == SQLITE_ROW;
  return status == SQLITE_ROW || status == SQLITE_DONE;
}

static gboolean
begin_in (SolSqlite *writer, gpointer data, GError **error)
{
  const Linking *linking = data;
  const SolOidcStart *start = linking->start;

  return sol_sqlite_execute (writer, "DELETE FROM oidc_start WHERE expires_at <= ?1", error, "i",
                             linking->now) &&
         sol_sqlite_execute (writer,
                             "INSERT INTO oidc_start (state_hash, challenge, redirect_uri, "
                             "expires_at, spent) VALUES (?1, ?2, ?3, ?4, 0)",
                             error, "ttti", start->state_hash, start->challenge,
                             start->redirect_uri, linking->now + SOL_OIDC_SECONDS);
}

static gboolean
begin (SolIdentities *identities, const SolOidcStart *start, gint64 now, GError **error)
{
  Linking linking = { .start = start, .now = now };

  return sol_storage_sqlite_write (SOL_STORAGE_SQLITE (identities), begin_in, &linking, error);
}

static gboolean
take_in (SolSqlite *writer, gpointer data, GError **error)
{
  Linking *linking = data;
  const SolOidcStart *start = linking->start;

  return finish (writer,
                 sol_sqlite_bind (writer,
                                  "UPDATE oidc_start SET spent = 1 WHERE state_hash = ?1 AND "
                                  "challenge = ?2 AND redirect_uri = ?3 AND expires_at > ?4 AND "
                                  "NOT spent RETURNING spent",
                                  error, "ttti", start->state_hash, start->challenge,
                                  start->redirect_uri, linking->now),
                 &linking->taken, error);
}

static gboolean
take (SolIdentities *identities,
      const SolOidcStart *start,
      gint64 now,
      gboolean *taken,
      GError **error)
{
  Linking linking = { .start = start, .now = now };
  gboolean done = sol_storage_sqlite_write (SOL_STORAGE_SQLITE (identities), take_in, &linking,
                                            error);

  *taken = done && linking.taken;
  return done;
}

static gboolean
prove_in (SolSqlite *writer, gpointer data, GError **error)
{
  const Linking *linking = data;
  const SolIdentity *identity = linking->identity;

  return sol_sqlite_execute (writer,
                             "UPDATE oidc_start SET issuer = ?2, subject = ?3, address = ?4, "
                             "name = ?5 WHERE state_hash = ?1",
                             error, "ttttt", linking->start->state_hash, identity->issuer,
                             identity->subject, identity->address, identity->name);
}

static gboolean
prove (SolIdentities *identities,
       const SolOidcStart *start,
       const SolIdentity *identity,
       GError **error)
{
  Linking linking = { .start = start, .identity = identity };

  return sol_storage_sqlite_write (SOL_STORAGE_SQLITE (identities), prove_in, &linking, error);
}

static char *
dup_column (sqlite3_stmt *statement, int column)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, column));
}

static SolIdentity *
get_proved (SolIdentities *identities, const SolOidcStart *start, gint64 now, GError **error)
{
  SolStorageSqlite *self = SOL_STORAGE_SQLITE (identities);
  SolSqlite *reader = sol_storage_sqlite_take_reader (self, error);
  SolIdentity *identity = NULL;
  sqlite3_stmt *row;

  if (reader == NULL)
    return NULL;
  row = sol_sqlite_bind (reader,
                         "SELECT issuer, subject, address, name FROM oidc_start WHERE state_hash = "
                         "?1 AND challenge = ?2 AND expires_at > ?3 AND subject IS NOT NULL",
                         error, "tti", start->state_hash, start->challenge, now);
  if (row != NULL && sol_sqlite_step (reader, row, error) == SQLITE_ROW)
    {
      identity = g_new0 (SolIdentity, 1);
      identity->issuer = dup_column (row, 0);
      identity->subject = dup_column (row, 1);
      identity->address = dup_column (row, 2);
      identity->name = dup_column (row, 3);
    }
  sol_storage_sqlite_give_reader (self, reader);
  return identity;
}

static SolAccount *
find_account (SolIdentities *identities, const SolIdentity *identity, GError **error)
{
  SolStorageSqlite *self = SOL_STORAGE_SQLITE (identities);
  SolSqlite *reader = sol_storage_sqlite_take_reader (self, error);
  SolAccount *account = NULL;
  sqlite3_stmt *row;

  if (reader == NULL)
    return NULL;
  row = sol_sqlite_bind (reader,
                         "SELECT " ACCOUNT " FROM identity i JOIN account a ON a.id = i.account "
                         "WHERE i.issuer = ?1 AND i.subject = ?2",
                         error, "tt", identity->issuer, identity->subject);
  if (row != NULL && sol_sqlite_step (reader, row, error) == SQLITE_ROW)
    account = sol_storage_sqlite_read_account (row, 0);
  sol_storage_sqlite_give_reader (self, reader);
  return account;
}

/* What proved it serves once. */
static gboolean
spend (SolSqlite *writer, const Linking *linking, gboolean *did, GError **error)
{
  return finish (writer,
                 sol_sqlite_bind (writer,
                                  "DELETE FROM oidc_start WHERE state_hash = ?1 AND subject = ?2 "
                                  "RETURNING subject",
                                  error, "tt", linking->start->state_hash,
                                  linking->identity->subject),
                 did, error);
}

static gboolean
add_identity (SolSqlite *writer, const Linking *linking, gboolean *did, GError **error)
{
  const SolIdentity *identity = linking->identity;

  return finish (writer,
                 sol_sqlite_bind (writer,
                                  "INSERT INTO identity (issuer, subject, account, linked_at) "
                                  "SELECT ?1, ?2, id, ?4 FROM account WHERE id = ?3 "
                                  "ON CONFLICT DO NOTHING RETURNING account",
                                  error, "ttti", identity->issuer, identity->subject,
                                  linking->account->id, linking->now),
                 did, error);
}

static gboolean
link_in (SolSqlite *writer, gpointer data, GError **error)
{
  const Linking *linking = data;
  gboolean proved, linked;

  if (!spend (writer, linking, &proved, error) ||
      (linking->adds && !sol_storage_sqlite_add_account (writer, linking->account, error)) ||
      !add_identity (writer, linking, &linked, error))
    return FALSE;
  if (proved && linked)
    return sol_storage_sqlite_write_audit (writer, linking->audit, error);
  g_set_error_literal (error, SOL_STORAGE_ERROR, SOL_STORAGE_ERROR_CHANGED,
                       "The account or who signs in elsewhere was taken meanwhile");
  return FALSE;
}

static gboolean
link_account (SolIdentities *identities,
              const SolOidcStart *start,
              const SolIdentity *identity,
              const SolAccount *account,
              gboolean adds,
              const SolAudit *audit,
              GError **error)
{
  Linking linking = { start, identity, account, adds, audit, sol_clock_seconds (), FALSE };

  return sol_storage_sqlite_write (SOL_STORAGE_SQLITE (identities), link_in, &linking, error);
}

void
sol_storage_sqlite_identities_init (SolIdentitiesInterface *iface)
{
  iface->begin = begin;
  iface->take = take;
  iface->prove = prove;
  iface->get_proved = get_proved;
  iface->find_account = find_account;
  iface->link = link_account;
}
