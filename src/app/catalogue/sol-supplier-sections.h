/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/sol-pictures.h"
#include "app/widgets/sol-wrap-box.h"
#include "model/sol-supplier.h"

G_BEGIN_DECLS

/* Each fills a part of the structure's page and says how many things it holds; the box is emptied
 * first. */
guint sol_supplier_sections_fill_offers (GtkBox *box, SolSupplier *supplier);
guint
sol_supplier_sections_fill_criteria (GtkBox *box, SolSupplier *supplier, SolPictures *pictures);
guint sol_supplier_sections_fill_environment (GtkBox *box, SolSupplier *supplier);
guint sol_supplier_sections_fill_figures (SolWrapBox *box, SolSupplier *supplier);
guint
sol_supplier_sections_fill_images (SolWrapBox *box, SolSupplier *supplier, SolPictures *pictures);
guint sol_supplier_sections_fill_references (GtkBox *box, SolSupplier *supplier);
guint sol_supplier_sections_fill_labels (GtkBox *box, SolSupplier *supplier);
guint sol_supplier_sections_fill_identity (GtkBox *box, SolSupplier *supplier);

void sol_supplier_sections_empty (GtkBox *box);

G_END_DECLS
