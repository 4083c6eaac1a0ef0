/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-claim.h"
#include "model/sol-uuid.h"
#include "sim-codes.h"
#include "sim-mail.h"
#include "sim-people.h"
#include "sim-rows.h"
#include "sim-server.h"
#include "sim-user.h"

/* Somebody says that an imported structure is his organisation's; the code comes back that was
 * mailed there, or a moderator answers. */

#define SCOPE_HEAD (sizeof "org:" - 1)

/* Returns: (transfer full) (nullable): columns of one of the rows that his program holds */
static GStrv
pick_held (SimClient *client, const char *sql, SimRandom *random)
{
  g_autofree char *path = g_build_filename (sol_account_store_get_folder (client->account),
                                            "private.db", NULL);
  g_autoptr (GPtrArray) rows = sim_rows_read (path, sql);

  sim_rows_close ();
  return rows->len > 0 ? g_strsplit (rows->pdata[sim_random_pick (random, rows->len)], "|", 3)
                       : NULL;
}

/* Returns: (transfer full) (nullable): id and scope of a claim in one of two states */
static GStrv
pick_claim (SimClient *client,
            guint supplier,
            const char *state,
            const char *other,
            SimRandom *random)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT id, scope FROM record WHERE type = 'claim' AND doc ->> '$.supplier' = '%s'"
      " AND doc ->> '$.state' IN ('%s', '%s') ORDER BY id",
      sim_people_get_supplier (supplier), state, other);

  return pick_held (client, sql, random);
}

static SimTyped *
type (SimClient *client, guint supplier, SimRandom *random)
{
  g_autofree char *text = g_strdup_printf ("k%u-%08x", client->index,
                                           (guint) sim_random_next (random));

  return sim_typed_new ((int) client->index, supplier, NULL, text);
}

/* He mostly knows of which he is. */
static guint
pick_organisation (guint person, SimRandom *random)
{
  guint organisation = sim_random_pick (random, SIM_N_ORGANISATIONS);

  if (sim_random_pick (random, 6) > 0)
    while (!sim_people_belongs (person, organisation))
      organisation = (organisation + 1) % SIM_N_ORGANISATIONS;
  return organisation;
}

static void
begin (SimClient *client, guint supplier, SimRandom *random)
{
  g_autofree char *id = sol_uuid_new ();
  SimTyped *typed = type (client, supplier, random);
  g_autofree char *rest = g_strdup_printf (
      "\"set\":{\"supplier\":\"%s\",\"proof\":\"%s\",\"called\":\"S\",\"message\":\"%s\"}",
      sim_people_get_supplier (supplier),
      sim_random_pick (random, 2) == 0 ? SOL_CLAIM_MODERATOR : SOL_CLAIM_CONTACT, typed->text);
  g_autofree char *mutation = sim_user_make_mutation ("claim", id, "create", rest);
  const guint organisation = pick_organisation (client->person, random);

  sim_user_hand_over (client, mutation, sim_people_get_organisation (organisation), supplier,
                      typed);
}

/* He says more, has a moderator asked in place of the mail, or no longer claims it. */
static void
go_on (SimClient *client, guint supplier, const GStrv claim, SimRandom *random)
{
  const gboolean leaves = sim_random_pick (random, 4) == 0;
  SimTyped *typed = leaves ? NULL : type (client, supplier, random);
  g_autofree char *rest = leaves ? g_strdup ("")
                                 : g_strdup_printf ("\"set\":{\"message\":\"%s\"%s}", typed->text,
                                                    sim_random_pick (random, 2) == 0
                                                        ? ",\"proof\":\"" SOL_CLAIM_MODERATOR "\""
                                                        : "");
  g_autofree char *mutation = sim_user_make_mutation ("claim", claim[0], leaves ? "delete" : "edit",
                                                      rest);

  sim_user_hand_over (client, mutation, claim[1] + SCOPE_HEAD, supplier, typed);
}

void
sim_user_claim (SimClient *client, guint supplier, guint64 seed)
{
  SimRandom random = { seed };
  g_auto (GStrv) claim = NULL;

  if (client->account == NULL)
    return;
  if (sim_random_pick (&random, 3) == 0)
    claim = pick_claim (client, supplier, SOL_CLAIM_ASKED, SOL_CLAIM_SENT, &random);
  sim_world_enter (client->machine);
  if (claim != NULL)
    go_on (client, supplier, claim, &random);
  else
    begin (client, supplier, &random);
  sim_world_leave ();
}

