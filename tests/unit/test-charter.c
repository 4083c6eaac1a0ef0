/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/sol-charter.h"
#include "model/sol-json.h"
#include "model/sol-listing-charter.h"
#include "model/sol-listing.h"
#include "model/sol-model-error.h"
#include "model/sol-projection.h"
#include "model/sol-record-edit.h"
#include "sol-test-support.h"

#define WHOLE                                          \
  "\"name\":\"Murmure\",\"siret\":\"80000000000017\"," \
  "\"activities\":[{\"id\":\"a\",\"sector\":\"bread\"}]"
#define SIGNING "{\"edition\":1,\"name\":\"Claire Martin\",\"role\":\"Gérante\"}"
#define PROVEN(code)                                                                \
  "{\"id\":\"c" code "\",\"criterion\":\"" code "\",\"level\":\"2\",\"evidence\":[" \
  "{\"id\":\"e\",\"title\":\"Bilan\",\"figure\":\"3\"}]}"
#define GOAL(id) "{\"id\":\"" id "\",\"text\":\"Composter\",\"due\":\"2020-01-01\"}"

static const SolActor manager = { "u1", "a", SOL_ROLE_MANAGER };
static const SolActor member = { "u2", "a", SOL_ROLE_MEMBER };
static const SolActor elsewhere = { "u3", "b", SOL_ROLE_MANAGER };
static const SolActor moderator = { "u5", "dreets", SOL_ROLE_MEMBER | SOL_ROLE_MODERATOR };
static const SolActor server = { "server", NULL, SOL_ROLE_SERVER };

static SolRecord *
make_listing (const char *kind, const char *rest)
{
  g_autofree char *text = g_strdup_printf ("{" WHOLE ",\"kind\":\"%s\"%s}", kind, rest);

  return sol_record_new_from_text (SOL_TYPE_LISTING, 0, "01928374-0000-7000-8000-000000000001",
                                   "org:a", 3, text, NULL);
}

static gboolean
run (SolRecord *record,
     const SolActor *actor,
     const char *op,
     const char *arguments,
     const char *day,
     GError **error)
{
  g_autoptr (JsonObject) object = sol_test_json (arguments);
  g_autoptr (GPtrArray) effects = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_effect_free);
  g_autofree char *moment = g_strconcat (day, "T12:00:00Z", NULL);
  SolOperationContext context = { .actor = actor, .moment = moment, .effects = effects };

  return sol_operation_run (record, op, object, &context, error);
}

static gboolean
sign (SolRecord *record, const char *day)
{
  return run (record, &manager, "sign_charter", SIGNING, day, NULL);
}

static void
assert_refused (const SolActor *actor,
                const char *state,
                const char *arguments,
                SolModelError code,
                const char *argument)
{
  g_autofree char *rest = g_strdup_printf (",\"state\":\"%s\"", state);
  g_autoptr (SolRecord) record = make_listing ("ACI", rest);
  g_autoptr (GError) error = NULL;

  g_assert_false (run (record, actor, "sign_charter", arguments, "2026-11-27", &error));
  g_assert_error (error, SOL_MODEL_ERROR, (int) code);
  g_assert_cmpstr (sol_model_error_get_arguments (error)[0], ==, argument);
  g_assert_null (sol_listing_charter_get_signature (record));
}

static void
assert_says (SolRecord *record, const char *part, const char *expected)
{
  g_assert_cmpstr (sol_item_get_text (sol_listing_charter_get_signature (record), part), ==,
                   expected);
}

static void
test_text_has_the_nine (void)
{
  const SolCharter *charter = sol_charter_get (1);

  g_assert_cmpuint (charter->n_commitments, ==, 9);
  g_assert_cmpuint (charter->preamble->len, >, 0);
  g_assert_cmpuint (charter->signing->len, >, 0);
  for (guint i = 0; i < 9; i++)
    {
      g_assert_cmpint (charter->commitments[i].criterion[0], ==, '1' + (int) i);
      g_assert_cmpuint (strlen (charter->commitments[i].text), >, 20);
    }
  g_assert_null (sol_charter_get (0));
  g_assert_null (sol_charter_get (99));
}

