/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/sol-pictures.h"
#include "model/sol-supplier.h"
#include "store/sol-store.h"

G_BEGIN_DECLS

#define SOL_TYPE_SUPPLIER_PAGE (sol_supplier_page_get_type ())
G_DECLARE_FINAL_TYPE (SolSupplierPage, sol_supplier_page, SOL, SUPPLIER_PAGE, AdwBin)

GtkWidget *sol_supplier_page_new (void);

SolSupplier *sol_supplier_page_get_supplier (SolSupplierPage *self);
void sol_supplier_page_set_supplier (SolSupplierPage *self, SolSupplier *supplier);
void sol_supplier_page_set_rank (SolSupplierPage *self, guint position, guint n_items);
void sol_supplier_page_set_distance_km (SolSupplierPage *self, double distance_km);
void sol_supplier_page_attach (SolSupplierPage *self, SolStore *store, SolPictures *pictures);
void sol_supplier_page_set_has_platform (SolSupplierPage *self, gboolean has_platform);
void sol_supplier_page_focus (SolSupplierPage *self);

G_END_DECLS
