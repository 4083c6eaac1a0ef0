/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "app/sol-pictures.h"
#include "net/sol-net-error.h"
#include "sol-test-server.h"

#define SIDE 32 /* pixels */

/* A server that has one picture, a cache, and what brings the one to the other. */
typedef struct
{
  SolTestServer server;
  SolPictureCache *cache;
  SolBlobClient *client;
  SolPictures *pictures;
  GBytes *picture;
  SolBlob blob;
  char *asked; /* the last path and query */
  guint n_asked;
  int asked_side; /* pixels */
} Fixture;

static void
on_blob (SoupServer *soup,
         SoupServerMessage *message,
         const char *path,
         GHashTable *query,
         gpointer user_data)
{
  Fixture *fixture = user_data;
  gsize size;
  const char *data = g_bytes_get_data (fixture->picture, &size);

  g_free (fixture->asked);
  fixture->asked = g_strdup_printf ("%s?%s=%s", path, (char *) g_hash_table_lookup (query, "t"),
                                    (char *) g_hash_table_lookup (query, "id"));
  fixture->asked_side = atoi (g_hash_table_lookup (query, "side"));
  fixture->n_asked++;
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/octet-stream", SOUP_MEMORY_COPY, data,
                                    size);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, SIDE, SIDE);
  g_autofree char *folder = NULL;
  char *data;
  gsize size;

  sol_test_server_set_up (&fixture->server, NULL);
  soup_server_add_handler (fixture->server.soup, "/v1/blobs", on_blob, fixture, NULL);
  gdk_pixbuf_fill (pixbuf, 0x1f7a6dff);
  gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, "png", NULL, NULL);
  fixture->picture = g_bytes_new_take (data, size);
  fixture->blob.hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, fixture->picture);
  fixture->blob.size = (gint64) size;
  folder = g_build_filename (sol_store_get_folder (fixture->server.local.store), "pictures", NULL);
  fixture->cache = sol_picture_cache_new (folder, 1000 * 1000);
  fixture->client = sol_blob_client_new (fixture->server.address);
  fixture->pictures = sol_pictures_new (fixture->cache, fixture->client);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_clear_object (&fixture->pictures);
  g_clear_object (&fixture->client);
  g_clear_object (&fixture->cache);
  g_clear_pointer (&fixture->picture, g_bytes_unref);
  g_free (fixture->blob.hash);
  g_free (fixture->asked);
  sol_test_server_tear_down (&fixture->server, NULL);
}

static GdkTexture *
load (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) loaded = NULL;
  GAsyncResult *kept = NULL;

  sol_pictures_load_async (fixture->pictures, "supplier", "an id", &fixture->blob, SIDE, NULL,
                           sol_test_keep_result, &kept);
  loaded = sol_test_wait (&kept);
  return sol_pictures_load_finish (fixture->pictures, loaded, error);
}

static gint64
measure (Fixture *fixture)
{
  g_autoptr (GAsyncResult) measured = NULL;
  GAsyncResult *kept = NULL;

  sol_picture_cache_measure_async (fixture->cache, NULL, sol_test_keep_result, &kept);
  measured = sol_test_wait (&kept);
  return sol_picture_cache_measure_finish (fixture->cache, measured, NULL);
}

static void
test_comes_once_then_stays_offline (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *wanted = g_strdup_printf ("/v1/blobs/%s?supplier=an id", fixture->blob.hash);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) first = load (fixture, &error);
  g_autoptr (GdkTexture) second = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (gdk_texture_get_width (first), ==, SIDE);
  g_assert_cmpstr (fixture->asked, ==, wanted);
  SOL_TEST_WAIT_UNTIL (measure (fixture) == fixture->blob.size);

  soup_server_disconnect (fixture->server.soup);
  second = load (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gdk_texture_get_width (second), ==, SIDE);
  g_assert_cmpuint (fixture->n_asked, ==, 1);
}

/* What somebody else put in its place is neither shown nor kept. */
static void
test_another_content_is_refused (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  fixture->blob.hash[0] = fixture->blob.hash[0] == '0' ? '1' : '0';
  g_assert_null (load (fixture, &error));
  g_assert_error (error, SOL_NET_ERROR, SOL_NET_ERROR_BAD_ANSWER);
  g_assert_cmpint (measure (fixture), ==, 0);
}

/* As somebody sent it; the server draws it as small as it is asked to. */
static void
test_large_one_comes_drawn_small (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  fixture->blob.size = 5 * 1000 * 1000;
  texture = load (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, SIDE);
  g_assert_cmpint (fixture->asked_side, ==, SIDE);
}

/* What only some may see is shown, and not left on the disk for whoever comes after. */
static void
test_private_one_is_not_kept (Fixture *fixture, gconstpointer unused)
{
  sol_pictures_set_private (fixture->pictures, TRUE);
  for (guint i = 1; i <= 2; i++)
    {
      g_autoptr (GdkTexture) texture = load (fixture, NULL);

      g_assert_nonnull (texture);
      g_assert_cmpuint (fixture->n_asked, ==, i);
    }
  g_assert_cmpint (measure (fixture), ==, 0);
}

/* The record says that it is small, the server sends without end. */
static void
test_more_than_said_is_cut (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_bytes_unref (fixture->picture);
  fixture->picture = g_bytes_new_take (g_malloc0 (5 * 1000 * 1000), 5 * 1000 * 1000);
  g_assert_null (load (fixture, &error));
  g_assert_error (error, SOL_NET_ERROR, SOL_NET_ERROR_BAD_ANSWER);
}

static void
add (const char *path, void (*test) (Fixture *fixture, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/pictures/comes-once-then-stays-offline", test_comes_once_then_stays_offline);
  add ("/pictures/another-content-is-refused", test_another_content_is_refused);
  add ("/pictures/large-one-comes-drawn-small", test_large_one_comes_drawn_small);
  add ("/pictures/private-one-is-not-kept", test_private_one_is_not_kept);
  add ("/pictures/more-than-said-is-cut", test_more_than_said_is_cut);
  return g_test_run ();
}
