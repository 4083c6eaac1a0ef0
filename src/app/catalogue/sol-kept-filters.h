/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/catalogue/sol-catalogue-page.h"

G_BEGIN_DECLS

void sol_kept_filters_follow (SolCataloguePage *page, GSettings *settings);
void sol_kept_filters_leave (SolCataloguePage *page, GSettings *settings);

G_END_DECLS
