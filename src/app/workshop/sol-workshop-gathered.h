/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/sol-record.h"

G_BEGIN_DECLS

GPtrArray *sol_workshop_list_shares (GListModel *shares, const char *workshop);
SolRecord *sol_workshop_find (GListModel *records, const char *field, const char *value);
GStrv sol_workshop_list_themes (SolRecord *workshop);
void sol_workshop_gathered_fill (GtkBox *box, GPtrArray *shares, const char *list);
void sol_workshop_gathered_fill_lines (GtkBox *box, SolRecord *workshop, const char *list);

G_END_DECLS
