/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-operation.h"

G_BEGIN_DECLS

/* Which structure of the catalogue a listing is. "supplier" is its id there; "source" and
 * "external_id" are those it was imported by, so that the next import finds it again. */
#define SOL_LISTING_SUPPLIER_FIELDS                                              \
  { "supplier", SOL_FIELD_REFERENCE, SOL_FIELD_SERVER, 36, .list = "supplier" }, \
      { "source", SOL_FIELD_TEXT, SOL_FIELD_SERVER, 80 },                        \
  {                                                                              \
    "external_id", SOL_FIELD_TEXT, SOL_FIELD_SERVER, 160                         \
  }

gboolean
sol_listing_supplier_find (SolRecord *listing, const SolOperationContext *context, GError **error);
char *sol_listing_supplier_give (SolRecord *listing,
                                 const char *from,
                                 const char *to,
                                 SolOperationContext *context);

G_END_DECLS
