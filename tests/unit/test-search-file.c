/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "search/sol-segment-private.h"

static const char *const suppliers[] = {
  "{\"name\":\"Les Jardins de l’Isle\",\"city\":\"L’Isle-sur-la-Sorgue\",\"commune\":\"84054\","
  "\"kind\":\"ACI\",\"siret\":\"12345678901234\",\"place\":{\"lat\":43.92,\"lon\":5.05},"
  "\"activities\":[{\"sector\":\"foret\",\"modes\":[\"PREST\"],\"reach\":\"CUSTOM\","
  "\"radius_km\":30},{\"sector\":\"accueil\",\"modes\":[\"DISP\"],\"reach\":\"COUNTRY\"}]}",
  "{\"name\":\"Cœur d’atelier\",\"commune\":\"84007\",\"kind\":\"EI\",\"qpv\":true,"
  "\"activities\":[{\"sector\":\"foret\",\"zones\":[\"department:84\"]}]}",
  "{\"name\":\"Bureaux\",\"description\":\"papiers et bureaux\"}",
};

static char *folder;
static char *path;
static char *contents;
static gsize length;

static void
write_file (void)
{
  g_autoptr (SolSegmentBuilder) builder = sol_segment_builder_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (suppliers); i++)
    g_assert_true (sol_segment_builder_add (builder, i, suppliers[i], strlen (suppliers[i])));
  sol_segment_builder_write (builder, path, "store-1", 42, NULL, &error);
  g_assert_no_error (error);
}

/* Asks all there is to ask, in search of a step outside. */
static void
use_all (SolSegment *segment)
{
  static const char *const texts[] = { NULL, "i", "jardins", "123456789", "jradin" };
  g_autoptr (SolCatalogue) catalogue = sol_catalogue_new (segment, segment, NULL, 0);

  for (guint i = 0; i < G_N_ELEMENTS (texts) * SOL_N_SORTS; i++)
    {
      g_autoptr (SolQuery) query = sol_query_new ();
      g_autoptr (SolHits) hits = NULL;
      SolHit hit;

      sol_query_set_text (query, texts[i % G_N_ELEMENTS (texts)]);
      query->sort = i / G_N_ELEMENTS (texts);
      query->has_point = TRUE;
      query->lat = 43.9;
      query->lon = 5;
      query->radius_km = i % 2 * 10;
      if (i % 3 == 0)
        query->works_in = g_strdup ("commune:84007");
      if (i % 4 == 0)
        sol_query_add (query, SOL_FACET_MODE, "PREST");
      hits = sol_catalogue_search (catalogue, query, NULL);
      for (guint j = 0; j < sol_hits_get_n (hits); j++)
        sol_hits_get (hits, j, &hit);
      for (guint facet = 0; facet < SOL_N_FACETS; facet++)
        g_array_unref (sol_hits_count_facet (hits, facet));
      sol_hits_find_key (hits, 1);
    }
}

