/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sol-outbox.h"

#include "store/sol-live-list-private.h"
#include "store/sol-outbox-entry-private.h"
#include "store/sol-overlay-private.h"

/* The lists that follow an account's files: its outbox, and its records of a type. */

static gboolean
read_marks (SolDatabase *db, SolLiveMarks *marks, GError **error)
{
  return sol_database_get_number (db, "SELECT value FROM main.meta WHERE name = 'touched'",
                                  &marks->user, error) &&
         sol_database_get_number (db, "SELECT value FROM held.meta WHERE name = 'store:local-seq'",
                                  &marks->held, error) &&
         sol_database_get_number (db, "SELECT count (*) FROM held.cursor WHERE stream = 'changes'",
                                  &marks->received, error);
}

/* @sql: with a parameter ":number"
 * @record: (nullable): the type and the id of it are ":type" and ":target" */
static gboolean
load_entries (SolDatabase *db,
              const char *sql,
              const SolAccountInput *record,
              gint64 number,
              GPtrArray *items,
              GError **error)
{
  g_autoptr (GError) failed = NULL;
  sqlite3_stmt *statement = sol_database_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  sol_database_bind_number (statement, ":number", number);
  if (record != NULL)
    {
      sol_database_bind_text (statement, ":type", record->type);
      sol_database_bind_text (statement, ":target", record->id);
    }
  while (sol_database_step (db, statement, &failed))
    {
      SolOutboxEntry *entry = sol_outbox_entry_new_from_row (statement, &failed);

      if (entry == NULL)
        break;
      g_ptr_array_add (items, entry);
    }
  sqlite3_reset (statement);
  if (failed == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

/* The marks are read first: what changes in between is found twice, not missed. */
static gboolean
find_entries (SolDatabase *db,
              SolAccountInput *input,
              const SolLiveMarks *since,
              SolLiveAnswer *answer,
              GError **error)
{
  return read_marks (db, &answer->marks, error) &&
         load_entries (db, "SELECT " SOL_OUTBOX_COLUMNS " FROM entry WHERE touched > :number", NULL,
                       since->user, answer->items, error);
}

/* What is taken up has the higher number the later it was handed out. */
static gboolean
find_top_entries (SolDatabase *db,
                  SolAccountInput *input,
                  const SolLiveMarks *since,
                  SolLiveAnswer *answer,
                  GError **error)
{
  static const char sql[] =
      "SELECT " SOL_OUTBOX_COLUMNS " FROM entry WHERE place IN ("
      "SELECT * FROM (SELECT place FROM entry WHERE state IN (3, 4, 5) ORDER BY place LIMIT "
      ":number)"
      " UNION ALL "
      "SELECT * FROM (SELECT place FROM entry WHERE state IN (0, 1, 2) ORDER BY place LIMIT "
      ":number)"
      " UNION ALL "
      "SELECT * FROM (SELECT place FROM entry WHERE +state = 6 ORDER BY n DESC LIMIT :number))";

  return read_marks (db, &answer->marks, error) &&
         load_entries (db, sql, NULL, SOL_OUTBOX_TOP, answer->items, error);
}

/* By the index on its record, however many there are of others. */
static gboolean
find_entries_of (SolDatabase *db,
                 SolAccountInput *input,
                 const SolLiveMarks *since,
                 SolLiveAnswer *answer,
                 GError **error)
{
  static const char sql[] = "SELECT " SOL_OUTBOX_COLUMNS
                            " FROM entry WHERE target = :target AND type = :type"
                            " AND +touched > :number";

  return read_marks (db, &answer->marks, error) &&
         load_entries (db, sql, input, since->user, answer->items, error);
}

static const char *
get_entry_key (gpointer item)
{
  return sol_outbox_entry_get_key (item);
}

static gboolean
is_entry_gone (gpointer item)
{
  return sol_outbox_entry_get_state (item) == SOL_OUTBOX_DISCARDED;
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  gint64 first = sol_outbox_entry_get_place ((SolOutboxEntry *) a);
  gint64 second = sol_outbox_entry_get_place ((SolOutboxEntry *) b);

  return (first > second) - (first < second);
}

static void
update_entry (gpointer item, gpointer fresh)
{
  sol_outbox_entry_update (item, fresh);
}

static const SolLiveKind outbox_kind = {
  sol_outbox_entry_get_type, find_entries, get_entry_key, is_entry_gone,
  compare_entries,           update_entry,
};

static const SolLiveKind of_record_kind = {
  sol_outbox_entry_get_type, find_entries_of, get_entry_key, is_entry_gone,
  compare_entries,           update_entry,
};

static const SolLiveKind top_kind = {
  sol_outbox_entry_get_type, find_top_entries, get_entry_key, is_entry_gone,
  compare_entries,           update_entry,     TRUE,
};

/**
 * sol_account_store_list_outbox:
 *
 * Returns: (transfer full): the acts in their order, as #SolOutboxEntry; those that are discarded
 *   are not among them
 */
SolLiveList *
sol_account_store_list_outbox (SolAccountStore *self)
{
  return sol_live_list_new (self, &outbox_kind, NULL, NULL);
}

/**
 * sol_account_store_list_outbox_top:
 *
 * However many acts there are, it has not more than can be shown.
 *
 * Returns: (transfer full): likewise, of those that do not leave without their user the first
 *   %SOL_OUTBOX_TOP, as many of those that do, and as many that left last
 */
SolLiveList *
sol_account_store_list_outbox_top (SolAccountStore *self)
{
  return sol_live_list_new (self, &top_kind, NULL, NULL);
}

/**
 * sol_account_store_list_outbox_of:
 * @type: of a record
 * @id: its id
 *
 * Returns: (transfer full): the acts on that record, likewise
 */
SolLiveList *
sol_account_store_list_outbox_of (SolAccountStore *self, const char *type, const char *id)
{
  return sol_live_list_new (self, &of_record_kind, type, id);
}

static GPtrArray *
find_changed_ids (SolDatabase *db, const char *type, const SolLiveMarks *marks, GError **error)
{
  /* By what changed: SQLite would rather go through all of the type. */
  static const char changed_sql[] =
      "SELECT id FROM held.record WHERE local_seq > :held AND +type = :type"
      " UNION SELECT id FROM held.tombstone WHERE local_seq > :held AND +type = :type"
      " UNION SELECT target FROM entry WHERE touched > :user AND type = :type";
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) failed = NULL;
  sqlite3_stmt *statement = sol_database_prepare (db, changed_sql, error);

  if (statement == NULL)
    return NULL;
  sol_database_bind_text (statement, ":type", type);
  sol_database_bind_number (statement, ":held", marks->held);
  sol_database_bind_number (statement, ":user", marks->user);
  while (sol_database_step (db, statement, &failed))
    g_ptr_array_add (ids, g_strdup ((const char *) sqlite3_column_text (statement, 0)));
  if (failed == NULL)
    return g_steal_pointer (&ids);
  g_propagate_error (error, g_steal_pointer (&failed));
  return NULL;
}

static gboolean
find_records (SolDatabase *db,
              SolAccountInput *input,
              const SolLiveMarks *since,
              SolLiveAnswer *answer,
              GError **error)
{
  g_autoptr (GPtrArray) ids = read_marks (db, &answer->marks, error)
                                  ? find_changed_ids (db, input->type, since, error)
                                  : NULL;

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      SolShownRecord *shown = sol_overlay_load (db, input->account, input->type, ids->pdata[i],
                                                error);

      if (shown == NULL)
        return FALSE;
      g_ptr_array_add (answer->items, shown);
    }
  return ids != NULL;
}