static void
test_manager_signs (void)
{
  g_autoptr (SolRecord) record = make_listing ("ACI", "");
  gint64 edition;

  g_assert_cmpint (sol_listing_charter_get_state (record, "2026-11-27"), ==, SOL_CHARTER_UNSIGNED);
  g_assert_true (sign (record, "2026-11-27"));
  assert_says (record, "name", "Claire Martin");
  assert_says (record, "role", "Gérante");
  assert_says (record, "signed_on", "2026-11-27");
  assert_says (record, "until", "2028-11-27");
  assert_says (record, "by", "u1");
  g_assert_true (
      sol_item_get_number (sol_listing_charter_get_signature (record), "edition", &edition));
  g_assert_cmpint (edition, ==, 1);
  g_assert_null (sol_record_get_text (record, "state"));
}

static void
test_refusals_leave_it_unsigned (void)
{
  assert_refused (&member, "draft", SIGNING, SOL_MODEL_ERROR_FORBIDDEN, "manager");
  assert_refused (&elsewhere, "draft", SIGNING, SOL_MODEL_ERROR_FORBIDDEN, "manager");
  assert_refused (&moderator, "draft", SIGNING, SOL_MODEL_ERROR_FORBIDDEN, "manager");
  assert_refused (&manager, "archived", SIGNING, SOL_MODEL_ERROR_WRONG_STATE, "archived");
  assert_refused (&manager, "draft", "{\"edition\":2,\"name\":\"C\",\"role\":\"R\"}",
                  SOL_MODEL_ERROR_WRONG_VALUE, "edition");
  assert_refused (&manager, "draft", "{\"edition\":0,\"name\":\"C\",\"role\":\"R\"}",
                  SOL_MODEL_ERROR_WRONG_VALUE, "edition");
  assert_refused (&manager, "draft", "{\"edition\":\"1\",\"name\":\"C\",\"role\":\"R\"}",
                  SOL_MODEL_ERROR_WRONG_VALUE, "edition");
  assert_refused (&manager, "draft", "{\"edition\":1,\"name\":\" \",\"role\":\"R\"}",
                  SOL_MODEL_ERROR_INCOMPLETE, "name");
  assert_refused (&manager, "draft", "{\"edition\":1,\"name\":\"C\",\"role\":null}",
                  SOL_MODEL_ERROR_INCOMPLETE, "role");
  assert_refused (&manager, "draft", "{\"edition\":1,\"name\":\"C\",\"role\":\"R\",\"by\":\"u9\"}",
                  SOL_MODEL_ERROR_UNKNOWN_FIELD, "arguments");
  assert_refused (&manager, "draft", "{}", SOL_MODEL_ERROR_UNKNOWN_FIELD, "arguments");
}

static const struct
{
  const char *on;
  const char *until;
  const char *day;
  SolCharterState state;
} days[] = {
  { "2026-11-27", "2028-11-27", "2026-11-27", SOL_CHARTER_IN_FORCE },
  { "2026-11-27", "2028-11-27", "2028-09-27", SOL_CHARTER_IN_FORCE },
  { "2026-11-27", "2028-11-27", "2028-09-28", SOL_CHARTER_ENDING },
  { "2026-11-27", "2028-11-27", "2028-11-27T23:59:59Z", SOL_CHARTER_ENDING },
  { "2026-11-27", "2028-11-27", "2028-11-28", SOL_CHARTER_ENDED },
  { "2028-02-29", "2030-02-28", "2030-02-28", SOL_CHARTER_ENDING },
  { "2028-02-29", "2030-02-28", "2030-03-01", SOL_CHARTER_ENDED },
  { "2026-02-28", "2028-02-28", "2028-02-29", SOL_CHARTER_ENDED },
  { "2026-12-31", "2028-12-31", "2029-01-01", SOL_CHARTER_ENDED },
};

static void
test_holds_two_years_of_the_calendar (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autoptr (SolRecord) record = make_listing ("ACI", "");

      g_assert_true (sign (record, days[i].on));
      assert_says (record, "until", days[i].until);
      g_assert_cmpint (sol_listing_charter_get_state (record, days[i].day), ==, days[i].state);
    }
}

