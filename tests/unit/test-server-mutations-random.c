/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/sol-json.h"
#include "model/sol-listing.h"
#include "model/sol-mutation.h"
#include "model/sol-record-edit.h"
#include "model/sol-uuid.h"
#include "sol-test-storage.h"

/* Members of one organisation write one listing, each on his own copy, through a line that loses
 * answers. What the model says at both ends goes through a real database. */

#define N_CLIENTS 3
#ifdef __SANITIZE_ADDRESS__
#define N_STEPS 150
#else
#define N_STEPS 1500
#endif
#define LISTING "01928374-0000-7000-8000-0000000000a1"

typedef struct
{
  char *name;
  char *account;
  gint64 n;
  SolRecord *base; /* as the server had it last */
  SolRecord *mine;
  SolRecord *sent; /* (nullable): what @pending told */
  SolMutation *pending;
} Client;

typedef struct
{
  SolTestStorage base;
  GRand *rand;
  guint n_texts;
  Client clients[N_CLIENTS];
} World;

static int
pick (World *self, int n)
{
  return g_rand_int_range (self->rand, 0, n);
}

static SolRecord *
load (gint64 rev, JsonObject *doc)
{
  SolRecord *record = sol_record_new (SOL_TYPE_LISTING, 0);

  sol_record_load (record, LISTING, "org:o", rev, doc);
  return record;
}

static SolRecord *
load_text (gint64 rev, const char *text)
{
  g_autoptr (JsonNode) node = sol_json_parse (text, strlen (text), NULL);

  return load (rev, json_node_get_object (node));
}

static char *
print (SolRecord *record)
{
  g_autoptr (JsonObject) doc = sol_record_to_json (record);

  return sol_json_object_to_text (doc);
}

static char *
make_id (World *self)
{
  guint8 random[SOL_UUID_RANDOM];

  for (guint i = 0; i < sizeof random; i++)
    random[i] = (guint8) pick (self, 256);
  return sol_uuid_new_at (G_GINT64_CONSTANT (1795694400000), random);
}

static void
edit_field (World *self, Client *client, const char *typed)
{
  const char *const fields[] = { "name", "brand", "city", "description" };

  sol_record_set_text (client->mine, fields[pick (self, G_N_ELEMENTS (fields))], typed);
}

/* One is added, or one of those that are there is written or taken away. */
static void
edit_offers (World *self, Client *client, const char *typed)
{
  g_autoptr (JsonObject) doc = sol_record_to_json (client->mine);
  g_autoptr (JsonObject) changes = json_object_new ();
  g_autoptr (GError) error = NULL;
  JsonArray *offers = json_object_has_member (doc, "offers")
                          ? json_array_ref (json_object_get_array_member (doc, "offers"))
                          : json_array_new ();
  guint n = json_array_get_length (offers);
  guint index = n > 0 ? (guint) pick (self, (int) n) : 0;

  if (n == 0 || (n < 8 && pick (self, 3) == 0))
    {
      JsonObject *offer = json_object_new ();

      json_object_set_string_member (offer, "id", typed);
      json_object_set_string_member (offer, "at", "5");
      json_object_set_string_member (offer, "title", typed);
      json_array_add_object_element (offers, offer);
    }
  else if (pick (self, 4) == 0)
    json_array_remove_element (offers, index);
  else
    json_object_set_string_member (json_array_get_object_element (offers, index), "text", typed);
  json_object_set_array_member (changes, "offers", offers);
  g_assert_true (sol_record_apply (client->mine, changes, &error));
  g_assert_no_error (error);
}

static void
edit_networks (World *self, Client *client)
{
  g_autofree char *text = g_strdup_printf ("{\"networks\":[\"N%d\",\"N%d\"]}", pick (self, 5),
                                           pick (self, 5));
  g_autoptr (JsonNode) node = sol_json_parse (text, strlen (text), NULL);

  g_assert_true (sol_record_apply (client->mine, json_node_get_object (node), NULL));
}

