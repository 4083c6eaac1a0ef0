/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sol-outbox.h"

G_BEGIN_DECLS

gboolean sol_join_answers_find (SolLiveList *outbox, const char *request);

G_END_DECLS
