/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SolFileChosen:
 * @file: (nullable): %NULL when none was chosen, or @owner was gone before
 * @data: (transfer full)
 */
typedef void (*SolFileChosen) (GtkWidget *owner, GFile *file, gpointer data);

void sol_file_choice_ask (GtkWidget *owner,
                          GtkFileChooserNative *owned_dialog,
                          SolFileChosen chosen,
                          gpointer owned_data);

G_END_DECLS
