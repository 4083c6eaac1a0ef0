/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Chance that a seed repeats (splitmix64), and the hash of what happened (FNV-1a). */

typedef struct
{
  guint64 state;
} SimRandom;

guint64 sim_random_next (SimRandom *self);
guint sim_random_pick (SimRandom *self, guint n);
void sim_random_fill (SimRandom *self, gpointer buffer, gsize size);

#define SIM_HASH_START G_GUINT64_CONSTANT (0xcbf29ce484222325)

guint64 sim_hash (guint64 hash, gconstpointer data, gsize size);
guint64 sim_hash_text (guint64 hash, const char *text);
