/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>

#include "model/sol-model-error.h"
#include "sol-test-computer.h"
#include "store/sol-account-apply.h"
#include "store/sol-account-attach.h"
#include "store/sol-account-sync.h"

/* What is attached reaches the real server before the act that names it, and holds up no other. */

#define SUPPLIER "gerante@example.org"
#define SIDE 1500       /* pixels: a picture of several parts */
#define FIRST_PART 1000 /* bytes: less than a part */

static SolRealServer server;

typedef struct
{
  char *folder;
  SolTestComputer one;
  char *organisation;
  char *listing;
  SolBlob *blob;
} Fixture;

/* Noise, which does not pack. */
static GBytes *
make_picture (void)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, SIDE, SIDE);
  g_autoptr (GRand) noise = g_rand_new_with_seed (1);
  g_autoptr (GError) error = NULL;
  guint length;
  guchar *pixels = gdk_pixbuf_get_pixels_with_length (pixbuf, &length);
  char *buffer;
  gsize size;

  for (guint i = 0; i < length; i++)
    pixels[i] = (guchar) g_rand_int (noise);
  gdk_pixbuf_save_to_buffer (pixbuf, &buffer, &size, "png", &error, NULL);
  g_assert_no_error (error);
  return g_bytes_new_take (buffer, size);
}

