/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-completeness.h"
#include "model/sol-listing.h"
#include "model/sol-projection.h"
#include "sol-test-support.h"

/* How complete a listing is, and what would bring it further. */

#define NEEDED                                                            \
  "\"name\":\"Semailles\",\"siret\":\"80000000000017\",\"kind\":\"ACI\"," \
  "\"activities\":[{\"id\":\"a\",\"sector\":\"bread\"}]"
#define PROVEN(code)                                                 \
  "{\"id\":\"" code "\",\"criterion\":\"" code "\",\"level\":\"2\"," \
  "\"evidence\":[{\"id\":\"e\",\"title\":\"Affiche\",\"figure\":\"12\"}]}"
#define CLAIMED(code) "{\"id\":\"" code "\",\"criterion\":\"" code "\",\"level\":\"2\"}"

static SolRecord *
make_listing (const char *doc)
{
  return sol_record_new_from_text (SOL_TYPE_LISTING, 0, "01928374-0000-7000-8000-000000000001",
                                   "org:a", 1, doc, NULL);
}

static guint
measure (const char *doc)
{
  g_autoptr (SolRecord) listing = make_listing (doc);

  return sol_completeness_measure (listing);
}

/* What is most useful to do of a listing, and what it brings. */
static void
assert_next (const char *doc, const char *field, guint gain)
{
  g_autoptr (SolRecord) listing = make_listing (doc);
  g_autoptr (GPtrArray) gains = sol_completeness_list_gains (listing);
  const SolCompletenessPart *part = gains->pdata[0];

  g_assert_cmpstr (part->field, ==, field);
  g_assert_cmpuint (sol_completeness_get_gain (part, listing), ==, gain);
}

static void
test_parts_make_a_whole (void)
{
  guint n_parts, sum = 0;
  const SolCompletenessPart *parts = sol_completeness_get_parts (&n_parts);
  g_autoptr (SolRecord) listing = make_listing ("{}");

  for (guint i = 0; i < n_parts; i++)
    {
      sum += parts[i].points;
      g_assert_nonnull (sol_record_find_field (listing, parts[i].field, NULL));
    }
  g_assert_cmpuint (sum, ==, SOL_COMPLETENESS_WHOLE);
  g_assert_cmpuint (sol_completeness_measure (listing), ==, 0);
}

static void
test_what_must_be_there_comes_first (void)
{
  assert_next ("{}", "activities", 10);
  assert_next ("{\"activities\":[{\"id\":\"a\",\"sector\":\"bread\"}]}", "siret", 5);
  assert_next ("{" NEEDED "}", "description", 10);
  g_assert_cmpuint (measure ("{" NEEDED "}"), ==, 21);
}

static void
test_text_counts_as_far_as_it_goes (void)
{
  g_autofree char *half = g_strdup_printf ("{" NEEDED ",\"description\":\"%060d\"}", 0);
  g_autofree char *whole = g_strdup_printf ("{" NEEDED ",\"description\":\"%0500d\"}", 0);

  g_assert_cmpuint (measure (half), ==, 26);
  g_assert_cmpuint (measure (whole), ==, 31);
  assert_next (half, "offers", 9);
}

/* What is told without a proof brings nothing. */
static void
test_practices_count_one_by_one (void)
{
  g_assert_cmpuint (measure ("{\"criteria\":[" CLAIMED ("1") "]}"), ==, 0);
  g_assert_cmpuint (measure ("{\"criteria\":[" PROVEN ("1") "]}"), ==, 2);
  g_assert_cmpuint (measure ("{\"criteria\":[" PROVEN ("1") "," PROVEN ("5") "]}"), ==, 4);
}

/* The ring of who writes it, and the number that buyers see. */
static void
test_what_is_made_of_it_measures_the_same (void)
{
  const char *doc = "{" NEEDED ",\"state\":\"published\",\"verified_on\":\"2026-11-26\","
                    "\"phone\":\"04 65 71 00 12\",\"commune\":\"84003\",\"criteria\":[" PROVEN (
                        "1") "," CLAIMED ("2") "]}";
  g_autoptr (SolRecord) listing = make_listing (doc);
  g_autoptr (SolRecord)
      supplier = sol_projection_make (SOL_RECORD_GET_CLASS (listing)->projections, listing);
  gint64 told;

  g_assert_cmpuint (sol_completeness_measure (listing), ==, 32);
  g_assert_cmpuint (sol_completeness_measure (supplier), ==, 32);
  g_assert_true (sol_record_get_number (supplier, "completeness", &told));
  g_assert_cmpint (told, ==, 32);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/completeness/parts-make-a-whole", test_parts_make_a_whole);
  g_test_add_func ("/completeness/what-must-be-there-comes-first",
                   test_what_must_be_there_comes_first);
  g_test_add_func ("/completeness/text-counts-as-far-as-it-goes",
                   test_text_counts_as_far_as_it_goes);
  g_test_add_func ("/completeness/practices-count-one-by-one", test_practices_count_one_by_one);
  g_test_add_func ("/completeness/what-is-made-of-it-measures-the-same",
                   test_what_is_made_of_it_measures_the_same);
  return g_test_run ();
}
