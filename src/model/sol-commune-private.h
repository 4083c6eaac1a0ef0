/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-commune.h"

G_BEGIN_DECLS

/* A name or a code that stands for a commune of today: one it took in, one of its
 * arrondissements, the code it had before. */
typedef struct
{
  const char *code;
  const char *name;
  const SolCommune *commune;
} SolFormerCommune;

/* A postcode of a commune. Postcodes and communes are many to many. */
typedef struct
{
  guint postcode;
  guint commune; /* its place in sol_commune_get_all() */
} SolPostcode;

/* A name of a commune; those alike are chained by their number in the list. */
typedef struct
{
  const SolCommune *commune;
  gboolean former;
  guint next; /* number + 1 of another one written the same; 0 at the end */
} SolCommuneName;

/* What a place is found by. */
typedef struct
{
  SolCommuneName *names;
  GHashTable *by_name; /* folded name -> number + 1 of the first name */
  GStringChunk *keys;
  GString *text; /* all folded names, " l isle sur la sorgue\n", the most peopled first */
  guint *starts; /* where each begins in it, and where the last ends */
  guint *order;  /* the communes in that order */
  guint *ranks;  /* commune -> its place in that order */
  guint n_communes;
} SolCommuneNames;

const SolFormerCommune *sol_commune_get_former (guint *n_former);
const SolPostcode *sol_commune_get_postcodes (guint first, guint end, guint *n_postcodes);
guint sol_postcode_parse (const char *postcode);

const SolCommuneNames *sol_commune_names_get (void);
void sol_commune_append_words (GString *out, const char *text, gboolean typing);

G_END_DECLS
