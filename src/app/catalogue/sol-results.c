/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-results.h"

#include <glib/gi18n.h>

#include "app/catalogue/sol-results-private.h"
#include "app/catalogue/sol-skeleton-row.h"
#include "app/catalogue/sol-supplier-row.h"
#include "app/catalogue/sol-words.h"
#include "app/widgets/sol-tab-stop.h"
#include "sol-config.h"
#include "store/sol-store-meta.h"

#define TEMPLATE SOL_RESOURCE_PATH "catalogue/sol-results.ui"
#define N_SKELETON_ROWS 8

enum
{
  SELECTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SolResults, sol_results, ADW_TYPE_BIN)

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
  if (g_list_model_get_n_items (G_LIST_MODEL (sol_search_get_list (self->search))) > 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "catalogue.open", "u", 0u);
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
  self->from_top = TRUE;
  sol_results_update_chips (self);
  sol_results_update_sort (self);
}

/* Nothing can be said yet of what there is: no answer came, or the first of the catalogue comes. */
gboolean
sol_results_is_loading (SolResults *self)
{
  return !sol_search_get_answered (self->search) ||
         (self->receiving &&
          sol_catalogue_list_get_total (sol_search_get_list (self->search)) == 0);
}

static void
update_stack (SolResults *self)
{
  gboolean loading = sol_results_is_loading (self);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (sol_search_get_list (self->search)));
  gboolean busy = sol_catalogue_list_get_busy (sol_search_get_list (self->search));

  /* What is not known yet is neither empty nor a list; while a further search runs, all stays. */
  if (n > 0)
    gtk_stack_set_visible_child_name (self->stack, "list");
  else if (loading)
    gtk_stack_set_visible_child_name (self->stack, "loading");
  else if (!busy)
    gtk_stack_set_visible_child_name (self->stack, "empty");
  if (n == 0 && !busy && !loading)
    sol_widening_update (self->widening);
  /* Of a page that is not seen nothing is told to a screen reader. */
  gtk_widget_set_visible (GTK_WIDGET (self->widening),
                          g_str_equal (gtk_stack_get_visible_child_name (self->stack), "empty"));
}

static void
on_answer (SolResults *self)
{
  if (!sol_catalogue_list_get_busy (sol_search_get_list (self->search)))
    self->from_top = FALSE;
  sol_results_update_count (self);
  update_stack (self);
}

/**
 * sol_results_set_receiving:
 * @receiving: an exchange with the platform runs: an empty catalogue is not called so
 */
void
sol_results_set_receiving (SolResults *self, gboolean receiving)
{
  self->receiving = receiving;
  sol_results_update_count (self);
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
  sol_results_update_count (self);
}

static void
on_choose_toggled (SolResults *self)
{
  sol_choice_set_active (self->choice, gtk_toggle_button_get_active (self->choose));
}

static void
scroll_to_top (SolResults *self)
{
  gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list)), 0);
}

/* The selection is one of places: it is told to forget before the rows change, and told anew by
 * id after. */
static void
before_items_changed (SolResults *self)
{
  self->moving = TRUE;
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  if (self->from_top)
    scroll_to_top (self);
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

/* Returns: (transfer full) (nullable) */
static SolCatalogueItem *
get_selected_item (SolResults *self)
{
  return g_list_model_get_item (G_LIST_MODEL (sol_search_get_list (self->search)),
                                gtk_single_selection_get_selected (self->selection));
}

static void
on_selected (SolResults *self)
{
  g_autoptr (SolCatalogueItem) item = get_selected_item (self);

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

/* The list is one stop: GtkListView's own Tab would go through thousands of rows. */
static gboolean
leave_list (SolResults *self, gboolean backward)
{
  if (backward)
    return gtk_widget_grab_focus (GTK_WIDGET (self->choose));
  return gtk_widget_grab_focus (self->copy) || gtk_widget_grab_focus (self->export);
}

/* Space chooses the row with the focus, which need not be the one that is open. */
static gboolean
on_list_key (SolResults *self, guint key, guint code, GdkModifierType state)
{
  if (key == GDK_KEY_Tab || key == GDK_KEY_ISO_Left_Tab)
    return leave_list (self, key == GDK_KEY_ISO_Left_Tab);
  return key == GDK_KEY_space && sol_supplier_row_choose_focused (GTK_WIDGET (self));
}

static GtkWidget *
make_row (gpointer user_data)
{
  return sol_supplier_row_new (SOL_RESULTS (user_data)->choice);
}

static void
show_row (GtkWidget *row, gpointer item, guint position)
{
  sol_supplier_row_set_item (SOL_SUPPLIER_ROW (row), item, position);
}

/* Another query shows its own first rows. */
static guint
find_row (gpointer item, gpointer user_data)
{
  SolResults *self = user_data;

  if (self->from_top)
    return GTK_INVALID_LIST_POSITION;
  return sol_catalogue_list_find_key (sol_search_get_list (self->search),
                                      sol_catalogue_item_get_key (item));
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
    sol_results_drop_rows (self);
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
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_choose_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_key);
  gtk_widget_class_bind_template_callback (widget_class, on_list_key);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
  gtk_widget_class_bind_template_callback (widget_class, on_widened);
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

  g_type_ensure (SOL_TYPE_TAB_STOP);
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
  static const SolLazyRowFuncs row_funcs = { make_row, show_row, find_row };

  self->choice = sol_choice_new ();
  self->cancellable = g_cancellable_new ();
  self->chip_widgets = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = sol_lazy_rows_new (self->list, &row_funcs, self);
  gtk_stack_set_visible_child_name (self->stack, "loading");
  for (guint i = 0; i < N_SKELETON_ROWS; i++)
    gtk_box_append (self->skeleton, sol_skeleton_row_new (i));
  g_signal_connect_swapped (self->choice, "changed", G_CALLBACK (on_choice_changed), self);
}

static void
watch_list (SolResults *self)
{
  GListModel *list = G_LIST_MODEL (sol_search_get_list (self->search));

  g_signal_connect_object (list, "items-changed", G_CALLBACK (before_items_changed), self,
                           G_CONNECT_SWAPPED);
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_model (self->selection, sol_lazy_rows_set_model (self->rows, list));
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
  g_signal_connect_object (sol_search_get_store (search), "noted", G_CALLBACK (read_date), self,
                           G_CONNECT_SWAPPED);
  read_date (self);
  on_query_changed (self);
  on_answer (self);
}

/* Lets the rows go, of results that are not shown any more. */
void
sol_results_drop_rows (SolResults *self)
{
  gtk_list_view_set_model (self->list, NULL);
  g_clear_object (&self->rows);
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
