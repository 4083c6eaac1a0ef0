/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/sol-page-draft.h"

#include "model/sol-record-registry.h"
#include "model/sol-uuid.h"
#include "store/sol-account-drafts.h"
#include "store/sol-draft-saver.h"

/**
 * SolPageDraft:
 *
 * What somebody types for himself on a page and did not send: it is kept as he types, and stands
 * there again when he comes back to the page about the same.
 */
struct _SolPageDraft
{
  GObject parent_instance;

  SolSession *session;
  char *type;
  char *id;                  /* of the draft: that of the record is made when it is sent */
  SolAccountStore *store;    /* (nullable): while the account has its files open */
  SolDraftSaver *saver;      /* (nullable): once what was kept is read */
  SolRecord *edited;         /* (nullable): with @saver */
  GCancellable *cancellable; /* of the reading */
  GPtrArray *parts;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (SolPageDraft, sol_page_draft, G_TYPE_OBJECT)

/* A field of the record, and what shows it. */
typedef struct
{
  const char *field;
  GObject *object;          /* unowned: of the page */
  const char *const *codes; /* (nullable): of a choice */
  char *initial;            /* (nullable): what stood there before anything was typed */
} Part;

static void
part_free (gpointer data)
{
  Part *part = data;

  g_free (part->initial);
  g_free (part);
}

/* (transfer full) */
static char *
read_part (const Part *part)
{
  char *text = NULL;

  if (part->codes != NULL)
    return g_strdup (part->codes[gtk_drop_down_get_selected (GTK_DROP_DOWN (part->object))]);
  g_object_get (part->object, "text", &text, NULL);
  return text;
}

static void
show_part (const Part *part, const char *text)
{
  if (part->codes == NULL)
    g_object_set (part->object, "text", text, NULL);
  for (guint i = 0; part->codes != NULL && part->codes[i] != NULL; i++)
    if (g_str_equal (part->codes[i], text))
      gtk_drop_down_set_selected (GTK_DROP_DOWN (part->object), i);
}

static gboolean
is_untouched (const Part *part)
{
  g_autofree char *text = read_part (part);

  return g_strcmp0 (text, part->initial) == 0;
}

static void
on_changed (SolPageDraft *self)
{
  if (self->saver == NULL || self->filling)
    return;
  for (guint i = 0; i < self->parts->len; i++)
    {
      const Part *part = self->parts->pdata[i];
      g_autofree char *text = read_part (part);

      sol_record_set_text (self->edited, part->field, text != NULL && *text != '\0' ? text : NULL);
    }
  sol_draft_saver_touch (self->saver);
}

/* What he typed while it was read stays. */
static void
show (SolPageDraft *self, SolRecord *kept)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      const Part *part = self->parts->pdata[i];
      const char *text = sol_record_get_text (kept, part->field);

      if (text != NULL && is_untouched (part))
        show_part (part, text);
    }
}

static gboolean
is_any_typed (SolPageDraft *self)
{
  for (guint i = 0; i < self->parts->len; i++)
    if (!is_untouched (self->parts->pdata[i]))
      return TRUE;
  return FALSE;
}

static void
on_draft (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolPageDraft) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SolDraft)
      draft = sol_account_store_get_draft_finish (SOL_ACCOUNT_STORE (source), result, &error);
  g_autoptr (SolRecord) kept = draft != NULL ? sol_draft_make_edited (draft) : NULL;
  gboolean typed;

  if (self->store != SOL_ACCOUNT_STORE (source))
    return;
  /* What cannot be read is not written over. */
  if (error != NULL)
    {
      g_warning ("What was begun cannot be read: %s", error->message);
      return;
    }
  typed = is_any_typed (self);
  if (kept != NULL)
    show (self, kept);
  self->edited = sol_record_new_from_text (sol_record_registry_find (self->type), 0, self->id, "",
                                           0, "{}", NULL);
  self->saver = sol_draft_saver_new (self->store, self->type, NULL, NULL, self->edited);
  if (typed)
    on_changed (self);
}

static void
on_last_saved (GObject *source, GAsyncResult *result, gpointer unused)
{
  g_autoptr (GError) error = NULL;

  if (!sol_draft_saver_flush_finish (SOL_DRAFT_SAVER (source), result, &error))
    g_warning ("The last words of a page could not be kept: %s", error->message);
}

/* @keeps: whether what was typed last is still to be kept */
static void
drop_store (SolPageDraft *self, gboolean keeps)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->saver != NULL && keeps && !sol_draft_saver_get_saved (self->saver))
    sol_draft_saver_flush_async (self->saver, NULL, on_last_saved, NULL);
  if (self->saver != NULL)
    sol_draft_saver_stop (self->saver);
  g_clear_object (&self->saver);
  g_clear_object (&self->edited);
  g_clear_object (&self->store);
}

