/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sol-account-backup.h"

#include <string.h>

#include "model/sol-json.h"
#include "store/sol-account-backup-private.h"
#include "store/sol-outbox-entry-private.h"
#include "store/sol-store-error.h"

/* Bytes of a file: with as many attachments as an account may send. */
#define MAX_SIZE ((goffset) 1024 * 1024 * 1024)

/* A person's own work in one file: JSON, one value a line, as data/formats.md tells. */

const char *const sol_backup_states[SOL_OUTBOX_N_STATES] = {
  [SOL_OUTBOX_WAITING] = "waiting",           [SOL_OUTBOX_SENDING] = "sending",
  [SOL_OUTBOX_BLOCKED] = "blocked",           [SOL_OUTBOX_CONFLICT] = "conflict",
  [SOL_OUTBOX_REFUSED] = "refused",           [SOL_OUTBOX_GONE] = "gone",
  [SOL_OUTBOX_ACKNOWLEDGED] = "acknowledged", [SOL_OUTBOX_DISCARDED] = "discarded",
};

static void
put_text (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
}

static void
put_json (JsonObject *object, const char *name, const char *text)
{
  JsonNode *node = text != NULL ? sol_json_parse (text, strlen (text), NULL) : NULL;

  if (node != NULL)
    json_object_set_member (object, name, node);
}

gboolean
sol_backup_write_line (GOutputStream *output,
                       const char *name,
                       JsonObject *owned_object,
                       GError **error)
{
  g_autoptr (JsonObject) line = json_object_new ();
  g_autofree char *json = NULL;

  json_object_set_object_member (line, name, owned_object);
  json = sol_json_object_to_text (line);
  return g_output_stream_printf (output, NULL, NULL, error, "%s\n", json);
}

static gboolean
write_head (SolDatabase *db, GOutputStream *output, GError **error)
{
  g_autofree char *client = NULL;
  JsonObject *head;

  if (!sol_account_read_client (db, &client, error))
    return FALSE;
  head = json_object_new ();
  json_object_set_string_member (head, "format", SOL_BACKUP_FORMAT);
  json_object_set_int_member (head, "version", SOL_BACKUP_VERSION);
  put_text (head, "client", client);
  json_object_set_int_member (head, "created_at", sol_account_now ());
  return sol_backup_write_line (output, "head", head, error);
}

static gboolean
write_drafts (SolDatabase *db, GOutputStream *output, SolBackupCounts *counts, GError **error)
{
  g_autoptr (GPtrArray) drafts = sol_account_load_drafts (db, error);

  for (guint i = 0; drafts != NULL && i < drafts->len; i++)
    {
      SolDraft *draft = drafts->pdata[i];
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "type", sol_draft_get_record_type (draft));
      json_object_set_string_member (object, "id", sol_draft_get_id (draft));
      put_text (object, "organisation", sol_draft_get_organisation (draft));
      json_object_set_int_member (object, "base_rev", sol_draft_get_base_rev (draft));
      json_object_set_int_member (object, "changed_at", sol_draft_get_changed_at (draft));
      put_json (object, "base", sol_draft_get_base (draft));
      put_json (object, "doc", sol_draft_get_document (draft));
      if (!sol_backup_write_line (output, "draft", object, error))
        return FALSE;
      counts->n_drafts++;
    }
  return drafts != NULL;
}

