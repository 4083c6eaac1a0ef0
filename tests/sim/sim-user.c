/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-user.h"

#include <string.h>

#include "model/sol-listing-charter.h"
#include "model/sol-mutation.h"
#include "sim-people.h"
#include "sim-rows.h"
#include "sim-sheet.h"
#include "store/sol-account-act.h"
#include "store/sol-store-error.h"

/* Somebody in front of a machine: acts on listings as forms would, and sees what is shown. */

#define SOME_ID "01928374-0000-7000-8000-000000000001"

/* What he is about to do, now that he sees the listing as it is. */
typedef struct
{
  SimClient *client;
  guint listing;
  SimRandom *random;
  SimTyped *typed; /* (nullable): nothing that could be lost */
} Act;

static gint64 seen_revs[SIM_MAX_CLIENTS][SIM_N_LISTINGS];

void
sim_user_begin (void)
{
  sim_typed_begin ();
  memset (seen_revs, 0, sizeof seen_revs);
}

void
sim_user_end (void)
{
  sim_typed_end ();
}

static const char *
get_account (SolAccountStore *store)
{
  return g_intern_string (sol_account_store_get_account (store));
}

/* What is on its way into the outbox. */
typedef struct
{
  SimClient *client;
  guint listing;
  SimTyped *typed; /* (nullable) */
} Writing;

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Writing *self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = sol_account_store_act_finish (SOL_ACCOUNT_STORE (source), result, &error);

  sim_tell ("%s acts on %u: %d", self->client->machine->name, self->listing,
            error != NULL ? error->code : -1);
  if (self->typed == NULL)
    return;
  if (id == NULL && error->domain != SOL_STORE_ERROR)
    {
      sim_typed_free (self->typed);
      return;
    }
  /* The files that it went into may have been closed and taken away since. */
  self->typed->unsure = id == NULL || SOL_ACCOUNT_STORE (source) != self->client->account;
  self->typed->settled = self->typed->settled || id == NULL;
  self->typed->act = g_steal_pointer (&id);
  sim_typed_add (self->typed);
}

/**
 * sim_user_hand_over:
 * @text: a mutation, of whatever id, number and revision
 * @organisation: (nullable): for which he acts
 * @owned_typed: (nullable): what would be lost with it
 *
 * Hands an act to the program.
 */
void
sim_user_hand_over (SimClient *client,
                    const char *text,
                    const char *organisation,
                    guint listing,
                    SimTyped *owned_typed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SolMutation) mutation = sol_mutation_parse (text, strlen (text), &error);
  Writing *writing = g_new (Writing, 1);

  g_assert_no_error (error);
  *writing = (Writing){ client, listing, owned_typed };
  if (owned_typed != NULL)
    owned_typed->account = get_account (client->account);
  sol_account_store_act_async (client->account, mutation, organisation, SOL_ACT_PLAIN, NULL,
                               on_written, writing);
}

/* Returns: (transfer full): @rest: what the mutation says, as members of it; or "" */
char *
sim_user_make_mutation (const char *type, const char *id, const char *op, const char *rest)
{
  return g_strdup_printf ("{\"id\":\"" SOME_ID "\",\"n\":1,\"t\":\"%s\",\"target\":\"%s\","
                          "\"op\":\"%s\",\"base_rev\":0%s%s}",
                          type, id, op, *rest != '\0' ? "," : "", rest);
}

/* As sim_user_hand_over(), an act on a listing; @rest: see sim_user_make_mutation() */
void
sim_user_write (SimClient *client,
                guint listing,
                const char *op,
                const char *rest,
                SimTyped *owned_typed)
{
  g_autofree char *text = sim_user_make_mutation ("listing", sim_people_get_listing (listing), op,
                                                  rest);

  sim_user_hand_over (client, text, sim_people_get_organisation (sim_people_get_owner (listing)),
                      listing, owned_typed);
}

