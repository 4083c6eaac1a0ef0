/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "sol-test-server.h"

/* The store holds what the first sync brought, and nothing of what came after. */
static void
assert_unchanged (SolTestServer *server)
{
  g_autofree char *cursor = sol_test_server_get_cursor (server);

  g_assert_cmpstr (cursor, ==, "c2");
  g_assert_true (sol_test_server_is_stored (server, "s-0"));
  g_assert_true (sol_test_server_is_stored (server, "s-2"));
  g_assert_false (sol_test_server_is_stored (server, "s-9"));
}

typedef struct
{
  const char *name;
  SolSyncState state;
  const char *why;
  void (*spoil) (SolTestServer *server);
} Hostility;

static void
test_hostile_changes_leave_all_as_it_was (SolTestServer *server, gconstpointer data)
{
  const Hostility *hostility = data;

  sol_test_server_sync_well (server);
  hostility->spoil (server);
  sol_test_server_sync_fails (server, hostility->state, hostility->why);
  assert_unchanged (server);
}

static void
test_hostile_snapshot_leaves_all_as_it_was (SolTestServer *server, gconstpointer data)
{
  const Hostility *hostility = data;
  g_autofree char *cursor = NULL;

  hostility->spoil (server);
  sol_test_server_sync_fails (server, hostility->state, hostility->why);
  cursor = sol_test_server_get_cursor (server);
  g_assert_null (cursor);
  g_assert_false (sol_test_server_is_stored (server, "s-0"));

  /* And nothing of it stands in the way of a good one. */
  g_clear_pointer (&server->said_hash, g_free);
  server->said_size = -1;
  sol_test_server_make_snapshot (server, 0, 3, 1000);
  g_free (server->about);
  server->about = g_strdup (ABOUT);
  sol_test_server_sync_well (server);
  assert_unchanged (server);
}

static void
spoil_status (SolTestServer *server)
{
  server->status = 500;
}

static void
spoil_type (SolTestServer *server)
{
  server->changes_type = "text/html";
  g_string_assign (server->changes, "<html><body>Sign in</body></html>");
}

static void
spoil_half_line (SolTestServer *server)
{
  g_string_printf (server->changes, "{\"t\":\"supplier\",\"id\":\"s-9\",\"s\":\"pub");
}

static void
spoil_endless_line (SolTestServer *server)
{
  g_string_set_size (server->changes, 8 * 1024 * 1024);
  memset (server->changes->str, ' ', server->changes->len);
}

static void
spoil_brackets (SolTestServer *server)
{
  g_string_set_size (server->changes, 200000);
  memset (server->changes->str, '[', server->changes->len);
  g_string_append (server->changes, "\n" CHECKPOINT);
}

static void
spoil_loop (SolTestServer *server)
{
  server->redirect = "/v1/changes?since=again";
}

static void
spoil_elsewhere (SolTestServer *server)
{
  server->redirect = "http://192.0.2.1/v1/changes";
}

static void
spoil_wrong_type (SolTestServer *server)
{
  g_string_assign (server->changes, "{\"t\":7,\"id\":\"s-9\",\"s\":\"public\",\"rev\":1,"
                                    "\"seq\":10,\"doc\":{}}\n" CHECKPOINT);
}

static void
spoil_utf8 (SolTestServer *server)
{
  g_string_assign (server->changes,
                   "{\"t\":\"supplier\",\"id\":\"s-9\",\"s\":\"public\","
                   "\"rev\":1,\"seq\":10,\"doc\":{\"name\":\"\xe9\"}}\n" CHECKPOINT);
}

static void
spoil_bomb (SolTestServer *server)
{
  g_autoptr (GByteArray) packed = g_byte_array_new ();

  g_string_set_size (server->changes, 64 * 1024 * 1024);
  memset (server->changes->str, '\n', server->changes->len);
  sol_test_server_append_member (packed, server->changes->str, server->changes->len);
  g_string_truncate (server->changes, 0);
  g_string_append_len (server->changes, (const char *) packed->data, packed->len);
  server->coding = "gzip";
}

static void
spoil_coding (SolTestServer *server)
{
  server->coding = "br";
}

