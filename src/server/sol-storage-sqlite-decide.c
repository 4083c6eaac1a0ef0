/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-record-registry.h"
#include "model/sol-scope.h"
#include "server/sol-storage-sqlite-mutations-private.h"
#include "server/sol-write-rights.h"

/* What comes of one mutation: the model says it, the database does it. */

#define MAX_FOUND 1000 /* records that say the same */

/* What cannot be read is not what is not there: a verdict on it would be kept. */
static SolRecord *
read_record (gpointer data, const char *type, const char *id)
{
  SolMutating *run = data;

  return sol_record_registry_find (type) != G_TYPE_INVALID
             ? sol_storage_sqlite_load_record (run->writer, type, id, run->sender->now,
                                               run->fault == NULL ? &run->fault : NULL)
             : NULL;
}

/**
 * sol_storage_sqlite_find_ids:
 * @field: one that has an index
 * @most: how many; -1: all
 *
 * Returns: (transfer full) (element-type utf8) (nullable): of the records of a type that say @text
 *   in a field
 */
GPtrArray *
sol_storage_sqlite_find_ids (SolSqlite *writer,
                             const char *type,
                             const char *field,
                             const char *text,
                             gint64 most,
                             GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *sql = g_strdup_printf (
      "SELECT id FROM record WHERE type = ?1 AND json_extract (doc, '$.%s') = ?2 LIMIT ?3", field);
  sqlite3_stmt *row = sol_sqlite_bind (writer, sql, error, "tti", type, text, most);
  int code = SQLITE_ERROR;

  while (row != NULL && (code = sol_sqlite_step (writer, row, error)) == SQLITE_ROW)
    g_ptr_array_add (ids, g_strdup ((const char *) sqlite3_column_text (row, 0)));
  if (row != NULL)
    sqlite3_reset (row);
  return code == SQLITE_DONE ? g_steal_pointer (&ids) : NULL;
}

static GPtrArray *
find_records (gpointer data, const char *type, const char *field, const char *text)
{
  SolMutating *run = data;
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) ids = sol_storage_sqlite_find_ids (
      run->writer, type, field, text, MAX_FOUND, run->fault == NULL ? &run->fault : NULL);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      SolRecord *record = read_record (run, type, ids->pdata[i]);

      if (record != NULL)
        g_ptr_array_add (records, record);
    }
  return records;
}

static gboolean
load_target (SolMutating *run, SolMutationTarget *target, GError **error)
{
  const SolMutation *mutation = run->mutation;

  *target = (SolMutationTarget){ 0 };
  run->seen = FALSE;
  return sol_record_registry_find (mutation->type) == G_TYPE_INVALID ||
         (sol_storage_sqlite_load_target (run->writer, mutation->type, mutation->target,
                                          run->sender->now, target, error) &&
          sol_storage_sqlite_find_out_seen (run, target, &run->seen, error));
}

/* A moderator decides in the departments that are his. */
static gboolean
is_of_others (SolMutating *run, const SolMutationTarget *target)
{
  return target->record != NULL && !run->seen &&
         sol_scope_parse (sol_record_get_scope (target->record), NULL) == SOL_SCOPE_KIND_REVIEW;
}

/* The table of rights stands before the model, which has the better words for what both refuse. */
static SolVerdict
ask_model (SolMutating *run,
           const SolMutationTarget *target,
           GPtrArray *effects,
           GPtrArray *conflicts,
           GError **cause)
{
  SolOperationContext context = { run->sender->actor, run->moment, read_record, run, effects,
                                  find_records };
  gboolean allowed = sol_write_rights_allow (run->mutation, target->record, run->sender->actor);
  SolVerdict verdict;

  if (is_of_others (run, target))
    return SOL_VERDICT_FORBIDDEN;
  verdict = sol_mutation_run (run->mutation, run->sender->client, target, &context, conflicts,
                              cause);
  if (allowed || (verdict != SOL_VERDICT_APPLIED && verdict != SOL_VERDICT_CONFLICT))
    return verdict;
  g_warning ("The table of rights has no yes for what the rules let somebody %s of a %s",
             run->mutation->op, run->mutation->type);
  return SOL_VERDICT_FORBIDDEN;
}

static gboolean
take_fault (SolMutating *run, GError **error)
{
  if (run->fault == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&run->fault));
  return FALSE;
}

static gboolean
write_effects (SolMutating *run, GPtrArray *effects, JsonObject **answer, GError **error)
{
  SolStorageWrite write;

  for (guint i = 0; i < effects->len; i++)
    {
      if (!sol_storage_sqlite_write_effect (run, effects->pdata[i], &write, error))
        return FALSE;
      if (i == 0)
        *answer = sol_mutation_answer_applied (run->mutation, write.rev, write.seq);
    }
  for (guint i = 0; i < effects->len; i++)
    if (!sol_storage_sqlite_derive_sum (run, ((SolEffect *) effects->pdata[i])->record, error))
      return FALSE;
  return TRUE;
}

