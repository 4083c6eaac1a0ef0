/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-record.h"

G_BEGIN_DECLS

void sol_export_suppliers_begin (GString *text);
void sol_export_suppliers_append (GString *text, SolRecord *record);
char *sol_export_suppliers_csv (GPtrArray *records);
char *sol_export_supplier_json (SolRecord *record);

G_END_DECLS
