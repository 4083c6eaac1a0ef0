/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/outbox/sol-conflict-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/outbox/sol-conflict-field.h"
#include "app/outbox/sol-conflict-followers.h"
#include "app/outbox/sol-conflict-unseen.h"
#include "app/outbox/sol-outbox-fields.h"
#include "app/outbox/sol-outbox-words.h"
#include "app/sol-error-words.h"
#include "app/widgets/sol-focus.h"
#include "model/sol-json.h"
#include "sol-config.h"
#include "store/sol-account-drafts.h"
#include "store/sol-outbox-text.h"

#define TEMPLATE SOL_RESOURCE_PATH "outbox/sol-conflict-page.ui"
#define PATIENCE 500 /* ms from a choice to the disk */
#define KEPT N_ ("Your choices are kept here until you settle it.")

/**
 * SolConflictPage:
 *
 * An act of which somebody else wrote some parts too: each is settled, then all of it leaves. What
 * is chosen so far is kept as a draft. It emits "settled" when it is, with what went wrong or
 * %NULL.
 */
struct _SolConflictPage
{
  AdwBin parent_instance;

  SolAccountStore *store;
  SolOutboxEntry *entry;
  char *id; /* of the entry, which is told anew under another one */
  GPtrArray *fields;
  guint saving;
  gboolean chosen; /* here: what was kept before no longer counts */
  gboolean settling;
  gboolean unseen; /* the act as a whole is in question */
  GtkLabel *number;
  GtkLabel *title;
  GtkLabel *explanation;
  GtkBox *parts;
  GtkWidget *along_box;
  GtkLabel *along;
  GtkLabel *kept;
  GtkWidget *settle;
};

enum
{
  SETTLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SolConflictPage, sol_conflict_page, ADW_TYPE_BIN)

/* Returns: (transfer full) (nullable): %NULL while a part is not chosen */
static GPtrArray *
list_choices (SolConflictPage *self)
{
  g_autoptr (GPtrArray)
      choices = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_conflict_choice_free);

  for (guint i = 0; i < self->fields->len; i++)
    if (!sol_conflict_field_add_choices (self->fields->pdata[i], choices))
      return NULL;
  return g_steal_pointer (&choices);
}

static void
update_settle (SolConflictPage *self)
{
  g_autoptr (GPtrArray) choices = list_choices (self);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "conflict.settle",
                                 choices != NULL && !self->settling);
}

/* @user_data: (nullable): the page, if it is there still */
static void
on_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolConflictPage) self = user_data;
  g_autoptr (GError) error = NULL;
  const gboolean kept = sol_account_store_save_draft_finish (SOL_ACCOUNT_STORE (source), result,
                                                             &error);
  g_autofree char *said = kept ? g_strdup (_ (KEPT)) : sol_error_words_say (error);

  if (self != NULL)
    gtk_label_set_label (self->kept, said);
  else if (!kept)
    g_warning ("What was chosen is not kept: %s", error->message);
}

/* @owned_shown: (nullable): the page, which says whether it was kept */
static void
save (SolConflictPage *self, SolConflictPage *owned_shown)
{
  g_autoptr (SolDraft) draft = sol_draft_new (SOL_CONFLICT_DRAFT, self->id,
                                              sol_outbox_entry_get_organisation (self->entry), 0);
  g_autoptr (JsonObject) kept = json_object_new ();
  g_autofree char *text = NULL;

  for (guint i = 0; i < self->fields->len; i++)
    sol_conflict_field_keep (self->fields->pdata[i], kept);
  text = sol_json_object_to_text (kept);
  sol_draft_set_documents (draft, NULL, text);
  sol_account_store_save_draft_async (self->store, draft, NULL, on_kept, owned_shown);
}

