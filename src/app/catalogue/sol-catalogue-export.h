/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/catalogue/sol-choice.h"
#include "app/catalogue/sol-search.h"

G_BEGIN_DECLS

void sol_catalogue_export_copy (AdwToastOverlay *toasts, SolSearch *search, SolChoice *choice);
void sol_catalogue_export_save (AdwToastOverlay *toasts, SolSearch *search, SolChoice *choice);

G_END_DECLS
