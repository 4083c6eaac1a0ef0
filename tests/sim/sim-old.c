/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-old.h"

#include <sqlite3.h>

#include "sim-people.h"
#include "sim-user.h"
#include "sol-config.h"
#include "sol-sql.h"

#define VERSION 1 /* the first that there was */

static void
run_sql (sqlite3 *db, const char *sql)
{
  if (sqlite3_exec (db, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s: %s", sqlite3_errmsg (db), sql);
}

static void
run_scripts (sqlite3 *db)
{
  for (guint i = 1; i <= VERSION; i++)
    {
      g_autofree char *name = g_strdup_printf (SOL_RESOURCE_PATH "sql/account/%04u.sql", i);
      g_autoptr (GBytes) script = g_resource_lookup_data (sol_sql_get_resource (), name, 0, NULL);
      g_autofree char *sql = g_strdup_printf ("BEGIN; %.*s; PRAGMA user_version = %u; COMMIT",
                                              (int) g_bytes_get_size (script),
                                              (const char *) g_bytes_get_data (script, NULL), i);

      run_sql (db, sql);
    }
}

/* One act that waits. */
static void
write_act (sqlite3 *db, SimClient *client, guint64 seed)
{
  const guint listing = (guint) (seed % SIM_N_LISTINGS);
  const char *organisation = sim_people_get_organisation (sim_people_get_owner (listing));
  g_autofree char *act = g_strdup_printf ("01928374-0000-7000-8000-%012x", client->index + 1);
  g_autofree char *text = g_strdup_printf ("o%u-%08x", client->index, (guint) seed);
  g_autofree char *body = g_strdup_printf (
      "{\"id\":\"%s\",\"n\":1,\"t\":\"listing\",\"target\":\"%s\",\"op\":\"create\","
      "\"base_rev\":0,\"set\":{\"name\":\"%s\",\"kind\":\"ACI\"}}",
      act, sim_people_get_listing (listing), text);
  char *sql = sqlite3_mprintf (
      "INSERT INTO entry (id, organisation, type, target, op, body, version, state, created_at,"
      " since) VALUES (%Q, %Q, 'listing', %Q, 'create', %Q, 1, 0, 0, 0)",
      act, organisation, sim_people_get_listing (listing), body);
  SimTyped *typed = sim_typed_new ((int) client->index, listing, "name", text);

  run_sql (db, sql);
  sqlite3_free (sql);
  typed->act = g_strdup (act);
  typed->settled = TRUE;
  sim_typed_add (typed);
}

/* @folder: of the account */
void
sim_old_make_account (SimClient *client, const char *folder, guint64 seed)
{
  g_autofree char *path = g_build_filename (folder, "user.db", NULL);
  sqlite3 *db = NULL;

  sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
  run_sql (db, "PRAGMA journal_mode = WAL");
  run_scripts (db);
  write_act (db, client, seed);
  sqlite3_close (db);
}
