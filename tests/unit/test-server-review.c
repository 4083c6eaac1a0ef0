/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/sol-uuid.h"
#include "server/sol-access.h"
#include "sol-test-mutations.h"

/* What a moderator decides on the copy of a listing that he has, on a real database. */

#define REMARKS "\"set\":{\"remarks\":[{\"id\":\"r1\",\"field\":\"city\",\"text\":\"Which?\"}]}"

static SolStored *
get (SolTestMutations *self, const char *type)
{
  g_autofree char *copy = sol_uuid_from_name ("listing", LISTING);

  return sol_storage_get (self->base.storage, type, g_str_equal (type, "listing") ? LISTING : copy,
                          NULL);
}

static void
assert_holds (SolTestMutations *self, const char *type, const char *part)
{
  g_autoptr (SolStored) stored = get (self, type);

  g_assert_nonnull (stored->doc);
  sol_test_mutations_assert_holds (stored->doc, part);
}

static gint64
get_rev (SolTestMutations *self)
{
  g_autoptr (SolStored) copy = get (self, "listing_review");

  return copy->rev;
}

/* By the moderator, on the copy. */
static const char *
decide (SolTestMutations *self, gint64 n, const char *op, gint64 base_rev, const char *rest)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_mutation_free);
  SolMutation *mutation = sol_test_mutations_make (THIRD, n, op, base_rev, rest);

  g_free (mutation->type);
  mutation->type = g_strdup ("listing_review");
  g_free (mutation->target);
  mutation->target = sol_uuid_from_name ("listing", LISTING);
  g_ptr_array_add (one, mutation);
  g_assert_true (sol_test_mutations_send_all (self, &sol_test_moderator, THIRD, one, NULL));
  return sol_test_mutations_get (self, 0);
}

static void
submit (SolTestMutations *self)
{
  sol_test_mutations_send (self, &sol_test_member, CLIENT, 1, "create", 0, WHOLE);
  sol_test_mutations_send (self, &sol_test_member, CLIENT, 2, "edit", 1,
                           "\"set\":{\"department\":\"84\"}");
  sol_test_mutations_assert_result (
      sol_test_mutations_send (self, &sol_test_manager, OTHER, 1, "submit", 2, ""), "applied");
}

static void
let_review (SolTestMutations *self, const char *scope)
{
  const char *const scopes[] = { scope, NULL };

  g_assert_true (sol_access_set_scopes (SOL_ACCESS (self->base.storage), sol_test_moderator.account,
                                        scopes, NULL));
}

static void
test_decides_in_his_departments (SolTestMutations *self, gconstpointer data)
{
  submit (self);
  sol_test_mutations_assert_result (decide (self, 1, "publish", get_rev (self), ""), "forbidden");
  let_review (self, "review:13");
  sol_test_mutations_assert_result (decide (self, 2, "publish", get_rev (self), ""), "forbidden");
  assert_holds (self, "listing", "\"state\":\"submitted\"");
  let_review (self, "review:84");
  sol_test_mutations_assert_result (decide (self, 3, "publish", get_rev (self), ""), "applied");
  assert_holds (self, "listing", "\"state\":\"published\"");
  assert_holds (self, "supplier", "\"name\":\"Semailles\"");
}

/* He keeps what he read; what the structure does since comes with its next submission. */
static void
test_remarks_and_answers_go_to_and_fro (SolTestMutations *self, gconstpointer data)
{
  gint64 rev;

  submit (self);
  let_review (self, "review:84");
  sol_test_mutations_assert_result (decide (self, 1, "ask_changes", get_rev (self), REMARKS),
                                    "applied");
  assert_holds (self, "listing", "\"state\":\"changes-asked\"");
  assert_holds (self, "listing", "\"field\":\"city\",\"text\":\"Which?\"");
  assert_holds (self, "listing_review", "\"state\":\"changes-asked\"");
  rev = get_rev (self);

  sol_test_mutations_assert_result (
      sol_test_mutations_send (self, &sol_test_member, CLIENT, 3, "edit", 4,
                               "\"set\":{\"city\":\"Apt\"},\"items\":[{\"path\":\"answers/r1\","
                               "\"act\":\"add\",\"set\":{\"corrected\":true}}]"),
      "applied");
  g_assert_cmpint (get_rev (self), ==, rev);
  sol_test_mutations_assert_result (
      sol_test_mutations_send (self, &sol_test_manager, OTHER, 2, "submit", 5, ""), "applied");
  assert_holds (self, "listing_review", "\"city\":\"Apt\"");
  assert_holds (self, "listing_review", "\"answers\":[{\"id\":\"r1\"");
  assert_holds (self, "listing_review", "\"text\":\"Which?\"");
}

static void
test_stale_decision_is_a_conflict (SolTestMutations *self, gconstpointer data)
{
  gint64 seen;
  const char *answer;

  submit (self);
  let_review (self, "review:84");
  seen = get_rev (self);
  sol_test_mutations_send (self, &sol_test_member, CLIENT, 3, "edit", 3,
                           "\"set\":{\"brand\":\"Meanwhile\"}");
  answer = decide (self, 1, "refuse", seen, "\"set\":{\"remark\":\"Why\"}");
  sol_test_mutations_assert_result (answer, "conflict");
  sol_test_mutations_assert_holds (answer, "\"path\":\"brand\"");
  sol_test_mutations_assert_holds (answer, "\"who\":\"u1\"");
  assert_holds (self, "listing", "\"state\":\"submitted\"");
  sol_test_mutations_assert_result (
      decide (self, 2, "refuse", get_rev (self), "\"set\":{\"remark\":\"Why\"}"), "applied");
  assert_holds (self, "listing", "\"state\":\"refused\"");
}

/* The other moderator was faster. */
static void
test_second_decision_is_told_the_state (SolTestMutations *self, gconstpointer data)
{
  gint64 seen;
  const char *answer;

  submit (self);
  let_review (self, "review:84");
  seen = get_rev (self);
  sol_test_mutations_assert_result (decide (self, 1, "ask_changes", seen, REMARKS), "applied");
  answer = decide (self, 2, "publish", seen, "");
  sol_test_mutations_assert_result (answer, "rejected");
  sol_test_mutations_assert_holds (answer, "\"changes-asked\"");
}

/* Said of the listing itself, it is the copy's too; what is archived leaves the review. */
static void
test_copy_follows_the_listing (SolTestMutations *self, gconstpointer data)
{
  g_autoptr (SolStored) gone = NULL;

  submit (self);
  sol_test_mutations_assert_result (
      sol_test_mutations_send (self, &sol_test_moderator, THIRD, 1, "publish", 3, ""), "applied");
  assert_holds (self, "listing_review", "\"state\":\"published\"");
  sol_test_mutations_assert_result (
      sol_test_mutations_send (self, &sol_test_manager, OTHER, 2, "archive", 4, ""), "applied");
  gone = get (self, "listing_review");
  g_assert_null (gone->doc);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test)                                                                        \
  g_test_add ("/server-review/" path, SolTestMutations, NULL, sol_test_mutations_set_up, test, \
              sol_test_mutations_tear_down)
  ADD ("decides-in-his-departments", test_decides_in_his_departments);
  ADD ("remarks-and-answers-go-to-and-fro", test_remarks_and_answers_go_to_and_fro);
  ADD ("stale-decision-is-a-conflict", test_stale_decision_is_a_conflict);
  ADD ("second-decision-is-told-the-state", test_second_decision_is_told_the_state);
  ADD ("copy-follows-the-listing", test_copy_follows_the_listing);
#undef ADD
  return g_test_run ();
}
