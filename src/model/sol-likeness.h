/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Why two structures may be one. */
#define SOL_LIKENESS_SIRET "siret" /* one SIRET, one kind */
#define SOL_LIKENESS_SIREN "siren" /* one enterprise, commune and near names */
#define SOL_LIKENESS_NAME "name"   /* near names in one commune */
#define SOL_LIKENESS_PHONE "phone"
#define SOL_LIKENESS_EMAIL "email"
#define SOL_LIKENESS_WEBSITE "website"

#define SOL_LIKENESS_SAME 100 /* what sol_likeness_compare() gives one SIRET and kind */

/**
 * SolLikenessSide:
 *
 * What a structure is compared by, as its record of the catalogue has it; each may be %NULL.
 */
typedef struct
{
  const char *name;
  const char *brand;
  const char *kind;
  const char *siret;
  const char *commune;
  const char *phone;
  const char *email;
  const char *website;
} SolLikenessSide;

GStrv sol_likeness_list_keys (const SolLikenessSide *side);
guint
sol_likeness_compare (const SolLikenessSide *one, const SolLikenessSide *other, GStrv *reasons);

G_END_DECLS
