/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-operation.h"

G_BEGIN_DECLS

gboolean sol_listing_handing_check (SolRecord *listing, GError **error);
gboolean sol_listing_hand_over (SolRecord *listing,
                                const char *from,
                                const char *to,
                                SolOperationContext *context,
                                GError **error);

G_END_DECLS
