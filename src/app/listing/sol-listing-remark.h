/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/form/sol-form.h"
#include "model/sol-item.h"

G_BEGIN_DECLS

#define SOL_TYPE_LISTING_REMARK (sol_listing_remark_get_type ())
G_DECLARE_FINAL_TYPE (SolListingRemark, sol_listing_remark, SOL, LISTING_REMARK, AdwBin)

GtkWidget *sol_listing_remark_new (SolForm *form, SolItem *remark, const char *label);
gboolean sol_listing_remark_is_of (SolListingRemark *self, SolItem *remark);
void sol_listing_remark_update (SolListingRemark *self);

G_END_DECLS
