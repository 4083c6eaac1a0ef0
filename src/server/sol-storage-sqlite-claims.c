/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-claim-moves.h"
#include "model/sol-claim.h"
#include "model/sol-clock.h"
#include "server/sol-storage-sqlite-claims-private.h"
#include "server/sol-storage-sqlite-mutations-private.h"

/* Claims of structures that are proven by a code, and their codes. */

#define GOOD_SECONDS (14 * 24 * 3600) /* data/mails says so too */
#define MAX_TRIES 20                  /* then the code is no longer good */
#define MAX_WAITING 100               /* of one time */

static SolClaimWaiting *
read_waiting (sqlite3_stmt *row, gboolean over)
{
  SolClaimWaiting *claim = g_new0 (SolClaimWaiting, 1);

  claim->id = g_strdup ((const char *) sqlite3_column_text (row, 0));
  claim->address = g_strdup ((const char *) sqlite3_column_text (row, 1));
  claim->over = over;
  return claim;
}

static gboolean
take_all (SolSqlite *reader, sqlite3_stmt *row, gboolean over, GPtrArray *found, GError **error)
{
  int code = SQLITE_ERROR;

  while (row != NULL && (code = sol_sqlite_step (reader, row, error)) == SQLITE_ROW)
    g_ptr_array_add (found, read_waiting (row, over));
  if (row != NULL)
    sqlite3_reset (row);
  return code == SQLITE_DONE;
}

static GPtrArray *
read_all (SolSqlite *reader, gint64 now, GError **error)
{
  g_autoptr (GPtrArray)
      found = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_claim_waiting_free);
  sqlite3_stmt *asked = sol_sqlite_bind (
      reader,
      "SELECT c.id, " SOL_CLAIM_ADDRESS
      " FROM record AS c INDEXED BY record_claim_asked WHERE c.type = 'claim' AND json_extract "
      "(c.doc, '$.state') = 'asked' AND json_extract (c.doc, '$.proof') = 'contact' AND "
      "json_extract (c.doc, '$.reason') IS NULL ORDER BY json_extract (c.doc, '$.asked_at') LIMIT "
      "?1",
      error, "i", (gint64) MAX_WAITING);
  sqlite3_stmt *over;

  if (!take_all (reader, asked, FALSE, found, error))
    return NULL;
  over = sol_sqlite_bind (
      reader,
      "SELECT c.id, NULL FROM record AS c INDEXED BY record_claim_sent WHERE c.type = 'claim' AND "
      "json_extract (c.doc, '$.state') = 'sent' AND NOT EXISTS (SELECT 1 FROM claim_code AS k "
      "WHERE k.claim = c.id AND k.expires_at > ?1) LIMIT ?2",
      error, "ii", now, (gint64) MAX_WAITING);
  return take_all (reader, over, TRUE, found, error) ? g_steal_pointer (&found) : NULL;
}

static GPtrArray *
list_waiting (SolClaims *claims, gint64 now, GError **error)
{
  SolStorageSqlite *self = SOL_STORAGE_SQLITE (claims);
  SolSqlite *reader = sol_storage_sqlite_take_reader (self, error);
  GPtrArray *found = reader != NULL ? read_all (reader, now, error) : NULL;

  if (reader != NULL)
    sol_storage_sqlite_give_reader (self, reader);
  return found;
}

/* One operation of a claim. */
typedef struct
{
  const SolStorageSender *sender;
  const char *claim;
  const char *op;
  const char *argument; /* (nullable) */
  const char *value;
  const char *hash; /* (nullable): of the code that it is for alone */
  gboolean applied; /* out */
} Act;

