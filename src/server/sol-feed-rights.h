/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sol-access.h"
#include "server/sol-cursor.h"

G_BEGIN_DECLS

void sol_feed_rights_tell_lost (SolCursor *cursor, const SolRights *rights, GString *text);
const SolRightChange *sol_feed_rights_find_gained (SolCursor *cursor, const SolRights *rights);
void sol_feed_rights_end_gained (SolCursor *cursor, const SolRightChange *gained);

G_END_DECLS
