/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/sol-supplier.h"
#include "store/sol-store.h"

G_BEGIN_DECLS

/* What one does with a structure. @from is the widget one does it from. */
void sol_supplier_actions_open (GtkWidget *from, const char *uri);
void sol_supplier_actions_copy_link (GtkWidget *from, const char *link);
void sol_supplier_actions_copy_identity (GtkWidget *from, SolSupplier *supplier);
void sol_supplier_actions_report (GtkWidget *from, SolStore *store, SolSupplier *supplier);
char *sol_supplier_actions_make_identity (SolSupplier *supplier);

G_END_DECLS
