/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "exchange/sol-csv-reader.h"

/* Takes bytes that stay. */
static SolCsvReader *
open_bytes (const char *bytes, gsize length)
{
  g_autoptr (GInputStream)
      stream = g_memory_input_stream_new_from_data (bytes, (gssize) length, NULL);
  g_autoptr (GError) error = NULL;
  SolCsvReader *reader = sol_csv_reader_new (stream, NULL, &error);

  g_assert_no_error (error);
  return reader;
}

static SolCsvReader *
open_text (const char *text)
{
  return open_bytes (text, strlen (text));
}

static SolCsvRow
next (SolCsvReader *reader)
{
  g_autoptr (GError) error = NULL;
  SolCsvRow row = sol_csv_reader_next (reader, NULL, &error);

  g_assert_no_error (error);
  return row;
}

/* @expected: the cells, separated by "~". */
static void
assert_cells (SolCsvReader *reader, guint line, const char *expected)
{
  g_auto (GStrv) cells = g_strsplit (expected, "~", -1);

  g_assert_cmpint (next (reader), ==, SOL_CSV_CELLS);
  g_assert_cmpuint (sol_csv_reader_get_line (reader), ==, line);
  g_assert_cmpuint (sol_csv_reader_get_n_cells (reader), ==, g_strv_length (cells));
  for (guint i = 0; cells[i] != NULL; i++)
    g_assert_cmpstr (sol_csv_reader_get_cell (reader, i), ==, cells[i]);
}

static void
assert_fault (SolCsvReader *reader, guint line, SolCsvRow fault)
{
  g_assert_cmpint (next (reader), ==, fault);
  g_assert_cmpuint (sol_csv_reader_get_line (reader), ==, line);
}

static void
test_quotes (void)
{
  g_autoptr (SolCsvReader) reader = open_text ("a;b;c\r\n"
                                               "\"x;y\";\"dit \"\"oui\"\"\";\"\"\r\n"
                                               "\"deux\nlignes\";1;2\r\n"
                                               ";;\r\n"
                                               "fin;sans;retour");

  g_assert_cmpint (sol_csv_reader_get_separator (reader), ==, ';');
  assert_cells (reader, 1, "a~b~c");
  assert_cells (reader, 2, "x;y~dit \"oui\"~");
  assert_cells (reader, 3, "deux\nlignes~1~2");
  assert_cells (reader, 5, "~~");
  assert_cells (reader, 6, "fin~sans~retour");
  g_assert_true (sol_csv_reader_was_cut (reader));
  g_assert_cmpint (next (reader), ==, SOL_CSV_END);
}

static void
test_separators (void)
{
  static const struct
  {
    const char *text;
    char separator;
  } cases[] = {
    { "a,b,c\n1,2,3\n", ',' },
    { "a\tb\tc\n1\t2\t3\n", '\t' },
    { "\"a,b,c,d\";b;c\n1;2;3\n", ';' },
    { "a;b\r1;2\r", ';' },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SolCsvReader) reader = open_text (cases[i].text);

      g_assert_cmpint (sol_csv_reader_get_separator (reader), ==, cases[i].separator);
      g_assert_cmpint (next (reader), ==, SOL_CSV_CELLS);
      g_assert_cmpint (next (reader), ==, SOL_CSV_CELLS);
      g_assert_cmpstr (sol_csv_reader_get_cell (reader, 0), ==, "1");
      g_assert_cmpuint (sol_csv_reader_get_line (reader), ==, 2);
      g_assert_cmpint (next (reader), ==, SOL_CSV_END);
    }
}

/* An open quotation mark costs its own line and no other. */
static void
test_open_quote (void)
{
  g_autoptr (SolCsvReader) reader = open_text ("a;b\n"
                                               "\"jamais fermé;1\n"
                                               "\"entier\";2\n"
                                               "trois;3\n"
                                               "\"au bout;4");

  assert_cells (reader, 1, "a~b");
  assert_fault (reader, 2, SOL_CSV_BAD_QUOTE);
  assert_cells (reader, 3, "entier~2");
  assert_cells (reader, 4, "trois~3");
  assert_fault (reader, 5, SOL_CSV_BAD_QUOTE);
  g_assert_cmpint (next (reader), ==, SOL_CSV_END);
}

/* Also when no other mark follows for longer than a row may be. */
static void
test_open_quote_before_much (void)
{
  g_autoptr (GString) text = g_string_new ("a;b\n\"ouvert;1\n");
  g_autoptr (SolCsvReader) reader = NULL;
  guint n = 0;

  while (text->len < 3 * SOL_CSV_MAX_ROW)
    {
      g_string_append (text, "une ligne;et sa suite\n");
      n++;
    }
  reader = open_bytes (text->str, text->len);
  assert_cells (reader, 1, "a~b");
  assert_fault (reader, 2, SOL_CSV_BAD_QUOTE);
  for (guint i = 0; i < n; i++)
    g_assert_cmpint (next (reader), ==, SOL_CSV_CELLS);
  g_assert_cmpint (next (reader), ==, SOL_CSV_END);
}

