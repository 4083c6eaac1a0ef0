/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-supplier-row.h"

#include <glib/gi18n.h>

#include "model/sol-supplier.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "catalogue/sol-supplier-row.ui"

/**
 * SolSupplierRow:
 *
 * One supplier in the catalogue. The template follows the supplier by expressions, so that this
 * file only says how a value reads.
 */
struct _SolSupplierRow
{
  AdwBin parent_instance;

  SolSupplier *supplier;
};

enum
{
  PROP_SUPPLIER = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SolSupplierRow, sol_supplier_row, ADW_TYPE_BIN)

/* A closure receives the row first, then its parameters. Those of a placeholder are NULL; without
 * a supplier it is not called at all, and the label keeps its last text. */
static char *
format_title (SolSupplierRow *self, const char *name)
{
  return g_strdup (name != NULL ? name : "…");
}

static char *
format_details (SolSupplierRow *self, const char *city, gint64 jobs)
{
  g_autofree char *people = NULL;

  if (jobs <= 0)
    return g_strdup (city != NULL ? city : "");

  people = g_strdup_printf (ngettext ("%u job", "%u jobs", (gulong) jobs), (guint) jobs);
  if (city == NULL || *city == '\0')
    return g_steal_pointer (&people);

  return g_strdup_printf ("%s · %s", city, people);
}

static void
sol_supplier_row_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  if (property == PROP_SUPPLIER)
    g_value_set_object (value, SOL_SUPPLIER_ROW (object)->supplier);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
sol_supplier_row_set_property (GObject *object,
                               guint property,
                               const GValue *value,
                               GParamSpec *pspec)
{
  SolSupplierRow *self = SOL_SUPPLIER_ROW (object);

  if (property != PROP_SUPPLIER)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  else if (g_set_object (&self->supplier, g_value_get_object (value)))
    g_object_notify_by_pspec (object, pspec);
}

static void
sol_supplier_row_dispose (GObject *object)
{
  /* Clears the fields bound to the template. It unparents only children that are bound, hence
   * AdwBin as the parent type of every template: it lets its child go by itself. */
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_SUPPLIER_ROW);
  g_clear_object (&SOL_SUPPLIER_ROW (object)->supplier);
  G_OBJECT_CLASS (sol_supplier_row_parent_class)->dispose (object);
}

static void
sol_supplier_row_class_init (SolSupplierRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = sol_supplier_row_get_property;
  object_class->set_property = sol_supplier_row_set_property;
  object_class->dispose = sol_supplier_row_dispose;

  properties[PROP_SUPPLIER] = g_param_spec_object ("supplier", NULL, NULL, SOL_TYPE_SUPPLIER,
                                                   flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_callback (widget_class, format_title);
  gtk_widget_class_bind_template_callback (widget_class, format_details);
}

static void
sol_supplier_row_init (SolSupplierRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
