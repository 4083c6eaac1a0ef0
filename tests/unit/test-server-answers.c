/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/sol-uuid.h"
#include "server/sol-sqlite.h"
#include "sol-test-mutations.h"

static SolStored *
get_review (SolTestMutations *self)
{
  g_autofree char *id = sol_uuid_from_name ("listing", LISTING);

  return sol_storage_get (self->base.storage, "listing_review", id, NULL);
}

/* The moderator reads a copy, which tells the revision that he says yes to. */
static void
test_submitted_is_copied_for_review (SolTestMutations *self, gconstpointer data)
{
  g_autoptr (SolStored) copy = NULL;
  g_autoptr (SolStored) fresh = NULL;
  g_autoptr (SolStored) decided = NULL;

  sol_test_mutations_send (self, &sol_test_member, CLIENT, 1, "create", 0, WHOLE);
  sol_test_mutations_send (self, &sol_test_member, CLIENT, 2, "edit", 1,
                           "\"set\":{\"department\":\"84\"}");
  sol_test_mutations_send (self, &sol_test_manager, OTHER, 1, "submit", 2,
                           "\"set\":{\"note\":\"Please\"}");
  copy = get_review (self);
  g_assert_cmpstr (copy->scope, ==, "review:84");
  sol_test_mutations_assert_holds (copy->doc, "\"note\":\"Please\"");
  sol_test_mutations_assert_holds (copy->doc, "\"listing\":\"" LISTING "\",\"listing_rev\":3");
  sol_test_mutations_send (self, &sol_test_member, CLIENT, 3, "edit", 3,
                           "\"set\":{\"brand\":\"B\"}");
  fresh = get_review (self);
  sol_test_mutations_assert_holds (fresh->doc, "\"listing_rev\":4");
  sol_test_mutations_assert_result (
      sol_test_mutations_send (self, &sol_test_moderator, THIRD, 1, "publish", 3, ""), "conflict");
  g_assert_null (strstr (sol_test_mutations_get (self, 0), "conflicts"));
  sol_test_mutations_assert_result (
      sol_test_mutations_send (self, &sol_test_moderator, THIRD, 2, "publish", 4, ""), "applied");
  decided = get_review (self);
  sol_test_mutations_assert_holds (decided->doc, "\"state\":\"published\"");
}

/* How many answers hold any of these words. */
static int
count_answers_with (SolTestMutations *self, const char *word)
{
  g_autoptr (SolSqlite) reader = sol_sqlite_open (self->base.path, FALSE, NULL);
  sqlite3_stmt *row = sol_sqlite_bind (
      reader, "SELECT count (*) FROM mutation WHERE instr (answer, ?1)", NULL, "t", word);

  g_assert_cmpint (sol_sqlite_step (reader, row, NULL), ==, SQLITE_ROW);
  return sqlite3_column_int (row, 0);
}

/* Nor what a client says of its own without an end. */
static void
test_kept_answer_holds_no_document (SolTestMutations *self, gconstpointer data)
{
  g_autofree char *word = g_strnfill (5000, 'x');
  g_autofree char *unknown = g_strdup_printf ("\"set\":{\"%s\":1}", word);
  g_autofree char *cut = g_strndup (word, 101);

  sol_test_mutations_send (self, &sol_test_member, CLIENT, 1, "create", 0, WHOLE);
  sol_test_mutations_send (self, &sol_test_manager, OTHER, 1, "edit", 1,
                           "\"set\":{\"brand\":\"Theirs\"}");
  sol_test_mutations_assert_holds (sol_test_mutations_send (self, &sol_test_member, CLIENT, 2,
                                                            "edit", 1,
                                                            "\"set\":{\"brand\":\"Mine\"}"),
                                   "Theirs");
  sol_test_mutations_assert_holds (sol_test_mutations_send (self, &sol_test_member, CLIENT, 2,
                                                            "edit", 1,
                                                            "\"set\":{\"brand\":\"Mine\"}"),
                                   "Theirs");
  sol_test_mutations_assert_result (
      sol_test_mutations_send (self, &sol_test_member, CLIENT, 3, "edit", 1, unknown), "rejected");
  g_assert_cmpint (count_answers_with (self, "result"), ==, 4);
  g_assert_cmpint (count_answers_with (self, "Semailles"), ==, 0);
  g_assert_cmpint (count_answers_with (self, "Theirs"), ==, 0);
  g_assert_cmpint (count_answers_with (self, cut), ==, 0);
}

