/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-client-word.h"
#include "model/sol-clock.h"
#include "server/sol-storage-sqlite-mutations-private.h"

/* What clients without an account say of structures, and the codes of their links. */

typedef struct
{
  const SolWordLink *link;
  gboolean done; /* out */
  char *address; /* out, (nullable) */
} Linking;

/* Whether the organisation asked it, and nobody answered. */
static gboolean
look_up (SolSqlite *writer, Linking *linking, GError **error)
{
  sqlite3_stmt *row = sol_sqlite_bind (
      writer,
      "SELECT json_extract (doc, '$.address') FROM record WHERE type = 'client_word' AND id = ?1 "
      "AND scope = ?2 AND json_extract (doc, '$.state') = '" SOL_CLIENT_WORD_ASKED "'",
      error, "tt", linking->link->word, linking->link->scope);
  int code = row != NULL ? sol_sqlite_step (writer, row, error) : SQLITE_ERROR;

  linking->done = code == SQLITE_ROW;
  if (linking->done)
    linking->address = g_strdup ((const char *) sqlite3_column_text (row, 0));
  if (row != NULL)
    sqlite3_reset (row);
  return code == SQLITE_ROW || code == SQLITE_DONE;
}

static gboolean
write_link (SolSqlite *writer, gpointer data, GError **error)
{
  Linking *linking = data;

  return look_up (writer, linking, error) &&
         (!linking->done ||
          sol_sqlite_execute (writer,
                              "INSERT INTO word_code (hash, word, expires_at) VALUES (?1, ?2, ?3) "
                              "ON CONFLICT (word) DO UPDATE SET hash = excluded.hash, expires_at = "
                              "excluded.expires_at",
                              error, "tti", linking->link->hash, linking->link->word,
                              linking->link->expires_at));
}

static gboolean
put_link (SolWords *words, const SolWordLink *link, gboolean *done, char **address, GError **error)
{
  Linking linking = { link, FALSE, NULL };
  const gboolean written = sol_storage_sqlite_write (SOL_STORAGE_SQLITE (words), write_link,
                                                     &linking, error);

  *done = linking.done;
  *address = linking.address;
  if (!written)
    g_clear_pointer (address, g_free);
  return written;
}

/* What the organisation deleted it may bring back yet, so who said it may take it back. */
static const char find_sql[] =
    "SELECT w.word, COALESCE (json_extract (s.doc, '$.name'), ''), json_extract (w.doc, '$.about'),"
    " json_extract (w.doc, '$.client'), json_extract (w.doc, '$.text'), json_extract (w.doc, "
    "'$.name'), json_extract (w.doc, '$.role'), json_extract (w.doc, '$.state'), CASE json_extract "
    "(w.doc, "
    "'$.state') WHEN '" SOL_CLIENT_WORD_HIDDEN
    "' THEN json_extract (w.doc, '$.remark') END FROM (SELECT "
    "c.word, c.expires_at, r.doc IS NULL AS gone, COALESCE (r.doc, d.doc) AS doc FROM word_code AS "
    "c JOIN record AS r ON r.type = 'client_word' AND r.id = c.word LEFT JOIN deleted AS d ON "
    "d.type = r.type AND d.id = r.id WHERE c.hash = ?1) AS w LEFT JOIN record AS s ON s.type = "
    "'supplier' AND s.id = json_extract (w.doc, '$.supplier') WHERE w.doc IS NOT NULL AND CASE "
    "json_extract (w.doc, '$.state') WHEN '" SOL_CLIENT_WORD_ASKED
    "' THEN w.expires_at > ?2 AND NOT w.gone WHEN "
    "'" SOL_CLIENT_WORD_TAKEN_BACK "' THEN 0 ELSE 1 END";

static char *
dup_column (sqlite3_stmt *row, int column)
{
  return g_strdup ((const char *) sqlite3_column_text (row, column));
}

/* @word: (out) (optional) (transfer full): its id */
static SolWordAsked *
read_asked (SolSqlite *connection, const char *hash, gint64 now, char **word, GError **error)
{
  sqlite3_stmt *row = sol_sqlite_bind (connection, find_sql, error, "ti", hash, now);
  SolWordAsked *asked = NULL;

  if (row != NULL && sol_sqlite_step (connection, row, error) == SQLITE_ROW)
    {
      asked = g_new0 (SolWordAsked, 1);
      asked->structure = dup_column (row, 1);
      asked->about = dup_column (row, 2);
      asked->client = dup_column (row, 3);
      asked->text = dup_column (row, 4);
      asked->name = dup_column (row, 5);
      asked->role = dup_column (row, 6);
      asked->answered = g_strcmp0 ((const char *) sqlite3_column_text (row, 7),
                                   SOL_CLIENT_WORD_ASKED) != 0;
      asked->hidden = dup_column (row, 8);
      if (word != NULL)
        *word = dup_column (row, 0);
    }
  if (row != NULL)
    sqlite3_reset (row);
  return asked;
}

static SolWordAsked *
find (SolWords *words, const char *hash, gint64 now, GError **error)
{
  SolStorageSqlite *self = SOL_STORAGE_SQLITE (words);
  SolSqlite *reader = sol_storage_sqlite_take_reader (self, error);
  SolWordAsked *asked = reader != NULL ? read_asked (reader, hash, now, NULL, error) : NULL;

  if (reader != NULL)
    sol_storage_sqlite_give_reader (self, reader);
  return asked;
}

