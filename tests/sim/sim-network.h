/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim-world.h"

G_BEGIN_DECLS

/* What happens to one exchange of a machine with the server. */
typedef enum
{
  SIM_LINE_WELL,
  SIM_LINE_LOSES_REQUEST,
  SIM_LINE_LOSES_ANSWER,
  SIM_LINE_DOUBLES,   /* the request comes twice */
  SIM_LINE_DELAYS,    /* it comes after the client has given up */
  SIM_LINE_CUTS,      /* the answer, with an error */
  SIM_LINE_TRUNCATES, /* the answer, as if it ended there */
  SIM_LINE_BUSY,      /* a proxy asks to wait */
  SIM_N_LINE_FAULTS,
} SimLineFault;

void sim_network_begin (guint64 seed);
void sim_network_end (void);
void sim_network_plan (SimMachine *machine, SimLineFault fault, guint after, guint64 seed);
void sim_network_set_online (SimMachine *machine, gboolean online);
gboolean sim_network_is_online (SimMachine *machine);
void sim_network_heal (void);
void sim_network_cut_off (SimMachine *machine);
gboolean sim_network_is_waited_for (SimMachine *machine);
gboolean sim_network_is_still (void);

G_END_DECLS
