/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sol-account-act.h"

#include "model/sol-clock.h"
#include "model/sol-json.h"
#include "model/sol-model-error.h"
#include "model/sol-mutation-run.h"
#include "model/sol-record-registry.h"
#include "model/sol-uuid.h"
#include "store/sol-account-hold-private.h"
#include "store/sol-account-outbox-private.h"
#include "store/sol-account-store-private.h"
#include "store/sol-overlay-private.h"

/* What the user does. */

typedef struct
{
  SolMutation *mutation;
  SolActFlags flags;
} Act;

static void
free_act (gpointer data)
{
  Act *act = data;

  sol_mutation_free (act->mutation);
  g_free (act);
}

/* By its own text: whatever it holds is taken along, and is known to be what can be sent. */
static SolMutation *
copy_mutation (const SolMutation *mutation, GError **error)
{
  SolMutation whole = *mutation;
  g_autofree char *id = sol_account_new_id ();
  g_autofree char *text = NULL;

  whole.id = id;
  whole.n = 1;
  text = sol_mutation_to_text (&whole);
  return sol_mutation_parse (text, strlen (text), error);
}

static SolMutationTarget
make_target (SolShownRecord *shown, SolRevisions *revisions)
{
  SolRecord *record = sol_shown_record_get_record (shown);
  SolRecord *held = sol_shown_record_get_held (shown);

  return (SolMutationTarget){ .record = record != NULL ? record : held,
                              .deleted = record == NULL && sol_shown_record_get_rev (shown) > 0,
                              .restorable = TRUE,
                              .revisions = revisions };
}

static gboolean
refuse (GError **error, SolVerdict verdict)
{
  static const char *const gone[] = { "deleted", NULL };

  if (verdict == SOL_VERDICT_GONE)
    sol_model_error_set (error, SOL_MODEL_ERROR_WRONG_STATE, gone, "The record was deleted");
  return FALSE;
}

/* The same function as the server's, on what is held with what waits laid over it. */
static gboolean
judge (SolDatabase *db,
       SolAccountInput *input,
       const SolMutation *mutation,
       SolShownRecord *shown,
       GPtrArray *effects,
       GError **error)
{
  g_autoptr (SolRevisions) revisions = sol_revisions_new ();
  g_autoptr (GPtrArray)
      conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_conflict_free);
  g_autofree char *moment = sol_clock_print (sol_account_now () / 1000);
  g_auto (SolOverlayActor) actor = { 0 };
  SolMutationTarget target = make_target (shown, revisions);
  SolOverlayReader reader = { db, input->account };
  SolOperationContext context = { &actor.actor, moment, sol_overlay_read, &reader, effects };
  SolVerdict verdict;

  if (!sol_overlay_load_actor (db, input->account, input->organisation, &actor, error))
    return FALSE;
  /* What it was the server alone has. */
  if (g_str_equal (mutation->op, SOL_MUTATION_RESTORE) && target.deleted && input->account != NULL)
    return TRUE;
  verdict = sol_mutation_run (mutation, NULL, &target, &context, conflicts, error);
  return verdict == SOL_VERDICT_APPLIED || refuse (error, verdict);
}

static SolOutboxRow
make_row (SolAccountInput *input, const SolMutation *mutation, GPtrArray *effects)
{
  SolEffect *effect = effects->len > 0 ? effects->pdata[0] : NULL;

  return (SolOutboxRow){ .mutation = mutation,
                         .organisation = input->organisation,
                         .state = SOL_OUTBOX_WAITING,
                         .scope = effect != NULL ? sol_record_get_scope (effect->record) : NULL,
                         .title = effect != NULL ? sol_outbox_find_title (effect->record) : NULL,
                         .created_at = sol_account_now () };
}

static void
bind_draft (sqlite3_stmt *statement, SolAccountInput *input, const SolMutation *mutation)
{
  sol_database_bind_text (statement, ":type", mutation->type);
  sol_database_bind_text (statement, ":id", mutation->target);
  sol_database_bind_text (statement, ":organisation",
                          input->organisation != NULL ? input->organisation : "");
}

/* Returns: (transfer full) (nullable): what the draft of the record began with */
static JsonNode *
load_draft_base (SolDatabase *db,
                 SolAccountInput *input,
                 const SolMutation *mutation,
                 GError **error)
{
  sqlite3_stmt *statement = sol_database_prepare (
      db,
      "SELECT base FROM draft WHERE type = :type AND id = :id AND organisation = :organisation"
      " AND base NOT NULL",
      error);
  JsonNode *base = NULL;

  if (statement == NULL)
    return NULL;
  bind_draft (statement, input, mutation);
  if (sol_database_step (db, statement, error))
    {
      const char *text = (const char *) sqlite3_column_text (statement, 0);

      base = sol_json_parse (text, strlen (text), NULL);
    }
  sqlite3_reset (statement);
  return base;
}

