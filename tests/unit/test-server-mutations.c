/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/sol-json.h"
#include "model/sol-mutation.h"
#include "model/sol-uuid.h"
#include "server/sol-sqlite.h"
#include "sol-test-storage.h"

#define CLIENT "01928374-0000-7000-8000-00000000000c"
#define OTHER "01928374-0000-7000-8000-00000000000d"
#define THIRD "01928374-0000-7000-8000-00000000000e"
#define LISTING "01928374-0000-7000-8000-0000000000a1"
#define NOW G_GINT64_CONSTANT (1795694400)
#define DAY (24 * 3600)
#define WHOLE                                                                       \
  "\"set\":{\"name\":\"Semailles\",\"siret\":\"73282932000074\",\"kind\":\"ACI\"}," \
  "\"items\":[{\"path\":\"activities/a\",\"act\":\"add\",\"set\":{\"sector\":\"bread\"}}]"

static const SolActor member = { "u1", "o1", SOL_ROLE_MEMBER };
static const SolActor manager = { "u2", "o1", SOL_ROLE_MANAGER };
static const SolActor moderator = { "u3", NULL, SOL_ROLE_MODERATOR };
static const SolActor stranger = { "u4", "o2", SOL_ROLE_MANAGER };

typedef struct
{
  SolTestStorage base;
  GPtrArray *answers; /* of the last batch */
  gint64 now;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  sol_test_storage_set_up (&self->base, data);
  self->answers = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_storage_answer_free);
  self->now = NOW;
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  sol_test_storage_tear_down (&self->base, data);
  g_ptr_array_unref (self->answers);
}

/* The id of the mutation @n of a client. */
static char *
name (const char *client, gint64 n)
{
  return g_strdup_printf ("01928374-0000-7000-80%c0-%012" G_GINT64_MODIFIER "x",
                          client[strlen (client) - 1], n);
}

static SolMutation *
make (const char *client, gint64 n, const char *op, gint64 base_rev, const char *rest)
{
  g_autofree char *id = name (client, n);
  g_autofree char *text = g_strdup_printf (
      "{\"id\":\"%s\",\"n\":%" G_GINT64_FORMAT ",\"t\":\"listing\",\"target\":\"" LISTING
      "\",\"op\":\"%s\",\"base_rev\":%" G_GINT64_FORMAT "%s%s}",
      id, n, op, base_rev, *rest != '\0' ? "," : "", rest);
  g_autoptr (GError) error = NULL;
  SolMutation *mutation = sol_mutation_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  return mutation;
}

static gboolean
send_all (Fixture *self,
          const SolActor *actor,
          const char *client,
          GPtrArray *mutations,
          GError **error)
{
  const SolStorageSender sender = { actor, "session", client, self->now };

  g_ptr_array_set_size (self->answers, 0);
  return sol_storage_mutate (self->base.storage, &sender, mutations, self->answers, error);
}

/* What was told of the one at @index of the last batch. */
static const char *
get (Fixture *self, guint index)
{
  return ((SolStorageAnswer *) self->answers->pdata[index])->text;
}

/* Sends one and returns its answer, good until the next. */
static const char *
send (Fixture *self,
      const SolActor *actor,
      const char *client,
      gint64 n,
      const char *op,
      gint64 base_rev,
      const char *rest)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_mutation_free);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (one, make (client, n, op, base_rev, rest));
  g_assert_true (send_all (self, actor, client, one, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (self->answers->len, ==, 1);
  return get (self, 0);
}

static void
assert_batch_refused (Fixture *self, const char *client, SolMutation *owned, SolStorageError code)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_mutation_free);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (one, owned);
  g_assert_false (send_all (self, &member, client, one, &error));
  g_assert_error (error, SOL_STORAGE_ERROR, (int) code);
  g_assert_cmpuint (self->answers->len, ==, 0);
}

static void
assert_result (const char *answer, const char *expected)
{
  g_autofree char *part = g_strdup_printf ("\"result\":\"%s\"", expected);

  if (strstr (answer, part) == NULL)
    g_error ("Not %s: %s", expected, answer);
}

static void
assert_holds (const char *answer, const char *part)
{
  if (strstr (answer, part) == NULL)
    g_error ("No %s in %s", part, answer);
}

static SolStored *
get_supplier (Fixture *self)
{
  g_autofree char *id = sol_uuid_from_name ("listing", LISTING);

  return sol_storage_get (self->base.storage, "supplier", id, NULL);
}

