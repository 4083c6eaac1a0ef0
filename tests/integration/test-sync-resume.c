/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "sol-test-server.h"
#include "store/sol-store-private.h"
#include "sync/sol-snapshot-pull.h"

/* A snapshot of several members, cut or killed at the end of each and inside each. */

#define N_RECORDS 3500
#define PER_MEMBER 1000
#define N_MEMBERS 5 /* with the one that says how many there are */
#define N_BIG 2100  /* records of the big one, in three members */

/* Where a member begins: gzip's mark, and what the test's own packer puts after it. */
static void
find_members (SolTestServer *server, gsize *starts)
{
  guint n = 0;

  for (gsize i = 0; i + 4 < server->file->len; i++)
    if (memcmp (server->file->data + i, "\x1f\x8b\x08\x00", 4) == 0 && n < N_MEMBERS)
      starts[n++] = i;
  g_assert_cmpuint (n, ==, N_MEMBERS);
  starts[N_MEMBERS] = server->file->len;
}

static guint
count_found (SolTestServer *server)
{
  return sol_test_store_count (&server->local, "régie");
}

static void
assert_whole (SolTestServer *server)
{
  g_assert_cmpuint (count_found (server), ==, N_RECORDS);
  g_assert_true (sol_test_server_is_stored (server, "s-0"));
  g_assert_true (sol_test_server_is_stored (server, "s-3499"));
}

/* The line breaks there; the next sync asks for the rest and nothing else. */
static void
cut_at (SolTestServer *server, gsize place, gsize before)
{
  g_autofree char *range = before > 0 ? g_strdup_printf ("bytes=%zu-", before) : NULL;

  server->cut_at = (goffset) place;
  sol_test_server_sync_fails (server, SOL_SYNC_SERVER_AWAY, "");
  g_assert_cmpstr (server->asked_range, ==, range);
  g_assert_false (sol_test_server_is_stored (server, "s-0"));
}

static void
test_cut_anywhere_asks_for_the_rest (SolTestServer *server, gconstpointer unused)
{
  gsize starts[N_MEMBERS + 1];
  gsize before = 0;
  g_autofree char *range = NULL;

  sol_test_server_make_snapshot (server, 0, N_RECORDS, PER_MEMBER);
  find_members (server, starts);
  for (guint i = 0; i < N_MEMBERS; i++)
    {
      gsize inside = (starts[i] + starts[i + 1]) / 2;

      cut_at (server, inside, before);
      cut_at (server, inside + 1, inside);
      before = inside + 1;
      if (i + 1 < N_MEMBERS)
        cut_at (server, starts[i + 1], before);
      before = i + 1 < N_MEMBERS ? starts[i + 1] : before;
    }

  server->cut_at = -1;
  sol_test_server_sync_well (server);
  range = g_strdup_printf ("bytes=%zu-", before);
  g_assert_cmpstr (server->asked_range, ==, range);
  assert_whole (server);
}

/* Documents so big that each member is a batch of its own, of text that packs badly. */
static void
make_big_snapshot (SolTestServer *server)
{
  g_autofree char *count = g_strdup_printf ("{\"count\":%u}\n", N_BIG);
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  guint8 noise[3150];

  g_byte_array_set_size (server->file, 0);
  for (guint i = 0; i < N_BIG; i += PER_MEMBER)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      for (guint j = i; j < MIN (N_BIG, i + PER_MEMBER); j++)
        {
          g_autofree char *words = NULL;

          for (guint k = 0; k < sizeof noise; k++)
            noise[k] = (guint8) g_rand_int (random);
          words = g_base64_encode (noise, sizeof noise);
          g_string_append_printf (text,
                                  "{\"t\":\"supplier\",\"id\":\"s-%u\",\"s\":\"public\",\"rev\":1,"
                                  "\"seq\":%u,\"doc\":{\"name\":\"Régie %u\",\"later\":\"%s\"}}\n",
                                  j, j + 1, j, words);
        }
      sol_test_server_append_member (server->file, text->str, text->len);
    }
  sol_test_server_append_member (server->file, count, strlen (count));
}

typedef struct
{
  guint n_left; /* batches, until it stops */
  GCancellable *cancellable;
} Stop;

static void
on_progress (goffset done, goffset size, gpointer user_data)
{
  Stop *stop = user_data;

  if (done > size / 2 && stop->n_left-- == 0)
    g_cancellable_cancel (stop->cancellable);
}

/* Returns: records read */
static guint
pull (SolTestServer *server, guint n_batches, GError **error)
{
  g_autoptr (SolClient) client = sol_client_new (server->address);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Stop stop = { n_batches, cancellable };
  GAsyncResult *kept = NULL;
  g_autoptr (GAsyncResult) pulled = NULL;
  guint n_records = 0;

  sol_snapshot_pull_async (server->local.store, client, on_progress, &stop, cancellable,
                           sol_test_keep_result, &kept);
  pulled = sol_test_wait (&kept);
  sol_snapshot_pull_finish (pulled, &n_records, error);
  return n_records;
}

/* A transaction is there or is not: a process that is stopped between two leaves what one leaves
 * that is killed in the later. test-cli kills real ones. */
static void
test_stopped_after_each_batch_goes_on (SolTestServer *server, gconstpointer unused)
{
  make_big_snapshot (server);
  for (guint n = 0; n < 3; n++)
    {
      g_autoptr (GError) error = NULL;

      pull (server, n == 0 ? 0 : 1, &error);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpint (sol_test_server_is_stored (server, "s-0"), ==, n >= 1);
      g_assert_cmpint (sol_test_server_is_stored (server, "s-1000"), ==, n >= 2);
      sol_test_store_close (&server->local);
      sol_test_store_open (&server->local);
    }

  g_assert_cmpuint (pull (server, 3, NULL), ==, N_BIG - 2 * PER_MEMBER);
  g_assert_cmpuint (server->n_files, ==, 1);
  g_assert_cmpuint (count_found (server), ==, N_BIG);
}

static void
add (const char *path, void (*test) (SolTestServer *server, gconstpointer data))
{
  g_test_add (path, SolTestServer, NULL, sol_test_server_set_up, test, sol_test_server_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/resume/cut-anywhere-asks-for-the-rest", test_cut_anywhere_asks_for_the_rest);
  add ("/resume/stopped-after-each-batch-goes-on", test_stopped_after_each_batch_goes_on);
  return g_test_run ();
}
