/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-people.h"

#include "model/sol-uuid.h"

/* Of whom each organisation is made when a world begins. */
static const gboolean belongs[SIM_N_ORGANISATIONS + 1][SIM_N_PEOPLE] = {
  { TRUE, TRUE, TRUE, TRUE, TRUE },
  { TRUE, TRUE, TRUE, FALSE, FALSE },
  { TRUE, FALSE, FALSE, TRUE, FALSE },
  { TRUE, TRUE, TRUE, TRUE, FALSE },
};

static const char *
get_id (const char *kind, guint number)
{
  g_autofree char *key = g_strdup_printf ("%s-%u", kind, number);
  g_autofree char *id = sol_uuid_from_name ("sim", key);

  return g_intern_string (id);
}

const char *
sim_people_get_id (guint person)
{
  return get_id ("person", person);
}

char *
sim_people_get_address (guint person)
{
  return g_strdup_printf ("p%u@sim.example", person);
}

const char *
sim_people_get_organisation (guint organisation)
{
  return get_id ("organisation", organisation);
}

gboolean
sim_people_belongs (guint person, guint organisation)
{
  return belongs[organisation][person];
}

const char *
sim_people_get_listing (guint listing)
{
  return get_id ("listing", listing);
}

/* The organisation that a listing is of. */
guint
sim_people_get_owner (guint listing)
{
  return listing % SIM_N_ORGANISATIONS;
}

gboolean
sim_people_animates (guint person)
{
  return person > 0 && belongs[SIM_NETWORK][person];
}

const char *
sim_people_get_supplier (guint supplier)
{
  return get_id ("supplier", supplier);
}

/* One that all see, and whose people ask clients for a word. */
const char *
sim_people_get_praised (void)
{
  return get_id ("praised", SIM_PRAISED);
}

const char *
sim_people_get_word (guint word)
{
  return get_id ("word", word);
}

/* The entry that somebody of the network writes about a structure. */
const char *
sim_people_get_censused (guint censused)
{
  return get_id ("census-entry", censused);
}

/* Returns: (transfer full): where what is about a record is mailed to */
char *
sim_people_get_mailbox (const char *id)
{
  return g_strdup_printf ("%s@sim.example", id);
}
