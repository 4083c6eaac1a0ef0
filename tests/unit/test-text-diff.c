/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <string.h>

#include "model/sol-text-diff.h"

static char *
mark (const char *first, const char *second)
{
  g_autoptr (GArray) hunks = sol_text_diff (first, second);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < hunks->len; i++)
    {
      const SolTextHunk *hunk = &g_array_index (hunks, SolTextHunk, i);

      g_string_append_printf (text, "[%.*s|%.*s]", (int) (hunk->first_end - hunk->first),
                              first + hunk->first, (int) (hunk->second_end - hunk->second),
                              second + hunk->second);
    }
  return g_string_free (text, FALSE);
}

static void
test_whole_words_differ (void)
{
  g_autofree char *word = mark ("des été chauds", "des étés chauds");
  g_autofree char *two = mark ("un deux trois quatre", "un cinq six quatre");
  g_autofree char *none = mark ("le même", "le même");
  g_autofree char *end = mark ("un", "un deux");

  g_assert_cmpstr (word, ==, "[été|étés]");
  g_assert_cmpstr (two, ==, "[deux trois|cinq six]");
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (end, ==, "[| deux]");
}

static void
test_changes_apart_are_combined (void)
{
  gboolean overlaps;
  g_autofree char *both = sol_text_diff_combine ("Nous taillons et plantons. Sans moteur.",
                                                 "Ici nous taillons et plantons.", &overlaps);
  g_autofree char *apart = NULL;
  g_autofree char *same = NULL;

  g_assert_true (overlaps);
  apart = sol_text_diff_combine ("un deux trois quatre", "un trois quatre cinq", &overlaps);
  g_assert_cmpstr (apart, ==, "un deux trois quatre cinq");
  g_assert_false (overlaps);
  same = sol_text_diff_combine ("un", "un", &overlaps);
  g_assert_cmpstr (same, ==, "un");
  g_assert_false (overlaps);
}

static void
test_changes_at_one_place_overlap (void)
{
  gboolean overlaps;
  g_autofree char *both = sol_text_diff_combine ("Rue des Lices", "Rue du Port", &overlaps);

  g_assert_true (overlaps);
  g_assert_cmpstr (both, ==, "Rue des Lices du Port");
}

/* A text of another is shown whole, and no caller waits for it. */
static void
test_long_texts_are_quick (void)
{
  g_autoptr (GString) first = g_string_new (NULL);
  g_autoptr (GString) second = g_string_new (NULL);
  g_autofree char *both = NULL;
  gboolean overlaps;

  for (guint i = 0; i < 8000; i++)
    {
      g_string_append_printf (first, "a%u ", i);
      g_string_append_printf (second, "b%u ", i);
    }
  both = sol_text_diff_combine (first->str, second->str, &overlaps);
  g_assert_true (overlaps);
  g_assert_nonnull (strstr (both, "a7999"));
  g_assert_nonnull (strstr (both, "b7999"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text-diff/whole-words-differ", test_whole_words_differ);
  g_test_add_func ("/text-diff/changes-apart-are-combined", test_changes_apart_are_combined);
  g_test_add_func ("/text-diff/changes-at-one-place-overlap", test_changes_at_one_place_overlap);
  g_test_add_func ("/text-diff/long-texts-are-quick", test_long_texts_are_quick);
  return g_test_run ();
}
