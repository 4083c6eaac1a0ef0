/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SOL_CENSUS_COMPLETE_POINTS 70 /* of 100: from there on a listing counts as complete */

/**
 * SolCensusStage:
 * @SOL_CENSUS_CENSUSED: it is known, by the catalogue or the census
 * @SOL_CENSUS_CLAIMED: its people have begun its listing
 * @SOL_CENSUS_COMPLETE: it has %SOL_CENSUS_COMPLETE_POINTS or more
 * @SOL_CENSUS_ADMITTED: buyers see it
 *
 * How far a structure came. Who came further went through all that is before.
 */
typedef enum
{
  SOL_CENSUS_CENSUSED,
  SOL_CENSUS_CLAIMED,
  SOL_CENSUS_COMPLETE,
  SOL_CENSUS_ADMITTED,
  SOL_CENSUS_N_STAGES
} SolCensusStage;

typedef enum
{
  SOL_CENSUS_BY_DEPARTMENT,
  SOL_CENSUS_BY_NETWORK,
  SOL_CENSUS_N_BYS
} SolCensusBy;

/**
 * SolCensusCount:
 * @code: of the department or network; "unknown" where nobody said
 * @n: how many came at least so far
 */
typedef struct
{
  char *code;
  guint n[SOL_CENSUS_N_STAGES];
} SolCensusCount;

/**
 * SolCensusTally:
 *
 * How many structures there are and how far they came, in all, by department and by network: who is
 * in two networks counts in both. Any thread, one at a time.
 */
typedef struct _SolCensusTally SolCensusTally;

SolCensusTally *sol_census_tally_new (void);
void sol_census_tally_free (SolCensusTally *self);

void sol_census_tally_add_catalogue (SolCensusTally *self, guint n);
void
sol_census_tally_add_catalogue_by (SolCensusTally *self, SolCensusBy by, const char *code, guint n);
void sol_census_tally_add (SolCensusTally *self,
                           const char *department,
                           const char *const *networks,
                           SolCensusStage stage,
                           gboolean in_catalogue);

const guint *sol_census_tally_get_all (SolCensusTally *self);
GPtrArray *sol_census_tally_list (SolCensusTally *self, SolCensusBy by);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolCensusTally, sol_census_tally_free)

G_END_DECLS
