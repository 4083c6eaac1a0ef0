/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/catalogue/sol-catalogue-page.h"
#include "app/catalogue/sol-compare-page.h"
#include "app/catalogue/sol-facets.h"
#include "app/catalogue/sol-results.h"
#include "app/catalogue/sol-search.h"
#include "app/catalogue/sol-seen-list.h"
#include "app/catalogue/sol-supplier-page.h"

G_BEGIN_DECLS

typedef void (*SolCataloguePagePart) (SolCataloguePage *self);

/**
 * SolCataloguePage:
 *
 * Facets, results and the page of one structure, side by side as far as there is room: under 1236
 * pixels the facets become a drawer, under 968 the page covers the results.
 */
struct _SolCataloguePage
{
  AdwBin parent_instance;

  SolSearch *search;
  SolPictures *pictures; /* (nullable) */
  gboolean has_platform;
  SolCatalogueItem *item; /* (nullable): whose supplier the page waits for or shows */
  guint fold_idle;
  guint parts_idle;
  const SolCataloguePagePart *parts; /* (nullable): to be made, or to go, ends with NULL */
  AdwToastOverlay *toasts;
  GtkStack *places;
  SolComparePage *compare; /* (nullable): until something is compared */
  AdwFlap *flap;
  AdwLeaflet *leaflet;
  GtkWidget *facets_pane;
  SolFacets *facets; /* (nullable): until the first frame */
  SolResults *results;
  GtkStack *page_stack;
  SolSupplierPage *page; /* (nullable): likewise, or until a structure is opened */
  GtkWidget *nothing;
  SolSeenList *seen;
  gboolean facets_folded;
  gboolean leaflet_folded;
  gboolean can_go_back;
};

gboolean sol_catalogue_page_covers (SolCataloguePage *self);
void sol_catalogue_page_update_actions (SolCataloguePage *self);
void sol_catalogue_page_compare (GtkWidget *widget, const char *action, GVariant *parameter);
gboolean sol_catalogue_page_compares (SolCataloguePage *self);
void sol_catalogue_page_end_comparing (SolCataloguePage *self);
void sol_catalogue_page_start_search (SolCataloguePage *self);
void sol_catalogue_page_go_back (GtkWidget *widget, const char *action, GVariant *parameter);
void sol_catalogue_page_escape (GtkWidget *widget, const char *action, GVariant *parameter);
void sol_catalogue_page_search (GtkWidget *widget, const char *action, GVariant *parameter);
void sol_catalogue_page_ensure_page (SolCataloguePage *self);
void sol_catalogue_page_fill_later (SolCataloguePage *self);
void sol_catalogue_page_add_shortcuts (SolCataloguePage *self);
void sol_catalogue_page_clear_filters (GtkWidget *widget, const char *action, GVariant *parameter);
void
sol_catalogue_page_set_filters_shown (GtkWidget *widget, const char *action, GVariant *parameter);
void sol_catalogue_page_go_to_pane (GtkWidget *widget, const char *action, GVariant *parameter);
void sol_catalogue_page_step (GtkWidget *widget, const char *action, GVariant *parameter);
void sol_catalogue_page_copy_chosen (GtkWidget *widget, const char *action, GVariant *parameter);
void sol_catalogue_page_export_found (GtkWidget *widget, const char *action, GVariant *parameter);

G_END_DECLS
