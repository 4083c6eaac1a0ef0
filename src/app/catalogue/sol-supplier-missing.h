/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/sol-supplier.h"

G_BEGIN_DECLS

char *sol_supplier_missing_make_contact (SolSupplier *supplier);
guint sol_supplier_missing_fill (GtkBox *box, SolSupplier *supplier);
guint sol_supplier_missing_get_share (SolSupplier *supplier);

G_END_DECLS
