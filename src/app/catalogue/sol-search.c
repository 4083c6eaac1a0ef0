/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-search.h"

#include "model/sol-referential.h"

/**
 * SolSearch:
 *
 * What the catalogue's page asks, and the list that answers: the one object under the search entry,
 * the chips, the facets and the results. Thread: main.
 */
struct _SolSearch
{
  GObject parent_instance;

  SolStore *store;
  SolCatalogueList *list;
  SolQuery *query;
  gboolean answered;
};

enum
{
  CHANGED,
  COUNTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SolSearch, sol_search, G_TYPE_OBJECT)

static void
on_counted (SolSearch *self)
{
  self->answered = TRUE;
  g_signal_emit (self, signals[COUNTED], 0);
}

static void
sol_search_finalize (GObject *object)
{
  SolSearch *self = SOL_SEARCH (object);

  g_clear_object (&self->list);
  g_clear_object (&self->store);
  sol_query_free (self->query);
  G_OBJECT_CLASS (sol_search_parent_class)->finalize (object);
}

static void
sol_search_class_init (SolSearchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sol_search_finalize;

  /**
   * SolSearch::changed:
   *
   * Something else is asked; the answer comes later.
   */
  signals[CHANGED] = g_signal_new ("changed", SOL_TYPE_SEARCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  /**
   * SolSearch::counted:
   *
   * The answer and the counts of all facets are there.
   */
  signals[COUNTED] = g_signal_new ("counted", SOL_TYPE_SEARCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
sol_search_init (SolSearch *self)
{
  self->query = sol_query_new ();
}

SolStore *
sol_search_get_store (SolSearch *self)
{
  return self->store;
}

SolCatalogueList *
sol_search_get_list (SolSearch *self)
{
  return self->list;
}

/**
 * sol_search_get_query:
 *
 * Returns: (transfer none): what is asked now, of which the answer may not be there yet
 */
const SolQuery *
sol_search_get_query (SolSearch *self)
{
  return self->query;
}

/**
 * sol_search_get_answered:
 *
 * Returns: whether a first answer has come, so that "nothing found" would be true
 */
gboolean
sol_search_get_answered (SolSearch *self)
{
  return self->answered;
}

/* Takes the ownership of @query. The first one is asked even when it is the empty one. */
static void
take_query (SolSearch *self, SolQuery *query)
{
  gboolean same = sol_query_equal (self->query, query);

  if (same && sol_catalogue_list_get_query (self->list) != NULL)
    {
      sol_query_free (query);
      return;
    }

  sol_query_free (self->query);
  self->query = query;
  sol_catalogue_list_set_query (self->list, query);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
sol_search_set_query (SolSearch *self, const SolQuery *query)
{
  g_return_if_fail (SOL_IS_SEARCH (self));
  g_return_if_fail (query != NULL);

  take_query (self, sol_query_copy (query));
}

void
sol_search_set_text (SolSearch *self, const char *text)
{
  SolQuery *query = sol_query_copy (self->query);

  sol_query_set_text (query, text != NULL && *text != '\0' ? text : NULL);
  take_query (self, query);
}

void
sol_search_set_sort (SolSearch *self, SolSort sort)
{
  SolQuery *query = sol_query_copy (self->query);

  query->sort = sort;
  take_query (self, query);
}

/* A group stands for all its sectors: a sector chosen beside its group would say nothing. */
static void
drop_sectors_of (SolQuery *query, const char *group)
{
  guint n_sectors = 0;
  const SolCode *sectors = sol_referential_get_codes ("sectors", &n_sectors);

  for (guint i = 0; i < n_sectors; i++)
    if (g_str_equal (sectors[i].parent, group))
      sol_query_remove (query, SOL_FACET_SECTOR, sectors[i].code);
}

/* Leaving one sector out of a chosen group chooses the others by name. */
static void
open_group (SolQuery *query, const char *group)
{
  guint n_sectors = 0;
  const SolCode *sectors = sol_referential_get_codes ("sectors", &n_sectors);

  sol_query_remove (query, SOL_FACET_GROUP, group);
  for (guint i = 0; i < n_sectors; i++)
    if (g_str_equal (sectors[i].parent, group))
      sol_query_add (query, SOL_FACET_SECTOR, sectors[i].code);
}

static void
choose_sector (SolQuery *query, const char *code, gboolean chosen)
{
  const SolCode *sector = sol_referential_find ("sectors", code);
  gboolean whole = sector != NULL && sol_query_has (query, SOL_FACET_GROUP, sector->parent);

  if (whole && !chosen)
    open_group (query, sector->parent);
  if (chosen && !whole)
    sol_query_add (query, SOL_FACET_SECTOR, code);
  else if (!chosen)
    sol_query_remove (query, SOL_FACET_SECTOR, code);
}

/**
 * sol_search_choose:
 * @code: a value of @facet
 * @chosen: whether it is to be among those asked for
 */
void
sol_search_choose (SolSearch *self, SolFacet facet, const char *code, gboolean chosen)
{
  SolQuery *query = sol_query_copy (self->query);

  g_return_if_fail (code != NULL);

  if (facet == SOL_FACET_SECTOR)
    choose_sector (query, code, chosen);
  else if (chosen)
    sol_query_add (query, facet, code);
  else
    sol_query_remove (query, facet, code);
  if (facet == SOL_FACET_GROUP)
    drop_sectors_of (query, code);
  /* "3 or more" and "7 or more" at once would be "3 or more". */
  if (facet == SOL_FACET_PROVEN && chosen)
    {
      sol_query_clear_facet (query, facet);
      sol_query_add (query, facet, code);
    }
  take_query (self, query);
}

/**
 * sol_search_set_near:
 * @near: (nullable): INSEE code of a commune
 * @radius_km: 0: the commune only sorts
 *
 * Distance becomes the order with the first place given, and relevance again without one.
 */
void
sol_search_set_near (SolSearch *self, const char *near, double radius_km)
{
  SolQuery *query = sol_query_copy (self->query);
  gboolean had_point = query->has_point;

  sol_query_set_near (query, near, near != NULL ? radius_km : 0, NULL);
  if (query->has_point && !had_point)
    query->sort = SOL_SORT_DISTANCE;
  else if (!query->has_point && query->sort == SOL_SORT_DISTANCE)
    query->sort = SOL_SORT_RELEVANCE;
  take_query (self, query);
}

/**
 * sol_search_set_works_in:
 * @place: (nullable): as #SolQuery has it, "department:84"
 */
void
sol_search_set_works_in (SolSearch *self, const char *place)
{
  SolQuery *query = sol_query_copy (self->query);

  sol_query_set_works_in (query, place, NULL);
  if (place == NULL)
    query->without_national = FALSE;
  take_query (self, query);
}

/**
 * sol_search_clear_filters:
 *
 * Keeps what was typed.
 */
void
sol_search_clear_filters (SolSearch *self)
{
  SolQuery *query = sol_query_new ();

  sol_query_set_text (query, self->query->text);
  if (self->query->sort != SOL_SORT_DISTANCE)
    query->sort = self->query->sort;
  take_query (self, query);
}

/**
 * sol_search_get_count:
 *
 * Returns: structures that @code of @facet would leave, by the last answer
 */
guint
sol_search_get_count (SolSearch *self, SolFacet facet, const char *code)
{
  const GArray *counts = sol_catalogue_list_get_counts (self->list, facet);

  for (guint i = 0; counts != NULL && i < counts->len; i++)
    {
      const SolFacetCount *count = &g_array_index (counts, SolFacetCount, i);

      if (g_str_equal (count->code, code))
        return count->count;
    }
  return 0;
}

/**
 * sol_search_new:
 * @store: (transfer none): an open store
 *
 * Returns: (transfer full): a search that asks nothing until a query is set
 */
SolSearch *
sol_search_new (SolStore *store)
{
  SolSearch *self = g_object_new (SOL_TYPE_SEARCH, NULL);

  self->store = g_object_ref (store);
  self->list = sol_catalogue_list_new (store);
  g_signal_connect_object (self->list, "counted", G_CALLBACK (on_counted), self, G_CONNECT_SWAPPED);
  return self;
}
