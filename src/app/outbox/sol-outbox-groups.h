/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/outbox/sol-outbox-group.h"
#include "app/sol-session.h"
#include "store/sol-outbox.h"

G_BEGIN_DECLS

#define SOL_TYPE_OUTBOX_GROUPS (sol_outbox_groups_get_type ())
G_DECLARE_FINAL_TYPE (SolOutboxGroups, sol_outbox_groups, SOL, OUTBOX_GROUPS, GObject)

SolOutboxGroups *sol_outbox_groups_new (SolSession *session, SolAccountStore *store);
GListModel *sol_outbox_groups_get_rows (SolOutboxGroups *self);
SolSession *sol_outbox_groups_get_session (SolOutboxGroups *self);
gboolean sol_outbox_groups_get_loaded (SolOutboxGroups *self);
void sol_outbox_groups_empty (SolOutboxGroups *self);
SolOutboxEntry *sol_outbox_groups_find (SolOutboxGroups *self, const char *id);

G_END_DECLS
