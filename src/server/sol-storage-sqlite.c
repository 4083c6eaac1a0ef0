/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "model/sol-random.h"
#include "model/sol-uuid.h"
#include "server/sol-storage-sqlite-uploads-private.h"

#define KEY_SIZE 32 /* bytes of the secret that signs cursors */

static void
storage_init (SolStorageInterface *iface)
{
  sol_storage_sqlite_blobs_init (iface);
  sol_storage_sqlite_feed_init (iface);
  sol_storage_sqlite_history_init (iface);
  sol_storage_sqlite_mutations_init (iface);
  sol_storage_sqlite_reads_init (iface);
  sol_storage_sqlite_writes_init (iface);
}

static void
access_init (SolAccessInterface *iface)
{
  sol_storage_sqlite_access_init (iface);
  sol_storage_sqlite_acts_init (iface);
  sol_storage_sqlite_reminders_init (iface);
}

static void
accounts_init (SolAccountsInterface *iface)
{
  sol_storage_sqlite_accounts_init (iface);
  sol_storage_sqlite_sessions_init (iface);
  sol_storage_sqlite_attempts_init (iface);
}

static void
uploads_init (SolUploadsInterface *iface)
{
  sol_storage_sqlite_uploads_init (iface);
  sol_storage_sqlite_sent_init (iface);
}

static void
personal_init (SolPersonalInterface *iface)
{
  sol_storage_sqlite_personal_init (iface);
  sol_storage_sqlite_leaving_init (iface);
}

G_DEFINE_FINAL_TYPE_WITH_CODE (
    SolStorageSqlite,
    sol_storage_sqlite,
    G_TYPE_OBJECT,
    G_IMPLEMENT_INTERFACE (SOL_TYPE_STORAGE, storage_init) G_IMPLEMENT_INTERFACE (SOL_TYPE_ACCESS,
                                                                                  access_init)
        G_IMPLEMENT_INTERFACE (SOL_TYPE_ACCOUNTS,
                               accounts_init) G_IMPLEMENT_INTERFACE (SOL_TYPE_UPLOADS, uploads_init)
            G_IMPLEMENT_INTERFACE (SOL_TYPE_PERSONAL, personal_init)
                G_IMPLEMENT_INTERFACE (SOL_TYPE_IDENTITIES, sol_storage_sqlite_identities_init)
                    G_IMPLEMENT_INTERFACE (SOL_TYPE_CLAIMS, sol_storage_sqlite_claims_init)
                        G_IMPLEMENT_INTERFACE (SOL_TYPE_WORDS, sol_storage_sqlite_words_init)
                            G_IMPLEMENT_INTERFACE (SOL_TYPE_LOOKS, sol_storage_sqlite_looks_init)
                                G_IMPLEMENT_INTERFACE (SOL_TYPE_REFUSALS,
                                                       sol_storage_sqlite_refusals_init))

static void
sol_storage_sqlite_finalize (GObject *object)
{
  SolStorageSqlite *self = SOL_STORAGE_SQLITE (object);

  g_ptr_array_unref (self->readers);
  g_clear_pointer (&self->writer, sol_sqlite_close);
  g_clear_pointer (&self->sequence, sol_sequence_close);
  if (self->lock >= 0)
    close (self->lock);
  g_mutex_clear (&self->writing);
  g_mutex_clear (&self->pooling);
  g_free (self->path);
  g_free (self->feed);

  G_OBJECT_CLASS (sol_storage_sqlite_parent_class)->finalize (object);
}

static void
sol_storage_sqlite_class_init (SolStorageSqliteClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sol_storage_sqlite_finalize;
}

static void
sol_storage_sqlite_init (SolStorageSqlite *self)
{
  self->lock = -1;
  self->readers = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_sqlite_close);
  g_mutex_init (&self->writing);
  g_mutex_init (&self->pooling);
}

/* A connection that reads; give it back. Each thread that reads at the same time has its own. */
SolSqlite *
sol_storage_sqlite_take_reader (SolStorageSqlite *self, GError **error)
{
  SolSqlite *reader = NULL;

  g_mutex_lock (&self->pooling);
  if (self->readers->len > 0)
    reader = g_ptr_array_steal_index_fast (self->readers, self->readers->len - 1);
  g_mutex_unlock (&self->pooling);
  return reader != NULL ? reader : sol_sqlite_open (self->path, FALSE, error);
}

void
sol_storage_sqlite_give_reader (SolStorageSqlite *self, SolSqlite *reader)
{
  sol_sqlite_reset (reader);
  g_mutex_lock (&self->pooling);
  g_ptr_array_add (self->readers, reader);
  g_mutex_unlock (&self->pooling);
}