static void
test_signing_again_renews (void)
{
  g_autoptr (SolRecord) record = make_listing ("ACI", "");

  g_assert_true (sign (record, "2026-11-27"));
  g_assert_true (run (record, &server, "remind_charter", "{}", "2028-10-01", NULL));
  assert_says (record, "reminded_on", "2028-10-01");
  assert_says (record, "name", "Claire Martin");
  g_assert_true (sign (record, "2028-10-02"));
  g_assert_cmpuint (sol_record_get_items (record, "charter")->len, ==, 1);
  assert_says (record, "until", "2030-10-02");
  assert_says (record, "reminded_on", NULL);
}

static void
test_server_alone_reminds (void)
{
  g_autoptr (SolRecord) record = make_listing ("ACI", "");

  g_assert_false (run (record, &server, "remind_charter", "{}", "2028-10-01", NULL));
  g_assert_true (sign (record, "2026-11-27"));
  g_assert_false (run (record, &manager, "remind_charter", "{}", "2028-10-01", NULL));
  g_assert_false (run (record, &moderator, "remind_charter", "{}", "2028-10-01", NULL));
}

/* What rules write is not sent as an edit, nor beside a submission. */
static void
test_signature_is_not_smuggled (void)
{
  const char *smuggled = "{\"charter\":[{\"id\":\"signature\",\"edition\":1,\"name\":\"C\","
                         "\"role\":\"R\",\"signed_on\":\"2026-11-27\",\"until\":\"2099-01-01\"}]}";
  g_autoptr (SolRecord) record = make_listing ("PROG", "");
  g_autoptr (JsonObject) object = sol_test_json (smuggled);
  g_autoptr (GError) error = NULL;

  g_assert_false (sol_record_apply (record, object, &error));
  g_assert_error (error, SOL_MODEL_ERROR, SOL_MODEL_ERROR_UNKNOWN_FIELD);
  g_assert_false (run (record, &manager, "submit", smuggled, "2026-11-27", NULL));
  g_assert_null (sol_listing_charter_get_signature (record));
}

static gboolean
take_goals (const char *goals, GError **error)
{
  g_autoptr (SolRecord) record = make_listing ("ACI", "");
  g_autofree char *text = g_strdup_printf ("{\"goals\":[%s]}", goals);
  g_autoptr (JsonObject) object = sol_test_json (text);

  return sol_record_apply (record, object, error);
}

/* A day that is over is told by the form, and takes nothing away. */
static void
test_three_goals_and_no_more (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (take_goals (GOAL ("a") "," GOAL ("b") "," GOAL ("c"), NULL));
  g_assert_false (take_goals (GOAL ("a") "," GOAL ("b") "," GOAL ("c") "," GOAL ("d"), &error));
  g_assert_error (error, SOL_MODEL_ERROR, SOL_MODEL_ERROR_TOO_LONG);
  g_assert_cmpstr (sol_model_error_get_arguments (error)[0], ==, "goals");
}

static void
assert_missing (const char *kind, const char *rest, const char *day, const char *expected)
{
  g_autoptr (SolRecord) record = make_listing (kind, rest);
  g_auto (GStrv) missing = NULL;
  g_autofree char *joined = NULL;

  if (day != NULL)
    g_assert_true (sign (record, day));
  missing = sol_listing_charter_list_missing (record, "2028-11-28");
  joined = g_strjoinv (" ", missing);
  g_assert_cmpstr (joined, ==, expected);
}

/* The others are what they are, with the charter or without. */
static void
test_who_is_outside_is_admitted_by_it_alone (void)
{
  const char *proven = ",\"criteria\":[" PROVEN ("2") "," PROVEN ("5") "," PROVEN ("8") "]";
  const char *fewer = ",\"criteria\":[" PROVEN ("2") "," PROVEN ("5") "]";

  assert_missing ("ACI", "", NULL, "");
  assert_missing ("COM", "", "2020-01-01", "");
  assert_missing ("PROG", "", NULL, "charter criteria");
  assert_missing ("PROG", proven, NULL, "charter");
  assert_missing ("PROG", proven, "2026-11-27", "charter");
  assert_missing ("PROG", fewer, "2026-11-28", "criteria");
  assert_missing ("PROG", proven, "2026-11-28", "");
}

