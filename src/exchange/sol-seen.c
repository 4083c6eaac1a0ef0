/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sol-seen.h"

#include <string.h>

#define FIRST_SIZE 1024 /* places, a power of two */

struct _SolSeen
{
  guint64 *prints; /* 0: nobody's place */
  guint32 *lines;
  gsize size;
  gsize n;
};

static void
allocate (SolSeen *self, gsize size)
{
  self->prints = g_new0 (guint64, size);
  self->lines = g_new0 (guint32, size);
  self->size = size;
  self->n = 0;
}

SolSeen *
sol_seen_new (void)
{
  SolSeen *self = g_new0 (SolSeen, 1);

  allocate (self, FIRST_SIZE);
  return self;
}

void
sol_seen_free (SolSeen *self)
{
  g_free (self->prints);
  g_free (self->lines);
  g_free (self);
}

/* FNV-1a with a last mixing, since its high bits alone are weak. */
static guint64
make_print (const char *key)
{
  guint64 print = G_GUINT64_CONSTANT (14695981039346656037);

  for (const guchar *at = (const guchar *) key; *at != '\0'; at++)
    print = (print ^ *at) * G_GUINT64_CONSTANT (1099511628211);
  print ^= print >> 33;
  print *= G_GUINT64_CONSTANT (0xff51afd7ed558ccd);
  print ^= print >> 33;
  return print == 0 ? 1 : print;
}

static gsize
find_slot (SolSeen *self, guint64 print)
{
  gsize slot = print & (self->size - 1);

  while (self->prints[slot] != 0 && self->prints[slot] != print)
    slot = (slot + 1) & (self->size - 1);
  return slot;
}

static void
put (SolSeen *self, guint64 print, guint32 line)
{
  gsize slot = find_slot (self, print);

  if (self->prints[slot] == 0)
    self->n++;
  self->prints[slot] = print;
  self->lines[slot] = line;
}

static void
grow (SolSeen *self)
{
  g_autofree guint64 *prints = self->prints;
  g_autofree guint32 *lines = self->lines;
  gsize size = self->size;

  allocate (self, size * 2);
  for (gsize i = 0; i < size; i++)
    if (prints[i] != 0)
      put (self, prints[i], lines[i]);
}

/**
 * sol_seen_set:
 *
 * Keeps @line for @key, whether it was there or not.
 */
void
sol_seen_set (SolSeen *self, const char *key, guint line)
{
  if ((self->n + 1) * 5 > self->size * 4)
    grow (self);
  put (self, make_print (key), line);
}

/**
 * sol_seen_find:
 *
 * Returns: the line of @key; 0 when it was not seen
 */
guint
sol_seen_find (SolSeen *self, const char *key)
{
  gsize slot = find_slot (self, make_print (key));

  return self->prints[slot] == 0 ? 0 : self->lines[slot];
}

/**
 * sol_seen_add:
 *
 * Returns: 0 when @key is new and now kept with @line; else the line that it was first seen on
 */
guint
sol_seen_add (SolSeen *self, const char *key, guint line)
{
  guint first = sol_seen_find (self, key);

  if (first == 0)
    sol_seen_set (self, key, line);
  return first;
}
