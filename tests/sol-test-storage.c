/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sol-test-storage.h"

#include <glib/gstdio.h>

void
sol_test_storage_set_up (SolTestStorage *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("sol-server-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "a.db", NULL);
  self->storage = sol_storage_sqlite_open (self->path, FALSE, &error);
  g_assert_no_error (error);
}

void
sol_test_storage_tear_down (SolTestStorage *self, gconstpointer unused)
{
  const char *const suffixes[] = { "", "-wal", "-shm", ".lock", ".seq" };

  g_clear_object (&self->storage);
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (self->path, suffixes[i], NULL);

      g_unlink (path);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->path);
}

/* @doc: (nullable): %NULL when it is deleted */
void
sol_test_storage_put (SolTestStorage *self,
                      const char *type,
                      const char *id,
                      const char *scope,
                      const char *doc)
{
  SolStorageWrite write = { type, id, scope, doc, -1 };
  g_autoptr (GError) error = NULL;

  g_assert_true (sol_storage_apply (self->storage, &write, 1, &error));
  g_assert_no_error (error);
}