static SolBlob *
attach (SolTestComputer *self, GBytes *content, const char *organisation, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *kept = NULL;

  sol_account_store_attach_bytes_async (self->account.store, content, "logo.png", organisation,
                                        NULL, sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  return sol_account_store_attach_finish (self->account.store, result, error);
}

static GBytes *
load (SolTestComputer *self, const char *hash, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *kept = NULL;

  sol_account_store_load_blob_async (self->account.store, hash, NULL, sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  return sol_account_store_load_blob_finish (self->account.store, result, error);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) picture = make_picture ();
  g_autofree char *made = NULL;

  fixture->folder = g_dir_make_tmp ("sol-files-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->listing = g_uuid_string_random ();
  fixture->organisation = g_uuid_string_random ();
  sol_test_computer_open (&fixture->one, &server, fixture->folder, "one", SUPPLIER);
  made = sol_test_computer_act (&fixture->one, "organisation", "create", fixture->organisation,
                                NULL, "{\"set\":{\"name\":\"Semailles\",\"kind\":\"supplier\"}}");
  sol_test_computer_sync_well (&fixture->one);
  sol_test_computer_sync_well (&fixture->one);
  fixture->blob = attach (&fixture->one, picture, fixture->organisation, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fixture->blob->size, >, 3 * 1024 * 1024);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  sol_test_computer_close (&fixture->one);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  sol_test_remove_folder (fixture->folder);
  sol_blob_free (fixture->blob);
  g_free (fixture->listing);
  g_free (fixture->organisation);
  g_free (fixture->folder);
}

static void
act (Fixture *fixture, const char *op, const char *target, const char *patch)
{
  g_autofree char *id = sol_test_computer_act (&fixture->one, "listing", op, target,
                                               fixture->organisation, patch);
}

static void
create_with_logo (Fixture *fixture)
{
  const SolBlob *blob = fixture->blob;
  g_autofree char *patch = g_strdup_printf (
      "{\"set\":{\"name\":\"Semailles\",\"kind\":\"ACI\",\"logo\":{\"hash\":\"%s\","
      "\"name\":\"%s\",\"size\":%" G_GINT64_FORMAT ",\"type\":\"%s\"}}}",
      blob->hash, blob->name, blob->size, blob->media_type);

  act (fixture, "create", fixture->listing, patch);
}

/* Bytes of it that the server has, of a file that is not whole yet. */
static goffset
measure_part (Fixture *fixture)
{
  g_autofree char *name = g_strdup_printf ("org:%s.%s.part", fixture->organisation,
                                           fixture->blob->hash);
  g_autofree char *folder = g_strconcat (server.database, ".uploads", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  GStatBuf info;

  return g_stat (path, &info) == 0 ? info.st_size : 0;
}

static GPtrArray *
list_unsent (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *kept = NULL;

  sol_account_store_list_unsent_async (fixture->one.account.store, NULL, sol_test_keep_result,
                                       &kept);
  result = sol_test_wait (&kept);
  return sol_account_store_list_unsent_finish (fixture->one.account.store, result, NULL);
}

static SolMutationBatch *
take_batch (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *kept = NULL;

  sol_account_store_take_batch_async (fixture->one.account.store, 100, NULL, sol_test_keep_result,
                                      &kept);
  result = sol_test_wait (&kept);
  return sol_account_store_take_batch_finish (fixture->one.account.store, result, NULL);
}

static void
test_file_goes_before_the_act (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) kept = NULL;

  create_with_logo (fixture);
  sol_test_computer_wait_for_counts (&fixture->one, 1, 0, 0);
  sol_test_computer_sync_well (&fixture->one);
  sol_test_computer_wait_for_counts (&fixture->one, 0, 0, 0);
  kept = load (&fixture->one, fixture->blob->hash, &error);
  g_assert_no_error (error);
  g_assert_cmpint ((gint64) g_bytes_get_size (kept), ==, fixture->blob->size);
}

/* The server ends while the file is on its way, and what comes after the act waits with it; what
 * has nothing to do with it does not. */
static void
test_cut_is_gone_on_from (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *other = g_uuid_string_random ();
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *kept = NULL;

  create_with_logo (fixture);
  act (fixture, "edit", fixture->listing, "{\"set\":{\"city\":\"Uzès\"}}");
  act (fixture, "create", other, "{\"set\":{\"name\":\"Autre\",\"kind\":\"ACI\"}}");
  sol_test_computer_wait_for_counts (&fixture->one, 3, 0, 0);
  sol_sync_run_async (fixture->one.sync, NULL, sol_test_keep_result, &kept);
  SOL_TEST_WAIT_UNTIL (measure_part (fixture) > FIRST_PART);
  sol_real_server_stop (&server);
  done = sol_test_wait (&kept);
  g_assert_false (sol_sync_run_finish (fixture->one.sync, done, &error));
  g_assert_cmpint (measure_part (fixture), <, fixture->blob->size);
  sol_test_computer_wait_for_counts (&fixture->one, 2, 0, 0);

  sol_real_server_start (&server, NULL);
  g_assert_cmpint (measure_part (fixture), >, FIRST_PART);
  sol_test_computer_sync_well (&fixture->one);
  sol_test_computer_wait_for_counts (&fixture->one, 0, 0, 0);
}

static void
on_upload (Fixture *fixture)
{
  gint64 done = 0;
  gint64 size = 0;

  g_object_get (fixture->one.sync, "upload-done", &done, "upload-size", &size, NULL);
  if (size > 0 && done >= FIRST_PART)
    sol_sync_hold_files (fixture->one.sync);
}

static SolSyncState
get_state (Fixture *fixture)
{
  SolSyncState state;

  g_object_get (fixture->one.sync, "state", &state, NULL);
  return state;
}

/* The application ends, and starts again as it does by itself. */
static void
start_again (Fixture *fixture)
{
  sol_test_computer_close (&fixture->one);
  sol_test_computer_open (&fixture->one, &server, fixture->folder, "one", SUPPLIER);
  sol_sync_start (fixture->one.sync);
  SOL_TEST_WAIT_UNTIL (get_state (fixture) == SOL_SYNC_UP_TO_DATE);
  sol_sync_stop (fixture->one.sync);
}

/* Held after its first part: it and its act wait, whatever else is exchanged, until he tries. */
static void
test_held_file_waits_and_goes_on (Fixture *fixture, gconstpointer unused)
{
  gulong handler = g_signal_connect_swapped (fixture->one.sync, "notify::upload-done",
                                             G_CALLBACK (on_upload), fixture);
  goffset part;
  gint64 size;

  create_with_logo (fixture);
  sol_test_computer_sync_well (&fixture->one);
  part = measure_part (fixture);
  g_assert_cmpint (part, >=, FIRST_PART);
  g_assert_cmpint (part, <, fixture->blob->size);
  g_object_get (fixture->one.sync, "upload-size", &size, NULL);
  g_assert_cmpint (size, ==, 0);
  sol_test_computer_sync_well (&fixture->one);
  g_assert_cmpint (measure_part (fixture), ==, part);
  sol_test_computer_wait_for_counts (&fixture->one, 1, 0, 0);

  g_signal_handler_disconnect (fixture->one.sync, handler);
  start_again (fixture);
  g_assert_cmpint (measure_part (fixture), ==, part);
  sol_test_computer_wait_for_counts (&fixture->one, 1, 0, 0);

  sol_sync_try_now (fixture->one.sync);
  sol_test_computer_wait_for_counts (&fixture->one, 0, 0, 0);
}

/* What became of one that was copied back to before any of it: of its folder nothing is left, and
 * what it took up before it takes up again, the file first. */
static void
test_restored_server_gets_the_file_again (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) unsent = NULL;
  GAsyncResult *kept = NULL;
  SolMutationBatch *batch;

  create_with_logo (fixture);
  sol_test_computer_sync_well (&fixture->one);
  sol_test_computer_wait_for_counts (&fixture->one, 0, 0, 0);

  sol_account_store_reset_async (fixture->one.account.store, TRUE, NULL, sol_test_keep_result,
                                 &kept);
  done = sol_test_wait (&kept);
  g_assert_true (sol_account_store_reset_finish (fixture->one.account.store, done, &error));
  unsent = list_unsent (fixture);
  g_assert_cmpuint (unsent->len, ==, 1);
  batch = take_batch (fixture);
  for (guint i = 0; i < batch->mutations->len; i++)
    g_assert_cmpstr (((SolMutation *) batch->mutations->pdata[i])->target, !=, fixture->listing);
  sol_mutation_batch_free (batch);
}

/* An older copy of its database is put back, without its files: the act is offered again, after its
 * file. */
static void
test_server_put_back_gets_act_and_file_again (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *folder = g_strconcat (server.database, ".uploads", NULL);
  g_autofree char *path = g_build_filename (folder, fixture->blob->hash, NULL);
  SolTestComputer two = { 0 };
  g_autofree char *shown = NULL;
  g_autofree char *copy = NULL;
  gsize length;

  sol_real_server_stop (&server);
  g_assert_true (g_file_get_contents (server.database, &copy, &length, NULL));
  sol_real_server_start (&server, NULL);
  create_with_logo (fixture);
  sol_test_computer_sync_well (&fixture->one);
  sol_test_computer_wait_for_counts (&fixture->one, 0, 0, 0);

  sol_real_server_stop (&server);
  g_assert_true (g_file_set_contents (server.database, copy, (gssize) length, NULL));
  sol_test_remove_folder (folder);
  sol_real_server_start (&server, NULL);
  sol_test_computer_sign_in (&fixture->one, SUPPLIER); /* no session outlives that */
  sol_test_computer_sync_well (&fixture->one);
  sol_test_computer_sync_well (&fixture->one);
  sol_test_computer_wait_for_counts (&fixture->one, 0, 0, 0);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));

  sol_test_computer_open (&two, &server, fixture->folder, "two", SUPPLIER);
  sol_test_computer_sync_well (&two);
  shown = sol_test_name_shown (&two.account, fixture->listing);
  sol_test_computer_close (&two);
  g_assert_cmpstr (shown, ==, "Semailles");
}