/* Whether the claim waits for the code to leave. @hash: (nullable): for that one */
static gboolean
check_waits (SolSqlite *writer,
             const char *claim,
             const char *hash,
             gboolean *waits,
             GError **error)
{
  sqlite3_stmt *row = sol_sqlite_bind (
      writer,
      "SELECT 1 FROM record AS c WHERE c.type = 'claim' AND c.id = ?1 AND json_extract (c.doc, "
      "'$.state') = 'asked' AND json_extract (c.doc, '$.proof') = 'contact' AND json_extract "
      "(c.doc, '$.reason') IS NULL AND (?2 IS NULL OR EXISTS (SELECT 1 FROM claim_code AS k WHERE "
      "k.claim = c.id AND k.hash = ?2))",
      error, "tt", claim, hash);
  int code = row != NULL ? sol_sqlite_step (writer, row, error) : SQLITE_ERROR;

  *waits = code == SQLITE_ROW;
  if (row != NULL)
    sqlite3_reset (row);
  return code == SQLITE_ROW || code == SQLITE_DONE;
}

static gboolean
run (SolSqlite *writer, gint64 *seq, gpointer data, GError **error)
{
  Act *act = data;
  gboolean waits = TRUE;
  g_autoptr (SolMutation) mutation = sol_storage_sqlite_make_act ("claim", act->claim, act->op);

  if (act->hash != NULL && !check_waits (writer, act->claim, act->hash, &waits, error))
    return FALSE;
  if (!waits)
    return TRUE;
  if (act->argument != NULL)
    {
      mutation->patch->set = json_object_new ();
      json_object_set_string_member (mutation->patch->set, act->argument, act->value);
    }
  return sol_storage_sqlite_act (writer, seq, act->sender, mutation, &act->applied, error);
}

/* By the server itself. */
static gboolean
run_own (SolClaims *self, Act *act, gint64 now, GError **error)
{
  const SolActor actor = { .account = "server", .roles = SOL_ROLE_SERVER };
  const SolStorageSender sender = { &actor, NULL, "server", now };

  act->sender = &sender;
  return sol_storage_sqlite_write_feed (SOL_STORAGE_SQLITE (self), run, act, error);
}

typedef struct
{
  const char *claim;
  const char *hash;
  gint64 now;
  gboolean done; /* out */
} Keeping;

static gboolean
put_code (SolSqlite *writer, gpointer data, GError **error)
{
  Keeping *keeping = data;

  return check_waits (writer, keeping->claim, NULL, &keeping->done, error) &&
         (!keeping->done ||
          sol_sqlite_execute (writer,
                              "INSERT OR REPLACE INTO claim_code (claim, hash, expires_at, tries) "
                              "VALUES (?1, ?2, ?3, 0)",
                              error, "tti", keeping->claim, keeping->hash,
                              keeping->now + GOOD_SECONDS));
}

static gboolean
keep_code (SolClaims *self,
           const SolClaimWaiting *claim,
           const char *hash,
           gint64 now,
           gboolean *done,
           GError **error)
{
  Keeping keeping = { claim->id, hash, now, FALSE };
  const gboolean written = sol_storage_sqlite_write (SOL_STORAGE_SQLITE (self), put_code, &keeping,
                                                     error);

  *done = keeping.done;
  return written;
}

static gboolean
note_sent (SolClaims *self,
           const SolClaimWaiting *claim,
           const char *hash,
           gint64 now,
           GError **error)
{
  g_autofree char *masked = sol_claim_mask_address (claim->address);
  Act act = {
    .claim = claim->id, .op = SOL_CLAIM_SEND, .argument = "sent_to", .value = masked, .hash = hash
  };

  return run_own (self, &act, now, error);
}

static gboolean
turn (SolClaims *self, const SolClaimWaiting *claim, const char *reason, gint64 now, GError **error)
{
  Act act = { .claim = claim->id, .op = SOL_CLAIM_TURN, .argument = "reason", .value = reason };

  return run_own (self, &act, now, error);
}

static gboolean
expire (SolClaims *self, const SolClaimWaiting *claim, gint64 now, GError **error)
{
  Act act = { .claim = claim->id, .op = SOL_CLAIM_EXPIRE };

  return run_own (self, &act, now, error);
}

typedef struct
{
  const SolStorageSender *sender;
  const SolClaimTry *tried;
  char *state; /* out */
} Proving;

/* It may come back before it is noted that it left. @state: (out) (nullable): of the claim that the
 * code is of */
