/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-random.h"

#include <string.h>

guint64
sim_random_next (SimRandom *self)
{
  guint64 z = (self->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

/* 0 to @n - 1 */
guint
sim_random_pick (SimRandom *self, guint n)
{
  return n > 1 ? (guint) ((sim_random_next (self) >> 32) % n) : 0;
}

void
sim_random_fill (SimRandom *self, gpointer buffer, gsize size)
{
  guint8 *at = buffer;

  for (guint64 word = 0; size > 0; at++, size--, word >>= 8)
    {
      if ((gsize) (at - (guint8 *) buffer) % sizeof word == 0)
        word = sim_random_next (self);
      *at = (guint8) word;
    }
}

guint64
sim_hash (guint64 hash, gconstpointer data, gsize size)
{
  const guint8 *at = data;

  for (gsize i = 0; i < size; i++)
    hash = (hash ^ at[i]) * G_GUINT64_CONSTANT (0x100000001b3);
  return hash;
}

guint64
sim_hash_text (guint64 hash, const char *text)
{
  return sim_hash (hash, text, strlen (text) + 1);
}
