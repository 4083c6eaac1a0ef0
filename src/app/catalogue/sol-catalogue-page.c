/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-catalogue-page.h"

#include <math.h>

#include "app/catalogue/sol-catalogue-page-private.h"
#include "app/widgets/sol-pane.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "catalogue/sol-catalogue-page.ui"

enum
{
  PROP_SHOW_FACETS = 1,
  PROP_FACETS_FOLDED,
  PROP_CAN_GO_BACK,
  N_PROPS
};

enum
{
  QUERY_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SolCataloguePage, sol_catalogue_page, ADW_TYPE_BIN)

/* The page of one structure, where it takes the place of the results. */
gboolean
sol_catalogue_page_covers (SolCataloguePage *self)
{
  return adw_leaflet_get_folded (self->leaflet) &&
         g_strcmp0 (adw_leaflet_get_visible_child_name (self->leaflet), "structure") == 0;
}

static guint
get_n_items (SolCataloguePage *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (sol_search_get_list (self->search)));
}

void
sol_catalogue_page_update_actions (SolCataloguePage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  guint selected = sol_results_get_selected (self->results);
  gboolean open = selected != GTK_INVALID_LIST_POSITION;
  gboolean back = sol_catalogue_page_covers (self) || sol_catalogue_page_compares (self);
  guint n_chosen = sol_choice_get_n (sol_results_get_choice (self->results));

  gtk_widget_action_set_enabled (widget, "catalogue.next",
                                 open ? selected + 1 < get_n_items (self) : get_n_items (self) > 0);
  gtk_widget_action_set_enabled (widget, "catalogue.previous", open && selected > 0);
  gtk_widget_action_set_enabled (widget, "catalogue.copy", n_chosen > 0);
  gtk_widget_action_set_enabled (widget, "catalogue.compare",
                                 n_chosen >= SOL_COMPARE_MIN && n_chosen <= SOL_COMPARE_MAX);
  if (self->can_go_back == back)
    return;
  self->can_go_back = back;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_GO_BACK]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FACETS_FOLDED]);
}

static void
show_supplier (SolCataloguePage *self, SolSupplier *supplier, double distance_km)
{
  guint selected = sol_results_get_selected (self->results);

  sol_catalogue_page_ensure_page (self);
  sol_supplier_page_set_supplier (self->page, supplier);
  sol_supplier_page_set_distance_km (self->page, distance_km);
  sol_supplier_page_set_rank (self->page, selected, get_n_items (self));
  gtk_stack_set_visible_child_name (self->page_stack, "structure");
  sol_seen_list_note (self->seen, sol_record_get_id (SOL_RECORD (supplier)));
}

static void
show_item (SolCataloguePage *self)
{
  SolSupplier *supplier = self->item != NULL ? sol_catalogue_item_get_supplier (self->item) : NULL;

  if (supplier != NULL)
    show_supplier (self, supplier, sol_catalogue_item_get_distance_km (self->item));
}

static void
set_item (SolCataloguePage *self, SolCatalogueItem *item)
{
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, show_item, self);
  g_set_object (&self->item, item);
  if (item != NULL)
    g_signal_connect_object (item, "notify", G_CALLBACK (show_item), self, G_CONNECT_SWAPPED);
}

static void
show_nothing (SolCataloguePage *self)
{
  set_item (self, NULL);
  sol_seen_list_note (self->seen, NULL);
  sol_seen_list_update (self->seen);
  gtk_stack_set_visible_child_name (self->page_stack, "nothing");
}

/* What is open stays open when a new search does not find it, only without a rank. */
static void
on_selected (SolCataloguePage *self)
{
  guint selected = sol_results_get_selected (self->results);

  if (selected != GTK_INVALID_LIST_POSITION)
    {
      g_autoptr (SolCatalogueItem) item = g_list_model_get_item (
          G_LIST_MODEL (sol_search_get_list (self->search)), selected);

      set_item (self, item);
      show_item (self);
    }
  else if (self->page != NULL)
    {
      sol_supplier_page_set_rank (self->page, selected, get_n_items (self));
    }
  sol_catalogue_page_update_actions (self);
}

/* Side by side both are seen, and the leaflet would take the focus from the results. */
static void
show_page (SolCataloguePage *self)
{
  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_set_visible_child_name (self->leaflet, "structure");
  sol_catalogue_page_update_actions (self);
}

static void
on_seen_chosen (SolCataloguePage *self, SolSupplier *supplier)
{
  guint position = sol_catalogue_list_find_id (sol_search_get_list (self->search),
                                               sol_record_get_id (SOL_RECORD (supplier)));

  if (position != GTK_INVALID_LIST_POSITION)
    sol_results_select (self->results, position);
  else
    show_supplier (self, supplier, NAN);
  show_page (self);
  sol_catalogue_page_ensure_page (self);
  sol_supplier_page_focus (self->page);
}

/* The list below the words moves them: both are shown together. */
static void
on_seen_listed (SolCataloguePage *self)
{
  gtk_widget_set_opacity (self->nothing, 1);
}

