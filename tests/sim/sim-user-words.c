/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-client-word.h"
#include "model/sol-uuid.h"
#include "model/sol-word-call.h"
#include "sim-people.h"
#include "sim-rows.h"
#include "sim-server.h"
#include "sim-user.h"

/* Structures ask clients for a word, and show what they say; people leave one; a moderator hides
 * one. */

#define SCOPE_HEAD (sizeof "org:" - 1)
#define NO_LISTING 0 /* what is told of no listing in particular */

/* Returns: (transfer full) (nullable): columns of one of the rows of a database */
static GStrv
pick (const char *path, const char *sql, SimRandom *random)
{
  g_autoptr (GPtrArray) rows = sim_rows_read (path, sql);

  sim_rows_close ();
  return rows->len > 0 ? g_strsplit (rows->pdata[sim_random_pick (random, rows->len)], "|", 3)
                       : NULL;
}

static GStrv
pick_held (SimClient *client, const char *sql, SimRandom *random)
{
  g_autofree char *path = g_build_filename (sol_account_store_get_folder (client->account),
                                            "private.db", NULL);

  return pick (path, sql, random);
}

/* Returns: (transfer full) (nullable): id and organisation of a structure that all see */
static GStrv
pick_structure (SimClient *client, SimRandom *random)
{
  g_autofree char *path = g_build_filename (client->folder, "public.db", NULL);

  return pick (path,
               "SELECT id, doc ->> '$.organisation' FROM record WHERE type = 'supplier'"
               " AND doc ->> '$.verified_on' IS NOT NULL"
               " AND doc ->> '$.organisation' IS NOT NULL ORDER BY id",
               random);
}

static void
hand_over (SimClient *client,
           const char *type,
           const char *id,
           const char *op,
           const char *rest,
           const char *organisation)
{
  g_autofree char *mutation = sim_user_make_mutation (type, id, op, rest);

  sim_world_enter (client->machine);
  sim_user_hand_over (client, mutation, organisation, NO_LISTING, NULL);
  sim_world_leave ();
}

void
sim_user_ask_word (SimClient *client, guint unused, guint64 seed)
{
  SimRandom random = { seed };
  g_auto (GStrv) structure = client->account != NULL ? pick_structure (client, &random) : NULL;
  g_autofree char *id = NULL;
  g_autofree char *rest = NULL;

  if (structure == NULL)
    return;
  sim_world_enter (client->machine);
  id = sol_uuid_new ();
  sim_world_leave ();
  rest = g_strdup_printf ("\"set\":{\"supplier\":\"%s\",\"client\":\"C\"}", structure[0]);
  hand_over (client, "client_word", id, "create", rest, structure[1]);
}

/* By the link, in a browser: once he said it he may take it back. */
void
sim_user_say_word (SimClient *client, guint unused, guint64 seed)
{
  SimRandom random = { seed };
  g_autofree char *rest = g_strdup_printf ("\"set\":{\"text\":\"w%08x\",\"name\":\"N\"}",
                                           (guint) sim_random_next (&random));
  g_auto (GStrv) word = NULL;
  gboolean asked;

  if (!sim_server_is_up ())
    return;
  word = pick (sim_server_get_database (),
               "SELECT id, scope, coalesce (doc ->> '$.state', 'asked') FROM record WHERE"
               " type = 'client_word' AND doc IS NOT NULL AND doc ->> '$.given' IS NULL"
               " AND doc ->> '$.state' IS NOT 'taken-back' ORDER BY id",
               &random);
  asked = word != NULL && g_str_equal (word[2], SOL_CLIENT_WORD_ASKED);
  if (word == NULL || (!asked && sim_random_pick (&random, 3) > 0))
    return;
  g_free (sim_server_act (word[1] + SCOPE_HEAD, SOL_ROLE_SERVER, "client_word", word[0],
                          asked ? SOL_CLIENT_WORD_GIVE : SOL_CLIENT_WORD_TAKE_BACK,
                          asked ? rest : ""));
}

static void
change_left (SimClient *client, const char *id, SimRandom *random)
{
  const gboolean deletes = sim_random_pick (random, 3) == 0;
  g_autofree char *rest = deletes ? g_strdup ("")
                                  : g_strdup_printf ("\"set\":{\"text\":\"w%08x\"}",
                                                     (guint) sim_random_next (random));

  hand_over (client, "given_word", id, deletes ? "delete" : "edit", rest, NULL);
}

/* In the application, of which he may or may not be a member. */
void
sim_user_leave_word (SimClient *client, guint unused, guint64 seed)
{
  SimRandom random = { seed };
  g_auto (GStrv) left = NULL;
  g_auto (GStrv) structure = NULL;
  g_autofree char *id = NULL;
  g_autofree char *rest = NULL;

  if (client->account == NULL)
    return;
  left = pick_held (client, "SELECT id FROM record WHERE type = 'given_word' ORDER BY id", &random);
  structure = pick_structure (client, &random);
  if (left != NULL && sim_random_pick (&random, 2) == 0)
    {
      change_left (client, left[0], &random);
      return;
    }
  if (structure == NULL)
    return;
  sim_world_enter (client->machine);
  id = sol_uuid_new ();
  sim_world_leave ();
  rest = g_strdup_printf ("\"set\":{\"supplier\":\"%s\",\"text\":\"w%08x\",\"name\":\"N\","
                          "\"consent\":true}",
                          structure[0], (guint) sim_random_next (&random));
  hand_over (client, "given_word", id, "create", rest, NULL);
}

/* Whoever has them here shows one, or no more; now and then it is deleted. */
void
sim_user_show_word (SimClient *client, guint unused, guint64 seed)
{
  SimRandom random = { seed };
  g_auto (GStrv) word = client->account != NULL
                            ? pick_held (client,
                                         "SELECT id, scope, coalesce (doc ->> '$.shown', 0) FROM"
                                         " record WHERE type = 'client_word' ORDER BY id",
                                         &random)
                            : NULL;
  const gboolean deletes = sim_random_pick (&random, 10) == 0;
  g_autofree char *rest = NULL;

  if (word == NULL)
    return;
  rest = deletes ? g_strdup ("")
                 : g_strdup_printf ("\"set\":{\"shown\":%s}",
                                    g_str_equal (word[2], "1") ? "false" : "true");
  hand_over (client, "client_word", word[0], deletes ? "delete" : "edit", rest,
             word[1] + SCOPE_HEAD);
}

static const char calls_sql[] = "SELECT id, coalesce (doc ->> '$.state', '') FROM record WHERE"
                                " type = 'word_call' AND doc IS NOT NULL ORDER BY id";

/* A moderator, or somebody else of the server's own in his place. */
void
sim_user_hide_word (SimClient *client, guint unused, guint64 seed)
{
  SimRandom random = { seed };
  const gboolean here = client->person == SIM_REVIEWER && client->account != NULL;
  g_auto (GStrv) call = here ? pick_held (client, calls_sql, &random)
                        : sim_server_is_up ()
                            ? pick (sim_server_get_database (), calls_sql, &random)
                            : NULL;
  const gboolean hides = call != NULL && g_str_equal (call[1], SOL_CLIENT_WORD_ANSWERED);
  const char *op = hides ? SOL_WORD_CALL_HIDE : SOL_WORD_CALL_ALLOW;
  const char *rest = hides ? "\"set\":{\"remark\":\"R\"}" : "";

  if (call == NULL)
    return;
  if (here)
    hand_over (client, "word_call", call[0], op, rest, NULL);
  else
    g_free (sim_server_act (NULL, SOL_ROLE_MODERATOR, "word_call", call[0], op, rest));
}
