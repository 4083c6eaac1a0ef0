/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim-client.h"
#include "sim-schedule.h"

G_BEGIN_DECLS

void sim_event_happen (const SimEvent *event, SimClient *client);

G_END_DECLS
