/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/form/sol-form-keeper-private.h"
#include "store/sol-account-act.h"
#include "store/sol-account-settle.h"

/* What the user typed becomes acts. */

/* What cannot be sent yet goes on as a draft. */
static gboolean
is_all_sound (SolFormKeeper *self)
{
  const guint n_fields = SOL_RECORD_GET_CLASS (sol_form_get_base (self->form))->n_fields;

  for (guint i = 0; i < n_fields; i++)
    if (sol_form_is_field_changed (self->form, i) && !sol_form_is_field_sound (self->form, i))
      return FALSE;
  return TRUE;
}

static void
on_acted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SolFormKeeper *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autofree char *entry = sol_account_store_act_finish (SOL_ACCOUNT_STORE (source), result,
                                                         &error);

  self->sending = FALSE;
  if (self->form != NULL)
    {
      sol_form_keeper_ask (self);
      if (entry == NULL)
        sol_draft_saver_touch (self->saver);
    }
  if (entry == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_return_boolean (task, TRUE);
}

static void
act (SolFormKeeper *self, GTask *task, const char *op, SolPatch *owned_patch, gboolean from_draft)
{
  g_autoptr (SolMutation) mutation = sol_mutation_new (NULL, 0, self->type, self->id);

  g_free (mutation->op);
  mutation->op = g_strdup (op);
  g_clear_pointer (&mutation->patch, sol_patch_free);
  mutation->patch = owned_patch;
  sol_account_store_act_async (self->store, mutation, self->organisation,
                               from_draft ? SOL_ACT_FROM_DRAFT : SOL_ACT_PLAIN,
                               g_task_get_cancellable (task), on_acted, task);
}

/* What is sent now takes the place of what was refused before. */
static void
discard_refused (SolFormKeeper *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->outbox)); i++)
    {
      g_autoptr (SolOutboxEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->outbox), i);

      if (sol_outbox_entry_get_state (entry) == SOL_OUTBOX_REFUSED)
        sol_account_store_discard_async (self->store, sol_outbox_entry_get_id (entry), NULL, NULL,
                                         NULL);
    }
}

static void
send_typed (SolFormKeeper *self, GTask *task)
{
  SolPatch *patch = sol_form_make_patch (self->form);
  const gboolean sound = is_all_sound (self);

  if (sol_patch_is_empty (patch) && sol_form_keeper_get_exists (self))
    {
      sol_patch_free (patch);
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }
  self->sending = TRUE;
  sol_form_clear_mark (self->form, SOL_FORM_MARK_OVERLAP);
  discard_refused (self);
  /* The draft, with what was typed last, goes with the act and stays if that fails; what cannot be
   * sent is kept behind it. */
  if (sound)
    sol_form_keeper_make_saver (self);
  act (self, task, sol_form_keeper_get_exists (self) ? SOL_MUTATION_EDIT : SOL_MUTATION_CREATE,
       patch, sound);
  if (!sound)
    sol_draft_saver_touch (self->saver);
}

/* What is typed is sent against what the record is: one act after the other, each once the form
 * stands on what the one before made of it. Else a new record would be made twice. */
void
sol_form_keeper_send_next (SolFormKeeper *self)
{
  while (!self->sending && !self->asking && !g_queue_is_empty (&self->sends))
    send_typed (self, g_queue_pop_head (&self->sends));
}

/* What they would have sent is in the draft. */
void
sol_form_keeper_give_up_sends (SolFormKeeper *self)
{
  GTask *task;

  while ((task = g_queue_pop_head (&self->sends)) != NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Closed meanwhile");
      g_object_unref (task);
    }
}

/**
 * sol_form_keeper_send_async:
 *
 * Makes of what was typed an act: it is on the disk when this returns, and leaves when the
 * platform answers. What cannot be sent yet stays typed.
 */
void
sol_form_keeper_send_async (SolFormKeeper *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sol_form_keeper_send_async);
  g_queue_push_tail (&self->sends, task);
  sol_form_keeper_send_next (self);
}

gboolean
sol_form_keeper_send_finish (SolFormKeeper *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SolFormKeeper *self = SOL_FORM_KEEPER (source);
  GError *error = NULL;

  if (!sol_form_keeper_send_finish (self, result, &error))
    g_task_return_error (task, error);
  else if (self->store == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Closed meanwhile");
  else
    act (self, g_object_ref (task), g_task_get_task_data (task), sol_patch_new (), FALSE);
}

/**
 * sol_form_keeper_operate_async:
 * @operation: of the type, without arguments
 *
 * Sends what was typed, then has the operation done on it.
 *
 * Errors: a #SolModelError when its rule says no
 */
void
sol_form_keeper_operate_async (SolFormKeeper *self,
                               const char *operation,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sol_form_keeper_operate_async);
  g_task_set_task_data (task, g_strdup (operation), g_free);
  sol_form_keeper_send_async (self, cancellable, on_sent, task);
}

gboolean
sol_form_keeper_operate_finish (SolFormKeeper *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
