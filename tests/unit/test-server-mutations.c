/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/sol-json.h"
#include "model/sol-mutation.h"
#include "model/sol-uuid.h"
#include "server/sol-sqlite.h"
#include "sol-test-mutations.h"

static void
assert_batch_refused (SolTestMutations *self,
                      const char *client,
                      SolMutation *owned,
                      SolStorageError code)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_mutation_free);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (one, owned);
  g_assert_false (sol_test_mutations_send_all (self, &sol_test_member, client, one, &error));
  g_assert_error (error, SOL_STORAGE_ERROR, (int) code);
  g_assert_cmpuint (self->answers->len, ==, 0);
}

static SolStored *
get_supplier (SolTestMutations *self)
{
  g_autofree char *id = sol_uuid_from_name ("listing", LISTING);

  return sol_storage_get (self->base.storage, "supplier", id, NULL);
}

static void
test_applied_tells_what_it_is_now (SolTestMutations *self, gconstpointer data)
{
  const char *answer = sol_test_mutations_send (self, &sol_test_member, CLIENT, 1, "create", 0,
                                                WHOLE);
  g_autoptr (SolStored) stored = sol_storage_get (self->base.storage, "listing", LISTING, NULL);

  sol_test_mutations_assert_result (answer, "applied");
  sol_test_mutations_assert_holds (answer, "\"rev\":1,\"seq\":1}");
  g_assert_cmpstr (stored->scope, ==, "org:o1");
  sol_test_mutations_assert_holds (
      stored->doc, "\"activities\":[{\"id\":\"a\",\"at\":\"i\",\"sector\":\"bread\"}]");
}

static void
test_disjoint_edits_merge (SolTestMutations *self, gconstpointer data)
{
  const char *answer;

  sol_test_mutations_send (self, &sol_test_member, CLIENT, 1, "create", 0, WHOLE);
  sol_test_mutations_assert_result (sol_test_mutations_send (self, &sol_test_manager, OTHER, 1,
                                                             "edit", 1,
                                                             "\"set\":{\"brand\":\"B\"}"),
                                    "applied");
  sol_test_mutations_assert_result (sol_test_mutations_send (self, &sol_test_member, CLIENT, 2,
                                                             "edit", 1, "\"set\":{\"city\":\"C\"}"),
                                    "applied");
  answer = sol_test_mutations_send (self, &sol_test_member, CLIENT, 3, "edit", 1,
                                    "\"set\":{\"brand\":\"X\",\"city\":\"Y\"}");
  sol_test_mutations_assert_result (answer, "conflict");
  sol_test_mutations_assert_holds (
      answer, "\"conflicts\":[{\"path\":\"brand\",\"mine\":\"X\",\"theirs\":\"B\","
              "\"who\":\"u2\",\"when\":\"2026-11-26T");
  answer = sol_test_mutations_send (self, &sol_test_member, CLIENT, 4, "edit", 3,
                                    "\"set\":{\"brand\":\"X\"}");
  sol_test_mutations_assert_result (answer, "applied");
  sol_test_mutations_assert_holds (answer, "\"rev\":4");
}

/* That another's value is what it was says nothing of what he meant: who has not seen that he wrote
 * is asked, and who has is not. */
static void
test_value_that_came_back_was_written (SolTestMutations *self, gconstpointer data)
{
  const char *answer;

  sol_test_mutations_send (self, &sol_test_member, CLIENT, 1, "create", 0, WHOLE);
  sol_test_mutations_send (self, &sol_test_manager, OTHER, 1, "edit", 1,
                           "\"set\":{\"name\":\"N\"}");
  sol_test_mutations_send (self, &sol_test_manager, OTHER, 2, "edit", 2,
                           "\"set\":{\"name\":\"Semailles\"}");
  answer = sol_test_mutations_send (self, &sol_test_member, CLIENT, 2, "edit", 1,
                                    "\"set\":{\"name\":\"X\"}");
  sol_test_mutations_assert_result (answer, "conflict");
  sol_test_mutations_assert_holds (
      answer, "[{\"path\":\"name\",\"mine\":\"X\",\"theirs\":\"Semailles\",\"who\":\"u2\"");
  sol_test_mutations_assert_result (sol_test_mutations_send (self, &sol_test_member, CLIENT, 3,
                                                             "edit", 3, "\"set\":{\"name\":\"X\"}"),
                                    "applied");
}

