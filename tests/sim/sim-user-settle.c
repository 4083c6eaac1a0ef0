/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/sol-json.h"
#include "sim-people.h"
#include "sim-rows.h"
#include "sim-user.h"
#include "store/sol-account-drafts.h"
#include "store/sol-account-settle.h"
#include "store/sol-outbox-entry.h"

/* What somebody does with what was not taken up, and with what he has not finished writing. */

static void
on_settled (GObject *source, GAsyncResult *result, gpointer client)
{
  g_autoptr (GError) error = NULL;

  sol_account_store_settle_finish (SOL_ACCOUNT_STORE (source), result, &error);
  sim_tell ("%s settles: %d", ((SimClient *) client)->machine->name,
            error != NULL ? error->code : -1);
}

static void
on_retried (GObject *source, GAsyncResult *result, gpointer client)
{
  g_autoptr (GError) error = NULL;

  sol_account_store_retry_finish (SOL_ACCOUNT_STORE (source), result, &error);
  sim_tell ("%s sends again: %d", ((SimClient *) client)->machine->name,
            error != NULL ? error->code : -1);
}

static void
on_discarded (GObject *source, GAsyncResult *result, gpointer client)
{
  g_autoptr (GError) error = NULL;

  sol_account_store_discard_finish (SOL_ACCOUNT_STORE (source), result, &error);
  sim_tell ("%s discards: %d", ((SimClient *) client)->machine->name,
            error != NULL ? error->code : -1);
}

/* Its author no longer wants it. @origin: the id that the act had at first, unless it is a draft
 * that was made one */
static void
give_up (const char *origin, const char *body)
{
  GPtrArray *all = sim_typed_get_all ();

  for (guint i = 0; i < all->len; i++)
    {
      SimTyped *typed = all->pdata[i];

      if (g_strcmp0 (typed->act, origin) == 0 ||
          (typed->draft && strstr (body, typed->text) != NULL))
        typed->given_up = TRUE;
    }
}

/* What he wrote there before is as he left it. */
static void
give_up_earlier (const SimTyped *draft)
{
  GPtrArray *all = sim_typed_get_all ();

  for (guint i = 0; i < all->len && all->pdata[i] != draft; i++)
    if (sim_typed_is_draft_of (all->pdata[i], draft))
      ((SimTyped *) all->pdata[i])->given_up = TRUE;
}

/* He sends again what was a draft until its author could no longer read the listing: from now on it
 * is kept, or taken up, as any act. */
static void
become_act (const char *origin, const char *body)
{
  GPtrArray *all = sim_typed_get_all ();

  for (guint i = 0; i < all->len; i++)
    {
      SimTyped *typed = all->pdata[i];

      if (!typed->draft || strstr (body, typed->text) == NULL)
        continue;
      give_up_earlier (typed);
      typed->draft = FALSE;
      typed->unsure = FALSE;
      typed->act = g_strdup (origin);
    }
}

/* Returns: (transfer full): the same word for each part; what is theirs he gives up */
static GPtrArray *
choose (const char *conflicts, const char *origin, const char *body, gboolean mine)
{
  GPtrArray *choices = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_conflict_choice_free);
  g_autoptr (JsonNode) node = sol_json_parse (conflicts, strlen (conflicts), NULL);
  JsonArray *array = json_node_get_array (node);

  for (guint i = 0; i < json_array_get_length (array); i++)
    g_ptr_array_add (choices,
                     sol_conflict_choice_new (json_object_get_string_member (
                                                  json_array_get_object_element (array, i), "path"),
                                              mine ? SOL_CHOICE_MINE : SOL_CHOICE_THEIRS, NULL));
  if (!mine)
    give_up (origin, body);
  return choices;
}

static void
settle_one (SimClient *client, const char *row, SimRandom *random)
{
  g_auto (GStrv) parts = g_strsplit (row, "|", 5); /* id, origin, state, body, conflicts */
  gboolean mine = sim_random_pick (random, 2) == 0;

  if (g_ascii_strtoll (parts[2], NULL, 10) == SOL_OUTBOX_CONFLICT)
    {
      g_autoptr (GPtrArray) choices = choose (parts[4], parts[1], parts[3], mine);

      sol_account_store_settle_async (client->account, parts[0], choices, NULL, on_settled, client);
    }
  else if (mine)
    {
      become_act (parts[1], parts[3]);
      sol_account_store_retry_async (client->account, parts[0], NULL, on_retried, client);
    }
  else
    {
      give_up (parts[1], parts[3]);
      sol_account_store_discard_async (client->account, parts[0], NULL, on_discarded, client);
    }
}

/* He looks at what was not taken up, and does something about one of these. */
void
sim_user_settle (SimClient *client, guint64 seed)
{
  SimRandom random = { seed };
  g_autofree char *path = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  if (client->account == NULL)
    return;
  path = g_build_filename (sol_account_store_get_folder (client->account), "user.db", NULL);
  rows = sim_rows_read (path, "SELECT id, coalesce (origin, id), state, body, conflicts FROM entry"
                              " WHERE state IN (2, 3, 4, 5) ORDER BY place");
  sim_rows_close ();
  if (rows->len == 0)
    return;
  sim_world_enter (client->machine);
  settle_one (client, rows->pdata[sim_random_pick (&random, rows->len)], &random);
  sim_world_leave ();
}

typedef struct
{
  SimClient *client;
  SimTyped *typed;
} Saving;

/* From then on it is kept. One whose saving failed may be found there still, in place of the one
 * before: the program ended over it, or its files were closed. */
static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Saving *self = data;
  g_autoptr (GError) error = NULL;

  sol_account_store_save_draft_finish (SOL_ACCOUNT_STORE (source), result, &error);
  sim_tell ("%s saves a draft: %d", self->client->machine->name, error != NULL ? error->code : -1);
  self->typed->unsure = error != NULL || SOL_ACCOUNT_STORE (source) != self->client->account;
  if (!self->typed->unsure)
    give_up_earlier (self->typed);
  sim_typed_add (self->typed);
}

/* He writes, and does not say yet that he is done. */
void
sim_user_draft (SimClient *client, guint listing, guint64 seed)
{
  g_autofree char *text = g_strdup_printf ("d%u-%08x", client->index, (guint) seed);
  g_autofree char *doc = g_strdup_printf ("{\"name\":\"%s\"}", text);
  const char *organisation = sim_people_get_organisation (sim_people_get_owner (listing));
  g_autoptr (SolDraft)
      draft = sol_draft_new ("listing", sim_people_get_listing (listing), organisation, 0);
  Saving *saving;

  if (client->account == NULL)
    return;
  sol_draft_set_documents (draft, NULL, doc);
  saving = g_new (Saving, 1);
  *saving = (Saving){ client, sim_typed_new ((int) client->index, listing, NULL, text) };
  saving->typed->draft = TRUE;
  saving->typed->account = g_intern_string (sol_account_store_get_account (client->account));
  sim_world_enter (client->machine);
  sol_account_store_save_draft_async (client->account, draft, NULL, on_saved, saving);
  sim_world_leave ();
}
