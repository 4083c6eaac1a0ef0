/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "sim-check.h"
#include "sim-people.h"
#include "sim-rows.h"
#include "sim-user.h"
#include "store/sol-account-store-private.h"
#include "store/sol-outbox-entry.h"

/* What must hold of accounts when all is healed and at rest. */

/* What a person may read now, but for what all may, by who the organisations say belongs to them,
 * and by what the server's keeper had him review. */
static char *
list_scopes (guint person, const char *database)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT r.scope FROM record r, json_each (r.doc, '$.members') m"
      " WHERE r.type = 'organisation' AND m.value ->> 'account' = '%s'"
      " UNION SELECT scope FROM access_grant WHERE account = '%s' AND scope LIKE 'review:%%'"
      " ORDER BY 1",
      sim_people_get_id (person), sim_people_get_id (person));
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

      g_hash_table_insert (applied, g_strdup (parts[0]), g_strdup (parts[1]));
    }
  return applied;
}

/* Returns: (transfer full) (element-type utf8): all files of people on that computer */
static GPtrArray *
list_files (SimClient *client)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (client->folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (client->folder, name, "user.db", NULL);

      if (g_str_has_prefix (name, "account-") && g_file_test (path, G_FILE_TEST_EXISTS))
        g_ptr_array_add (paths, g_steal_pointer (&path));
    }
  return paths;
}

/* Returns: (transfer full): what the outboxes say of each act, by its first id:
 *   "state|id|base_rev|code|body"; the state of what is of one who is not signed in: -1 */
GHashTable *
sim_check_list_entries (SimClient *client)
{
  GHashTable *entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) paths = list_files (client);

  for (guint i = 0; i < paths->len; i++)
    {
      gboolean away = !g_str_has_prefix (paths->pdata[i],
                                         sol_account_store_get_folder (client->account));
      g_autofree char *sql = g_strdup_printf (
          "SELECT coalesce (origin, id), %s, id, body ->> '$.base_rev', code, body FROM entry",
          away ? "-1" : "state");
      g_autoptr (GPtrArray) rows = sim_rows_read (paths->pdata[i], sql);

      for (guint j = 0; j < rows->len; j++)
        {
          g_auto (GStrv) parts = g_strsplit (rows->pdata[j], "|", 2);

          g_hash_table_insert (entries, g_strdup (parts[0]), g_strdup (parts[1]));
        }
    }
  return entries;
}

/* Of who has not signed in, when the disk was full over the adoption, until he starts again: he saw
 * nothing. */
static gboolean
stays_apart (const char *folder, const char *path)
{
  g_autoptr (GPtrArray) rows = NULL;

  if (!g_str_has_suffix (folder, "/account-local"))
    return FALSE;
  rows = sim_rows_read (path, "SELECT 1 FROM record");
  return rows->len == 0;
}

/* What those who went could see went with them; @again: all programs were started again */
void
sim_check_away (SimClient *client, gboolean again)
{
  const char *open = sol_account_store_get_folder (client->account);
  g_autofree char *prepared = client->prepared != NULL
                                  ? sol_account_folder (client->folder, client->prepared)
                                  : NULL;
  g_autoptr (GPtrArray) paths = list_files (client);

  for (guint i = 0; i < paths->len; i++)
    {
      g_autofree char *folder = g_path_get_dirname (paths->pdata[i]);
      g_autofree char *path = g_build_filename (folder, "private.db", NULL);

      if (!g_str_equal (folder, open) && g_strcmp0 (folder, prepared) != 0 &&
          g_file_test (path, G_FILE_TEST_EXISTS) && (again || !stays_apart (folder, path)))
        sim_fail ("%s: %s is still there", client->machine->name, path + strlen (client->folder));
    }
}

/* Whether a restored server may lack what it had acknowledged: the code was there, or was not,
 * already, and the act left no trace that its feed could miss. */
static gboolean
may_lack (const SimTyped *typed)
{
  return sim_typed_was_taken_up (typed->act) && typed->code;
}

