/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim-client.h"

G_BEGIN_DECLS

/* A machine on which an older version of the program was last used, and did not send all. */
void sim_old_make_account (SimClient *client, const char *folder, guint64 seed);

G_END_DECLS
