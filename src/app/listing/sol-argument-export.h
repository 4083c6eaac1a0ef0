/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "guide/sol-document.h"
#include "model/sol-record.h"

G_BEGIN_DECLS

void sol_argument_export_copy (AdwToastOverlay *toasts, SolRecord *listing, const char *paragraph);
void
sol_argument_export_save (AdwToastOverlay *toasts, SolRecord *listing, SolDocumentFormat format);

G_END_DECLS