/* The server looks into it: this one only begins as a picture does. */
static void
test_refused_file_refuses_the_act (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bad = g_bytes_new_static ("\x89PNG\r\n\x1a\nnothing", 15);

  sol_blob_free (fixture->blob);
  fixture->blob = attach (&fixture->one, bad, fixture->organisation, &error);
  g_assert_no_error (error);
  create_with_logo (fixture);
  sol_test_computer_sync_well (&fixture->one);
  sol_test_computer_wait_for_counts (&fixture->one, 0, 0, 1);
}

/* A file that does not get through holds up what names it, and nothing else. */
static void
test_stuck_file_holds_up_no_other (Fixture *fixture, gconstpointer unused)
{
  SolTestComputer two = { 0 };
  g_autofree char *other = g_uuid_string_random ();
  g_autofree char *name = g_strdup_printf ("org:%s.%s.part", fixture->organisation,
                                           fixture->blob->hash);
  g_autofree char *folder = g_strconcat (server.database, ".uploads", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *made = NULL;
  g_autofree char *shown = NULL;

  sol_test_computer_open (&two, &server, fixture->folder, "two", SUPPLIER);
  sol_test_computer_sync_well (&two);
  made = sol_test_computer_act (&two, "listing", "create", other, fixture->organisation,
                                "{\"set\":{\"name\":\"Autre\",\"kind\":\"ACI\"}}");
  sol_test_computer_sync_well (&two);
  sol_test_computer_close (&two);

  g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0); /* no file can be there now */
  create_with_logo (fixture);
  error = sol_test_computer_sync (&fixture->one);
  g_assert_nonnull (error);
  sol_test_computer_wait_for_counts (&fixture->one, 1, 0, 0);
  shown = sol_test_name_shown (&fixture->one.account, other);
  g_assert_cmpstr (shown, ==, "Autre");

  g_assert_cmpint (g_rmdir (path), ==, 0);
  sol_test_computer_sync_well (&fixture->one);
  sol_test_computer_wait_for_counts (&fixture->one, 0, 0, 0);
}

static void
test_other_files_are_not_attached (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) page = g_bytes_new_static ("<html></html>", 13);

  g_assert_null (attach (&fixture->one, page, fixture->organisation, &error));
  g_assert_error (error, SOL_MODEL_ERROR, SOL_MODEL_ERROR_UNKNOWN_BLOB);
}

static void
add (const char *name, void (*test) (Fixture *fixture, gconstpointer unused))
{
  g_autofree char *path = g_strconcat ("/account-files-sent/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("sol-files-XXXXXX", &error);
  int status;

  g_test_init (&argc, &argv, NULL);
  g_assert_no_error (error);
  sol_real_server_start (&server, folder);
  add ("file-goes-before-the-act", test_file_goes_before_the_act);
  add ("cut-is-gone-on-from", test_cut_is_gone_on_from);
  add ("held-file-waits-and-goes-on", test_held_file_waits_and_goes_on);
  add ("restored-server-gets-the-file-again", test_restored_server_gets_the_file_again);
  add ("server-put-back-gets-act-and-file-again", test_server_put_back_gets_act_and_file_again);
  add ("refused-file-refuses-the-act", test_refused_file_refuses_the_act);
  add ("stuck-file-holds-up-no-other", test_stuck_file_holds_up_no_other);
  add ("other-files-are-not-attached", test_other_files_are_not_attached);
  status = g_test_run ();
  sol_real_server_stop (&server);
  sol_real_server_clear (&server);
  sol_test_remove_folder (folder);
  return status;
}
