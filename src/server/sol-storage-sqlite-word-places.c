/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-client-word.h"
#include "model/sol-clock.h"
#include "server/sol-storage-sqlite-mutations-private.h"

/* Words of clients that do not say where their structure is, as those from before words said so:
 * the moderators of its department would never see them. */

/* (transfer full) (nullable) (element-type utf8) */
static GPtrArray *
list_unplaced (SolSqlite *connection, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *row = sol_sqlite_bind (
      connection,
      "SELECT id FROM record WHERE type = 'client_word' AND doc IS NOT NULL AND json_extract (doc, "
      "'$.department') IS NULL AND json_extract (doc, '$.state') IS NOT "
      "'" SOL_CLIENT_WORD_TAKEN_BACK "'",
      error, "");
  int code = SQLITE_ERROR;

  while (row != NULL && (code = sol_sqlite_step (connection, row, error)) == SQLITE_ROW)
    g_ptr_array_add (ids, g_strdup ((const char *) sqlite3_column_text (row, 0)));
  if (row != NULL)
    sqlite3_reset (row);
  return code == SQLITE_DONE ? g_steal_pointer (&ids) : NULL;
}

static gboolean
write_placed (SolMutating *run, SolRecord *word, SolRecord *supplier, GError **error)
{
  SolStorageWrite write;

  sol_client_word_note_structure (word, supplier);
  return sol_storage_sqlite_write_effect (run, &(const SolEffect){ word, FALSE, TRUE }, &write,
                                          error);
}

/* One that was left in the application is copied from what was left: that is written first, and the
 * copy after it, so that what its organisation shows stays shown. */
static gboolean
place (SolMutating *run, const char *id, GError **error)
{
  const gint64 now = run->sender->now;
  g_autoptr (GError) fault = NULL;
  g_autoptr (SolRecord)
      word = sol_storage_sqlite_load_record (run->writer, "client_word", id, now, &fault);
  const char *about = word != NULL ? sol_record_get_text (word, "supplier") : NULL;
  const char *from = word != NULL ? sol_record_get_text (word, "given") : NULL;
  g_autoptr (SolRecord)
      supplier = about != NULL
                     ? sol_storage_sqlite_follow_supplier (run->writer, about, now, &fault)
                     : NULL;
  g_autoptr (SolRecord)
      given = supplier != NULL && from != NULL
                  ? sol_storage_sqlite_load_record (run->writer, "given_word", from, now, &fault)
                  : NULL;

  if (fault != NULL)
    g_warning ("Where the structure of the word %s is stays unsaid: %s", id, fault->message);
  if (fault != NULL || supplier == NULL)
    return TRUE;
  return (given == NULL || write_placed (run, given, supplier, error)) &&
         write_placed (run, word, supplier, error);
}

static gboolean
place_all (SolSqlite *writer, gint64 *seq, gpointer data, GError **error)
{
  const SolActor actor = { .account = "server", .roles = SOL_ROLE_SERVER };
  const SolStorageSender sender = { &actor, NULL, "server", sol_clock_seconds () };
  g_autofree char *moment = sol_clock_print (sender.now);
  SolMutating run = { writer, seq, &sender, moment };
  GPtrArray *ids = data;

  for (guint i = 0; i < ids->len; i++)
    if (!place (&run, ids->pdata[i], error))
      return FALSE;
  return TRUE;
}

/**
 * sol_storage_sqlite_place_words: (skip)
 *
 * Notes in each word of a structure that is there where that is, and brings it before whoever
 * moderates. As the database is opened: it waits for the disk.
 */
gboolean
sol_storage_sqlite_place_words (SolStorageSqlite *self, GError **error)
{
  g_autoptr (GPtrArray) ids = list_unplaced (self->writer, error);

  return ids != NULL &&
         (ids->len == 0 || sol_storage_sqlite_write_feed (self, place_all, ids, error));
}
