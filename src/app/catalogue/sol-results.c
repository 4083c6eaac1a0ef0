/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-results.h"

#include <glib/gi18n.h>

#include "app/catalogue/sol-filter-chip.h"
#include "app/catalogue/sol-filter.h"
#include "app/catalogue/sol-skeleton-row.h"
#include "app/catalogue/sol-supplier-row.h"
#include "app/catalogue/sol-widening.h"
#include "app/catalogue/sol-words.h"
#include "app/sol-format.h"
#include "app/widgets/sol-wrap-box.h"
#include "sol-config.h"
#include "store/sol-store-meta.h"

#define TEMPLATE SOL_RESOURCE_PATH "catalogue/sol-results.ui"
#define N_SKELETON_ROWS 8

/**
 * SolResults:
 *
 * The search entry, a chip for each filter, the structures found and the date of the catalogue.
 * What is selected is the structure that is open; what is chosen (SolChoice) is to be exported.
 */
struct _SolResults
{
  AdwBin parent_instance;

  SolSearch *search;
  SolChoice *choice;
  GtkSingleSelection *selection;
  GCancellable *cancellable;
  char *selected_id;
  gboolean moving;  /* rows change: what is selected follows afterwards */
  gboolean setting; /* the entry is filled from the query */
  GtkSearchEntry *entry;
  SolWrapBox *chips;
  GPtrArray *chip_widgets; /* owned by the box */
  GtkWidget *filters;
  GtkLabel *filters_label;
  GtkLabel *count;
  GtkLabel *note;
  GtkMenuButton *sort;
  GtkLabel *sort_key;
  GtkToggleButton *choose;
  GtkStack *stack;
  GtkListView *list;
  GtkBox *skeleton;
  SolWidening *widening;
  GtkLabel *dated;
  GtkWidget *copy;
  GtkWidget *export;
};

enum
{
  SELECTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SolResults, sol_results, ADW_TYPE_BIN)

static GListModel *
get_list (SolResults *self)
{
  return G_LIST_MODEL (sol_search_get_list (self->search));
}

static void
on_search_changed (SolResults *self)
{
  if (!self->setting && self->search != NULL)
    sol_search_set_text (self->search, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

static void
on_stop_search (SolResults *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "catalogue.escape", NULL);
}

/* Down goes from the entry to the list, as Enter does to the first structure. */
static gboolean
on_entry_key (SolResults *self, guint key, guint code, GdkModifierType state)
{
  if (key != GDK_KEY_Down && key != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;
  sol_results_focus_list (self);
  return GDK_EVENT_STOP;
}

static void
on_entry_activate (SolResults *self)
{
  if (g_list_model_get_n_items (get_list (self)) > 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "catalogue.open", "u", 0u);
}

static void
on_chip_removed (SolResults *self, const SolQuery *without)
{
  g_autoptr (SolQuery) query = sol_query_copy (without);

  sol_search_set_query (self->search, query);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
update_chips (SolResults *self)
{
  g_autoptr (GPtrArray) filters = sol_filter_list (sol_search_get_query (self->search));
  g_autofree char *label = NULL;

  for (guint i = 0; i < self->chip_widgets->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->chip_widgets, i));
  g_ptr_array_set_size (self->chip_widgets, 0);
  for (guint i = 0; i < filters->len; i++)
    {
      SolFilter *filter = g_ptr_array_index (filters, i);
      GtkWidget *chip = sol_filter_chip_new (filter->title, filter->query);

      g_signal_connect_object (chip, "removed", G_CALLBACK (on_chip_removed), self,
                               G_CONNECT_SWAPPED);
      sol_wrap_box_append (self->chips, chip);
      g_ptr_array_add (self->chip_widgets, chip);
    }

  label = filters->len > 0 ? g_strdup_printf (_ ("Filters (%u)"), filters->len)
                           : g_strdup (_ ("Filters"));
  gtk_label_set_label (self->filters_label, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->filters), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->chips),
                          filters->len > 0 || gtk_widget_get_visible (self->filters));
}

static void
update_sort (SolResults *self)
{
  static const char *const names[SOL_N_SORTS] = { N_ ("Relevance"), N_ ("Distance"), N_ ("Name"),
                                                  N_ ("Recently updated") };
  const SolQuery *query = sol_search_get_query (self->search);
  g_autofree char *name = g_strdup_printf (_ ("Sorted by: %s"), _ (names[query->sort]));
  GtkWidget *toggle = gtk_widget_get_first_child (GTK_WIDGET (self->sort));

  gtk_label_set_label (self->sort_key, _ (names[query->sort]));
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "results.sort-distance", query->has_point);
}

