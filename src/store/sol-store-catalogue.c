/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sol-store-catalogue-private.h"

#include <glib/gstdio.h>

#include "store/sol-index-rows-private.h"
#include "store/sol-store-error.h"
#include "store/sol-store-files-private.h"
#include "store/sol-store-private.h"
#include "store/sol-store-records-private.h"

#define MIN_DELTA 1000  /* rows under which the base is left alone */
#define DELTA_PERCENT 2 /* of the base, likewise */
#define MAX_DELTA 20000 /* rows; more of them wait for the new base */
#define CHEAP_US 20000  /* a delta made so fast is made after every write */
#define DELTA_SHARE 3   /* of the writer's time, three parts write and one keeps the delta */

struct _SolStoreCatalogue
{
  char *path;    /* of the index file */
  char *db_path; /* of the cache */
  gboolean writable;
  void (*poke) (gpointer owner);
  gpointer owner; /* the SolStore */
  char *store_id; /* of the cache and the table of its suppliers */
  GThreadPool *searches;
  GThreadPool *builders;
  GCancellable *closing;
  GMainContext *context;
  int poke_queued; /* atomic: a timer is set */

  GMutex mutex; /* over all that follows */
  GCond ready;  /* @current is there, or the store closes */
  SolSegment *base;
  gint64 base_seq;
  SolCatalogue *current; /* (nullable): until the first base is built */
  gboolean rebuilding;
  gboolean closed;
  gboolean bulk; /* a big sync: one rebuild at its end */
  gboolean new_base;
  guint n_rebuilds;

  gint64 delta_seq;  /* writer's thread: what @current holds */
  gint64 rest_until; /* writer's thread: monotonic µs */
};

typedef struct
{
  GTask *task;
  SolSearchFunc func;
} Work;

static void rebuild (gpointer data, gpointer user_data);

static void
run_work (gpointer data, gpointer user_data)
{
  Work *work = data;

  work->func (user_data, work->task);
  g_object_unref (work->task);
  g_free (work);
}

/**
 * sol_store_catalogue_new:
 * @writable: the index file may be written
 * @owner: the #SolStore
 * @context: where its timers run
 * @poke: has the writing lane call sol_store_catalogue_refresh() soon; called on any thread
 */
SolStoreCatalogue *
sol_store_catalogue_new (const char *folder,
                         gboolean writable,
                         void (*poke) (gpointer owner),
                         gpointer owner,
                         GMainContext *context)
{
  SolStoreCatalogue *self = g_new0 (SolStoreCatalogue, 1);

  self->path = g_build_filename (folder, SOL_STORE_INDEX_FILE, NULL);
  self->db_path = g_build_filename (folder, SOL_STORE_CACHE_FILE, NULL);
  self->writable = writable;
  self->poke = poke;
  self->owner = owner;
  self->context = g_main_context_ref (context);
  self->closing = g_cancellable_new ();
  self->delta_seq = -1;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->ready);
  self->searches = g_thread_pool_new (run_work, self, 1, FALSE, NULL);
  self->builders = g_thread_pool_new (rebuild, self, 1, FALSE, NULL);
  return self;
}

/**
 * sol_store_catalogue_close:
 *
 * Waits for the two threads. A search that waited for an index answers as cancelled.
 */
void
sol_store_catalogue_close (SolStoreCatalogue *self)
{
  g_cancellable_cancel (self->closing);
  g_mutex_lock (&self->mutex);
  self->closed = TRUE;
  g_cond_broadcast (&self->ready);
  g_mutex_unlock (&self->mutex);

  if (self->builders != NULL)
    g_thread_pool_free (g_steal_pointer (&self->builders), FALSE, TRUE);
  if (self->searches != NULL)
    g_thread_pool_free (g_steal_pointer (&self->searches), FALSE, TRUE);
}

void
sol_store_catalogue_free (SolStoreCatalogue *self)
{
  g_clear_pointer (&self->current, sol_catalogue_unref);
  g_clear_pointer (&self->base, sol_segment_unref);
  g_object_unref (self->closing);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->ready);
  g_free (self->store_id);
  g_free (self->db_path);
  g_free (self->path);
  g_free (self);
}

static void
start_rebuild (SolStoreCatalogue *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (self->rebuilding || self->closed)
    return;

  self->rebuilding = TRUE;
  g_thread_pool_push (self->builders, self, NULL);
}

static SolSegment *
ref_base (SolStoreCatalogue *self, gint64 *base_seq)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  *base_seq = self->base_seq;
  self->new_base = FALSE;
  return sol_segment_ref (self->base);
}

static void
take_current (SolStoreCatalogue *self, SolCatalogue *owned_catalogue)
{
  g_autoptr (SolCatalogue) old = NULL;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  old = g_steal_pointer (&self->current);
  self->current = owned_catalogue;
  g_cond_broadcast (&self->ready);
}