static void
test_long_line (void)
{
  g_autofree char *long_line = g_strnfill (10 * 1024 * 1024, 'x');
  g_autofree char *text = g_strconcat ("a;b\n", long_line, ";1\n\"", long_line, "\";2\nb;3\n",
                                       NULL);
  g_autoptr (SolCsvReader) reader = open_text (text);

  assert_cells (reader, 1, "a~b");
  assert_fault (reader, 2, SOL_CSV_TOO_LONG);
  assert_fault (reader, 3, SOL_CSV_TOO_LONG);
  assert_cells (reader, 4, "b~3");
  g_assert_cmpint (next (reader), ==, SOL_CSV_END);
}

static void
test_many_cells (void)
{
  g_autofree char *many = g_strnfill (SOL_CSV_MAX_CELLS + 5, ';');
  g_autofree char *text = g_strconcat ("a;b\n", many, "\nb;3\n", NULL);
  g_autoptr (SolCsvReader) reader = open_text (text);

  assert_cells (reader, 1, "a~b");
  assert_fault (reader, 2, SOL_CSV_TOO_LONG);
  assert_cells (reader, 3, "b~3");
}

static void
test_nul (void)
{
  static const char text[] = "a;b\nun\0deux;2\nb;3\n";
  g_autoptr (SolCsvReader) reader = open_bytes (text, sizeof text - 1);

  assert_cells (reader, 1, "a~b");
  assert_fault (reader, 2, SOL_CSV_NUL);
  assert_cells (reader, 3, "b~3");
}

/* @text in @encoding, with @mark before it, reads as it was. */
static void
assert_encoding (const char *encoding, const char *mark, gsize mark_length, const char *found)
{
  static const char text[] = "nom;ville\nŒuvre née à l’été;Évreux\nDérivé 10 €;Lône\n";
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree char *converted = NULL;
  gsize length;
  g_autoptr (SolCsvReader) reader = NULL;

  converted = g_convert (text, -1, encoding, "UTF-8", NULL, &length, NULL);
  g_assert_nonnull (converted);
  g_byte_array_append (bytes, (const guint8 *) mark, mark_length);
  g_byte_array_append (bytes, (const guint8 *) converted, length);
  reader = open_bytes ((const char *) bytes->data, bytes->len);
  g_assert_cmpstr (sol_csv_reader_get_encoding (reader), ==, found);
  assert_cells (reader, 1, "nom~ville");
  assert_cells (reader, 2, "Œuvre née à l’été~Évreux");
  g_assert_false (sol_csv_reader_was_recoded (reader));
  assert_cells (reader, 3, "Dérivé 10 €~Lône");
  g_assert_cmpint (next (reader), ==, SOL_CSV_END);
}

static void
test_encodings (void)
{
  assert_encoding ("UTF-8", "", 0, "UTF-8");
  assert_encoding ("UTF-8", "\357\273\277", 3, "UTF-8");
  assert_encoding ("UTF-16LE", "\377\376", 2, "UTF-16LE");
  assert_encoding ("UTF-16BE", "\376\377", 2, "UTF-16BE");
  assert_encoding ("UTF-16LE", "", 0, "UTF-16LE");
  assert_encoding ("WINDOWS-1252", "", 0, "WINDOWS-1252");
}

/* The first accent comes after all that was looked at to guess the encoding. */
static void
test_late_accent (void)
{
  g_autoptr (GString) text = g_string_new ("a;b\n");
  g_autoptr (SolCsvReader) reader = NULL;
  guint n = 0;

  for (; text->len < 200000; n++)
    g_string_append (text, "sans accent;1\n");
  g_string_append (text, "caf\351;2\n");
  reader = open_bytes (text->str, text->len);
  for (guint i = 0; i <= n; i++)
    g_assert_cmpint (next (reader), ==, SOL_CSV_CELLS);
  assert_cells (reader, n + 2, "café~2");
  g_assert_true (sol_csv_reader_was_recoded (reader));
}

/* Half a character of UTF-16 at the end: what came before is read. */
static void
test_cut_in_utf16 (void)
{
  static const char text[] = "\377\376a\0;\0b\0\n\0001\0;\0";
  g_autoptr (SolCsvReader) reader = open_bytes (text, sizeof text - 2);

  assert_cells (reader, 1, "a~b");
  g_assert_cmpint (next (reader), ==, SOL_CSV_CELLS);
  g_assert_cmpstr (sol_csv_reader_get_cell (reader, 0), ==, "1");
  g_assert_true (sol_csv_reader_was_cut (reader));
  g_assert_cmpint (next (reader), ==, SOL_CSV_END);
}

static void
test_empty (void)
{
  g_autoptr (SolCsvReader) reader = open_text ("");

  g_assert_cmpint (next (reader), ==, SOL_CSV_END);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv/quotes-separators-and-lines-in-cells", test_quotes);
  g_test_add_func ("/csv/separator-is-found", test_separators);
  g_test_add_func ("/csv/open-quote-costs-one-line", test_open_quote);
  g_test_add_func ("/csv/open-quote-before-much-costs-one-line", test_open_quote_before_much);
  g_test_add_func ("/csv/line-of-10-mb-is-skipped", test_long_line);
  g_test_add_func ("/csv/row-of-many-cells-is-skipped", test_many_cells);
  g_test_add_func ("/csv/nul-costs-one-line", test_nul);
  g_test_add_func ("/csv/encodings-of-spreadsheets", test_encodings);
  g_test_add_func ("/csv/late-accent-is-read", test_late_accent);
  g_test_add_func ("/csv/utf16-cut-in-a-character", test_cut_in_utf16);
  g_test_add_func ("/csv/empty-file", test_empty);
  return g_test_run ();
}
