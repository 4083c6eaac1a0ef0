/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/sol-save-as.h"
#include "model/sol-record.h"

G_BEGIN_DECLS

extern const SolSaveAs sol_argument_export_pdf;
extern const SolSaveAs sol_argument_export_odt;

void sol_argument_export_copy (AdwToastOverlay *toasts,
                               SolRecord *listing,
                               GPtrArray *words,
                               const char *paragraph);
void sol_argument_export_save (AdwToastOverlay *toasts,
                               SolRecord *listing,
                               GPtrArray *words,
                               const SolSaveAs *how);

G_END_DECLS
