/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/listing/sol-listing-page-private.h"

/* The questions on a practice take the place of the sections, and go on writing the same form. */

static void
open_criterion (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolListingPage *self = SOL_LISTING_PAGE (widget);

  if (self->keeper == NULL || !sol_form_keeper_get_ready (self->keeper))
    return;
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->criterion));
  sol_criterion_page_open (self->criterion, self->form, g_variant_get_string (parameter, NULL));
  sol_listing_page_show_kept (self);
  sol_listing_page_tell_back (self);
}

/**
 * sol_listing_page_is_on_criterion: (skip)
 *
 * Returns: whether the questions on a practice are shown
 */
gboolean
sol_listing_page_is_on_criterion (SolListingPage *self)
{
  return self->criterion != NULL && sol_criterion_page_get_criterion (self->criterion) != NULL;
}

/**
 * sol_listing_page_close_criterion: (skip)
 *
 * Back to the sections; nothing when they are shown already.
 */
void
sol_listing_page_close_criterion (SolListingPage *self)
{
  if (!sol_listing_page_is_on_criterion (self))
    return;
  sol_criterion_page_let_go (self->criterion);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->leaflet));
  gtk_widget_child_focus (GTK_WIDGET (self->form_view), GTK_DIR_TAB_FORWARD);
  sol_listing_page_tell_back (self);
}

/**
 * sol_listing_page_install_practices: (skip)
 */
void
sol_listing_page_install_practices (GtkWidgetClass *widget_class)
{
  g_type_ensure (SOL_TYPE_CRITERION_PAGE);
  gtk_widget_class_bind_template_child (widget_class, SolListingPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, SolListingPage, criterion);
  gtk_widget_class_bind_template_callback (widget_class, sol_listing_page_close_criterion);
  gtk_widget_class_bind_template_callback (widget_class, sol_listing_page_tell_back);
  gtk_widget_class_install_action (widget_class, "listing.criterion", "s", open_criterion);
}
