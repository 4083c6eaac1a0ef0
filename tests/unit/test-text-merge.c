/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <string.h>

#include "model/sol-text-diff.h"
#include "model/sol-text-merge.h"

#define N_CASES 3000
#define MAX_SENTENCES 12
#define MAX_WORDS 40

/* Overlaps stand in brackets. */
static char *
merge (const char *base, const char *mine, const char *theirs)
{
  g_autoptr (GArray) overlaps = g_array_new (FALSE, FALSE, sizeof (SolTextOverlap));
  g_autofree char *text = sol_text_merge (base, mine, theirs, overlaps);
  GString *marked = g_string_new (NULL);
  gsize at = 0;

  for (guint i = 0; i < overlaps->len; i++)
    {
      const SolTextOverlap *overlap = &g_array_index (overlaps, SolTextOverlap, i);

      g_string_append_len (marked, text + at, (gssize) (overlap->start - at));
      g_string_append_printf (marked, "[%.*s]", (int) (overlap->end - overlap->start),
                              text + overlap->start);
      at = overlap->end;
    }
  g_string_append (marked, text + at);
  return g_string_free (marked, FALSE);
}

static void
assert_merge (const char *base, const char *mine, const char *theirs, const char *expected)
{
  g_autofree char *text = merge (base, mine, theirs);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_removed_sentence_does_not_come_back (void)
{
  assert_merge ("Nous taillons. Trois chantiers. Sans moteur.", "Nous taillons. Sans moteur.",
                "Nous taillons. Trois chantiers. Sans moteur. Avec soin.",
                "Nous taillons. Sans moteur. Avec soin.");
}

static void
test_changes_apart_need_no_reading (void)
{
  assert_merge ("Le chat dort.", "Le chien dort.", "Le chat dort bien.", "Le chien dort bien.");
  assert_merge ("un deux trois", "zéro un deux trois", "un deux trois quatre",
                "zéro un deux trois quatre");
  assert_merge ("", "un", "", "un");
  assert_merge ("a b c d e f", "a e f", "a b c f", "a f");
}

static void
test_same_change_is_made_once (void)
{
  assert_merge ("un deux", "un deux trois", "un deux trois", "un deux trois");
}

static void
test_changes_at_one_place_are_marked (void)
{
  assert_merge ("Rue des Lices", "Rue du Port", "Rue des Alpes", "Rue [du Port Alpes]");
  assert_merge ("un deux", "un deux trois", "un deux quatre", "un deux[ trois quatre]");
}

/* A sentence of words that nothing else says. */
static char *
make_sentence (guint *word)
{
  GString *text = g_string_new (NULL);
  const guint n = (guint) g_test_rand_int_range (1, 6);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%sw%u", i > 0 ? " " : "", ++*word);
  g_string_append (text, ". ");
  return g_string_free (text, FALSE);
}

/* Each sentence is changed by one of them at most, and those beside it by nobody. */
static void
test_random_changes_apart (void)
{
  for (guint i = 0; i < N_CASES; i++)
    {
      g_autoptr (GString) base = g_string_new (NULL);
      g_autoptr (GString) mine = g_string_new (NULL);
      g_autoptr (GString) theirs = g_string_new (NULL);
      g_autoptr (GString) expected = g_string_new (NULL);
      const guint n = (guint) g_test_rand_int_range (1, MAX_SENTENCES);
      guint word = 0;

      for (guint j = 0; j < n; j++)
        {
          g_autofree char *old = make_sentence (&word);
          g_autofree char *fresh = g_test_rand_bit () ? make_sentence (&word) : g_strdup ("");
          const gint who = j % 2 == 0 ? -1 : g_test_rand_int_range (0, 2);

          g_string_append (base, old);
          g_string_append (mine, who == 0 ? fresh : old);
          g_string_append (theirs, who == 1 ? fresh : old);
          g_string_append (expected, who >= 0 ? fresh : old);
        }
      assert_merge (base->str, mine->str, theirs->str, expected->str);
      assert_merge (base->str, theirs->str, mine->str, expected->str);
    }
}

/* "(1) (2) (3)": each word is there once, and none is within another. */
static char *
make_words (guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s(%u)", g_test_rand_int_range (0, 5) == 0 ? "\n" : " ", i);
  return g_string_free (text, FALSE);
}

/* Takes away words of a text, and puts in others. */
static char *
change (const char *text, const char *letters)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  GString *changed = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (g_test_rand_int_range (0, 8) == 0)
        g_string_append_printf (changed, " %c",
                                letters[g_test_rand_int_range (0, (gint) strlen (letters))]);
      if (g_test_rand_int_range (0, 8) > 0)
        g_string_append_printf (changed, "%s%s", i > 0 ? " " : "", words[i]);
    }
  return g_string_free (changed, FALSE);
}

