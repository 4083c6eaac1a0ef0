/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-filter.h"

#include <glib/gi18n.h>

#include "model/sol-commune.h"
#include "model/sol-referential.h"

void
sol_filter_free (SolFilter *self)
{
  g_free (self->title);
  g_free (self->loosen);
  sol_query_free (self->query);
  g_free (self);
}

/* Takes the ownership of all it gets. */
static void
add_filter (GPtrArray *filters, char *title, char *loosen, gboolean widens, SolQuery *query)
{
  SolFilter *filter = g_new0 (SolFilter, 1);

  filter->title = title;
  filter->loosen = loosen;
  filter->widens = widens;
  filter->query = query;
  g_ptr_array_add (filters, filter);
}

/* French has short names of kinds beside the official ones, which are long; English has not. */
static char *
make_kind_label (const char *code)
{
  const SolCode *kind = sol_referential_find ("kinds", code);
  const char *label = sol_referential_label ("kinds", code);

  if (kind != NULL && *kind->note != '\0' && g_str_equal (label, kind->label_fr))
    label = kind->note;
  return g_strdup (label);
}

/* "7:2": criterion 7 at level 2 or more. */
static char *
make_criterion_label (const char *code)
{
  g_auto (GStrv) parts = g_strsplit (code, ":", 2);
  g_autofree char *level = NULL;

  if (g_strv_length (parts) != 2)
    return g_strdup (code);
  level = g_utf8_strdown (sol_referential_label ("levels", parts[1]), -1);
  /* Translators: the number of a criterion and the level asked of it, "Criterion 7, practised" */
  return g_strdup_printf (_ ("Criterion %s, %s"), parts[0], level);
}

static char *
make_mark_label (const char *code)
{
  g_autofree char *mark = NULL;

  if (g_str_equal (code, "none"))
    return g_strdup (_ ("Neither of them"));
  mark = g_ascii_strup (code, -1);
  return g_strdup (sol_referential_label ("marks", mark));
}

/**
 * sol_filter_value_label:
 * @code: a value of @facet, or %SOL_FACET_UNKNOWN
 *
 * Returns: (transfer full): what the user reads
 */
char *
sol_filter_value_label (SolFacet facet, const char *code)
{
  if (g_str_equal (code, SOL_FACET_UNKNOWN))
    return g_strdup (_ ("Not provided"));

  switch (facet)
    {
    case SOL_FACET_KIND:
      return make_kind_label (code);
    case SOL_FACET_CRITERION:
      return make_criterion_label (code);
    case SOL_FACET_MARK:
      return make_mark_label (code);
    case SOL_FACET_REFERENCES:
      return g_strdup (_ ("With references"));
    case SOL_FACET_PROVEN:
      /* Translators: so many of the nine criteria are proven */
      return g_strdup_printf (_ ("%s or more proven"), code);
    case SOL_FACET_DEPARTMENT:
      return g_strdup_printf ("%s (%s)", sol_referential_label ("departments", code), code);
    default:
      return g_strdup (sol_referential_label (sol_facet_get_list (facet), code));
    }
}

/* "Not provided" alone does not say what: its chip does. */
static char *
make_unknown_title (SolFacet facet)
{
  static const char *const titles[SOL_N_FACETS] = {
    [SOL_FACET_GROUP] = N_ ("Activity not provided"),
    [SOL_FACET_SECTOR] = N_ ("Activity not provided"),
    [SOL_FACET_MODE] = N_ ("Way of buying not provided"),
    [SOL_FACET_KIND] = N_ ("Kind not provided"),
    [SOL_FACET_DEPARTMENT] = N_ ("Département not provided"),
    [SOL_FACET_REGION] = N_ ("Région not provided"),
    [SOL_FACET_LABEL] = N_ ("Labels not provided"),
    [SOL_FACET_NETWORK] = N_ ("Networks not provided"),
    [SOL_FACET_MARK] = N_ ("Territory not provided"),
    [SOL_FACET_LEGAL_FORM] = N_ ("Legal form not provided"),
    [SOL_FACET_TURNOVER] = N_ ("Turnover not provided"),
    [SOL_FACET_STAFF] = N_ ("Staff not provided"),
    [SOL_FACET_REFERENCES] = N_ ("References not provided"),
    [SOL_FACET_ENVIRONMENT] = N_ ("Environment not provided"),
    [SOL_FACET_CRITERION] = N_ ("Practices not provided"),
    [SOL_FACET_PROVEN] = N_ ("Practices not provided"),
  };

  return g_strdup (_ (titles[facet]));
}

