/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/sol-supplier.h"

G_BEGIN_DECLS

GtkWidget *sol_compare_head_new (SolSupplier *supplier, GtkWidget **remove);
const char *sol_compare_head_get_name (SolSupplier *supplier);
GtkWidget *sol_compare_head_make_label (const char *text, const char *css_class);

G_END_DECLS
