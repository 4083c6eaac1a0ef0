/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-json.h"
#include "model/sol-record-registry.h"
#include "server/sol-retention.h"
#include "server/sol-storage-sqlite-mutations-private.h"

/* Records as mutations meet and leave them: with their table of revisions, and what deleted ones
 * were. */

void
sol_mutation_target_clear (SolMutationTarget *self)
{
  g_clear_object (&self->record);
  g_clear_pointer (&self->revisions, sol_revisions_free);
}

static gboolean
read_target (sqlite3_stmt *row,
             const char *type,
             const char *id,
             SolMutationTarget *target,
             GError **error)
{
  const char *doc = (const char *) sqlite3_column_text (row, 2);
  const char *former = (const char *) sqlite3_column_text (row, 3);
  const char *lines = (const char *) sqlite3_column_text (row, 4);

  target->deleted = doc == NULL;
  target->restorable = doc == NULL && former != NULL;
  target->revisions = sol_revisions_new_from_text (lines);
  target->record = sol_record_new_from_text (sol_record_registry_find (type), 0, id,
                                             (const char *) sqlite3_column_text (row, 0),
                                             sqlite3_column_int64 (row, 1),
                                             doc != NULL      ? doc
                                             : former != NULL ? former
                                                              : "{}",
                                             error);
  return target->record != NULL;
}

/**
 * sol_storage_sqlite_load_target:
 * @type: one of the registry
 * @target: (out caller-allocates): cleared by sol_mutation_target_clear()
 *
 * A record in the transaction of @writer; none is not an error.
 */
gboolean
sol_storage_sqlite_load_target (SolSqlite *writer,
                                const char *type,
                                const char *id,
                                gint64 now,
                                SolMutationTarget *target,
                                GError **error)
{
  sqlite3_stmt *statement = sol_sqlite_bind (
      writer,
      "SELECT r.scope, r.rev, r.doc, d.doc, v.lines FROM record AS r "
      "LEFT JOIN deleted AS d ON d.type = r.type AND d.id = r.id AND d.deleted_at >= ?3 "
      "LEFT JOIN revision AS v ON v.type = r.type AND v.id = r.id "
      "WHERE r.type = ?1 AND r.id = ?2",
      error, "tti", type, id, now - sol_retention_get (SOL_RETENTION_RESTORABLE));
  int code;
  gboolean done = TRUE;

  *target = (SolMutationTarget){ 0 };
  if (statement == NULL)
    return FALSE;
  code = sol_sqlite_step (writer, statement, error);
  if (code == SQLITE_ROW)
    done = read_target (statement, type, id, target, error);
  else if (code == SQLITE_DONE)
    target->revisions = sol_revisions_new ();
  sqlite3_reset (statement);
  return done && (code == SQLITE_ROW || code == SQLITE_DONE);
}

/* Returns: (transfer full) (nullable): %NULL without an error when there is none */
SolRecord *
sol_storage_sqlite_load_record (SolSqlite *writer,
                                const char *type,
                                const char *id,
                                gint64 now,
                                GError **error)
{
  SolMutationTarget target = { 0 };
  SolRecord *record = NULL;

  if (sol_storage_sqlite_load_target (writer, type, id, now, &target, error) && !target.deleted)
    record = g_steal_pointer (&target.record);
  sol_mutation_target_clear (&target);
  return record;
}

/* @before: as it was; its table of revisions is written on. */
gboolean
sol_storage_sqlite_note_revisions (SolMutating *run,
                                   const SolStorageWrite *write,
                                   const SolMutationTarget *before,
                                   SolRecord *after,
                                   GError **error)
{
  g_autoptr (SolPatch) patch = sol_patch_new_diff (before->record, after);
  const SolRevision revision = { write->rev, (char *) run->sender->actor->account,
                                 (char *) run->sender->client, run->moment };
  g_autofree char *lines = NULL;

  sol_revisions_note (before->revisions, patch, &revision);
  lines = sol_revisions_to_text (before->revisions);
  return sol_sqlite_execute (
      run->writer, "INSERT OR REPLACE INTO revision (type, id, lines) VALUES (?1, ?2, ?3)", error,
      "ttt", write->type, write->id, lines);
}