static void
test_applied_tells_what_it_is_now (Fixture *self, gconstpointer data)
{
  const char *answer = send (self, &member, CLIENT, 1, "create", 0, WHOLE);
  g_autoptr (SolStored) stored = sol_storage_get (self->base.storage, "listing", LISTING, NULL);

  assert_result (answer, "applied");
  assert_holds (answer, "\"rev\":1,\"seq\":1}");
  g_assert_cmpstr (stored->scope, ==, "org:o1");
  assert_holds (stored->doc, "\"activities\":[{\"id\":\"a\",\"at\":\"i\",\"sector\":\"bread\"}]");
}

static void
test_disjoint_edits_merge (Fixture *self, gconstpointer data)
{
  const char *answer;

  send (self, &member, CLIENT, 1, "create", 0, WHOLE);
  assert_result (send (self, &manager, OTHER, 1, "edit", 1, "\"set\":{\"brand\":\"B\"}"),
                 "applied");
  assert_result (send (self, &member, CLIENT, 2, "edit", 1, "\"set\":{\"city\":\"C\"}"), "applied");
  answer = send (self, &member, CLIENT, 3, "edit", 1, "\"set\":{\"brand\":\"X\",\"city\":\"Y\"}");
  assert_result (answer, "conflict");
  assert_holds (answer, "\"conflicts\":[{\"path\":\"brand\",\"mine\":\"X\",\"theirs\":\"B\","
                        "\"who\":\"u2\",\"when\":\"2026-11-26T");
  answer = send (self, &member, CLIENT, 4, "edit", 3, "\"set\":{\"brand\":\"X\"}");
  assert_result (answer, "applied");
  assert_holds (answer, "\"rev\":4");
}

static void
test_repeated_is_applied_once (Fixture *self, gconstpointer data)
{
  gint64 seq;

  send (self, &member, CLIENT, 1, "create", 0, WHOLE);
  send (self, &manager, OTHER, 1, "edit", 1, "\"set\":{\"name\":\"N\"}");
  seq = sol_storage_get_last_seq (self->base.storage, NULL, NULL, NULL);
  assert_holds (send (self, &member, CLIENT, 1, "create", 0, WHOLE),
                "\"result\":\"already\",\"answer\":{");
  assert_holds (get (self, 0), "\"result\":\"applied\",\"rev\":1");
  g_assert_cmpint (sol_storage_get_last_seq (self->base.storage, NULL, NULL, NULL), ==, seq);

  /* Also when its answer is long forgotten. */
  self->now += 91 * DAY;
  g_assert_true (sol_storage_purge_mutations (self->base.storage, self->now, NULL));
  assert_holds (send (self, &member, CLIENT, 1, "create", 0, WHOLE), "\"result\":\"already\"}");
  g_assert_cmpint (sol_storage_get_last_seq (self->base.storage, NULL, NULL, NULL), ==, seq);
}

static void
test_strange_numbers_refuse_the_batch (Fixture *self, gconstpointer data)
{
  SolMutation *copied = make (CLIENT, 1, "create", 0, WHOLE);

  send (self, &member, CLIENT, 1, "create", 0, WHOLE);
  assert_batch_refused (self, CLIENT, make (CLIENT, 3, "edit", 1, "\"set\":{\"city\":\"C\"}"),
                        SOL_STORAGE_ERROR_GAP);
  assert_batch_refused (self, CLIENT, make (CLIENT, 1, "create", 0, "\"set\":{\"name\":\"N\"}"),
                        SOL_STORAGE_ERROR_OTHER_BODY);
  g_free (copied->id);
  copied->id = name (OTHER, 77);
  assert_batch_refused (self, CLIENT, copied, SOL_STORAGE_ERROR_CLONED);
  assert_batch_refused (self, OTHER, make (CLIENT, 1, "create", 0, WHOLE),
                        SOL_STORAGE_ERROR_CLONED);
}

static void
test_broken_batch_leaves_nothing (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) batch = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_mutation_free);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (batch, make (CLIENT, 1, "create", 0, WHOLE));
  g_ptr_array_add (batch, make (CLIENT, 3, "edit", 1, "\"set\":{\"city\":\"C\"}"));
  g_assert_false (send_all (self, &member, CLIENT, batch, &error));
  g_assert_error (error, SOL_STORAGE_ERROR, SOL_STORAGE_ERROR_GAP);
  g_assert_cmpint (sol_storage_get_last_seq (self->base.storage, NULL, NULL, NULL), ==, 0);
  assert_result (send (self, &member, CLIENT, 1, "create", 0, WHOLE), "applied");
}

