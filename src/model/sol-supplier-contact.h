/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-record.h"

G_BEGIN_DECLS

#define SOL_TYPE_SUPPLIER_CONTACT (sol_supplier_contact_get_type ())
G_DECLARE_FINAL_TYPE (SolSupplierContact, sol_supplier_contact, SOL, SUPPLIER_CONTACT, SolRecord)

G_END_DECLS