static const char *
get_record_key (gpointer item)
{
  return sol_shown_record_get_id (item);
}

static gboolean
is_record_gone (gpointer item)
{
  return sol_shown_record_get_record (item) == NULL;
}

static int
compare_records (gconstpointer a, gconstpointer b)
{
  SolShownRecord *first = (SolShownRecord *) a;
  SolShownRecord *second = (SolShownRecord *) b;
  int order = g_strcmp0 (sol_shown_record_get_sort_key (first),
                         sol_shown_record_get_sort_key (second));

  return order != 0 ? order
                    : g_strcmp0 (sol_shown_record_get_id (first), sol_shown_record_get_id (second));
}

static void
update_record (gpointer item, gpointer fresh)
{
  sol_shown_record_update (item, fresh);
}

static const SolLiveKind records_kind = {
  sol_shown_record_get_type, find_records,  get_record_key, is_record_gone,
  compare_records,           update_record,
};

/**
 * sol_account_store_list_records:
 * @type: name of a type whose records are not public
 *
 * Returns: (transfer full): the records of that type as they are shown, by their titles, as
 *   #SolShownRecord; what he made and was not sent is among them, what he deleted is not
 */
SolLiveList *
sol_account_store_list_records (SolAccountStore *self, const char *type)
{
  return sol_live_list_new (self, &records_kind, type, NULL);
}
