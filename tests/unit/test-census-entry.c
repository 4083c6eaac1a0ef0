/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-census-entry.h"
#include "model/sol-model-error.h"
#include "model/sol-operation.h"
#include "model/sol-projection.h"
#include "sol-test-support.h"

/* What may be done to a structure that a network censused. */

#define ID "01928374-0000-7000-8000-000000000001"
#define NETWORK "01928374-0000-7000-8000-00000000000a"

static const SolActor server = { "u1", NULL, SOL_ROLE_SERVER, "N" };
static const SolActor animator = { "u2", NETWORK, SOL_ROLE_MEMBER | SOL_ROLE_ANIMATOR, "N" };
static const SolActor member = { "u3", NETWORK, SOL_ROLE_MEMBER | SOL_ROLE_MANAGER, "N" };

static SolRecord *
make_entry (void)
{
  return sol_record_new_from_text (SOL_TYPE_CENSUS_ENTRY, 0, ID, "org:" NETWORK, 1,
                                   "{\"name\":\"A\",\"email\":\"a@example.org\",\"phone\":\"1\","
                                   "\"department\":\"84\"}",
                                   NULL);
}

/* Returns: "" when it was done, else what the refusal is about */
static char *
operate (SolRecord *entry, const char *op, const SolActor *actor, const char *moment)
{
  g_autoptr (GPtrArray) effects = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_effect_free);
  SolOperationContext context = { actor, moment, NULL, NULL, effects };
  g_autoptr (JsonObject) nothing = json_object_new ();
  g_autoptr (GError) error = NULL;

  if (sol_operation_run (entry, op, nothing, &context, &error))
    return g_strdup ("");
  return g_strdup (sol_model_error_get_arguments (error)[0]);
}

static void
assert_says (SolRecord *entry,
             const char *op,
             const SolActor *actor,
             const char *moment,
             const char *expected)
{
  g_autofree char *said = operate (entry, op, actor, moment);

  g_assert_cmpstr (said, ==, expected);
}

static void
test_nobody_is_invited_twice_within_two_weeks (void)
{
  g_autoptr (SolRecord) entry = make_entry ();

  assert_says (entry, SOL_CENSUS_INVITE, &animator, "2026-11-01T08:00:00Z", "server");
  assert_says (entry, SOL_CENSUS_INVITE, &server, "2026-11-01T08:00:00Z", "");
  assert_says (entry, SOL_CENSUS_INVITE, &server, "2026-11-15T07:59:59Z", "soon");
  g_assert_false (sol_census_entry_may_invite (entry, "2026-11-15T07:59:59Z"));
  g_assert_true (sol_census_entry_may_invite (entry, "2026-11-15T08:00:00Z"));
  assert_says (entry, SOL_CENSUS_INVITE, &server, "2026-11-15T08:00:00Z", "");
}

static void
test_refusal_is_for_good (void)
{
  g_autoptr (SolRecord) entry = make_entry ();

  assert_says (entry, SOL_CENSUS_LEAVE_ALONE, &member, "2026-11-01T08:00:00Z", "animator");
  assert_says (entry, SOL_CENSUS_LEAVE_ALONE, &animator, "2026-11-01T08:00:00Z", "");
  assert_says (entry, SOL_CENSUS_INVITE, &server, "2027-11-01T08:00:00Z", "refused");
  g_assert_cmpstr (sol_census_entry_get_state (entry), ==, "refused");
}

/* Its moderators count it, and learn of nobody there. */
static void
test_mark_tells_no_address (void)
{
  g_autoptr (SolRecord) entry = make_entry ();
  g_autoptr (SolRecord)
      mark = sol_projection_make (SOL_RECORD_GET_CLASS (entry)->projections, entry);
  g_autoptr (JsonObject) doc = sol_record_to_json (mark);

  g_assert_cmpstr (sol_record_get_scope (mark), ==, "review:84");
  g_assert_cmpstr (sol_record_get_text (mark, "name"), ==, "A");
  g_assert_false (json_object_has_member (doc, "email"));
  g_assert_false (json_object_has_member (doc, "phone"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/census-entry/nobody-is-invited-twice-within-two-weeks",
                   test_nobody_is_invited_twice_within_two_weeks);
  g_test_add_func ("/census-entry/refusal-is-for-good", test_refusal_is_for_good);
  g_test_add_func ("/census-entry/mark-tells-no-address", test_mark_tells_no_address);
  return g_test_run ();
}
