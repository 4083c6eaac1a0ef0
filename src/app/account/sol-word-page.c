/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/sol-word-page.h"

#include <glib/gi18n.h>

#include "app/account/sol-page-draft.h"
#include "app/account/sol-place-act.h"
#include "app/form/sol-form-control.h"
#include "app/form/sol-prose-control.h"
#include "app/sol-undoable.h"
#include "app/widgets/sol-entry-field.h"
#include "app/widgets/sol-focus.h"
#include "app/widgets/sol-submit-bar.h"
#include "model/sol-client-word.h"
#include "model/sol-supplier.h"
#include "model/sol-uuid.h"
#include "sol-config.h"
#include "store/sol-account-act.h"
#include "store/sol-outbox.h"
#include "store/sol-store-records.h"

#define TEMPLATE SOL_RESOURCE_PATH "account/sol-word-page.ui"

/**
 * SolWordPage:
 *
 * Where somebody says a word, as a client, of the structure that the place was asked to show it
 * for, changes it, and takes it back. Without a network it leaves later.
 */
struct _SolWordPage
{
  AdwBin parent_instance;

  SolAccountPlace *place; /* unowned: it holds this page */
  SolLiveList *given;     /* (nullable): while the account has no files */
  SolPageDraft *draft;    /* (nullable): without a structure */
  char *supplier;         /* (nullable): id of the structure */
  char *called;           /* (nullable): its name, once it is read */
  char *id;               /* (nullable): of the word that he said already */
  GtkLabel *title;
  GtkLabel *hidden;
  SolEntryField *about;
  GtkLabel *text_label;
  SolProseControl *text;
  GtkLabel *length;
  SolEntryField *name;
  SolEntryField *role;
  GtkCheckButton *consent;
  SolSubmitBar *submit;
  GtkWidget *take_back;
};

G_DEFINE_FINAL_TYPE (SolWordPage, sol_word_page, ADW_TYPE_BIN)

static GtkTextBuffer *
get_buffer (SolWordPage *self)
{
  GtkWidget *view = sol_form_control_get_target (SOL_FORM_CONTROL (self->text));

  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
}

static char *
read_text (SolWordPage *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (get_buffer (self), &start, &end);
  return g_strstrip (gtk_text_iter_get_text (&start, &end));
}

static void
show_length (SolWordPage *self)
{
  g_autofree char *text = read_text (self);
  const glong left = SOL_CLIENT_WORD_TEXT - g_utf8_strlen (text, -1);
  g_autofree char *said = NULL;

  if (left >= 0)
    said = g_strdup_printf (ngettext ("%d character left", "%d characters left", (gulong) left),
                            (int) left);
  else
    said = g_strdup_printf (
        ngettext ("%d character too many", "%d characters too many", (gulong) -left), (int) -left);
  gtk_label_set_label (self->length, said);
}

static void
on_typed (SolWordPage *self)
{
  show_length (self);
  sol_submit_bar_end (self->submit);
}

/* Returns: (nullable) (transfer none): why it cannot leave */
static const char *
find_fault (SolWordPage *self, const char *text)
{
  if (self->supplier == NULL || self->called == NULL)
    return _ ("This structure is no longer in the catalogue");
  if (*text == '\0')
    return _ ("Write your word: what was done, how, and what you found beyond a price");
  if (g_utf8_strlen (text, -1) > SOL_CLIENT_WORD_TEXT)
    return _ ("Your word has more than 600 characters: shorten it a little");
  return gtk_check_button_get_active (self->consent)
             ? NULL
             : _ ("Tick that you agree: without it your word cannot be shown");
}

static void
set_text (JsonObject *set, const char *field, SolEntryField *from)
{
  g_autofree char *text = g_strstrip (g_strdup (sol_entry_field_get_text (from)));

  if (*text != '\0')
    json_object_set_string_member (set, field, text);
  else
    json_object_set_null_member (set, field);
}

/* All of it: of one that he changes, what stays the same is no change. */
static SolMutation *
make_word (SolWordPage *self, const char *text)
{
  g_autofree char *id = self->id != NULL ? g_strdup (self->id) : sol_uuid_new ();
  SolMutation *mutation = sol_mutation_new_operation (
      "given_word", id, self->id != NULL ? SOL_MUTATION_EDIT : SOL_MUTATION_CREATE, NULL);
  JsonObject *set = json_object_new ();

  if (self->id == NULL)
    {
      json_object_set_string_member (set, "supplier", self->supplier);
      json_object_set_string_member (set, "called", self->called);
    }
  json_object_set_string_member (set, "text", text);
  json_object_set_boolean_member (set, "consent", TRUE);
  set_text (set, "about", self->about);
  set_text (set, "name", self->name);
  set_text (set, "role", self->role);
  mutation->patch->set = set;
  return mutation;
}

static void
on_acted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolWordPage) self = user_data;

  if (!sol_place_act_end (self->submit, source, result))
    return;
  sol_page_draft_end (self->draft);
  sol_account_place_say (self->place, _ ("Your word is on its way"));
  sol_account_place_leave (self->place);
}