static void
test_repeated_is_applied_once (SolTestMutations *self, gconstpointer data)
{
  gint64 seq;

  sol_test_mutations_send (self, &sol_test_member, CLIENT, 1, "create", 0, WHOLE);
  sol_test_mutations_send (self, &sol_test_manager, OTHER, 1, "edit", 1,
                           "\"set\":{\"name\":\"N\"}");
  seq = sol_storage_get_last_seq (self->base.storage, NULL, NULL, NULL);
  sol_test_mutations_assert_holds (
      sol_test_mutations_send (self, &sol_test_member, CLIENT, 1, "create", 0, WHOLE),
      "\"result\":\"already\",\"answer\":{");
  sol_test_mutations_assert_holds (sol_test_mutations_get (self, 0),
                                   "\"result\":\"applied\",\"rev\":1");
  g_assert_cmpint (sol_storage_get_last_seq (self->base.storage, NULL, NULL, NULL), ==, seq);

  /* Also when its answer is long forgotten. */
  self->now += 91 * DAY;
  g_assert_true (sol_storage_purge_mutations (self->base.storage, self->now, NULL));
  sol_test_mutations_assert_holds (
      sol_test_mutations_send (self, &sol_test_member, CLIENT, 1, "create", 0, WHOLE),
      "\"result\":\"already\"}");
  g_assert_cmpint (sol_storage_get_last_seq (self->base.storage, NULL, NULL, NULL), ==, seq);
}

static void
test_strange_numbers_refuse_the_batch (SolTestMutations *self, gconstpointer data)
{
  SolMutation *copied = sol_test_mutations_make (CLIENT, 1, "create", 0, WHOLE);

  sol_test_mutations_send (self, &sol_test_member, CLIENT, 1, "create", 0, WHOLE);
  assert_batch_refused (self, CLIENT,
                        sol_test_mutations_make (CLIENT, 3, "edit", 1, "\"set\":{\"city\":\"C\"}"),
                        SOL_STORAGE_ERROR_GAP);
  assert_batch_refused (
      self, CLIENT, sol_test_mutations_make (CLIENT, 1, "create", 0, "\"set\":{\"name\":\"N\"}"),
      SOL_STORAGE_ERROR_OTHER_BODY);
  g_free (copied->id);
  copied->id = sol_test_mutations_name (OTHER, 77);
  assert_batch_refused (self, CLIENT, copied, SOL_STORAGE_ERROR_CLONED);
}

/* A back-up was restored elsewhere: the act is known by its id, and its number there is taken. */
static void
test_another_installation_tells_it_again (SolTestMutations *self, gconstpointer data)
{
  g_autoptr (GPtrArray) batch = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_mutation_free);
  gint64 seq;

  sol_test_mutations_send (self, &sol_test_member, CLIENT, 1, "create", 0, WHOLE);
  seq = sol_storage_get_last_seq (self->base.storage, NULL, NULL, NULL);
  g_ptr_array_add (batch, sol_test_mutations_make (CLIENT, 1, "create", 0, WHOLE));
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;

      sol_test_mutations_send_all (self, &sol_test_member, OTHER, batch, &error);
      g_assert_no_error (error);
      sol_test_mutations_assert_holds (sol_test_mutations_get (self, 0),
                                       "\"result\":\"already\",\"answer\":{");
    }
  g_assert_cmpint (sol_storage_get_last_seq (self->base.storage, NULL, NULL, NULL), ==, seq);
  assert_batch_refused (self, OTHER, sol_test_mutations_make (OTHER, 1, "create", 0, WHOLE),
                        SOL_STORAGE_ERROR_CLONED);
  sol_test_mutations_assert_holds (sol_test_mutations_send (self, &sol_test_member, OTHER, 2,
                                                            "edit", 1, "\"set\":{\"name\":\"N\"}"),
                                   "\"result\":\"applied\"");
}

