/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-workshop-moves.h"
#include "model/sol-workshop.h"
#include "server/sol-storage-sqlite-mutations-private.h"

/* Codes that let structures in to a workshop. */

#define HOUR 3600

/* France has land from 10 hours behind Greenwich to 12 ahead of it: a code is good while it is
 * that day anywhere there. */
#define AHEAD (12 * HOUR)
#define BEHIND (10 * HOUR)

typedef struct
{
  const SolStorageSender *sender;
  SolWorkshopCode *code;
  SolWorkshopVerdict verdict; /* out */
} Telling;

/* (transfer full) (nullable): without an error when there is no such workshop */
static SolRecord *
load_workshop (SolSqlite *writer, const char *id, gint64 now, GError **error)
{
  SolMutationTarget target = { 0 };
  SolRecord *workshop = NULL;

  if (sol_storage_sqlite_load_target (writer, "workshop", id, now, &target, error) &&
      !target.deleted)
    workshop = g_steal_pointer (&target.record);
  sol_mutation_target_clear (&target);
  return workshop;
}

static gboolean
find_times (SolRecord *workshop, SolWorkshopCode *code)
{
  const char *day = sol_record_get_text (workshop, "day");
  g_autofree char *text = g_strconcat (day != NULL ? day : "", "T00:00:00Z", NULL);
  g_autoptr (GDateTime) begin = g_date_time_new_from_iso8601 (text, NULL);

  if (begin == NULL)
    return FALSE;
  code->good_from = g_date_time_to_unix (begin) - AHEAD;
  code->expires_at = g_date_time_to_unix (begin) + 24 * HOUR + BEHIND;
  return TRUE;
}

static SolWorkshopVerdict
judge (SolRecord *workshop, SolWorkshopCode *code, gint64 now)
{
  if (workshop == NULL || g_strcmp0 (sol_record_get_scope (workshop), code->scope) != 0)
    return SOL_WORKSHOP_CODE_UNKNOWN;
  if (!sol_workshop_is_open (workshop))
    return SOL_WORKSHOP_CODE_CLOSED;
  return find_times (workshop, code) && code->expires_at > now ? SOL_WORKSHOP_CODE_GOOD
                                                               : SOL_WORKSHOP_CODE_NO_DAY;
}

static gboolean
keep_code (SolSqlite *writer, const Telling *telling, GError **error)
{
  const SolWorkshopCode *code = telling->code;
  const SolStorageSender *sender = telling->sender;
  const SolAudit audit = { sender->actor->account, sender->session, sender->client,
                           "workshop-code",        code->workshop,  code->scope };

  return sol_sqlite_execute (writer, "DELETE FROM workshop_code WHERE workshop = ?1", error, "t",
                             code->workshop) &&
         sol_sqlite_execute (writer,
                             "INSERT INTO workshop_code (hash, workshop, good_from, expires_at) "
                             "VALUES (?1, ?2, ?3, ?4)",
                             error, "ttii", code->hash, code->workshop, code->good_from,
                             code->expires_at) &&
         sol_storage_sqlite_write_audit (writer, &audit, error);
}

static gboolean
put_code (SolSqlite *writer, gpointer data, GError **error)
{
  Telling *telling = data;
  const gint64 now = telling->sender->now;
  g_autoptr (GError) failed = NULL;
  g_autoptr (SolRecord) workshop = load_workshop (writer, telling->code->workshop, now, &failed);

  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  telling->verdict = judge (workshop, telling->code, now);
  return telling->verdict != SOL_WORKSHOP_CODE_GOOD || keep_code (writer, telling, error);
}

/**
 * sol_storage_sqlite_put_workshop_code: (skip)
 *
 * See sol_access_put_workshop_code().
 */
gboolean
sol_storage_sqlite_put_workshop_code (SolAccess *access,
                                      const SolStorageSender *sender,
                                      SolWorkshopCode *code,
                                      SolWorkshopVerdict *verdict,
                                      GError **error)
{
  Telling telling = { sender, code, SOL_WORKSHOP_CODE_UNKNOWN };
  const gboolean done = sol_storage_sqlite_write (SOL_STORAGE_SQLITE (access), put_code, &telling,
                                                  error);

  *verdict = telling.verdict;
  return done;
}

typedef struct
{
  const SolStorageSender *sender;
  const char *hash;
  char *workshop; /* out, (nullable) */
} Coming;

static gboolean
find_workshop (SolSqlite *writer, Coming *coming, GError **error)
{
  sqlite3_stmt *row = sol_sqlite_bind (
      writer,
      "SELECT workshop FROM workshop_code WHERE hash = ?1 AND good_from <= ?2 AND expires_at > ?2",
      error, "ti", coming->hash, coming->sender->now);
  int code = row != NULL ? sol_sqlite_step (writer, row, error) : SQLITE_ERROR;

  if (code == SQLITE_ROW)
    coming->workshop = g_strdup ((const char *) sqlite3_column_text (row, 0));
  if (row != NULL)
    sqlite3_reset (row);
  return code == SQLITE_ROW || code == SQLITE_DONE;
}

static gboolean
use_code (SolSqlite *writer, gint64 *seq, gpointer data, GError **error)
{
  Coming *coming = data;
  g_autoptr (SolMutation) mutation = NULL;
  gboolean applied;

  if (!find_workshop (writer, coming, error))
    return FALSE;
  if (coming->workshop == NULL)
    return TRUE;
  mutation = sol_storage_sqlite_make_act ("workshop", coming->workshop, SOL_WORKSHOP_LET_IN);
  mutation->patch->set = json_object_new ();
  json_object_set_string_member (mutation->patch->set, "organisation",
                                 coming->sender->actor->organisation);
  if (!sol_storage_sqlite_act (writer, seq, coming->sender, mutation, &applied, error))
    return FALSE;
  if (!applied)
    g_clear_pointer (&coming->workshop, g_free);
  return TRUE;
}

/**
 * sol_storage_sqlite_take_workshop_code: (skip)
 *
 * See sol_access_take_workshop_code().
 */
gboolean
sol_storage_sqlite_take_workshop_code (SolAccess *access,
                                       const SolStorageSender *sender,
                                       const char *hash,
                                       char **workshop,
                                       GError **error)
{
  Coming coming = { sender, hash, NULL };
  const gboolean done = sol_storage_sqlite_write_feed (SOL_STORAGE_SQLITE (access), use_code,
                                                       &coming, error);

  *workshop = coming.workshop;
  if (!done)
    g_clear_pointer (workshop, g_free);
  return done;
}