static void
on_query_changed (SolResults *self)
{
  const char *text = sol_search_get_query (self->search)->text;
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  if (g_strcmp0 (text != NULL ? text : "", typed) != 0)
    {
      self->setting = TRUE;
      gtk_editable_set_text (GTK_EDITABLE (self->entry), text != NULL ? text : "");
      gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
      self->setting = FALSE;
    }
  update_chips (self);
  update_sort (self);
}

static char *
make_note (SolResults *self)
{
  SolCatalogueList *list = sol_search_get_list (self->search);
  guint n_without = sol_catalogue_list_get_n_without_place (list);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (list));
  g_autofree char *number = sol_format_number (n_without);
  g_autoptr (GString) note = g_string_new (NULL);

  if (sol_catalogue_list_get_guessed (list) && n > 0)
    g_string_append (note, _ ("No structure has exactly these words: here are the closest."));
  if (n_without > 0)
    g_string_append_printf (
        note, "%s%s", note->len > 0 ? "\n" : "",
        g_strdup_printf (ngettext ("%s without coordinates is left aside",
                                   "%s without coordinates are left aside", n_without),
                         number));
  return g_string_free (g_steal_pointer (&note), FALSE);
}

static void
update_count (SolResults *self)
{
  guint n = g_list_model_get_n_items (get_list (self));
  guint n_chosen = sol_choice_get_n (self->choice);
  gboolean answered = sol_search_get_answered (self->search);
  g_autofree char *all = sol_words_structures (n);
  g_autofree char *text = NULL;
  g_autofree char *note = make_note (self);

  if (!answered)
    text = g_strdup (_ ("Opening the catalogue…"));
  else if (sol_choice_get_active (self->choice))
    text = g_strdup_printf (ngettext ("%u chosen of %u", "%u chosen of %u", n_chosen), n_chosen, n);
  else
    text = g_strdup (all);
  gtk_label_set_label (self->count, text);
  gtk_label_set_label (self->note, note);
  gtk_widget_set_visible (GTK_WIDGET (self->note), *note != '\0');
  gtk_widget_set_sensitive (self->export, n > 0);
  gtk_widget_set_visible (self->copy, n_chosen > 0);
}

static void
update_stack (SolResults *self)
{
  guint n = g_list_model_get_n_items (get_list (self));
  gboolean busy = sol_catalogue_list_get_busy (sol_search_get_list (self->search));

  /* What is not known yet is neither empty nor a list; while a further search runs, all stays. */
  if (n > 0)
    gtk_stack_set_visible_child_name (self->stack, "list");
  else if (!sol_search_get_answered (self->search))
    gtk_stack_set_visible_child_name (self->stack, "loading");
  else if (!busy)
    gtk_stack_set_visible_child_name (self->stack, "empty");
  if (n == 0 && !busy && sol_search_get_answered (self->search))
    sol_widening_update (self->widening);
}

static void
on_answer (SolResults *self)
{
  update_count (self);
  update_stack (self);
}

static void
on_meta_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolResults) self = user_data;
  g_autofree char *written = sol_store_get_meta_finish (SOL_STORE (source), result, NULL);
  g_autofree char *instant = written != NULL ? sol_words_instant (written) : NULL;
  g_autofree char *text = NULL;

  if (self->dated == NULL)
    return;
  /* Translators: the date the catalogue was last received */
  text = instant != NULL ? g_strdup_printf (_ ("Catalogue of %s"), instant)
                         : g_strdup (_ ("Catalogue not received yet"));
  gtk_label_set_label (self->dated, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->dated), text);
}

static void
read_date (SolResults *self)
{
  sol_store_get_meta_async (sol_search_get_store (self->search), "synced-at", self->cancellable,
                            on_meta_read, g_object_ref (self));
}

static void
on_choice_changed (SolResults *self)
{
  gtk_toggle_button_set_active (self->choose, sol_choice_get_active (self->choice));
  update_count (self);
}

static void
on_choose_toggled (SolResults *self)
{
  sol_choice_set_active (self->choice, gtk_toggle_button_get_active (self->choose));
}

/* Selection. GtkSingleSelection would look for the selected object among all new rows, which
 * loads them all: it is told to forget before the rows change, and told anew by id after. */
static void
before_items_changed (SolResults *self)
{
  self->moving = TRUE;
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
}