static void
test_broken_batch_leaves_nothing (SolTestMutations *self, gconstpointer data)
{
  g_autoptr (GPtrArray) batch = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_mutation_free);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (batch, sol_test_mutations_make (CLIENT, 1, "create", 0, WHOLE));
  g_ptr_array_add (batch,
                   sol_test_mutations_make (CLIENT, 3, "edit", 1, "\"set\":{\"city\":\"C\"}"));
  g_assert_false (sol_test_mutations_send_all (self, &sol_test_member, CLIENT, batch, &error));
  g_assert_error (error, SOL_STORAGE_ERROR, SOL_STORAGE_ERROR_GAP);
  g_assert_cmpint (sol_storage_get_last_seq (self->base.storage, NULL, NULL, NULL), ==, 0);
  sol_test_mutations_assert_result (
      sol_test_mutations_send (self, &sol_test_member, CLIENT, 1, "create", 0, WHOLE), "applied");
}

/* Has the database fail when it keeps the answer of that number, its effects written. */
static void
fail_at (SolTestMutations *self, gint64 n, const char *how)
{
  g_autofree char *sql = g_strdup_printf (
      "DROP TRIGGER IF EXISTS fault; CREATE TRIGGER fault BEFORE INSERT ON mutation WHEN NEW.n = "
      "%" G_GINT64_FORMAT " BEGIN SELECT RAISE (%s, 'no'); END",
      n, how);
  g_autoptr (SolSqlite) other = sol_sqlite_open (self->base.path, TRUE, NULL);

  g_assert_true (sol_sqlite_run (other, sql, NULL));
}

/* Three edits of a listing that is there. */
static gboolean
send_three (SolTestMutations *self, GError **error)
{
  g_autoptr (GPtrArray) batch = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_mutation_free);

  g_ptr_array_add (batch,
                   sol_test_mutations_make (CLIENT, 2, "edit", 1, "\"set\":{\"city\":\"C\"}"));
  g_ptr_array_add (batch,
                   sol_test_mutations_make (CLIENT, 3, "edit", 1, "\"set\":{\"brand\":\"B\"}"));
  g_ptr_array_add (batch,
                   sol_test_mutations_make (CLIENT, 4, "edit", 1, "\"set\":{\"phone\":\"1\"}"));
  return sol_test_mutations_send_all (self, &sol_test_member, CLIENT, batch, error);
}

static void
assert_stands (SolTestMutations *self, gint64 last_n, gint64 rev, gint64 seq)
{
  g_autoptr (SolStored) stored = sol_storage_get (self->base.storage, "listing", LISTING, NULL);

  g_assert_cmpint (sol_storage_get_last_n (self->base.storage, "u1", CLIENT, NULL), ==, last_n);
  g_assert_cmpint (sol_storage_get_last_seq (self->base.storage, NULL, NULL, NULL), ==, seq);
  g_assert_cmpint (stored->rev, ==, rev);
}

/* Those before it are written and answered; of it nothing is left, nor its number. */
static void
test_fault_leaves_what_came_before (SolTestMutations *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  sol_test_mutations_send (self, &sol_test_member, CLIENT, 1, "create", 0, WHOLE);
  fail_at (self, 3, "ABORT");
  g_test_expect_message (G_LOG_DOMAIN, G_LOG_LEVEL_WARNING, "*fails at mutation*");
  g_assert_true (send_three (self, &error));
  g_test_assert_expected_messages ();
  g_assert_cmpuint (self->answers->len, ==, 1);
  sol_test_mutations_assert_result (sol_test_mutations_get (self, 0), "applied");
  assert_stands (self, 2, 2, 2);

  fail_at (self, 99, "ABORT");
  g_assert_true (send_three (self, &error));
  sol_test_mutations_assert_result (sol_test_mutations_get (self, 0), "already");
  sol_test_mutations_assert_holds (sol_test_mutations_get (self, 1), "\"rev\":3,\"seq\":3}");
  sol_test_mutations_assert_holds (sol_test_mutations_get (self, 2), "\"rev\":4,\"seq\":4}");
  assert_stands (self, 4, 4, 4);
}

