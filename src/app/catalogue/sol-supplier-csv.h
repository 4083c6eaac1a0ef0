/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "model/sol-supplier.h"

G_BEGIN_DECLS

void sol_supplier_csv_append_head (GString *csv);
void sol_supplier_csv_append (GString *csv, SolSupplier *supplier);

G_END_DECLS