static void
test_refusal_blocks_only_what_depends_on_it (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) batch = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_mutation_free);
  g_autofree char *second = name (CLIENT, 2);
  g_autofree char *third = name (CLIENT, 3);
  g_autofree char *after_second = g_strdup_printf ("\"after\":[\"%s\"],\"set\":{\"city\":\"C\"}",
                                                   second);
  g_autofree char *after_third = g_strdup_printf ("\"after\":[\"%s\"],\"set\":{\"city\":\"D\"}",
                                                  third);
  g_autofree char *by = g_strdup_printf ("\"by\":\"%s\"", second);

  g_ptr_array_add (batch, make (CLIENT, 1, "create", 0, WHOLE));
  g_ptr_array_add (batch, make (CLIENT, 2, "edit", 1, "\"set\":{\"state\":\"published\"}"));
  g_ptr_array_add (batch, make (CLIENT, 3, "edit", 1, after_second));
  g_ptr_array_add (batch, make (CLIENT, 4, "edit", 1, after_third));
  g_ptr_array_add (batch, make (CLIENT, 5, "edit", 1, "\"set\":{\"brand\":\"B\"}"));
  g_assert_true (send_all (self, &member, CLIENT, batch, NULL));

  assert_result (get (self, 0), "applied");
  assert_holds (get (self, 1),
                "\"result\":\"rejected\",\"code\":\"unknown-field\",\"arguments\":[\"state\"]");
  assert_result (get (self, 2), "blocked");
  assert_holds (get (self, 2), by);
  assert_result (get (self, 3), "blocked");
  assert_result (get (self, 4), "applied");
}

/* What stands after the number in the answer to a stranger. */
static char *
ask_as_stranger (Fixture *self, gint64 n, const char *op, const char *rest)
{
  const char *answer = send (self, &stranger, OTHER, n, op, 1, rest);

  return g_strdup (strstr (answer, "\"result\""));
}

/* The answers are the same when there is nothing. */
static void
test_stranger_is_told_nothing (Fixture *self, gconstpointer data)
{
  const char *const ops[][2] = { { "edit", "\"set\":{\"name\":\"Mine\"}" },
                                 { "edit", "\"set\":{\"colour\":1}" },
                                 { "delete", "" },
                                 { "restore", "" },
                                 { "submit", "" },
                                 { "submit", "\"add\":{\"networks\":[\"x\"]}" },
                                 { "publish", "" },
                                 { "burn", "" } };
  char *before[G_N_ELEMENTS (ops)];
  gint64 n = 1;

  for (guint i = 0; i < G_N_ELEMENTS (ops); i++)
    before[i] = ask_as_stranger (self, n++, ops[i][0], ops[i][1]);
  send (self, &member, CLIENT, 1, "create", 0, WHOLE);
  for (guint i = 0; i < G_N_ELEMENTS (ops); i++)
    {
      g_autofree char *now = ask_as_stranger (self, n++, ops[i][0], ops[i][1]);

      g_assert_cmpstr (now, ==, before[i]);
      g_free (before[i]);
    }
  assert_holds (send (self, &stranger, OTHER, n, "create", 0, WHOLE),
                "\"result\":\"rejected\",\"code\":\"wrong-value\",\"arguments\":[\"target\"]}");
  assert_result (send (self, &moderator, THIRD, 1, "edit", 1, "\"set\":{\"name\":\"Mine\"}"),
                 "forbidden");
}

static void
test_published_is_shown_to_all (Fixture *self, gconstpointer data)
{
  g_autoptr (SolStored) hidden = NULL;
  g_autoptr (SolStored) shown = NULL;
  g_autoptr (SolStored) changed = NULL;
  g_autoptr (SolStored) gone = NULL;

  send (self, &member, CLIENT, 1, "create", 0, WHOLE);
  assert_result (send (self, &manager, OTHER, 1, "submit", 1, "\"set\":{\"note\":\"secret\"}"),
                 "applied");
  hidden = get_supplier (self);
  g_assert_null (hidden);
  assert_result (send (self, &moderator, THIRD, 1, "publish", 2, ""), "applied");
  shown = get_supplier (self);
  g_assert_cmpstr (shown->scope, ==, "public");
  assert_holds (shown->doc, "\"name\":\"Semailles\"");
  assert_holds (shown->doc, "\"verified_on\":\"2026-11-26\"");
  g_assert_null (strstr (shown->doc, "secret"));
  assert_result (send (self, &member, CLIENT, 2, "edit", 3, "\"set\":{\"brand\":\"B\"}"),
                 "applied");
  changed = get_supplier (self);
  assert_holds (changed->doc, "\"brand\":\"B\"");
  assert_result (send (self, &moderator, THIRD, 2, "suspend", 4, "\"set\":{\"remark\":\"Why\"}"),
                 "applied");
  gone = get_supplier (self);
  g_assert_null (gone->doc);
  g_assert_cmpint (gone->rev, ==, 3);
}

