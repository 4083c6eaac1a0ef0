/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "search/sol-catalogue.h"
#include "store/sol-catalogue-list.h"

G_BEGIN_DECLS

SolHits *sol_catalogue_list_get_hits (SolCatalogueList *self);
SolStore *sol_catalogue_list_get_store (SolCatalogueList *self);

G_END_DECLS
