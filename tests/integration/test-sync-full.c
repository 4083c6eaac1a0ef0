/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

#include "sol-test-server.h"
#include "store/sol-store-seen.h"

/* A disk that is really full: a small one in memory, which this process alone sees. */

#define FILLER "/filler"
#define LARGEST_PIECE (64 * 1024 * 1024) /* bytes */

static char *disk; /* (nullable): where it is mounted; %NULL when that is not permitted */

static void
mount_disk (void)
{
  disk = g_strdup ("/tmp/sol-disk-XXXXXX");
  if (g_mkdtemp (disk) != NULL && unshare (CLONE_NEWNS) == 0 &&
      mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
      mount ("tmpfs", disk, "tmpfs", 0, "size=300m") == 0)
    {
      g_setenv ("TMPDIR", disk, TRUE);
      return;
    }

  g_rmdir (disk);
  g_clear_pointer (&disk, g_free);
}

/* The folder goes with the process; what was mounted over it hides it until then. */
static void
unmount_disk (void)
{
  if (disk == NULL)
    return;

  umount2 (disk, MNT_DETACH);
  g_rmdir (disk);
}

static gboolean
has_disk (void)
{
  if (disk == NULL)
    g_test_skip ("no disk may be mounted here");
  return disk != NULL;
}

/* Leaves @left bytes. */
static void
fill_disk (off_t left)
{
  g_autofree char *path = g_strconcat (disk, FILLER, NULL);
  int file = g_open (path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  off_t size = 0;

  for (off_t piece = LARGEST_PIECE; piece > 0; piece /= 2)
    while (posix_fallocate (file, size, piece) == 0)
      size += piece;
  g_assert_cmpint (ftruncate (file, MAX (0, size - left)), ==, 0);
  close (file);
}

static void
free_disk (void)
{
  g_autofree char *path = g_strconcat (disk, FILLER, NULL);

  g_unlink (path);
}

static gboolean
note_seen (SolTestServer *server, const char *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *kept = NULL;

  sol_store_note_seen_async (server->local.store, id, NULL, sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  return sol_store_note_seen_finish (server->local.store, result, NULL);
}

static gboolean
has_reserve (SolTestServer *server)
{
  g_autofree char *path = g_build_filename (server->local.folder, "reserve", NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* Records s-first and on, of 200 KB each. */
static void
tell_much (SolTestServer *server, guint first, guint n)
{
  g_autofree char *text = g_strnfill (200 * 1024, 'x');

  g_string_truncate (server->changes, 0);
  for (guint i = first; i < first + n; i++)
    g_string_append_printf (server->changes,
                            "{\"t\":\"supplier\",\"id\":\"s-%u\",\"s\":\"public\",\"rev\":1,"
                            "\"seq\":%u,\"doc\":{\"name\":\"%s\"}}\n",
                            i, i + 1, text);
  g_string_append (server->changes, CHECKPOINT);
}

static void
fill_all (SolTestServer *server)
{
  fill_disk (0);
}

static void
test_little_room_takes_nothing (SolTestServer *server, gconstpointer unused)
{
  if (!has_disk ())
    return;

  fill_disk (150 * 1024 * 1024);
  sol_test_server_sync_fails (server, SOL_SYNC_DISK_FULL, "must be free");
  g_assert_cmpuint (server->n_files, ==, 0);
  g_assert_cmpuint (server->n_changes, ==, 0);
  g_assert_true (note_seen (server, "s-1"));

  free_disk ();
  sol_test_server_sync_well (server);
  g_assert_true (sol_test_server_is_stored (server, "s-2"));
}

static void
test_full_while_changes_are_written (SolTestServer *server, gconstpointer unused)
{
  g_autofree char *cursor = NULL;

  if (!has_disk ())
    return;

  sol_test_server_sync_well (server);
  g_assert_true (has_reserve (server));
  tell_much (server, 3, 60);
  server->on_asked = fill_all;
  sol_test_server_sync_fails (server, SOL_SYNC_DISK_FULL, "full");
  server->on_asked = NULL;
  cursor = sol_test_server_get_cursor (server);
  g_assert_cmpstr (cursor, ==, "c2");
  g_assert_true (sol_test_server_is_stored (server, "s-2"));

  /* The user goes on working: the reserve is given up for that. */
  for (guint i = 0; i < 3; i++)
    g_assert_true (note_seen (server, "s-1"));
  g_assert_false (has_reserve (server));

  free_disk ();
  sol_test_server_sync_well (server);
  g_assert_true (sol_test_server_is_stored (server, "s-62"));
}

static void
test_full_while_the_snapshot_comes (SolTestServer *server, gconstpointer unused)
{
  if (!has_disk ())
    return;

  sol_test_server_make_snapshot (server, 0, 2500, 1000);
  server->on_asked = fill_all;
  sol_test_server_sync_fails (server, SOL_SYNC_DISK_FULL, "");
  server->on_asked = NULL;
  g_assert_false (sol_test_server_is_stored (server, "s-0"));

  free_disk ();
  sol_test_server_sync_well (server);
  g_assert_true (sol_test_server_is_stored (server, "s-2499"));
}

static void
add (const char *path, void (*test) (SolTestServer *server, gconstpointer data))
{
  g_test_add (path, SolTestServer, NULL, sol_test_server_set_up, test, sol_test_server_tear_down);
}

int
main (int argc, char **argv)
{
  int result;

  /* Before there is a thread, and before anybody asks where temporary files go. */
  mount_disk ();
  g_test_init (&argc, &argv, NULL);
  add ("/full/little-room-takes-nothing", test_little_room_takes_nothing);
  add ("/full/while-changes-are-written", test_full_while_changes_are_written);
  add ("/full/while-the-snapshot-comes", test_full_while_the_snapshot_comes);
  result = g_test_run ();
  unmount_disk ();
  return result;
}
