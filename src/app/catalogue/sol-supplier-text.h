/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-item.h"
#include "model/sol-supplier.h"

G_BEGIN_DECLS

#define SOL_N_CRITERIA 9
#define SOL_LEVEL_NOT_PROVIDED 255

const char *sol_supplier_text_get_family_class (const char *kind);
char *sol_supplier_text_make_initials (const char *name);
char *sol_supplier_text_make_place (SolSupplier *supplier);
char *sol_supplier_text_make_address (SolSupplier *supplier);
char *sol_supplier_text_make_modes (SolItem *activity);
char *sol_supplier_text_make_reach (SolSupplier *supplier, SolItem *activity);
char *sol_supplier_text_make_zone (const char *zone);
const char *sol_supplier_text_get_level (guint8 level);
gboolean sol_supplier_text_get_levels (SolSupplier *supplier,
                                       guint8 levels[SOL_N_CRITERIA],
                                       guint *n_proven);
char *sol_supplier_text_make_score (guint n_proven);

G_END_DECLS
