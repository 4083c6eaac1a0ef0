/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-skeleton-row.h"

#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "catalogue/sol-skeleton-row.ui"

/**
 * SolSkeletonRow:
 *
 * Where a row will be, before any is known. It is still, so that reduced motion has nothing to
 * stop.
 */
struct _SolSkeletonRow
{
  AdwBin parent_instance;

  GtkWidget *first;
};

G_DEFINE_FINAL_TYPE (SolSkeletonRow, sol_skeleton_row, ADW_TYPE_BIN)

static void
sol_skeleton_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_SKELETON_ROW);
  G_OBJECT_CLASS (sol_skeleton_row_parent_class)->dispose (object);
}

static void
sol_skeleton_row_class_init (SolSkeletonRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_skeleton_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolSkeletonRow, first);
}

static void
sol_skeleton_row_init (SolSkeletonRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sol_skeleton_row_new:
 * @number: which of the rows it is: names are not all as long
 *
 * Returns: (transfer floating): a row without words
 */
GtkWidget *
sol_skeleton_row_new (guint number)
{
  static const int widths[] = { 170, 210, 140, 190, 230 };
  SolSkeletonRow *self = g_object_new (SOL_TYPE_SKELETON_ROW, NULL);

  gtk_widget_set_size_request (self->first, widths[number % G_N_ELEMENTS (widths)], -1);
  return GTK_WIDGET (self);
}
