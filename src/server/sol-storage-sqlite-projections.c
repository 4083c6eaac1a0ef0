/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-json.h"
#include "model/sol-projection.h"
#include "model/sol-record-registry.h"
#include "model/sol-scope.h"
#include "server/sol-storage-sqlite-mutations-private.h"

/* What others see of a record: it is written with it. */

/* @before: as it was, of what somebody decides on: he is told what changed since he saw it. What
 * its source shows no more is not to be brought back either, by whom it was shown to. */
static gboolean
write_shown (SolMutating *run,
             SolStorageWrite *write,
             SolRecord *shown,
             const SolMutationTarget *before,
             GError **error)
{
  if (!sol_storage_sqlite_write_record (run->writer, write, run->seq, error))
    return FALSE;
  if (write->doc == NULL)
    return sol_sqlite_execute (run->writer, "DELETE FROM deleted WHERE type = ?1 AND id = ?2",
                               error, "tt", write->type, write->id);
  if (before->record != NULL && write->changed &&
      !sol_storage_sqlite_note_revisions (run, write, before, shown, error))
    return FALSE;
  return sol_storage_sqlite_note_blobs (run, shown, error);
}

/* (transfer full) (nullable): the organisation that the source is of, when that matters */
static char *
find_owner (const SolProjection *projection, const SolEffect *effect)
{
  const char *id = NULL;

  return projection->of != NULL &&
                 sol_scope_parse (sol_record_get_scope (effect->record), &id) == SOL_SCOPE_KIND_ORG
             ? g_strdup (id)
             : NULL;
}

/* @seen: (out): whether who is to see it sees what it is shown beside */
static gboolean
look_beside (SolMutating *run,
             const SolProjection *projection,
             const SolEffect *effect,
             const char *scope,
             gboolean *seen,
             GError **error)
{
  const SolField *field = sol_record_find_field (effect->record, projection->beside, NULL);
  g_autofree char *owner = find_owner (projection, effect);
  sqlite3_stmt *row = sol_sqlite_bind (
      run->writer,
      "SELECT 1 FROM record WHERE type = ?1 AND id = ?2 AND scope = ?3 AND doc IS NOT NULL AND (?4 "
      "IS NULL OR COALESCE (json_extract (doc, '$.' || ?4), ?5) IS ?5)",
      error, "ttttt", field->list, sol_record_get_text (effect->record, field->name), scope,
      projection->of, owner);
  const int code = row != NULL ? sol_sqlite_step (run->writer, row, error) : SQLITE_ERROR;

  *seen = code == SQLITE_ROW;
  if (row != NULL)
    sqlite3_reset (row);
  return code == SQLITE_ROW || code == SQLITE_DONE;
}

/* What is shown may be shown on, to others. */
static gboolean
write_projection (SolMutating *run,
                  const SolProjection *projection,
                  const SolEffect *effect,
                  GError **error)
{
  g_autoptr (SolRecord) shown = sol_projection_make (projection, effect->record);
  g_autoptr (JsonObject) doc = sol_record_to_json (shown);
  const char *scope = sol_record_get_scope (shown);
  gboolean seen = !effect->removed && scope != NULL && projection->when (effect->record);
  g_autofree char *text = NULL;
  SolStorageWrite write = { projection->type, sol_record_get_id (shown), scope, NULL, -1 };
  SolMutationTarget before = { 0 };
  gboolean done = (!seen || projection->beside == NULL ||
                   look_beside (run, projection, effect, scope, &seen, error)) &&
                  (SOL_RECORD_GET_CLASS (shown)->operations == NULL ||
                   sol_storage_sqlite_load_target (run->writer, write.type, write.id,
                                                   run->sender->now, &before, error));

  write.doc = text = seen ? sol_json_object_to_text (doc) : NULL;
  done = done && write_shown (run, &write, shown, &before, error) &&
         sol_storage_sqlite_write_projections (run, &(const SolEffect){ shown, !seen, TRUE },
                                               error) &&
         (!write.changed || sol_storage_sqlite_follow (run, &write, error));
  sol_mutation_target_clear (&before);
  return done;
}

