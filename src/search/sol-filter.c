/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "model/sol-commune.h"
#include "search/sol-catalogue-private.h"
#include "search/sol-owners-private.h"

guint
sol_facet_get_family (SolFacet facet)
{
  if (facet == SOL_FACET_SECTOR || facet == SOL_FACET_GROUP)
    return SOL_FAMILY_SECTOR;
  return facet == SOL_FACET_MODE ? SOL_FAMILY_MODE : 0;
}

static gboolean
has_choice (const SolQuery *query, SolFacet facet)
{
  return query->facets[facet] != NULL && query->facets[facet][0] != NULL;
}

/* Returns: which filters on activities are set */
guint
sol_query_get_families (const SolQuery *query)
{
  guint families = query->works_in == NULL ? 0 : SOL_FAMILY_WORKS_IN;

  for (guint facet = 0; facet < SOL_N_FACETS; facet++)
    if (has_choice (query, facet))
      families |= sol_facet_get_family (facet);
  return families;
}

/* Adds what has the value of a facet. */
void
sol_filter_or_code (const SolSpace *space, SolFacet facet, const char *code, SolBits *into)
{
  char term[SOL_TERM_MAX + 1];

  if (g_snprintf (term, sizeof term, "%c%c%s", SOL_TERM_CODE, 'A' + (int) facet, code) <
      (int) sizeof term)
    sol_space_or_term (space, term, into);
}

/* Adds what has any of the codes chosen in a facet. */
static void
or_choice (const SolSpace *space, const SolQuery *query, SolFacet facet, SolBits *into)
{
  for (guint i = 0; query->facets[facet] != NULL && query->facets[facet][i] != NULL; i++)
    sol_filter_or_code (space, facet, query->facets[facet][i], into);
}

/* Returns: (transfer full): what has all the codes chosen in a facet */
static SolBits *
make_demand (const SolSpace *space, const SolQuery *query, SolFacet facet)
{
  SolBits *all = sol_bits_new_full (space->n_units);

  for (guint i = 0; query->facets[facet][i] != NULL; i++)
    {
      g_autoptr (SolBits) one = sol_bits_new (space->n_units);

      sol_filter_or_code (space, facet, query->facets[facet][i], one);
      sol_bits_and (all, one);
    }
  return all;
}

static void
append_choice (GString *key, const SolQuery *query, SolFacet facet)
{
  g_string_append_printf (key, "|%u", facet);
  for (guint i = 0; query->facets[facet] != NULL && query->facets[facet][i] != NULL; i++)
    g_string_append_printf (key, ",%s", query->facets[facet][i]);
}

static char *
make_key (guint part, const char *what, const SolQuery *query, guint families)
{
  GString *key = g_string_new (NULL);

  g_string_printf (key, "%u%s%u", part, what, families);
  if (families & SOL_FAMILY_SECTOR)
    {
      append_choice (key, query, SOL_FACET_GROUP);
      append_choice (key, query, SOL_FACET_SECTOR);
    }
  if (families & SOL_FAMILY_MODE)
    append_choice (key, query, SOL_FACET_MODE);
  if (families & SOL_FAMILY_WORKS_IN)
    g_string_append_printf (key, "|%s|%d", query->works_in, query->without_national);
  return g_string_free (key, FALSE);
}

/* The choices of the families in @space, all of which must hold. */
static SolBits *
make_choices (const SolSpace *space, const SolQuery *query, guint families)
{
  g_autoptr (SolBits) all = NULL;

  if (families & SOL_FAMILY_SECTOR)
    {
      all = sol_bits_new (space->n_units);
      or_choice (space, query, SOL_FACET_GROUP, all);
      or_choice (space, query, SOL_FACET_SECTOR, all);
    }
  if (families & SOL_FAMILY_MODE)
    {
      g_autoptr (SolBits) modes = sol_bits_new (space->n_units);

      or_choice (space, query, SOL_FACET_MODE, modes);
      if (all == NULL)
        return g_steal_pointer (&modes);
      sol_bits_and (all, modes);
    }
  return g_steal_pointer (&all);
}

/**
 * sol_filter_facet:
 *
 * Returns: (transfer full): the documents that the choice in a facet, which is not of activities,
 *   leaves
 */
