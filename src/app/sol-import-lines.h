/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "exchange/sol-import-report.h"

G_BEGIN_DECLS

void sol_import_lines_fill (GtkListBox *lines, GtkLabel *beyond, const SolImportReport *report);

G_END_DECLS
