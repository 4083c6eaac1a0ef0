/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-listing.h"
#include "model/sol-model-error.h"
#include "model/sol-mutation-run.h"
#include "model/sol-practice-level.h"
#include "model/sol-projection.h"
#include "model/sol-record-edit.h"
#include "model/sol-supplier.h"
#include "sol-test-support.h"

#define PROOF "\"evidence\":[{\"id\":\"e\",\"title\":\"Relevé\",\"on\":\"2026-03-12\"}]"
#define ANSWER(question, level, rest)                                                       \
  "{\"id\":\"" question "\",\"question\":\"" question "\",\"edition\":1,\"level\":\"" level \
  "\"" rest "}"
#define CRITERION(code, answers) \
  "{\"id\":\"" code "\",\"criterion\":\"" code "\",\"answers\":[" answers "]}"
/* All that is asked of the third one. */
#define ALL(a, b, c)                                            \
  CRITERION ("3", ANSWER ("choices", a, "," PROOF) "," ANSWER ( \
                      "outsiders", b, "," PROOF) "," ANSWER ("accounts", c, "," PROOF))

static SolRecord *
make_listing (const char *criteria)
{
  g_autofree char *text = g_strdup_printf ("{\"name\":\"A\",\"criteria\":[%s]}", criteria);

  return sol_record_new_from_text (SOL_TYPE_LISTING, 0, "01928374-0000-7000-8000-000000000001",
                                   "org:a", 3, text, NULL);
}

static SolRecord *
make_shown (const char *criteria)
{
  g_autoptr (SolRecord) listing = make_listing (criteria);

  return sol_projection_make (SOL_RECORD_GET_CLASS (listing)->projections, listing);
}

static void
assert_level (const char *criteria, const char *level)
{
  g_autoptr (SolRecord) shown = make_shown (criteria);
  SolItem *criterion = sol_practice_find_criterion (sol_record_get_items (shown, "criteria"), "3");

  g_assert_cmpstr (sol_item_get_text (criterion, "level"), ==, level);
  g_assert_cmpint (sol_practice_is_proven (criterion), ==, *level >= '2');
}

static void
test_texts_are_whole (void)
{
  guint n, n_questions = 0;
  const SolPractice *practices = sol_practices_get (1, &n);

  g_assert_cmpuint (n, ==, 9);
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpuint (strlen (practices[i].introduction), >, 20);
      g_assert_true (sol_practices_find (1, practices[i].criterion) == &practices[i]);
      for (guint k = 0; k < practices[i].n_questions; k++)
        {
          const SolQuestion *question = &practices[i].questions[k];

          n_questions++;
          g_assert_true (sol_practice_find_question (&practices[i], question->id) == question);
          g_assert_cmpuint (strlen (question->levels[3]), >, 20);
          g_assert_cmpuint (strlen (question->examples[SOL_EXAMPLE_ESAT].text), >, 10);
        }
    }
  g_assert_cmpuint (n_questions, >=, 27);
  g_assert_null (sol_practices_get (0, &n));
  g_assert_null (sol_practices_get (99, &n));
}

/* The lowest of its questions; one without an answer is not yet; a claim without evidence is a
 * beginning. */
static void
test_level_is_the_lowest_proven_one (void)
{
  assert_level (ALL ("2", "2", "2"), "2");
  assert_level (ALL ("3", "2", "3"), "2");
  assert_level (ALL ("3", "3", "3"), "3");
  assert_level (ALL ("3", "1", "3"), "1");
  assert_level (ALL ("3", "0", "3"), "0");
  assert_level (
      CRITERION ("3", ANSWER ("choices", "3", "," PROOF) "," ANSWER ("outsiders", "3", "," PROOF)),
      "0");
  assert_level (CRITERION ("3", ANSWER ("choices", "3", "," PROOF) "," ANSWER (
                                    "outsiders", "3", "") "," ANSWER ("accounts", "3", "," PROOF)),
                "1");
  /* Questions of another criterion stand for none of these. */
  assert_level (
      CRITERION ("3", ANSWER ("choices", "3", "," PROOF) "," ANSWER (
                          "outsiders", "3", "," PROOF) "," ANSWER ("gains", "3", "," PROOF)),
      "0");
}

/* Of what was imported, or told before there were questions. */
static void
test_told_level_stays_until_all_is_answered (void)
{
  assert_level ("{\"id\":\"c\",\"criterion\":\"3\",\"level\":\"2\"," PROOF "}", "2");
  assert_level ("{\"id\":\"c\",\"criterion\":\"3\",\"level\":\"2\"," PROOF
                ",\"answers\":[" ANSWER ("choices", "1", "") "]}",
                "2");
  assert_level ("{\"id\":\"c\",\"criterion\":\"3\",\"level\":\"2\"," PROOF
                ",\"answers\":[" ANSWER ("choices", "1", "") "," ANSWER (
                    "outsiders", "3", "," PROOF) "," ANSWER ("accounts", "1", "") "]}",
                "1");
}