static void
spoil_circle (SolTestServer *server)
{
  g_string_assign (server->changes, "{\"next\":\"c2\",\"more\":true}\n");
}

static const Hostility hostile_changes[] = {
  { "status-500", SOL_SYNC_SERVER_AWAY, "500", spoil_status },
  { "html", SOL_SYNC_FAILED, "text/html", spoil_type },
  { "half-line", SOL_SYNC_FAILED, "cut", spoil_half_line },
  { "endless-line", SOL_SYNC_FAILED, "longer", spoil_endless_line },
  { "brackets", SOL_SYNC_FAILED, "deep", spoil_brackets },
  { "redirect-loop", SOL_SYNC_FAILED, "circles", spoil_loop },
  { "redirect-elsewhere", SOL_SYNC_FAILED, "elsewhere", spoil_elsewhere },
  { "wrong-type", SOL_SYNC_FAILED, "neither", spoil_wrong_type },
  { "not-utf8", SOL_SYNC_FAILED, "UTF-8", spoil_utf8 },
  { "gzip-bomb", SOL_SYNC_FAILED, "grows", spoil_bomb },
  { "unknown-coding", SOL_SYNC_FAILED, "coded", spoil_coding },
  { "more-of-nothing", SOL_SYNC_FAILED, "tells nothing", spoil_circle },
};

static void
spoil_hash (SolTestServer *server)
{
  server->said_hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "another", -1);
}

static void
spoil_hash_name (SolTestServer *server)
{
  server->said_hash = g_strdup ("../../../../tmp/somewhere-else");
}

static void
spoil_file_bomb (SolTestServer *server)
{
  g_autofree char *zeros = g_malloc0 (64 * 1024 * 1024);

  g_byte_array_set_size (server->file, 0);
  sol_test_server_append_member (server->file, zeros, 64 * 1024 * 1024);
}

static void
spoil_file_end (SolTestServer *server)
{
  g_byte_array_set_size (server->file, server->file->len / 2);
}

static void
spoil_file_count (SolTestServer *server)
{
  g_byte_array_set_size (server->file, 0);
  sol_test_server_append_member (server->file, "{\"count\":3}\n", 12);
}

static void
spoil_file_size (SolTestServer *server)
{
  server->said_size = server->file->len + 1;
}

static void
spoil_file_longer (SolTestServer *server)
{
  server->said_size = server->file->len - 1;
}

static void
spoil_about (SolTestServer *server)
{
  g_free (server->about);
  server->about = g_strdup ("{\"api\":1,\"minimum_client\":\"99.0\"}");
}

static const Hostility hostile_snapshots[] = {
  { "wrong-hash", SOL_SYNC_FAILED, "hash", spoil_hash },
  { "hash-that-is-a-path", SOL_SYNC_FAILED, "no sense", spoil_hash_name },
  { "gzip-bomb", SOL_SYNC_FAILED, "grows", spoil_file_bomb },
  { "cut-member", SOL_SYNC_FAILED, "in the middle", spoil_file_end },
  { "wrong-count", SOL_SYNC_FAILED, "number of records", spoil_file_count },
  { "shorter-than-said", SOL_SYNC_SERVER_AWAY, "cut", spoil_file_size },
  { "longer-than-said", SOL_SYNC_FAILED, "longer", spoil_file_longer },
  { "too-old", SOL_SYNC_TOO_OLD, "99.0", spoil_about },
};

typedef void (*Test) (SolTestServer *server, gconstpointer data);

static void
add (const char *folder, const char *name, gconstpointer data, Test test)
{
  g_autofree char *path = g_strconcat ("/sync-hostile/", folder, "/", name, NULL);

  g_test_add (path, SolTestServer, data, sol_test_server_set_up, test, sol_test_server_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (hostile_changes); i++)
    add ("changes", hostile_changes[i].name, &hostile_changes[i],
         test_hostile_changes_leave_all_as_it_was);
  for (guint i = 0; i < G_N_ELEMENTS (hostile_snapshots); i++)
    add ("snapshot", hostile_snapshots[i].name, &hostile_snapshots[i],
         test_hostile_snapshot_leaves_all_as_it_was);
  return g_test_run ();
}
