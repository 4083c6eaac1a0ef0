/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-referential.h"

#include <string.h>

#include "model/sol-outline.h"

typedef struct
{
  const char *list;
  guint n;
} Count;

static gpointer
use_lists (gpointer unused)
{
  const SolCode *code = sol_referential_find ("cpv", "90911200");

  g_free (sol_referential_match ("cpv", "Window-cleaning services"));
  return (gpointer) code;
}

/* Must run first: it is the first use that threads could do twice. */
static void
test_first_use_from_many_threads (void)
{
  GThread *threads[8];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("user", use_lists, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_true (g_thread_join (threads[i]) == sol_referential_find ("cpv", "90911200"));
}

static void
test_lists_have_their_codes (void)
{
  const Count counts[] = {
    { "cpv", 9454 },
    { "criteria", 9 },
    { "departments", 109 },
    { "environment-practices", 10 },
    { "epcis", 1255 },
    { "families", 4 },
    { "kinds", 17 },
    { "labels", 16 },
    { "levels", 4 },
    { "legal-forms", 13 },
    { "marks", 2 },
    { "measures", 4 },
    { "modes", 3 },
    { "naf", 1707 },
    { "networks", 16 },
    { "peer-labels", 5 },
    { "peer-networks", 13 },
    { "peer-sectors", 174 },
    { "reaches", 3 },
    { "regions", 26 },
    { "sector-groups", 20 },
    { "sectors", 160 },
    { "staff-brackets", 16 },
    { "turnover-brackets", 6 },
    { "legal-categories", 75 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      guint n;

      g_test_message ("%s", counts[i].list);
      g_assert_nonnull (sol_referential_get_codes (counts[i].list, &n));
      g_assert_cmpuint (n, ==, counts[i].n);
    }
  g_assert_cmpuint (g_strv_length ((char **) sol_referential_get_lists ()), ==,
                    G_N_ELEMENTS (counts));
}

static void
test_every_code_is_found_once (void)
{
  for (const char *const *list = sol_referential_get_lists (); *list != NULL; list++)
    {
      guint n;
      const SolCode *codes = sol_referential_get_codes (*list, &n);

      g_test_message ("%s", *list);
      for (guint i = 0; i < n; i++)
        {
          g_assert_true (sol_referential_find (*list, codes[i].code) == &codes[i]);
          g_assert_cmpuint (codes[i].index, ==, i);
          g_assert_true (g_utf8_validate (codes[i].label_fr, -1, NULL));
          if (!g_str_has_prefix (*list, "peer-"))
            g_assert_cmpstr (codes[i].label_fr, !=, "");
        }
    }
}

static void
assert_parents_exist (const char *list, const char *parents)
{
  guint n;
  const SolCode *codes = sol_referential_get_codes (list, &n);

  for (guint i = 0; i < n; i++)
    if (*codes[i].parent != '\0' && sol_referential_find (parents, codes[i].parent) == NULL)
      g_error ("%s %s: no %s \"%s\"", list, codes[i].code, parents, codes[i].parent);
}

static void
test_parents_exist (void)
{
  assert_parents_exist ("kinds", "families");
  assert_parents_exist ("networks", "families");
  assert_parents_exist ("departments", "regions");
  assert_parents_exist ("epcis", "departments");
  assert_parents_exist ("legal-categories", "legal-forms");
  assert_parents_exist ("naf", "naf");
  assert_parents_exist ("cpv", "cpv");
  assert_parents_exist ("sectors", "sector-groups");
}

static void
assert_codes_exist (const char *owner, const char *cell, const char *list)
{
  g_auto (GStrv) codes = g_strsplit (cell, " ", -1);

  g_assert_nonnull (codes[0]);
  for (char **code = codes; *code != NULL; code++)
    if (sol_referential_find (list, *code) == NULL)
      g_error ("%s: no %s \"%s\"", owner, list, *code);
}

static void
test_sectors_have_group_cpv_and_naf (void)
{
  guint n;
  const SolCode *sectors = sol_referential_get_codes ("sectors", &n);

  for (guint i = 0; i < n; i++)
    {
      const char *code = sectors[i].code;

      g_assert_nonnull (sol_referential_find ("sector-groups", sectors[i].parent));
      g_assert_cmpstr (sectors[i].label_en, !=, "");
      assert_codes_exist (code, sol_referential_extra ("sectors", code, "cpv"), "cpv");
      assert_codes_exist (code, sol_referential_extra ("sectors", code, "naf"), "naf");
    }
}

static void
test_peer_slugs_map (void)
{
  const char *const ours[][2] = { { "peer-labels", "labels" },
                                  { "peer-networks", "networks" },
                                  { "peer-sectors", NULL } };

  for (guint i = 0; i < G_N_ELEMENTS (ours); i++)
    {
      guint n;
      const SolCode *slugs = sol_referential_get_codes (ours[i][0], &n);

      for (guint j = 0; j < n; j++)
        {
          g_autofree char *code = sol_peer_code (ours[i][0], slugs[j].code);
          const char *what = sol_referential_extra (ours[i][0], slugs[j].code, "what");
          const char *list = ours[i][1];

          if (list == NULL)
            list = strcmp (what, "group") == 0 ? "sector-groups" : "sectors";
          g_test_message ("%s %s", ours[i][0], slugs[j].code);
          g_assert_nonnull (sol_referential_find (list, code));
        }
    }
  g_assert_null (sol_peer_code ("peer-sectors", "no-such-slug"));
  g_assert_null (sol_peer_code ("peer-sectors", NULL));
}

static void
test_unknown_is_said (void)
{
  guint n = 7;

  g_assert_null (sol_referential_get_codes ("no-such-list", &n));
  g_assert_cmpuint (n, ==, 0);
  g_assert_null (sol_referential_get_codes ("", NULL));
  g_assert_null (sol_referential_find ("no-such-list", "ACI"));
  g_assert_null (sol_referential_find ("kinds", "XYZ"));
  g_assert_null (sol_referential_find ("kinds", NULL));
  g_assert_cmpstr (sol_referential_label ("kinds", "XYZ"), ==, "XYZ");
  g_assert_cmpstr (sol_referential_label ("kinds", NULL), ==, "");
  g_assert_null (sol_referential_extra ("sectors", "XYZ", "cpv"));
  g_assert_cmpstr (sol_referential_extra ("sectors", "vitrerie", "XYZ"), ==, "");
}

static void
test_labels_follow_the_language (void)
{
  g_setenv ("LANGUAGE", "fr", TRUE);
  g_setenv ("LC_ALL", "fr_FR.UTF-8", TRUE);
  g_assert_cmpstr (sol_referential_label ("levels", "2"), ==, "Pratiqué");
  g_setenv ("LANGUAGE", "en", TRUE);
  g_setenv ("LC_ALL", "en_GB.UTF-8", TRUE);
  g_assert_cmpstr (sol_referential_label ("levels", "2"), ==, "Practised");
  /* Without an English label the French one serves. */
  g_assert_cmpstr (sol_referential_label ("departments", "84"), ==, "Vaucluse");
}

static void
assert_match (const char *list, const char *typed, const char *expected)
{
  g_autofree char *code = sol_referential_match (list, typed);

  g_test_message ("%s \"%s\"", list, typed);
  g_assert_cmpstr (code, ==, expected);
}

static void
test_match_reads_what_people_write (void)
{
  assert_match ("kinds", "aci", "ACI");
  assert_match ("kinds", "ATELIERS ET CHANTIERS D'INSERTION", "ACI");
  assert_match ("kinds", "Atelier et chantier d’insertion", "ACI");
  assert_match ("kinds", "ateliers", NULL);
  assert_match ("naf", "8121Z", "81.21Z");
  assert_match ("naf", "81.21z", "81.21Z");
  assert_match ("legal-forms", "Scop SARL", "SARL_COOP");
  assert_match ("legal-forms", "sarl_coop", "SARL_COOP");
  assert_match ("departments", "cotes d'armor", "22");
  assert_match ("departments", "2a", "2A");
  assert_match ("legal-categories", "9220.0", "9220");
  assert_match ("legal-categories", "9999.0", NULL);
  assert_match ("sectors", "Window cleaning", "vitrerie");
  assert_match ("staff-brackets", "50 à 99 salariés", "21");
  assert_match ("labels", "b-corp", "b-corp");
  assert_match ("kinds", "", NULL);
  assert_match ("kinds", NULL, NULL);
  assert_match ("no-such-list", "ACI", NULL);
}

static void
test_outlines_close_and_stand_in_place (void)
{
  const SolPoint **rings;
  const guint *lengths;
  guint n = sol_outline_get_rings ("84", &rings, &lengths);
  guint total = 0;

  g_assert_cmpuint (n, ==, 2); /* with the enclave of Valréas */
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpfloat (rings[i][0].lat, ==, rings[i][lengths[i] - 1].lat);
      g_assert_cmpfloat (rings[i][0].lon, ==, rings[i][lengths[i] - 1].lon);
      for (guint j = 0; j < lengths[i]; j++)
        {
          g_assert_true (rings[i][j].lat > 43.6 && rings[i][j].lat < 44.5);
          g_assert_true (rings[i][j].lon > 4.6 && rings[i][j].lon < 5.8);
        }
      total += lengths[i];
    }
  g_assert_cmpuint (total, >, 50);
  g_assert_cmpuint (sol_outline_get_rings ("2A", &rings, &lengths), >, 0);
  g_assert_cmpuint (sol_outline_get_rings ("974", &rings, &lengths), >, 0);
  g_assert_cmpuint (sol_outline_get_rings ("977", &rings, &lengths), ==, 0);
  g_assert_null (rings);
  g_assert_cmpuint (sol_outline_get_rings (NULL, &rings, &lengths), ==, 0);
}

static void
test_outlines_of_the_101_are_there (void)
{
  guint n, found = 0;
  const SolCode *departments = sol_referential_get_codes ("departments", &n);

  for (guint i = 0; i < n; i++)
    {
      const SolPoint **rings;
      const guint *lengths;

      found += sol_outline_get_rings (departments[i].code, &rings, &lengths) > 0;
    }
  g_assert_cmpuint (found, ==, 101);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/referential/first-use-from-many-threads", test_first_use_from_many_threads);
  g_test_add_func ("/referential/lists-have-their-codes", test_lists_have_their_codes);
  g_test_add_func ("/referential/every-code-is-found-once", test_every_code_is_found_once);
  g_test_add_func ("/referential/parents-exist", test_parents_exist);
  g_test_add_func ("/referential/sectors-have-group-cpv-and-naf",
                   test_sectors_have_group_cpv_and_naf);
  g_test_add_func ("/referential/peer-slugs-map", test_peer_slugs_map);
  g_test_add_func ("/referential/unknown-is-said", test_unknown_is_said);
  g_test_add_func ("/referential/labels-follow-the-language", test_labels_follow_the_language);
  g_test_add_func ("/referential/match-reads-what-people-write",
                   test_match_reads_what_people_write);
  g_test_add_func ("/outline/close-and-stand-in-place", test_outlines_close_and_stand_in_place);
  g_test_add_func ("/outline/of-the-101-are-there", test_outlines_of_the_101_are_there);
  return g_test_run ();
}