static gboolean
on_save (gpointer user_data)
{
  SolConflictPage *self = user_data;

  self->saving = 0;
  save (self, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
queue_save (SolConflictPage *self)
{
  if (self->saving == 0)
    self->saving = g_timeout_add (PATIENCE, on_save, self);
}

static void
on_changed (SolConflictPage *self)
{
  self->chosen = TRUE;
  update_settle (self);
  queue_save (self);
}

static void
recall (SolConflictPage *self, SolDraft *draft)
{
  const char *text = sol_draft_get_document (draft);
  g_autoptr (JsonNode) node = sol_json_parse (text, strlen (text), NULL);

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return;
  for (guint i = 0; i < self->fields->len; i++)
    sol_conflict_field_recall (self->fields->pdata[i], json_node_get_object (node));
  update_settle (self);
}

static void
on_draft (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolConflictPage) self = user_data;
  g_autoptr (SolDraft)
      draft = sol_account_store_get_draft_finish (SOL_ACCOUNT_STORE (source), result, NULL);

  if (draft != NULL && !self->chosen && sol_draft_get_discarded_at (draft) == 0)
    recall (self, draft);
}

static void
on_settled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolConflictPage) self = user_data;
  g_autoptr (GError) error = NULL;

  self->settling = FALSE;
  if (sol_account_store_settle_finish (SOL_ACCOUNT_STORE (source), result, &error))
    {
      g_clear_handle_id (&self->saving, g_source_remove);
      sol_account_store_discard_draft_async (self->store, SOL_CONFLICT_DRAFT, self->id,
                                             sol_outbox_entry_get_organisation (self->entry), TRUE,
                                             NULL, NULL, NULL);
    }
  else
    {
      update_settle (self);
      queue_save (self);
    }
  g_signal_emit (self, signals[SETTLED], 0, error);
}

static void
settle (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolConflictPage *self = SOL_CONFLICT_PAGE (widget);
  g_autoptr (GPtrArray) choices = list_choices (self);

  if (choices == NULL)
    return;
  g_clear_handle_id (&self->saving, g_source_remove);
  self->settling = TRUE;
  update_settle (self);
  sol_account_store_settle_async (self->store, self->id, choices, NULL, on_settled,
                                  g_object_ref (self));
}

static gboolean
is_in_conflict (SolConflictPage *self, const char *field)
{
  JsonArray *conflicts = sol_outbox_entry_get_conflicts (self->entry);
  const gsize length = strlen (field);

  for (guint i = 0; conflicts != NULL && i < json_array_get_length (conflicts); i++)
    {
      const char *path = json_object_get_string_member_with_default (
          json_array_get_object_element (conflicts, i), "path", "");

      if (strcspn (path, "/") == length && strncmp (path, field, length) == 0)
        return TRUE;
    }
  return sol_conflict_followers_has (self->entry, field);
}

/* What of the act nobody else wrote leaves with it. */
static void
show_along (SolConflictPage *self)
{
  const SolMutation *mutation = sol_outbox_entry_get_mutation (self->entry);
  g_auto (GStrv) fields = sol_patch_list_fields (mutation->patch);
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (guint i = 0; fields[i] != NULL; i++)
    if (!is_in_conflict (self, fields[i]))
      {
        g_autofree char *label = sol_outbox_fields_get_label (mutation->type, fields[i]);

        g_string_append_printf (names, "%s%s", names->len > 0 ? _ (", ") : "", label);
      }
  gtk_widget_set_visible (self->along_box, names->len > 0);
  /* Translators: %s are names of fields */
  text = g_strdup_printf (_ ("Needs no choice, and leaves with it: %s"), names->str);
  gtk_label_set_label (self->along, text);
}

static char *
get_other (SolConflictPage *self)
{
  g_autoptr (GPtrArray) conflicts = sol_outbox_entry_list_conflicts (self->entry);
  const SolConflictText *first = conflicts->len > 0 ? conflicts->pdata[0] : NULL;

  return first != NULL ? g_strdup (first->who) : NULL;
}

static gboolean
may_write (SolConflictPage *self)
{
  for (guint i = 0; i < self->fields->len; i++)
    if (sol_conflict_field_may_write (self->fields->pdata[i]))
      return TRUE;
  return FALSE;
}

/* Returns: what happened and what there is to choose; %s is the name of a person */
static const char *
explain (SolConflictPage *self)
{
  if (self->unseen)
    /* Translators: %s is the name of a person */
    return _ ("%s changed it after you had seen it. Nothing is done yet: choose what holds.");
  if (!may_write (self))
    /* Translators: %s is the name of a person */
    return _ ("%s and you changed the same without knowing. Nothing is lost: choose one of the "
              "two versions.");
  /* Translators: %s is the name of a person */
  return _ ("%s and you changed the same without knowing. Nothing is lost: choose, or put both "
            "together.");
}