static gboolean
refresh (SolStoreCatalogue *self, SolDatabase *db, gint64 seq, GError **error)
{
  gint64 base_seq;
  g_autoptr (SolSegment) base = ref_base (self, &base_seq);
  gint64 limit = MAX (MIN_DELTA, sol_segment_get_n_documents (base) * DELTA_PERCENT / 100);
  gint64 n = sol_index_count_delta (db, base_seq, MAX_DELTA, error);
  SolCatalogue *catalogue;

  if (n < 0)
    return FALSE;
  if (n > limit)
    start_rebuild (self);
  if (n > MAX_DELTA)
    return FALSE;

  catalogue = sol_index_build_catalogue (db, base, base_seq, error);
  if (catalogue == NULL)
    return FALSE;

  take_current (self, catalogue);
  self->delta_seq = seq;
  return TRUE;
}

static gboolean
poke_late (gpointer owner)
{
  SolStoreCatalogue *self = sol_store_get_catalogue (owner);

  self->poke (owner);
  return G_SOURCE_REMOVE;
}

/* Keeping the delta costs more the longer it is: in a burst of writes it takes its share of the
 * time and no more, and follows when the burst is over. */
static gboolean
must_rest (SolStoreCatalogue *self)
{
  gint64 left = self->rest_until - g_get_monotonic_time ();
  g_autoptr (GSource) source = NULL;

  if (left <= 0)
    return FALSE;
  if (!g_atomic_int_compare_and_exchange (&self->poke_queued, FALSE, TRUE))
    return TRUE;

  source = g_timeout_source_new ((guint) (left / 1000 + 1));
  g_source_set_callback (source, poke_late, g_object_ref (self->owner), g_object_unref);
  g_source_attach (source, self->context);
  return TRUE;
}

/**
 * sol_store_catalogue_refresh:
 * @db: the writing connection, between transactions
 *
 * Brings the index up to what is committed. On the thread of the writing lane.
 *
 * Returns: %TRUE when a search now finds something else
 */
gboolean
sol_store_catalogue_refresh (SolStoreCatalogue *self, SolDatabase *db)
{
  g_autoptr (GError) error = NULL;
  gint64 seq = sol_index_get_local_seq (db, &error);
  gint64 start = g_get_monotonic_time ();
  gint64 cost;
  gboolean new_base;
  gboolean changed;

  g_mutex_lock (&self->mutex);
  new_base = self->new_base;
  g_mutex_unlock (&self->mutex);
  if (sol_store_catalogue_is_bulk (self) || (seq == self->delta_seq && !new_base) ||
      (!new_base && must_rest (self)))
    return FALSE;

  changed = error == NULL && refresh (self, db, seq, &error);
  if (error != NULL)
    g_warning ("Search index could not follow: %s", error->message);

  cost = g_get_monotonic_time () - start;
  self->rest_until = cost > CHEAP_US ? start + (DELTA_SHARE + 1) * cost : 0;
  g_atomic_int_set (&self->poke_queued, FALSE);
  return changed;
}

/* A builder gives its segment once: to the file, or to the memory. */
static SolSegment *
finish_base (SolStoreCatalogue *self,
             SolSegmentBuilder *builder,
             gint64 seq,
             gboolean in_file,
             GError **error)
{
  if (g_cancellable_set_error_if_cancelled (self->closing, error))
    return NULL;
  if (!in_file)
    return sol_segment_builder_finish (builder, error);
  if (!sol_segment_builder_write (builder, self->path, self->store_id, seq, self->closing, error))
    return NULL;

  return sol_segment_open (self->path, self->store_id, error);
}

/* One read transaction: the rows and the number that says how far they go are of one moment. */
static SolSegment *
build_base (SolStoreCatalogue *self, SolDatabase *db, gint64 *seq, gboolean in_file, GError **error)
{
  g_autoptr (SolSegmentBuilder) builder = sol_segment_builder_new ();
  gboolean read;

  if (!sol_database_run (db, "BEGIN", error))
    return NULL;

  *seq = sol_index_get_local_seq (db, error);
  read = *seq >= 0 && sol_index_add_rows (db, builder, 0, NULL, self->closing, error) >= 0;
  sol_database_rollback (db);
  return read ? finish_base (self, builder, *seq, in_file, error) : NULL;
}

static void
take_base (SolStoreCatalogue *self, SolSegment *owned_base, gint64 seq)
{
  g_autoptr (SolSegment) old = NULL;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->rebuilding = FALSE;
  if (owned_base == NULL)
    return;

  old = g_steal_pointer (&self->base);
  self->base = owned_base;
  self->base_seq = seq;
  self->new_base = TRUE;
  self->n_rebuilds++;
}