/* What is on its way to be proven. */
typedef struct
{
  SimClient *client;
  char *claim;
  char *code;
} Proving;

static void
on_proven (GObject *source, GAsyncResult *result, gpointer data)
{
  Proving *self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *state = sol_account_session_prove_claim_finish (SOL_ACCOUNT_SESSION (source),
                                                                   result, &error);

  sim_tell ("%s brings the code of a claim: %s, %d", self->client->machine->name,
            state != NULL ? state : "", error != NULL ? error->code : -1);
  if (g_strcmp0 (state, SOL_CLAIM_ACCEPTED) == 0 && sim_server_is_up ())
    sim_codes_note_proven (sim_server_get_database (), self->claim, self->code);
  g_free (self->claim);
  g_free (self->code);
  g_free (self);
}

/* Of a mail that came to the structure: not always the one of this claim. */
void
sim_user_prove_claim (SimClient *client, guint supplier, guint64 seed)
{
  SimRandom random = { seed };
  g_autofree char *mailbox = sim_people_get_mailbox (sim_people_get_supplier (supplier));
  const char *code = sim_mail_pick_code (mailbox, &random);
  g_auto (GStrv) claim = NULL;
  Proving *proving;

  if (client->account == NULL || code == NULL)
    return;
  claim = pick_claim (client, supplier, SOL_CLAIM_SENT, SOL_CLAIM_ACCEPTED, &random);
  if (claim == NULL)
    return;
  proving = g_new (Proving, 1);
  *proving = (Proving){ client, g_strdup (claim[0]), g_strdup (code) };
  sim_world_enter (client->machine);
  sol_account_session_prove_claim_async (client->session, claim[1] + SCOPE_HEAD, claim[0], code,
                                         NULL, on_proven, proving);
  sim_world_leave ();
}

static const char calls_sql[] = "SELECT id, doc ->> '$.claim', coalesce (doc ->> '$.holder', '')"
                                " FROM record WHERE type = 'claim_call' AND doc IS NOT NULL"
                                " AND doc ->> '$.state' = 'asked' ORDER BY id";

/* Returns: (transfer full): who has the structure, as whoever says yes saw it */
static char *
print_told (const char *holder)
{
  return *holder != '\0' ? g_strdup_printf ("\"set\":{\"holder\":\"%s\"}", holder) : g_strdup ("");
}

static void
answer (SimClient *client, guint supplier, SimRandom *random)
{
  g_auto (GStrv) call = pick_held (client, calls_sql, random);
  const gboolean accepts = sim_random_pick (random, 2) == 0;
  SimTyped *typed = NULL;
  g_autofree char *rest = NULL;
  g_autofree char *mutation = NULL;

  if (call == NULL)
    return;
  if (accepts)
    sim_codes_note_accepted (call[1], call[2]);
  else
    typed = type (client, supplier, random);
  rest = accepts ? print_told (call[2])
                 : g_strdup_printf ("\"set\":{\"remark\":\"%s\"}", typed->text);
  mutation = sim_user_make_mutation ("claim_call", call[0], accepts ? "accept" : "refuse", rest);
  sim_world_enter (client->machine);
  sim_user_hand_over (client, mutation, NULL, supplier, typed);
  sim_world_leave ();
}

/* One of the server's own people. */
static void
answer_past_http (SimRandom *random)
{
  g_autoptr (GPtrArray) rows = NULL;
  g_auto (GStrv) call = NULL;
  g_autofree char *told = NULL;

  if (!sim_server_is_up ())
    return;
  rows = sim_rows_read (sim_server_get_database (), calls_sql);
  sim_rows_close ();
  if (rows->len == 0)
    return;
  call = g_strsplit (rows->pdata[sim_random_pick (random, rows->len)], "|", 3);
  sim_codes_note_accepted (call[1], call[2]);
  told = print_told (call[2]);
  g_free (sim_server_act (NULL, SOL_ROLE_MODERATOR, "claim_call", call[0], "accept", told));
}

/* A moderator answers a claim, or somebody else does it in his place. */
void
sim_user_judge (SimClient *client, guint supplier, guint64 seed)
{
  SimRandom random = { seed };

  if (client->person == SIM_REVIEWER && client->account != NULL)
    answer (client, supplier, &random);
  else
    answer_past_http (&random);
}
