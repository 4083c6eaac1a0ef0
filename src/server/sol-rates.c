/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-rates.h"

#include <string.h>

#include "model/sol-random.h"

#define MAX_ENTRIES                                                            \
  65536 /* some 5 MB: whoever has more addresses than that is not held by this \
         */

/* Without a hole: it is hashed and compared as bytes. */
typedef struct
{
  SolAddress address;
  SolRate rate;
} Key;

/* One figure tells all of a bucket that is full at first and fills evenly: when it is full again.
 */
typedef struct
{
  Key key;
  gint64 full_at; /* µs */
} Entry;

struct _SolRates
{
  GMutex lock;
  GHashTable *entries; /* (element-type Entry) a set */
};

/* A seed that nobody can know: addresses are chosen by those they belong to. */
static guint
hash_key (gconstpointer entry)
{
  static guint64 seed;
  const guint32 *words = entry;
  guint64 hash;

  if (g_once_init_enter (&seed))
    {
      guint64 drawn;

      sol_random_fill (&drawn, sizeof drawn);
      g_once_init_leave (&seed, drawn | 1);
    }
  hash = seed;
  for (guint i = 0; i < sizeof (Key) / sizeof (guint32); i++)
    {
      hash = (hash ^ words[i]) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
      hash ^= hash >> 29;
    }
  return (guint) (hash >> 32);
}

static gboolean
keys_are_equal (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (Key)) == 0;
}

SolRates *
sol_rates_new (void)
{
  SolRates *self = g_new0 (SolRates, 1);

  g_mutex_init (&self->lock);
  self->entries = g_hash_table_new_full (hash_key, keys_are_equal, g_free, NULL);
  return self;
}

void
sol_rates_free (SolRates *self)
{
  g_hash_table_unref (self->entries);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static gboolean
is_full (gpointer entry, gpointer unused, gpointer now)
{
  return ((Entry *) entry)->full_at <= *(gint64 *) now;
}

/* A full bucket is as good as none. When most of them are in use all are forgotten: a bound on the
 * memory that costs little time is worth more than to the letter what a crowd may ask. */
static void
make_room (SolRates *self, gint64 now)
{
  if (g_hash_table_size (self->entries) < MAX_ENTRIES)
    return;
  g_hash_table_foreach_remove (self->entries, is_full, &now);
  if (g_hash_table_size (self->entries) > MAX_ENTRIES / 2)
    g_hash_table_remove_all (self->entries);
}

static Entry *
find_entry (SolRates *self, const Key *key, gint64 now)
{
  Entry *entry = g_hash_table_lookup (self->entries, key);

  if (entry != NULL)
    return entry;
  make_room (self, now);
  entry = g_new0 (Entry, 1);
  entry->key = *key;
  g_hash_table_add (self->entries, entry);
  return entry;
}

/**
 * sol_rates_take:
 * @now: µs, of the monotonic clock
 *
 * Counts a request. Routes of one rate share it: an address has so many in all. After a pause as
 * many come through at once, then they are let through evenly.
 *
 * Returns: 0, or the seconds after which the next one is let through
 */
guint
sol_rates_take (SolRates *self, const SolRate *rate, const SolAddress *address, gint64 now)
{
  Key key = { *address, *rate };
  g_autoptr (GMutexLocker) locker = NULL;
  gint64 interval, wait;
  Entry *entry;

  if (rate->count == 0)
    return 0;
  interval = (gint64) rate->seconds * G_USEC_PER_SEC / rate->count;
  locker = g_mutex_locker_new (&self->lock);
  entry = find_entry (self, &key, now);
  entry->full_at = MAX (entry->full_at, now);
  wait = entry->full_at - now - interval * (rate->count - 1);
  if (wait > 0)
    return (guint) ((wait + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
  entry->full_at += interval;
  return 0;
}
