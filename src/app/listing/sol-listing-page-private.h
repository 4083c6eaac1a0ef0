/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/form/sol-field-row.h"
#include "app/form/sol-form-keeper.h"
#include "app/form/sol-form-view.h"
#include "app/listing/sol-criterion-page.h"
#include "app/listing/sol-listing-page.h"
#include "app/listing/sol-listing-preview.h"
#include "app/listing/sol-listing-sections.h"
#include "app/sol-banner.h"
#include "app/widgets/sol-ring.h"
#include "app/widgets/sol-wrap-box.h"

G_BEGIN_DECLS

/**
 * SolListingPage:
 *
 * An organisation's listing while it is written: its sections with how far each is, one of them as
 * a form, and what buyers would see. Saved as it is typed; sent when the user says so.
 */
struct _SolListingPage
{
  AdwBin parent_instance;

  SolForm *form;
  SolFormKeeper *keeper; /* (nullable): until a listing is opened */
  SolRoles roles;
  const SolListingSection *section; /* (nullable): that is shown */
  guint show_timer;                 /* what follows from what is typed is shown a little later */
  GtkWindow *whole_page;            /* (nullable) */
  SolStore *catalogue;              /* (nullable): where others with its SIRET are looked for */
  GCancellable *twin_search;        /* (nullable): while that goes on */
  char *twin_siret;                 /* (nullable): that was looked for last */
  GPtrArray *twins; /* (nullable): suppliers that have it, until it was looked for */

  GtkStack *stack;
  SolCriterionPage *criterion;
  AdwLeaflet *leaflet;
  AdwFlap *flap;
  GtkMenuButton *choice;
  GtkLabel *chosen;
  SolBanner *charter_banner;
  SolRing *ring;
  GtkLabel *headline;
  GtkLabel *state;
  GtkWidget *next;
  GtkLabel *next_title;
  GtkLabel *next_why;
  GtkLabel *next_gain;
  GtkWidget *gains_box;
  GtkBox *gains;
  GtkListBox *sections;
  GtkWidget *bottom;
  GtkWidget *submit;
  GtkLabel *submit_label;
  GtkLabel *before_submit;
  GtkLabel *title;
  GtkImage *saved_icon;
  GtkLabel *saved;
  GtkWidget *send;
  GtkScrolledWindow *scroller;
  GtkWidget *remark_box;
  GtkLabel *remark_by;
  GtkLabel *remark;
  GtkBox *other_remarks;
  GtkLabel *lead;
  SolFormView *form_view;
  GtkWidget *missing_box;
  GtkLabel *missing_lead;
  SolWrapBox *missing;
  SolListingPreview *preview;
};

void sol_listing_page_install_actions (GtkWidgetClass *widget_class);
void sol_listing_page_install_practices (GtkWidgetClass *widget_class);
gboolean sol_listing_page_is_on_criterion (SolListingPage *self);
void sol_listing_page_close_criterion (SolListingPage *self);
void sol_listing_page_tell_back (SolListingPage *self);
char **sol_listing_page_list_missing (SolListingPage *self);
void sol_listing_page_show_all (SolListingPage *self);
void sol_listing_page_show_twins (SolListingPage *self);
void sol_listing_page_forget_twins (SolListingPage *self);
void sol_listing_page_show_gains (SolListingPage *self);
void sol_listing_page_install_gains (GtkWidgetClass *widget_class);
void sol_listing_page_show_kept (SolListingPage *self);
void sol_listing_page_show_remarks (SolListingPage *self);
void sol_listing_page_show_section (SolListingPage *self, const SolListingSection *section);
void sol_listing_page_lead_to (SolListingPage *self, const char *field);
SolListingPage *sol_listing_page_queue_show (SolListingPage *self);
const char *sol_listing_page_get_state (SolListingPage *self);
gboolean sol_listing_page_is_closed (SolListingPage *self);

G_END_DECLS
