/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-index.h"

#include <string.h>

#include "model/sol-record-registry.h"

#define MIN_DELTA 1000 /* records changed, from which the base may be made anew */
#define DELTA_SHARE 50 /* … and one in so many of them */
#define READ_AT_ONCE 500

struct _SolIndex
{
  SolStorage *storage;
  GMutex refreshing; /* one at a time; @base and @base_seq */
  SolSegment *base;  /* (nullable) */
  gint64 base_seq;

  GMutex lock; /* what follows */
  SolCatalogue *catalogue;
  gint64 seq; /* all changes up to that place are in @catalogue */
};

/**
 * sol_index_new:
 *
 * Empty until sol_index_refresh().
 */
SolIndex *
sol_index_new (SolStorage *storage)
{
  SolIndex *self = g_new0 (SolIndex, 1);

  self->storage = g_object_ref (storage);
  g_mutex_init (&self->refreshing);
  g_mutex_init (&self->lock);
  self->seq = -1;
  return self;
}

void
sol_index_free (SolIndex *self)
{
  g_clear_pointer (&self->catalogue, sol_catalogue_unref);
  g_clear_pointer (&self->base, sol_segment_unref);
  g_mutex_clear (&self->refreshing);
  g_mutex_clear (&self->lock);
  g_object_unref (self->storage);
  g_free (self);
}

typedef struct
{
  SolSegmentBuilder *builder;
  GArray *dead; /* (element-type gint64): keys that the base may hold and that changed */
  gint64 seq;
  guint n_read;
} Reading;

static gboolean
take_record (const SolStored *record, gpointer data)
{
  Reading *self = data;

  self->n_read++;
  self->seq = MAX (self->seq, record->seq);
  if (record->doc != NULL && g_str_equal (record->scope, SOL_SCOPE_PUBLIC))
    sol_record_registry_learn (record->type, record->doc);
  if (!g_str_equal (record->type, "supplier"))
    return TRUE;
  if (self->dead != NULL)
    g_array_append_val (self->dead, record->key);
  if (record->doc != NULL && g_str_equal (record->scope, SOL_SCOPE_PUBLIC) &&
      !sol_segment_builder_add (self->builder, record->key, record->doc, strlen (record->doc)))
    g_warning ("The record %s cannot be searched", record->id);
  return TRUE;
}

static void
publish (SolIndex *self, SolCatalogue *owned_catalogue, gint64 seq)
{
  g_autoptr (SolCatalogue) old = NULL;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  old = g_steal_pointer (&self->catalogue);
  self->catalogue = owned_catalogue;
  self->seq = seq;
}

static gboolean
build_base (SolIndex *self, GError **error)
{
  g_autoptr (SolSegmentBuilder) builder = sol_segment_builder_new ();
  Reading reading = { .builder = builder };
  g_autoptr (SolSegment) base = NULL;
  gint64 seq;

  if (!sol_storage_read_all (self->storage, SOL_SCOPE_PUBLIC, &seq, take_record, &reading, error))
    return FALSE;
  base = sol_segment_builder_finish (builder, error);
  if (base == NULL)
    return FALSE;
  g_clear_pointer (&self->base, sol_segment_unref);
  self->base = sol_segment_ref (base);
  self->base_seq = seq;
  publish (self, sol_catalogue_new (base, NULL, NULL, 0), seq);
  return TRUE;
}

/* All scopes: a record that is public no more leaves the base too. */
static gboolean
read_changes (SolIndex *self, Reading *reading, GError **error)
{
  for (;;)
    {
      SolStoragePage page = { .since = reading->seq, .limit = READ_AT_ONCE };
      guint before = reading->n_read;

      if (!sol_storage_read_page (self->storage, &page, take_record, reading, error))
        return FALSE;
      if (reading->n_read - before < READ_AT_ONCE)
        return TRUE;
    }
}

static gboolean
build_delta (SolIndex *self, GError **error)
{
  g_autoptr (SolSegmentBuilder) builder = sol_segment_builder_new ();
  g_autoptr (GArray) dead = g_array_new (FALSE, FALSE, sizeof (gint64));
  Reading reading = { .builder = builder, .dead = dead, .seq = self->base_seq };
  g_autoptr (SolSegment) delta = NULL;

  if (!read_changes (self, &reading, error))
    return FALSE;
  if (dead->len > MAX (MIN_DELTA, sol_segment_get_n_documents (self->base) / DELTA_SHARE))
    return build_base (self, error);
  delta = sol_segment_builder_finish (builder, error);
  if (delta == NULL)
    return FALSE;
  publish (self,
           sol_catalogue_new (self->base, delta, (const gint64 *) (gpointer) dead->data, dead->len),
           reading.seq);
  return TRUE;
}

/* Takes in what changed. Blocks; any thread. */
gboolean
sol_index_refresh (SolIndex *self, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->refreshing);
  gint64 seq;

  if (self->base == NULL)
    return build_base (self, error);
  seq = sol_storage_get_last_seq (self->storage, NULL, NULL, error);
  if (seq < 0)
    return FALSE;
  return seq == self->seq || build_delta (self, error);
}

/**
 * sol_index_get_catalogue:
 * @seq: (out) (optional): the state of the feed that it shows
 *
 * Returns: (transfer full): what is searched at present
 */
SolCatalogue *
sol_index_get_catalogue (SolIndex *self, gint64 *seq)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (seq != NULL)
    *seq = self->seq;
  return sol_catalogue_ref (self->catalogue);
}
