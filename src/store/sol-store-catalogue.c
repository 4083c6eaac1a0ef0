/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sol-store-catalogue-private.h"

#include "model/sol-clock.h"
#include "model/sol-executor.h"
#include "store/sol-index-base-private.h"
#include "store/sol-index-rows-private.h"
#include "store/sol-index-stream-private.h"
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
  SolIndexPlace place;
  char *db_path; /* of the cache */
  gboolean writable;
  void (*poke) (gpointer owner);
  gpointer owner; /* the SolStore */
  SolLane *searches;
  SolLane *builders;
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
  SolIndexStream *ended; /* (nullable): to be made a base */
  gint64 ended_seq;

  SolIndexStream *stream; /* writer's thread: (nullable): of the first sync that is under way */
  gint64 delta_seq;       /* writer's thread: what @current holds */
  gint64 rest_until;      /* writer's thread: monotonic µs */
};

static void run_job (gpointer data, gpointer user_data);

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

  self->place.path = g_build_filename (folder, SOL_STORE_INDEX_FILE, NULL);
  self->db_path = g_build_filename (folder, SOL_STORE_CACHE_FILE, NULL);
  self->writable = writable;
  self->poke = poke;
  self->owner = owner;
  self->context = g_main_context_ref (context);
  self->place.closing = g_cancellable_new ();
  self->delta_seq = -1;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->ready);
  self->searches = sol_lane_new (1, sol_store_search_run, self);
  self->builders = sol_lane_new (1, run_job, self);
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
  g_cancellable_cancel (self->place.closing);
  g_mutex_lock (&self->mutex);
  self->closed = TRUE;
  g_cond_broadcast (&self->ready);
  g_mutex_unlock (&self->mutex);

  g_clear_pointer (&self->builders, sol_lane_free);
  g_clear_pointer (&self->searches, sol_lane_free);
}

void
sol_store_catalogue_free (SolStoreCatalogue *self)
{
  g_clear_pointer (&self->stream, sol_index_stream_free);
  g_clear_pointer (&self->ended, sol_index_stream_free);
  g_clear_pointer (&self->current, sol_catalogue_unref);
  g_clear_pointer (&self->base, sol_segment_unref);
  g_object_unref (self->place.closing);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->ready);
  g_free (self->place.store_id);
  g_free (self->db_path);
  g_free (self->place.path);
  g_free (self);
}

static void
set_bulk (SolStoreCatalogue *self, gboolean bulk)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->bulk = bulk;
  self->new_base = self->new_base || !bulk;
}

static void
start_rebuild (SolStoreCatalogue *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (self->rebuilding || self->closed)
    return;

  /* A search waits for it rather than say that there is nothing. */
  if (self->current != NULL && sol_catalogue_get_n_documents (self->current) == 0)
    g_clear_pointer (&self->current, sol_catalogue_unref);
  self->rebuilding = TRUE;
  sol_lane_push (self->builders, self);
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

/* The rows cannot be read. Searches find what is known without them rather than wait for ever; a
 * damaged cache is made anew when the store is next opened. */
static void
give_up (SolStoreCatalogue *self, const GError *error)
{
  g_autofree char *folder = g_path_get_dirname (self->db_path);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (self->writable && g_error_matches (error, SOL_STORE_ERROR, SOL_STORE_ERROR_CORRUPT))
    sol_store_files_mark_damaged (&sol_store_layout_server, folder);
  if (self->current != NULL || self->rebuilding)
    return;

  self->current = sol_catalogue_new (self->base, NULL, NULL, 0);
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
  gint64 left = self->rest_until - sol_clock_monotonic ();
  g_autoptr (GSource) source = NULL;

  if (left <= 0)
    return FALSE;
  if (!g_atomic_int_compare_and_exchange (&self->poke_queued, FALSE, TRUE))
    return TRUE;

  source = sol_clock_start_timeout (self->context, (guint) (left / 1000 + 1), poke_late,
                                    g_object_ref (self->owner), g_object_unref);
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
  gint64 start = sol_clock_monotonic ();
  gint64 cost;
  gboolean new_base;
  gboolean bulk;
  gboolean changed;

  g_mutex_lock (&self->mutex);
  new_base = self->new_base;
  bulk = self->bulk;
  g_mutex_unlock (&self->mutex);
  if (bulk || (seq == self->delta_seq && !new_base) || (!new_base && must_rest (self)))
    return FALSE;

  changed = error == NULL && refresh (self, db, seq, &error);
  if (error != NULL)
    {
      g_warning ("Search index could not follow: %s", error->message);
      give_up (self, error);
    }

  cost = sol_clock_monotonic () - start;
  self->rest_until = cost > CHEAP_US ? start + (DELTA_SHARE + 1) * cost : 0;
  g_atomic_int_set (&self->poke_queued, FALSE);
  return changed;
}

static void
take_base (SolStoreCatalogue *self, SolSegment *owned_base, gint64 seq)
{
  g_autoptr (SolSegment) old = NULL;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->rebuilding = self->ended != NULL;
  if (self->rebuilding)
    sol_lane_push (self->builders, self);
  if (owned_base == NULL)
    return;

  old = g_steal_pointer (&self->base);
  self->base = owned_base;
  self->base_seq = seq;
  self->new_base = TRUE;
  self->n_rebuilds++;
}

/* Returns: (transfer full) (nullable): of a first sync that has ended */
static SolIndexStream *
take_ended (SolStoreCatalogue *self, gint64 *seq)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  *seq = self->ended_seq;
  return g_steal_pointer (&self->ended);
}

