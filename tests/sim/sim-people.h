/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Who and what there is in every world. The first person is a manager everywhere and has no
 * machine: he does what the server's own people see him do. The last is a moderator too. */

#define SIM_N_PEOPLE 5
#define SIM_REVIEWER (SIM_N_PEOPLE - 1)
#define SIM_N_ORGANISATIONS 3
#define SIM_N_LISTINGS 3
#define SIM_PASSWORD "un mot de passe long"

const char *sim_people_get_id (guint person);
char *sim_people_get_address (guint person);
const char *sim_people_get_organisation (guint organisation);
gboolean sim_people_belongs (guint person, guint organisation);
const char *sim_people_get_listing (guint listing);
guint sim_people_get_owner (guint listing);

G_END_DECLS
