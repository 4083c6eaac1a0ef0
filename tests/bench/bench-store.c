/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "app/sol-paths.h"
#include "bench-suppliers.h"
#include "model/sol-change.h"
#include "sol-test-support.h"
#include "store/sol-store-meta.h"
#include "store/sol-store-snapshot.h"

/* Makes the catalogue of a platform in a data folder, as a first sync leaves it. */

#define BATCH 1000

static SolChange *
make_change (BenchSuppliers *suppliers, GString *json, guint number)
{
  SolChange *change = g_new0 (SolChange, 1);

  bench_suppliers_next (suppliers, json);
  change->kind = SOL_CHANGE_PUT;
  change->type = g_strdup ("supplier");
  change->id = g_strdup_printf ("00000000-0000-5000-8000-%012u", number);
  change->scope = g_strdup ("public");
  change->rev = 1;
  change->seq = number + 1;
  change->line = g_strdup_printf ("{\"doc\":%s}", json->str);
  change->doc = change->line + strlen ("{\"doc\":");
  change->doc_length = json->len;
  return change;
}

static void
apply_all (SolTestStore *fixture, guint n)
{
  BenchSuppliers *suppliers = bench_suppliers_new (1);
  g_autoptr (GString) json = g_string_new (NULL);

  for (guint first = 0; first < n; first += BATCH)
    {
      g_autoptr (GPtrArray)
          changes = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_change_free);
      g_autoptr (GAsyncResult) applied = NULL;
      g_autoptr (GError) error = NULL;
      GAsyncResult *kept = NULL;

      for (guint i = first; i < MIN (n, first + BATCH); i++)
        g_ptr_array_add (changes, make_change (suppliers, json, i));
      sol_store_snapshot_apply_async (fixture->store, changes, first + BATCH, NULL,
                                      sol_test_keep_result, &kept);
      applied = sol_test_wait (&kept);
      sol_store_snapshot_apply_finish (fixture->store, applied, &error);
      g_assert_no_error (error);
    }
  bench_suppliers_free (suppliers);
}

static void
fill (SolTestStore *fixture, guint n)
{
  GAsyncResult *kept = NULL;
  g_autofree char *now = NULL;
  g_autoptr (GError) error = NULL;

  sol_store_snapshot_begin_async (fixture->store, "bench", NULL, sol_test_keep_result, &kept);
  sol_store_snapshot_begin_finish (fixture->store, sol_test_wait (&kept), &error);
  g_assert_no_error (error);
  apply_all (fixture, n);
  sol_store_snapshot_end_async (fixture->store, "bench-cursor", NULL, sol_test_keep_result, &kept);
  sol_store_snapshot_end_finish (fixture->store, sol_test_wait (&kept), &error);
  g_assert_no_error (error);
  now = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_real_time () / G_USEC_PER_SEC);
  sol_store_set_meta_async (fixture->store, "synced-at", now, NULL, sol_test_keep_result, &kept);
  sol_store_set_meta_finish (fixture->store, sol_test_wait (&kept), &error);
  g_assert_no_error (error);
  sol_test_store_settle (fixture);
}

int
main (int argc, char **argv)
{
  SolTestStore fixture = { NULL };

  if (argc != 4)
    g_error ("bench-store DATA-FOLDER SERVER-ADDRESS NUMBER");

  fixture.folder = sol_paths_get_server_folder (argv[1], argv[2]);
  g_mkdir_with_parents (fixture.folder, 0700);
  sol_test_store_open (&fixture);
  fill (&fixture, (guint) atoi (argv[3]));
  sol_test_store_close (&fixture);
  g_print ("%s\n", fixture.folder);
  return 0;
}
