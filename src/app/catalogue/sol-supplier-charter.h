/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/sol-supplier.h"

G_BEGIN_DECLS

guint sol_supplier_charter_fill (GtkBox *box, SolSupplier *supplier);

G_END_DECLS