static void
after_items_changed (SolResults *self)
{
  guint position = GTK_INVALID_LIST_POSITION;

  if (self->selected_id != NULL)
    position = sol_catalogue_list_find_id (sol_search_get_list (self->search), self->selected_id);
  gtk_single_selection_set_selected (self->selection, position);
  self->moving = FALSE;
  on_answer (self);
  g_signal_emit (self, signals[SELECTED], 0);
}

static void
on_selected (SolResults *self)
{
  SolCatalogueItem *item = gtk_single_selection_get_selected_item (self->selection);

  if (self->moving)
    return;
  g_free (self->selected_id);
  self->selected_id = item != NULL ? g_strdup (sol_catalogue_item_get_id (item)) : NULL;
  g_signal_emit (self, signals[SELECTED], 0);
}

static void
on_activate (SolResults *self, guint position)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "catalogue.open", "u", position);
}

/* Space chooses the row with the focus, and starts choosing. */
static gboolean
on_list_key (SolResults *self, guint key, guint code, GdkModifierType state)
{
  SolCatalogueItem *item = gtk_single_selection_get_selected_item (self->selection);
  gint64 row;

  if (key != GDK_KEY_space || item == NULL)
    return GDK_EVENT_PROPAGATE;

  row = sol_catalogue_item_get_key (item);
  sol_choice_set_active (self->choice, TRUE);
  sol_choice_set (self->choice, row, !sol_choice_has (self->choice, row));
  return GDK_EVENT_STOP;
}

static void
set_up_row (SolResults *self, GtkListItem *list_item)
{
  gtk_list_item_set_child (list_item, sol_supplier_row_new (self->choice));
}

static void
bind_row (SolResults *self, GtkListItem *list_item)
{
  sol_supplier_row_set_item (SOL_SUPPLIER_ROW (gtk_list_item_get_child (list_item)),
                             gtk_list_item_get_item (list_item),
                             gtk_list_item_get_position (list_item));
}

static void
unbind_row (SolResults *self, GtkListItem *list_item)
{
  GtkWidget *row = gtk_list_item_get_child (list_item);

  if (row != NULL)
    sol_supplier_row_set_item (SOL_SUPPLIER_ROW (row), NULL, GTK_INVALID_LIST_POSITION);
}

static void
on_widened (SolResults *self, const SolQuery *query)
{
  g_autoptr (SolQuery) copy = sol_query_copy (query);

  sol_search_set_query (self->search, copy);
}

static void
sort_by (GtkWidget *widget, const char *action, GVariant *parameter)
{
  static const char *const actions[SOL_N_SORTS] = { "results.sort-relevance",
                                                    "results.sort-distance", "results.sort-name",
                                                    "results.sort-updated" };
  SolResults *self = SOL_RESULTS (widget);

  for (guint i = 0; i < SOL_N_SORTS; i++)
    if (g_str_equal (action, actions[i]) && self->search != NULL)
      sol_search_set_sort (self->search, i);
}

static void
sol_results_dispose (GObject *object)
{
  SolResults *self = SOL_RESULTS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_RESULTS);
  g_clear_object (&self->selection);
  g_clear_object (&self->choice);
  g_clear_object (&self->search);
  G_OBJECT_CLASS (sol_results_parent_class)->dispose (object);
}

static void
sol_results_finalize (GObject *object)
{
  g_free (SOL_RESULTS (object)->selected_id);
  g_ptr_array_unref (SOL_RESULTS (object)->chip_widgets);
  G_OBJECT_CLASS (sol_results_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolResults, chips);
  gtk_widget_class_bind_template_child (widget_class, SolResults, choose);
  gtk_widget_class_bind_template_child (widget_class, SolResults, copy);
  gtk_widget_class_bind_template_child (widget_class, SolResults, count);
  gtk_widget_class_bind_template_child (widget_class, SolResults, dated);
  gtk_widget_class_bind_template_child (widget_class, SolResults, entry);
  gtk_widget_class_bind_template_child (widget_class, SolResults, export);
  gtk_widget_class_bind_template_child (widget_class, SolResults, filters);
  gtk_widget_class_bind_template_child (widget_class, SolResults, filters_label);
  gtk_widget_class_bind_template_child (widget_class, SolResults, list);
  gtk_widget_class_bind_template_child (widget_class, SolResults, note);
  gtk_widget_class_bind_template_child (widget_class, SolResults, skeleton);
  gtk_widget_class_bind_template_child (widget_class, SolResults, sort);
  gtk_widget_class_bind_template_child (widget_class, SolResults, sort_key);
  gtk_widget_class_bind_template_child (widget_class, SolResults, stack);
  gtk_widget_class_bind_template_child (widget_class, SolResults, widening);
  gtk_widget_class_bind_template_callback (widget_class, bind_row);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_choose_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_key);
  gtk_widget_class_bind_template_callback (widget_class, on_list_key);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
  gtk_widget_class_bind_template_callback (widget_class, on_widened);
  gtk_widget_class_bind_template_callback (widget_class, set_up_row);
  gtk_widget_class_bind_template_callback (widget_class, unbind_row);
}

