/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-uuid.h"
#include "sim-people.h"
#include "sim-user.h"

/* Who wrote a listing submits it; a moderator decides on the copy of it that he reads. */

/* Returns: (transfer full): the rest of the mutation: why, on the whole or at a field */
static char *
make_remark (const char *op, const char *text, SimRandom *random)
{
  if (!g_str_equal (op, "ask_changes") || sim_random_pick (random, 4) == 0)
    return g_strdup_printf ("\"set\":{\"remark\":\"%s\"}", text);
  return g_strdup_printf (
      "\"set\":{\"remarks\":[{\"id\":\"r%s\",\"field\":\"city\",\"text\":\"%s\"}]}", text, text);
}

static void
decide (SimClient *client, guint listing, SolShownRecord *shown, SimRandom *random)
{
  static const char *const ops[] = { "publish",     "ask_changes", "ask_changes",
                                     "ask_changes", "refuse",      "suspend" };
  const char *op = ops[sim_random_pick (random, G_N_ELEMENTS (ops))];
  g_autofree char *text = g_strdup_printf ("m%u-%08x", client->index,
                                           (guint) sim_random_next (random));
  const gboolean says = !g_str_equal (op, "publish");
  g_autofree char *rest = says ? make_remark (op, text, random) : g_strdup ("");
  g_autofree char *mutation = sim_user_make_mutation ("listing_review",
                                                      sol_shown_record_get_id (shown), op, rest);

  if (sol_shown_record_get_record (shown) != NULL)
    sim_user_hand_over (client, mutation, NULL, listing,
                        says ? sim_typed_new ((int) client->index, listing, NULL, text) : NULL);
}

static void
submit (SimClient *client, guint listing, SolShownRecord *shown, SimRandom *random)
{
  if (sol_shown_record_get_record (shown) != NULL)
    sim_user_write (client, listing, "submit", "", NULL);
}

/* Who reviews nothing sees no copy. */
void
sim_user_review (SimClient *client, guint listing, guint64 seed)
{
  const char *id = sim_people_get_listing (listing);
  g_autofree char *copy = sol_uuid_from_name ("listing", id);

  if (client->person == SIM_REVIEWER)
    sim_user_look (client, "listing_review", copy, listing, seed, decide);
  else
    sim_user_look (client, "listing", id, listing, seed, submit);
}
