/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-census-tally.h"

/* How many structures there are and how far they came. */

static const char *const both[] = { "coorace", "promess84", NULL };
static const char *const one[] = { "coorace", NULL };

static void
assert_count (SolCensusTally *tally, SolCensusBy by, guint index, const char *code, const char *n)
{
  g_autoptr (GPtrArray) list = sol_census_tally_list (tally, by);
  const SolCensusCount *count;
  g_autofree char *said = NULL;

  g_assert_cmpuint (index, <, list->len);
  count = list->pdata[index];
  said = g_strdup_printf ("%u %u %u %u", count->n[0], count->n[1], count->n[2], count->n[3]);
  g_assert_cmpstr (count->code, ==, code);
  g_assert_cmpstr (said, ==, n);
}

static void
test_who_is_in_the_catalogue_counts_once (void)
{
  g_autoptr (SolCensusTally) tally = sol_census_tally_new ();

  sol_census_tally_add_catalogue (tally, 10);
  sol_census_tally_add_catalogue_by (tally, SOL_CENSUS_BY_DEPARTMENT, "84", 10);
  sol_census_tally_add (tally, "84", NULL, SOL_CENSUS_ADMITTED, TRUE);
  sol_census_tally_add (tally, "84", NULL, SOL_CENSUS_CLAIMED, FALSE);
  assert_count (tally, SOL_CENSUS_BY_DEPARTMENT, 0, "84", "11 2 1 1");
  g_assert_cmpuint (sol_census_tally_get_all (tally)[SOL_CENSUS_CENSUSED], ==, 11);
  g_assert_cmpuint (sol_census_tally_get_all (tally)[SOL_CENSUS_CLAIMED], ==, 2);
}

static void
test_who_is_in_two_networks_counts_in_both (void)
{
  g_autoptr (SolCensusTally) tally = sol_census_tally_new ();

  sol_census_tally_add (tally, "84", both, SOL_CENSUS_COMPLETE, FALSE);
  sol_census_tally_add (tally, "13", one, SOL_CENSUS_CENSUSED, FALSE);
  assert_count (tally, SOL_CENSUS_BY_NETWORK, 0, "coorace", "2 1 1 0");
  assert_count (tally, SOL_CENSUS_BY_NETWORK, 1, "promess84", "1 1 1 0");
  g_assert_cmpuint (sol_census_tally_get_all (tally)[SOL_CENSUS_CENSUSED], ==, 2);
}

/* Of whom nobody said it is told apart, and last, however many they are. */
static void
test_unknown_is_told_apart (void)
{
  g_autoptr (SolCensusTally) tally = sol_census_tally_new ();

  sol_census_tally_add_catalogue_by (tally, SOL_CENSUS_BY_NETWORK, "unknown", 7);
  sol_census_tally_add (tally, NULL, NULL, SOL_CENSUS_CENSUSED, FALSE);
  sol_census_tally_add (tally, "2A", one, SOL_CENSUS_CENSUSED, FALSE);
  assert_count (tally, SOL_CENSUS_BY_NETWORK, 0, "coorace", "1 0 0 0");
  assert_count (tally, SOL_CENSUS_BY_NETWORK, 1, "unknown", "8 0 0 0");
  assert_count (tally, SOL_CENSUS_BY_DEPARTMENT, 0, "2A", "1 0 0 0");
  assert_count (tally, SOL_CENSUS_BY_DEPARTMENT, 1, "unknown", "1 0 0 0");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/census-tally/who-is-in-the-catalogue-counts-once",
                   test_who_is_in_the_catalogue_counts_once);
  g_test_add_func ("/census-tally/who-is-in-two-networks-counts-in-both",
                   test_who_is_in_two_networks_counts_in_both);
  g_test_add_func ("/census-tally/unknown-is-told-apart", test_unknown_is_told_apart);
  return g_test_run ();
}
