/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-argument.h"
#include "model/sol-client-word.h"
#include "model/sol-json.h"
#include "model/sol-listing.h"
#include "model/sol-model-error.h"
#include "model/sol-operation.h"
#include "model/sol-projection.h"
#include "model/sol-record-edit.h"
#include "sol-test-support.h"

#define ANSWER(question, text) \
  "{\"id\":\"" question "\",\"question\":\"" question "\",\"edition\":1,\"text\":\"" text "\"}"

static SolRecord *
make_listing (const char *answers)
{
  g_autofree char *text = g_strdup_printf ("{\"name\":\"A\",\"argument\":[%s]}", answers);

  return sol_record_new_from_text (SOL_TYPE_LISTING, 0, "01928374-0000-7000-8000-000000000001",
                                   "org:a", 3, text, NULL);
}

/* (nullable): text of a paragraph, (transfer full) */
static char *
compose (const char *answers, const char *id)
{
  g_autoptr (SolRecord) listing = make_listing (answers);
  g_autoptr (GPtrArray) sheet = sol_argument_compose (listing, NULL);

  for (guint i = 0; i < sheet->len; i++)
    {
      const SolParagraph *paragraph = sheet->pdata[i];

      if (g_str_equal (paragraph->about->id, id))
        return g_strdup (paragraph->text);
    }
  g_assert_not_reached ();
}

static void
test_texts_are_whole (void)
{
  const SolArgumentGuide *guide = sol_argument_guide_get (1);

  g_assert_cmpuint (guide->n_questions, >=, 10);
  g_assert_cmpuint (guide->n_questions, <=, 14);
  for (guint i = 0; i < guide->n_questions; i++)
    {
      const SolArgumentQuestion *question = &guide->questions[i];
      gboolean found = FALSE;

      g_assert_true (sol_argument_guide_find (guide, question->id) == question);
      g_assert_cmpuint (strlen (question->why), >, 20);
      g_assert_cmpuint (strlen (question->examples[SOL_EXAMPLE_ESAT]), >, 10);
      for (guint k = 0; k < guide->n_paragraphs; k++)
        found |= g_str_equal (guide->paragraphs[k].id, question->paragraph);
      g_assert_true (found);
    }
  g_assert_null (sol_argument_guide_get (0));
  g_assert_null (sol_argument_guide_get (99));
}

static void
test_nothing_is_invented (void)
{
  g_autoptr (SolRecord) listing = make_listing ("");
  g_autoptr (GPtrArray) sheet = sol_argument_compose (listing, NULL);

  g_assert_cmpuint (sheet->len, ==, sol_argument_guide_get_newest ()->n_paragraphs);
  for (guint i = 0; i < sheet->len; i++)
    g_assert_null (((const SolParagraph *) sheet->pdata[i])->text);
  g_assert_cmpuint (sol_argument_count_answers (listing, NULL), ==, 0);
}

/* In the order of the questions, whatever that of the answers. */
static void
test_words_are_kept (void)
{
  g_autofree char *sentences = compose (
      ANSWER ("whom", " Pour\\nles écoles ") "," ANSWER ("make", "Des  repas."), "what");
  g_autofree char *notes = compose (ANSWER ("make", "Des repas") "," ANSWER ("whom", "Les écoles"),
                                    "what");
  g_autofree char *hole = compose (ANSWER ("make", "Des repas"), "how");

  g_assert_cmpstr (sentences, ==, "Des  repas. Pour\nles écoles");
  g_assert_cmpstr (notes, ==, "Des repas\nLes écoles");
  g_assert_null (hole);
}

static void
test_blanks_are_no_answer (void)
{
  g_autoptr (SolRecord) listing = make_listing (ANSWER ("make", " \\n "));
  g_autofree char *text = compose (ANSWER ("make", " \\n "), "what");

  g_assert_null (text);
  g_assert_null (sol_argument_get_answer (listing, "make"));
}

