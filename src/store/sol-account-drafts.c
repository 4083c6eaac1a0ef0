/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sol-account-drafts.h"

#include "model/sol-scope.h"
#include "store/sol-account-store-private.h"

#define SELECT_DRAFT                                                                           \
  "SELECT type, id, organisation, base_rev, base, doc, changed_at, coalesce (discarded_at, 0)" \
  " FROM draft WHERE "
#define IS_DRAFT "type = :type AND id = :id AND organisation = :organisation"

static void
bind_name (sqlite3_stmt *statement, const char *type, const char *id, const char *organisation)
{
  sol_database_bind_text (statement, ":type", type);
  sol_database_bind_text (statement, ":id", id);
  sol_database_bind_text (statement, ":organisation", organisation != NULL ? organisation : "");
}

static SolDraft *
read_draft (sqlite3_stmt *statement)
{
  const char *organisation = (const char *) sqlite3_column_text (statement, 2);
  SolDraft *draft = sol_draft_new ((const char *) sqlite3_column_text (statement, 0),
                                   (const char *) sqlite3_column_text (statement, 1),
                                   *organisation != '\0' ? organisation : NULL,
                                   sqlite3_column_int64 (statement, 3));

  sol_draft_set_documents (draft, (const char *) sqlite3_column_text (statement, 4),
                           (const char *) sqlite3_column_text (statement, 5));
  sol_draft_set_times (draft, sqlite3_column_int64 (statement, 6),
                       sqlite3_column_int64 (statement, 7));
  return draft;
}

static gpointer
save_draft (SolDatabase *db, gpointer data, GError **error)
{
  SolAccountInput *input = data;

  return GINT_TO_POINTER (sol_account_put_draft (db, input->data, sol_account_now (), error));
}

/**
 * sol_account_put_draft: (skip)
 * @changed_at: milliseconds since 1970
 *
 * Inside a transaction of user.db.
 */
gboolean
sol_account_put_draft (SolDatabase *db, SolDraft *draft, gint64 changed_at, GError **error)
{
  sqlite3_stmt *statement = sol_database_prepare (
      db,
      "INSERT OR REPLACE INTO draft (type, id, organisation, base_rev, base, doc, title,"
      " changed_at) VALUES (:type, :id, :organisation, :base_rev, :base, :doc, :title,"
      " :changed_at)",
      error);

  if (statement == NULL)
    return FALSE;
  bind_name (statement, sol_draft_get_record_type (draft), sol_draft_get_id (draft),
             sol_draft_get_organisation (draft));
  sol_database_bind_number (statement, ":base_rev", sol_draft_get_base_rev (draft));
  sol_database_bind_text (statement, ":base", sol_draft_get_base (draft));
  sol_database_bind_text (statement, ":doc", sol_draft_get_document (draft));
  sol_database_bind_text (statement, ":title", sol_draft_get_title (draft));
  sol_database_bind_number (statement, ":changed_at", changed_at);
  return sol_database_finish (db, statement, error);
}

/**
 * sol_account_store_save_draft_async:
 * @draft: not changed meanwhile
 *
 * There is one draft of a record and organisation: the last. It is on the disk when this returns.
 */
void
sol_account_store_save_draft_async (SolAccountStore *self,
                                    SolDraft *draft,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  SolAccountInput *input;
  GTask *task = sol_account_store_make_task (self, sol_account_store_save_draft_async, cancellable,
                                             callback, user_data, &input);

  input->data = g_object_ref (draft);
  input->free_data = g_object_unref;
  sol_account_store_run (self, SOL_STORE_WRITE_USER, task, save_draft, NULL);
}

gboolean
sol_account_store_save_draft_finish (SolAccountStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}

static gpointer
get_draft (SolDatabase *db, gpointer data, GError **error)
{
  SolAccountInput *input = data;
  SolDraft *draft = NULL;
  sqlite3_stmt *statement = sol_database_prepare (
      db, SELECT_DRAFT IS_DRAFT " AND discarded_at IS NULL", error);

  if (statement == NULL)
    return NULL;
  bind_name (statement, input->type, input->id, input->organisation);
  if (sol_database_step (db, statement, error))
    draft = read_draft (statement);
  sqlite3_reset (statement);
  return draft;
}

void
sol_account_store_get_draft_async (SolAccountStore *self,
                                   const char *type,
                                   const char *id,
                                   const char *organisation,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  SolAccountInput *input;
  GTask *task = sol_account_store_make_task (self, sol_account_store_get_draft_async, cancellable,
                                             callback, user_data, &input);

  input->type = g_strdup (type);
  input->id = g_strdup (id);
  input->organisation = g_strdup (organisation);
  /* In turn with what keeps it: what was typed on a page that has just gone is found by the next.
   */
  sol_account_store_run (self, SOL_STORE_WRITE_USER, task, get_draft, g_object_unref);
}

/**
 * sol_account_store_get_draft_finish:
 *
 * Returns: (transfer full) (nullable): %NULL without @error set when there is none
 */