/* Who left the organisation since is not told what it wrote. */
static void
test_conflict_told_again_is_for_who_may_read (SolTestMutations *self, gconstpointer data)
{
  const SolActor former = { "u1", "o2", SOL_ROLE_MEMBER };

  sol_test_mutations_send (self, &sol_test_member, CLIENT, 1, "create", 0, WHOLE);
  sol_test_mutations_send (self, &sol_test_manager, OTHER, 1, "edit", 1,
                           "\"set\":{\"brand\":\"Theirs\"}");
  sol_test_mutations_send (self, &sol_test_member, CLIENT, 2, "edit", 1,
                           "\"set\":{\"brand\":\"Mine\"}");
  sol_test_mutations_assert_result (
      sol_test_mutations_send (self, &former, CLIENT, 2, "edit", 1, "\"set\":{\"brand\":\"Mine\"}"),
      "already");
  g_assert_null (strstr (sol_test_mutations_get (self, 0), "Theirs"));
}

/* What came of it was told so long ago that its client acted on that. */
static void
test_forgotten_holds_nothing_up (SolTestMutations *self, gconstpointer data)
{
  g_autofree char *second = sol_test_mutations_name (CLIENT, 2);
  g_autofree char *after = g_strdup_printf ("\"after\":[\"%s\"],\"set\":{\"city\":\"C\"}", second);

  sol_test_mutations_send (self, &sol_test_member, CLIENT, 1, "create", 0, WHOLE);
  sol_test_mutations_send (self, &sol_test_member, CLIENT, 2, "burn", 1, "");
  sol_test_mutations_assert_result (
      sol_test_mutations_send (self, &sol_test_member, CLIENT, 3, "edit", 1, after), "blocked");
  self->now += 91 * DAY;
  g_assert_true (sol_storage_purge_mutations (self->base.storage, self->now, NULL));
  sol_test_mutations_assert_result (
      sol_test_mutations_send (self, &sol_test_member, CLIENT, 4, "edit", 1, after), "applied");
}

/* What is known of an installation stays for ever, so that there is an end to them. */
static void
test_account_has_so_many_clients (SolTestMutations *self, gconstpointer data)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_mutation_free);
  g_autoptr (SolSqlite) database = sol_sqlite_open (self->base.path, TRUE, NULL);
  g_autoptr (GError) error = NULL;

  for (gint64 i = 0; i < 200; i++)
    g_assert_true (sol_sqlite_execute (
        database, "INSERT INTO client (account, client, last_n) VALUES ('u1', 'c' || ?1, 1)", NULL,
        "i", i));
  g_ptr_array_add (one, sol_test_mutations_make (CLIENT, 1, "burn", 0, ""));
  g_assert_false (sol_test_mutations_send_all (self, &sol_test_member, CLIENT, one, &error));
  g_assert_error (error, SOL_STORAGE_ERROR, SOL_STORAGE_ERROR_CLIENTS);
  g_assert_true (sol_test_mutations_send_all (self, &sol_test_manager, CLIENT, one, NULL));
}

/* Values that might be those of a partial index change nothing of it. */
static void
test_statements_are_planned_once (SolTestMutations *self, gconstpointer unused)
{
  static const char sql[] = "SELECT seq FROM record WHERE scope = ?1 AND type = ?2 ORDER BY seq";
  g_autoptr (SolSqlite) reader = sol_sqlite_open (self->base.path, FALSE, NULL);
  sqlite3_stmt *statement = NULL;

  for (guint i = 0; i < 3; i++)
    {
      statement = sol_sqlite_bind (reader, sql, NULL, "tt", "x", i == 1 ? "claim" : "listing");
      g_assert_cmpint (sol_sqlite_step (reader, statement, NULL), ==, SQLITE_DONE);
    }
  g_assert_cmpint (sqlite3_stmt_status (statement, SQLITE_STMTSTATUS_REPREPARE, FALSE), ==, 0);
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
  add ("/answers/submitted-is-copied-for-review", test_submitted_is_copied_for_review);
  add ("/answers/kept-answer-holds-no-document", test_kept_answer_holds_no_document);
  add ("/answers/conflict-told-again-is-for-who-may-read",
       test_conflict_told_again_is_for_who_may_read);
  add ("/answers/forgotten-holds-nothing-up", test_forgotten_holds_nothing_up);
  add ("/answers/account-has-so-many-clients", test_account_has_so_many_clients);
  add ("/answers/statements-are-planned-once", test_statements_are_planned_once);
  return g_test_run ();
}
