/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/form/sol-prose-control.h"
#include "app/review/sol-review-claims.h"
#include "app/review/sol-review-history.h"
#include "app/review/sol-review-page.h"
#include "app/review/sol-review-proofs.h"
#include "app/review/sol-review-work.h"

G_BEGIN_DECLS

/**
 * SolReviewPage:
 *
 * What structures submitted, for their moderator: the queue, one listing beside its proofs, what
 * changed first, and the decision that follows from what he remarks.
 */
struct _SolReviewPage
{
  AdwBin parent_instance;

  SolAccountStore *store;     /* (nullable): until one is opened */
  SolReviewQueue *queue;      /* (nullable): with @store */
  SolStore *catalogue;        /* (nullable): what buyers see */
  SolAccountSession *account; /* (nullable) */
  SolPictures *pictures;      /* (nullable) */
  GStrv networks;             /* (nullable): codes, likewise */
  GStrv departments;          /* (nullable): codes, in the order of their choice */
  GtkSingleSelection *selection;
  GCancellable *cancellable; /* of what is read for @shown */

  SolShownRecord *shown; /* (nullable): the listing that is open */
  SolRecord *published;  /* (nullable): what buyers see of it */
  gboolean compared;     /* that was looked up */
  SolReviewWork *work;   /* (nullable): with @shown */
  const char *reasoned;  /* (nullable): operation whose reason is being written */

  AdwLeaflet *leaflet;
  GtkWidget *duplicates;
  GtkLabel *duplicates_label;
  GtkWidget *words;
  SolReviewClaims *claims;
  SolReviewClaims *corrections;
  GtkLabel *count;
  GtkDropDown *order;
  GtkSearchEntry *search;
  GtkDropDown *show;
  GtkDropDown *department;
  GtkDropDown *network;
  GtkStack *queue_stack;
  GtkListView *list;
  AdwStatusPage *nothing;
  GtkWidget *show_all;
  GtkStack *stack;
  AdwStatusPage *none;
  GtkLabel *name;
  GtkLabel *where;
  GtkLabel *received;
  SolReviewHistory *history;
  AdwLeaflet *sides;
  GtkScrolledWindow *scroller;
  GtkWidget *views;
  GtkToggleButton *changed;
  GtkToggleButton *whole;
  GtkWidget *notice;
  GtkLabel *notice_label;
  GtkWidget *compare;
  GtkWidget *note_box;
  GtkLabel *note;
  GtkBox *facts;
  SolReviewProofs *proofs;
  GtkWidget *back_to_facts;
  GtkWidget *reason_box;
  GtkLabel *reason_label;
  SolProseControl *reason;
  GtkButton *give_reason;
  GtkLabel *decision;
  GtkButton *decide;
  GtkLabel *decide_label;
};

void sol_review_page_filter (SolReviewPage *self);
void sol_review_page_set_departments (SolReviewPage *self, const char *const *departments);
void sol_review_page_show_networks (SolReviewPage *self);
void sol_review_page_install_keys (SolReviewPage *self);
void sol_review_page_install_actions (GtkWidgetClass *widget_class);
void sol_review_page_show_queue (SolReviewPage *self);
void sol_review_page_show_listing (SolReviewPage *self);
void sol_review_page_show_facts (SolReviewPage *self);
void sol_review_page_show_decision (SolReviewPage *self);
SolRecord *sol_review_page_get_review (SolReviewPage *self);
gboolean sol_review_page_may (SolReviewPage *self, const char *operation);
void sol_review_page_close_reason (SolReviewPage *self);

G_END_DECLS
