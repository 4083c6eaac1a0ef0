/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is read faster than GLib does it must be read as GLib does it. */
#include <math.h>
#include <string.h>

#include "model/sol-json.h"
#include "model/sol-text.h"

#define N_RANDOM 20000
#define N_LETTERS 0x180 /* and all below */
#define FIRST_SIGN 0x2000
#define END_SIGN 0x2070

static gunichar
next_letter (gunichar letter)
{
  return letter == N_LETTERS - 1 ? FIRST_SIGN : letter + 1;
}

static void
check_fold (const char *text)
{
  g_autofree char *ascii = g_str_to_ascii (text, "fr");
  g_autofree char *expected = g_ascii_strdown (ascii, -1);
  g_autofree char *folded = sol_text_fold (text);

  g_assert_cmpstr (folded, ==, expected);
}

/* Each letter, with each one after it. */
static void
test_letters_fold_as_glib_does (void)
{
  for (gunichar first = 1; first < END_SIGN; first = next_letter (first))
    {
      g_autoptr (GString) text = g_string_new (NULL);

      for (gunichar second = 1; second < END_SIGN; second = next_letter (second))
        {
          g_string_append_unichar (text, first);
          g_string_append_unichar (text, second);
        }
      check_fold (text->str);
    }
}

static void
test_other_texts_fold_as_glib_does (void)
{
  check_fold ("");
  check_fold ("L’ÉTÉ Œuvré : Łódź");
  check_fold ("Ünïcode ΑΒΓ Ж 漢 ﬁ 😀");
  check_fold ("cut off \xc3");
  check_fold ("not \xff UTF-8 \xe2\x82");
}

static void
test_utf8_is_checked_as_glib_does (void)
{
  static const char pieces[][5] = {
    "a", "bc d", "é", "€", "😀", "\xc3", "\x80", "\xe2\x82", "", "~"
  };
  GRand *random = g_rand_new_with_seed (8);

  for (guint i = 0; i < N_RANDOM; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      gint32 n = g_rand_int_range (random, 0, 24), kinds = i % 2 == 0 ? 5 : 10;

      for (; n > 0; n--)
        g_string_append (text, pieces[g_rand_int_range (random, 0, kinds)]);
      if (i % 16 == 0)
        g_string_append_c (text, '\0');
      g_assert_cmpint (sol_text_is_utf8 (text->str, text->len), ==,
                       g_utf8_validate_len (text->str, text->len, NULL));
    }
  g_rand_free (random);
}

static void
test_doubles_are_read_as_glib_does (void)
{
  GRand *random = g_rand_new_with_seed (9);

  for (guint i = 0; i < N_RANDOM; i++)
    {
      double magnitude = g_rand_double_range (random, -6, 12);
      g_autofree char *text = g_strdup_printf ("%s%.*f", i % 3 == 0 ? "-" : "",
                                               g_rand_int_range (random, 0, 16),
                                               g_rand_double (random) * exp10 (magnitude));
      double expected = g_ascii_strtod (text, NULL), read;
      SolJsonReader reader;

      sol_json_reader_init (&reader, text, strlen (text));
      g_assert_cmpint (sol_json_reader_next (&reader), ==, SOL_JSON_NUMBER);
      read = sol_json_reader_get_double (&reader);
      g_assert_cmpmem (&read, sizeof read, &expected, sizeof expected);
    }
  g_rand_free (random);
}

static void
test_texts_end_where_they_do (void)
{
  for (guint before = 0; before < 20; before++)
    for (guint after = 0; after < 20; after++)
      {
        g_autofree char *start = g_strnfill (before, 'a'), *end = g_strnfill (after, '~');
        g_autofree char *whole = g_strconcat ("\"", start, "é\\\"", end, "\" ", end, NULL);
        g_autofree char *broken = g_strconcat ("\"", start, "\x1f", end, "\"", NULL);
        g_autofree char *expected = g_strconcat (start, "é\"", end, NULL);
        g_autofree char *read = NULL;
        SolJsonReader reader;

        sol_json_reader_init (&reader, whole, strlen (whole));
        g_assert_cmpint (sol_json_reader_next (&reader), ==, SOL_JSON_STRING);
        read = sol_json_reader_dup (&reader);
        g_assert_cmpstr (read, ==, expected);
        sol_json_reader_init (&reader, broken, strlen (broken));
        g_assert_cmpint (sol_json_reader_next (&reader), ==, SOL_JSON_END);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/reading/letters-fold-as-glib-does", test_letters_fold_as_glib_does);
  g_test_add_func ("/reading/other-texts-fold-as-glib-does", test_other_texts_fold_as_glib_does);
  g_test_add_func ("/reading/utf8-is-checked-as-glib-does", test_utf8_is_checked_as_glib_does);
  g_test_add_func ("/reading/doubles-are-read-as-glib-does", test_doubles_are_read_as_glib_does);
  g_test_add_func ("/reading/texts-end-where-they-do", test_texts_end_where_they_do);

  return g_test_run ();
}