static gboolean
stays (const SolProjection *projection, const SolEffect *effect)
{
  return !effect->removed && projection->stays != NULL && !projection->when (effect->record) &&
         projection->stays (effect->record);
}

/* What others see stays as it was, but for what is taken back. */
static gboolean
take_back (SolMutating *run, const SolProjection *projection, SolRecord *source, GError **error)
{
  g_autoptr (SolRecord) wanted = sol_projection_make (projection, source);
  SolMutationTarget held = { 0 };
  gboolean done = projection->take_back == NULL ||
                  sol_storage_sqlite_load_target (run->writer, projection->type,
                                                  sol_record_get_id (wanted), run->sender->now,
                                                  &held, error);

  if (done && held.record != NULL && !held.deleted)
    {
      g_autoptr (SolRecord) before = sol_record_copy (held.record);
      g_autoptr (SolPatch) patch = NULL;
      g_autoptr (JsonObject) doc = NULL;
      g_autofree char *text = NULL;
      SolStorageWrite write = { projection->type, sol_record_get_id (held.record),
                                sol_record_get_scope (held.record), NULL, -1 };

      projection->take_back (held.record, source);
      patch = sol_patch_new_diff (before, held.record);
      doc = sol_record_to_json (held.record);
      write.doc = text = sol_json_object_to_text (doc);
      done = sol_patch_is_empty (patch) ||
             write_shown (run, &write, held.record, &(const SolMutationTarget){ 0 }, error);
    }
  sol_mutation_target_clear (&held);
  return done;
}

gboolean
sol_storage_sqlite_write_projections (SolMutating *run, const SolEffect *effect, GError **error)
{
  const SolProjection *projection = SOL_RECORD_GET_CLASS (effect->record)->projections;

  for (; projection != NULL && projection->type != NULL; projection++)
    if (!(stays (projection, effect) ? take_back (run, projection, effect->record, error)
                                     : write_projection (run, projection, effect, error)))
      return FALSE;
  return TRUE;
}

/* Whether @field of the type refers to records of @type. */
static gboolean
refers_to (const SolRecordClass *klass, const char *field, const char *type)
{
  for (guint i = 0; i < klass->n_fields; i++)
    if (g_str_equal (klass->fields[i].name, field))
      return g_strcmp0 (klass->fields[i].list, type) == 0;
  return FALSE;
}

/* Makes anew what @projection makes of those that name what was written. */
static gboolean
project_again (SolMutating *run,
               const char *type,
               const SolProjection *projection,
               const SolStorageWrite *write,
               GError **error)
{
  g_autoptr (GPtrArray) ids = sol_storage_sqlite_find_ids (run->writer, type, projection->beside,
                                                           write->id, -1, error);
  gboolean done = ids != NULL;

  for (guint i = 0; done && i < ids->len; i++)
    {
      SolMutationTarget target;

      done = sol_storage_sqlite_load_target (run->writer, type, ids->pdata[i], run->sender->now,
                                             &target, error) &&
             write_projection (run, projection, &(const SolEffect){ target.record, FALSE, TRUE },
                               error);
      sol_mutation_target_clear (&target);
    }
  return done;
}

/**
 * sol_storage_sqlite_follow:
 * @write: what was written, or taken away
 *
 * What is shown beside it comes and goes with it.
 */
gboolean
sol_storage_sqlite_follow (SolMutating *run, const SolStorageWrite *write, GError **error)
{
  guint n_types;
  const SolRecordType *types = sol_record_registry_get (&n_types);

  for (guint i = 0; i < n_types; i++)
    {
      g_autoptr (SolRecordClass) klass = g_type_class_ref (types[i].get_type ());
      const SolProjection *projection = klass->projections;

      for (; projection != NULL && projection->type != NULL; projection++)
        if (projection->beside != NULL && refers_to (klass, projection->beside, write->type) &&
            !project_again (run, types[i].name, projection, write, error))
          return FALSE;
    }
  return TRUE;
}
