/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/census/sol-census-list.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/account/sol-account-words.h"
#include "app/census/sol-census-import-page.h"
#include "app/census/sol-census-invite.h"
#include "app/census/sol-census-row.h"
#include "app/sol-file-choice.h"
#include "app/sol-undoable.h"
#include "app/widgets/sol-drop-down.h"
#include "app/widgets/sol-focus.h"
#include "app/widgets/sol-tab-stop.h"
#include "app/widgets/sol-wrap-box.h"
#include "model/sol-census-entry.h"
#include "model/sol-clock.h"
#include "model/sol-mutation.h"
#include "model/sol-scope.h"
#include "model/sol-text.h"
#include "sol-config.h"
#include "store/sol-live-list.h"
#include "store/sol-outbox.h"
#include "store/sol-shown-record.h"

#define TEMPLATE SOL_RESOURCE_PATH "census/sol-census-list.ui"

/**
 * SolCensusList:
 *
 * Whom the network that one acts for censused: read from files, invited, followed until they
 * answer.
 */
struct _SolCensusList
{
  AdwBin parent_instance;

  SolAccountSession *account; /* (nullable): until it is opened; so are those to @cancellable */
  SolAccountStore *store;
  SolStore *catalogue;
  char *organisation;
  SolLiveList *entries;
  GCancellable *cancellable;
  GHashTable *chosen; /* ids of those to invite */
  GHashTable *codes;  /* id -> code that is to be handed over */
  GtkFilter *filter;
  GListModel *rows; /* (nullable) */
  GtkStack *stack;
  GtkLabel *count;
  GtkSearchEntry *search;
  GtkDropDown *state;
  GtkLabel *said;
  GtkWidget *invite;
  GtkWidget *choose_all;
  GtkStack *list_stack;
  GtkListView *list;
  SolCensusImportPage *import;
};

G_DEFINE_FINAL_TYPE (SolCensusList, sol_census_list, ADW_TYPE_BIN)

static gboolean
is_ours (SolCensusList *self, SolRecord *entry)
{
  const char *id = NULL;

  return entry != NULL &&
         sol_scope_parse (sol_record_get_scope (entry), &id) == SOL_SCOPE_KIND_ORG &&
         g_strcmp0 (id, self->organisation) == 0;
}

static gboolean
says (SolRecord *entry, const char *field, const char *text)
{
  const char *value = sol_record_get_text (entry, field);
  g_autofree char *compared = sol_text_make_sort_key (value != NULL ? value : "");

  return strstr (compared, text) != NULL;
}

static gboolean
matches (gpointer item, gpointer user_data)
{
  static const char *const states[] = { NULL, "found", "invited", "answered", "refused" };
  SolCensusList *self = user_data;
  SolRecord *entry = sol_shown_record_get_record (item);
  const guint state = gtk_drop_down_get_selected (self->state);
  g_autofree char *text = sol_text_make_sort_key (
      gtk_editable_get_text (GTK_EDITABLE (self->search)));

  return is_ours (self, entry) &&
         (state == 0 || state >= G_N_ELEMENTS (states) ||
          g_str_equal (sol_census_entry_get_state (entry), states[state])) &&
         (*text == '\0' || says (entry, "name", text) || says (entry, "siret", text) ||
          says (entry, "city", text));
}

static int
compare (gconstpointer a, gconstpointer b, gpointer user_data)
{
  SolRecord *first = sol_shown_record_get_record ((gpointer) a);
  SolRecord *second = sol_shown_record_get_record ((gpointer) b);
  const char *left = first != NULL ? sol_record_get_text (first, "name") : NULL;
  const char *right = second != NULL ? sol_record_get_text (second, "name") : NULL;

  return g_utf8_collate (left != NULL ? left : "", right != NULL ? right : "");
}

