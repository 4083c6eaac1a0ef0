/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/sol-account-settle.h"
#include "store/sol-outbox-entry.h"

G_BEGIN_DECLS

#define SOL_TYPE_CONFLICT_PAGE (sol_conflict_page_get_type ())
G_DECLARE_FINAL_TYPE (SolConflictPage, sol_conflict_page, SOL, CONFLICT_PAGE, AdwBin)

GtkWidget *sol_conflict_page_new (SolAccountStore *store, SolOutboxEntry *entry);
const char *sol_conflict_page_get_id (SolConflictPage *self);

G_END_DECLS
