/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sol-storage.h"

G_BEGIN_DECLS

void sol_feed_append_line (GString *text, const SolStored *record);

G_END_DECLS
