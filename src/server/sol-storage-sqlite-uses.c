/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-model-error.h"
#include "model/sol-record-registry.h"
#include "model/sol-supplier.h"
#include "server/sol-storage-sqlite-mutations-private.h"
#include "server/sol-storage-sqlite-uploads-private.h"

/* Which record names which attachment, and who may write its name there. */

static gboolean
refuse (GError **cause, const char *hash, const char *reason)
{
  const char *const arguments[] = { hash, reason, NULL };

  sol_model_error_set (cause, SOL_MODEL_ERROR_UNKNOWN_BLOB, arguments,
                       "That attachment was not sent, or is not what it is said to be");
  return FALSE;
}

/* Whether a structure of the catalogue that has the SIRET of @record shows it: all see it there. */
static gboolean
is_in_catalogue (SolMutating *run, SolRecord *record, const SolBlob *blob, GError **error)
{
  const char *siret = sol_record_find_field (record, "siret", NULL) != NULL
                          ? sol_record_get_text (record, "siret")
                          : NULL;
  sqlite3_stmt *row;
  gboolean shown = FALSE;

  if (siret == NULL)
    return FALSE;
  row = sol_sqlite_bind (run->writer,
                         "SELECT doc FROM record WHERE type = 'supplier' AND scope = ?2 AND "
                         "json_extract (doc, '$.siret') = ?1",
                         error, "tt", siret, SOL_SCOPE_PUBLIC);
  while (row != NULL && !shown && sol_sqlite_step (run->writer, row, error) == SQLITE_ROW)
    {
      g_autoptr (SolRecord)
          supplier = sol_record_new_from_text (SOL_TYPE_SUPPLIER, 0, "", SOL_SCOPE_PUBLIC, 0,
                                               (const char *) sqlite3_column_text (row, 0), NULL);
      const SolBlob *theirs = supplier != NULL ? sol_record_find_blob (supplier, blob->hash) : NULL;

      shown = theirs != NULL && theirs->size == blob->size &&
              g_str_equal (theirs->media_type, blob->media_type);
    }
  if (row != NULL)
    sqlite3_reset (row);
  return shown;
}

/* A hash is no secret: it may be written by whom its content came from. */
static gboolean
check_blob (SolMutating *run, const SolBlob *blob, GError **cause, GError **error)
{
  g_autofree char *owner = sol_upload_make_owner (run->sender->actor);
  g_autoptr (SolUpload)
      upload = sol_storage_sqlite_find_upload (run->writer, owner, blob->hash, error);

  if (error != NULL && *error != NULL)
    return FALSE;
  if (upload == NULL || upload->state != SOL_UPLOAD_WHOLE ||
      (run->storage != NULL && !sol_storage_sqlite_has_sent (run->storage, upload)))
    return refuse (cause, blob->hash, upload != NULL ? upload->reason : NULL);
  if (upload->size != blob->size || !g_str_equal (upload->media_type, blob->media_type))
    return refuse (cause, blob->hash, "type");
  return TRUE;
}

static gboolean
check_record (SolMutating *run, SolRecord *record, GError **cause, GError **error)
{
  g_autoptr (GPtrArray) blobs = sol_record_list_blobs (record);
  SolMutationTarget before = { 0 };
  gboolean sound = TRUE;

  if (blobs->len == 0)
    return TRUE;
  sound = sol_storage_sqlite_load_target (
      run->writer, sol_record_registry_get_name (G_OBJECT_TYPE (record)),
      sol_record_get_id (record), run->sender->now, &before, error);
  for (guint i = 0; sound && i < blobs->len; i++)
    {
      const SolBlob *blob = blobs->pdata[i];

      sound = (before.record != NULL && sol_record_find_blob (before.record, blob->hash) != NULL) ||
              is_in_catalogue (run, record, blob, error) || check_blob (run, blob, cause, error);
    }
  sol_mutation_target_clear (&before);
  return sound;
}

/**
 * sol_storage_sqlite_check_blobs:
 * @effects: (element-type SolEffect): of the mutation under way; not written yet
 * @cause: (out): why it is to be rejected: an attachment that is new in a record and that whoever
 *   acts did not send
 *
 * Returns: %FALSE with @cause set, or with @error
 */
gboolean
sol_storage_sqlite_check_blobs (SolMutating *run,
                                GPtrArray *effects,
                                GError **cause,
                                GError **error)
{
  for (guint i = 0; i < effects->len; i++)
    {
      const SolEffect *effect = effects->pdata[i];

      if (!effect->removed && !check_record (run, effect->record, cause, error))
        return FALSE;
    }
  return TRUE;
}

/* Those that it no longer names are kept for a while yet: he may take that back. */
static gboolean
forget_uses (SolMutating *run, const char *type, const char *id, GError **error)
{
  return sol_sqlite_execute (run->writer,
                             "UPDATE upload SET touched_at = ?3 WHERE hash IN (SELECT hash FROM "
                             "blob_use WHERE type = ?1 AND id = ?2)",
                             error, "tti", type, id, run->sender->now) &&
         sol_sqlite_execute (run->writer, "DELETE FROM blob_use WHERE type = ?1 AND id = ?2", error,
                             "tt", type, id);
}

/**
 * sol_storage_sqlite_note_blobs:
 * @record: that was written; one that is deleted keeps what it names until it is forgotten
 */
gboolean
sol_storage_sqlite_note_blobs (SolMutating *run, SolRecord *record, GError **error)
{
  g_autoptr (GPtrArray) blobs = sol_record_list_blobs (record);
  const char *type = sol_record_registry_get_name (G_OBJECT_TYPE (record));
  const char *id = sol_record_get_id (record);

  if (!forget_uses (run, type, id, error))
    return FALSE;
  for (guint i = 0; i < blobs->len; i++)
    if (!sol_sqlite_execute (run->writer,
                             "INSERT OR IGNORE INTO blob_use (type, id, hash) VALUES (?1, ?2, ?3)",
                             error, "ttt", type, id, ((const SolBlob *) blobs->pdata[i])->hash))
      return FALSE;
  return TRUE;
}

/* Forgets what was named by records that can no longer be restored. */
gboolean
sol_storage_sqlite_purge_uses (SolSqlite *writer, GError **error)
{
  return sol_sqlite_execute (
      writer,
      "DELETE FROM blob_use WHERE NOT EXISTS (SELECT 1 FROM record AS r WHERE r.type = "
      "blob_use.type AND r.id = blob_use.id AND r.doc IS NOT NULL) AND NOT EXISTS (SELECT 1 FROM "
      "deleted AS d WHERE d.type = blob_use.type AND d.id = blob_use.id)",
      error, "");
}