/* On the builder's thread. */
static void
rebuild (gpointer data, gpointer user_data)
{
  SolStoreCatalogue *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SolDatabase) db = sol_database_open (self->db_path, FALSE, &error);
  SolSegment *base = NULL;
  gint64 seq = 0;

  if (db != NULL)
    base = build_base (self, db, &seq, self->writable, &error);
  if (db != NULL && base == NULL && self->writable &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      /* A full disk, say: the memory holds what the file would. */
      g_message ("%s is kept in memory: %s", self->path, error->message);
      g_clear_error (&error);
      base = build_base (self, db, &seq, FALSE, &error);
    }
  take_base (self, base, seq);
  if (base == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_warning ("Search index could not be built: %s", error->message);
      return;
    }

  if (self->writable)
    self->poke (self->owner);
  else
    sol_store_catalogue_refresh (self, db);
}

/* A file that is missing, short, damaged, of another store or of another table is rebuilt: it
 * holds nothing that the database does not. */
static gboolean
open_base (SolStoreCatalogue *self, gint64 seq, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (SolSegmentBuilder) empty = NULL;

  self->base = sol_segment_open (self->path, self->store_id, &cause);
  if (self->base != NULL && sol_segment_get_base_seq (self->base) <= seq)
    {
      self->base_seq = sol_segment_get_base_seq (self->base);
      return TRUE;
    }

  if (cause != NULL && g_file_test (self->path, G_FILE_TEST_EXISTS))
    g_message ("%s is rebuilt: %s", self->path, cause->message);
  g_clear_pointer (&self->base, sol_segment_unref);
  empty = sol_segment_builder_new ();
  self->base = sol_segment_builder_finish (empty, error);
  return self->base != NULL;
}

/**
 * sol_store_catalogue_open:
 * @db: (transfer none): a connection of the thread that opens the store
 *
 * Opens the file and lays the delta over it. Without a sound file a small catalogue is wholly
 * delta; a bigger one is built in the background, and searches wait for it.
 */
gboolean
sol_store_catalogue_open (SolStoreCatalogue *self, SolDatabase *db, GError **error)
{
  gint64 seq = sol_index_get_local_seq (db, error);

  self->store_id = seq >= 0 ? sol_index_read_store_id (db, error) : NULL;
  if (self->store_id == NULL || !sol_store_learn (db, error) || !open_base (self, seq, error))
    return FALSE;

  self->new_base = TRUE;
  sol_store_catalogue_refresh (self, db);
  sol_database_release_statements (db);
  return TRUE;
}

/**
 * sol_store_catalogue_begin_bulk:
 *
 * From now on searches keep to what they know. On any thread.
 */
void
sol_store_catalogue_begin_bulk (SolStoreCatalogue *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->bulk = TRUE;
}

/**
 * sol_store_catalogue_end_bulk:
 *
 * The refresh after the commit sees all that was written, and has a new base built when it is
 * much.
 */
void
sol_store_catalogue_end_bulk (SolStoreCatalogue *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->bulk = FALSE;
  self->new_base = TRUE;
}

gboolean
sol_store_catalogue_is_bulk (SolStoreCatalogue *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->bulk;
}

/* For tests: all that was committed can be searched, and no base is being built. */
gboolean
sol_store_catalogue_is_settled (SolStoreCatalogue *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return !g_atomic_int_get (&self->poke_queued) && !self->rebuilding && !self->new_base;
}

/* For tests: bases built since the store was opened. */
guint
sol_store_catalogue_get_n_rebuilds (SolStoreCatalogue *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->n_rebuilds;
}

/**
 * sol_store_catalogue_wait:
 *
 * On the search thread.
 *
 * Returns: (transfer full) (nullable): the newest catalogue; %NULL when the store closes
 */
SolCatalogue *
sol_store_catalogue_wait (SolStoreCatalogue *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  while (self->current == NULL && !self->closed)
    g_cond_wait (&self->ready, &self->mutex);

  return self->current != NULL ? sol_catalogue_ref (self->current) : NULL;
}

/**
 * sol_store_catalogue_push:
 * @task: (transfer full): answered by @func, on the one thread that searches
 */
void
sol_store_catalogue_push (SolStoreCatalogue *self, GTask *task, SolSearchFunc func)
{
  Work *work;

  if (self->searches == NULL)
    {
      g_task_return_new_error (task, SOL_STORE_ERROR, SOL_STORE_ERROR_CLOSED, "Store is closed");
      g_object_unref (task);
      return;
    }

  work = g_new0 (Work, 1);
  work->task = task;
  work->func = func;
  g_thread_pool_push (self->searches, work, NULL);
}