static void
check_kept (SimClient *client, const SimTyped *typed, const char *row, GHashTable *applied)
{
  g_auto (GStrv) parts = g_strsplit (row, "|", 5);
  SolOutboxState state = (SolOutboxState) g_ascii_strtoll (parts[0], NULL, 10);
  gboolean taken_up = g_hash_table_contains (applied, typed->act);
  gboolean away = g_str_equal (parts[0], "-1");
  gboolean may_not = g_str_equal (parts[3], SOL_OUTBOX_CODE_FORBIDDEN) ||
                     g_str_equal (parts[3], SOL_OUTBOX_CODE_NO_ACCESS);

  if (away)
    state = SOL_OUTBOX_DISCARDED;
  if (state == SOL_OUTBOX_WAITING || state == SOL_OUTBOX_SENDING)
    sim_fail ("%s: “%s” is not sent", client->machine->name, typed->text);
  else if (g_str_equal (parts[3], "unknown-blob"))
    sim_fail ("%s: “%s” is refused for want of its file", client->machine->name, typed->text);
  else if (state == SOL_OUTBOX_ACKNOWLEDGED && !g_hash_table_contains (applied, parts[1]) &&
           !may_lack (typed))
    sim_fail ("%s: “%s” was acknowledged and is not on the server", client->machine->name,
              typed->text);
  /* Who lost his rights before he heard of it is refused the whole of what he sends again, under
   * whatever id. */
  else if (taken_up && state != SOL_OUTBOX_ACKNOWLEDGED && state != SOL_OUTBOX_DISCARDED &&
           state != SOL_OUTBOX_BLOCKED && !may_not)
    sim_fail ("%s: “%s” was taken up, and its author is told otherwise", client->machine->name,
              typed->text);
  else if (taken_up && !g_str_equal (parts[1], typed->act) &&
           !(may_not && state == SOL_OUTBOX_REFUSED))
    sim_fail ("%s: “%s” is told twice", client->machine->name, typed->text);
  else if (strstr (parts[4], typed->text) == NULL)
    sim_fail ("%s: “%s” is not in its entry any more", client->machine->name, typed->text);
}

/* Of what was written where he may no longer read, the draft is an act that is refused, by the
 * server too when he sent it nevertheless. */
static gboolean
has_draft (SimClient *client, const char *text)
{
  g_autoptr (GPtrArray) paths = list_files (client);
  g_autofree char *sql = g_strdup_printf ("SELECT 1 FROM draft WHERE instr (doc, '%s') > 0 UNION "
                                          "SELECT 1 FROM entry WHERE code IN "
                                          "('" SOL_OUTBOX_CODE_NO_ACCESS "', "
                                          "'" SOL_OUTBOX_CODE_FORBIDDEN "') AND "
                                          "instr (body, '%s') > 0",
                                          text, text);
  gboolean found = FALSE;

  for (guint i = 0; i < paths->len && !found; i++)
    {
      g_autoptr (GPtrArray) rows = sim_rows_read (paths->pdata[i], sql);

      found = rows->len == 1;
    }
  return found;
}

/* It is there, or a later one whose saving was not told. */
static void
check_draft (SimClient *client, const SimTyped *typed)
{
  GPtrArray *all = sim_typed_get_all ();
  gboolean found = has_draft (client, typed->text);
  gboolean later = FALSE;

  for (guint i = 0; i < all->len && !found; i++)
    {
      const SimTyped *other = all->pdata[i];

      found = later && other->unsure && sim_typed_is_draft_of (other, typed) &&
              has_draft (client, other->text);
      later = later || other == typed;
    }
  if (!found)
    sim_fail ("%s: “%s” is no draft any more", client->machine->name, typed->text);
}

/* @act: (nullable). Whether the server has it, or had before it was put back */
static gboolean
was_taken_up (const char *act, GHashTable *applied)
{
  return act != NULL && (g_hash_table_contains (applied, act) || sim_typed_was_taken_up (act));
}

/* Every text is on the server, or still where its author finds it. */
void
sim_check_typed (SimClient *client, GHashTable *entries, GHashTable *applied)
{
  GPtrArray *all = sim_typed_get_all ();

  for (guint i = 0; i < all->len; i++)
    {
      const SimTyped *typed = all->pdata[i];
      const char *row;

      if (typed->client != (int) client->index || typed->given_up || typed->unsure)
        continue;
      if (typed->draft)
        {
          check_draft (client, typed);
          continue;
        }
      row = g_hash_table_lookup (entries, typed->act);
      if (row != NULL)
        check_kept (client, typed, row, applied);
      else if (!was_taken_up (typed->act, applied) && !was_taken_up (typed->anew, applied))
        sim_fail ("%s: “%s” is lost", client->machine->name, typed->text);
    }
}
