/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sol-index-stream-private.h"

#include "model/sol-change.h"
#include "model/sol-executor.h"
#include "model/sol-record-registry.h"
#include "store/sol-index-rows-private.h"

#define MAX_WAITING 1 /* batch */

/**
 * SolIndexStream:
 *
 * Gathers the search index of a first sync while its rows are written, on a thread of its own: read
 * from the database afterwards, it would take as long again.
 */
struct _SolIndexStream
{
  SolSegmentBuilder *builder; /* its thread's, until the end */
  SolLane *thread;
  gint64 n_pushed;
  gboolean complete; /* nothing came too late for what was gathered before it */

  GMutex mutex;
  GCond taken;
  guint n_waiting;
};

typedef struct
{
  GPtrArray *changes;
  gint64 first_key;
} Batch;

static void
batch_free (Batch *batch)
{
  g_ptr_array_unref (batch->changes);
  g_free (batch);
}

static void
add_batch (SolIndexStream *self, const Batch *batch)
{
  for (guint i = 0; i < batch->changes->len; i++)
    {
      const SolChange *change = g_ptr_array_index (batch->changes, i);

      /* A document that the index cannot read stays in the store, for a program that can. */
      if (sol_index_holds (change->type))
        sol_segment_builder_add (self->builder, batch->first_key + i, change->doc,
                                 change->doc_length);
    }
}

static void
take_batch (gpointer data, gpointer user_data)
{
  SolIndexStream *self = user_data;

  add_batch (self, data);
  batch_free (data);
  g_mutex_lock (&self->mutex);
  self->n_waiting--;
  g_cond_signal (&self->taken);
  g_mutex_unlock (&self->mutex);
}

SolIndexStream *
sol_index_stream_new (void)
{
  SolIndexStream *self = g_new0 (SolIndexStream, 1);

  g_mutex_init (&self->mutex);
  g_cond_init (&self->taken);
  self->complete = TRUE;
  self->builder = sol_segment_builder_new ();
  self->thread = sol_lane_new (1, take_batch, self);
  return self;
}

void
sol_index_stream_free (SolIndexStream *self)
{
  sol_lane_free (self->thread);
  g_clear_pointer (&self->builder, sol_segment_builder_free);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->taken);
  g_free (self);
}

/* Names of networks and labels are searched in the structures that bear them. */
static gboolean
has_something_to_learn (GPtrArray *changes)
{
  for (guint i = 0; i < changes->len; i++)
    if (sol_record_registry_learns (((const SolChange *) g_ptr_array_index (changes, i))->type))
      return TRUE;

  return FALSE;
}

/**
 * sol_index_stream_push: (skip)
 * @changes: (element-type SolChange): puts, which are written; not changed any more
 * @first_key: the row of the first, the others follow
 *
 * Waits while one batch waits: the memory is bounded, whoever is slower.
 */
void
sol_index_stream_push (SolIndexStream *self, GPtrArray *changes, gint64 first_key)
{
  Batch *batch = g_new (Batch, 1);

  *batch = (Batch){ g_ptr_array_ref (changes), first_key };
  g_mutex_lock (&self->mutex);
  while (self->n_waiting >= MAX_WAITING)
    sol_lane_wait (self->thread, &self->taken, &self->mutex);
  self->n_waiting++;
  g_mutex_unlock (&self->mutex);

  self->complete = self->complete && (self->n_pushed == 0 || !has_something_to_learn (changes));
  self->n_pushed += changes->len;
  sol_lane_push (self->thread, batch);
}

/* Whether what was gathered is what @n_records rows say. Of the thread that pushes. */
gboolean
sol_index_stream_is_complete (SolIndexStream *self, gint64 n_records)
{
  return self->complete && self->n_pushed == n_records;
}

/**
 * sol_index_stream_end: (skip)
 *
 * Waits for what was pushed.
 *
 * Returns: (transfer full): with all of it
 */
SolSegmentBuilder *
sol_index_stream_end (SolIndexStream *self)
{
  g_mutex_lock (&self->mutex);
  while (self->n_waiting > 0)
    sol_lane_wait (self->thread, &self->taken, &self->mutex);
  g_mutex_unlock (&self->mutex);

  return g_steal_pointer (&self->builder);
}
