/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-likeness.h"

/* Two of one SIREN, and one of another. */
#define HEAD "73282932000074"
#define BRANCH "73282932000082"
#define OTHER "35600000000048"

static const SolLikenessSide aci = { "Les Semailles", NULL, "ACI", HEAD, "84007" };

/* What two are alike by, as they are in both orders. */
static guint
compare (const SolLikenessSide *one, const SolLikenessSide *other, const char *expected)
{
  g_auto (GStrv) reasons = NULL;
  g_auto (GStrv) mirrored = NULL;
  const guint score = sol_likeness_compare (one, other, &reasons);
  g_autofree char *told = g_strjoinv (" ", reasons);

  g_assert_cmpuint (sol_likeness_compare (other, one, &mirrored), ==, score);
  g_assert_true (g_strv_equal ((const char *const *) reasons, (const char *const *) mirrored));
  g_assert_cmpstr (told, ==, expected);
  g_assert_cmpint (score > 0, ==, *expected != '\0');
  return score;
}

/* Who is alike is found by a key that both have. */
static gboolean
share_key (const SolLikenessSide *one, const SolLikenessSide *other)
{
  g_auto (GStrv) ones = sol_likeness_list_keys (one);
  g_auto (GStrv) others = sol_likeness_list_keys (other);

  for (guint i = 0; ones[i] != NULL; i++)
    if (g_strv_contains ((const char *const *) others, ones[i]))
      return TRUE;
  return FALSE;
}

static void
test_one_number_and_kind_are_one_structure (void)
{
  const SolLikenessSide same = { "Autre nom", NULL, "ACI", HEAD, "13055" };
  const SolLikenessSide unknown = { "Autre nom", NULL, NULL, HEAD, "13055" };

  g_assert_cmpuint (compare (&aci, &same, "siret"), ==, SOL_LIKENESS_SAME);
  g_assert_cmpuint (compare (&aci, &unknown, "siret"), <, SOL_LIKENESS_SAME);
  g_assert_true (share_key (&aci, &same));
}

static void
test_an_aci_and_an_ei_are_two (void)
{
  SolLikenessSide ei = aci;

  ei.kind = "EI";
  ei.phone = "04 90 00 00 00";
  compare (&aci, &ei, "");
}

static void
test_near_names_in_one_commune_are_alike (void)
{
  const SolLikenessSide branch = { "ASSOCIATION SEMAILLES", NULL, "ACI", BRANCH, "84007" };
  const SolLikenessSide mistyped = { "Semaille", NULL, "ACI", NULL, "84007" };
  const SolLikenessSide brand = { "Régie", "Semailles", "ACI", NULL, "84007" };
  const SolLikenessSide numbered = { "Semailles", NULL, "ACI", OTHER, "84007" };
  const SolLikenessSide elsewhere = { "Les Semailles", NULL, "ACI", NULL, "13055" };
  const SolLikenessSide others = { "Les Semelles d’Avignon", NULL, "ACI", NULL, "84007" };

  g_assert_true (share_key (&aci, &branch) && share_key (&aci, &mistyped) &&
                 share_key (&aci, &brand));
  g_assert_cmpuint (compare (&aci, &branch, "siren"), >, compare (&aci, &mistyped, "name"));
  g_assert_cmpuint (compare (&aci, &brand, "name"), >, compare (&aci, &numbered, "name"));
  compare (&aci, &elsewhere, "");
  compare (&aci, &others, "");
}

static void
test_contacts_are_read_however_they_are_written (void)
{
  const SolLikenessSide one = { "Les Semailles",
                                NULL,
                                "ACI",
                                HEAD,
                                NULL,
                                "04 90 12 34 56",
                                "Contact@Semailles.example",
                                "https://www.semailles.example/" };
  const SolLikenessSide other = { "Semailles",
                                  NULL,
                                  "ACI",
                                  NULL,
                                  NULL,
                                  "+33490123456",
                                  "contact@semailles.example",
                                  "http://semailles.example" };

  g_assert_true (share_key (&one, &other));
  compare (&one, &other, "phone email website");
}

/* The agencies of one enterprise, and two of a group that have one switchboard. */
static void
test_one_switchboard_is_no_likeness (void)
{
  const SolLikenessSide one = { "Cap Solidaire", NULL, "ETTI", HEAD, "84007", "0490123456" };
  const SolLikenessSide agency = { "Cap Solidaire", NULL, "ETTI", BRANCH, "13055", "0490123456" };
  const SolLikenessSide sister = { "Le Potager", NULL, "ETTI", OTHER, "84007", "0490123456" };
  const SolLikenessSide renamed = { "Le Potager", NULL, "ETTI", BRANCH, "84007", "0490123456" };

  compare (&one, &agency, "");
  compare (&one, &sister, "");
  compare (&one, &renamed, "phone");
}

static void
test_nothing_is_like_nothing (void)
{
  const SolLikenessSide nothing = { 0 };
  const SolLikenessSide common = { "Association", NULL, NULL, NULL, "84007", "12", "x", "/" };
  g_auto (GStrv) keys = sol_likeness_list_keys (&nothing);

  g_assert_null (keys[0]);
  compare (&nothing, &nothing, "");
  compare (&common, &common, "");
  compare (&aci, &nothing, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/likeness/one-number-and-kind-are-one-structure",
                   test_one_number_and_kind_are_one_structure);
  g_test_add_func ("/likeness/an-aci-and-an-ei-are-two", test_an_aci_and_an_ei_are_two);
  g_test_add_func ("/likeness/near-names-in-one-commune-are-alike",
                   test_near_names_in_one_commune_are_alike);
  g_test_add_func ("/likeness/contacts-are-read-however-they-are-written",
                   test_contacts_are_read_however_they_are_written);
  g_test_add_func ("/likeness/one-switchboard-is-no-likeness", test_one_switchboard_is_no_likeness);
  g_test_add_func ("/likeness/nothing-is-like-nothing", test_nothing_is_like_nothing);
  return g_test_run ();
}