static void
show_head (SolConflictPage *self)
{
  const guint n = self->fields->len;
  g_autofree char *other = get_other (self);
  g_autofree char *number = g_strdup_printf (
      ngettext ("%u choice to make", "%u choices to make", n), n);
  g_autofree char *title = sol_outbox_words_make_title (self->entry);
  g_auto (GStrv) parts = g_strsplit (explain (self), "%s", 2);
  g_autofree char *explanation = g_strjoinv (other != NULL ? other : _ ("Somebody"), parts);

  gtk_label_set_label (self->number, number);
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->explanation, explanation);
}

static void
add_field (SolConflictPage *self, JsonObject *conflict)
{
  GtkWidget *field = sol_conflict_field_new (self->entry, conflict);

  g_ptr_array_add (self->fields, field);
  gtk_box_append (self->parts, field);
  g_signal_connect_object (field, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
}

/* One for each choice that there is to make. */
static void
add_fields (SolConflictPage *self)
{
  JsonArray *conflicts = sol_outbox_entry_get_conflicts (self->entry);

  for (guint i = 0; conflicts != NULL && i < json_array_get_length (conflicts); i++)
    {
      JsonObject *conflict = json_array_get_object_element (conflicts, i);
      const char *path = json_object_get_string_member_with_default (conflict, "path", "");
      const gboolean unseen = sol_conflict_unseen_is (conflict);

      if ((unseen && self->unseen) || sol_conflict_followers_has (self->entry, path))
        continue;
      self->unseen = self->unseen || unseen;
      add_field (self, conflict);
    }
}

static gboolean
sol_conflict_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_child_focus (GTK_WIDGET (SOL_CONFLICT_PAGE (widget)->parts),
                                 GTK_DIR_TAB_FORWARD);
}

static void
sol_conflict_page_dispose (GObject *object)
{
  SolConflictPage *self = SOL_CONFLICT_PAGE (object);

  if (self->saving != 0)
    {
      g_clear_handle_id (&self->saving, g_source_remove);
      save (self, NULL);
    }
  g_ptr_array_set_size (self->fields, 0);
  /* The bin's own child is not bound: the template would leave it to the bin. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  g_clear_object (&self->store);
  g_clear_object (&self->entry);
  G_OBJECT_CLASS (sol_conflict_page_parent_class)->dispose (object);
}

static void
sol_conflict_page_finalize (GObject *object)
{
  SolConflictPage *self = SOL_CONFLICT_PAGE (object);

  g_ptr_array_unref (self->fields);
  g_free (self->id);
  G_OBJECT_CLASS (sol_conflict_page_parent_class)->finalize (object);
}

static void
sol_conflict_page_class_init (SolConflictPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_conflict_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = sol_conflict_page_finalize;
  sol_focus_set_grab (widget_class, sol_conflict_page_grab_focus);
  signals[SETTLED] = g_signal_new ("settled", SOL_TYPE_CONFLICT_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolConflictPage, number);
  gtk_widget_class_bind_template_child (widget_class, SolConflictPage, title);
  gtk_widget_class_bind_template_child (widget_class, SolConflictPage, explanation);
  gtk_widget_class_bind_template_child (widget_class, SolConflictPage, parts);
  gtk_widget_class_bind_template_child (widget_class, SolConflictPage, along_box);
  gtk_widget_class_bind_template_child (widget_class, SolConflictPage, along);
  gtk_widget_class_bind_template_child (widget_class, SolConflictPage, kept);
  gtk_widget_class_bind_template_child (widget_class, SolConflictPage, settle);
  gtk_widget_class_install_action (widget_class, "conflict.settle", NULL, settle);
}

static void
sol_conflict_page_init (SolConflictPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->fields = g_ptr_array_new ();
}

/**
 * sol_conflict_page_new:
 * @entry: in conflict
 *
 * Returns: (transfer floating): with what was chosen of it before
 */
GtkWidget *
sol_conflict_page_new (SolAccountStore *store, SolOutboxEntry *entry)
{
  SolConflictPage *self = g_object_new (SOL_TYPE_CONFLICT_PAGE, NULL);

  self->store = g_object_ref (store);
  self->entry = g_object_ref (entry);
  self->id = g_strdup (sol_outbox_entry_get_id (entry));
  add_fields (self);
  show_head (self);
  show_along (self);
  update_settle (self);
  sol_account_store_get_draft_async (store, SOL_CONFLICT_DRAFT, self->id,
                                     sol_outbox_entry_get_organisation (entry), NULL, on_draft,
                                     g_object_ref (self));
  return GTK_WIDGET (self);
}

/* Returns: of the entry */
const char *
sol_conflict_page_get_id (SolConflictPage *self)
{
  return self->id;
}