static gboolean
take (const char *answers)
{
  g_autoptr (SolRecord) listing = make_listing ("");
  g_autofree char *text = g_strdup_printf ("{\"argument\":[%s]}", answers);
  g_autoptr (JsonObject) changes = sol_test_json (text);

  return sol_record_apply (listing, changes, NULL);
}

static void
test_answer_is_of_its_edition (void)
{
  g_assert_true (take (ANSWER ("make", "Des repas")));
  g_assert_false (take (ANSWER ("nothing", "Des repas")));
  g_assert_true (take ("{\"id\":\"n\",\"question\":\"nothing\",\"edition\":99,\"text\":\"A\"}"));
  g_assert_false (take ("{\"id\":\"m\",\"question\":\"make\",\"edition\":0,\"text\":\"A\"}"));
  g_assert_false (take ("{\"id\":\"m\",\"question\":\"make\",\"edition\":1}"));
}

static void
test_question_has_one_answer (void)
{
  g_autoptr (SolRecord)
      twice = make_listing ("{\"id\":\"a\",\"question\":\"make\",\"edition\":1,\"text\":\"A\"},"
                            "{\"id\":\"b\",\"question\":\"make\",\"edition\":1,\"text\":\"B\"}");
  g_autoptr (SolRecord) once = make_listing (ANSWER ("make", "A"));
  g_autoptr (GError) error = NULL;

  g_assert_true (sol_argument_check_unique (once, NULL));
  g_assert_false (sol_argument_check_unique (twice, &error));
  g_assert_error (error, SOL_MODEL_ERROR, SOL_MODEL_ERROR_WRONG_VALUE);
}

#define WORD "01928374-0000-7000-8000-0000000000aa"

/* (transfer full): what one client said */
static GPtrArray *
make_words (const char *state)
{
  g_autofree char *text = g_strdup_printf (
      "{\"text\":\"Soigné.\",\"name\":\"Camille Roux\",\"state\":\"%s\"}", state);
  GPtrArray *words = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (
      words, sol_record_new_from_text (SOL_TYPE_CLIENT_WORD, 0, WORD, "org:a", 1, text, NULL));
  return words;
}

/* (transfer none) (nullable): what is quoted of @words, on the whole sheet */
static SolRecord *
find_quoted (GPtrArray *sheet)
{
  for (guint i = 0; i < sheet->len; i++)
    {
      const SolParagraph *paragraph = sheet->pdata[i];

      if (paragraph->quotes->len > 0)
        return g_str_equal (paragraph->about->id, "clients") ? paragraph->quotes->pdata[0] : NULL;
    }
  return NULL;
}

static SolRecord *
make_quoting (void)
{
  return sol_record_new_from_text (
      SOL_TYPE_LISTING, 0, "01928374-0000-7000-8000-000000000001", "org:a", 3,
      "{\"name\":\"A\",\"quotes\":[{\"id\":\"" WORD "\",\"word\":\"" WORD "\"}]}", NULL);
}

/* It is quoted as long as he lets it be, and answers the question in the structure's place. */
static void
test_client_is_quoted_as_long_as_he_lets_it_be (void)
{
  g_autoptr (SolRecord) listing = make_quoting ();
  g_autoptr (SolRecord) other = make_listing ("");
  g_autoptr (GPtrArray) given = make_words (SOL_CLIENT_WORD_ANSWERED);
  g_autoptr (GPtrArray) hidden = make_words (SOL_CLIENT_WORD_HIDDEN);
  g_autoptr (GPtrArray) sheet = sol_argument_compose (listing, given);
  g_autoptr (GPtrArray) without = sol_argument_compose (listing, hidden);
  g_autoptr (GPtrArray) elsewhere = sol_argument_compose (other, given);

  g_assert_true (find_quoted (sheet) == given->pdata[0]);
  g_assert_null (find_quoted (without));
  g_assert_null (find_quoted (elsewhere));
  g_assert_cmpuint (sol_argument_count_answers (listing, given), ==, 1);
  g_assert_cmpuint (sol_argument_count_answers (listing, hidden), ==, 0);
  g_assert_cmpuint (sol_argument_count_answers (listing, NULL), ==, 1);
}