static gboolean
edit (const char *before, const char *path, const char *edit, GError **error)
{
  static const SolActor member = { "u", "a", SOL_ROLE_MEMBER };
  const char *id = "01928374-0000-7000-8000-000000000001";
  g_autoptr (SolRecord) listing = make_listing (before);
  g_autoptr (SolRevisions) revisions = sol_revisions_new ();
  g_autoptr (GPtrArray) none = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_conflict_free);
  g_autoptr (GPtrArray) effects = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_effect_free);
  g_autoptr (SolMutation) mutation = sol_mutation_new (id, 1, "listing", id);
  SolMutationTarget target = { .record = listing, .revisions = revisions };
  SolOperationContext context = { .actor = &member,
                                  .moment = "2026-11-27T12:00:00Z",
                                  .effects = effects };
  g_autofree char *text = g_strdup_printf ("[{\"path\":\"%s\",%s}]", path, edit);
  g_autoptr (JsonNode) items = json_from_string (text, NULL);

  mutation->op = g_strdup (SOL_MUTATION_EDIT);
  mutation->base_rev = 3;
  g_assert_true (sol_patch_read (mutation->patch, "items", items, NULL));
  return sol_mutation_run (mutation, "mine", &target, &context, none, error) == SOL_VERDICT_APPLIED;
}

static void
assert_refused (const char *before,
                const char *path,
                const char *patch,
                SolModelError code,
                const char *told)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *arguments = NULL;

  g_assert_false (edit (before, path, patch, &error));
  g_assert_error (error, SOL_MODEL_ERROR, (int) code);
  arguments = g_strjoinv ("/", (GStrv) sol_model_error_get_arguments (error));
  g_assert_cmpstr (arguments, ==, told);
}

#define ADD "\"act\":\"add\",\"set\":"
#define EDIT "\"act\":\"edit\",\"set\":"

/* The server runs the same: what a client of another make smuggles in is refused with its path. */
static void
test_smuggled_levels_are_refused (void)
{
  const char *before = CRITERION ("3", ANSWER ("choices", "1", ""));

  assert_refused (before, "criteria/3/answers/choices", EDIT "{\"level\":\"2\"}",
                  SOL_MODEL_ERROR_INCOMPLETE, "criteria/1/answers/1/evidence");
  assert_refused (before, "criteria/3", EDIT "{\"level\":\"3\"}", SOL_MODEL_ERROR_UNKNOWN_FIELD,
                  "level");
  assert_refused (before, "criteria/3/evidence/x", ADD "{\"title\":\"T\",\"figure\":\"3\"}",
                  SOL_MODEL_ERROR_UNKNOWN_FIELD, "evidence");
  assert_refused (before, "criteria/3/answers/choices/evidence/e", ADD "{\"title\":\"T\"}",
                  SOL_MODEL_ERROR_INCOMPLETE, "criteria/1/answers/1/evidence/1/file");
  assert_refused (before, "criteria/x", ADD "{\"criterion\":\"3\"}", SOL_MODEL_ERROR_WRONG_VALUE,
                  "criteria");
  assert_refused (before, "criteria/3/answers/x",
                  ADD "{\"question\":\"choices\",\"edition\":1,\"level\":\"1\"}",
                  SOL_MODEL_ERROR_WRONG_VALUE, "criteria");
  assert_refused (before, "criteria/3/answers/x",
                  ADD "{\"question\":\"unheard-of\",\"edition\":1,\"level\":\"1\"}",
                  SOL_MODEL_ERROR_WRONG_VALUE, "criteria/1/answers/2/question");
  assert_refused (before, "criteria/3/answers/x",
                  ADD "{\"question\":\"outsiders\",\"edition\":0,\"level\":\"1\"}",
                  SOL_MODEL_ERROR_WRONG_VALUE, "criteria/1/answers/2/edition");
}

static void
test_practices_are_those_asked_about (void)
{
  const char *before = CRITERION ("2", "");

  assert_refused (before, "criteria/2/answers/travel",
                  ADD "{\"question\":\"travel\",\"edition\":1,\"level\":\"1\"},"
                      "\"add\":{\"practices\":[\"water\"]}",
                  SOL_MODEL_ERROR_WRONG_VALUE, "criteria/1/answers/1/practices");
}

/* A whole list among the arguments of an operation is no way in either. */
static void
test_list_sent_whole_smuggles_nothing (void)
{
  g_autoptr (SolRecord)
      listing = make_listing ("{\"id\":\"c\",\"criterion\":\"3\",\"level\":\"2\"," PROOF "}");
  g_autoptr (JsonObject)
      level = sol_test_json ("{\"criteria\":[{\"id\":\"n\",\"criterion\":\"1\",\"level\":\"3\"}]}");
  g_autoptr (JsonObject) raised = sol_test_json (
      "{\"criteria\":[{\"id\":\"c\",\"criterion\":\"3\",\"level\":\"3\"," PROOF "}]}");
  g_autoptr (JsonObject) kept = sol_test_json (
      "{\"criteria\":[{\"id\":\"c\",\"criterion\":\"3\",\"level\":\"2\"," PROOF "}]}");

  g_assert_false (sol_record_apply (listing, level, NULL));
  g_assert_false (sol_record_apply (listing, raised, NULL));
  g_assert_true (sol_record_apply (listing, kept, NULL));
}