static gboolean
keep_former (SolMutating *run, const SolStorageWrite *write, GError **error)
{
  return sol_sqlite_execute (run->writer,
                             "INSERT OR REPLACE INTO deleted (type, id, doc, deleted_at) SELECT "
                             "type, id, doc, ?3 FROM record WHERE type = ?1 AND id = ?2 AND doc IS "
                             "NOT NULL",
                             error, "tti", write->type, write->id, run->sender->now);
}

static gboolean
write_document (SolMutating *run,
                const SolEffect *effect,
                SolMutationTarget *before,
                SolStorageWrite *write,
                GError **error)
{
  if (effect->removed && !keep_former (run, write, error))
    return FALSE;
  if (!sol_storage_sqlite_write_record (run->writer, write, run->seq, error))
    return FALSE;
  if (!write->changed)
    return TRUE;
  if (!sol_storage_sqlite_note_history (run, write, before->deleted ? NULL : before->record,
                                        effect->removed ? NULL : effect->record, error))
    return FALSE;
  if (effect->removed || before->record == NULL)
    return TRUE;
  if (before->deleted)
    return sol_sqlite_execute (run->writer, "DELETE FROM deleted WHERE type = ?1 AND id = ?2",
                               error, "tt", write->type, write->id);
  return sol_storage_sqlite_note_revisions (run, write, before, effect->record, error);
}

/* Whose it was reads there who took it away. */
static gboolean
note_leaving (SolMutating *run,
              const SolStorageWrite *write,
              const SolMutationTarget *before,
              GError **error)
{
  const char *from = before->record != NULL && !before->deleted
                         ? sol_record_get_scope (before->record)
                         : write->scope;
  g_autofree char *detail = g_strdup_printf ("%s %s %s->%s", write->type, write->id, from,
                                             write->scope);
  const SolAudit audit = { run->sender->actor->account,
                           run->sender->session,
                           run->sender->client,
                           run->mutation != NULL ? run->mutation->op : "",
                           detail,
                           from };

  return g_strcmp0 (from, write->scope) == 0 ||
         sol_storage_sqlite_write_audit (run->writer, &audit, error);
}

/**
 * sol_storage_sqlite_write_effect:
 * @write: (out): of the record; its revision and place in the feed are good after the call, its
 *   texts are not
 *
 * Writes a record, which part of it changed, and what others see of it.
 */
gboolean
sol_storage_sqlite_write_effect (SolMutating *run,
                                 const SolEffect *effect,
                                 SolStorageWrite *write,
                                 GError **error)
{
  g_autoptr (JsonObject) doc = sol_record_to_json (effect->record);
  g_autofree char *text = effect->removed ? NULL : sol_json_object_to_text (doc);
  SolMutationTarget before;
  gboolean done;

  *write = (SolStorageWrite){ sol_record_registry_get_name (G_OBJECT_TYPE (effect->record)),
                              sol_record_get_id (effect->record),
                              sol_record_get_scope (effect->record), text, -1 };
  done = sol_storage_sqlite_load_target (run->writer, write->type, write->id, run->sender->now,
                                         &before, error) &&
         write_document (run, effect, &before, write, error) &&
         note_leaving (run, write, &before, error);
  if (done)
    sol_record_load (effect->record, write->id, write->scope, write->rev, doc);
  done = done && (effect->removed || sol_storage_sqlite_note_blobs (run, effect->record, error)) &&
         sol_storage_sqlite_write_projections (run, effect, error) &&
         (!write->changed || sol_storage_sqlite_follow (run, write, error));
  sol_mutation_target_clear (&before);
  return done;
}
