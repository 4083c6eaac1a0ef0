/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "app/catalogue/sol-supplier-text.h"
#include "app/sol-format.h"

static void
assert_text (char *text, const char *expected)
{
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

/* These run without a translation, that is in English; French differs by its words only. */
static void
test_numbers_are_grouped (void)
{
  assert_text (sol_format_number (0), "0");
  assert_text (sol_format_number (999), "999");
  assert_text (sol_format_number (1000), "1,000");
  assert_text (sol_format_number (-1234567), "−1,234,567");
  assert_text (sol_format_number (G_MININT64), "−9,223,372,036,854,775,808");
}

static void
test_decimals_end_without_zeros (void)
{
  assert_text (sol_format_decimal (2.4, 1), "2.4");
  assert_text (sol_format_decimal (2.04, 1), "2");
  assert_text (sol_format_decimal (1.999, 2), "2");
  assert_text (sol_format_decimal (1.05, 2), "1.05");
  assert_text (sol_format_decimal (1234.5, 0), "1,235");
}

static void
test_money_keeps_its_cents (void)
{
  assert_text (sol_format_money (2450), "€24.50");
  assert_text (sol_format_money (31800), "€318");
  assert_text (sol_format_money (5), "€0.05");
  assert_text (sol_format_turnover (124000000), "€1.24M");
  assert_text (sol_format_turnover (24000050), "€240,000");
  assert_text (sol_format_price (320, "m²"), "€3.20\u00a0/ m²");
  assert_text (sol_format_price (320, NULL), "€3.20");
}

static void
test_distance_has_one_decimal_below_ten (void)
{
  assert_text (sol_format_distance (2.41), "2.4\u00a0km");
  assert_text (sol_format_distance (6.0), "6\u00a0km");
  assert_text (sol_format_distance (9.96), "10\u00a0km");
  assert_text (sol_format_distance (23.4), "23\u00a0km");
  assert_text (sol_format_distance (NAN), "");
}

static void
test_dates_read_as_such (void)
{
  assert_text (sol_format_date ("2026-09-12"), "12 Sep 2026");
  assert_text (sol_format_date ("2026-03-01T08:12:00Z"), "1 Mar 2026");
  assert_text (sol_format_date ("2026-02-30"), "2026-02-30");
  assert_text (sol_format_date ("soon"), "soon");
  assert_text (sol_format_date (NULL), "");
}

static void
test_phone_is_set_in_pairs (void)
{
  assert_text (sol_format_phone ("0465710012"), "04\u00a065\u00a071\u00a000\u00a012");
  assert_text (sol_format_phone ("04.65.71.00.12"), "04\u00a065\u00a071\u00a000\u00a012");
  assert_text (sol_format_phone ("+33 4 65 71 00 12"), "+33 4 65 71 00 12");
  assert_text (sol_format_phone ("3949"), "3949");
}

static SolSupplier *
make_supplier (const char *doc)
{
  g_autoptr (GError) error = NULL;
  SolRecord *record = sol_record_new_from_text (SOL_TYPE_SUPPLIER, 1, "id", "public", 1, doc,
                                                &error);

  g_assert_no_error (error);
  return SOL_SUPPLIER (record);
}

static void
test_place_says_what_is_known (void)
{
  g_autoptr (SolSupplier) all = make_supplier (
      "{\"city\":\"Avignon\",\"department\":\"84\",\"postcode\":\"84000\",\"address\":\"1, rue\"}");
  g_autoptr (SolSupplier) town = make_supplier ("{\"city\":\"Avignon\"}");
  g_autoptr (SolSupplier) department = make_supplier ("{\"department\":\"84\"}");
  g_autoptr (SolSupplier) nothing = make_supplier ("{}");

  assert_text (sol_supplier_text_make_place (all), "Avignon\u00a0(84)");
  assert_text (sol_supplier_text_make_place (town), "Avignon");
  assert_text (sol_supplier_text_make_place (department), "Vaucluse");
  assert_text (sol_supplier_text_make_place (nothing), "");
  assert_text (sol_supplier_text_make_address (all), "1, rue, 84000\u00a0Avignon");
  assert_text (sol_supplier_text_make_address (nothing), "");
}

static void
test_level_without_proof_is_not_counted (void)
{
  g_autoptr (SolSupplier) supplier = make_supplier (
      "{\"criteria\":[{\"id\":\"a\",\"criterion\":\"1\",\"level\":\"3\",\"evidence\":[{\"id\":"
      "\"e\","
      "\"title\":\"Bilan\"}]},{\"id\":\"b\",\"criterion\":\"9\",\"level\":\"2\"},"
      "{\"id\":\"c\",\"criterion\":\"4\",\"level\":\"0\"}]}");
  g_autoptr (SolSupplier) silent = make_supplier ("{}");
  guint8 levels[SOL_N_CRITERIA];
  guint n_proven;

  g_assert_true (sol_supplier_text_get_levels (supplier, levels, &n_proven));
  g_assert_cmpuint (n_proven, ==, 1);
  g_assert_cmpuint (levels[0], ==, 3);
  g_assert_cmpuint (levels[8], ==, 2);
  g_assert_cmpuint (levels[3], ==, 0);
  g_assert_cmpuint (levels[1], ==, SOL_LEVEL_NOT_PROVIDED);
  g_assert_false (sol_supplier_text_get_levels (silent, levels, &n_proven));
  g_assert_cmpstr (sol_supplier_text_get_level (2), ==, "Practised");
}

static void
test_reach_is_told_in_words (void)
{
  g_autoptr (SolSupplier) supplier = make_supplier (
      "{\"city\":\"Avignon\",\"activities\":["
      "{\"id\":\"a\",\"sector\":\"vitrerie\",\"reach\":\"CUSTOM\",\"radius_km\":60,"
      "\"modes\":[\"PREST\"]},"
      "{\"id\":\"b\",\"sector\":\"vitrerie\",\"reach\":\"ZONES\","
      "\"zones\":[\"commune:84007\",\"department:84\",\"region:93\"]},"
      "{\"id\":\"c\",\"sector\":\"vitrerie\",\"reach\":\"COUNTRY\"},"
      "{\"id\":\"d\",\"sector\":\"vitrerie\"}]}");
  GPtrArray *items = sol_record_get_items (SOL_RECORD (supplier), "activities");

  assert_text (sol_supplier_text_make_reach (supplier, items->pdata[0]),
               "Works within 60\u00a0km of: Avignon");
  assert_text (sol_supplier_text_make_reach (supplier, items->pdata[1]),
               "Works in: Avignon\u00a0(84), Vaucluse\u00a0(84), Provence-Alpes-Côte d’Azur");
  assert_text (sol_supplier_text_make_reach (supplier, items->pdata[2]),
               "Works in the whole country");
  assert_text (sol_supplier_text_make_reach (supplier, items->pdata[3]), "");
  assert_text (sol_supplier_text_make_modes (items->pdata[0]), "service");
}

static void
test_kind_has_the_hue_of_its_family (void)
{
  g_assert_cmpstr (sol_supplier_text_get_family_class ("ACI"), ==, "insertion");
  g_assert_cmpstr (sol_supplier_text_get_family_class ("ESAT"), ==, "handicap");
  g_assert_cmpstr (sol_supplier_text_get_family_class ("COOP"), ==, "ess");
  g_assert_null (sol_supplier_text_get_family_class (NULL));
  g_assert_null (sol_supplier_text_get_family_class ("no such"));
}

static void
test_initials_are_of_proper_words (void)
{
  assert_text (sol_supplier_text_make_initials ("Semailles des Remparts"), "SR");
  assert_text (sol_supplier_text_make_initials ("éclat"), "É");
  assert_text (sol_supplier_text_make_initials (""), "");
  assert_text (sol_supplier_text_make_initials (NULL), "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/format/numbers-are-grouped", test_numbers_are_grouped);
  g_test_add_func ("/format/decimals-end-without-zeros", test_decimals_end_without_zeros);
  g_test_add_func ("/format/money-keeps-its-cents", test_money_keeps_its_cents);
  g_test_add_func ("/format/distance-has-one-decimal-below-ten",
                   test_distance_has_one_decimal_below_ten);
  g_test_add_func ("/format/dates-read-as-such", test_dates_read_as_such);
  g_test_add_func ("/format/phone-is-set-in-pairs", test_phone_is_set_in_pairs);
  g_test_add_func ("/supplier-text/place-says-what-is-known", test_place_says_what_is_known);
  g_test_add_func ("/supplier-text/level-without-proof-is-not-counted",
                   test_level_without_proof_is_not_counted);
  g_test_add_func ("/supplier-text/reach-is-told-in-words", test_reach_is_told_in_words);
  g_test_add_func ("/supplier-text/kind-has-the-hue-of-its-family",
                   test_kind_has_the_hue_of_its_family);
  g_test_add_func ("/supplier-text/initials-are-of-proper-words",
                   test_initials_are_of_proper_words);
  return g_test_run ();
}
