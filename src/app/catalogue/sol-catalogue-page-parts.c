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
  sol_supplier_page_set_has_platform (self->page, self->has_platform);
  gtk_stack_add_named (self->page_stack, GTK_WIDGET (self->page), "structure");
}

static void
drop_page (SolCataloguePage *self)
{
  if (self->page != NULL)
    gtk_stack_remove (self->page_stack, GTK_WIDGET (self->page));
  self->page = NULL;
}

static void
drop_values (SolCataloguePage *self)
{
  if (self->facets != NULL && sol_facets_drop_values (self->facets))
    self->parts--; /* the next of them in the next turn */
}

static void
drop_facets (SolCataloguePage *self)
{
  self->facets = NULL;
  g_object_set (self->facets_pane, "child", NULL, NULL);
}

static void
drop_rows (SolCataloguePage *self)
{
  sol_results_drop_rows (self->results);
}

/* The template of the page holds them until its end. */
static void
drop_results (SolCataloguePage *self)
{
  gtk_widget_unparent (GTK_WIDGET (self->results));
  g_object_run_dispose (G_OBJECT (self->results));
}

static void
drop_rest (SolCataloguePage *self)
{
  adw_bin_set_child (ADW_BIN (gtk_widget_get_parent (GTK_WIDGET (self))), NULL);
}

/* One part a turn of the main loop. */
static gboolean
do_part (gpointer user_data)
{
  g_autoptr (SolCataloguePage) self = g_object_ref (user_data);
  const SolCataloguePagePart part = *self->parts++;

  part (self);
  if (*self->parts != NULL)
    return G_SOURCE_CONTINUE;
  self->parts_idle = 0;
  return G_SOURCE_REMOVE;
}

static void
do_parts (SolCataloguePage *self, const SolCataloguePagePart *parts)
{
  g_clear_handle_id (&self->parts_idle, g_source_remove);
  self->parts = parts;
  self->parts_idle = g_idle_add_full (G_PRIORITY_LOW, do_part, self, NULL);
}

static gboolean
on_first_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  static const SolCataloguePagePart parts[] = { make_facets, attach_facets,
                                                sol_catalogue_page_ensure_page, NULL };
  SolCataloguePage *self = SOL_CATALOGUE_PAGE (widget);

  /* It may be left already. */
  if (self->parts == NULL)
    do_parts (self, parts);
  return G_SOURCE_REMOVE;
}

void
sol_catalogue_page_fill_later (SolCataloguePage *self)
{
  gtk_widget_add_tick_callback (GTK_WIDGET (self), on_first_frame, NULL, NULL);
}

/* What is told of a part that goes finds nobody here. */
static void
stop (SolCataloguePage *self)
{
  const gpointer told[] = { self->search, self->flap, self->leaflet, self->results,
                            sol_results_get_choice (self->results) };

  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    g_signal_handlers_disconnect_by_data (told[i], self);
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_clear_handle_id (&self->fold_idle, g_source_remove);
}

/**
 * sol_catalogue_page_let_go:
 *
 * Takes down a page that is no longer shown, the child of an #AdwBin: at once it does nothing more,
 * and its widgets go part by part, since all in one turn would hold the main loop for some frames.
 * Its store may be closed meanwhile.
 */
void
sol_catalogue_page_let_go (SolCataloguePage *self)
{
  static const SolCataloguePagePart parts[] = { drop_page,    drop_values, drop_facets, drop_rows,
                                                drop_results, drop_rest,   NULL };

  stop (self);
  do_parts (self, parts);
}

/* As whom one looks, signed in or not: once, after the page was made. */
void
sol_catalogue_page_set_account (SolCataloguePage *self, SolAccountSession *account)
{
  sol_seen_list_set_account (self->seen, account);
  self->has_platform = TRUE;
  if (self->page != NULL)
    sol_supplier_page_set_has_platform (self->page, self->has_platform);
}