/* Changes what the client holds, as a form would; each text is typed once. */
static void
edit (World *self, Client *client)
{
  g_autofree char *typed = g_strdup_printf ("t%u", self->n_texts++);

  switch (pick (self, 3))
    {
    case 0:
      edit_networks (self, client);
      break;
    case 1:
      edit_field (self, client, typed);
      break;
    default:
      edit_offers (self, client, typed);
    }
}

/* Puts into the outbox what differs; nothing, when nothing does or something is there. */
static void
queue (World *self, Client *client)
{
  g_autofree char *id = make_id (self);
  g_autoptr (SolPatch) patch = sol_patch_new_diff (client->base, client->mine);

  if (client->pending != NULL || sol_patch_is_empty (patch))
    return;
  client->pending = sol_mutation_new (id, ++client->n, "listing", LISTING);
  client->pending->op = g_strdup (SOL_MUTATION_EDIT);
  client->pending->base_rev = sol_record_get_rev (client->base);
  sol_patch_free (client->pending->patch);
  client->pending->patch = g_steal_pointer (&patch);
  client->sent = sol_record_copy (client->mine);
}

static JsonObject *
send (World *self, Client *client, SolMutation *mutation)
{
  const SolActor actor = { client->account, "o", SOL_ROLE_MEMBER };
  const SolStorageSender sender = { &actor, NULL, client->name, 1795694400 };
  g_autoptr (GPtrArray) mutations = g_ptr_array_new ();
  g_autoptr (GPtrArray)
      answers = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_storage_answer_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = NULL;
  const char *text;
  JsonObject *answer;

  g_ptr_array_add (mutations, mutation);
  g_assert_true (sol_storage_mutate (self->base.storage, &sender, mutations, answers, &error));
  g_assert_no_error (error);
  text = ((SolStorageAnswer *) answers->pdata[0])->text;
  node = sol_json_parse (text, strlen (text), NULL);
  answer = json_node_get_object (node);
  if (json_object_has_member (answer, "answer"))
    answer = json_object_get_object_member (answer, "answer");
  return json_object_ref (answer);
}

/* @from: what the client's copy was made of, and the server's answer is news to. */
static void
rebase (Client *client, SolRecord *from, SolRecord *owned_now)
{
  g_auto (GStrv) settled = sol_record_merge (from, client->mine, owned_now);

  g_assert_cmpint (sol_record_get_rev (owned_now), >=, sol_record_get_rev (client->base));
  g_set_object (&client->base, owned_now);
  g_object_unref (owned_now);
}

/* Without its codes: one that left and joined again stays on the server, which alone saw that. */
static char *
print_without_codes (const char *doc)
{
  g_autoptr (JsonNode) node = sol_json_parse (doc, strlen (doc), NULL);

  json_object_remove_member (json_node_get_object (node), "networks");
  return sol_json_object_to_text (json_node_get_object (node));
}

/* What the client would make of it, with the record as it is now at hand, is the server's word. */
static void
assert_foreseen (SolRecord *base,
                 SolRecord *sent,
                 const SolStored *before,
                 const SolStored *after,
                 JsonObject *answer)
{
  g_autoptr (SolRecord) theirs = load_text (before->rev, before->doc);
  g_autoptr (SolRecord) merged = sol_record_copy (sent);
  g_auto (GStrv) conflicts = sol_record_merge (base, merged, theirs);
  g_autofree char *printed = print (merged);
  g_autofree char *foreseen = print_without_codes (conflicts[0] != NULL ? before->doc : printed);
  g_autofree char *now = print_without_codes (after->doc);

  g_assert_cmpstr (json_object_get_string_member (answer, "result"), ==,
                   conflicts[0] != NULL ? "conflict" : "applied");
  g_assert_cmpstr (now, ==, foreseen);
}

