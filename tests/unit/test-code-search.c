/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/form/sol-code-search.h"

#define MOST 8

static gboolean
finds (const char *typed, const char *wanted, gboolean *near)
{
  g_autoptr (GPtrArray) codes = sol_code_search ("sectors", typed, MOST, near);

  g_assert_cmpuint (codes->len, <=, MOST);
  for (guint i = 0; i < codes->len; i++)
    if (g_str_equal (((const SolCode *) codes->pdata[i])->code, wanted))
      return TRUE;
  return FALSE;
}

static void
assert_named (const char *typed, const char *wanted)
{
  gboolean near = TRUE;

  g_test_message ("“%s”", typed);
  g_assert_true (finds (typed, wanted, &near));
  g_assert_false (near);
}

static void
assert_near (const char *typed, const char *wanted)
{
  gboolean near = FALSE;

  g_test_message ("“%s”", typed);
  g_assert_true (finds (typed, wanted, &near));
  g_assert_true (near);
}

/* In any order, and by what holds it. */
static void
test_words_find_what_is_called_so (void)
{
  assert_named ("menage", "aide-menagere");
  assert_named ("espaces entretien", "espaces-verts-entretien");
  assert_named ("autre linge", "autre-linge");
  assert_named ("velos-rep", "velos-reparation");
}

static void
test_other_words_find_what_is_near (void)
{
  assert_near ("jardinier", "jardinage");
  assert_near ("netoyage", "nettoyage-locaux");
  assert_near ("plombier", "plomberie");
}

static void
test_what_is_near_nothing_finds_nothing (void)
{
  gboolean near = FALSE;
  g_autoptr (GPtrArray) codes = sol_code_search ("sectors", "zzzzqqxx", MOST, &near);
  g_autoptr (GPtrArray) none = NULL;

  g_assert_cmpuint (codes->len, ==, 0);
  g_assert_true (near);
  none = sol_code_search ("sectors", "…", MOST, &near);
  g_assert_cmpuint (none->len, ==, 0);
}

/* With its point or without; what holds others is no answer. */
static void
test_code_is_found_as_it_is_on_paper (void)
{
  static const char *const typed[] = { "8130Z", "81.30z", "81.3", "paysager amenagement" };

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      gboolean near = TRUE;
      g_autoptr (GPtrArray) codes = sol_code_search ("naf", typed[i], MOST, &near);

      g_assert_false (near);
      g_assert_cmpuint (codes->len, ==, 1);
      g_assert_cmpstr (((const SolCode *) codes->pdata[0])->code, ==, "81.30Z");
    }
}

int
main (int argc, char *argv[])
{
  g_setenv ("LANGUAGE", "fr", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/code-search/words-find-what-is-called-so", test_words_find_what_is_called_so);
  g_test_add_func ("/code-search/other-words-find-what-is-near",
                   test_other_words_find_what_is_near);
  g_test_add_func ("/code-search/what-is-near-nothing-finds-nothing",
                   test_what_is_near_nothing_finds_nothing);
  g_test_add_func ("/code-search/code-is-found-as-it-is-on-paper",
                   test_code_is_found_as_it_is_on_paper);
  return g_test_run ();
}
