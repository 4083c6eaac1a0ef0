/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/form/sol-form-keeper-private.h"

#include "app/form/sol-form-marks-private.h"
#include "model/sol-record-registry.h"
#include "store/sol-account-act.h"
#include "store/sol-account-drafts.h"

#define RETRY_SECONDS 3 /* after the disk did not take what was typed */

enum
{
  UPDATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SolFormKeeper, sol_form_keeper, G_TYPE_OBJECT)

static void
tell (SolFormKeeper *self)
{
  g_signal_emit (self, signals[UPDATED], 0);
}

static gboolean
on_retry (gpointer user_data)
{
  SolFormKeeper *self = user_data;

  self->retry = 0;
  sol_draft_saver_touch (self->saver);
  return G_SOURCE_REMOVE;
}

static void
on_saved (SolFormKeeper *self)
{
  if (sol_draft_saver_get_error (self->saver) != NULL && self->retry == 0)
    self->retry = g_timeout_add_seconds (RETRY_SECONDS, on_retry, self);
  tell (self);
}

static void
on_last_saved (GObject *source, GAsyncResult *result, gpointer unused)
{
  g_autoptr (GError) error = NULL;

  if (!sol_draft_saver_flush_finish (SOL_DRAFT_SAVER (source), result, &error))
    g_warning ("The last words of a form could not be kept: %s", error->message);
}

/* Keeps what was typed last now: what is being written holds the saver until after the store is
 * closed, which would take no more of it. */
static void
drop_saver (SolFormKeeper *self)
{
  g_clear_handle_id (&self->retry, g_source_remove);
  if (self->saver == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->saver, self);
  if (!sol_draft_saver_get_saved (self->saver))
    sol_draft_saver_flush_async (self->saver, NULL, on_last_saved, NULL);
  sol_draft_saver_stop (self->saver);
  g_clear_object (&self->saver);
}

/* Anew when the record begins to exist: until then there is nothing that it was before. */
void
sol_form_keeper_make_saver (SolFormKeeper *self)
{
  const gboolean exists = sol_form_keeper_get_exists (self);

  drop_saver (self);
  self->saver = sol_draft_saver_new (self->store, self->type, self->organisation,
                                     exists ? sol_form_get_base (self->form) : NULL,
                                     sol_form_get_record (self->form));
  g_signal_connect_swapped (self->saver, "notify::saved", G_CALLBACK (on_saved), self);
}

static void
on_edited (SolFormKeeper *self)
{
  sol_draft_saver_touch (self->saver);
}

static SolRecord *
make_empty (SolFormKeeper *self)
{
  g_autofree char *scope = g_strdup_printf ("org:%s", self->organisation);

  return sol_record_new_from_text (sol_record_registry_find (self->type), 0, self->id, scope, 0,
                                   "{}", NULL);
}

/* What it is now, as far as it is known: a new one is empty. */
static SolRecord *
make_current (SolFormKeeper *self)
{
  SolRecord *record = self->shown != NULL ? sol_shown_record_get_record (self->shown) : NULL;

  return record != NULL ? g_object_ref (record) : make_empty (self);
}

static void
show_marks (SolFormKeeper *self)
{
  if (!self->ready)
    return;
  /* On the record as it is without them: else that it no longer has them would take them out. */
  if (!self->asking && !self->ask_again)
    sol_form_marks_lay_refused (self->form, G_LIST_MODEL (self->outbox), self->laid);
  sol_form_marks_show (self->form, self->shown, G_LIST_MODEL (self->outbox));
}

static void
on_outbox (SolFormKeeper *self)
{
  sol_form_keeper_ask (self);
  show_marks (self);
}

static void
become_ready (SolFormKeeper *self, SolDraft *draft)
{
  g_autoptr (SolRecord) current = make_current (self);
  g_autoptr (SolRecord) base = draft != NULL ? sol_draft_make_base (draft) : NULL;
  g_autoptr (SolRecord) edited = draft != NULL ? sol_draft_make_edited (draft) : NULL;

  self->ready = TRUE;
  sol_form_open (self->form, base != NULL ? base : current, edited);
  if (base != NULL)
    sol_form_take (self->form, current);
  sol_form_keeper_make_saver (self);
  g_signal_connect_object (self->form, "edited", G_CALLBACK (on_edited), self, G_CONNECT_SWAPPED);
  show_marks (self);
  tell (self);
}

/* Without the draft the form does not open: what is typed then would take its place. */
static gboolean
on_read_again (gpointer user_data)
{
  SolFormKeeper *self = user_data;

  self->retry = 0;
  sol_form_keeper_ask (self);
  return G_SOURCE_REMOVE;
}

static void
on_draft (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolFormKeeper) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SolDraft)
      draft = sol_account_store_get_draft_finish (SOL_ACCOUNT_STORE (source), result, &error);

  if (self->form == NULL || self->ready)
    return;
  if (error == NULL)
    become_ready (self, draft);
  else if (self->retry == 0)
    self->retry = g_timeout_add_seconds (RETRY_SECONDS, on_read_again, self);
}

static void
take_record (SolFormKeeper *self, gboolean begun)
{
  g_autoptr (SolRecord) current = make_current (self);
  const gboolean typed = !sol_draft_saver_get_saved (self->saver);

  sol_form_take (self->form, current);
  if (begun)
    {
      sol_form_keeper_make_saver (self);
      if (typed)
        sol_draft_saver_touch (self->saver);
    }
  show_marks (self);
  tell (self);
}

