/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/widgets/sol-place-map.h"
#include "model/sol-supplier.h"

G_BEGIN_DECLS

guint sol_supplier_reach_fill_activities (GtkBox *box, SolSupplier *supplier);
char *sol_supplier_reach_make_words (SolSupplier *supplier);
gboolean sol_supplier_reach_fill_map (SolPlaceMap *map, SolSupplier *supplier);

G_END_DECLS
