/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-clock.h"
#include "model/sol-organisation.h"
#include "model/sol-record-registry.h"
#include "model/sol-uuid.h"
#include "server/sol-retention.h"
#include "server/sol-storage-sqlite-mutations-private.h"

/* How people go: what they wrote for others stays, and they do not. */

/* (transfer full) (nullable): the first column of all rows */
static GStrv
read_all (SolSqlite *connection, sqlite3_stmt *row, GError **error)
{
  g_autoptr (GStrvBuilder) found = g_strv_builder_new ();
  int code = SQLITE_ERROR;

  while (row != NULL && (code = sol_sqlite_step (connection, row, error)) == SQLITE_ROW)
    g_strv_builder_add (found, (const char *) sqlite3_column_text (row, 0));
  if (row != NULL)
    sqlite3_reset (row);
  return code == SQLITE_DONE ? g_strv_builder_end (found) : NULL;
}

typedef struct
{
  const SolAudit *audit;
  gint64 now;
  SolPersonalLeaving *leaving;
} Closing;

static GStrv
list_alone (SolSqlite *writer, const char *account, GError **error)
{
  return read_all (
      writer,
      sol_sqlite_bind (writer,
                       "SELECT COALESCE (json_extract (r.doc, '$.name'), r.id) FROM access_grant "
                       "AS g JOIN record AS r ON r.type = g.type AND r.id = g.id WHERE g.account = "
                       "?1 AND g.type = 'organisation' AND g.roles & ?2 AND json_array_length "
                       "(r.doc, '$.members') > 1 AND NOT EXISTS (SELECT 1 FROM access_grant AS o "
                       "WHERE o.type = g.type AND o.id = g.id AND o.account != ?1 AND o.roles & "
                       "?2)",
                       error, "ti", account, (gint64) SOL_ROLE_MANAGER),
      error);
}

static gboolean
end (SolSqlite *writer, const Closing *closing, GError **error)
{
  const char *account = closing->audit->account;

  closing->leaving->erase_at = closing->now + SOL_PERSONAL_WAIT;
  return sol_sqlite_execute (writer,
                             "UPDATE account SET state = 'closing', erase_at = ?2 WHERE id = ?1",
                             error, "ti", account, closing->leaving->erase_at) &&
         sol_sqlite_execute (writer,
                             "UPDATE session SET ended_at = ?2 WHERE account = ?1 AND ended_at IS "
                             "NULL",
                             error, "ti", account, closing->now) &&
         sol_storage_sqlite_write_audit (writer, closing->audit, error);
}

static gboolean
close_in (SolSqlite *writer, gpointer data, GError **error)
{
  const Closing *closing = data;

  closing->leaving->alone = list_alone (writer, closing->audit->account, error);
  return closing->leaving->alone != NULL &&
         (closing->leaving->alone[0] != NULL || end (writer, closing, error));
}

static gboolean
close_account (SolPersonal *personal,
               const SolAudit *audit,
               gint64 now,
               SolPersonalLeaving *leaving,
               GError **error)
{
  Closing closing = { audit, now, leaving };

  *leaving = (SolPersonalLeaving){ NULL, 0 };
  return sol_storage_sqlite_write (SOL_STORAGE_SQLITE (personal), close_in, &closing, error);
}

/* One that goes. */
typedef struct
{
  SolSqlite *writer;
  const char *account;
  SolMutating run;
} Leaver;

static gboolean
remove_record (Leaver *self, const char *type, const char *id, GError **error)
{
  SolMutationTarget target;
  SolStorageWrite write;
  gboolean done = sol_storage_sqlite_load_target (self->writer, type, id, self->run.sender->now,
                                                  &target, error);

  if (done && target.record != NULL && !target.deleted)
    {
      const SolEffect effect = { target.record, TRUE, TRUE };

      done = sol_storage_sqlite_write_effect (&self->run, &effect, &write, error) &&
             sol_storage_sqlite_derive_sum (&self->run, target.record, error);
    }
  sol_mutation_target_clear (&target);
  return done;
}