static gboolean
look_up (SolSqlite *writer, const Proving *proving, char **state, GError **error)
{
  sqlite3_stmt *row = sol_sqlite_bind (
      writer,
      "SELECT json_extract (c.doc, '$.state') FROM claim_code AS k JOIN record AS c ON c.type = "
      "'claim' AND c.id = k.claim WHERE k.claim = ?1 AND k.hash = ?2 AND c.scope = ?3 AND "
      "k.expires_at > ?4 AND k.tries < ?5 AND (json_extract (c.doc, '$.state') IN ('sent', "
      "'accepted') OR (json_extract (c.doc, '$.state') = 'asked' AND json_extract (c.doc, "
      "'$.proof') = 'contact' AND json_extract (c.doc, '$.reason') IS NULL))",
      error, "tttii", proving->tried->claim, proving->tried->hash, proving->tried->scope,
      proving->sender->now, (gint64) MAX_TRIES);
  int code = row != NULL ? sol_sqlite_step (writer, row, error) : SQLITE_ERROR;

  *state = code == SQLITE_ROW ? g_strdup ((const char *) sqlite3_column_text (row, 0)) : NULL;
  if (row != NULL)
    sqlite3_reset (row);
  return code == SQLITE_ROW || code == SQLITE_DONE;
}

/* What became of it: another organisation may have been quicker. */
static gboolean
tell_state (SolSqlite *writer, Proving *proving, GError **error)
{
  sqlite3_stmt *row = sol_sqlite_bind (
      writer, "SELECT json_extract (doc, '$.state') FROM record WHERE type = 'claim' AND id = ?1",
      error, "t", proving->tried->claim);
  int code = row != NULL ? sol_sqlite_step (writer, row, error) : SQLITE_ERROR;

  if (code == SQLITE_ROW)
    proving->state = g_strdup ((const char *) sqlite3_column_text (row, 0));
  if (row != NULL)
    sqlite3_reset (row);
  return code == SQLITE_ROW || code == SQLITE_DONE;
}

/* By whoever belongs to the organisation that claims, and nobody else. */
static gboolean
count_try (SolSqlite *writer, const Proving *proving, GError **error)
{
  return sol_sqlite_execute (writer,
                             "UPDATE claim_code SET tries = tries + 1 WHERE claim = ?1 AND EXISTS "
                             "(SELECT 1 FROM record WHERE type = 'claim' AND id = ?1 AND scope = "
                             "?2)",
                             error, "tt", proving->tried->claim, proving->tried->scope);
}

static gboolean
use_code (SolSqlite *writer, gint64 *seq, gpointer data, GError **error)
{
  Proving *proving = data;
  Act sent = { .sender = proving->sender,
               .claim = proving->tried->claim,
               .op = SOL_CLAIM_SEND,
               .argument = "sent_to",
               .value = "…" };
  Act act = { .sender = proving->sender, .claim = proving->tried->claim, .op = SOL_CLAIM_PROVE };
  g_autofree char *before = NULL;

  if (!look_up (writer, proving, &before, error))
    return FALSE;
  if (before == NULL)
    return count_try (writer, proving, error);
  if (g_str_equal (before, SOL_CLAIM_ACCEPTED))
    {
      proving->state = g_steal_pointer (&before);
      return TRUE;
    }
  if (g_str_equal (before, SOL_CLAIM_ASKED) && !run (writer, seq, &sent, error))
    return FALSE; /* it left, since it is here */
  return run (writer, seq, &act, error) && (!act.applied || tell_state (writer, proving, error));
}

static gboolean
prove (SolClaims *self,
       const SolStorageSender *sender,
       const SolClaimTry *tried,
       char **state,
       GError **error)
{
  Proving proving = { sender, tried, NULL };
  gboolean done = sol_storage_sqlite_write_feed (SOL_STORAGE_SQLITE (self), use_code, &proving,
                                                 error);

  *state = proving.state;
  if (!done)
    g_clear_pointer (state, g_free);
  return done;
}

void
sol_storage_sqlite_claims_init (SolClaimsInterface *iface)
{
  iface->list_waiting = list_waiting;
  iface->keep_code = keep_code;
  iface->note_sent = note_sent;
  iface->turn = turn;
  iface->expire = expire;
  iface->prove = prove;
}
