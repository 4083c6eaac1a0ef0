/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/outbox/sol-outbox-groups.h"

G_BEGIN_DECLS

#define SOL_TYPE_OUTBOX_PAGE (sol_outbox_page_get_type ())
G_DECLARE_FINAL_TYPE (SolOutboxPage, sol_outbox_page, SOL, OUTBOX_PAGE, AdwBin)

GtkWidget *sol_outbox_page_new (SolOutboxGroups *groups);
void sol_outbox_page_set_busy (SolOutboxPage *self, gboolean busy);
void sol_outbox_page_let_go (SolOutboxPage *self);

G_END_DECLS
