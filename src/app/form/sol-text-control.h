/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/sol-field.h"

G_BEGIN_DECLS

#define SOL_TYPE_TEXT_CONTROL (sol_text_control_get_type ())
G_DECLARE_FINAL_TYPE (SolTextControl, sol_text_control, SOL, TEXT_CONTROL, AdwBin)

GtkWidget *sol_text_control_new (SolFieldKind kind, GtkInputPurpose purpose);
void sol_text_control_set_writing (SolTextControl *self,
                                   char *(*read) (const char *typed),
                                   char *(*write) (const char *text));
void sol_text_control_type_as (SolTextControl *self, SolFieldKind kind, gboolean again);

G_END_DECLS