static void
on_send (SolWordPage *self)
{
  g_autofree char *text = read_text (self);
  g_autofree char *name = g_strstrip (g_strdup (sol_entry_field_get_text (self->name)));
  g_autofree char *why = NULL;
  SolAccountStore *store = sol_place_act_get_store (self->place, &why);
  const char *fault = store != NULL ? find_fault (self, text) : why;
  g_autoptr (SolMutation) mutation = NULL;

  if (*name == '\0')
    {
      sol_entry_field_refuse (self->name, _ ("Say who you are: a word has a name"));
      return;
    }
  if (fault != NULL)
    {
      sol_submit_bar_refuse (self->submit, fault);
      return;
    }
  mutation = make_word (self, text);
  sol_submit_bar_wait (self->submit, _ ("Keeping it…"));
  sol_account_store_act_async (store, mutation, NULL, SOL_ACT_PLAIN, NULL, on_acted,
                               g_object_ref (self));
}

static void
on_activate (SolWordPage *self)
{
  sol_submit_bar_send (self->submit);
}

/* With it goes what he typed to change it, and comes again with it. */
static void
act_to_take_back (SolWordPage *self, SolWindow *window, SolAccountStore *store)
{
  g_autoptr (SolMutation)
      mutation = sol_mutation_new_operation ("given_word", self->id, SOL_MUTATION_DELETE, NULL);
  const char *title = _ ("Your word is taken back");

  if (!sol_page_draft_is_typed (self->draft))
    {
      sol_undoable_act (window, store, mutation, NULL, title);
      return;
    }
  sol_undoable_act_on_draft (window, store, mutation, sol_page_draft_get_id (self->draft), title);
  sol_page_draft_leave (self->draft);
}

/* @action: offers to undo it, as long as it did not leave */
static void
take_back (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolWordPage *self = SOL_WORD_PAGE (widget);
  GtkRoot *window = gtk_widget_get_root (widget);
  g_autofree char *why = NULL;
  SolAccountStore *store = sol_place_act_get_store (self->place, &why);

  if (store == NULL || self->id == NULL || !SOL_IS_WINDOW (window))
    return;
  act_to_take_back (self, SOL_WINDOW (window), store);
  sol_account_place_leave (self->place);
}

static void
fill_field (SolEntryField *field, SolRecord *word, const char *name)
{
  const char *text = sol_record_get_text (word, name);

  sol_entry_field_set_text (field, text != NULL ? text : "");
}

/* A moderator hid what he said. */
static void
show_hidden (SolWordPage *self, SolRecord *word)
{
  const char *why = sol_record_get_text (word, "remark");
  const gboolean hidden = g_strcmp0 (sol_record_get_text (word, "state"), SOL_CLIENT_WORD_HIDDEN) ==
                          0;
  /* Translators: %s is why */
  g_autofree char *said = g_strdup_printf (_ ("A moderator hid your word: %s"),
                                           why != NULL ? why : "");

  gtk_label_set_label (self->hidden, said);
  gtk_widget_set_visible (GTK_WIDGET (self->hidden), hidden);
}

/* What he said before, once: what he types now stays. */
static void
fill (SolWordPage *self, SolRecord *word)
{
  const char *text = sol_record_get_text (word, "text");

  if (self->id != NULL)
    return;
  self->id = g_strdup (sol_record_get_id (word));
  gtk_widget_set_visible (self->take_back, TRUE);
  if (sol_page_draft_is_typed (self->draft))
    return;
  sol_page_draft_set_filling (self->draft, TRUE);
  gtk_text_buffer_set_text (get_buffer (self), text != NULL ? text : "", -1);
  fill_field (self->about, word, "about");
  fill_field (self->name, word, "name");
  fill_field (self->role, word, "role");
  gtk_check_button_set_active (self->consent, TRUE);
  sol_page_draft_set_filling (self->draft, FALSE);
}

static void
find_given (SolWordPage *self)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->given));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SolShownRecord) shown = g_list_model_get_item (G_LIST_MODEL (self->given), i);
      SolRecord *word = sol_shown_record_get_record (shown);

      if (word != NULL && g_strcmp0 (sol_record_get_text (word, "supplier"), self->supplier) == 0)
        {
          show_hidden (self, word);
          fill (self, word);
        }
    }
}

static void
stop_watching (SolWordPage *self)
{
  if (self->given != NULL)
    g_signal_handlers_disconnect_by_data (self->given, self);
  g_clear_object (&self->given);
}

/* The files of who has just signed in are opened after the page. */
static void
watch (SolWordPage *self)
{
  SolAccountStore *store = sol_session_get_account_store (
      sol_account_place_get_session (self->place));

  stop_watching (self);
  if (store == NULL)
    return;
  self->given = sol_account_store_list_records (store, "given_word");
  g_signal_connect_object (self->given, "changed", G_CALLBACK (find_given), self,
                           G_CONNECT_SWAPPED);
  find_given (self);
}