static gboolean
take_lock (SolStorageSqlite *self, GError **error)
{
  g_autofree char *path = g_strconcat (self->path, ".lock", NULL);

  self->lock = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (self->lock < 0)
    {
      g_set_error (error, SOL_STORAGE_ERROR, SOL_STORAGE_ERROR_FAILED, "%s: %s", path,
                   g_strerror (errno));
      return FALSE;
    }
  if (flock (self->lock, LOCK_EX | LOCK_NB) == 0)
    return TRUE;
  g_set_error (error, SOL_STORAGE_ERROR, SOL_STORAGE_ERROR_LOCKED,
               "%s is in use by another process of this server; only one can serve a SQLite "
               "database. Stop the other one, or use PostgreSQL for several",
               self->path);
  return FALSE;
}

static char *
make_key (void)
{
  guint8 bytes[KEY_SIZE];
  GString *text = g_string_new (NULL);

  sol_random_fill (bytes, sizeof bytes);
  for (guint i = 0; i < sizeof bytes; i++)
    g_string_append_printf (text, "%02x", bytes[i]);
  return g_string_free (text, FALSE);
}

static gboolean
make_key_once (SolStorageSqlite *self, GError **error)
{
  g_autofree char *key = sol_storage_sqlite_read_meta (self->writer, "cursor-key", NULL);
  g_autofree char *made = key == NULL ? make_key () : NULL;

  return made == NULL || sol_storage_sqlite_write_meta (self->writer, "cursor-key", made, error);
}

/* What was ended since the copy was made goes on in it: sessions that somebody else had, codes that
 * were used. Nobody knows which, so that all end. */
static gboolean
begin_feed (SolSqlite *writer, gpointer feed, GError **error)
{
  return sol_storage_sqlite_write_meta (writer, "feed", feed, error) &&
         sol_sqlite_execute (writer, "DELETE FROM code", error, "") &&
         sol_sqlite_execute (writer, "DELETE FROM invitation WHERE used_by IS NULL", error, "") &&
         sol_sqlite_execute (writer, "DELETE FROM workshop_code", error, "") &&
         sol_storage_sqlite_end_every_session (writer, error);
}

static gint64
read_number (SolStorageSqlite *self, const char *name)
{
  g_autofree char *text = sol_storage_sqlite_read_meta (self->writer, name, NULL);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
}

/* A new feed is begun when there is none, or when this database lacks what was written. */
static gboolean
settle_feed (SolStorageSqlite *self, gboolean restored, GError **error)
{
  gint64 seq = sol_storage_sqlite_get_seq (self->writer, error);

  if (seq < 0 || !make_key_once (self, error))
    return FALSE;
  self->feed = sol_storage_sqlite_read_meta (self->writer, "feed", NULL);
  self->n_writes = read_number (self, SOL_META_WRITES);
  if (self->feed == NULL || restored ||
      !sol_sequence_fits (self->sequence, self->feed, seq, self->n_writes))
    {
      if (self->feed != NULL)
        g_message ("The database was put back from a backup: clients will read it anew, and "
                   "everybody signs in again");
      g_free (self->feed);
      self->feed = sol_uuid_new ();
      if (!sol_storage_sqlite_write (self, begin_feed, self->feed, error))
        return FALSE;
    }
  return sol_sequence_write (self->sequence, self->feed, seq, self->n_writes, error);
}

/* Two links to one database are one: its lock and what else stands beside it are found by either.
 */
static char *
resolve (const char *path)
{
  char *real = realpath (path, NULL);
  char *copy = g_strdup (real != NULL ? real : path);

  free (real);
  return copy;
}

/**
 * sol_storage_sqlite_open:
 * @path: the database, made when it is not there. Beside it are kept `.lock`, `.seq`,
 *   `-wal` and the folder `.blobs`
 * @restored: the administrator says that it was put back from a backup
 *
 * Returns: (transfer full) (nullable): the storage, which this process alone may use
 */
SolStorage *
sol_storage_sqlite_open (const char *path, gboolean restored, GError **error)
{
  g_autoptr (SolStorageSqlite) self = g_object_new (SOL_TYPE_STORAGE_SQLITE, NULL);

  self->path = resolve (path);
  if (!take_lock (self, error))
    return NULL;
  self->writer = sol_sqlite_open (self->path, TRUE, error);
  if (self->writer == NULL || !sol_sqlite_migrate (self->writer, error))
    return NULL;
  self->sequence = sol_sequence_open (self->path, error);
  if (self->sequence == NULL || !settle_feed (self, restored, error) ||
      !sol_storage_sqlite_place_words (self, error))
    return NULL;
  return SOL_STORAGE (g_steal_pointer (&self));
}
