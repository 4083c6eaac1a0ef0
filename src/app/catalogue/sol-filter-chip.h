/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/sol-query.h"

G_BEGIN_DECLS

#define SOL_TYPE_FILTER_CHIP (sol_filter_chip_get_type ())
G_DECLARE_FINAL_TYPE (SolFilterChip, sol_filter_chip, SOL, FILTER_CHIP, AdwBin)

GtkWidget *sol_filter_chip_new (const char *title, const SolQuery *without);

G_END_DECLS
