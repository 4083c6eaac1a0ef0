/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-census-tally.h"

#include "model/sol-query.h"

struct _SolCensusTally
{
  guint all[SOL_CENSUS_N_STAGES];
  GHashTable *counts[SOL_CENSUS_N_BYS]; /* code -> SolCensusCount, which owns it */
};

static void
count_free (gpointer data)
{
  SolCensusCount *self = data;

  g_free (self->code);
  g_free (self);
}

SolCensusTally *
sol_census_tally_new (void)
{
  SolCensusTally *self = g_new0 (SolCensusTally, 1);

  for (guint i = 0; i < SOL_CENSUS_N_BYS; i++)
    self->counts[i] = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, count_free);
  return self;
}

void
sol_census_tally_free (SolCensusTally *self)
{
  for (guint i = 0; i < SOL_CENSUS_N_BYS; i++)
    g_hash_table_unref (self->counts[i]);
  g_free (self);
}

/* @code: (nullable): nobody said */
static SolCensusCount *
get_count (SolCensusTally *self, SolCensusBy by, const char *code)
{
  const char *known = code != NULL && *code != '\0' ? code : SOL_FACET_UNKNOWN;
  SolCensusCount *count = g_hash_table_lookup (self->counts[by], known);

  if (count == NULL)
    {
      count = g_new0 (SolCensusCount, 1);
      count->code = g_strdup (known);
      g_hash_table_insert (self->counts[by], count->code, count);
    }
  return count;
}

/* @n: structures of the catalogue */
void
sol_census_tally_add_catalogue (SolCensusTally *self, guint n)
{
  self->all[SOL_CENSUS_CENSUSED] += n;
}

/**
 * sol_census_tally_add_catalogue_by:
 * @n: how many structures of the catalogue are there
 */
void
sol_census_tally_add_catalogue_by (SolCensusTally *self, SolCensusBy by, const char *code, guint n)
{
  get_count (self, by, code)->n[SOL_CENSUS_CENSUSED] += n;
}

static void
add_to (guint *n, SolCensusStage stage, gboolean in_catalogue)
{
  for (guint i = in_catalogue ? SOL_CENSUS_CLAIMED : SOL_CENSUS_CENSUSED; i <= stage; i++)
    n[i]++;
}

/**
 * sol_census_tally_add:
 * @department: (nullable): where it is seated
 * @networks: (nullable): that it is in
 * @stage: how far it came
 * @in_catalogue: it is one of those of the catalogue, which were counted as known
 *
 * Counts one structure.
 */
void
sol_census_tally_add (SolCensusTally *self,
                      const char *department,
                      const char *const *networks,
                      SolCensusStage stage,
                      gboolean in_catalogue)
{
  add_to (self->all, stage, in_catalogue);
  add_to (get_count (self, SOL_CENSUS_BY_DEPARTMENT, department)->n, stage, in_catalogue);
  if (networks == NULL || networks[0] == NULL)
    add_to (get_count (self, SOL_CENSUS_BY_NETWORK, NULL)->n, stage, in_catalogue);
  for (guint i = 0; networks != NULL && networks[i] != NULL; i++)
    add_to (get_count (self, SOL_CENSUS_BY_NETWORK, networks[i])->n, stage, in_catalogue);
}

/* Returns: (transfer none): by #SolCensusStage, all together */
const guint *
sol_census_tally_get_all (SolCensusTally *self)
{
  return self->all;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const SolCensusCount *first = *(SolCensusCount *const *) a;
  const SolCensusCount *second = *(SolCensusCount *const *) b;
  const gboolean unknown = g_str_equal (first->code, SOL_FACET_UNKNOWN);

  if (unknown != g_str_equal (second->code, SOL_FACET_UNKNOWN))
    return unknown ? 1 : -1;
  for (guint i = 0; i < SOL_CENSUS_N_STAGES; i++)
    if (first->n[i] != second->n[i])
      return first->n[i] > second->n[i] ? -1 : 1;
  return g_strcmp0 (first->code, second->code);
}

/**
 * sol_census_tally_list:
 *
 * Returns: (transfer container) (element-type SolCensusCount): the largest first, those of whom
 *   nobody said it last; they live as long as @self
 */
GPtrArray *
sol_census_tally_list (SolCensusTally *self, SolCensusBy by)
{
  GPtrArray *list = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer count;

  g_hash_table_iter_init (&iter, self->counts[by]);
  while (g_hash_table_iter_next (&iter, NULL, &count))
    g_ptr_array_add (list, count);
  g_ptr_array_sort (list, compare);
  return list;
}
