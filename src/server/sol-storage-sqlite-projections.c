/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-json.h"
#include "model/sol-projection.h"
#include "model/sol-record-registry.h"
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
  g_autofree char *text = !effect->removed && scope != NULL && projection->when (effect->record)
                              ? sol_json_object_to_text (doc)
                              : NULL;
  SolStorageWrite write = { projection->type, sol_record_get_id (shown), scope, text, -1 };
  SolMutationTarget before = { 0 };
  gboolean done = SOL_RECORD_GET_CLASS (shown)->operations == NULL ||
                  sol_storage_sqlite_load_target (run->writer, write.type, write.id,
                                                  run->sender->now, &before, error);

  done = done && write_shown (run, &write, shown, &before, error) &&
         sol_storage_sqlite_write_projections (run, &(const SolEffect){ shown, text == NULL, TRUE },
                                               error);
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