static JsonObject *
make_act (sqlite3_stmt *row)
{
  JsonObject *act = json_object_new ();

  json_object_set_string_member (act, "id", (const char *) sqlite3_column_text (row, 0));
  put_text (act, "origin", (const char *) sqlite3_column_text (row, 1));
  put_text (act, "organisation", (const char *) sqlite3_column_text (row, 2));
  put_json (act, "mutation", (const char *) sqlite3_column_text (row, 3));
  json_object_set_int_member (act, "version", sqlite3_column_int (row, 4));
  json_object_set_string_member (act, "state", sol_backup_states[sqlite3_column_int (row, 5)]);
  put_text (act, "scope", (const char *) sqlite3_column_text (row, 6));
  put_text (act, "title", (const char *) sqlite3_column_text (row, 7));
  json_object_set_int_member (act, "created_at", sqlite3_column_int64 (row, 8));
  put_text (act, "code", (const char *) sqlite3_column_text (row, 9));
  put_json (act, "arguments", (const char *) sqlite3_column_text (row, 10));
  put_json (act, "conflicts", (const char *) sqlite3_column_text (row, 11));
  json_object_set_int_member (act, "rev", sqlite3_column_int64 (row, 12));
  put_json (act, "base", (const char *) sqlite3_column_text (row, 13));
  return act;
}

static gboolean
write_acts (SolDatabase *db, GOutputStream *output, SolBackupCounts *counts, GError **error)
{
  g_autoptr (GError) failed = NULL;
  sqlite3_stmt *row = sol_database_prepare (
      db,
      "SELECT id, origin, organisation, body, version, state, scope, title, created_at, code,"
      " arguments, conflicts, rev, base FROM entry WHERE state < 6 ORDER BY place",
      error);

  if (row == NULL)
    return FALSE;
  while (sol_database_step (db, row, &failed))
    {
      if (!sol_backup_write_line (output, "act", make_act (row), error))
        {
          sqlite3_reset (row);
          return FALSE;
        }
      counts->n_acts++;
    }
  if (failed == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

static gboolean
write_end (GOutputStream *output, const SolBackupCounts *counts, GError **error)
{
  JsonObject *end = json_object_new ();

  json_object_set_int_member (end, "acts", counts->n_acts);
  json_object_set_int_member (end, "drafts", counts->n_drafts);
  return sol_backup_write_line (output, "end", end, error) &&
         g_output_stream_flush (output, NULL, error);
}

/* What is not taken up and what is being written; that the file is whole its last line tells. */
static gboolean
write_all (SolDatabase *db,
           const char *folder,
           GOutputStream *output,
           SolBackupCounts *counts,
           GError **error)
{
  return write_head (db, output, error) && write_drafts (db, output, counts, error) &&
         write_acts (db, output, counts, error) &&
         sol_backup_write_files (db, folder, output, error) && write_end (output, counts, error);
}

/* Piece by piece, as it may be longer than the memory. Unless all of it is written, what was there
 * stays. */
static gboolean
write_file (SolDatabase *db,
            const char *folder,
            GFile *file,
            SolBackupCounts *counts,
            GError **error)
{
  const gboolean is_new = !g_file_query_exists (file, NULL);
  g_autoptr (GFileOutputStream)
      stream = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, error);
  g_autoptr (GOutputStream) output = NULL;
  g_autoptr (GCancellable) abandoned = g_cancellable_new ();

  if (stream == NULL)
    return FALSE;
  output = g_buffered_output_stream_new (G_OUTPUT_STREAM (stream));
  if (write_all (db, folder, output, counts, error) && g_output_stream_close (output, NULL, error))
    return TRUE;

  g_cancellable_cancel (abandoned);
  g_output_stream_close (output, abandoned, NULL);
  if (is_new)
    g_file_delete (file, NULL, NULL);
  return FALSE;
}

/* Of a file that the user chose: in the words of the store. */
static void
take_error (GError **error, GError *owned_cause)
{
  g_autoptr (GError) cause = owned_cause;
  SolStoreError code = SOL_STORE_ERROR_FAILED;

  if (cause->domain == SOL_STORE_ERROR)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return;
    }
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    code = SOL_STORE_ERROR_FULL;
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED) ||
           g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_READ_ONLY))
    code = SOL_STORE_ERROR_READ_ONLY;
  g_set_error_literal (error, SOL_STORE_ERROR, code, cause->message);
}