static void
sol_results_class_init (SolResultsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_results_dispose;
  G_OBJECT_CLASS (klass)->finalize = sol_results_finalize;

  /* Another structure is selected, or none, or the same at another place. */
  signals[SELECTED] = g_signal_new ("selected", SOL_TYPE_RESULTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 0);

  g_type_ensure (SOL_TYPE_WIDENING);
  g_type_ensure (SOL_TYPE_WRAP_BOX);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "results.sort-distance", NULL, sort_by);
  gtk_widget_class_install_action (widget_class, "results.sort-name", NULL, sort_by);
  gtk_widget_class_install_action (widget_class, "results.sort-relevance", NULL, sort_by);
  gtk_widget_class_install_action (widget_class, "results.sort-updated", NULL, sort_by);
}

static void
sol_results_init (SolResults *self)
{
  self->choice = sol_choice_new ();
  self->cancellable = g_cancellable_new ();
  self->chip_widgets = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_stack_set_visible_child_name (self->stack, "loading");
  for (guint i = 0; i < N_SKELETON_ROWS; i++)
    gtk_box_append (self->skeleton, sol_skeleton_row_new (i));
  g_signal_connect_swapped (self->choice, "changed", G_CALLBACK (on_choice_changed), self);
}

static void
watch_list (SolResults *self)
{
  GListModel *list = get_list (self);

  g_signal_connect_object (list, "items-changed", G_CALLBACK (before_items_changed), self,
                           G_CONNECT_SWAPPED);
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_model (self->selection, list);
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (on_selected), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "items-changed", G_CALLBACK (after_items_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "notify", G_CALLBACK (on_answer), self, G_CONNECT_SWAPPED);
}

/**
 * sol_results_attach:
 * @search: (transfer none): what to show
 */
void
sol_results_attach (SolResults *self, SolSearch *search)
{
  g_return_if_fail (self->search == NULL);

  self->search = g_object_ref (search);
  watch_list (self);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  sol_widening_attach (self->widening, search);
  g_signal_connect_object (search, "changed", G_CALLBACK (on_query_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (search, "counted", G_CALLBACK (on_answer), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sol_search_get_store (search), "changed", G_CALLBACK (read_date), self,
                           G_CONNECT_SWAPPED);
  read_date (self);
  on_query_changed (self);
  on_answer (self);
}

SolChoice *
sol_results_get_choice (SolResults *self)
{
  return self->choice;
}

/**
 * sol_results_set_drawer:
 * @drawer: the facets are a drawer, which a button before the chips opens
 */
void
sol_results_set_drawer (SolResults *self, gboolean drawer)
{
  gtk_widget_set_visible (self->filters, drawer);
  gtk_widget_set_visible (GTK_WIDGET (self->chips), drawer || self->chip_widgets->len > 0);
}

void
sol_results_focus_search (SolResults *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

GtkWidget *
sol_results_get_entry (SolResults *self)
{
  return GTK_WIDGET (self->entry);
}

/**
 * sol_results_get_selected:
 *
 * Returns: the place of the structure that is open, %GTK_INVALID_LIST_POSITION when none is, or
 *   when it is not among the results
 */
guint
sol_results_get_selected (SolResults *self)
{
  return gtk_single_selection_get_selected (self->selection);
}

/**
 * sol_results_select:
 * @position: which structure to open; %GTK_INVALID_LIST_POSITION closes
 */
void
sol_results_select (SolResults *self, guint position)
{
  gtk_single_selection_set_selected (self->selection, position);
  if (position != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
}

/**
 * sol_results_focus_list:
 *
 * Puts the focus on the structure that is open, else on the first.
 */
void
sol_results_focus_list (SolResults *self)
{
  guint selected = gtk_single_selection_get_selected (self->selection);

  if (selected != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", selected);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}
