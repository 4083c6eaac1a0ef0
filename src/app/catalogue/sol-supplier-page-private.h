/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/catalogue/sol-picture-view.h"
#include "app/catalogue/sol-supplier-page.h"
#include "app/widgets/sol-place-map.h"
#include "app/widgets/sol-practice-mark.h"
#include "app/widgets/sol-wrap-box.h"

G_BEGIN_DECLS

/**
 * SolSupplierPage:
 *
 * All that is known of a structure, on one scrolling page. What a structure did not say is left
 * out and told at its end. Its bar goes through the results by the actions
 * "catalogue.previous" and "catalogue.next", which who shows the results brings.
 */
struct _SolSupplierPage
{
  AdwBin parent_instance;

  SolSupplier *supplier; /* (nullable) */
  double distance_km;    /* NAN when not known */
  SolStore *store;       /* (nullable) */
  SolPictures *pictures; /* (nullable) */
  GCancellable *reading; /* (nullable): while the words of its clients are read */
  gboolean has_platform;

  GtkWidget *next;
  GtkWidget *more;
  GtkLabel *rank;
  GtkScrolledWindow *scroller;
  GtkWidget *content;
  GtkLabel *initials;
  SolPictureView *logo;
  GtkLabel *name;
  GtkLabel *subtitle;
  GtkWidget *invented;
  GtkLabel *closed;
  GtkWidget *outside;
  GtkWidget *score;
  SolPracticeMark *score_mark;
  GtkLabel *score_label;
  GtkWidget *no_practices;
  GtkLabel *contact_note;
  GtkLabel *description;
  GtkBox *activities;
  GtkWidget *map_box;
  SolPlaceMap *map;
  GtkLabel *reach;
  SolWrapBox *images;
  GtkWidget *offers_section;
  GtkLabel *offers_note;
  GtkBox *offers;
  GtkWidget *criteria_section;
  GtkLabel *criteria_note;
  GtkBox *criteria;
  GtkWidget *charter_section;
  GtkBox *charter;
  GtkWidget *environment_section;
  GtkBox *environment;
  GtkWidget *figures_section;
  SolWrapBox *figures;
  GtkWidget *words_section;
  GtkBox *words;
  GtkWidget *references_section;
  GtkBox *references;
  GtkWidget *labels_section;
  GtkBox *labels;
  GtkBox *identity;
  GtkLabel *missing_note;
  GtkLabel *missing_lead;
  GtkBox *missing;
};

const char *sol_supplier_page_get_text (SolSupplierPage *self, const char *field);
void sol_supplier_page_show_head (SolSupplierPage *self);
void sol_supplier_page_read_words (SolSupplierPage *self);
gboolean sol_supplier_page_takes_words (SolSupplierPage *self);

G_END_DECLS