/* The files of who has just signed in are opened after the page. */
static void
on_store (SolPageDraft *self)
{
  drop_store (self, TRUE);
  g_set_object (&self->store, sol_session_get_account_store (self->session));
  if (self->store == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  sol_account_store_get_draft_async (self->store, self->type, self->id, NULL, self->cancellable,
                                     on_draft, g_object_ref (self));
}

static void
sol_page_draft_finalize (GObject *object)
{
  SolPageDraft *self = SOL_PAGE_DRAFT (object);

  drop_store (self, TRUE);
  g_object_unref (self->session);
  g_ptr_array_unref (self->parts);
  g_free (self->type);
  g_free (self->id);
  G_OBJECT_CLASS (sol_page_draft_parent_class)->finalize (object);
}

static void
sol_page_draft_class_init (SolPageDraftClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sol_page_draft_finalize;
}

static void
sol_page_draft_init (SolPageDraft *self)
{
  self->parts = g_ptr_array_new_with_free_func (part_free);
}

/**
 * sol_page_draft_new:
 * @session: an opened catalogue that has a platform
 * @type: of the record that the page makes, as the registry names it
 * @about: what the page is about: there is one draft of each
 *
 * Returns: (transfer full): opened once it knows all its parts
 */
SolPageDraft *
sol_page_draft_new (SolSession *session, const char *type, const char *about)
{
  SolPageDraft *self = g_object_new (SOL_TYPE_PAGE_DRAFT, NULL);

  self->session = g_object_ref (session);
  self->type = g_strdup (type);
  self->id = sol_uuid_from_name (type, about);
  return self;
}

static void
add (SolPageDraft *self, const char *field, gpointer object, const char *const *codes)
{
  Part *part = g_new0 (Part, 1);

  part->field = field;
  part->object = object;
  part->codes = codes;
  part->initial = read_part (part);
  g_ptr_array_add (self->parts, part);
  g_signal_connect_object (object, codes != NULL ? "notify::selected" : "notify::text",
                           G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
}

/**
 * sol_page_draft_add_text:
 * @field: (transfer none): literal
 * @object: has it as its "text"
 */
void
sol_page_draft_add_text (SolPageDraft *self, const char *field, gpointer object)
{
  add (self, field, object, NULL);
}

/**
 * sol_page_draft_add_choice:
 * @field: (transfer none): literal
 * @codes: (transfer none): in the order of what there is to choose, ended by %NULL
 */
void
sol_page_draft_add_choice (SolPageDraft *self,
                           const char *field,
                           GtkDropDown *choice,
                           const char *const *codes)
{
  add (self, field, choice, codes);
}

/* Shows what was kept, as soon as there are files of the account, and keeps what is typed. */
void
sol_page_draft_open (SolPageDraft *self)
{
  g_signal_connect_object (sol_session_get_account_files (self->session), "notify::store",
                           G_CALLBACK (on_store), self, G_CONNECT_SWAPPED);
  on_store (self);
}

/**
 * sol_page_draft_is_typed:
 *
 * Returns: whether there is any text that he typed
 */
gboolean
sol_page_draft_is_typed (SolPageDraft *self)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      const Part *part = self->parts->pdata[i];

      if (part->codes == NULL && !is_untouched (part))
        return TRUE;
    }
  return FALSE;
}

/**
 * sol_page_draft_set_filling:
 * @filling: whether the page writes into the parts what was there before: none of it is typed
 */
void
sol_page_draft_set_filling (SolPageDraft *self, gboolean filling)
{
  self->filling = filling;
  for (guint i = 0; !filling && i < self->parts->len; i++)
    {
      Part *part = self->parts->pdata[i];

      g_free (part->initial);
      part->initial = read_part (part);
    }
}

/* Returns: (transfer none): that of the draft, which is none of a record */
const char *
sol_page_draft_get_id (SolPageDraft *self)
{
  return self->id;
}

/* It was sent: nothing is kept of it. */
void
sol_page_draft_end (SolPageDraft *self)
{
  g_autoptr (SolAccountStore) store = self->store != NULL ? g_object_ref (self->store) : NULL;

  drop_store (self, FALSE);
  if (store != NULL)
    sol_account_store_discard_draft_async (store, self->type, self->id, NULL, TRUE, NULL, NULL,
                                           NULL);
}

/**
 * sol_page_draft_leave:
 *
 * Keeps what was typed last; what was taken out again is over. To be called before the page goes.
 */
void
sol_page_draft_leave (SolPageDraft *self)
{
  g_signal_handlers_disconnect_by_data (sol_session_get_account_files (self->session), self);
  for (guint i = 0; i < self->parts->len; i++)
    g_signal_handlers_disconnect_by_data (((Part *) self->parts->pdata[i])->object, self);
  if (self->saver != NULL && !sol_page_draft_is_typed (self))
    sol_page_draft_end (self);
  else
    drop_store (self, TRUE);
}
