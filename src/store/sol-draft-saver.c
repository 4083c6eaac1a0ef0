/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sol-draft-saver.h"

#include "model/sol-clock.h"
#include "store/sol-account-store-private.h"

#define DELAY_MS 400 /* from the first keystroke that is not kept; on the disk within a second */

/**
 * SolDraftSaver:
 *
 * Keeps what is being written, soon after it is: one write for a burst of keystrokes.
 */
struct _SolDraftSaver
{
  GObject parent_instance;

  SolAccountStore *store;
  char *type;
  char *organisation; /* (nullable) */
  SolRecord *base;    /* (nullable) */
  SolRecord *edited;
  GSource *timeout; /* (nullable) */
  GError *error;    /* (nullable): of the last write */
  guint n_writing;
  gboolean stopped;
};

typedef enum
{
  PROP_SAVED = 1,
  N_PROPERTIES
} SolDraftSaverProperty;

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (SolDraftSaver, sol_draft_saver, G_TYPE_OBJECT)

static void save (SolDraftSaver *self, GTask *owned_task);

static void
sol_draft_saver_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  if (property == PROP_SAVED)
    g_value_set_boolean (value, sol_draft_saver_get_saved (SOL_DRAFT_SAVER (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

/* Closing the page is no reason to lose the last words: the store waits for its jobs. */
static void
sol_draft_saver_dispose (GObject *object)
{
  SolDraftSaver *self = SOL_DRAFT_SAVER (object);

  if (self->timeout != NULL && !self->stopped)
    save (self, NULL);
  sol_clock_clear_timeout (&self->timeout);
  G_OBJECT_CLASS (sol_draft_saver_parent_class)->dispose (object);
}

static void
sol_draft_saver_finalize (GObject *object)
{
  SolDraftSaver *self = SOL_DRAFT_SAVER (object);

  g_clear_object (&self->store);
  g_clear_object (&self->base);
  g_clear_object (&self->edited);
  g_clear_error (&self->error);
  g_free (self->type);
  g_free (self->organisation);
  G_OBJECT_CLASS (sol_draft_saver_parent_class)->finalize (object);
}

static void
sol_draft_saver_class_init (SolDraftSaverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sol_draft_saver_get_property;
  object_class->dispose = sol_draft_saver_dispose;
  object_class->finalize = sol_draft_saver_finalize;

  properties[PROP_SAVED] = g_param_spec_boolean ("saved", NULL, NULL, TRUE,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS |
                                                     G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
sol_draft_saver_init (SolDraftSaver *self)
{
}

/**
 * sol_draft_saver_new:
 * @type: name of the record type
 * @organisation: (nullable): for which he writes
 * @base: (nullable): the record as it was when he began; %NULL for one that is new
 * @edited: what he writes into, with the id of the record; sol_draft_saver_touch() tells of changes
 */
SolDraftSaver *
sol_draft_saver_new (SolAccountStore *store,
                     const char *type,
                     const char *organisation,
                     SolRecord *base,
                     SolRecord *edited)
{
  SolDraftSaver *self = g_object_new (SOL_TYPE_DRAFT_SAVER, NULL);

  self->store = g_object_ref (store);
  self->type = g_strdup (type);
  self->organisation = g_strdup (organisation);
  self->base = base != NULL ? g_object_ref (base) : NULL;
  self->edited = g_object_ref (edited);
  return self;
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SolDraftSaver *self = g_task_get_source_object (task);
  GError *error = NULL;

  self->n_writing--;
  g_clear_error (&self->error);
  sol_account_store_save_draft_finish (SOL_ACCOUNT_STORE (source), result, &error);
  self->error = error != NULL ? g_error_copy (error) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SAVED]);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
on_last_saved (GObject *source, GAsyncResult *result, gpointer unused)
{
  g_autoptr (GError) error = NULL;

  if (!sol_account_store_save_draft_finish (SOL_ACCOUNT_STORE (source), result, &error))
    g_warning ("The last words of a draft could not be kept: %s", error->message);
}

/* @owned_task: (nullable): %NULL when nobody is there any more to be told */
static void
save (SolDraftSaver *self, GTask *owned_task)
{
  gint64 rev = self->base != NULL ? sol_record_get_rev (self->base) : 0;
  g_autoptr (SolDraft)
      draft = sol_draft_new (self->type, sol_record_get_id (self->edited), self->organisation, rev);

  sol_clock_clear_timeout (&self->timeout);
  sol_draft_set_records (draft, self->base, self->edited);
  if (owned_task == NULL)
    {
      sol_account_store_save_draft_async (self->store, draft, NULL, on_last_saved, NULL);
      return;
    }
  self->n_writing++;
  sol_account_store_save_draft_async (self->store, draft, NULL, on_saved, owned_task);
}

static gboolean
on_timeout (gpointer data)
{
  SolDraftSaver *self = data;

  save (self, g_task_new (self, NULL, NULL, NULL));
  return G_SOURCE_REMOVE;
}

/**
 * sol_draft_saver_touch:
 *
 * Tells that the record was changed, however little: costs nothing.
 */
void
sol_draft_saver_touch (SolDraftSaver *self)
{
  if (self->timeout != NULL || self->stopped)
    return;
  self->timeout = sol_clock_start_timeout (g_main_context_get_thread_default (), DELAY_MS,
                                           on_timeout, self, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SAVED]);
}

/* Keeps at once what is not kept yet; it is on the disk when this returns. */
void
sol_draft_saver_flush_async (SolDraftSaver *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sol_draft_saver_flush_async);
  g_task_set_check_cancellable (task, FALSE); /* what was written is told */
  save (self, task);
}

gboolean
sol_draft_saver_flush_finish (SolDraftSaver *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Of a draft that was published or discarded: nothing more is kept of it. */
void
sol_draft_saver_stop (SolDraftSaver *self)
{
  self->stopped = TRUE;
  sol_clock_clear_timeout (&self->timeout);
}

/* Returns: whether all that was written is on the disk */
gboolean
sol_draft_saver_get_saved (SolDraftSaver *self)
{
  return self->timeout == NULL && self->n_writing == 0 && self->error == NULL;
}

/* Returns: (transfer none) (nullable): why the last writing failed */
const GError *
sol_draft_saver_get_error (SolDraftSaver *self)
{
  return self->error;
}
