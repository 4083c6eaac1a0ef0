/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-server-files.h"

#include <glib/gstdio.h>

#include "server/sol-decoder.h"

/* Attachments that the server has: real files beside its database. */

static char *
make_folder (const char *database)
{
  return g_strconcat (database, ".uploads", NULL);
}

/* In place of the server's, which asks another process: all are pictures. */
char *
sol_decoder_look (int file, GPtrArray *shown, const char **fault)
{
  return g_strdup ("image/png");
}

/* Returns: (transfer full): a set of their names */
GHashTable *
sim_server_files_list (const char *database)
{
  GHashTable *list = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *folder = make_folder (database);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_hash_table_add (list, g_strdup (name));
  return list;
}

/* Those that came after @list are no more. */
void
sim_server_files_put_back (const char *database, GHashTable *list)
{
  g_autoptr (GHashTable) now = sim_server_files_list (database);
  g_autofree char *folder = make_folder (database);
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, now);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (!g_hash_table_contains (list, name))
        g_unlink (path);
    }
}

/* Whole, as its name says. */
gboolean
sim_server_files_has (const char *database, const char *hash)
{
  g_autofree char *folder = make_folder (database);
  g_autofree char *path = g_build_filename (folder, hash, NULL);
  g_autofree char *content = NULL;
  g_autofree char *told = NULL;
  gsize size;

  if (!g_file_get_contents (path, &content, &size, NULL))
    return FALSE;
  told = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) content, size);
  return g_str_equal (told, hash);
}