static void
open_at (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolCataloguePage *self = SOL_CATALOGUE_PAGE (widget);

  sol_catalogue_page_ensure_page (self);
  sol_results_select (self->results, g_variant_get_uint32 (parameter));
  show_page (self);
  if (adw_leaflet_get_folded (self->leaflet))
    sol_supplier_page_focus (self->page);
}

static gboolean
fold_in_idle (gpointer user_data)
{
  SolCataloguePage *self = user_data;
  gboolean folded = adw_flap_get_folded (self->flap);

  self->fold_idle = 0;
  sol_results_set_drawer (self->results, folded);
  if (self->facets != NULL)
    sol_facets_set_drawer (self->facets, folded);
  /* A window made narrow keeps the structure one was reading. */
  if (self->item != NULL && self->leaflet_folded != adw_leaflet_get_folded (self->leaflet))
    {
      show_page (self);
      if (self->page != NULL && sol_catalogue_page_covers (self))
        sol_supplier_page_focus (self->page);
    }
  self->leaflet_folded = adw_leaflet_get_folded (self->leaflet);
  if (self->facets_folded != folded)
    {
      self->facets_folded = folded;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FACETS_FOLDED]);
    }
  sol_catalogue_page_update_actions (self);
  return G_SOURCE_REMOVE;
}

/* It folds within an allocation, where GTK wants no change of what is visible. */
static void
on_folded (SolCataloguePage *self)
{
  if (self->fold_idle == 0)
    self->fold_idle = g_idle_add (fold_in_idle, self);
}

static void
on_reveal_flap (SolCataloguePage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_FACETS]);
}

static void
on_query_changed (SolCataloguePage *self)
{
  g_signal_emit (self, signals[QUERY_CHANGED], 0);
}

static void
on_mouse_back (SolCataloguePage *self)
{
  sol_catalogue_page_go_back (GTK_WIDGET (self), NULL, NULL);
}

static void
sol_catalogue_page_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  SolCataloguePage *self = SOL_CATALOGUE_PAGE (object);

  switch (property)
    {
    case PROP_SHOW_FACETS:
      g_value_set_boolean (value, adw_flap_get_reveal_flap (self->flap));
      break;
    case PROP_FACETS_FOLDED:
      g_value_set_boolean (value, self->facets_folded || sol_catalogue_page_compares (self));
      break;
    case PROP_CAN_GO_BACK:
      g_value_set_boolean (value, self->can_go_back);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
sol_catalogue_page_set_property (GObject *object,
                                 guint property,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  if (property == PROP_SHOW_FACETS)
    adw_flap_set_reveal_flap (SOL_CATALOGUE_PAGE (object)->flap, g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
sol_catalogue_page_dispose (GObject *object)
{
  SolCataloguePage *self = SOL_CATALOGUE_PAGE (object);

  g_clear_handle_id (&self->fold_idle, g_source_remove);
  g_clear_handle_id (&self->parts_idle, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_CATALOGUE_PAGE);
  g_clear_object (&self->item);
  g_clear_object (&self->pictures);
  g_clear_object (&self->search);
  G_OBJECT_CLASS (sol_catalogue_page_parent_class)->dispose (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags seen = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_SHOW_FACETS] = g_param_spec_boolean ("show-facets", NULL, NULL, TRUE, flags);
  /* The facets are a drawer, for which the results have a button of their own, or not seen. */
  properties[PROP_FACETS_FOLDED] = g_param_spec_boolean ("facets-folded", NULL, NULL, FALSE, seen);
  /* The page covers the results: "catalogue.back" leads to them. */
  properties[PROP_CAN_GO_BACK] = g_param_spec_boolean ("can-go-back", NULL, NULL, FALSE, seen);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  /* What is asked changed, so that the window may keep it. */
  signals[QUERY_CHANGED] = g_signal_new ("query-changed", SOL_TYPE_CATALOGUE_PAGE,
                                         G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char *name;
    const char *parameter;
    GtkWidgetActionActivateFunc activate;
  } actions[] = {
    { "catalogue.back", NULL, sol_catalogue_page_go_back },
    { "catalogue.clear-filters", NULL, sol_catalogue_page_clear_filters },
    { "catalogue.compare", NULL, sol_catalogue_page_compare },
    { "catalogue.copy", NULL, sol_catalogue_page_copy_chosen },
    { "catalogue.escape", NULL, sol_catalogue_page_escape },
    { "catalogue.export", NULL, sol_catalogue_page_export_found },
    { "catalogue.hide-filters", NULL, sol_catalogue_page_set_filters_shown },
    { "catalogue.next", NULL, sol_catalogue_page_step },
    { "catalogue.next-pane", NULL, sol_catalogue_page_go_to_pane },
    { "catalogue.open", "u", open_at },
    { "catalogue.previous", NULL, sol_catalogue_page_step },
    { "catalogue.previous-pane", NULL, sol_catalogue_page_go_to_pane },
    { "catalogue.search", NULL, sol_catalogue_page_search },
    { "catalogue.show-filters", NULL, sol_catalogue_page_set_filters_shown },
    { "catalogue.toggle-filters", NULL, sol_catalogue_page_set_filters_shown },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].parameter,
                                     actions[i].activate);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "catalogue.escape", NULL);
}

static void
sol_catalogue_page_class_init (SolCataloguePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sol_catalogue_page_get_property;
  object_class->set_property = sol_catalogue_page_set_property;
  object_class->dispose = sol_catalogue_page_dispose;
  install_properties (object_class);
  install_actions (widget_class);

  g_type_ensure (SOL_TYPE_PANE);
  g_type_ensure (SOL_TYPE_RESULTS);
  g_type_ensure (SOL_TYPE_SEEN_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolCataloguePage, facets_pane);
  gtk_widget_class_bind_template_child (widget_class, SolCataloguePage, flap);
  gtk_widget_class_bind_template_child (widget_class, SolCataloguePage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, SolCataloguePage, nothing);
  gtk_widget_class_bind_template_child (widget_class, SolCataloguePage, page_stack);
  gtk_widget_class_bind_template_child (widget_class, SolCataloguePage, places);
  gtk_widget_class_bind_template_child (widget_class, SolCataloguePage, results);
  gtk_widget_class_bind_template_child (widget_class, SolCataloguePage, seen);
  gtk_widget_class_bind_template_callback (widget_class, on_folded);
  gtk_widget_class_bind_template_callback (widget_class, on_mouse_back);
  gtk_widget_class_bind_template_callback (widget_class, on_reveal_flap);
  gtk_widget_class_bind_template_callback (widget_class, on_seen_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_seen_listed);
  gtk_widget_class_bind_template_callback (widget_class, on_selected);
  gtk_widget_class_bind_template_callback (widget_class, sol_catalogue_page_update_actions);
}

static void
sol_catalogue_page_init (SolCataloguePage *self)
{
  GtkWidget *entry;

  gtk_widget_init_template (GTK_WIDGET (self));
  /* Not bound: the template would unparent it behind the back of AdwBin. */
  self->toasts = ADW_TOAST_OVERLAY (adw_bin_get_child (ADW_BIN (self)));
  /* Its scrolling is no stop: what can be read there by it takes the focus itself. */
  gtk_widget_set_focusable (gtk_widget_get_first_child (self->nothing), FALSE);
  sol_catalogue_page_add_shortcuts (self);
  entry = sol_results_get_entry (self->results);
  gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (entry), GTK_WIDGET (self));
  g_signal_connect_object (entry, "search-started", G_CALLBACK (sol_catalogue_page_start_search),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sol_results_get_choice (self->results), "changed",
                           G_CALLBACK (sol_catalogue_page_update_actions), self, G_CONNECT_SWAPPED);
}

