/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Who and what there is in every world. The first person is a manager everywhere and has no
 * machine: he does what the server's own people see him do. The last is a moderator too, the
 * others animate a network. */

#define SIM_N_PEOPLE 5
#define SIM_REVIEWER (SIM_N_PEOPLE - 1)
#define SIM_N_ORGANISATIONS 3
#define SIM_NETWORK SIM_N_ORGANISATIONS /* one that helps others: it censuses */
#define SIM_N_LISTINGS 3
#define SIM_N_SUPPLIERS 2 /* imported: nobody's yet */
#define SIM_PRAISED 1     /* the organisation whose structure has clients from the start */
#define SIM_N_CENSUSED 3
#define SIM_N_FOUND 2 /* of these, before anything happens */
#define SIM_N_WORDS 2 /* that clients said of it */
#define SIM_PASSWORD "un mot de passe long"

const char *sim_people_get_id (guint person);
char *sim_people_get_address (guint person);
const char *sim_people_get_organisation (guint organisation);
gboolean sim_people_belongs (guint person, guint organisation);
const char *sim_people_get_listing (guint listing);
guint sim_people_get_owner (guint listing);
gboolean sim_people_animates (guint person);
const char *sim_people_get_supplier (guint supplier);
const char *sim_people_get_praised (void);
const char *sim_people_get_word (guint word);
const char *sim_people_get_censused (guint censused);
char *sim_people_get_mailbox (const char *id);

G_END_DECLS
