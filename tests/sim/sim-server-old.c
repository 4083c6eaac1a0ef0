/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-server-old.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "sol-config.h"
#include "sol-server-sql.h"

/* The server's database as an earlier version of the program left it: its tables are those of an
 * earlier schema, with what these have room for of what is there. The program upgrades it. */

#define FIRST 6 /* schema: before, nobody could belong to an organisation */
#define MAX_VERSIONS 100
#define FAULTY_IN 2 /* in one of so many the disk is to fail over it */
#define STEPS 400   /* that an upgrade takes, and the start after it */

static GHashTable *made[MAX_VERSIONS]; /* the disk of each, of all schedules */
static guint newest;                   /* the present one, which is not among these */

static GBytes *
get_script (guint version)
{
  g_autofree char *path = g_strdup_printf (SOL_RESOURCE_PATH "sql/server/%04u.sql", version);

  return g_resource_lookup_data (sol_server_sql_get_resource (), path, 0, NULL);
}

static void
run_sql (sqlite3 *db, const char *sql)
{
  if (sqlite3_exec (db, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s: %s", sqlite3_errmsg (db), sql);
}

static void
run_scripts (sqlite3 *db, guint version)
{
  for (guint i = 1; i <= version; i++)
    {
      g_autoptr (GBytes) script = get_script (i);
      g_autofree char *sql = g_strdup_printf ("%.*s; PRAGMA user_version = %u",
                                              (int) g_bytes_get_size (script),
                                              (const char *) g_bytes_get_data (script, NULL), i);

      run_sql (db, sql);
    }
}

/* Returns: (transfer full) (element-type utf8): the first column of what @sql answers */
static GPtrArray *
list (sqlite3 *db, const char *sql)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *statement;

  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s: %s", sqlite3_errmsg (db), sql);
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_ptr_array_add (all, g_strdup ((const char *) sqlite3_column_text (statement, 0)));
  sqlite3_finalize (statement);
  return all;
}

/* What both have room for. */
static void
fill_table (sqlite3 *db, const char *table)
{
  g_autofree char *columns_sql = g_strdup_printf (
      "SELECT group_concat (name) FROM pragma_table_info ('%s', 'main') WHERE name IN"
      " (SELECT name FROM pragma_table_info ('%s', 'now'))",
      table, table);
  g_autoptr (GPtrArray) columns = list (db, columns_sql);
  const char *names = columns->pdata[0];
  g_autofree char *sql = g_strdup_printf (
      "DELETE FROM main.%s; INSERT INTO main.%s (%s) SELECT %s FROM now.%s", table, table, names,
      names, table);

  run_sql (db, sql);
}

static void
make_database (const char *path, const char *now, guint version)
{
  g_autoptr (GPtrArray) tables = NULL;
  g_autofree char *attach = g_strdup_printf ("ATTACH '%s' AS now", now);
  sqlite3 *db = NULL;

  sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
  run_scripts (db, version);
  run_sql (db, attach);
  tables = list (db,
                 "SELECT name FROM main.sqlite_schema WHERE type = 'table'"
                 " AND name NOT LIKE 'sqlite%' AND name IN (SELECT name FROM now.sqlite_schema)");
  run_sql (db, "BEGIN");
  for (guint i = 0; i < tables->len; i++)
    fill_table (db, tables->pdata[i]);
  run_sql (db, "COMMIT");
  sqlite3_close (db);
}

/**
 * sim_server_old_prepare:
 * @database: on the disk of @machine, of this program; closed
 *
 * Once a process: makes one of each earlier version of it.
 */
void
sim_server_old_prepare (SimMachine *machine, const char *database)
{
  g_autoptr (GHashTable) now = sim_disk_copy (machine->disk);
  g_autofree char *old = g_strconcat (database, ".old", NULL);
  GBytes *script;

  for (newest = FIRST; (script = get_script (newest + 1)) != NULL; newest++)
    {
      g_bytes_unref (script);
      g_assert_cmpuint (newest, <, MAX_VERSIONS);
      make_database (old, database, newest);
      g_assert_cmpint (g_rename (old, database), ==, 0);
      made[newest] = sim_disk_copy (machine->disk);
      sim_disk_put_back (machine->disk, now);
    }
}

/* In place of what is on its disk, a database of an earlier version: which, the seed says. The disk
 * may be about to fail. */
void
sim_server_old_put (SimMachine *machine, guint64 seed)
{
  SimRandom random = { seed };
  guint version = FIRST + sim_random_pick (&random, newest - FIRST);

  sim_tell ("server has a database of version %u", version);
  sim_disk_put_back (machine->disk, made[version]);
  if (sim_random_pick (&random, FAULTY_IN) == 0)
    sim_disk_plan (machine->disk, 1 + sim_random_pick (&random, SIM_DISK_POWERCUT),
                   sim_random_pick (&random, STEPS), sim_random_next (&random));
}
