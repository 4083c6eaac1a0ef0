/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/form/sol-form-files.h"

G_BEGIN_DECLS

#define SOL_TYPE_FILE_CONTROL (sol_file_control_get_type ())
G_DECLARE_FINAL_TYPE (SolFileControl, sol_file_control, SOL, FILE_CONTROL, AdwBin)

GtkWidget *sol_file_control_new (void);
void sol_file_control_take_documents (SolFileControl *self, SolFormFiles *files);

G_END_DECLS