static SolSegment *
build_from_stream (SolStoreCatalogue *self, SolIndexStream *stream, gint64 seq)
{
  g_autoptr (SolSegmentBuilder) builder = sol_index_stream_end (stream);

  return sol_index_base_finish (&self->place, builder, TRUE, seq, NULL);
}

static void
rebuild (SolStoreCatalogue *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SolDatabase) db = sol_database_open (self->db_path, FALSE, &error);
  gint64 seq;
  g_autoptr (SolIndexStream) stream = take_ended (self, &seq);
  SolSegment *base = stream != NULL ? build_from_stream (self, stream, seq) : NULL;

  if (base == NULL && db != NULL)
    base = sol_index_base_build (&self->place, db, self->writable, &seq, &error);
  take_base (self, base, seq);
  if (stream != NULL)
    set_bulk (self, FALSE);
  if (base == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_warning ("Search index could not be built: %s", error->message);
      give_up (self, error);
    }
  if (base != NULL && self->writable)
    self->poke (self->owner);
  else if (base != NULL)
    sol_store_catalogue_refresh (self, db);
}

/* A file too big to be summed up while the store opens is gone through afterwards. From a damaged
 * one on it is as if there had been none: searches wait for the new base. */
static void
check (SolStoreCatalogue *self, SolSegment *owned_base)
{
  g_autoptr (SolSegment) base = owned_base;
  g_autoptr (SolSegment) empty = sol_index_base_check (&self->place, base, self->writable);

  if (empty == NULL)
    return;

  g_mutex_lock (&self->mutex);
  sol_segment_unref (self->base);
  self->base = g_steal_pointer (&empty);
  self->base_seq = 0;
  g_mutex_unlock (&self->mutex);
  take_current (self, NULL);
  start_rebuild (self);
}

/* On the builder's thread. @data: (transfer full): a base to check, or the catalogue: to rebuild */
static void
run_job (gpointer data, gpointer user_data)
{
  if (data == user_data)
    rebuild (user_data);
  else
    check (user_data, data);
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

  self->place.store_id = seq >= 0 ? sol_index_read_store_id (db, error) : NULL;
  if (self->place.store_id == NULL || !sol_store_learn (db, error))
    return FALSE;

  self->base = sol_index_base_open (&self->place, seq, self->writable, error);
  if (self->base == NULL)
    return FALSE;

  self->base_seq = sol_segment_get_base_seq (self->base);
  self->new_base = TRUE;
  sol_lane_push (self->builders, sol_segment_ref (self->base));
  sol_store_catalogue_refresh (self, db);
  sol_database_release_statements (db);
  return TRUE;
}

/**
 * sol_store_catalogue_begin_bulk:
 * @empty: the store holds no record, so that the index can be gathered from what is written
 *
 * A snapshot begins, or goes on: from now on searches keep to what they know. On the thread of the
 * writing lane, as the two that follow.
 */
void
sol_store_catalogue_begin_bulk (SolStoreCatalogue *self, gboolean empty)
{
  g_clear_pointer (&self->stream, sol_index_stream_free);
  if (empty)
    self->stream = sol_index_stream_new ();
  set_bulk (self, TRUE);
}

/**
 * sol_store_catalogue_add_bulk:
 * @changes: (element-type SolChange): puts of the snapshot
 * @first_key: the row of the first; the others follow
 */
void
sol_store_catalogue_add_bulk (SolStoreCatalogue *self, GPtrArray *changes, gint64 first_key)
{
  if (self->stream != NULL)
    sol_index_stream_push (self->stream, changes, first_key);
}

/**
 * sol_store_catalogue_end_bulk:
 * @n_records: what the store now holds
 * @seq: what was written up to
 *
 * The snapshot is written whole. What was gathered becomes the base, in the background; if nothing
 * was, or not these rows, the refresh after the commit has them read again.
 */
void
sol_store_catalogue_end_bulk (SolStoreCatalogue *self, gint64 n_records, gint64 seq)
{
  g_autoptr (SolIndexStream) stream = g_steal_pointer (&self->stream);

  if (stream == NULL || !sol_index_stream_is_complete (stream, n_records))
    {
      set_bulk (self, FALSE);
      return;
    }

  g_mutex_lock (&self->mutex);
  self->ended_seq = seq;
  self->ended = g_steal_pointer (&stream);
  g_mutex_unlock (&self->mutex);
  start_rebuild (self);
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
    sol_lane_wait (self->builders, &self->ready, &self->mutex);

  return self->current != NULL ? sol_catalogue_ref (self->current) : NULL;
}

/**
 * sol_store_catalogue_push:
 * @work: (transfer full): for sol_store_search_run() on the one thread that searches
 *
 * Returns: %FALSE when the store is closed, and @work is not taken
 */
gboolean
sol_store_catalogue_push (SolStoreCatalogue *self, gpointer work)
{
  if (self->searches == NULL)
    return FALSE;

  sol_lane_push (self->searches, work);
  return TRUE;
}