/* The first has none before it; and a database that takes all back by itself has kept none. */
static void
test_fault_that_leaves_nothing (SolTestMutations *self, gconstpointer data)
{
  static const struct
  {
    gint64 n;
    const char *how;
  } faults[] = { { 2, "ABORT" }, { 3, "ROLLBACK" } };

  sol_test_mutations_send (self, &sol_test_member, CLIENT, 1, "create", 0, WHOLE);
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (GError) error = NULL;

      fail_at (self, faults[i].n, faults[i].how);
      g_assert_false (send_three (self, &error));
      g_assert_error (error, SOL_STORAGE_ERROR, SOL_STORAGE_ERROR_FAILED);
      g_assert_cmpuint (self->answers->len, ==, 0);
      assert_stands (self, 1, 1, 1);
    }
}

static void
test_refusal_blocks_only_what_depends_on_it (SolTestMutations *self, gconstpointer data)
{
  g_autoptr (GPtrArray) batch = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_mutation_free);
  g_autofree char *second = sol_test_mutations_name (CLIENT, 2);
  g_autofree char *third = sol_test_mutations_name (CLIENT, 3);
  g_autofree char *after_second = g_strdup_printf ("\"after\":[\"%s\"],\"set\":{\"city\":\"C\"}",
                                                   second);
  g_autofree char *after_third = g_strdup_printf ("\"after\":[\"%s\"],\"set\":{\"city\":\"D\"}",
                                                  third);
  g_autofree char *by = g_strdup_printf ("\"by\":\"%s\"", second);

  g_ptr_array_add (batch, sol_test_mutations_make (CLIENT, 1, "create", 0, WHOLE));
  g_ptr_array_add (
      batch, sol_test_mutations_make (CLIENT, 2, "edit", 1, "\"set\":{\"state\":\"published\"}"));
  g_ptr_array_add (batch, sol_test_mutations_make (CLIENT, 3, "edit", 1, after_second));
  g_ptr_array_add (batch, sol_test_mutations_make (CLIENT, 4, "edit", 1, after_third));
  g_ptr_array_add (batch,
                   sol_test_mutations_make (CLIENT, 5, "edit", 1, "\"set\":{\"brand\":\"B\"}"));
  g_assert_true (sol_test_mutations_send_all (self, &sol_test_member, CLIENT, batch, NULL));

  sol_test_mutations_assert_result (sol_test_mutations_get (self, 0), "applied");
  sol_test_mutations_assert_holds (
      sol_test_mutations_get (self, 1),
      "\"result\":\"rejected\",\"code\":\"unknown-field\",\"arguments\":[\"state\"]");
  sol_test_mutations_assert_result (sol_test_mutations_get (self, 2), "blocked");
  sol_test_mutations_assert_holds (sol_test_mutations_get (self, 2), by);
  sol_test_mutations_assert_result (sol_test_mutations_get (self, 3), "blocked");
  sol_test_mutations_assert_result (sol_test_mutations_get (self, 4), "applied");
}

/* What stands after the number in the answer to a stranger. */
static char *
ask_as_stranger (SolTestMutations *self, gint64 n, const char *op, const char *rest)
{
  const char *answer = sol_test_mutations_send (self, &sol_test_stranger, OTHER, n, op, 1, rest);

  return g_strdup (strstr (answer, "\"result\""));
}

