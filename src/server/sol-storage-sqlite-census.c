/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-census-entry.h"
#include "model/sol-clock.h"
#include "model/sol-merged-supplier.h"
#include "server/sol-attempts.h"
#include "server/sol-mail-address.h"
#include "server/sol-storage-sqlite-claims-private.h"
#include "server/sol-storage-sqlite-mutations-private.h"

/* Who was censused is invited. */

typedef struct
{
  const SolStorageSender *sender;
  const SolCensusInvite *invite;
  SolCensusOutcome *outcome;
} Inviting;

typedef struct
{
  SolSqlite *writer;
  gint64 now;
  GError *fault; /* (nullable) */
} Reading;

static SolRecord *
read_record (gpointer data, const char *type, const char *id)
{
  Reading *reading = data;

  return sol_storage_sqlite_load_record (reading->writer, type, id, reading->now,
                                         reading->fault == NULL ? &reading->fault : NULL);
}

/**
 * sol_storage_sqlite_follow_supplier:
 * @id: of a structure that is, or was
 *
 * Returns: (transfer full) (nullable): it, or the one that it was merged with; %NULL without an
 *   error when there is neither
 */
SolRecord *
sol_storage_sqlite_follow_supplier (SolSqlite *writer, const char *id, gint64 now, GError **error)
{
  Reading reading = { writer, now, NULL };
  const SolOperationContext context = { .read = read_record, .data = &reading };
  g_autoptr (SolRecord) supplier = sol_merged_supplier_follow (&context, id);

  if (reading.fault == NULL)
    return g_steal_pointer (&supplier);
  g_propagate_error (error, reading.fault);
  return NULL;
}

/* Who does not want to be written to is not, whichever network finds him. */
static gboolean
is_refused (SolSqlite *writer, const char *email, gboolean *refused, GError **error)
{
  sqlite3_stmt *row = sol_sqlite_bind (
      writer,
      "SELECT 1 FROM record WHERE type = 'census_entry' AND doc IS NOT NULL AND json_extract (doc, "
      "'$.state') = 'refused' AND json_extract (doc, '$.refusal') IS NOT '" SOL_REFUSAL_NOT_US
      "' AND lower (json_extract (doc, '$.email')) = lower (?1) LIMIT 1",
      error, "t", email);
  int code = row != NULL ? sol_sqlite_step (writer, row, error) : SQLITE_ERROR;

  *refused = code == SQLITE_ROW;
  if (row != NULL)
    sqlite3_reset (row);
  return code == SQLITE_ROW || code == SQLITE_DONE;
}

/* The code before it is void. */
static gboolean
keep_code (SolSqlite *writer, const Inviting *inviting, GError **error)
{
  const SolCensusInvite *invite = inviting->invite;

  return sol_sqlite_execute (writer, "DELETE FROM census_invitation WHERE entry = ?1", error, "t",
                             invite->entry) &&
         sol_sqlite_execute (
             writer,
             "INSERT INTO census_invitation (hash, entry, expires_at, listed) VALUES (?1, ?2, ?3, "
             "?4)",
             error, "ttii", invite->hash, invite->entry, invite->expires_at,
             (gint64) inviting->outcome->proves);
}

static SolCensusVerdict
judge (SolRecord *entry, const char *scope, const char *moment)
{
  const char *state;

  if (entry == NULL || g_strcmp0 (sol_record_get_scope (entry), scope) != 0)
    return SOL_CENSUS_UNKNOWN;
  state = sol_census_entry_get_state (entry);
  if (g_str_equal (state, "answered"))
    return SOL_CENSUS_ANSWERED;
  if (g_str_equal (state, "refused"))
    return SOL_CENSUS_REFUSED;
  return sol_census_entry_may_invite (entry, moment) ? SOL_CENSUS_INVITED : SOL_CENSUS_TOO_SOON;
}

/* (transfer full) (nullable): whom the catalogue lists for the structure */
static char *
find_listed (SolSqlite *writer, const char *supplier, GError **error)
{
  sqlite3_stmt *row = sol_sqlite_bind (
      writer, "SELECT " SOL_CLAIM_ADDRESS " FROM (SELECT json_object ('supplier', ?1) AS doc) AS c",
      error, "t", supplier);
  char *found = NULL;

  if (row != NULL && sol_sqlite_step (writer, row, error) == SQLITE_ROW &&
      sqlite3_column_text (row, 0) != NULL)
    found = sol_mail_address_normalise ((const char *) sqlite3_column_text (row, 0));
  if (row != NULL)
    sqlite3_reset (row);
  return found;
}

