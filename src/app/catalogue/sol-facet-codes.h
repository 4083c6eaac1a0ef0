/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-query.h"

G_BEGIN_DECLS

GPtrArray *sol_facet_codes_list (SolFacet facet, const char *level);

G_END_DECLS
