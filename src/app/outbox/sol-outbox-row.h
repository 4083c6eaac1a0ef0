/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/outbox/sol-outbox-groups.h"

G_BEGIN_DECLS

#define SOL_TYPE_OUTBOX_ROW (sol_outbox_row_get_type ())
G_DECLARE_FINAL_TYPE (SolOutboxRow, sol_outbox_row, SOL, OUTBOX_ROW, AdwBin)

GtkWidget *sol_outbox_row_new (SolOutboxGroups *groups);
void sol_outbox_row_set_item (SolOutboxRow *self, gpointer item);

G_END_DECLS