/* Whom the animator named, or whom the catalogue lists. Only who reads the mailbox that it lists is
 * of the structure for sure. */
static gboolean
find_address (SolSqlite *writer, Inviting *inviting, SolRecord *entry, GError **error)
{
  SolCensusOutcome *outcome = inviting->outcome;
  const char *named = sol_record_get_text (entry, "email");
  const char *id = sol_record_get_text (entry, "supplier");
  g_autoptr (GError) failed = NULL;
  g_autoptr (SolRecord) supplier = id != NULL ? sol_storage_sqlite_follow_supplier (
                                                    writer, id, inviting->sender->now, &failed)
                                              : NULL;
  g_autofree char *listed = supplier != NULL && failed == NULL
                                ? find_listed (writer, sol_record_get_id (supplier), &failed)
                                : NULL;

  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  if (supplier != NULL && sol_record_get_text (supplier, "organisation") != NULL)
    outcome->verdict = SOL_CENSUS_CLAIMED;
  outcome->known = supplier != NULL;
  outcome->address = named != NULL ? sol_mail_address_normalise (named) : g_strdup (listed);
  outcome->proves = inviting->invite->mails && listed != NULL &&
                    g_strcmp0 (outcome->address, listed) == 0;
  return TRUE;
}

static gboolean
check_wanted (SolSqlite *writer, SolCensusOutcome *outcome, GError **error)
{
  g_autofree char *mailbox = NULL;
  gboolean refused = FALSE, unwanted = FALSE;

  if (outcome->address == NULL)
    return TRUE;
  mailbox = sol_attempts_hash_address (outcome->address);
  if (!is_refused (writer, outcome->address, &refused, error) ||
      !sol_storage_sqlite_is_unwanted (writer, mailbox, &unwanted, error))
    return FALSE;
  if (refused || unwanted)
    outcome->verdict = SOL_CENSUS_REFUSED;
  return TRUE;
}

static gboolean
invite_one (SolSqlite *writer, gint64 *seq, gpointer data, GError **error)
{
  Inviting *inviting = data;
  const SolCensusInvite *invite = inviting->invite;
  SolCensusOutcome *outcome = inviting->outcome;
  g_autofree char *moment = sol_clock_print (inviting->sender->now);
  g_autoptr (GError) failed = NULL;
  g_autoptr (SolRecord) entry = sol_storage_sqlite_load_record (
      writer, "census_entry", invite->entry, inviting->sender->now, &failed);
  g_autoptr (SolMutation)
      mutation = sol_storage_sqlite_make_act ("census_entry", invite->entry, SOL_CENSUS_INVITE);
  gboolean applied = FALSE;

  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  outcome->verdict = judge (entry, invite->scope, moment);
  if (outcome->verdict != SOL_CENSUS_INVITED)
    return TRUE;
  if (!find_address (writer, inviting, entry, error) || !check_wanted (writer, outcome, error))
    return FALSE;
  return outcome->verdict != SOL_CENSUS_INVITED ||
         (sol_storage_sqlite_act (writer, seq, inviting->sender, mutation, &applied, error) &&
          keep_code (writer, inviting, error));
}

/**
 * sol_storage_sqlite_invite_censused: (skip)
 *
 * See sol_access_invite_censused().
 */
gboolean
sol_storage_sqlite_invite_censused (SolAccess *access,
                                    const SolStorageSender *sender,
                                    const SolCensusInvite *invite,
                                    SolCensusOutcome *outcome,
                                    GError **error)
{
  Inviting inviting = { sender, invite, outcome };
  gboolean done;

  *outcome = (SolCensusOutcome){ SOL_CENSUS_UNKNOWN, NULL, FALSE, FALSE };
  done = sol_storage_sqlite_write_feed (SOL_STORAGE_SQLITE (access), invite_one, &inviting, error);
  if (!done)
    g_clear_pointer (&outcome->address, g_free);
  return done;
}
