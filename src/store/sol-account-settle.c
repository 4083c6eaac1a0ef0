/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sol-account-settle.h"

#include "model/sol-item-list.h"
#include "model/sol-item.h"
#include "store/sol-account-outbox-private.h"
#include "store/sol-account-store-private.h"
#include "store/sol-store-error.h"
#include "store/sol-store-records-private.h"

/* What the user makes of an act that the server did not take up. */

SolConflictChoice *
sol_conflict_choice_new (const char *path, SolConflictChoiceKind kind, JsonNode *value)
{
  SolConflictChoice *self = g_new0 (SolConflictChoice, 1);

  self->path = g_strdup (path);
  self->kind = kind;
  self->value = value != NULL ? json_node_copy (value) : NULL;
  return self;
}

void
sol_conflict_choice_free (SolConflictChoice *self)
{
  g_free (self->path);
  g_clear_pointer (&self->value, json_node_unref);
  g_free (self);
}

static SolOutboxEntry *
load (SolDatabase *db, const char *id, GError **error)
{
  g_autoptr (GError) failed = NULL;
  SolOutboxEntry *entry = sol_outbox_entry_load (db, id, &failed);

  if (entry == NULL && failed == NULL)
    g_set_error (&failed, SOL_STORE_ERROR, SOL_STORE_ERROR_FAILED, "No entry %s", id);
  if (failed != NULL)
    g_propagate_error (error, g_steal_pointer (&failed));
  return entry;
}

static gboolean
refuse_sent (GError **error)
{
  g_set_error_literal (error, SOL_STORE_ERROR, SOL_STORE_ERROR_SENT,
                       "It may have reached the server");
  return FALSE;
}

static gpointer
retry (SolDatabase *db, gpointer data, GError **error)
{
  SolAccountInput *input = data;
  g_autoptr (SolOutboxEntry) entry = load (db, input->id, error);

  if (entry == NULL)
    return NULL;
  switch (sol_outbox_entry_get_state (entry))
    {
    case SOL_OUTBOX_BLOCKED:
    case SOL_OUTBOX_REFUSED:
    case SOL_OUTBOX_GONE:
      return GINT_TO_POINTER (sol_outbox_requeue (db, input->id, error));
    default:
      return GINT_TO_POINTER (TRUE); /* it is on its way, or was settled meanwhile */
    }
}

static void
run_named (SolAccountStore *self, const char *id, GTask *owned_task, SolStoreFunc func)
{
  SolAccountInput *input = g_task_get_task_data (owned_task);

  input->id = g_strdup (id);
  sol_account_store_run (self, SOL_STORE_WRITE_USER, owned_task, func, NULL);
}

/**
 * sol_account_store_retry_async:
 * @id: of an entry that was refused, is gone, or blocked
 *
 * Sends it again, as a new act, and those that it blocked after it.
 */
void
sol_account_store_retry_async (SolAccountStore *self,
                               const char *id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  SolAccountInput *input;
  GTask *task = sol_account_store_make_task (self, sol_account_store_retry_async, cancellable,
                                             callback, user_data, &input);

  run_named (self, id, task, retry);
}

gboolean
sol_account_store_retry_finish (SolAccountStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}

/* What comes after it comes after what it came after. */
static gboolean
close_gap (SolDatabase *db, SolOutboxEntry *entry, GError **error)
{
  const char *id = sol_outbox_entry_get_id (entry);
  g_autoptr (GPtrArray)
      ids = sol_outbox_list_ids (db,
                                 "SELECT id FROM entry WHERE instr (body, :id) > 0"
                                 " AND id <> :id AND " SOL_OUTBOX_IS_UNTOLD,
                                 id, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      g_autoptr (SolOutboxEntry) next = sol_outbox_entry_load (db, ids->pdata[i], error);

      if (next == NULL || !sol_outbox_replace_after (
                              db, next, id, sol_outbox_entry_get_mutation (entry)->after, error))
        return FALSE;
    }
  return ids != NULL;
}

static gboolean
discard_entry (SolDatabase *db, const char *id, const char *root, GError **error)
{
  sqlite3_stmt *statement = sol_database_prepare (
      db,
      "UPDATE entry SET was = state, state = 7, since = :now, discarded_with = :root"
      " WHERE id = :id",
      error);

  if (statement == NULL)
    return FALSE;
  sol_database_bind_text (statement, ":id", id);
  sol_database_bind_text (statement, ":root", root);
  sol_database_bind_number (statement, ":now", sol_account_now ());
  return sol_database_finish (db, statement, error);
}

/* Without its making there is nothing of a record to be changed. Another making of it is whole by
 * itself: what was a draft until its author might no longer read what he wrote in. */
