/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-catalogue-page.h"

#include "app/catalogue/sol-supplier-row.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "catalogue/sol-catalogue-page.ui"

/**
 * SolCataloguePage:
 *
 * The search entry and the suppliers it finds.
 */
struct _SolCataloguePage
{
  AdwBin parent_instance;

  SolCatalogueList *suppliers;
  GtkEditable *entry;
  GtkSingleSelection *selection;
};

enum
{
  PROP_SUPPLIERS = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SolCataloguePage, sol_catalogue_page, ADW_TYPE_BIN)

/* While the first search runs nothing is known yet: "nothing found" would be a lie. */
static char *
choose_child (SolCataloguePage *self, guint n_items, gboolean busy)
{
  return g_strdup (n_items > 0 || busy ? "list" : "empty");
}

static void
on_search_changed (SolCataloguePage *self, GtkEditable *entry)
{
  g_autoptr (SolQuery) query = sol_query_copy (sol_catalogue_list_get_query (self->suppliers));

  sol_query_set_text (query, gtk_editable_get_text (entry));
  sol_catalogue_list_set_query (self->suppliers, query);
}

static void
clear_search (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolCataloguePage *self = SOL_CATALOGUE_PAGE (widget);

  gtk_editable_set_text (self->entry, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
sol_catalogue_page_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  if (property == PROP_SUPPLIERS)
    g_value_set_object (value, SOL_CATALOGUE_PAGE (object)->suppliers);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
sol_catalogue_page_set_property (GObject *object,
                                 guint property,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  if (property == PROP_SUPPLIERS)
    SOL_CATALOGUE_PAGE (object)->suppliers = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
sol_catalogue_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_CATALOGUE_PAGE);
  g_clear_object (&SOL_CATALOGUE_PAGE (object)->suppliers);
  G_OBJECT_CLASS (sol_catalogue_page_parent_class)->dispose (object);
}

static void
sol_catalogue_page_class_init (SolCataloguePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags fixed = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = sol_catalogue_page_get_property;
  object_class->set_property = sol_catalogue_page_set_property;
  object_class->dispose = sol_catalogue_page_dispose;

  properties[PROP_SUPPLIERS] = g_param_spec_object ("suppliers", NULL, NULL,
                                                    SOL_TYPE_CATALOGUE_LIST, fixed);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /* The builder knows a type by name only once it is registered. */
  g_type_ensure (ADW_TYPE_STATUS_PAGE);
  g_type_ensure (SOL_TYPE_SUPPLIER_ROW);

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolCataloguePage, entry);
  gtk_widget_class_bind_template_child (widget_class, SolCataloguePage, selection);
  gtk_widget_class_bind_template_callback (widget_class, choose_child);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);

  gtk_widget_class_install_action (widget_class, "catalogue.clear-search", NULL, clear_search);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_k, GDK_CONTROL_MASK,
                                       "catalogue.clear-search", NULL);
}

static void
sol_catalogue_page_init (SolCataloguePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sol_catalogue_page_new:
 * @store: (transfer none): an open store
 *
 * Returns: (transfer floating): a page that shows all suppliers
 */
GtkWidget *
sol_catalogue_page_new (SolStore *store)
{
  g_autoptr (SolCatalogueList) suppliers = sol_catalogue_list_new (store);
  g_autoptr (SolQuery) query = sol_query_new ();

  sol_catalogue_list_set_query (suppliers, query);
  return g_object_new (SOL_TYPE_CATALOGUE_PAGE, "suppliers", suppliers, NULL);
}
