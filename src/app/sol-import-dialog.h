/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/sol-store.h"

G_BEGIN_DECLS

#define SOL_TYPE_IMPORT_DIALOG (sol_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SolImportDialog, sol_import_dialog, SOL, IMPORT_DIALOG, AdwWindow)

GtkWidget *sol_import_dialog_new (GFile *file, const char *folder, SolStore *store);

G_END_DECLS