/* The text that this act types: there is no other like it in the world. */
static char *
type (Act *self, const char *field, SolRecord *shown)
{
  char *text = g_strdup_printf ("t%u-%08x", self->client->index,
                                (guint) sim_random_next (self->random));

  self->typed = sim_typed_new ((int) self->client->index, self->listing, field, text);
  if (shown != NULL && field != NULL)
    self->typed->before = g_strdup (sol_record_get_text (shown, field));
  return text;
}

static char *
make_creation (Act *self)
{
  g_autofree char *name = type (self, "name", NULL);

  return g_strdup_printf (
      "\"set\":{\"name\":\"%s\",\"siret\":\"73282932000074\",\"kind\":\"ACI\"},"
      "\"items\":[{\"path\":\"activities/a\",\"act\":\"add\",\"set\":{\"sector\":\"bread\"}}]",
      name);
}

static char *
make_text_edit (Act *self, SolRecord *shown)
{
  static const char *const fields[] = { "name", "brand", "city", "phone", "description" };
  const char *field = fields[sim_random_pick (self->random, G_N_ELEMENTS (fields))];
  g_autofree char *text = type (self, field, shown);

  return g_strdup_printf ("\"set\":{\"%s\":\"%s\"}", field, text);
}

static char *
make_set_edit (Act *self)
{
  gboolean leaves = sim_random_pick (self->random, 3) == 0;
  g_autofree char *code = g_strdup_printf ("N%u", sim_random_pick (self->random, 4));

  self->typed = sim_typed_new ((int) self->client->index, self->listing, "networks", code);
  self->typed->code = TRUE;
  self->typed->leaves = leaves;
  self->typed->settled = TRUE;
  return g_strdup_printf ("\"%s\":{\"networks\":[\"%s\"]}", leaves ? "remove" : "add", code);
}

static char *
make_item_edit (Act *self)
{
  static const char *const acts[] = { "add", "edit", "edit", "remove" };
  const char *act = acts[sim_random_pick (self->random, G_N_ELEMENTS (acts))];
  guint item = sim_random_pick (self->random, 4);
  g_autofree char *text = NULL;

  if (g_str_equal (act, "remove"))
    return g_strdup_printf ("\"items\":[{\"path\":\"offers/o%u\",\"act\":\"remove\"}]", item);
  text = type (self, NULL, NULL);
  return g_strdup_printf (
      "\"items\":[{\"path\":\"offers/o%u\",\"act\":\"%s\",\"set\":{\"title\":\"%s\"}}]", item, act,
      text);
}

/* What is open cannot be opened again: he signs the charter for it. */
static const char *
choose_operation (Act *self, SolRecord *shown)
{
  static const char *const operations[] = { "submit", "archive", "reopen", "delete" };
  const char *op = operations[sim_random_pick (self->random, G_N_ELEMENTS (operations))];

  return g_str_equal (op, "reopen") &&
                 g_strcmp0 (sol_record_get_text (shown, "state"), "archived") != 0
             ? SOL_LISTING_SIGN_CHARTER
             : op;
}

/* Returns: (transfer full): the rest of the mutation; @op: (out): what it does */
static char *
choose (Act *self, SolRecord *shown, gint64 rev, const char **op)
{
  guint drawn = sim_random_pick (self->random, 20);

  *op = "edit";
  if (shown == NULL && rev == 0)
    {
      *op = "create";
      return make_creation (self);
    }
  if (shown == NULL)
    {
      *op = "restore";
      return g_strdup ("");
    }
  if (drawn < 9)
    return make_text_edit (self, shown);
  if (drawn < 14)
    return make_set_edit (self);
  if (drawn < 17)
    return make_item_edit (self);
  *op = choose_operation (self, shown);
  return g_strdup (g_str_equal (*op, SOL_LISTING_SIGN_CHARTER)
                       ? "\"set\":{\"edition\":1,\"name\":\"Une\",\"role\":\"Gérante\"}"
                       : "");
}

