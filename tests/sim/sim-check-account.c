/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "sim-check.h"
#include "sim-people.h"
#include "sim-rows.h"
#include "sim-user.h"
#include "store/sol-outbox-entry.h"

/* What must hold of accounts when all is healed and at rest. */

/* The scopes that the server lets a person read now, but for the one that all read. */
static char *
list_scopes (guint person, const char *database)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT DISTINCT scope FROM access_grant WHERE account = '%s' ORDER BY 1",
      sim_people_get_id (person));
  g_autoptr (GPtrArray) rows = sim_rows_read (database, sql);
  GString *list = g_string_new (NULL);

  g_string_printf (list, "('members', 'user:%s'", sim_people_get_id (person));
  for (guint i = 0; i < rows->len; i++)
    g_string_append_printf (list, ", '%s'", (char *) rows->pdata[i]);
  g_string_append_c (list, ')');
  return g_string_free (list, FALSE);
}

/* The private cache holds what its account may read, as the server has it, and nothing else. */
void
sim_check_private (SimClient *client, const char *database)
{
  const char *folder = sol_account_store_get_folder (client->account);
  g_autofree char *path = g_build_filename (folder, "private.db", NULL);
  g_autofree char *user = g_build_filename (folder, "user.db", NULL);
  g_autofree char *scopes = list_scopes (client->person, database);
  g_autofree char *sql = g_strdup_printf (
      "SELECT type, id, scope, rev, seq, doc FROM record WHERE doc IS NOT NULL AND scope IN %s"
      " ORDER BY type, id",
      scopes);
  g_autoptr (GPtrArray) held = sim_rows_read (
      path, "SELECT type, id, scope, rev, seq, doc FROM record ORDER BY type, id");
  g_autoptr (GPtrArray) true_ones = sim_rows_read (database, sql);

  if (sim_rows_are_equal (client->machine->name, held, true_ones))
    {
      sim_rows_check_integrity (path);
      sim_rows_check_integrity (user);
    }
}

/* Returns: (transfer full): of all acts that the server took up: id -> revision they made */
GHashTable *
sim_check_list_applied (const char *database)
{
  GHashTable *applied = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray)
      rows = sim_rows_read (database, "SELECT id, answer ->> '$.rev' FROM mutation"
                                      " WHERE answer ->> '$.result' = 'applied'");

  for (guint i = 0; i < rows->len; i++)
    {
      g_auto (GStrv) parts = g_strsplit (rows->pdata[i], "|", 2);

      g_hash_table_insert (applied, g_steal_pointer (&parts[0]), g_strdup (parts[1]));
    }
  return applied;
}

/* Returns: (transfer full): what the outbox says of each act, by its first id: "state|id|body" */
static GHashTable *
list_entries (SimClient *client)
{
  GHashTable *entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *path = g_build_filename (sol_account_store_get_folder (client->account),
                                            "user.db", NULL);
  g_autoptr (GPtrArray)
      rows = sim_rows_read (path, "SELECT coalesce (origin, id), state, id, body FROM entry");

  for (guint i = 0; i < rows->len; i++)
    {
      g_auto (GStrv) parts = g_strsplit (rows->pdata[i], "|", 2);

      g_hash_table_insert (entries, g_steal_pointer (&parts[0]), g_strdup (parts[1]));
    }
  return entries;
}

static void
check_kept (SimClient *client, const SimTyped *typed, const char *row, GHashTable *applied)
{
  g_auto (GStrv) parts = g_strsplit (row, "|", 3);
  SolOutboxState state = (SolOutboxState) g_ascii_strtoll (parts[0], NULL, 10);

  if (state == SOL_OUTBOX_WAITING || state == SOL_OUTBOX_SENDING)
    sim_fail ("%s: “%s” is not sent", client->machine->name, typed->text);
  else if (state == SOL_OUTBOX_ACKNOWLEDGED && !g_hash_table_contains (applied, parts[1]))
    sim_fail ("%s: “%s” was acknowledged and is not on the server", client->machine->name,
              typed->text);
  else if (strstr (parts[2], typed->text) == NULL)
    sim_fail ("%s: “%s” is not in its entry any more", client->machine->name, typed->text);
}

/* Every text is on the server, or still where its author finds it. */
void
sim_check_typed (SimClient *client, GHashTable *applied)
{
  GPtrArray *all = sim_user_get_typed ();
  g_autoptr (GHashTable) entries = list_entries (client);

  for (guint i = 0; i < all->len; i++)
    {
      const SimTyped *typed = all->pdata[i];
      const char *row;

      if (typed->client != (int) client->index)
        continue;
      row = g_hash_table_lookup (entries, typed->act);
      if (row != NULL)
        check_kept (client, typed, row, applied);
      else if (!g_hash_table_contains (applied, typed->act))
        sim_fail ("%s: “%s” is lost", client->machine->name, typed->text);
    }
}

/* Where several wrote, the one whom the server took up last. */
static const SimTyped *
find_last (guint listing, const char *field, GHashTable *applied)
{
  GPtrArray *all = sim_user_get_typed ();
  const SimTyped *last = NULL;
  gint64 last_rev = -1;

  for (guint i = 0; i < all->len; i++)
    {
      const SimTyped *typed = all->pdata[i];
      const char *rev;

      if (typed->listing != listing || g_strcmp0 (typed->field, field) != 0)
        continue;
      rev = typed->act != NULL ? g_hash_table_lookup (applied, typed->act) : NULL;
      if (rev == NULL || g_ascii_strtoll (rev, NULL, 10) <= last_rev)
        continue;
      last = typed;
      last_rev = g_ascii_strtoll (rev, NULL, 10);
    }
  return last;
}

/* What stands in a field is what was last taken up. */
void
sim_check_fields (const char *database, GHashTable *applied)
{
  static const char *const fields[] = { "name", "brand", "city", "phone", "description" };

  for (guint listing = 0; listing < SIM_N_LISTINGS; listing++)
    for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
      {
        const SimTyped *last = find_last (listing, fields[i], applied);
        g_autofree char *sql = NULL;
        g_autoptr (GPtrArray) rows = NULL;

        if (last == NULL)
          continue;
        sql = g_strdup_printf ("SELECT doc ->> '$.%s' FROM record WHERE type = 'listing'"
                               " AND id = '%s' AND doc IS NOT NULL",
                               fields[i], sim_people_get_listing (listing));
        rows = sim_rows_read (database, sql);
        if (rows->len == 1 && !g_str_equal (rows->pdata[0], last->text))
          sim_fail ("The %s of listing %u is “%s”, not “%s”", fields[i], listing,
                    (char *) rows->pdata[0], last->text);
      }
}
