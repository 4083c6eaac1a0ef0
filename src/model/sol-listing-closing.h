/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-operation.h"

G_BEGIN_DECLS

/* Of a structure that ended its activity: since when, and why as it says itself. */
#define SOL_CLOSING_FIELDS                               \
  { "closed_on", SOL_FIELD_DATE, SOL_FIELD_SERVER, 10 }, \
  {                                                      \
    "closed_why", SOL_FIELD_PROSE, SOL_FIELD_SERVER, 500 \
  }

gboolean sol_listing_closing_read (SolRecord *listing,
                                   JsonObject *arguments,
                                   const SolOperationContext *context,
                                   GError **error);
void sol_listing_closing_clear (SolRecord *listing);
void sol_listing_closing_tell (SolRecord *supplier, SolRecord *listing);

G_END_DECLS
