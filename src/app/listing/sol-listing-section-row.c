/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/listing/sol-listing-section-row.h"

#include <glib/gi18n.h>

#include "app/widgets/sol-wrap-box.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "listing/sol-listing-section-row.ui"

/**
 * SolListingSectionRow:
 *
 * A section of the listing and how far it is.
 */
struct _SolListingSectionRow
{
  AdwBin parent_instance;

  const SolListingSection *section;
  GtkLabel *title;
  GtkLabel *state;
  GtkImage *mark;
};

G_DEFINE_FINAL_TYPE (SolListingSectionRow, sol_listing_section_row, ADW_TYPE_BIN)

static void
sol_listing_section_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_LISTING_SECTION_ROW);
  G_OBJECT_CLASS (sol_listing_section_row_parent_class)->dispose (object);
}

static void
sol_listing_section_row_class_init (SolListingSectionRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_listing_section_row_dispose;

  g_type_ensure (SOL_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolListingSectionRow, title);
  gtk_widget_class_bind_template_child (widget_class, SolListingSectionRow, state);
  gtk_widget_class_bind_template_child (widget_class, SolListingSectionRow, mark);
}

static void
sol_listing_section_row_init (SolListingSectionRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sol_listing_section_row_new:
 * @section: static
 *
 * Returns: (transfer floating): of which nothing is known yet
 */
GtkWidget *
sol_listing_section_row_new (const SolListingSection *section)
{
  SolListingSectionRow *self = g_object_new (SOL_TYPE_LISTING_SECTION_ROW, NULL);

  self->section = section;
  gtk_label_set_label (self->title, _ (section->title));
  return GTK_WIDGET (self);
}

const SolListingSection *
sol_listing_section_row_get_section (SolListingSectionRow *self)
{
  return self->section;
}

/**
 * sol_listing_section_row_update:
 *
 * Says how far the section is in @form.
 */
void
sol_listing_section_row_update (SolListingSectionRow *self, SolForm *form)
{
  SolListingSectionState state;
  g_autofree char *text = sol_listing_progress_say_section (form, self->section, &state);
  g_autofree char *name = *text != '\0' ? g_strdup_printf ("%s, %s", _ (self->section->title), text)
                                        : g_strdup (_ (self->section->title));
  const gboolean attention = state == SOL_LISTING_SECTION_ATTENTION;
  GtkWidget *row = gtk_widget_get_parent (GTK_WIDGET (self));

  gtk_label_set_label (self->state, text);
  gtk_image_set_from_icon_name (self->mark, state == SOL_LISTING_SECTION_COMPLETE
                                                ? "emblem-ok-symbolic"
                                            : attention ? "dialog-warning-symbolic"
                                                        : NULL);
  if (attention)
    gtk_widget_add_css_class (GTK_WIDGET (self), "attention");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "attention");
  if (row != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
