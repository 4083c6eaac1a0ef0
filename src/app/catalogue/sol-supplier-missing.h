/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-supplier.h"

G_BEGIN_DECLS

char *sol_supplier_missing_make_contact (SolSupplier *supplier);
char *sol_supplier_missing_make_all (SolSupplier *supplier);

G_END_DECLS
