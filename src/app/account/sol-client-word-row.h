/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/sol-shown-record.h"

G_BEGIN_DECLS

#define SOL_TYPE_CLIENT_WORD_ROW (sol_client_word_row_get_type ())
G_DECLARE_FINAL_TYPE (SolClientWordRow, sol_client_word_row, SOL, CLIENT_WORD_ROW, AdwBin)

GtkWidget *sol_client_word_row_new (void);
void sol_client_word_row_set_shown (SolClientWordRow *self,
                                    SolShownRecord *shown,
                                    const char *link,
                                    gboolean first,
                                    gboolean last);
const char *sol_client_word_row_get_id (SolClientWordRow *self);
void sol_client_word_row_focus_link (SolClientWordRow *self);

G_END_DECLS