static void
show_count (SolCensusList *self)
{
  const guint n = g_list_model_get_n_items (self->rows);
  const guint n_chosen = g_hash_table_size (self->chosen);
  g_autofree char *count = g_strdup_printf (ngettext ("%u structure", "%u structures", n), n);
  g_autofree char *invite = g_strdup_printf (
      ngettext ("Invite %u structure", "Invite %u structures", n_chosen), n_chosen);

  gtk_label_set_label (self->count, count);
  gtk_button_set_label (GTK_BUTTON (self->invite), n_chosen > 0 ? invite : _ ("Invite"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "census.invite", n_chosen > 0);
  gtk_widget_set_visible (self->choose_all, n > 0);
  gtk_widget_set_visible (self->invite, n > 0);
  gtk_stack_set_visible_child_name (self->list_stack, n > 0 ? "list" : "none");
}

/* Rows show what they are told: all are told anew. */
static void
on_changed (SolCensusList *self)
{
  if (self->entries == NULL)
    return;
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  show_count (self);
}

static void
say (SolCensusList *self, const char *text)
{
  gtk_label_set_label (self->said, text);
  gtk_widget_set_visible (GTK_WIDGET (self->said), *text != '\0');
}

static void
on_toggled (SolCensusList *self, SolCensusRow *row)
{
  const char *id = sol_census_row_get_id (row);

  if (id == NULL)
    return;
  if (sol_census_row_get_chosen (row))
    g_hash_table_add (self->chosen, g_strdup (id));
  else
    g_hash_table_remove (self->chosen, id);
  show_count (self);
}

static void
on_setup (SolCensusList *self, GtkListItem *item)
{
  GtkWidget *row = sol_census_row_new ();

  g_signal_connect_object (row, "toggled", G_CALLBACK (on_toggled), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_child (item, row);
}

static void
show_row (SolCensusList *self, GtkListItem *item)
{
  SolShownRecord *shown = gtk_list_item_get_item (item);
  const char *id = sol_shown_record_get_id (shown);

  sol_census_row_set_shown (SOL_CENSUS_ROW (gtk_list_item_get_child (item)), shown,
                            g_hash_table_contains (self->chosen, id),
                            g_hash_table_lookup (self->codes, id));
}

static void
on_bind (SolCensusList *self, GtkListItem *item)
{
  show_row (self, item);
}

static void
on_unbind (SolCensusList *self, GtkListItem *item)
{
  sol_census_row_set_shown (SOL_CENSUS_ROW (gtk_list_item_get_child (item)), NULL, FALSE, NULL);
}

/* The items are the same, what is said of them is not. */
static void
show_again (SolCensusList *self)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (self->rows)));

  gtk_list_view_set_model (self->list, model);
  g_object_unref (model);
  show_count (self);
}

static void
choose_all (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolCensusList *self = SOL_CENSUS_LIST (widget);
  g_autofree char *now = sol_clock_print (sol_clock_seconds ());

  for (guint i = 0; i < g_list_model_get_n_items (self->rows); i++)
    {
      g_autoptr (SolShownRecord) shown = g_list_model_get_item (self->rows, i);

      if (sol_shown_record_get_held (shown) != NULL &&
          sol_census_entry_may_invite (sol_shown_record_get_record (shown), now))
        g_hash_table_add (self->chosen, g_strdup (sol_shown_record_get_id (shown)));
    }
  show_again (self);
}

static void
say_invited (SolCensusList *self, const SolCensusInvited *invited)
{
  const guint n_codes = g_hash_table_size (invited->codes);
  g_autoptr (GString) text = g_string_new (NULL);

  if (invited->n_mailed > 0)
    g_string_append_printf (
        text, ngettext ("%u invited by mail. ", "%u invited by mail. ", invited->n_mailed),
        invited->n_mailed);
  if (n_codes > 0)
    g_string_append_printf (text,
                            ngettext ("%u code to hand over, shown below until you leave. ",
                                      "%u codes to hand over, shown below until you leave. ",
                                      n_codes),
                            n_codes);
  if (invited->n_left > 0)
    g_string_append_printf (text,
                            ngettext ("%u left out: invited lately, or not to be written to. ",
                                      "%u left out: invited lately, or not to be written to. ",
                                      invited->n_left),
                            invited->n_left);
  if (invited->error != NULL)
    {
      g_autofree char *refusal = sol_account_words_refuse (self->account, invited->error);

      g_string_append (text, refusal);
    }
  g_strchomp (text->str);
  say (self, text->str);
}

static void
on_invited (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolCensusList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SolCensusInvited)
      invited = sol_census_invite_finish (SOL_ACCOUNT_SESSION (source), result, &error);
  GHashTableIter iter;
  gpointer id, code;

  if (invited == NULL || self->account == NULL)
    return;
  g_hash_table_iter_init (&iter, invited->codes);
  while (g_hash_table_iter_next (&iter, &id, &code))
    g_hash_table_insert (self->codes, g_strdup (id), g_strdup (code));
  g_hash_table_remove_all (self->chosen);
  say_invited (self, invited);
  show_again (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.sync", NULL);
}

static void
invite (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolCensusList *self = SOL_CENSUS_LIST (widget);
  g_autofree char **ids = (char **) g_hash_table_get_keys_as_array (self->chosen, NULL);

  gtk_widget_action_set_enabled (widget, "census.invite", FALSE);
  say (self, _ ("Inviting…"));
  sol_census_invite_async (self->account, self->organisation, (const char *const *) ids,
                           self->cancellable, on_invited, g_object_ref (self));
}

static void
refuse (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolCensusList *self = SOL_CENSUS_LIST (widget);
  GtkRoot *window = gtk_widget_get_root (widget);
  g_autoptr (SolMutation) mutation = sol_mutation_new_operation (
      "census_entry", g_variant_get_string (parameter, NULL), SOL_CENSUS_LEAVE_ALONE, NULL);

  if (SOL_IS_WINDOW (window))
    sol_undoable_act (SOL_WINDOW (window), self->store, mutation, self->organisation,
                      _ ("Nobody writes there any more"));
}

static void
on_chosen_file (GtkWidget *widget, GFile *file, gpointer unused)
{
  SolCensusList *self = SOL_CENSUS_LIST (widget);

  if (file == NULL || self->entries == NULL)
    return;
  gtk_stack_set_visible_child_name (self->stack, "import");
  sol_census_import_page_open (self->import, file, self->catalogue, G_LIST_MODEL (self->entries),
                               self->store, self->organisation);
}

