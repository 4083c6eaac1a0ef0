/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-fact-row.h"

#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "catalogue/sol-fact-row.ui"

/**
 * SolFactRow:
 *
 * One line of the identity of a structure.
 */
struct _SolFactRow
{
  AdwBin parent_instance;

  GtkLabel *title;
  GtkLabel *value;
};

G_DEFINE_FINAL_TYPE (SolFactRow, sol_fact_row, ADW_TYPE_BIN)

static void
sol_fact_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_FACT_ROW);
  G_OBJECT_CLASS (sol_fact_row_parent_class)->dispose (object);
}

static void
sol_fact_row_class_init (SolFactRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_fact_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolFactRow, title);
  gtk_widget_class_bind_template_child (widget_class, SolFactRow, value);
}

static void
sol_fact_row_init (SolFactRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sol_fact_row_new:
 * @title: what it is
 * @value: how it is
 *
 * Returns: (transfer floating): a row that says both, also by its accessible name
 */
GtkWidget *
sol_fact_row_new (const char *title, const char *value)
{
  SolFactRow *self = g_object_new (SOL_TYPE_FACT_ROW, NULL);

  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->value, value);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->value),
                                  GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, self->title, NULL, -1);
  return GTK_WIDGET (self);
}