static char *
make_chip_title (SolFacet facet, const char *code)
{
  if (g_str_equal (code, SOL_FACET_UNKNOWN))
    return make_unknown_title (facet);
  /* The code of a kind is what buyers say, and short. */
  if (facet == SOL_FACET_KIND)
    return g_strdup (code);
  return sol_filter_value_label (facet, code);
}

/**
 * sol_filter_near_label:
 * @near: INSEE code of a commune or "LAT,LON"
 *
 * Returns: (transfer full): "Avignon (84)"
 */
char *
sol_filter_near_label (const char *near)
{
  const SolCommune *commune = sol_commune_find (near);

  if (commune == NULL)
    return g_strdup (near);
  return g_strdup_printf ("%s (%s)", commune->name, commune->department);
}

/**
 * sol_filter_place_label:
 * @place: a place as #SolQuery has it, "department:84"
 *
 * Returns: (transfer full): its name
 */
char *
sol_filter_place_label (const char *place)
{
  g_auto (GStrv) parts = g_strsplit (place, ":", 2);

  if (g_strv_length (parts) != 2)
    return g_strdup (place);
  if (g_str_equal (parts[0], "commune"))
    return sol_filter_near_label (parts[1]);
  if (g_str_equal (parts[0], "department"))
    return sol_filter_value_label (SOL_FACET_DEPARTMENT, parts[1]);
  if (g_str_equal (parts[0], "region"))
    return g_strdup (sol_referential_label ("regions", parts[1]));
  return g_strdup (sol_referential_label ("epcis", parts[1]));
}

/**
 * sol_filter_next_radius:
 *
 * Returns: the next of the radii on offer, in kilometres; 0 beyond the last: any distance
 */
double
sol_filter_next_radius (double radius_km)
{
  static const double radii[] = { 5, 10, 20, 30, 50, 100, 200 };

  for (guint i = 0; i < G_N_ELEMENTS (radii); i++)
    if (radii[i] > radius_km)
      return radii[i];
  return 0;
}

static char *
make_near_title (const SolQuery *query)
{
  const SolCommune *commune = sol_commune_find (query->near_label);
  const char *name = commune != NULL ? commune->name : query->near_label;

  if (query->radius_km <= 0)
    /* Translators: results are sorted by their distance to this commune */
    return g_strdup_printf (_ ("Around %s"), name);
  /* Translators: seated within so many kilometres of a commune, "Avignon, within 50 km" */
  return g_strdup_printf (_ ("%s, within %.0f km"), name, query->radius_km);
}

static void
add_near (GPtrArray *filters, const SolQuery *query, gboolean widen)
{
  SolQuery *without = sol_query_copy (query);
  double next = sol_filter_next_radius (query->radius_km);

  if (widen && next > 0)
    {
      sol_query_set_near (without, query->near_label, next, NULL);
      add_filter (filters, make_near_title (query), g_strdup_printf (_ ("Go up to %.0f km"), next),
                  TRUE, without);
      return;
    }

  if (widen)
    {
      sol_query_set_near (without, query->near_label, 0, NULL);
      add_filter (filters, make_near_title (query), g_strdup (_ ("At any distance")), TRUE,
                  without);
      return;
    }

  sol_query_set_near (without, NULL, 0, NULL);
  if (without->sort == SOL_SORT_DISTANCE)
    without->sort = SOL_SORT_RELEVANCE;
  add_filter (filters, make_near_title (query), NULL, FALSE, without);
}

static void
add_works_in (GPtrArray *filters, const SolQuery *query)
{
  SolQuery *without = sol_query_copy (query);
  g_autofree char *place = sol_filter_place_label (query->works_in);

  sol_query_set_works_in (without, NULL, NULL);
  without->without_national = FALSE;
  /* Translators: a filter: the structure works in this place, wherever it is seated */
  add_filter (filters, g_strdup_printf (_ ("Works in: %s"), place),
              g_strdup_printf (_ ("Wherever it works, not %s only"), place), FALSE, without);
}

