/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-look-guard.h"

#include <string.h>

#include "model/sol-random.h"

#define KEY_BYTES 32
#define MAX_SUMS \
  100000 /* some 5 MB; then it forgets all of them: the rate of the route holds yet */

struct _SolLookGuard
{
  guint8 key[KEY_BYTES];
  GMutex lock;
  GHashTable *sums; /* (element-type gint64) a set */
};

SolLookGuard *
sol_look_guard_new (void)
{
  SolLookGuard *self = g_new0 (SolLookGuard, 1);

  sol_random_fill (self->key, sizeof self->key);
  g_mutex_init (&self->lock);
  self->sums = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return self;
}

/* (transfer full): the account, else the address, with the structure and the day */
static gint64 *
make_sum (const SolLookGuard *self,
          const char *account,
          const SolAddress *address,
          const SolLook *look)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;
  gint64 *sum = g_new0 (gint64, 1);

  g_checksum_update (checksum, self->key, sizeof self->key);
  if (account != NULL)
    g_checksum_update (checksum, (const guint8 *) account, -1);
  else
    g_checksum_update (checksum, (const guint8 *) address, sizeof *address);
  g_checksum_update (checksum, (const guint8 *) look->day, -1);
  g_checksum_update (checksum, (const guint8 *) look->supplier, -1);
  g_checksum_get_digest (checksum, digest, &length);
  memcpy (sum, digest, sizeof *sum);
  return sum;
}

/**
 * sol_look_guard_leave_out:
 * @account: (nullable): who looked; %NULL: whoever is at @address
 * @looks: (element-type SolLook): those that were counted go out of it
 */
void
sol_look_guard_leave_out (SolLookGuard *self,
                          const char *account,
                          const SolAddress *address,
                          GPtrArray *looks)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  for (guint i = looks->len; i-- > 0;)
    {
      g_autofree gint64 *sum = make_sum (self, account, address, looks->pdata[i]);

      if (g_hash_table_contains (self->sums, sum))
        g_ptr_array_remove_index (looks, i);
    }
}

/* These are counted now. */
void
sol_look_guard_note (SolLookGuard *self,
                     const char *account,
                     const SolAddress *address,
                     GPtrArray *looks)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (g_hash_table_size (self->sums) + looks->len > MAX_SUMS)
    g_hash_table_remove_all (self->sums);
  for (guint i = 0; i < looks->len; i++)
    g_hash_table_add (self->sums, make_sum (self, account, address, looks->pdata[i]));
}

void
sol_look_guard_free (SolLookGuard *self)
{
  g_hash_table_unref (self->sums);
  g_mutex_clear (&self->lock);
  g_free (self);
}