static guint
count (const char *text, char letter)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    n += *text == letter;
  return n;
}

/* Letters of his own are in the merged text as often as he wrote them. */
static void
assert_all_there (const char *text, const char *side, const char *letters)
{
  for (; *letters != '\0'; letters++)
    g_assert_cmpuint (count (text, *letters), ==, count (side, *letters));
}

/* What one of them removed is gone, what both left is there. */
static void
assert_none_back (const char *text, const char *mine, const char *theirs, guint n_words)
{
  for (guint i = 0; i < n_words; i++)
    {
      g_autofree char *word = g_strdup_printf ("(%u)", i);
      const gboolean kept = strstr (mine, word) != NULL && strstr (theirs, word) != NULL;

      g_assert_cmpint (strstr (text, word) != NULL, ==, kept);
    }
}

static void
test_random_laws (void)
{
  for (guint i = 0; i < N_CASES; i++)
    {
      const guint n_words = (guint) g_test_rand_int_range (0, MAX_WORDS);
      g_autofree char *base = make_words (n_words);
      g_autofree char *mine = change (base, "xy");
      g_autofree char *theirs = change (base, "uv");
      g_autofree char *text = sol_text_merge (base, mine, theirs, NULL);
      g_autofree char *there = merge (base, mine, theirs);
      g_autofree char *back = merge (base, theirs, mine);

      assert_merge (base, mine, base, mine);
      assert_merge (base, base, theirs, theirs);
      assert_merge (base, mine, mine, mine);
      assert_all_there (text, mine, "xy");
      assert_all_there (text, theirs, "uv");
      assert_none_back (text, mine, theirs, n_words);
      if (strchr (there, '[') == NULL)
        g_assert_cmpstr (there, ==, back);
    }
}

/* Of a long text too, what is changed at its two ends is two changes. */
static void
test_long_text_is_merged_by_its_sentences (void)
{
  g_autoptr (GString) middle = g_string_new (NULL);
  g_autofree char *base = NULL;
  g_autofree char *mine = NULL;
  g_autofree char *theirs = NULL;
  g_autofree char *expected = NULL;

  for (guint i = 0; i < 800; i++)
    g_string_append_printf (middle, "Phrase %u de dix mots qui ne dit rien de plus. ", i);
  base = g_strdup_printf ("Un. %sFin un.", middle->str);
  mine = g_strdup_printf ("Deux. %sFin deux.", middle->str);
  theirs = g_strdup_printf ("Un. Ici. %sOui. Fin un.", middle->str);
  expected = g_strdup_printf ("Deux. Ici. %sOui. Fin deux.", middle->str);
  assert_merge (base, mine, theirs, expected);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text-merge/removed-sentence-does-not-come-back",
                   test_removed_sentence_does_not_come_back);
  g_test_add_func ("/text-merge/changes-apart-need-no-reading", test_changes_apart_need_no_reading);
  g_test_add_func ("/text-merge/same-change-is-made-once", test_same_change_is_made_once);
  g_test_add_func ("/text-merge/changes-at-one-place-are-marked",
                   test_changes_at_one_place_are_marked);
  g_test_add_func ("/text-merge/random-changes-apart", test_random_changes_apart);
  g_test_add_func ("/text-merge/random-laws", test_random_laws);
  g_test_add_func ("/text-merge/long-text-is-merged-by-its-sentences",
                   test_long_text_is_merged_by_its_sentences);
  return g_test_run ();
}
