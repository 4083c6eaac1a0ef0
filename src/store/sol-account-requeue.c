/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sol-account-outbox-private.h"
#include "store/sol-account-store-private.h"

/* Acts that are sent once more, and what comes after them. */

/* @sql: about :id, which may say :now */
gboolean
sol_outbox_run_on (SolDatabase *db, const char *sql, const char *id, GError **error)
{
  sqlite3_stmt *statement = sol_database_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  sol_database_bind_text (statement, ":id", id);
  sol_database_bind_number (statement, ":now", sol_account_now ());
  return sol_database_finish (db, statement, error);
}

/* Returns: (transfer full): what @sql answers, about :id */
GPtrArray *
sol_outbox_list_ids (SolDatabase *db, const char *sql, const char *id, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) failed = NULL;
  sqlite3_stmt *statement = sol_database_prepare (db, sql, error);

  if (statement == NULL)
    return NULL;
  sol_database_bind_text (statement, ":id", id);
  while (sol_database_step (db, statement, &failed))
    g_ptr_array_add (ids, g_strdup ((const char *) sqlite3_column_text (statement, 0)));
  if (failed == NULL)
    return g_steal_pointer (&ids);
  g_propagate_error (error, g_steal_pointer (&failed));
  return NULL;
}

/* @sql: of what comes after :id, and stands before it: it goes to the end too, with what comes
 * after it in turn. What is shown, and sent first, goes by the place. */
static gboolean
put_behind (SolDatabase *db, const char *sql, const char *id, GError **error)
{
  static const char before_sql[] =
      "SELECT id FROM entry WHERE state IN (0, 1, 2) AND instr (body, :id) > 0"
      " AND place < (SELECT place FROM entry WHERE id = :id) ORDER BY place";
  g_autoptr (GPtrArray) ids = sol_outbox_list_ids (db, sql != NULL ? sql : before_sql, id, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (!sol_outbox_run_on (
            db, "UPDATE entry SET place = (SELECT max (place) + 1 FROM entry) WHERE id = :id",
            ids->pdata[i], error) ||
        !put_behind (db, NULL, ids->pdata[i], error))
      return FALSE;
  return ids != NULL;
}

static gboolean requeue_blocked (SolDatabase *db, const char *id, GError **error);

/**
 * sol_outbox_requeue: (skip)
 *
 * As a new act at the end: the server knows the old one, and its answer would be the same. Those
 * that it blocked go after it, and so do those that wait; what is on its way names it by the old
 * id.
 */
gboolean
sol_outbox_requeue (SolDatabase *db, const char *id, GError **error)
{
  static const char queue_sql[] =
      "UPDATE entry SET place = (SELECT max (place) + 1 FROM entry), n = NULL, sent = 0, state = 0,"
      " shown = 1, code = NULL, arguments = '[]', conflicts = NULL, since = :now WHERE id = :id";
  static const char on_its_way_sql[] =
      "SELECT id FROM entry WHERE state = 1 AND instr (body, :id) > 0 ORDER BY place";
  g_autofree char *fresh = sol_account_new_id ();

  return sol_outbox_rename (db, id, fresh, error) &&
         sol_outbox_run_on (db, queue_sql, fresh, error) && requeue_blocked (db, fresh, error) &&
         put_behind (db, NULL, fresh, error) && put_behind (db, on_its_way_sql, id, error);
}

static gboolean
requeue_blocked (SolDatabase *db, const char *id, GError **error)
{
  g_autoptr (GPtrArray) ids = sol_outbox_list_ids (
      db, "SELECT id FROM entry WHERE state = 2 AND instr (body, :id) > 0 ORDER BY place", id,
      error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (!sol_outbox_requeue (db, ids->pdata[i], error))
      return FALSE;
  return ids != NULL;
}

/* @now: (out) (nullable): the id that an act goes by since it was told anew; %NULL when it is done
 * or discarded */
static gboolean
find_told_anew (SolDatabase *db, const char *id, char **now, gboolean *waits, GError **error)
{
  g_autoptr (GError) failed = NULL;
  sqlite3_stmt *statement = sol_database_prepare (
      db,
      "SELECT id, id = :id AND state > 1 FROM entry WHERE (id = :id OR origin = :id) AND state < 6"
      " ORDER BY place DESC LIMIT 1",
      error);

  *now = NULL;
  *waits = FALSE;
  if (statement == NULL)
    return FALSE;
  sol_database_bind_text (statement, ":id", id);
  if (sol_database_step (db, statement, &failed))
    {
      *now = g_strdup ((const char *) sqlite3_column_text (statement, 0));
      *waits = sqlite3_column_int (statement, 1) > 0;
    }
  sqlite3_reset (statement);
  if (failed == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

/**
 * sol_outbox_go_on: (skip)
 * @id: of an entry that the server says is blocked
 * @by: by which
 *
 * While it was on its way the user may have settled what blocks it: it is sent again then, after
 * what that became.
 */
gboolean
sol_outbox_go_on (SolDatabase *db, const char *id, const char *by, GError **error)
{
  g_autoptr (SolOutboxEntry) entry = sol_outbox_entry_load (db, id, error);
  const SolMutation *mutation = entry != NULL ? sol_outbox_entry_get_mutation (entry) : NULL;
  g_autofree char *now = NULL;
  char *others[] = { NULL, NULL };
  gboolean waits;

  if (mutation == NULL || !find_told_anew (db, by, &now, &waits, error))
    return FALSE;
  if (waits || sol_outbox_entry_get_state (entry) != SOL_OUTBOX_BLOCKED ||
      mutation->after == NULL || !g_strv_contains ((const char *const *) mutation->after, by))
    return TRUE;
  others[0] = now;
  return sol_outbox_replace_after (db, entry, by, others, error) &&
         sol_outbox_requeue (db, id, error);
}