/* The answer may be lost: then the same is sent again another time. */
static void
push (World *self, Client *client)
{
  g_autoptr (SolStored) before = sol_storage_get (self->base.storage, "listing", LISTING, NULL);
  g_autoptr (SolStored) after = NULL;
  g_autoptr (JsonObject) answer = NULL;
  gboolean again = client->pending != NULL;
  gboolean applied;
  SolRecord *now;

  queue (self, client);
  if (client->pending == NULL)
    return;
  answer = send (self, client, client->pending);
  after = sol_storage_get (self->base.storage, "listing", LISTING, NULL);
  if (!again)
    assert_foreseen (client->base, client->sent, before, after, answer);
  if (pick (self, 3) == 0)
    return;
  applied = g_str_equal (json_object_get_string_member (answer, "result"), "applied");
  if (!applied)
    g_assert_cmpstr (json_object_get_string_member (answer, "result"), ==, "conflict");
  now = load_text (after->rev, after->doc);
  rebase (client, applied ? client->sent : client->base, now);
  g_clear_object (&client->sent);
  g_clear_pointer (&client->pending, sol_mutation_free);
}

static void
pull (World *self, Client *client)
{
  g_autoptr (SolStored) stored = sol_storage_get (self->base.storage, "listing", LISTING, NULL);

  if (client->pending == NULL)
    rebase (client, client->base, load_text (stored->rev, stored->doc));
}

static gboolean
is_clean (Client *client)
{
  g_autoptr (SolPatch) patch = sol_patch_new_diff (client->base, client->mine);

  return client->pending == NULL && sol_patch_is_empty (patch);
}

/* Returns: whether all have nothing left to send. */
static gboolean
settle (World *self)
{
  gboolean clean = TRUE;

  for (guint i = 0; i < N_CLIENTS; i++)
    {
      push (self, &self->clients[i]);
      clean = clean && is_clean (&self->clients[i]);
    }
  return clean;
}

static void
set_up (World *self, gconstpointer data)
{
  SolStorageWrite write = { "listing", LISTING, "org:o", "{\"name\":\"A\"}", 0 };

  sol_test_storage_set_up (&self->base, data);
  self->rand = g_rand_new_with_seed (20261126);
  g_assert_true (sol_storage_apply (self->base.storage, &write, 1, NULL));
  for (guint i = 0; i < N_CLIENTS; i++)
    {
      Client *client = &self->clients[i];

      client->name = make_id (self);
      client->account = g_strdup_printf ("u%u", i);
      client->base = load_text (1, write.doc);
      client->mine = load_text (1, write.doc);
    }
}

static void
tear_down (World *self, gconstpointer data)
{
  for (guint i = 0; i < N_CLIENTS; i++)
    {
      g_free (self->clients[i].name);
      g_free (self->clients[i].account);
      g_object_unref (self->clients[i].base);
      g_object_unref (self->clients[i].mine);
    }
  g_rand_free (self->rand);
  sol_test_storage_tear_down (&self->base, data);
}

static void
test_copies_converge (World *self, gconstpointer data)
{
  g_autoptr (SolStored) stored = NULL;
  guint rounds = 0;

  for (guint i = 0; i < N_STEPS; i++)
    {
      Client *client = &self->clients[pick (self, N_CLIENTS)];
      void (*const acts[]) (World *, Client *) = { edit, edit, push, pull };

      acts[pick (self, G_N_ELEMENTS (acts))](self, client);
    }
  while (!settle (self))
    g_assert_cmpuint (rounds++, <, 100);

  stored = sol_storage_get (self->base.storage, "listing", LISTING, NULL);
  for (guint i = 0; i < N_CLIENTS; i++)
    {
      g_autofree char *mine = NULL;

      pull (self, &self->clients[i]);
      mine = print (self->clients[i].mine);
      g_assert_cmpstr (mine, ==, stored->doc);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/mutations-random/copies-converge", World, NULL, set_up, test_copies_converge,
              tear_down);
  return g_test_run ();
}