/* What a link is used for. */
typedef struct
{
  const char *hash;
  const SolWordGiven *given; /* (nullable): %NULL: it is taken back */
  gint64 now;
  gboolean done; /* out */
} Using;

static SolMutation *
make_act (const Using *using, const char *word)
{
  SolMutation *mutation = sol_storage_sqlite_make_act (
      "client_word", word, using->given != NULL ? SOL_CLIENT_WORD_GIVE : SOL_CLIENT_WORD_TAKE_BACK);

  if (using->given == NULL)
    return mutation;
  mutation->patch->set = json_object_new ();
  json_object_set_string_member (mutation->patch->set, "text", using->given->text);
  json_object_set_string_member (mutation->patch->set, "name", using->given->name);
  if (using->given->role != NULL)
    json_object_set_string_member (mutation->patch->set, "role", using->given->role);
  return mutation;
}

/* Of one that was deleted nothing can be restored from then on. */
static gboolean
forget (SolSqlite *writer, Using *using, const char *word, GError **error)
{
  using->done = TRUE;
  return sol_sqlite_execute (writer, "DELETE FROM deleted WHERE type = 'client_word' AND id = ?1",
                             error, "t", word) &&
         sol_sqlite_execute (writer, "DELETE FROM word_code WHERE hash = ?1", error, "t",
                             using->hash);
}

static gboolean
use (SolSqlite *writer, gint64 *seq, gpointer data, GError **error)
{
  const SolActor actor = { .account = "client", .roles = SOL_ROLE_SERVER };
  Using *using = data;
  const SolStorageSender sender = { &actor, NULL, "link", using->now };
  g_autofree char *word = NULL;
  g_autoptr (GError) failed = NULL;
  g_autoptr (SolWordAsked) asked = read_asked (writer, using->hash, using->now, &word, &failed);
  g_autoptr (SolMutation) mutation = NULL;

  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  if (asked == NULL || asked->answered != (using->given == NULL))
    return TRUE;
  mutation = make_act (using, word);
  return sol_storage_sqlite_act (writer, seq, &sender, mutation, &using->done, error) &&
         (using->given != NULL || forget (writer, using, word, error));
}

static gboolean
give (SolWords *words,
      const char *hash,
      const SolWordGiven *given,
      gint64 now,
      gboolean *done,
      GError **error)
{
  Using using = { hash, given, now, FALSE };
  const gboolean written = sol_storage_sqlite_write_feed (SOL_STORAGE_SQLITE (words), use, &using,
                                                          error);

  *done = using.done;
  return written;
}

static gboolean
take_back (SolWords *words, const char *hash, gint64 now, gboolean *done, GError **error)
{
  return give (words, hash, NULL, now, done, error);
}

/* Links that nobody followed, and those to what is no more. */
gboolean
sol_storage_sqlite_purge_words (SolSqlite *writer, gint64 now, GError **error)
{
  return sol_sqlite_execute (
      writer,
      "DELETE FROM word_code WHERE expires_at < ?1 AND NOT EXISTS (SELECT 1 FROM record AS r LEFT "
      "JOIN deleted AS d ON d.type = r.type AND d.id = r.id WHERE r.type = 'client_word' AND r.id "
      "= word AND json_extract (COALESCE (r.doc, d.doc), '$.state') != '" SOL_CLIENT_WORD_ASKED
      "')",
      error, "i", now);
}

static GPtrArray *
read_shown (SolSqlite *reader, const char *supplier, GError **error)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_object_unref);
  sqlite3_stmt *row = sol_sqlite_bind (
      reader,
      "SELECT id, doc FROM record WHERE type = 'shown_word' AND json_extract (doc, '$.supplier') = "
      "?1 ORDER BY json_extract (doc, '$.place') NULLS LAST, json_extract (doc, '$.consented_on') "
      "DESC LIMIT 20",
      error, "t", supplier);
  int code = SQLITE_ERROR;

  while (row != NULL && (code = sol_sqlite_step (reader, row, error)) == SQLITE_ROW)
    {
      SolRecord *word = sol_record_new_from_text (
          SOL_TYPE_SHOWN_WORD, 0, (const char *) sqlite3_column_text (row, 0), "public", 0,
          (const char *) sqlite3_column_text (row, 1), NULL);

      if (word != NULL)
        g_ptr_array_add (words, word);
    }
  if (row != NULL)
    sqlite3_reset (row);
  return code == SQLITE_DONE ? g_steal_pointer (&words) : NULL;
}

static GPtrArray *
list_shown (SolWords *words, const char *supplier, GError **error)
{
  SolStorageSqlite *self = SOL_STORAGE_SQLITE (words);
  SolSqlite *reader = sol_storage_sqlite_take_reader (self, error);
  GPtrArray *shown = reader != NULL ? read_shown (reader, supplier, error) : NULL;

  if (reader != NULL)
    sol_storage_sqlite_give_reader (self, reader);
  return shown;
}

void
sol_storage_sqlite_words_init (SolWordsInterface *iface)
{
  iface->put_link = put_link;
  iface->find = find;
  iface->give = give;
  iface->take_back = take_back;
  iface->list_shown = list_shown;
}