static void
test_proven_answer_is_taken (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (edit (CRITERION ("3", ANSWER ("choices", "1", "," PROOF)),
                       "criteria/3/answers/choices", EDIT "{\"level\":\"3\"}", &error));
  g_assert_no_error (error);
  g_assert_true (edit (CRITERION ("3", ""), "criteria/3/answers/choices",
                       ADD "{\"question\":\"choices\",\"edition\":1,\"level\":\"1\"}", &error));
  g_assert_no_error (error);
}

/* What buyers filter by: an answer about water that has its proof, not one that was claimed. */
static void
test_proven_answers_feed_the_environment (void)
{
  g_autoptr (SolRecord) shown = make_shown (CRITERION (
      "2", ANSWER ("consumption", "2",
                   ",\"practices\":[\"energy\",\"water\"],\"evidence\":[{\"id\":\"e\","
                   "\"title\":\"T\",\"on\":\"2026-03-12\"},{\"id\":\"f\",\"title\":"
                   "\"U\",\"on\":\"2026-05-01\"}]") "," ANSWER ("travel", "3",
                                                                ",\"practices\":[\"transport\"]")));
  GPtrArray *environment = sol_record_get_items (shown, "environment");

  g_assert_cmpuint (environment->len, ==, 2);
  g_assert_cmpstr (sol_item_get_text (environment->pdata[0], "practice"), ==, "energy");
  g_assert_cmpstr (sol_item_get_text (environment->pdata[1], "practice"), ==, "water");
  g_assert_cmpstr (sol_item_get_text (environment->pdata[1], "on"), ==, "2026-05-01");
}

#define SECOND_TEXT "{\"fr\":\"F\",\"en\":\"E\"}"
#define SECOND_EXAMPLE "{\"title\":" SECOND_TEXT ",\"text\":" SECOND_TEXT "}"
#define SECOND_QUESTION(id)                                                                       \
  "{\"id\":\"" id "\",\"question\":" SECOND_TEXT ",\"levels\":[" SECOND_TEXT "," SECOND_TEXT      \
  "," SECOND_TEXT "," SECOND_TEXT "],\"steps\":[" SECOND_TEXT "," SECOND_TEXT "," SECOND_TEXT     \
  "],\"proof\":" SECOND_TEXT ",\"examples\":{\"aci\":" SECOND_EXAMPLE ",\"coop\":" SECOND_EXAMPLE \
  ",\"esat\":" SECOND_EXAMPLE "}}"
#define SECOND                                                               \
  "{\"version\":2,\"criteria\":[{\"criterion\":\"3\",\"title\":" SECOND_TEXT \
  ",\"introduction\":" SECOND_TEXT                                           \
  ",\"questions\":[" SECOND_QUESTION ("choices") "," SECOND_QUESTION ("new-one") "]}]}"

/* New questions take nothing from who answered the earlier ones, until he answers one of them. */
static void
test_answer_keeps_its_edition (void)
{
  const char *newer = "{\"id\":\"n\",\"question\":\"new-one\",\"edition\":2,\"level\":\"2\"," PROOF
                      "}";
  g_autofree char *both = g_strdup_printf (
      "{\"id\":\"3\",\"criterion\":\"3\",\"answers\":[" ANSWER ("choices", "3", "," PROOF) ",%s]}",
      newer);

  /* Before this program knows the edition its answers are taken and count for nothing. */
  assert_level (both, "0");
  g_assert_cmpuint (sol_practices_get_newest (), ==, 1);
  g_assert_true (sol_practices_add (SECOND, NULL));
  g_assert_cmpuint (sol_practices_get_newest (), ==, 2);

  assert_level (ALL ("2", "2", "2"), "2");
  assert_level (both, "2");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practices/texts-are-whole", test_texts_are_whole);
  g_test_add_func ("/practices/level-is-the-lowest-proven-one",
                   test_level_is_the_lowest_proven_one);
  g_test_add_func ("/practices/told-level-stays-until-all-is-answered",
                   test_told_level_stays_until_all_is_answered);
  g_test_add_func ("/practices/smuggled-levels-are-refused", test_smuggled_levels_are_refused);
  g_test_add_func ("/practices/practices-are-those-asked-about",
                   test_practices_are_those_asked_about);
  g_test_add_func ("/practices/list-sent-whole-smuggles-nothing",
                   test_list_sent_whole_smuggles_nothing);
  g_test_add_func ("/practices/proven-answer-is-taken", test_proven_answer_is_taken);
  g_test_add_func ("/practices/proven-answers-feed-the-environment",
                   test_proven_answers_feed_the_environment);
  /* The last: what it adds stays. */
  g_test_add_func ("/practices/answer-keeps-its-edition", test_answer_keeps_its_edition);
  return g_test_run ();
}