/* The records that he alone saw, and what others saw of them. */
static gboolean
remove_own (Leaver *self, GError **error)
{
  g_auto (GStrv) own = read_all (
      self->writer,
      sol_sqlite_bind (self->writer,
                       "SELECT type || ' ' || id FROM record WHERE scope = 'user:' || ?1", error,
                       "t", self->account),
      error);

  for (guint i = 0; own != NULL && own[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (own[i], " ", 2);

      if (!remove_record (self, parts[0], parts[1], error) ||
          !sol_sqlite_execute (self->writer, "DELETE FROM deleted WHERE type = ?1 AND id = ?2",
                               error, "tt", parts[0], parts[1]) ||
          !sol_sqlite_execute (self->writer, "DELETE FROM history WHERE type = ?1 AND id = ?2",
                               error, "tt", parts[0], parts[1]) ||
          !sol_sqlite_execute (self->writer, "DELETE FROM revision WHERE type = ?1 AND id = ?2",
                               error, "tt", parts[0], parts[1]))
        return FALSE;
    }
  return own != NULL;
}

static gboolean
is_orphan (Leaver *self, const char *organisation, gboolean *orphan, GError **error)
{
  g_auto (GStrv) managers = read_all (
      self->writer,
      sol_sqlite_bind (self->writer,
                       "SELECT account FROM access_grant WHERE type = 'organisation' AND id = ?1 "
                       "AND roles & ?2",
                       error, "ti", organisation, (gint64) SOL_ROLE_MANAGER),
      error);

  *orphan = managers != NULL && managers[0] == NULL;
  return managers != NULL;
}

/* Who keeps the server is told of an organisation that nobody manages any more. */
static gboolean
tell_orphan (Leaver *self, const char *organisation, GError **error)
{
  g_autofree char *scope = g_strconcat ("org:", organisation, NULL);
  const SolAudit audit = { "server", NULL, "", "orphan", organisation, scope };

  g_message ("Nobody manages the organisation %s any more: its last manager's account is erased",
             organisation);
  return sol_storage_sqlite_write_audit (self->writer, &audit, error);
}

static gboolean
forget_member (Leaver *self, const char *organisation, GError **error)
{
  g_autofree char *id = sol_uuid_new ();
  g_autoptr (SolMutation) mutation = sol_mutation_new (id, 1, "organisation", organisation);
  g_autoptr (JsonObject) answer = NULL;
  gboolean orphan;

  mutation->op = g_strdup (SOL_ORGANISATION_FORGET);
  mutation->patch->set = json_object_new ();
  json_object_set_string_member (mutation->patch->set, "account", self->account);
  self->run.mutation = mutation;
  return sol_storage_sqlite_decide (&self->run, &answer, error) &&
         is_orphan (self, organisation, &orphan, error) &&
         (!orphan || tell_orphan (self, organisation, error));
}

static gboolean
forget_memberships (Leaver *self, GError **error)
{
  g_auto (GStrv) organisations = read_all (
      self->writer,
      sol_sqlite_bind (self->writer,
                       "SELECT id FROM access_grant WHERE account = ?1 AND type = 'organisation'",
                       error, "t", self->account),
      error);

  for (guint i = 0; organisations != NULL && organisations[i] != NULL; i++)
    if (!forget_member (self, organisations[i], error))
      return FALSE;
  return organisations != NULL;
}

/* What names him, in this order: a session goes before its account. */
static gboolean
erase_rows (Leaver *self, GError **error)
{
  static const char *const steps[] = {
    "UPDATE revision SET lines = replace (lines, '\"' || ?1 || '\"', '\"erased\"') WHERE instr "
    "(lines, '\"' || ?1 || '\"') > 0",
    "UPDATE history SET account = 'erased' WHERE account = ?1",
    "UPDATE upload SET touched_at = 0 WHERE owner = 'user:' || ?1",
    "UPDATE upload SET account = 'erased' WHERE account = ?1",
    "UPDATE invitation SET used_by = 'erased' WHERE used_by = ?1",
    "UPDATE census_invitation SET used_by = 'erased' WHERE used_by = ?1",
    "DELETE FROM invitation WHERE invited_by = ?1 AND used_by IS NULL",
    "UPDATE audit SET client = '' WHERE account = ?1",
    "DELETE FROM mutation WHERE account = ?1",
    "DELETE FROM client WHERE account = ?1",
    "DELETE FROM access_grant WHERE account = ?1",
    "DELETE FROM access_log WHERE account = ?1",
    "DELETE FROM refresh WHERE session IN (SELECT id FROM session WHERE account = ?1)",
    "DELETE FROM session WHERE account = ?1",
    "DELETE FROM identity WHERE account = ?1",
    "DELETE FROM account WHERE id = ?1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (!sol_sqlite_execute (self->writer, steps[i], error, "t", self->account))
      return FALSE;
  return TRUE;
}

static gboolean
erase (Leaver *self, GError **error)
{
  const SolAudit audit = { self->account, NULL, "", "erase", "" };

  return remove_own (self, error) && forget_memberships (self, error) && erase_rows (self, error) &&
         sol_storage_sqlite_write_audit (self->writer, &audit, error);
}

static GStrv
list_due (SolSqlite *connection, gint64 now, GError **error)
{
  return read_all (connection,
                   sol_sqlite_bind (connection,
                                    "SELECT id FROM account WHERE erase_at <= ?1 AND (state = "
                                    "'closing' OR (state = 'active' AND seen_at < ?2))",
                                    error, "ii", now,
                                    now - sol_retention_get (SOL_RETENTION_INACTIVE)),
                   error);
}

static gboolean
erase_in (SolSqlite *writer, gint64 *seq, gpointer data, GError **error)
{
  gint64 now = *(gint64 *) data;
  g_autofree char *moment = sol_clock_print (now);
  const SolActor actor = { .account = "server", .roles = SOL_ROLE_SERVER };
  const SolStorageSender sender = { &actor, NULL, "server", now };
  g_auto (GStrv) due = list_due (writer, now, error);

  for (guint i = 0; due != NULL && due[i] != NULL; i++)
    {
      Leaver leaver = { writer, due[i], { writer, seq, &sender, moment, NULL } };

      if (!erase (&leaver, error))
        return FALSE;
    }
  return due != NULL;
}

/* Asked first without a transaction: mostly nobody goes. */
static gboolean
erase_due (SolPersonal *personal, gint64 now, GError **error)
{
  SolStorageSqlite *self = SOL_STORAGE_SQLITE (personal);
  SolSqlite *reader = sol_storage_sqlite_take_reader (self, error);
  g_auto (GStrv) due = reader != NULL ? list_due (reader, now, error) : NULL;

  if (reader != NULL)
    sol_storage_sqlite_give_reader (self, reader);
  return due != NULL &&
         (due[0] == NULL || sol_storage_sqlite_write_feed (self, erase_in, &now, error));
}

typedef struct
{
  gint64 now;
  GPtrArray *unused;
} Marking;

static gboolean
mark_unused (SolSqlite *writer, gpointer data, GError **error)
{
  const Marking *marking = data;
  sqlite3_stmt *row = sol_sqlite_bind (
      writer,
      "UPDATE account SET erase_at = ?1 WHERE state = 'active' AND erase_at IS NULL AND MAX "
      "(seen_at, created_at) < ?2 RETURNING id, address, name, kind, role, locale, password, "
      "state, created_at",
      error, "ii", marking->now + SOL_PERSONAL_NOTICE,
      marking->now - sol_retention_get (SOL_RETENTION_INACTIVE));
  int code = SQLITE_ERROR;

  while (row != NULL && (code = sol_sqlite_step (writer, row, error)) == SQLITE_ROW)
    g_ptr_array_add (marking->unused, sol_storage_sqlite_read_account (row, 0));
  if (row != NULL)
    sqlite3_reset (row);
  return code == SQLITE_DONE;
}

static GPtrArray *
list_unused (SolPersonal *personal, gint64 now, GError **error)
{
  g_autoptr (GPtrArray) unused = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_account_free);
  Marking marking = { now, unused };

  return sol_storage_sqlite_write (SOL_STORAGE_SQLITE (personal), mark_unused, &marking, error)
             ? g_steal_pointer (&unused)
             : NULL;
}

static gboolean
write_note (SolSqlite *writer, gpointer audit, GError **error)
{
  return sol_storage_sqlite_write_audit (writer, audit, error);
}

static gboolean
note (SolPersonal *personal, const SolAudit *audit, GError **error)
{
  return sol_storage_sqlite_write (SOL_STORAGE_SQLITE (personal), write_note, (gpointer) audit,
                                   error);
}

void
sol_storage_sqlite_leaving_init (SolPersonalInterface *iface)
{
  iface->close = close_account;
  iface->erase_due = erase_due;
  iface->list_unused = list_unused;
  iface->note = note;
}