static void
test_deleted_can_be_restored_for_a_month (Fixture *self, gconstpointer data)
{
  g_autoptr (SolStored) stored = NULL;

  send (self, &member, CLIENT, 1, "create", 0, WHOLE);
  send (self, &manager, OTHER, 1, "edit", 1, "\"set\":{\"brand\":\"B\"}");
  assert_result (send (self, &member, CLIENT, 2, "delete", 1, ""), "conflict");
  assert_result (send (self, &member, CLIENT, 3, "delete", 2, ""), "applied");
  assert_holds (send (self, &member, CLIENT, 4, "edit", 2, "\"set\":{\"city\":\"C\"}"),
                "\"result\":\"gone\",\"restorable\":true");
  self->now += 29 * DAY;
  assert_result (send (self, &member, CLIENT, 5, "restore", 3, ""), "applied");
  stored = sol_storage_get (self->base.storage, "listing", LISTING, NULL);
  assert_holds (stored->doc, "\"brand\":\"B\"");
  g_assert_cmpint (stored->rev, ==, 4);

  assert_result (send (self, &member, CLIENT, 6, "delete", 4, ""), "applied");
  self->now += 31 * DAY;
  assert_holds (send (self, &member, CLIENT, 7, "restore", 5, ""),
                "\"result\":\"gone\",\"restorable\":false");
}

/* All that was written is there when the database is opened again. */
static void
test_survives_a_restart (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  send (self, &member, CLIENT, 1, "create", 0, WHOLE);
  send (self, &manager, OTHER, 1, "edit", 1, "\"set\":{\"brand\":\"B\"}");
  g_clear_object (&self->base.storage);
  self->base.storage = sol_storage_sqlite_open (self->base.path, FALSE, &error);
  g_assert_no_error (error);
  assert_result (send (self, &member, CLIENT, 1, "create", 0, WHOLE), "already");
  assert_result (send (self, &member, CLIENT, 2, "edit", 1, "\"set\":{\"brand\":\"X\"}"),
                 "conflict");
}

/* In the log of all that is written: refusals are not. */
static void
test_written_is_in_the_log (Fixture *self, gconstpointer data)
{
  g_autoptr (SolSqlite) reader = NULL;
  sqlite3_stmt *row;

  send (self, &member, CLIENT, 1, "create", 0, WHOLE);
  send (self, &stranger, OTHER, 1, "edit", 1, "\"set\":{\"name\":\"Mine\"}");
  reader = sol_sqlite_open (self->base.path, FALSE, NULL);
  row = sol_sqlite_prepare (
      reader,
      "SELECT group_concat (account || ' ' || session || ' ' || client || ' ' || act || ' ' || "
      "detail) FROM audit",
      NULL);
  g_assert_cmpint (sol_sqlite_step (reader, row, NULL), ==, SQLITE_ROW);
  g_assert_cmpstr ((const char *) sqlite3_column_text (row, 0), ==,
                   "u1 session " CLIENT " create listing " LISTING " name,siret,kind,activities");
}

static void
test_unknown_types_are_rejected (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) batch = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_mutation_free);
  SolMutation *mutation = make (CLIENT, 1, "create", 0, "");
  SolMutation *supplier = make (CLIENT, 2, "create", 0, "\"set\":{\"name\":\"N\"}");

  g_free (mutation->type);
  mutation->type = g_strdup ("spaceship");
  g_free (supplier->type);
  supplier->type = g_strdup ("supplier");
  g_ptr_array_add (batch, mutation);
  g_ptr_array_add (batch, supplier);
  g_assert_true (send_all (self, &manager, CLIENT, batch, NULL));
  assert_holds (get (self, 0), "\"arguments\":[\"spaceship\"]");
  assert_result (get (self, 1), "forbidden");
}

static void
add (const char *path, void (*test) (Fixture *self, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/mutations/applied-tells-what-it-is-now", test_applied_tells_what_it_is_now);
  add ("/mutations/disjoint-edits-merge", test_disjoint_edits_merge);
  add ("/mutations/repeated-is-applied-once", test_repeated_is_applied_once);
  add ("/mutations/strange-numbers-refuse-the-batch", test_strange_numbers_refuse_the_batch);
  add ("/mutations/broken-batch-leaves-nothing", test_broken_batch_leaves_nothing);
  add ("/mutations/refusal-blocks-only-what-depends-on-it",
       test_refusal_blocks_only_what_depends_on_it);
  add ("/mutations/stranger-is-told-nothing", test_stranger_is_told_nothing);
  add ("/mutations/published-is-shown-to-all", test_published_is_shown_to_all);
  add ("/mutations/deleted-can-be-restored-for-a-month", test_deleted_can_be_restored_for_a_month);
  add ("/mutations/survives-a-restart", test_survives_a_restart);
  add ("/mutations/written-is-in-the-log", test_written_is_in_the_log);
  add ("/mutations/unknown-types-are-rejected", test_unknown_types_are_rejected);
  return g_test_run ();
}