SolDraft *
sol_account_store_get_draft_finish (SolAccountStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static gpointer
discard_draft (SolDatabase *db, gpointer data, GError **error)
{
  SolAccountInput *input = data;
  sqlite3_stmt *statement = sol_database_prepare (
      db, "UPDATE draft SET discarded_at = nullif (:at, 0) WHERE " IS_DRAFT, error);

  if (statement == NULL)
    return NULL;
  bind_name (statement, input->type, input->id, input->organisation);
  sol_database_bind_number (statement, ":at", input->number != 0 ? sol_account_now () : 0);
  return GINT_TO_POINTER (sol_database_finish (db, statement, error));
}

/**
 * sol_account_store_discard_draft_async:
 * @discarded: %FALSE takes a discarding back, within 30 days and while no other draft of the record
 *   was begun
 */
void
sol_account_store_discard_draft_async (SolAccountStore *self,
                                       const char *type,
                                       const char *id,
                                       const char *organisation,
                                       gboolean discarded,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  SolAccountInput *input;
  GTask *task = sol_account_store_make_task (self, sol_account_store_discard_draft_async,
                                             cancellable, callback, user_data, &input);

  input->type = g_strdup (type);
  input->id = g_strdup (id);
  input->organisation = g_strdup (organisation);
  input->number = discarded;
  sol_account_store_run (self, SOL_STORE_WRITE_USER, task, discard_draft, NULL);
}

gboolean
sol_account_store_discard_draft_finish (SolAccountStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}

/* Returns: (transfer full) (element-type SolDraft): those that are not discarded, latest first */
GPtrArray *
sol_account_load_drafts (SolDatabase *db, GError **error)
{
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) failed = NULL;
  sqlite3_stmt *statement = sol_database_prepare (
      db, SELECT_DRAFT "discarded_at IS NULL ORDER BY changed_at DESC", error);

  if (statement == NULL)
    return NULL;
  while (sol_database_step (db, statement, &failed))
    g_ptr_array_add (drafts, read_draft (statement));
  if (failed == NULL)
    return g_steal_pointer (&drafts);
  g_propagate_error (error, g_steal_pointer (&failed));
  return NULL;
}

/**
 * sol_account_has_drafts: (skip)
 * @any: (out): whether there is a draft that is of an organisation
 */
gboolean
sol_account_has_drafts (SolDatabase *db, gboolean *any, GError **error)
{
  g_autoptr (GError) failed = NULL;
  sqlite3_stmt *statement = sol_database_prepare (
      db, "SELECT 1 FROM draft WHERE organisation <> '' LIMIT 1", error);

  if (statement == NULL)
    return FALSE;
  *any = sol_database_step (db, statement, &failed);
  sqlite3_reset (statement);
  if (failed == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

/**
 * sol_account_lead_drafts: (skip)
 * @change: tells that a record is an organisation's
 *
 * He wrote for the one that had it: for that one nothing of it can be sent any more. Where both
 * have a draft the later one stays. Files that it names are sent for the other too.
 *
 * Inside a transaction of user.db.
 */
gboolean
sol_account_lead_drafts (SolDatabase *db, const SolChange *change, GError **error)
{
  static const char *const sql[] = {
    "INSERT OR IGNORE INTO attachment (hash, organisation, name, type, size, created_at)"
    " SELECT a.hash, :organisation, a.name, a.type, a.size, a.created_at FROM attachment AS a"
    " JOIN draft AS d ON d.organisation = a.organisation AND instr (d.doc, a.hash) > 0"
    " WHERE d.type = :type AND d.id = :id AND d.base IS NOT NULL"
    " AND d.organisation NOT IN ('', :organisation)",
    "UPDATE OR REPLACE draft SET organisation = :organisation WHERE type = :type AND id = :id"
    " AND base IS NOT NULL AND organisation NOT IN ('', :organisation) AND changed_at >= coalesce"
    " ((SELECT max (o.changed_at) FROM draft AS o WHERE o.type = :type AND o.id = :id"
    " AND o.organisation = :organisation), 0)",
  };
  const char *organisation = NULL;

  sol_scope_parse (change->scope, &organisation);
  for (guint i = 0; i < G_N_ELEMENTS (sql); i++)
    {
      sqlite3_stmt *statement = sol_database_prepare (db, sql[i], error);

      if (statement == NULL)
        return FALSE;
      bind_name (statement, change->type, change->id, organisation);
      if (!sol_database_finish (db, statement, error))
        return FALSE;
    }
  return TRUE;
}

static gpointer
list_drafts (SolDatabase *db, gpointer data, GError **error)
{
  return sol_account_load_drafts (db, error);
}

void
sol_account_store_list_drafts_async (SolAccountStore *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  SolAccountInput *input;
  GTask *task = sol_account_store_make_task (self, sol_account_store_list_drafts_async, cancellable,
                                             callback, user_data, &input);

  sol_account_store_run (self, SOL_STORE_READ_USER, task, list_drafts,
                         (GDestroyNotify) g_ptr_array_unref);
}

/* Returns: (transfer full) (element-type SolDraft): latest first */
GPtrArray *
sol_account_store_list_drafts_finish (SolAccountStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
