/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-operation.h"

G_BEGIN_DECLS

#define SOL_TYPE_MERGED_SUPPLIER (sol_merged_supplier_get_type ())
G_DECLARE_FINAL_TYPE (SolMergedSupplier, sol_merged_supplier, SOL, MERGED_SUPPLIER, SolRecord)

#define SOL_MERGED_SUPPLIER_STEPS 8 /* of one that was merged with one that was, … */

SolRecord *sol_merged_supplier_follow (const SolOperationContext *context, const char *id);

G_END_DECLS
