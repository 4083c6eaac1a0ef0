/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/catalogue/sol-search.h"

G_BEGIN_DECLS

#define SOL_TYPE_WIDENING (sol_widening_get_type ())
G_DECLARE_FINAL_TYPE (SolWidening, sol_widening, SOL, WIDENING, AdwBin)

void sol_widening_attach (SolWidening *self, SolSearch *search);
void sol_widening_update (SolWidening *self);

G_END_DECLS