static void
on_supplier (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolWordPage) self = user_data;
  g_autoptr (SolRecord) record = sol_store_get_record_finish (SOL_STORE (source), result, NULL);
  const char *name = record != NULL ? sol_record_get_text (record, "name") : NULL;
  g_autofree char *title = NULL;

  if (self->submit == NULL || name == NULL)
    return;
  self->called = g_strdup (name);
  /* Translators: %s is a structure */
  title = g_strdup_printf (_ ("A word on %s"), name);
  gtk_label_set_label (self->title, title);
}

static gboolean
sol_word_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SOL_WORD_PAGE (widget)->about));
}

static void
sol_word_page_dispose (GObject *object)
{
  SolWordPage *self = SOL_WORD_PAGE (object);

  stop_watching (self);
  if (self->draft != NULL)
    sol_page_draft_leave (self->draft);
  g_clear_object (&self->draft);
  g_clear_pointer (&self->supplier, g_free);
  g_clear_pointer (&self->called, g_free);
  g_clear_pointer (&self->id, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_WORD_PAGE);
  G_OBJECT_CLASS (sol_word_page_parent_class)->dispose (object);
}

static void
sol_word_page_class_init (SolWordPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_word_page_dispose;
  sol_focus_set_grab (widget_class, sol_word_page_grab_focus);
  g_type_ensure (SOL_TYPE_ENTRY_FIELD);
  g_type_ensure (SOL_TYPE_PROSE_CONTROL);
  g_type_ensure (SOL_TYPE_SUBMIT_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolWordPage, title);
  gtk_widget_class_bind_template_child (widget_class, SolWordPage, hidden);
  gtk_widget_class_bind_template_child (widget_class, SolWordPage, about);
  gtk_widget_class_bind_template_child (widget_class, SolWordPage, text_label);
  gtk_widget_class_bind_template_child (widget_class, SolWordPage, text);
  gtk_widget_class_bind_template_child (widget_class, SolWordPage, length);
  gtk_widget_class_bind_template_child (widget_class, SolWordPage, name);
  gtk_widget_class_bind_template_child (widget_class, SolWordPage, role);
  gtk_widget_class_bind_template_child (widget_class, SolWordPage, consent);
  gtk_widget_class_bind_template_child (widget_class, SolWordPage, submit);
  gtk_widget_class_bind_template_child (widget_class, SolWordPage, take_back);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_send);
  gtk_widget_class_bind_template_callback (widget_class, on_typed);
  gtk_widget_class_install_action (widget_class, "word.take-back", NULL, take_back);
}

static void
sol_word_page_init (SolWordPage *self)
{
  GtkWidget *view;

  gtk_widget_init_template (GTK_WIDGET (self));
  view = sol_form_control_get_target (SOL_FORM_CONTROL (self->text));
  gtk_label_set_mnemonic_widget (self->text_label, view);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  self->text_label, NULL, GTK_ACCESSIBLE_RELATION_DESCRIBED_BY,
                                  self->length, NULL, -1);
  g_signal_connect_object (get_buffer (self), "changed", G_CALLBACK (on_typed), self,
                           G_CONNECT_SWAPPED);
  show_length (self);
}

/* What he began to say of this structure, and did not send. */
static void
open_draft (SolWordPage *self)
{
  self->draft = sol_page_draft_new (sol_account_place_get_session (self->place), "given_word",
                                    self->supplier);
  sol_page_draft_add_text (self->draft, "about", self->about);
  sol_page_draft_add_text (self->draft, "text", get_buffer (self));
  sol_page_draft_add_text (self->draft, "name", self->name);
  sol_page_draft_add_text (self->draft, "role", self->role);
  sol_page_draft_open (self->draft);
}

/**
 * sol_word_page_new:
 *
 * Returns: (transfer floating): the page, which lives no longer than @place; of the structure that
 *   the place was asked to show it for
 */
GtkWidget *
sol_word_page_new (SolAccountPlace *place)
{
  SolWordPage *self = g_object_new (SOL_TYPE_WORD_PAGE, NULL);
  SolSession *session = sol_account_place_get_session (place);
  const char *name = sol_account_session_get_name (sol_account_place_get_account (place));

  self->place = place;
  self->supplier = g_strdup (sol_account_place_get_subject (place));
  sol_entry_field_set_text (self->name, name != NULL ? name : "");
  if (self->supplier != NULL)
    open_draft (self);
  g_signal_connect_object (sol_session_get_account_files (session), "notify::store",
                           G_CALLBACK (watch), self, G_CONNECT_SWAPPED);
  watch (self);
  if (self->supplier != NULL)
    sol_store_get_record_async (sol_session_get_store (session), "supplier", self->supplier,
                                sol_account_place_get_cancellable (place), on_supplier,
                                g_object_ref (self));
  return GTK_WIDGET (self);
}