static void
act_on_listing (SimClient *client, guint listing, SolShownRecord *shown, SimRandom *random)
{
  Act act = { client, listing, random };
  const char *op;
  g_autofree char *rest = choose (&act, sol_shown_record_get_record (shown),
                                  sol_shown_record_get_rev (shown), &op);

  sim_user_write (client, listing, op, rest, act.typed);
}

/* Who is about to act, once he sees what there is. */
typedef struct
{
  SimClient *client;
  SolAccountStore *store;
  guint listing;
  SimRandom random;
  SimActFunc act;
} Looking;

static void
on_shown (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Looking *self = data;
  g_autoptr (SolAccountStore) store = self->store;
  g_autoptr (SolShownRecord) shown = sol_account_store_get_record_finish (store, result, NULL);

  if (shown != NULL && store == self->client->account)
    self->act (self->client, self->listing, shown, &self->random);
}

/* Calls @act with what the program shows of a record that is about a listing. */
void
sim_user_look (SimClient *client,
               const char *type,
               const char *id,
               guint listing,
               guint64 seed,
               SimActFunc act)
{
  Looking *looking;

  if (client->account == NULL)
    return;
  looking = g_new (Looking, 1);
  *looking = (Looking){ client, g_object_ref (client->account), listing, { seed }, act };
  sim_world_enter (client->machine);
  sol_account_store_get_record_async (client->account, type, id, NULL, on_shown, looking);
  sim_world_leave ();
}

/* He does something to a listing: what, the seed says, and what he sees of it. */
void
sim_user_act (SimClient *client, guint listing, guint64 seed)
{
  sim_user_look (client, "listing", sim_people_get_listing (listing), listing, seed,
                 act_on_listing);
}

typedef struct
{
  SimClient *client;
  guint listing;
} Sight;

/* Whether what he typed was not refused: it waits, is on its way, or was taken up. */
static gboolean
holds (const Sight *sight, SimTyped *typed)
{
  g_autofree char *path = g_build_filename (sol_account_store_get_folder (sight->client->account),
                                            "user.db", NULL);
  g_autofree char *sql = g_strdup_printf (
      "SELECT 1 FROM entry WHERE (id = '%s' OR origin = '%s') AND state IN (0, 1, 6)", typed->act,
      typed->act);
  g_autoptr (GPtrArray) rows = sim_rows_read (path, sql);

  sim_rows_close ();
  typed->settled = rows->len == 0;
  return rows->len > 0;
}

static void
check_flicker (const Sight *sight, SolRecord *record)
{
  GPtrArray *all = sim_typed_get_all ();

  for (guint i = 0; i < all->len; i++)
    {
      SimTyped *typed = all->pdata[i];
      const char *now;

      if (typed->client != (int) sight->client->index || typed->listing != sight->listing ||
          typed->field == NULL || typed->settled)
        continue;
      now = record != NULL ? sim_sheet_get_text (record, typed->field) : NULL;
      /* Something else stands there: he went on, or another did. */
      if (record == NULL ||
          (g_strcmp0 (now, typed->text) != 0 && g_strcmp0 (now, typed->before) != 0))
        typed->settled = TRUE;
      else if (g_strcmp0 (now, typed->before) == 0 && typed->before != NULL && holds (sight, typed))
        sim_fail ("%s: “%s” stands again where “%s” was typed", sight->client->machine->name,
                  typed->before, typed->text);
    }
}

static void
on_seen (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Sight *sight = data;
  g_autoptr (SolShownRecord)
      shown = sol_account_store_get_record_finish (SOL_ACCOUNT_STORE (source), result, NULL);
  gint64 *seen = &seen_revs[sight->client->index][sight->listing];
  gint64 rev;

  if (shown == NULL || SOL_ACCOUNT_STORE (source) != sight->client->account)
    return;
  rev = sol_shown_record_get_held (shown) != NULL ? sol_shown_record_get_rev (shown) : 0;
  if (rev > 0 && rev < *seen && !sim_typed_count_anew ())
    sim_fail ("%s: the revision of listing %u falls from %d to %d", sight->client->machine->name,
              sight->listing, (int) *seen, (int) rev);
  *seen = MAX (*seen, rev);
  /* Until its feed is read anew, what a restored server answers looks older than what is held. */
  if (!sim_typed_count_anew () && (sol_shown_record_get_state (shown) == SOL_SHOWN_SETTLED ||
                                   sol_shown_record_get_state (shown) == SOL_SHOWN_WAITING))
    check_flicker (sight, sol_shown_record_get_record (shown));
}

