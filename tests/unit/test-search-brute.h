/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "search/sol-catalogue.h"

/* The catalogue read record by record, with json-glib and no index: what the index is held to. */

#define PICK(list) ((list)[g_test_rand_int_range (0, G_N_ELEMENTS (list))])

static inline gboolean
one_in (int n)
{
  return g_test_rand_int_range (0, n) == 0;
}

typedef struct
{
  char *sector;
  char *group;
  char *reach;
  gint64 radius;
  GPtrArray *modes;
  GPtrArray *zones;
} BruteActivity;

typedef struct
{
  gint64 key;
  GHashTable *name_words;
  GHashTable *words; /* of the name and elsewhere */
  GPtrArray *values[SOL_N_FACETS];
  GPtrArray *activities;
  char *siret;
  char *sort_key;
  char *commune;
  char *department;
  char *region;
  char *epci;
  char *updated;
  gint64 score;
  double lat;
  double lon;
} BruteDocument;

typedef struct
{
  const BruteDocument *document;
  gboolean in_name;
  double distance;
} BruteHit;

char *brute_make_supplier (void);
BruteDocument *brute_read (gint64 key, JsonObject *object);
void brute_free (BruteDocument *self);

GArray *brute_search (GPtrArray *documents, const SolQuery *query, guint *n_without_place);
guint brute_count (GPtrArray *documents, const SolQuery *query, SolFacet facet, const char *code);