static void
add_without_national (GPtrArray *filters, const SolQuery *query)
{
  SolQuery *without = sol_query_copy (query);

  without->without_national = FALSE;
  add_filter (filters, g_strdup (_ ("Not the whole country")),
              g_strdup (_ ("With those that work in the whole country")), TRUE, without);
}

static void
add_facet (GPtrArray *filters, const SolQuery *query, SolFacet facet)
{
  for (guint i = 0; query->facets[facet] != NULL && query->facets[facet][i] != NULL; i++)
    {
      const char *code = query->facets[facet][i];
      SolQuery *without = sol_query_copy (query);
      char *title = make_chip_title (facet, code);

      sol_query_remove (without, facet, code);
      add_filter (filters, title, g_strdup_printf (_ ("Remove “%s”"), title), FALSE, without);
    }
}

/* Values that are alternatives: only without all of them is there more. */
static void
add_whole_facet (GPtrArray *filters, const SolQuery *query, SolFacet facet)
{
  g_autoptr (GString) names = g_string_new (NULL);
  SolQuery *without = sol_query_copy (query);

  for (guint i = 0; query->facets[facet][i] != NULL; i++)
    {
      g_autofree char *title = make_chip_title (facet, query->facets[facet][i]);

      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", title);
    }
  sol_query_clear_facet (without, facet);
  if (facet == SOL_FACET_GROUP)
    sol_query_clear_facet (without, SOL_FACET_SECTOR);
  add_filter (filters, g_strdup (names->str), g_strdup_printf (_ ("Remove “%s”"), names->str),
              FALSE, without);
}

/**
 * sol_filter_list:
 *
 * Returns: (transfer full) (element-type SolFilter): the filters of @query, one a chip, each with
 *   the query without it; the text is not one
 */
GPtrArray *
sol_filter_list (const SolQuery *query)
{
  GPtrArray *filters = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_filter_free);

  add_facet (filters, query, SOL_FACET_GROUP);
  add_facet (filters, query, SOL_FACET_SECTOR);
  if (query->near_label != NULL)
    add_near (filters, query, FALSE);
  if (query->works_in != NULL)
    add_works_in (filters, query);
  if (query->works_in != NULL && query->without_national)
    add_without_national (filters, query);
  for (guint facet = SOL_FACET_MODE; facet < SOL_N_FACETS; facet++)
    add_facet (filters, query, facet);
  return filters;
}

static gboolean
has_facet (const SolQuery *query, SolFacet facet)
{
  return query->facets[facet] != NULL && query->facets[facet][0] != NULL;
}

/**
 * sol_filter_list_loosenings:
 *
 * Returns: (transfer full) (element-type SolFilter): the single steps that would find more: one
 *   filter dropped or wider, or the words dropped
 */
GPtrArray *
sol_filter_list_loosenings (const SolQuery *query)
{
  GPtrArray *filters = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_filter_free);

  if (query->near_label != NULL && query->radius_km > 0)
    add_near (filters, query, TRUE);
  if (query->works_in != NULL)
    add_works_in (filters, query);
  if (query->works_in != NULL && query->without_national)
    add_without_national (filters, query);
  /* Sector and group are one filter. */
  if (has_facet (query, SOL_FACET_GROUP))
    add_whole_facet (filters, query, SOL_FACET_GROUP);
  else if (has_facet (query, SOL_FACET_SECTOR))
    add_whole_facet (filters, query, SOL_FACET_SECTOR);
  for (guint facet = SOL_FACET_MODE; facet < SOL_N_FACETS; facet++)
    if (sol_facet_is_demand (facet))
      add_facet (filters, query, facet);
    else if (has_facet (query, facet))
      add_whole_facet (filters, query, facet);
  if (query->text != NULL && *query->text != '\0' && filters->len > 0)
    {
      SolQuery *without = sol_query_copy (query);

      sol_query_set_text (without, NULL);
      add_filter (filters, g_strdup (query->text),
                  g_strdup_printf (_ ("Without the words “%s”"), query->text), FALSE, without);
    }
  return filters;
}
