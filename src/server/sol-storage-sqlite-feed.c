/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-storage-sqlite-private.h"

/* The feed as one reader sees it: of several scopes, each of which lies in its own order. */

/* Where a line of the feed is. */
typedef struct
{
  gint64 seq;
  gint64 key;     /* of its record; 0: it left the scope */
  SolStored left; /* of one that left */
} Place;

typedef struct
{
  SolSqlite *reader;
  const SolStoragePage *page;
  char *types;  /* (nullable): as JSON */
  char *scopes; /* (nullable): as JSON */
  GArray *places;
} Reading;

static void
reading_clear (Reading *self)
{
  g_free (self->types);
  g_free (self->scopes);
  g_clear_pointer (&self->places, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

static void
place_clear (gpointer data)
{
  Place *self = data;

  g_free (self->left.type);
  g_free (self->left.id);
}

static char *
to_json (const char *const *texts)
{
  GString *json = g_string_new ("[");

  for (guint i = 0; texts[i] != NULL; i++)
    g_string_append_printf (json, "%s\"%s\"", i > 0 ? "," : "", texts[i]);
  g_string_append_c (json, ']');
  return g_string_free (json, FALSE);
}

/* Runs one of the queries below, which have the same parameters. */
static sqlite3_stmt *
ask (const Reading *self, const char *sql, const char *scope, GError **error)
{
  sqlite3_stmt *statement = sol_sqlite_prepare (self->reader, sql, error);

  if (statement == NULL)
    return NULL;
  sol_sqlite_bind_text (statement, 1, scope);
  sqlite3_bind_int64 (statement, 2, self->page->since);
  sqlite3_bind_int64 (statement, 3, self->page->limit);
  sol_sqlite_bind_text (statement, 4, self->types);
  sqlite3_bind_int64 (statement, 5, self->page->until > 0 ? self->page->until : G_MAXINT64);
  return statement;
}

#define PLACES "SELECT seq, key FROM record WHERE scope = ?1 AND seq > ?2 AND seq <= ?5 AND "
#define IN_ORDER " ORDER BY seq LIMIT ?3"

/* Two texts, so that each is read along its own index. */
static gboolean
find_records (Reading *self, const char *scope, GError **error)
{
  const char *const *types = self->page->types;
  gboolean one_type = types != NULL && types[0] != NULL && types[1] == NULL;
  sqlite3_stmt *statement = ask (
      self,
      one_type ? PLACES "type = ?4" IN_ORDER
               : PLACES "(?4 IS NULL OR type IN (SELECT value FROM json_each (?4)))" IN_ORDER,
      scope, error);
  int code = SQLITE_ERROR;

  if (statement != NULL && one_type)
    sol_sqlite_bind_text (statement, 4, types[0]);

  while (statement != NULL &&
         (code = sol_sqlite_step (self->reader, statement, error)) == SQLITE_ROW)
    {
      const Place place = { sqlite3_column_int64 (statement, 0),
                            sqlite3_column_int64 (statement, 1),
                            { 0 } };

      g_array_append_val (self->places, place);
    }
  return code == SQLITE_DONE;
}

static char *
dup_column (sqlite3_stmt *statement, int column)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, column));
}

/* Those that left, but for what arrives by the same write where the reader sees it. */
static gboolean
find_moved (Reading *self, const char *scope, GError **error)
{
  sqlite3_stmt *statement = ask (
      self,
      "SELECT m.seq, m.type, m.id, m.rev FROM moved AS m LEFT JOIN record AS r ON r.type = m.type "
      "AND r.id = m.id WHERE m.scope = ?1 AND m.seq > ?2 AND m.seq <= ?5 AND (?4 IS NULL OR "
      "m.type IN (SELECT value FROM json_each (?4))) AND (r.seq IS NULL OR r.seq > m.seq OR "
      "r.scope NOT IN (SELECT value FROM json_each (?6))) ORDER BY m.seq LIMIT ?3",
      scope, error);
  int code = SQLITE_ERROR;

  if (statement != NULL)
    sol_sqlite_bind_text (statement, 6, self->scopes);
  while (statement != NULL &&
         (code = sol_sqlite_step (self->reader, statement, error)) == SQLITE_ROW)
    {
      Place place = { .seq = sqlite3_column_int64 (statement, 0) };

      place.left = (SolStored){ .type = dup_column (statement, 1),
                                .id = dup_column (statement, 2),
                                .rev = sqlite3_column_int64 (statement, 3),
                                .seq = place.seq,
                                .scope = (char *) scope,
                                .moved = TRUE };
      g_array_append_val (self->places, place);
    }
  return code == SQLITE_DONE;
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  gint64 first = ((const Place *) a)->seq;
  gint64 second = ((const Place *) b)->seq;

  return (first > second) - (first < second);
}

static gboolean
take_record (Reading *self,
             gint64 key,
             SolStorageTake take,
             gpointer data,
             gboolean *goes_on,
             GError **error)
{
  sqlite3_stmt *statement = sol_sqlite_bind (
      self->reader, "SELECT " SOL_STORED_COLUMNS " FROM record WHERE key = ?1", error, "i", key);
  int code = statement != NULL ? sol_sqlite_step (self->reader, statement, error) : SQLITE_ERROR;

  if (code == SQLITE_ROW)
    {
      SolStored row = sol_storage_sqlite_get_row (statement);

      *goes_on = take (&row, data);
    }
  return code == SQLITE_ROW || code == SQLITE_DONE;
}

