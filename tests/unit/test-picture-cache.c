/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>

#include "app/sol-picture-cache.h"

#define HASH_A "aaaaaaaaaaaaaaaaaaaaaaaa"
#define HASH_B "bbbbbbbbbbbbbbbbbbbbbbbb"
#define HASH_C "cccccccccccccccccccccccc"

typedef struct
{
  char *folder;
  SolPictureCache *cache;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->folder = g_dir_make_tmp ("sol-pictures-XXXXXX", NULL);
  fixture->cache = sol_picture_cache_new (fixture->folder, 1000);
}

static void
keep (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static void
wait_for (GAsyncResult **kept)
{
  while (*kept == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
put (Fixture *fixture, const char *hash, gsize size, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_malloc0 (size), size);

  sol_picture_cache_put_async (fixture->cache, hash, bytes, NULL, keep, &result);
  wait_for (&result);
  return sol_picture_cache_put_finish (fixture->cache, result, error);
}

static GBytes *
get (Fixture *fixture, const char *hash, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sol_picture_cache_get_async (fixture->cache, hash, NULL, keep, &result);
  wait_for (&result);
  return sol_picture_cache_get_finish (fixture->cache, result, error);
}

static gint64
measure (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;

  sol_picture_cache_measure_async (fixture->cache, NULL, keep, &result);
  wait_for (&result);
  return sol_picture_cache_measure_finish (fixture->cache, result, NULL);
}

static void
clear (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;

  sol_picture_cache_clear_async (fixture->cache, NULL, keep, &result);
  wait_for (&result);
  g_assert_true (sol_picture_cache_clear_finish (fixture->cache, result, NULL));
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  clear (fixture);
  g_rmdir (fixture->folder);
  g_clear_object (&fixture->cache);
  g_free (fixture->folder);
}

/* As if it had been used long ago: the clock of the disk is too coarse to tell two writes apart. */
static void
make_old (Fixture *fixture, const char *hash)
{
  g_autofree char *path = g_build_filename (fixture->folder, hash, NULL);
  struct utimbuf times = { .actime = 1000, .modtime = 1000 };

  g_assert_cmpint (utime (path, &times), ==, 0);
}

static void
test_gives_back (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) found = NULL;

  g_assert_true (put (fixture, HASH_A, 400, &error));
  g_assert_no_error (error);
  found = get (fixture, HASH_A, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (found), ==, 400);
  g_assert_null (get (fixture, HASH_B, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

static void
test_stays_within_its_limit (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) kept = NULL;

  put (fixture, HASH_A, 400, NULL);
  put (fixture, HASH_B, 400, NULL);
  make_old (fixture, HASH_B);
  put (fixture, HASH_C, 400, NULL);

  g_assert_cmpint (measure (fixture), ==, 800);
  g_assert_null (get (fixture, HASH_B, NULL));
  kept = get (fixture, HASH_A, NULL);
  g_assert_nonnull (kept);
}

static void
test_leaves_out_what_is_larger_than_all (Fixture *fixture, gconstpointer unused)
{
  put (fixture, HASH_A, 400, NULL);
  g_assert_true (put (fixture, HASH_B, 1001, NULL));
  g_assert_cmpint (measure (fixture), ==, 400);
}

static void
test_smaller_limit_shrinks (Fixture *fixture, gconstpointer unused)
{
  put (fixture, HASH_A, 400, NULL);
  put (fixture, HASH_B, 400, NULL);
  sol_picture_cache_set_limit (fixture->cache, 500);
  while (measure (fixture) > 500)
    g_thread_yield ();
  g_assert_cmpint (measure (fixture), ==, 400);
}

static void
test_refuses_a_name_that_leads_out (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (put (fixture, "../../../../etc/aaaaaaaaaa", 10, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_FILENAME);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) \
  g_test_add ("/picture-cache/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("gives-back", test_gives_back);
  ADD ("stays-within-its-limit", test_stays_within_its_limit);
  ADD ("leaves-out-what-is-larger-than-all", test_leaves_out_what_is_larger_than_all);
  ADD ("smaller-limit-shrinks", test_smaller_limit_shrinks);
  ADD ("refuses-a-name-that-leads-out", test_refuses_a_name_that_leads_out);
  return g_test_run ();
}
