/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sol-outbox-entry.h"

G_BEGIN_DECLS

gboolean sol_conflict_unseen_is (JsonObject *conflict);
char *sol_conflict_unseen_list (SolOutboxEntry *entry);

G_END_DECLS