/* (transfer full): "TYPE ID FIELDS", and " OLD->NEW" when its state changed */
static char *
describe (const SolMutation *mutation, SolRecord *before, SolRecord *after)
{
  g_auto (GStrv) fields = sol_patch_list_fields (mutation->patch);
  g_autofree char *names = g_strjoinv (",", fields);
  const char *old = sol_write_rights_get_state (before);
  const char *new = sol_write_rights_get_state (after);

  return g_str_equal (old, new)
             ? g_strdup_printf ("%s %s %s", mutation->type, mutation->target, names)
             : g_strdup_printf ("%s %s %s %s->%s", mutation->type, mutation->target, names, old,
                                new);
}

/* Who did what to which record, the names of the fields, and whose it is. */
static gboolean
write_audit (SolMutating *run, SolRecord *before, SolRecord *after, GError **error)
{
  const SolMutation *mutation = run->mutation;
  g_autofree char *detail = describe (mutation, before, after);
  const SolAudit audit = {
    run->sender->actor->account, run->sender->session, run->sender->client, mutation->op, detail,
    sol_record_get_scope (after)
  };

  return sol_storage_sqlite_write_audit (run->writer, &audit, error);
}

/* What the server alone knows. @cause: (out): why it may not be */
static gboolean
check (SolMutating *run, GPtrArray *effects, GError **cause, GError **error)
{
  return sol_storage_sqlite_check_limits (run, effects, cause, error) &&
         sol_storage_sqlite_check_blobs (run, effects, cause, error);
}

/* Nothing is written of what is refused, so there is nothing to take back. */
static gboolean
decide (SolMutating *run, const SolMutationTarget *target, JsonObject **answer, GError **error)
{
  g_autoptr (GPtrArray)
      conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_conflict_free);
  g_autoptr (GPtrArray) effects = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_effect_free);
  g_autoptr (GError) cause = NULL;
  SolVerdict verdict = ask_model (run, target, effects, conflicts, &cause);

  if (!take_fault (run, error))
    return FALSE;
  if (verdict == SOL_VERDICT_APPLIED)
    {
      if (check (run, effects, &cause, error))
        return write_effects (run, effects, answer, error) &&
               write_audit (run, target->record, ((SolEffect *) effects->pdata[0])->record, error);
      if (cause == NULL)
        return FALSE;
      verdict = SOL_VERDICT_REJECTED;
    }
  *answer = sol_mutation_answer_refused (run->mutation, verdict, target, cause);
  return TRUE;
}

/* The verdict on the mutation under way, and what it does. */
gboolean
sol_storage_sqlite_decide (SolMutating *run, JsonObject **answer, GError **error)
{
  SolMutationTarget target;
  gboolean done = load_target (run, &target, error) && decide (run, &target, answer, error);

  sol_mutation_target_clear (&target);
  return done;
}

static gboolean
add_name (SolMutating *run, JsonObject *conflict, const char *who, GError **error)
{
  sqlite3_stmt *row = sol_sqlite_bind (run->writer, "SELECT name FROM account WHERE id = ?1", error,
                                       "t", who);
  int code = row != NULL ? sol_sqlite_step (run->writer, row, error) : SQLITE_ERROR;

  if (code == SQLITE_ROW)
    json_object_set_string_member (conflict, "who_name",
                                   (const char *) sqlite3_column_text (row, 0));
  if (row != NULL)
    sqlite3_reset (row);
  return code == SQLITE_ROW || code == SQLITE_DONE;
}

static gboolean
tell_conflicts (SolMutating *run, GPtrArray *conflicts, JsonObject *answer, GError **error)
{
  JsonArray *array = json_array_new ();

  json_object_set_array_member (answer, "conflicts", array);
  for (guint i = 0; i < conflicts->len; i++)
    {
      const SolConflict *conflict = conflicts->pdata[i];
      JsonObject *object = sol_conflict_to_json (conflict);

      json_array_add_object_element (array, object);
      if (conflict->who != NULL && !add_name (run, object, conflict->who, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * sol_storage_sqlite_tell_conflicts:
 * @answer: to the mutation under way, a conflict
 *
 * Adds what both sides wrote, as it is now: the answer is told once more when it was lost, and who
 * asks may have lost the right to read the record.
 */
gboolean
sol_storage_sqlite_tell_conflicts (SolMutating *run, JsonObject *answer, GError **error)
{
  g_autoptr (GPtrArray)
      conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_conflict_free);
  g_autoptr (GPtrArray) effects = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_effect_free);
  SolMutationTarget target;
  gboolean done = load_target (run, &target, error);

  if (done && run->seen &&
      ask_model (run, &target, effects, conflicts, NULL) == SOL_VERDICT_CONFLICT)
    done = tell_conflicts (run, conflicts, answer, error);
  done = done && take_fault (run, error);
  g_clear_error (&run->fault);
  sol_mutation_target_clear (&target);
  return done;
}