static void
test_file_says_whose_it_is (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SolSegment) segment = sol_segment_open (path, "store-1", &error);

  g_assert_no_error (error);
  g_assert_cmpint (sol_segment_get_base_seq (segment), ==, 42);
  g_assert_cmpuint (sol_segment_get_n_documents (segment), ==, G_N_ELEMENTS (suppliers));
  use_all (segment);
  g_assert_null (sol_segment_open (path, "store-2", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

static void
test_missing_file_is_an_error (void)
{
  g_autofree char *missing = g_build_filename (folder, "missing", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (sol_segment_open (missing, "store-1", &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

static void
test_failed_write_leaves_the_old_file (void)
{
  g_autoptr (SolSegmentBuilder) builder = sol_segment_builder_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *nowhere = g_build_filename (folder, "no", "folder", NULL);
  g_autofree char *now = NULL;
  gsize size;

  g_cancellable_cancel (cancellable);
  g_assert_false (sol_segment_builder_write (builder, path, "x", 1, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (sol_segment_builder_write (builder, nowhere, "x", 1, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_true (g_file_get_contents (path, &now, &size, NULL));
  g_assert_cmpmem (now, size, contents, length);
}

static void
test_any_cut_is_an_error (void)
{
  for (gsize size = 0; size < length; size++)
    {
      g_autofree char *copy = g_memdup2 (contents, size);
      g_autoptr (GBytes) bytes = g_bytes_new (copy, size);
      g_autoptr (GError) error = NULL;

      g_assert_null (sol_segment_new (bytes, "store-1", &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
    }
}

static void
test_any_changed_byte_is_an_error (void)
{
  for (gsize at = 0; at < length; at++)
    {
      g_autofree char *copy = g_memdup2 (contents, length);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GError) error = NULL;

      copy[at] ^= (char) (1 << at % 8);
      bytes = g_bytes_new (copy, length);
      g_assert_null (sol_segment_new (bytes, "store-1", &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
    }
}

/* A big file is summed up after it is opened, and sums can be forged: until then, what it says is
 * never believed. */
static void
test_changed_byte_with_right_sums_stays_inside (void)
{
  static const char changes[] = { 0x01, (char) 0x80, (char) 0xff };

  for (gsize at = 0; at < length; at++)
    for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
      {
        g_autofree char *copy = g_memdup2 (contents, length);
        g_autoptr (GBytes) bytes = NULL;
        g_autoptr (SolSegment) segment = NULL;

        copy[at] ^= changes[i];
        sol_segment_seal ((guint8 *) copy, length);
        bytes = g_bytes_new (copy, length);
        segment = sol_segment_new (bytes, NULL, NULL);
        if (segment != NULL && (g_test_slow () || at % 5 == i))
          use_all (segment);
      }
}

/* Few structures with many words of their own. */
static GBytes *
make_big_file (void)
{
  g_autoptr (SolSegmentBuilder) builder = sol_segment_builder_new ();
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *big = g_build_filename (folder, "big.idx", NULL);
  char *bytes;
  gsize size;

  for (guint i = 0; i < 1000; i++)
    {
      g_string_assign (json, "{\"description\":\"");
      for (guint j = 0; j < 1300; j++)
        g_string_append_printf (json, "%xword ", (i * 1300 + j) * 2654435761u);
      g_string_append (json, "\"}");
      g_assert_true (sol_segment_builder_add (builder, i, json->str, json->len));
    }
  sol_segment_builder_write (builder, big, "store-1", 42, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (big, &bytes, &size, NULL));
  g_assert_cmpuint (size, >, 16 * 1024 * 1024);
  g_unlink (big);
  return g_bytes_new_take (bytes, size);
}

static void
test_changed_byte_of_a_big_file_is_found (void)
{
  g_autoptr (GBytes) bytes = make_big_file ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SolSegment) good = sol_segment_new (bytes, "store-1", &error);
  gsize size;
  char *data = (char *) g_bytes_get_data (bytes, &size);

  g_assert_no_error (error);
  g_assert_true (sol_segment_check (good, NULL, &error));
  for (guint i = 0; i < 60; i++)
    {
      /* One is the last byte. */
      gsize at = i == 0 ? size - 1 : (gsize) (g_test_rand_double () * (double) size);
      char changed = (char) (1 << g_test_rand_int_range (0, 8));
      g_autoptr (SolSegment) segment = NULL;

      data[at] ^= changed;
      segment = sol_segment_new (bytes, "store-1", &error);
      if (segment != NULL)
        g_assert_false (sol_segment_check (segment, NULL, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      g_clear_error (&error);
      data[at] ^= changed;
    }
  g_cancellable_cancel (cancellable);
  g_assert_false (sol_segment_check (good, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_no_document_is_no_fault (void)
{
  g_autoptr (SolSegmentBuilder) builder = sol_segment_builder_new ();
  g_autoptr (SolSegment) segment = NULL;

  g_assert_false (sol_segment_builder_add (builder, 1, "[]", 2));
  g_assert_false (sol_segment_builder_add (builder, 1, "{\"name\":\"a", 10));
  g_assert_false (sol_segment_builder_add (builder, 1, "{\"name\":\"\xff\"}", 12));
  segment = sol_segment_builder_finish (builder, NULL);
  g_assert_cmpuint (sol_segment_get_n_documents (segment), ==, 0);
  use_all (segment);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("sol-search-XXXXXX", NULL);
  path = g_build_filename (folder, "catalogue.idx", NULL);
  write_file ();
  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_test_add_func ("/search-file/says-whose-it-is", test_file_says_whose_it_is);
  g_test_add_func ("/search-file/missing-file-is-an-error", test_missing_file_is_an_error);
  g_test_add_func ("/search-file/failed-write-leaves-the-old-file",
                   test_failed_write_leaves_the_old_file);
  g_test_add_func ("/search-file/any-cut-is-an-error", test_any_cut_is_an_error);
  g_test_add_func ("/search-file/any-changed-byte-is-an-error", test_any_changed_byte_is_an_error);
  g_test_add_func ("/search-file/changed-byte-with-right-sums-stays-inside",
                   test_changed_byte_with_right_sums_stays_inside);
  g_test_add_func ("/search-file/changed-byte-of-a-big-file-is-found",
                   test_changed_byte_of_a_big_file_is_found);
  g_test_add_func ("/search-file/no-document-is-no-fault", test_no_document_is_no_fault);
  result = g_test_run ();
  g_unlink (path);
  g_rmdir (folder);
  g_free (contents);
  g_free (path);
  g_free (folder);
  return result;
}