static gpointer
back_up (SolDatabase *db, gpointer data, GError **error)
{
  SolAccountInput *input = data;
  g_autofree SolBackupCounts *counts = g_new0 (SolBackupCounts, 1);
  GError *cause = NULL;

  /* One moment of the file, whoever writes meanwhile. */
  if (!sol_database_run (db, "BEGIN", error))
    return NULL;
  write_file (db, input->id, input->data, counts, &cause);
  sol_database_rollback (db);
  if (cause == NULL)
    return g_steal_pointer (&counts);

  take_error (error, cause);
  return NULL;
}

static GTask *
make_file_task (SolAccountStore *self,
                gpointer tag,
                GFile *file,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer user_data)
{
  SolAccountInput *input;
  GTask *task = sol_account_store_make_task (self, tag, cancellable, callback, user_data, &input);

  input->id = g_strdup (sol_account_store_get_folder (self));
  input->data = g_object_ref (file);
  input->free_data = g_object_unref;
  return task;
}

static gboolean
take_counts (GAsyncResult *result, SolBackupCounts *counts, GError **error)
{
  g_autofree SolBackupCounts *found = g_task_propagate_pointer (G_TASK (result), error);

  if (found != NULL && counts != NULL)
    *counts = *found;
  return found != NULL;
}

/**
 * sol_account_store_back_up_async:
 * @file: replaced when it is there; readable by its owner alone
 *
 * Writes all that is of this machine alone: drafts, acts that were not taken up, conflicts,
 * and the files that they attach.
 */
void
sol_account_store_back_up_async (SolAccountStore *self,
                                 GFile *file,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task = make_file_task (self, sol_account_store_back_up_async, file, cancellable, callback,
                                user_data);

  sol_account_store_run (self, SOL_STORE_READ_USER, task, back_up, g_free);
}

/* @counts: (out) (optional) */
gboolean
sol_account_store_back_up_finish (SolAccountStore *self,
                                  GAsyncResult *result,
                                  SolBackupCounts *counts,
                                  GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return take_counts (result, counts, error);
}

static gboolean
check_size (GFile *file, GError **error)
{
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                  G_FILE_QUERY_INFO_NONE, NULL, NULL);

  if (info == NULL || g_file_info_get_size (info) <= MAX_SIZE)
    return TRUE;
  g_set_error_literal (error, SOL_STORE_ERROR, SOL_STORE_ERROR_NO_BACKUP, "The file is too big");
  return FALSE;
}

static gpointer
restore (SolDatabase *db, gpointer data, GError **error)
{
  SolAccountInput *input = data;
  g_autofree SolBackupCounts *counts = g_new0 (SolBackupCounts, 1);
  g_autoptr (GFileInputStream) stream = NULL;
  GError *cause = NULL;

  if (!check_size (input->data, error))
    return NULL;
  stream = g_file_read (input->data, NULL, &cause);
  if (stream != NULL && sol_backup_read (db, input->id, G_INPUT_STREAM (stream), counts, &cause))
    return g_steal_pointer (&counts);

  take_error (error, cause);
  return NULL;
}

/**
 * sol_account_store_restore_async:
 * @file: that sol_account_store_back_up_async() wrote, here or elsewhere
 *
 * Takes over what is in it and not here, or discarded here; what is here stays, an earlier draft of
 * an organisation's as that of a new record. All of it or, with an error, nothing.
 * The acts are told anew: those that were under way then may have been taken up since.
 *
 * Errors: %SOL_STORE_ERROR_NO_BACKUP, %SOL_STORE_ERROR_TOO_NEW
 */
void
sol_account_store_restore_async (SolAccountStore *self,
                                 GFile *file,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task = make_file_task (self, sol_account_store_restore_async, file, cancellable, callback,
                                user_data);

  sol_account_store_run (self, SOL_STORE_WRITE_USER, task, restore, g_free);
}

/* @counts: (out) (optional) */
gboolean
sol_account_store_restore_finish (SolAccountStore *self,
                                  GAsyncResult *result,
                                  SolBackupCounts *counts,
                                  GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return take_counts (result, counts, error);
}
