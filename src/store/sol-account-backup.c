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

void
sol_backup_write_line (GString *text, const char *name, JsonObject *owned_object)
{
  g_autoptr (JsonObject) line = json_object_new ();
  g_autofree char *json = NULL;

  json_object_set_object_member (line, name, owned_object);
  json = sol_json_object_to_text (line);
  g_string_append (text, json);
  g_string_append_c (text, '\n');
}

static gboolean
write_head (SolDatabase *db, GString *text, GError **error)
{
  JsonObject *head = json_object_new ();
  g_autofree char *client = NULL;
  gboolean done = sol_account_read_client (db, &client, error);

  json_object_set_string_member (head, "format", SOL_BACKUP_FORMAT);
  json_object_set_int_member (head, "version", SOL_BACKUP_VERSION);
  put_text (head, "client", client);
  json_object_set_int_member (head, "created_at", sol_account_now ());
  sol_backup_write_line (text, "head", head);
  return done;
}

static gboolean
write_drafts (SolDatabase *db, GString *text, SolBackupCounts *counts, GError **error)
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
      sol_backup_write_line (text, "draft", object);
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
write_acts (SolDatabase *db, GString *text, SolBackupCounts *counts, GError **error)
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
      sol_backup_write_line (text, "act", make_act (row));
      counts->n_acts++;
    }
  if (failed == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

/* What is not taken up and what is being written; that the file is whole its last line tells. */
gboolean
sol_backup_write (SolDatabase *db,
                  const char *folder,
                  GString *text,
                  SolBackupCounts *counts,
                  GError **error)
{
  JsonObject *end = json_object_new ();
  gboolean done = write_head (db, text, error) && write_drafts (db, text, counts, error) &&
                  write_acts (db, text, counts, error) &&
                  sol_backup_write_files (db, folder, text, error);

  json_object_set_int_member (end, "acts", counts->n_acts);
  json_object_set_int_member (end, "drafts", counts->n_drafts);
  sol_backup_write_line (text, "end", end);
  return done;
}

static void
take_file_error (GError **error, GError *owned_cause)
{
  g_autoptr (GError) cause = owned_cause;
  SolStoreError code = SOL_STORE_ERROR_FAILED;

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
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree SolBackupCounts *counts = g_new0 (SolBackupCounts, 1);
  GError *cause = NULL;

  /* One moment of the file, whoever writes meanwhile. */
  if (!sol_database_run (db, "BEGIN", error))
    return NULL;
  if (!sol_backup_write (db, input->id, text, counts, error))
    {
      sol_database_rollback (db);
      return NULL;
    }
  sol_database_rollback (db);
  if (g_file_replace_contents (input->data, text->str, text->len, NULL, FALSE,
                               G_FILE_CREATE_PRIVATE, NULL, NULL, &cause))
    return g_steal_pointer (&counts);
  take_file_error (error, cause);
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
  g_autofree char *text = NULL;
  gsize length;
  GError *cause = NULL;

  if (!check_size (input->data, error))
    return NULL;
  if (!g_file_load_contents (input->data, NULL, &text, &length, NULL, &cause))
    {
      take_file_error (error, cause);
      return NULL;
    }
  return sol_backup_read (db, input->id, text, length, counts, error) ? g_steal_pointer (&counts)
                                                                      : NULL;
}

/**
 * sol_account_store_restore_async:
 * @file: that sol_account_store_back_up_async() wrote, here or elsewhere
 *
 * Takes over what is in it and not here; what is here stays. All of it or, with an error, nothing.
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