/* The answers are the same when there is nothing. */
static void
test_stranger_is_told_nothing (SolTestMutations *self, gconstpointer data)
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
  sol_test_mutations_send (self, &sol_test_member, CLIENT, 1, "create", 0, WHOLE);
  for (guint i = 0; i < G_N_ELEMENTS (ops); i++)
    {
      g_autofree char *now = ask_as_stranger (self, n++, ops[i][0], ops[i][1]);

      g_assert_cmpstr (now, ==, before[i]);
      g_free (before[i]);
    }
  sol_test_mutations_assert_holds (
      sol_test_mutations_send (self, &sol_test_stranger, OTHER, n, "create", 0, WHOLE),
      "\"result\":\"rejected\",\"code\":\"wrong-value\",\"arguments\":[\"target\"]}");
  sol_test_mutations_assert_result (sol_test_mutations_send (self, &sol_test_moderator, THIRD, 1,
                                                             "edit", 1,
                                                             "\"set\":{\"name\":\"Mine\"}"),
                                    "forbidden");
}

static void
test_published_is_shown_to_all (SolTestMutations *self, gconstpointer data)
{
  g_autoptr (SolStored) hidden = NULL;
  g_autoptr (SolStored) shown = NULL;
  g_autoptr (SolStored) changed = NULL;
  g_autoptr (SolStored) gone = NULL;

  sol_test_mutations_send (self, &sol_test_member, CLIENT, 1, "create", 0, WHOLE);
  sol_test_mutations_assert_result (sol_test_mutations_send (self, &sol_test_manager, OTHER, 1,
                                                             "submit", 1,
                                                             "\"set\":{\"note\":\"secret\"}"),
                                    "applied");
  hidden = get_supplier (self);
  g_assert_null (hidden);
  sol_test_mutations_assert_result (
      sol_test_mutations_send (self, &sol_test_moderator, THIRD, 1, "publish", 2, ""), "applied");
  shown = get_supplier (self);
  g_assert_cmpstr (shown->scope, ==, "public");
  sol_test_mutations_assert_holds (shown->doc, "\"name\":\"Semailles\"");
  sol_test_mutations_assert_holds (shown->doc, "\"verified_on\":\"2026-11-26\"");
  g_assert_null (strstr (shown->doc, "secret"));
  sol_test_mutations_assert_result (sol_test_mutations_send (self, &sol_test_member, CLIENT, 2,
                                                             "edit", 3,
                                                             "\"set\":{\"brand\":\"B\"}"),
                                    "applied");
  changed = get_supplier (self);
  g_assert_cmpstr (changed->doc, ==, shown->doc);
  sol_test_mutations_assert_result (sol_test_mutations_send (self, &sol_test_moderator, THIRD, 2,
                                                             "suspend", 4,
                                                             "\"set\":{\"remark\":\"Why\"}"),
                                    "applied");
  gone = get_supplier (self);
  g_assert_null (gone->doc);
  g_assert_cmpint (gone->rev, ==, 2);
}

static void
test_deleted_can_be_restored_for_a_month (SolTestMutations *self, gconstpointer data)
{
  g_autoptr (SolStored) stored = NULL;

  sol_test_mutations_send (self, &sol_test_member, CLIENT, 1, "create", 0, WHOLE);
  sol_test_mutations_send (self, &sol_test_manager, OTHER, 1, "edit", 1,
                           "\"set\":{\"brand\":\"B\"}");
  sol_test_mutations_assert_result (
      sol_test_mutations_send (self, &sol_test_member, CLIENT, 2, "delete", 1, ""), "conflict");
  sol_test_mutations_assert_result (
      sol_test_mutations_send (self, &sol_test_member, CLIENT, 3, "delete", 2, ""), "applied");
  sol_test_mutations_assert_holds (sol_test_mutations_send (self, &sol_test_member, CLIENT, 4,
                                                            "edit", 2, "\"set\":{\"city\":\"C\"}"),
                                   "\"result\":\"gone\",\"restorable\":true");
  self->now += 29 * DAY;
  sol_test_mutations_assert_result (
      sol_test_mutations_send (self, &sol_test_member, CLIENT, 5, "restore", 3, ""), "applied");
  stored = sol_storage_get (self->base.storage, "listing", LISTING, NULL);
  sol_test_mutations_assert_holds (stored->doc, "\"brand\":\"B\"");
  g_assert_cmpint (stored->rev, ==, 4);

  sol_test_mutations_assert_result (
      sol_test_mutations_send (self, &sol_test_member, CLIENT, 6, "delete", 4, ""), "applied");
  self->now += 31 * DAY;
  sol_test_mutations_assert_holds (
      sol_test_mutations_send (self, &sol_test_member, CLIENT, 7, "restore", 5, ""),
      "\"result\":\"gone\",\"restorable\":false");
}