static void
import (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      _ ("Census from a File"), NULL, GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);

  gtk_file_filter_set_name (filter, _ ("Structures (CSV, JSON)"));
  gtk_file_filter_add_suffix (filter, "csv");
  gtk_file_filter_add_suffix (filter, "json");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  sol_file_choice_ask (widget, chooser, on_chosen_file, NULL);
}

static void
on_import_left (SolCensusList *self)
{
  gtk_stack_set_visible_child_name (self->stack, "list");
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static gboolean
sol_census_list_grab_focus (GtkWidget *widget)
{
  SolCensusList *self = SOL_CENSUS_LIST (widget);

  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "import") == 0
             ? gtk_widget_grab_focus (GTK_WIDGET (self->import))
             : gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
sol_census_list_dispose (GObject *object)
{
  SolCensusList *self = SOL_CENSUS_LIST (object);

  if (self->list != NULL)
    sol_census_list_let_go (self);
  g_clear_object (&self->filter);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_CENSUS_LIST);
  G_OBJECT_CLASS (sol_census_list_parent_class)->dispose (object);
}

static void
sol_census_list_finalize (GObject *object)
{
  SolCensusList *self = SOL_CENSUS_LIST (object);

  g_hash_table_unref (self->chosen);
  g_hash_table_unref (self->codes);
  G_OBJECT_CLASS (sol_census_list_parent_class)->finalize (object);
}

static void
sol_census_list_class_init (SolCensusListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_census_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = sol_census_list_finalize;
  sol_focus_set_grab (widget_class, sol_census_list_grab_focus);

  g_type_ensure (SOL_TYPE_CENSUS_IMPORT_PAGE);
  g_type_ensure (SOL_TYPE_TAB_STOP);
  g_type_ensure (SOL_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolCensusList, count);
  gtk_widget_class_bind_template_child (widget_class, SolCensusList, search);
  gtk_widget_class_bind_template_child (widget_class, SolCensusList, state);
  gtk_widget_class_bind_template_child (widget_class, SolCensusList, said);
  gtk_widget_class_bind_template_child (widget_class, SolCensusList, invite);
  gtk_widget_class_bind_template_child (widget_class, SolCensusList, choose_all);
  gtk_widget_class_bind_template_child (widget_class, SolCensusList, list_stack);
  gtk_widget_class_bind_template_child (widget_class, SolCensusList, list);
  gtk_widget_class_bind_template_child (widget_class, SolCensusList, import);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_import_left);
  gtk_widget_class_install_action (widget_class, "census.import", NULL, import);
  gtk_widget_class_install_action (widget_class, "census.invite", NULL, invite);
  gtk_widget_class_install_action (widget_class, "census.choose-all", NULL, choose_all);
  gtk_widget_class_install_action (widget_class, "census.refuse", "s", refuse);
}

static void
sol_census_list_init (SolCensusList *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->chosen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Not bound: the template would unparent it behind the back of AdwBin. */
  self->stack = GTK_STACK (adw_bin_get_child (ADW_BIN (self)));
  self->filter = GTK_FILTER (gtk_custom_filter_new (matches, self, NULL));
  g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (on_unbind), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
  sol_drop_down_prepare (self->state);
}

/**
 * sol_census_list_open:
 * @catalogue: what all see
 * @organisation: the network that one acts for
 */
void
sol_census_list_open (SolCensusList *self,
                      SolAccountSession *account,
                      SolAccountStore *store,
                      SolStore *catalogue,
                      const char *organisation)
{
  GtkFilterListModel *filtered;

  sol_census_list_let_go (self);
  self->account = g_object_ref (account);
  self->store = g_object_ref (store);
  self->catalogue = g_object_ref (catalogue);
  self->organisation = g_strdup (organisation);
  self->cancellable = g_cancellable_new ();
  self->entries = sol_account_store_list_records (store, "census_entry");
  filtered = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->entries)),
                                        g_object_ref (self->filter));
  self->rows = G_LIST_MODEL (gtk_sort_list_model_new (
      G_LIST_MODEL (filtered), GTK_SORTER (gtk_custom_sorter_new (compare, NULL, NULL))));
  g_signal_connect_object (self->entries, "changed", G_CALLBACK (show_again), self,
                           G_CONNECT_SWAPPED);
  show_again (self);
}

/* Lets the stores go, and forgets the codes. */
void
sol_census_list_let_go (SolCensusList *self)
{
  sol_census_import_page_let_go (self->import);
  if (self->entries == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_signal_handlers_disconnect_by_data (self->entries, self);
  gtk_list_view_set_model (self->list, NULL);
  g_hash_table_remove_all (self->chosen);
  g_hash_table_remove_all (self->codes);
  g_clear_object (&self->rows);
  g_clear_object (&self->entries);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->organisation, g_free);
  g_clear_object (&self->catalogue);
  g_clear_object (&self->store);
  g_clear_object (&self->account);
  say (self, "");
}
