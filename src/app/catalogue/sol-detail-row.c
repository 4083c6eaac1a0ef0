/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-detail-row.h"

#include "model/sol-link.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "catalogue/sol-detail-row.ui"

/**
 * SolDetailRow:
 *
 * Something and a line about it: a reference, a label, a network, a practice.
 */
struct _SolDetailRow
{
  AdwBin parent_instance;

  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *detail;
};

G_DEFINE_FINAL_TYPE (SolDetailRow, sol_detail_row, ADW_TYPE_BIN)

static void
sol_detail_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_DETAIL_ROW);
  G_OBJECT_CLASS (sol_detail_row_parent_class)->dispose (object);
}

static void
sol_detail_row_class_init (SolDetailRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_detail_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolDetailRow, icon);
  gtk_widget_class_bind_template_child (widget_class, SolDetailRow, title);
  gtk_widget_class_bind_template_child (widget_class, SolDetailRow, detail);
}

static void
sol_detail_row_init (SolDetailRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sol_detail_row_new:
 * @icon_name: (nullable): an icon before it, which says nothing by itself
 * @title: what it is
 * @detail: more about it; may be empty
 *
 * Returns: (transfer floating): a row of two lines, or one
 */
GtkWidget *
sol_detail_row_new (const char *icon_name, const char *title, const char *detail)
{
  SolDetailRow *self = g_object_new (SOL_TYPE_DETAIL_ROW, NULL);

  gtk_image_set_from_icon_name (self->icon, icon_name);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), icon_name != NULL);
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->detail, detail);
  gtk_widget_set_visible (GTK_WIDGET (self->detail), *detail != '\0');
  return GTK_WIDGET (self);
}

/**
 * sol_detail_row_set_link:
 * @link: where the title leads; anything but an address of the Web is left out
 */
void
sol_detail_row_set_link (SolDetailRow *self, const char *link)
{
  g_autofree char *uri = NULL;
  g_autofree char *markup = NULL;

  g_return_if_fail (SOL_IS_DETAIL_ROW (self));

  uri = sol_link_make_site (link);
  if (uri == NULL)
    return;
  markup = g_markup_printf_escaped ("<a href=\"%s\">%s</a>", uri, gtk_label_get_text (self->title));
  gtk_label_set_markup (self->title, markup);
}