/* All that was written is there when the database is opened again. */
static void
test_survives_a_restart (SolTestMutations *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  sol_test_mutations_send (self, &sol_test_member, CLIENT, 1, "create", 0, WHOLE);
  sol_test_mutations_send (self, &sol_test_manager, OTHER, 1, "edit", 1,
                           "\"set\":{\"brand\":\"B\"}");
  g_clear_object (&self->base.storage);
  self->base.storage = sol_storage_sqlite_open (self->base.path, FALSE, &error);
  g_assert_no_error (error);
  sol_test_mutations_assert_result (
      sol_test_mutations_send (self, &sol_test_member, CLIENT, 1, "create", 0, WHOLE), "already");
  sol_test_mutations_assert_result (sol_test_mutations_send (self, &sol_test_member, CLIENT, 2,
                                                             "edit", 1,
                                                             "\"set\":{\"brand\":\"X\"}"),
                                    "conflict");
}

/* In the log of all that is written: refusals are not. */
static void
test_written_is_in_the_log (SolTestMutations *self, gconstpointer data)
{
  g_autoptr (SolSqlite) reader = NULL;
  sqlite3_stmt *row;

  sol_test_mutations_send (self, &sol_test_member, CLIENT, 1, "create", 0, WHOLE);
  sol_test_mutations_send (self, &sol_test_stranger, OTHER, 1, "edit", 1,
                           "\"set\":{\"name\":\"Mine\"}");
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
test_unknown_types_are_rejected (SolTestMutations *self, gconstpointer data)
{
  g_autoptr (GPtrArray) batch = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_mutation_free);
  SolMutation *mutation = sol_test_mutations_make (CLIENT, 1, "create", 0, "");
  SolMutation *supplier = sol_test_mutations_make (CLIENT, 2, "create", 0,
                                                   "\"set\":{\"name\":\"N\"}");

  g_free (mutation->type);
  mutation->type = g_strdup ("spaceship");
  g_free (supplier->type);
  supplier->type = g_strdup ("supplier");
  g_ptr_array_add (batch, mutation);
  g_ptr_array_add (batch, supplier);
  g_assert_true (sol_test_mutations_send_all (self, &sol_test_manager, CLIENT, batch, NULL));
  sol_test_mutations_assert_holds (sol_test_mutations_get (self, 0),
                                   "\"arguments\":[\"spaceship\"]");
  sol_test_mutations_assert_result (sol_test_mutations_get (self, 1), "forbidden");
}

static void
add (const char *path, void (*test) (SolTestMutations *self, gconstpointer data))
{
  g_test_add (path, SolTestMutations, NULL, sol_test_mutations_set_up, test,
              sol_test_mutations_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/mutations/applied-tells-what-it-is-now", test_applied_tells_what_it_is_now);
  add ("/mutations/disjoint-edits-merge", test_disjoint_edits_merge);
  add ("/mutations/value-that-came-back-was-written", test_value_that_came_back_was_written);
  add ("/mutations/repeated-is-applied-once", test_repeated_is_applied_once);
  add ("/mutations/strange-numbers-refuse-the-batch", test_strange_numbers_refuse_the_batch);
  add ("/mutations/another-installation-tells-it-again", test_another_installation_tells_it_again);
  add ("/mutations/broken-batch-leaves-nothing", test_broken_batch_leaves_nothing);
  add ("/mutations/fault-leaves-what-came-before", test_fault_leaves_what_came_before);
  add ("/mutations/fault-that-leaves-nothing", test_fault_that_leaves_nothing);
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