static gboolean
discard_made (SolDatabase *db, SolOutboxEntry *entry, GError **error)
{
  const char *id = sol_outbox_entry_get_id (entry);
  g_autoptr (GPtrArray) ids = sol_outbox_list_ids (
      db,
      "SELECT id FROM entry WHERE target = :id AND state IN (0, 2, 3, 4, 5)"
      " AND op <> '" SOL_MUTATION_CREATE "'",
      sol_outbox_entry_get_mutation (entry)->target, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (!discard_entry (db, ids->pdata[i], id, error))
      return FALSE;
  return ids != NULL && discard_entry (db, id, id, error);
}

/* Those that it blocked are blocked no more. */
static gboolean
discard_one (SolDatabase *db, SolOutboxEntry *entry, GError **error)
{
  const char *id = sol_outbox_entry_get_id (entry);
  g_autoptr (GPtrArray)
      blocked = sol_outbox_list_ids (db,
                                     "SELECT id FROM entry WHERE state = 2 AND id <> :id"
                                     " AND instr (body, :id) > 0 ORDER BY place",
                                     id, error);

  if (blocked == NULL || !discard_entry (db, id, id, error) || !close_gap (db, entry, error))
    return FALSE;
  for (guint i = 0; i < blocked->len; i++)
    if (!sol_outbox_requeue (db, blocked->pdata[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
is_sent (SolOutboxEntry *entry)
{
  SolOutboxState state = sol_outbox_entry_get_state (entry);

  return state == SOL_OUTBOX_SENDING || state == SOL_OUTBOX_ACKNOWLEDGED ||
         (state == SOL_OUTBOX_WAITING && sol_outbox_entry_get_mutation (entry)->n > 0);
}

static gpointer
discard (SolDatabase *db, gpointer data, GError **error)
{
  SolAccountInput *input = data;
  g_autoptr (SolOutboxEntry) entry = load (db, input->id, error);

  if (entry == NULL)
    return NULL;
  if (sol_outbox_entry_get_state (entry) == SOL_OUTBOX_DISCARDED)
    return GINT_TO_POINTER (TRUE);
  if (is_sent (entry))
    return GINT_TO_POINTER (refuse_sent (error));
  if (g_str_equal (sol_outbox_entry_get_mutation (entry)->op, SOL_MUTATION_CREATE))
    return GINT_TO_POINTER (discard_made (db, entry, error));
  return GINT_TO_POINTER (discard_one (db, entry, error));
}

/**
 * sol_account_store_discard_async:
 * @id: of an entry that was not sent, or was answered
 *
 * Takes the act back; with the making of a record all that was done to it. Kept 30 days, to be
 * taken up again.
 *
 * Errors: %SOL_STORE_ERROR_SENT while it may be on its way
 */
void
sol_account_store_discard_async (SolAccountStore *self,
                                 const char *id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  SolAccountInput *input;
  GTask *task = sol_account_store_make_task (self, sol_account_store_discard_async, cancellable,
                                             callback, user_data, &input);

  run_named (self, id, task, discard);
}

gboolean
sol_account_store_discard_finish (SolAccountStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}

static gpointer
undo_discard (SolDatabase *db, gpointer data, GError **error)
{
  SolAccountInput *input = data;

  return GINT_TO_POINTER (
      sol_outbox_run_on (db,
                         "UPDATE entry SET state = was, was = NULL, discarded_with = NULL,"
                         " since = :now WHERE discarded_with = :id AND state = 7",
                         input->id, error));
}

/* Takes back sol_account_store_discard_async() of the same @id. */
void
sol_account_store_undo_discard_async (SolAccountStore *self,
                                      const char *id,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  SolAccountInput *input;
  GTask *task = sol_account_store_make_task (self, sol_account_store_undo_discard_async,
                                             cancellable, callback, user_data, &input);

  run_named (self, id, task, undo_discard);
}

gboolean
sol_account_store_undo_discard_finish (SolAccountStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}

static void
choose (SolPatch *patch, GPtrArray *choices)
{
  for (guint i = 0; i < choices->len; i++)
    {
      const SolConflictChoice *choice = choices->pdata[i];

      if (choice->kind == SOL_CHOICE_THEIRS)
        sol_patch_drop (patch, choice->path);
      else if (choice->kind == SOL_CHOICE_OTHER && choice->value != NULL)
        sol_patch_set (patch, choice->path, choice->value);
    }
}

static gboolean
holds_item (SolRecord *record, const char *field, const char *id)
{
  GPtrArray *items = sol_record_find_field (record, field, &(guint){ 0 }) != NULL
                         ? sol_record_get_items (record, field)
                         : NULL;

  return items != NULL && sol_item_list_find (items, id, NULL) != NULL;
}

/* An item that the others removed and he keeps is added anew, as far as he wrote it. */
static void
keep_items (SolPatch *patch, SolRecord *held)
{
  for (guint i = 0; held != NULL && patch->items != NULL && i < patch->items->len; i++)
    {
      SolItemEdit *edit = patch->items->pdata[i];

      if (edit->act == SOL_ITEM_EDIT && edit->path[2] == NULL &&
          !holds_item (held, edit->path[0], edit->path[1]))
        edit->act = SOL_ITEM_ADD;
    }
}

static gboolean
is_null (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node == NULL || JSON_NODE_HOLDS_NULL (node);
}

/* Where nobody wrote another value, the act itself was in question: it was decided upon, or was
 * to delete, what was not seen. */
static gboolean
is_of_all (SolOutboxEntry *entry, const char *path)
{
  JsonArray *conflicts = sol_outbox_entry_get_conflicts (entry);

  for (guint i = 0; conflicts != NULL && i < json_array_get_length (conflicts); i++)
    {
      JsonObject *conflict = json_array_get_object_element (conflicts, i);

      if (g_strcmp0 (json_object_get_string_member_with_default (conflict, "path", ""), path) == 0)
        return is_null (conflict, "mine") && is_null (conflict, "theirs");
    }
  return FALSE;
}

static gboolean
is_given_up (SolOutboxEntry *entry, GPtrArray *choices)
{
  for (guint i = 0; i < choices->len; i++)
    {
      const SolConflictChoice *choice = choices->pdata[i];

      if (choice->kind == SOL_CHOICE_THEIRS && is_of_all (entry, choice->path))
        return TRUE;
    }
  return FALSE;
}

/* Whether anything of the act is left. */
static gboolean
apply_choices (SolOutboxEntry *entry, GPtrArray *choices, SolRecord *held)
{
  const SolMutation *mutation = sol_outbox_entry_get_mutation (entry);

  if (is_given_up (entry, choices))
    return FALSE;
  choose (mutation->patch, choices);
  keep_items (mutation->patch, held);
  return !g_str_equal (mutation->op, SOL_MUTATION_EDIT) || !sol_patch_is_empty (mutation->patch);
}

/* On the revision that the conflict told of: what others write since is asked about again. */
static gboolean
tell_anew (SolDatabase *db, SolOutboxEntry *entry, SolRecord *held, GError **error)
{
  SolMutation whole = *sol_outbox_entry_get_mutation (entry);
  gint64 met = sol_outbox_entry_get_rev (entry);
  const gint64 here = held != NULL ? sol_record_get_rev (held) : 0;
  g_autoptr (JsonObject) doc = NULL;
  g_autofree char *base = NULL;

  whole.base_rev = met > 0 ? met : here;
  /* Of an older revision nothing is known any more. */
  if (held != NULL && whole.base_rev == here)
    doc = sol_record_to_json (held);
  base = sol_outbox_make_base (doc, &whole);
  return sol_outbox_write_body (db, &whole, error) &&
         sol_outbox_write_base (db, whole.id, base, error) &&
         sol_outbox_requeue (db, whole.id, error);
}

static gpointer
settle (SolDatabase *db, gpointer data, GError **error)
{
  SolAccountInput *input = data;
  g_autoptr (SolOutboxEntry) entry = load (db, input->id, error);
  g_autoptr (GError) failed = NULL;
  g_autoptr (SolRecord) held = NULL;

  if (entry == NULL)
    return NULL;
  if (sol_outbox_entry_get_state (entry) != SOL_OUTBOX_CONFLICT)
    return GINT_TO_POINTER (TRUE);
  held = sol_store_load_id (db, sol_outbox_entry_get_mutation (entry)->type,
                            sol_outbox_entry_get_mutation (entry)->target, &failed);
  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return NULL;
    }
  if (!apply_choices (entry, input->list, held))
    return GINT_TO_POINTER (discard_one (db, entry, error));
  return GINT_TO_POINTER (tell_anew (db, entry, held, error));
}

/**
 * sol_account_store_settle_async:
 * @id: of an entry in conflict
 * @choices: (element-type SolConflictChoice): a part that none names stays as he wrote it
 *
 * Sends what he chose as a new act on the record as the conflict told it, and those that were
 * blocked after it. When all is theirs the act is discarded.
 */
void
sol_account_store_settle_async (SolAccountStore *self,
                                const char *id,
                                GPtrArray *choices,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  SolAccountInput *input;
  GTask *task = sol_account_store_make_task (self, sol_account_store_settle_async, cancellable,
                                             callback, user_data, &input);

  input->list = g_ptr_array_ref (choices);
  run_named (self, id, task, settle);
}

gboolean
sol_account_store_settle_finish (SolAccountStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}