SolBits *
sol_filter_facet (SolCatalogue *catalogue, guint part, const SolQuery *query, SolFacet facet)
{
  const SolSpace *space = &catalogue->parts[part].segment->spaces[SOL_SPACE_DOCUMENTS];
  g_autofree char *key = NULL;
  GString *text = g_string_new (part == 0 ? "0f" : "1f");
  SolBits *bits;

  append_choice (text, query, facet);
  key = g_string_free (text, FALSE);
  bits = sol_catalogue_get_kept (catalogue, key);
  if (bits != NULL)
    return bits;
  if (sol_facet_is_demand (facet))
    bits = make_demand (space, query, facet);
  else
    {
      bits = sol_bits_new (space->n_units);
      or_choice (space, query, facet, bits);
    }
  sol_catalogue_keep (catalogue, key, bits);
  return bits;
}

/**
 * sol_filter_activities:
 * @families: not none
 *
 * Returns: (transfer full): the activities on which all these filters hold
 */
SolBits *
sol_filter_activities (SolCatalogue *catalogue, guint part, const SolQuery *query, guint families)
{
  SolSegment *segment = catalogue->parts[part].segment;
  g_autofree char *key = make_key (part, "a", query, families);
  SolBits *bits = sol_catalogue_get_kept (catalogue, key);

  if (bits != NULL)
    return bits;
  if (families == SOL_FAMILY_WORKS_IN)
    bits = sol_filter_make_works_in (segment, query);
  else
    bits = make_choices (&segment->spaces[SOL_SPACE_ACTIVITIES], query, families);
  if (families != SOL_FAMILY_WORKS_IN && families & SOL_FAMILY_WORKS_IN)
    {
      g_autoptr (SolBits)
          works = sol_filter_activities (catalogue, part, query, SOL_FAMILY_WORKS_IN);

      sol_bits_and (bits, works);
    }
  sol_catalogue_keep (catalogue, key, bits);
  return bits;
}

/**
 * sol_filter_structures:
 * @families: not none
 *
 * Returns: (transfer full): the documents that have an activity on which all these filters hold.
 *   With a single one the lists of documents tell.
 */
SolBits *
sol_filter_structures (SolCatalogue *catalogue, guint part, const SolQuery *query, guint families)
{
  SolSegment *segment = catalogue->parts[part].segment;
  g_autofree char *key = make_key (part, "s", query, families);
  SolBits *bits = sol_catalogue_get_kept (catalogue, key);

  if (bits != NULL)
    return bits;
  if (families == SOL_FAMILY_SECTOR || families == SOL_FAMILY_MODE)
    bits = make_choices (&segment->spaces[SOL_SPACE_DOCUMENTS], query, families);
  else
    {
      g_autoptr (SolBits) activities = sol_filter_activities (catalogue, part, query, families);

      bits = sol_owners_fold (segment, activities);
    }
  sol_catalogue_keep (catalogue, key, bits);
  return bits;
}

/**
 * sol_filter_near:
 *
 * Returns: (transfer full): the documents seated within the radius of the query
 */
SolBits *
sol_filter_near (SolCatalogue *catalogue, guint part, const SolQuery *query)
{
  const SolSegment *segment = catalogue->parts[part].segment;
  g_autofree char *key = g_strdup_printf ("%un%.7f,%.7f,%.3f", part, query->lat, query->lon,
                                          query->radius_km);
  SolBits *bits = sol_catalogue_get_kept (catalogue, key);
  SolPlane plane;

  if (bits != NULL)
    return bits;
  bits = sol_bits_new (segment->n_documents);
  sol_plane_init (&plane, query->lat, query->lon);
  for (guint32 i = 0; i < segment->n_documents; i++)
    if (sol_plane_is_within (&plane, (double) segment->lats[i], (double) segment->lons[i],
                             query->radius_km))
      sol_bits_set (bits, i);
  sol_catalogue_keep (catalogue, key, bits);
  return bits;
}

/* Returns: (transfer full): the documents without coordinates */
SolBits *
sol_filter_nowhere (SolCatalogue *catalogue, guint part)
{
  const SolSegment *segment = catalogue->parts[part].segment;
  g_autofree char *key = g_strdup_printf ("%u-", part);
  SolBits *bits = sol_catalogue_get_kept (catalogue, key);

  if (bits != NULL)
    return bits;
  bits = sol_bits_new (segment->n_documents);
  for (guint32 i = 0; i < segment->n_documents; i++)
    if (isnan (segment->lats[i]) || isnan (segment->lons[i]))
      sol_bits_set (bits, i);
  sol_catalogue_keep (catalogue, key, bits);
  return bits;
}
