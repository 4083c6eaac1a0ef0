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

const SolFormerCommune *sol_commune_get_former (guint *n_former);
const SolPostcode *sol_commune_get_postcodes (guint first, guint end, guint *n_postcodes);
guint sol_postcode_parse (const char *postcode);

G_END_DECLS