static void
on_record (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolFormKeeper) self = user_data;
  g_autoptr (SolShownRecord)
      shown = sol_account_store_get_record_finish (SOL_ACCOUNT_STORE (source), result, NULL);

  const gboolean existed = sol_form_keeper_get_exists (self);

  self->asking = FALSE;
  if (self->form == NULL)
    return;
  if (shown != NULL)
    g_set_object (&self->shown, shown);
  if (shown != NULL && self->ready)
    take_record (self, existed != sol_form_keeper_get_exists (self));
  else if (shown != NULL)
    sol_account_store_get_draft_async (self->store, self->type, self->id, self->organisation,
                                       self->cancellable, on_draft, g_object_ref (self));
  if (self->ask_again)
    sol_form_keeper_ask (self);
  sol_form_keeper_send_next (self);
}

void
sol_form_keeper_ask (SolFormKeeper *self)
{
  self->ask_again = self->asking;
  if (self->asking)
    return;
  self->asking = TRUE;
  sol_account_store_get_record_async (self->store, self->type, self->id, self->cancellable,
                                      on_record, g_object_ref (self));
}

static void
sol_form_keeper_finalize (GObject *object)
{
  SolFormKeeper *self = SOL_FORM_KEEPER (object);

  sol_form_keeper_stop (self);
  g_clear_object (&self->shown);
  g_clear_object (&self->cancellable);
  g_hash_table_unref (self->laid);
  g_free (self->type);
  g_free (self->id);
  g_free (self->organisation);
  G_OBJECT_CLASS (sol_form_keeper_parent_class)->finalize (object);
}

static void
sol_form_keeper_class_init (SolFormKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sol_form_keeper_finalize;

  /* What it tells changed: ready, kept, waiting, or the record. */
  signals[UPDATED] = g_signal_new ("updated", SOL_TYPE_FORM_KEEPER, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
sol_form_keeper_init (SolFormKeeper *self)
{
  self->cancellable = g_cancellable_new ();
  self->laid = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * sol_form_keeper_new:
 * @type: of the record, as the registry names it
 * @id: its id; that of a record which is not there yet makes a new one when it is sent
 * @organisation: for which it is written
 *
 * Opens @form on the record and on what was typed there before.
 *
 * Returns: (transfer full): to be stopped before @store is closed
 */
SolFormKeeper *
sol_form_keeper_new (SolForm *form,
                     SolAccountStore *store,
                     const char *type,
                     const char *id,
                     const char *organisation)
{
  SolFormKeeper *self = g_object_new (SOL_TYPE_FORM_KEEPER, NULL);

  self->form = g_object_ref (form);
  self->store = g_object_ref (store);
  self->type = g_strdup (type);
  self->id = g_strdup (id);
  self->organisation = g_strdup (organisation);
  self->outbox = sol_account_store_list_outbox_of (store, type, id);
  g_signal_connect_object (store, "changed", G_CALLBACK (sol_form_keeper_ask), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->outbox, "items-changed", G_CALLBACK (on_outbox), self,
                           G_CONNECT_SWAPPED);
  sol_form_keeper_ask (self);
  return self;
}

/**
 * sol_form_keeper_stop:
 *
 * Keeps what was typed last, and lets the store go.
 */
void
sol_form_keeper_stop (SolFormKeeper *self)
{
  if (self->form == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  g_signal_handlers_disconnect_by_data (self->form, self);
  g_signal_handlers_disconnect_by_data (self->store, self);
  g_signal_handlers_disconnect_by_data (self->outbox, self);
  drop_saver (self);
  g_clear_object (&self->form);
  g_clear_object (&self->outbox);
  g_clear_object (&self->store);
  sol_form_keeper_give_up_sends (self);
}

const char *
sol_form_keeper_get_id (SolFormKeeper *self)
{
  return self->id;
}

/* Returns: (transfer none) (nullable): %NULL once it is stopped */
SolAccountStore *
sol_form_keeper_get_store (SolFormKeeper *self)
{
  return self->store;
}

const char *
sol_form_keeper_get_organisation (SolFormKeeper *self)
{
  return self->organisation;
}

/**
 * sol_form_keeper_get_ready:
 *
 * Returns: whether the form shows the record; it is read from the disk before
 */
gboolean
sol_form_keeper_get_ready (SolFormKeeper *self)
{
  return self->ready;
}

/**
 * sol_form_keeper_get_exists:
 *
 * Returns: whether there is such a record: one that is sent for the first time exists
 */
gboolean
sol_form_keeper_get_exists (SolFormKeeper *self)
{
  return self->shown != NULL && sol_shown_record_get_record (self->shown) != NULL;
}

/**
 * sol_form_keeper_get_waiting:
 *
 * Returns: whether something of it waits for the platform
 */
gboolean
sol_form_keeper_get_waiting (SolFormKeeper *self)
{
  return self->shown != NULL && sol_shown_record_get_state (self->shown) == SOL_SHOWN_WAITING;
}

/* Returns: (transfer none) (nullable): the record as the platform told it */
SolRecord *
sol_form_keeper_get_held (SolFormKeeper *self)
{
  return self->shown != NULL ? sol_shown_record_get_held (self->shown) : NULL;
}

/**
 * sol_form_keeper_get_kept:
 * @error: (out) (optional) (transfer none) (nullable): why it is not kept
 */
SolFormKept
sol_form_keeper_get_kept (SolFormKeeper *self, const GError **error)
{
  const GError *failure = self->saver != NULL ? sol_draft_saver_get_error (self->saver) : NULL;

  if (error != NULL)
    *error = failure;
  if (failure != NULL)
    return SOL_FORM_NOT_KEPT;
  return self->saver == NULL || sol_draft_saver_get_saved (self->saver) ? SOL_FORM_KEPT
                                                                        : SOL_FORM_KEEPING;
}