/* The sheet is the structure's own: buyers and moderators get it from nobody else. */
static void
test_sheet_stays_in_the_structure (void)
{
  g_autoptr (SolRecord) listing = make_listing (ANSWER ("make", "Le secret"));
  const SolProjection *projections = SOL_RECORD_GET_CLASS (listing)->projections;

  for (guint i = 0; projections[i].type != NULL; i++)
    {
      g_autoptr (SolRecord) shown = sol_projection_make (&projections[i], listing);
      g_autoptr (JsonObject) doc = sol_record_to_json (shown);
      g_autofree char *text = sol_json_object_to_text (doc);

      g_assert_null (strstr (text, "secret"));
    }
}

static void
test_published_listing_stays_published (void)
{
  g_autoptr (SolRecord) before = make_listing ("");
  g_autoptr (SolRecord) edited = make_listing (ANSWER ("make", "Des repas"));
  const SolActor member = { "u2", "a", SOL_ROLE_MEMBER };
  const SolOperationContext context = { .actor = &member, .moment = "2026-11-27T08:00:00Z" };

  sol_record_set_text (before, "state", "published");
  sol_record_set_text (edited, "state", "published");
  g_assert_true (SOL_RECORD_GET_CLASS (before)->settle (edited, before, &context, NULL));
  g_assert_cmpstr (sol_record_get_text (edited, "state"), ==, "published");
}

/* A question that is no longer asked, and a new one. */
static void
test_earlier_answers_stay_on_the_sheet (void)
{
  g_autoptr (SolRecord) listing = NULL;
  g_autofree char *before = compose (ANSWER ("make", "Des repas."), "what");
  g_autofree char *after = NULL;

  g_assert_true (sol_argument_guide_add (
      "{\"kinds\":{\"aci\":{\"en\":\"\"},\"coop\":{\"en\":\"\"},\"esat\":{\"en\":\"\"}},"
      "\"paragraphs\":[{\"id\":\"what\",\"title\":{\"en\":\"What\"}}],"
      "\"questions\":[{\"id\":\"new\",\"paragraph\":\"what\",\"question\":{\"en\":\"New?\"},"
      "\"why\":{\"en\":\"\"},"
      "\"examples\":{\"aci\":{\"en\":\"\"},\"coop\":{\"en\":\"\"},\"esat\":{\"en\":\"\"}}}]}",
      NULL));
  listing = make_listing (ANSWER ("make", "Des repas."));
  after = compose (ANSWER ("make", "Des repas.") ",{\"id\":\"new\",\"question\":\"new\","
                                                 "\"edition\":2,\"text\":\"Du neuf.\"}",
                   "what");

  g_assert_cmpstr (before, ==, "Des repas.");
  g_assert_cmpstr (after, ==, "Du neuf. Des repas.");
  g_assert_cmpuint (sol_argument_count_answers (listing, NULL), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/argument/texts-are-whole", test_texts_are_whole);
  g_test_add_func ("/argument/nothing-is-invented", test_nothing_is_invented);
  g_test_add_func ("/argument/words-are-kept", test_words_are_kept);
  g_test_add_func ("/argument/blanks-are-no-answer", test_blanks_are_no_answer);
  g_test_add_func ("/argument/answer-is-of-its-edition", test_answer_is_of_its_edition);
  g_test_add_func ("/argument/question-has-one-answer", test_question_has_one_answer);
  g_test_add_func ("/argument/client-is-quoted-as-long-as-he-lets-it-be",
                   test_client_is_quoted_as_long_as_he_lets_it_be);
  g_test_add_func ("/argument/sheet-stays-in-the-structure", test_sheet_stays_in_the_structure);
  g_test_add_func ("/argument/published-listing-stays-published",
                   test_published_listing_stays_published);
  g_test_add_func ("/argument/earlier-answers-stay-on-the-sheet",
                   test_earlier_answers_stay_on_the_sheet);
  return g_test_run ();
}
