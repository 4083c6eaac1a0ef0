/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim-client.h"

G_BEGIN_DECLS

void sim_check_public (SimClient *client);
void sim_check_search (SimClient *client);
void sim_check_server (void);

G_END_DECLS