/* As a page does that shows the listing. */
static void
on_changed (SimClient *client)
{
  for (guint i = 0; i < SIM_N_LISTINGS; i++)
    {
      Sight *sight = g_new (Sight, 1);

      *sight = (Sight){ client, i };
      sol_account_store_get_record_async (client->account, "listing", sim_people_get_listing (i),
                                          NULL, on_seen, sight);
    }
}

/* Whose files are open now has what was written before anybody signed in. */
static void
adopt (SimClient *client, const char *account)
{
  GPtrArray *all = sim_typed_get_all ();

  for (guint i = 0; account != NULL && i < all->len; i++)
    {
      SimTyped *typed = all->pdata[i];

      if (typed->client == (int) client->index && typed->account == NULL)
        typed->account = account;
    }
}

void
sim_user_watch (SimClient *client)
{
  adopt (client, get_account (client->account));
  g_signal_connect_swapped (client->account, "changed", G_CALLBACK (on_changed), client);
  on_changed (client);
}

/* What was told anew, and what was discarded with what it came after, his files alone tell, which
 * may go with him. */
static void
note_entries (SimClient *client)
{
  g_autofree char *path = g_build_filename (sol_account_store_get_folder (client->account),
                                            "user.db", NULL);
  GPtrArray *all = sim_typed_get_all ();
  g_autoptr (GPtrArray) rows = NULL;

  if (sim_disk_is_dead (client->machine->disk) || !g_file_test (path, G_FILE_TEST_EXISTS))
    return;
  rows = sim_rows_read (path, "SELECT coalesce (origin, id), id, state = 7, body FROM entry");
  sim_rows_close ();
  for (guint i = 0; i < rows->len; i++)
    {
      g_auto (GStrv) parts = g_strsplit (rows->pdata[i], "|", 4);

      for (guint j = 0; j < all->len; j++)
        {
          SimTyped *typed = all->pdata[j];

          if (g_strcmp0 (typed->act, parts[0]) != 0 || strstr (parts[3], typed->text) == NULL)
            continue;
          typed->given_up = typed->given_up || g_str_equal (parts[2], "1");
          g_free (typed->anew);
          typed->anew = g_strdup (parts[1]);
        }
    }
}

/* The files are closed. What he sees after they are opened again may be older than what he saw
 * before: a power cut takes what was not yet on the disk from the cache, and who signs in anew
 * begins with an empty one. */
void
sim_user_forget (SimClient *client)
{
  GPtrArray *all = sim_typed_get_all ();

  g_signal_handlers_disconnect_by_data (client->account, client);
  if (g_strcmp0 (sol_account_session_get_id (client->session),
                 sol_account_store_get_account (client->account)) != 0)
    note_entries (client);
  memset (seen_revs[client->index], 0, sizeof seen_revs[client->index]);
  for (guint i = 0; i < all->len; i++)
    {
      SimTyped *typed = all->pdata[i];

      if (typed->client != (int) client->index)
        continue;
      typed->settled = TRUE;
      if (typed->account == get_account (client->account))
        typed->given_up = typed->given_up || client->discards;
    }
}

/* He signs out, and what he did not send may go; his files could not be opened. What was written
 * before he came may be in them already. */
void
sim_user_give_up_unopened (SimClient *client)
{
  GPtrArray *all = sim_typed_get_all ();

  for (guint i = 0; i < all->len; i++)
    {
      SimTyped *typed = all->pdata[i];

      if (typed->client == (int) client->index && typed->account == NULL)
        typed->given_up = TRUE;
    }
}
