/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-catalogue-page-private.h"

/* What comes once the results are on the screen: the facets and the page of a structure are some
 * hundred widgets. */

static void
make_facets (SolCataloguePage *self)
{
  self->facets = g_object_new (SOL_TYPE_FACETS, NULL);
  sol_facets_set_drawer (self->facets, adw_flap_get_folded (self->flap));
  g_object_set (self->facets_pane, "child", self->facets, NULL);
}

static void
attach_facets (SolCataloguePage *self)
{
  sol_facets_attach (self->facets, self->search);
}

void
sol_catalogue_page_ensure_page (SolCataloguePage *self)
{
  if (self->page != NULL)
    return;

  self->page = SOL_SUPPLIER_PAGE (sol_supplier_page_new ());
  sol_supplier_page_attach (self->page, sol_search_get_store (self->search), self->pictures);
  gtk_stack_add_named (self->page_stack, GTK_WIDGET (self->page), "structure");
}

/* One part a turn of the main loop. */
static gboolean
fill_part (gpointer user_data)
{
  static void (*const parts[]) (SolCataloguePage *) = { make_facets, attach_facets,
                                                        sol_catalogue_page_ensure_page };
  SolCataloguePage *self = user_data;

  parts[self->n_filled++](self);
  if (self->n_filled < G_N_ELEMENTS (parts))
    return G_SOURCE_CONTINUE;
  self->fill_idle = 0;
  return G_SOURCE_REMOVE;
}

static gboolean
on_first_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  SolCataloguePage *self = SOL_CATALOGUE_PAGE (widget);

  self->fill_idle = g_idle_add_full (G_PRIORITY_LOW, fill_part, self, NULL);
  return G_SOURCE_REMOVE;
}

void
sol_catalogue_page_fill_later (SolCataloguePage *self)
{
  gtk_widget_add_tick_callback (GTK_WIDGET (self), on_first_frame, NULL, NULL);
}