/* What he acted on: what was there when he began to write, else what is shown. */
static gboolean
make_base (SolDatabase *db,
           SolAccountInput *input,
           SolShownRecord *shown,
           char **base,
           GError **error)
{
  const Act *self = input->data;
  SolRecord *record = sol_shown_record_get_record (shown);
  g_autoptr (GError) failed = NULL;
  g_autoptr (JsonNode) draft = (self->flags & SOL_ACT_FROM_DRAFT) != 0
                                   ? load_draft_base (db, input, self->mutation, &failed)
                                   : NULL;
  g_autoptr (JsonObject) doc = NULL;

  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  if (draft != NULL && JSON_NODE_HOLDS_OBJECT (draft))
    doc = json_node_dup_object (draft);
  else if (record != NULL)
    doc = sol_record_to_json (record);
  *base = sol_outbox_make_base (doc, self->mutation);
  return TRUE;
}

static gboolean
end_draft (SolDatabase *db, SolAccountInput *input, const SolMutation *mutation, GError **error)
{
  sqlite3_stmt *statement = sol_database_prepare (
      db, "DELETE FROM draft WHERE type = :type AND id = :id AND organisation = :organisation",
      error);

  if (statement == NULL)
    return FALSE;
  bind_draft (statement, input, mutation);
  return sol_database_finish (db, statement, error);
}

static gpointer
act (SolDatabase *db, gpointer data, GError **error)
{
  SolAccountInput *input = data;
  Act *self = input->data;
  SolMutation *mutation = self->mutation;
  g_autoptr (SolShownRecord)
      shown = sol_overlay_load (db, input->account, mutation->type, mutation->target, error);
  g_autoptr (GPtrArray) effects = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_effect_free);
  g_autofree char *base = NULL;
  SolOutboxRow row;

  if (shown == NULL)
    return NULL;
  if (mutation->base_rev == 0)
    mutation->base_rev = sol_shown_record_get_rev (shown);
  if (!judge (db, input, mutation, shown, effects, error) ||
      !sol_outbox_find_after (db, mutation, error) || !make_base (db, input, shown, &base, error))
    return NULL;
  row = make_row (input, mutation, effects);
  row.base = base;
  if (!sol_outbox_insert (db, &row, error) ||
      ((self->flags & SOL_ACT_FROM_DRAFT) != 0 && !end_draft (db, input, mutation, error)))
    return NULL;
  return g_strdup (mutation->id);
}

/**
 * sol_account_store_act_async:
 * @mutation: (transfer none): what he does; its id, n and after are the store's, its base_rev may
 *   be 0 for the revision that is held
 * @organisation: (nullable): for which he acts; %NULL for himself
 *
 * Has the act judged as the server will, and keeps it in the outbox. When it returns it is on the
 * disk and shown.
 *
 * Errors: a #SolModelError when it is refused at once: nothing is kept then
 */
void
sol_account_store_act_async (SolAccountStore *self,
                             const SolMutation *mutation,
                             const char *organisation,
                             SolActFlags flags,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;
  SolMutation *copy = copy_mutation (mutation, &error);
  SolAccountInput *input;
  Act *data;

  g_task_set_source_tag (task, sol_account_store_act_async);
  if (copy == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  data = g_new0 (Act, 1);
  data->mutation = copy;
  data->flags = flags;
  input = sol_account_input_new (self);
  input->organisation = g_strdup (organisation);
  input->data = data;
  input->free_data = free_act;
  g_task_set_task_data (task, input, sol_account_input_free);
  if (flags & SOL_ACT_HELD)
    sol_account_hold (self, copy->id);
  sol_account_store_run (self, SOL_STORE_WRITE_USER, task, act, g_free);
}

/**
 * sol_account_store_act_finish:
 *
 * Returns: (transfer full): the id of its #SolOutboxEntry
 */
char *
sol_account_store_act_finish (SolAccountStore *self, GAsyncResult *result, GError **error)
{
  SolAccountInput *input;
  char *id;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  input = g_task_get_task_data (G_TASK (result));
  id = g_task_propagate_pointer (G_TASK (result), error);
  if (id == NULL && input != NULL)
    sol_account_store_let_go (self, ((Act *) input->data)->mutation->id);
  return id;
}

static gpointer
get_record (SolDatabase *db, gpointer data, GError **error)
{
  SolAccountInput *input = data;

  return sol_overlay_load (db, input->account, input->type, input->id, error);
}

/* The record as it is shown, whether there is one or not. */
void
sol_account_store_get_record_async (SolAccountStore *self,
                                    const char *type,
                                    const char *id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  SolAccountInput *input;
  GTask *task = sol_account_store_make_task (self, sol_account_store_get_record_async, cancellable,
                                             callback, user_data, &input);

  input->type = g_strdup (type);
  input->id = g_strdup (id);
  sol_account_store_run (self, SOL_STORE_READ_USER, task, get_record, g_object_unref);
}

/**
 * sol_account_store_get_record_finish:
 *
 * Returns: (transfer full): its record is %NULL when there is none
 */
SolShownRecord *
sol_account_store_get_record_finish (SolAccountStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
