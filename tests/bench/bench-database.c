/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Usage: bench-database FILE STRUCTURES. Writes a database of the server with made structures, for
 * bench-server.py. */
#include <stdlib.h>

#include "bench-suppliers.h"
#include "model/sol-uuid.h"
#include "server/sol-storage-sqlite.h"

#define SEED 84
#define BATCH 1000

/* @structures, from the number @first on. */
static void
write_batch (SolStorage *storage, BenchSuppliers *structures, guint first, guint n)
{
  g_autofree SolStorageWrite *writes = g_new0 (SolStorageWrite, n);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", first + i);
      GString *json = g_string_new (NULL);

      bench_suppliers_next (structures, json);
      writes[i].type = "supplier";
      writes[i].id = sol_uuid_from_name ("bench", name);
      writes[i].scope = SOL_SCOPE_PUBLIC;
      writes[i].doc = g_string_free (json, FALSE);
      writes[i].base_rev = -1;
      g_ptr_array_add (texts, (gpointer) writes[i].id);
      g_ptr_array_add (texts, (gpointer) writes[i].doc);
    }
  if (!sol_storage_apply (storage, writes, n, &error))
    g_error ("%s", error->message);
}

int
main (int argc, char **argv)
{
  guint n = argc == 3 ? (guint) atoi (argv[2]) : 0;
  BenchSuppliers *structures = bench_suppliers_new (SEED);
  g_autoptr (GError) error = NULL;
  g_autoptr (SolStorage) storage = NULL;

  if (n == 0)
    g_error ("Usage: bench-database FILE STRUCTURES");
  storage = sol_storage_sqlite_open (argv[1], FALSE, &error);
  if (storage == NULL)
    g_error ("%s", error->message);
  for (guint i = 0; i < n; i += BATCH)
    write_batch (storage, structures, i, MIN (BATCH, n - i));
  bench_suppliers_free (structures);
  return EXIT_SUCCESS;
}