static gboolean
take_places (Reading *self, SolStorageTake take, gpointer data, GError **error)
{
  gboolean goes_on = TRUE;

  for (guint i = 0; goes_on && i < MIN (self->places->len, self->page->limit); i++)
    {
      const Place *place = &g_array_index (self->places, Place, i);

      if (place->key == 0)
        goes_on = take (&place->left, data);
      else if (!take_record (self, place->key, take, data, &goes_on, error))
        return FALSE;
    }
  return TRUE;
}

/* Each scope gives as much as the page may hold; of that the first in the order of all is taken. */
static gboolean
read_scopes (Reading *self, SolStorageTake take, gpointer data, GError **error)
{
  for (const char *const *scope = self->page->scopes; *scope != NULL; scope++)
    if (!find_records (self, *scope, error) || !find_moved (self, *scope, error))
      return FALSE;
  g_array_sort (self->places, compare_places);
  return take_places (self, take, data, error);
}

static gboolean
read_everything (Reading *self, SolStorageTake take, gpointer data, GError **error)
{
  sqlite3_stmt *statement = ask (self,
                                 "SELECT " SOL_STORED_COLUMNS
                                 " FROM record WHERE ?1 IS NULL AND seq > ?2 AND seq <= ?5 AND (?4 "
                                 "IS NULL OR type IN (SELECT value FROM json_each (?4)))" IN_ORDER,
                                 NULL, error);

  return statement != NULL &&
         sol_storage_sqlite_take_rows (self->reader, statement, take, data, error);
}

/* In one transaction: what is read of a record is of the scope it was found in. */
static gboolean
read_page (SolStorage *storage,
           const SolStoragePage *page,
           SolStorageTake take,
           gpointer data,
           GError **error)
{
  SolStorageSqlite *self = SOL_STORAGE_SQLITE (storage);
  g_auto (Reading)
      reading = { .reader = sol_storage_sqlite_take_reader (self, error), .page = page };
  gboolean done;

  if (reading.reader == NULL)
    return FALSE;
  reading.types = page->types != NULL ? to_json (page->types) : NULL;
  reading.scopes = page->scopes != NULL ? to_json (page->scopes) : NULL;
  reading.places = g_array_new (FALSE, FALSE, sizeof (Place));
  g_array_set_clear_func (reading.places, place_clear);
  done = sol_sqlite_execute (reading.reader, "BEGIN", error, "") &&
         (page->scopes != NULL ? read_scopes : read_everything) (&reading, take, data, error);
  sol_sqlite_reset (reading.reader);
  sol_sqlite_execute (reading.reader, "COMMIT", NULL, "");
  sol_storage_sqlite_give_reader (self, reading.reader);
  return done;
}

/* One number of the first row; 0 without one, -1 on an error. */
static gint64
ask_number (SolSqlite *reader, const char *sql, const char *scope, const char *type, GError **error)
{
  sqlite3_stmt *statement = sol_sqlite_bind (reader, sql, error, "tt", scope, type);
  int code = statement != NULL ? sol_sqlite_step (reader, statement, error) : SQLITE_ERROR;

  if (code == SQLITE_DONE)
    return 0;
  return code == SQLITE_ROW ? sqlite3_column_int64 (statement, 0) : -1;
}

/* @type: (nullable): all */
static gint64
read_last_seq (SolSqlite *reader, const char *scope, const char *type, GError **error)
{
  return ask_number (
      reader,
      type != NULL
          ? "SELECT seq FROM record WHERE scope = ?1 AND type = ?2 ORDER BY seq DESC LIMIT 1"
          : "SELECT seq FROM record WHERE scope = ?1 AND ?2 IS NULL ORDER BY seq DESC LIMIT 1",
      scope, type, error);
}

static gint64
read_last_seq_of (SolSqlite *reader, const char *scope, const char *const *types, GError **error)
{
  gint64 last = ask_number (reader,
                            "SELECT seq FROM moved WHERE scope = ?1 AND ?2 IS NULL ORDER BY seq "
                            "DESC LIMIT 1",
                            scope, NULL, error);
  gint64 seq = types == NULL && last >= 0 ? read_last_seq (reader, scope, NULL, error) : 0;

  for (guint i = 0; types != NULL && types[i] != NULL && last >= 0 && seq >= 0; i++)
    {
      last = MAX (last, seq);
      seq = read_last_seq (reader, scope, types[i], error);
    }
  return last < 0 || seq < 0 ? -1 : MAX (last, seq);
}

static gint64
get_last_seq (SolStorage *storage,
              const char *const *scopes,
              const char *const *types,
              GError **error)
{
  SolStorageSqlite *self = SOL_STORAGE_SQLITE (storage);
  SolSqlite *reader = sol_storage_sqlite_take_reader (self, error);
  gint64 last = 0;

  if (reader == NULL)
    return -1;
  if (scopes == NULL)
    last = sol_storage_sqlite_get_seq (reader, error);
  for (; scopes != NULL && *scopes != NULL && last >= 0; scopes++)
    {
      gint64 seq = read_last_seq_of (reader, *scopes, types, error);

      last = seq < 0 ? -1 : MAX (last, seq);
    }
  sol_storage_sqlite_give_reader (self, reader);
  return last;
}

void
sol_storage_sqlite_feed_init (SolStorageInterface *iface)
{
  iface->read_page = read_page;
  iface->get_last_seq = get_last_seq;
}