static void
attach (SolCataloguePage *self, SolStore *store, SolPictures *pictures)
{
  g_autoptr (SolQuery) everything = sol_query_new ();

  self->search = sol_search_new (store);
  sol_results_attach (self->results, self->search);
  g_set_object (&self->pictures, pictures);
  sol_seen_list_attach (self->seen, store);
  g_signal_connect_object (self->search, "changed", G_CALLBACK (on_query_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "counted", G_CALLBACK (sol_catalogue_page_update_actions),
                           self, G_CONNECT_SWAPPED);
  sol_search_set_query (self->search, everything);
  show_nothing (self);
  sol_catalogue_page_fill_later (self);
}

/**
 * sol_catalogue_page_new:
 * @store: (transfer none): an open store
 * @pictures: (transfer none) (nullable): where logos and pictures come from
 *
 * Returns: (transfer floating): a page that shows all structures
 */
GtkWidget *
sol_catalogue_page_new (SolStore *store, SolPictures *pictures)
{
  SolCataloguePage *self = g_object_new (SOL_TYPE_CATALOGUE_PAGE, NULL);

  attach (self, store, pictures);
  return GTK_WIDGET (self);
}

/**
 * sol_catalogue_page_get_query:
 *
 * Returns: (transfer none): what is asked now; "query-changed" tells when it is something else
 */
const SolQuery *
sol_catalogue_page_get_query (SolCataloguePage *self)
{
  return sol_search_get_query (self->search);
}

void
sol_catalogue_page_set_query (SolCataloguePage *self, const SolQuery *query)
{
  sol_search_set_query (self->search, query);
}

static void
on_sync_state (SolCataloguePage *self, GParamSpec *pspec, SolSync *sync)
{
  if (self->results != NULL)
    sol_results_set_receiving (self->results, sol_sync_get_state (sync) == SOL_SYNC_RUNNING);
}

/**
 * sol_catalogue_page_set_sync:
 * @sync: what fills the store: once, after the page was made
 */
void
sol_catalogue_page_set_sync (SolCataloguePage *self, SolSync *sync)
{
  g_signal_connect_object (sync, "notify::state", G_CALLBACK (on_sync_state), self,
                           G_CONNECT_SWAPPED);
  on_sync_state (self, NULL, sync);
}

/**
 * sol_catalogue_page_focus_search:
 *
 * Uncovers the results and puts the focus on their search.
 */
void
sol_catalogue_page_focus_search (SolCataloguePage *self)
{
  sol_catalogue_page_search (GTK_WIDGET (self), NULL, NULL);
}
