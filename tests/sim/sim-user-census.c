/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-census-entry.h"
#include "sim-codes.h"
#include "sim-mail.h"
#include "sim-people.h"
#include "sim-user.h"

/* Animators write down whom their network knows, and invite them; somebody brings the code. */

#define EDITS 12 /* one of so many is none: it is taken away, or left alone */

/* Returns: (transfer full): what he writes of an entry that is there; @op: (out) */
static char *
change (SimTyped *typed, SimRandom *random, const char **op)
{
  static const char *const fields[] = { "name", "contact", "phone", "city" };
  const guint drawn = sim_random_pick (random, EDITS);

  *op = drawn == 0 ? "delete" : drawn == 1 ? SOL_CENSUS_LEAVE_ALONE : "edit";
  return drawn < 2 ? g_strdup ("")
                   : g_strdup_printf ("\"set\":{\"%s\":\"%s\"}",
                                      fields[drawn % G_N_ELEMENTS (fields)], typed->text);
}

static char *
create (SimTyped *typed, const char *id)
{
  g_autofree char *mailbox = sim_people_get_mailbox (id);

  return g_strdup_printf ("\"set\":{\"name\":\"%s\",\"email\":\"%s\",\"kind\":\"EI\"},"
                          "\"add\":{\"networks\":[\"N1\"]}",
                          typed->text, mailbox);
}

static void
write_entry (SimClient *client, guint censused, SolShownRecord *shown, SimRandom *random)
{
  const char *id = sim_people_get_censused (censused);
  const gboolean there = sol_shown_record_get_record (shown) != NULL;
  const gboolean was = there || sol_shown_record_get_rev (shown) != 0;
  g_autofree char *text = g_strdup_printf ("e%u-%08x", client->index,
                                           (guint) sim_random_next (random));
  SimTyped *typed = sim_typed_new ((int) client->index, censused, NULL, text);
  const char *op = was ? "restore" : "create";
  g_autofree char *rest = there  ? change (typed, random, &op)
                          : !was ? create (typed, id)
                                 : g_strdup ("");
  g_autofree char *mutation = sim_user_make_mutation ("census_entry", id, op, rest);

  if (*rest == '\0')
    g_clear_pointer (&typed, sim_typed_free);
  sim_user_hand_over (client, mutation, sim_people_get_organisation (SIM_NETWORK), censused, typed);
}

void
sim_user_census (SimClient *client, guint censused, guint64 seed)
{
  sim_user_look (client, "census_entry", sim_people_get_censused (censused), censused, seed,
                 write_entry);
}

static void
on_invited (GObject *source, GAsyncResult *result, gpointer client)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SolInvitation) invitation = sol_account_session_invite_censused_finish (
      SOL_ACCOUNT_SESSION (source), result, &error);

  sim_tell ("%s invites: %d", ((SimClient *) client)->machine->name,
            error != NULL ? error->code : -1);
}

static gboolean
is_signed_in (SimClient *client)
{
  return client->session != NULL && sol_account_session_get_id (client->session) != NULL;
}

/* Whoever may not is told so. */
void
sim_user_invite (SimClient *client, guint censused, guint64 seed)
{
  if (!is_signed_in (client))
    return;
  sim_world_enter (client->machine);
  sol_account_session_invite_censused_async (
      client->session, sim_people_get_organisation (SIM_NETWORK),
      sim_people_get_censused (censused), NULL, on_invited, client);
  sim_world_leave ();
}

/* Who brings a code. */
typedef struct
{
  SimClient *client;
  const char *account; /* interned */
  char *code;
} Entering;

static void
on_entered (GObject *source, GAsyncResult *result, gpointer data)
{
  Entering *self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *organisation = sol_account_session_accept_invitation_finish (
      SOL_ACCOUNT_SESSION (source), result, &error);

  sim_tell ("%s brings the code of an invitation: %d", self->client->machine->name,
            error != NULL ? error->code : -1);
  if (organisation != NULL)
    sim_codes_note_entered (self->code, self->account, organisation);
  g_free (self->code);
  g_free (self);
}

/* Anybody may have been given the code. */
void
sim_user_enter (SimClient *client, guint censused, guint64 seed)
{
  SimRandom random = { seed };
  g_autofree char *mailbox = sim_people_get_mailbox (sim_people_get_censused (censused));
  const char *code = sim_mail_pick_code (mailbox, &random);
  Entering *entering;

  if (code == NULL || !is_signed_in (client))
    return;
  entering = g_new (Entering, 1);
  *entering = (Entering){ client, g_intern_string (sol_account_session_get_id (client->session)),
                          g_strdup (code) };
  sim_world_enter (client->machine);
  sol_account_session_accept_invitation_async (client->session, code, NULL, on_entered, entering);
  sim_world_leave ();
}