/* It may end between submission and review. */
static void
test_is_asked_again_when_it_is_published (void)
{
  g_autoptr (SolRecord) record = make_listing (
      "PROG", ",\"criteria\":[" PROVEN ("2") "," PROVEN ("5") "," PROVEN ("8") "]");
  g_autoptr (GError) error = NULL;

  g_assert_false (run (record, &manager, "submit", "{}", "2026-11-27", &error));
  g_assert_error (error, SOL_MODEL_ERROR, SOL_MODEL_ERROR_INCOMPLETE);
  g_assert_cmpstr (sol_model_error_get_arguments (error)[0], ==, "charter");
  g_assert_true (sign (record, "2026-11-27"));
  g_assert_true (run (record, &manager, "submit", "{}", "2028-11-27", NULL));
  g_assert_false (run (record, &moderator, "publish", "{}", "2028-11-28", NULL));
  g_assert_true (sign (record, "2028-11-28"));
  g_assert_true (run (record, &moderator, "publish", "{}", "2028-11-28", NULL));
}

/* Buyers read when, and the goals; a moderator also who, and as what. */
static void
test_who_signed_is_not_public (void)
{
  g_autoptr (SolRecord) record = make_listing ("ACI", ",\"goals\":[" GOAL ("a") "]");
  const SolProjection *projections = SOL_RECORD_GET_CLASS (record)->projections;

  g_assert_true (sign (record, "2026-11-27"));
  for (guint i = 0; projections[i].type != NULL; i++)
    {
      g_autoptr (SolRecord) shown = sol_projection_make (&projections[i], record);
      g_autoptr (JsonObject) doc = sol_record_to_json (shown);
      g_autofree char *text = sol_json_object_to_text (doc);
      const gboolean review = g_str_equal (projections[i].type, "listing_review");

      g_assert_cmpint (strstr (text, "Claire") != NULL, ==, review);
      g_assert_nonnull (strstr (text, "2026-11-27"));
      g_assert_nonnull (strstr (text, "2028-11-27"));
      g_assert_nonnull (strstr (text, "Composter"));
    }
}

/* An earlier signature keeps its edition; the earlier text is not signed any more. */
static void
test_edition_is_that_which_was_read (void)
{
  g_autoptr (SolRecord) record = make_listing ("ACI", "");
  gint64 edition;

  g_assert_true (sign (record, "2026-11-27"));
  g_assert_true (sol_charter_add (
      "{\"title\":{\"en\":\"Next\",\"fr\":\"\"},\"preamble\":[],\"commitments\":[],\"signing\":[]}",
      NULL));
  g_assert_false (sign (record, "2026-11-28"));
  g_assert_true (
      sol_item_get_number (sol_listing_charter_get_signature (record), "edition", &edition));
  g_assert_cmpint (edition, ==, 1);
  g_assert_true (run (record, &manager, "sign_charter",
                      "{\"edition\":2,\"name\":\"C\",\"role\":\"R\"}", "2026-11-28", NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/charter/text-has-the-nine", test_text_has_the_nine);
  g_test_add_func ("/charter/manager-signs", test_manager_signs);
  g_test_add_func ("/charter/refusals-leave-it-unsigned", test_refusals_leave_it_unsigned);
  g_test_add_func ("/charter/holds-two-years-of-the-calendar",
                   test_holds_two_years_of_the_calendar);
  g_test_add_func ("/charter/signing-again-renews", test_signing_again_renews);
  g_test_add_func ("/charter/server-alone-reminds", test_server_alone_reminds);
  g_test_add_func ("/charter/signature-is-not-smuggled", test_signature_is_not_smuggled);
  g_test_add_func ("/charter/three-goals-and-no-more", test_three_goals_and_no_more);
  g_test_add_func ("/charter/who-is-outside-is-admitted-by-it-alone",
                   test_who_is_outside_is_admitted_by_it_alone);
  g_test_add_func ("/charter/is-asked-again-when-it-is-published",
                   test_is_asked_again_when_it_is_published);
  g_test_add_func ("/charter/who-signed-is-not-public", test_who_signed_is_not_public);
  g_test_add_func ("/charter/edition-is-that-which-was-read", test_edition_is_that_which_was_read);
  return g_test_run ();
}
