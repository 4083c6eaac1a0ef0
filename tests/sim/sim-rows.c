/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-rows.h"

#include <sqlite3.h>

#include "sim-disk.h"
#include "sim-world.h"

#define BETWEEN "|" /* columns of a row */

static GHashTable *opened; /* path -> sqlite3 */

static void
close_database (gpointer db)
{
  sqlite3_close (db);
}

/* All that was opened here. */
void
sim_rows_close (void)
{
  sim_disk_look (TRUE);
  g_clear_pointer (&opened, g_hash_table_unref);
  sim_disk_look (FALSE);
}

static sqlite3 *
open_database (const char *path)
{
  sqlite3 *db;

  if (opened == NULL)
    opened = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, close_database);
  db = g_hash_table_lookup (opened, path);
  if (db == NULL)
    {
      sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE, NULL);
      g_hash_table_insert (opened, g_strdup (path), db);
    }
  return db;
}

/* Returns: (transfer full) (element-type utf8): the rows of @sql, as texts */
GPtrArray *
sim_rows_read (const char *path, const char *sql)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *statement = NULL;
  sqlite3 *db;

  sim_disk_look (TRUE);
  db = open_database (path);
  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) != SQLITE_OK)
    sim_fail ("%s cannot be read: %s", strrchr (path, '/'), sqlite3_errmsg (db));
  while (statement != NULL && sqlite3_step (statement) == SQLITE_ROW)
    {
      GString *row = g_string_new (NULL);

      for (int i = 0; i < sqlite3_column_count (statement); i++)
        {
          const char *text = (const char *) sqlite3_column_text (statement, i);

          g_string_append_printf (row, "%s%s", i > 0 ? BETWEEN : "", text != NULL ? text : "");
        }
      g_ptr_array_add (rows, g_string_free (row, FALSE));
    }
  sqlite3_finalize (statement);
  sim_disk_look (FALSE);
  return rows;
}

/* Fails when they are not. */
gboolean
sim_rows_are_equal (const char *what, GPtrArray *held, GPtrArray *true_ones)
{
  for (guint i = 0; i < MAX (held->len, true_ones->len); i++)
    {
      const char *one = i < held->len ? held->pdata[i] : "nothing";
      const char *other = i < true_ones->len ? true_ones->pdata[i] : "nothing";

      if (g_str_equal (one, other))
        continue;
      sim_fail ("%s holds %s; the server has %s", what, one, other);
      return FALSE;
    }
  return TRUE;
}

void
sim_rows_check_integrity (const char *path)
{
  g_autoptr (GPtrArray) rows = sim_rows_read (path, "PRAGMA integrity_check");

  if (rows->len != 1 || !g_str_equal (rows->pdata[0], "ok"))
    sim_fail ("%s: %s", strrchr (path, '/'), rows->len > 0 ? (char *) rows->pdata[0] : "no answer");
}
