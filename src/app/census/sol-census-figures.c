/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/census/sol-census-figures.h"

#include "model/sol-query.h"
#include "store/sol-catalogue-list.h"
#include "store/sol-live-list.h"
#include "store/sol-outbox.h"
#include "store/sol-shown-record.h"
#include "store/sol-store-content.h"

/**
 * SolCensusFigures:
 *
 * How many structures of his departments a moderator knows of, and how far they came. All of it is
 * counted here, of what this computer holds: it is the same without a network. The catalogue's
 * index counts who is known; the listings that were ever submitted to him tell how far they came,
 * and are looked up in the catalogue by SIRET and kind, so that nobody counts twice.
 *
 * It emits "changed" when the figures did.
 */
struct _SolCensusFigures
{
  GObject parent_instance;

  SolStore *catalogue;
  SolLiveList *reviews;    /* (nullable): until it is stopped */
  SolCatalogueList *known; /* (nullable): likewise */
  GStrv departments;
  char *network; /* (nullable): all */
  GCancellable *cancellable;
  gboolean counting;
  gboolean stale;        /* something changed while it was counted */
  SolCensusTally *tally; /* (nullable): until it was counted once */
};

/* One structure that the moderator has something of. */
typedef struct
{
  char *siret; /* (nullable): as the next two */
  char *kind;
  char *department;
  GStrv networks;
  SolCensusStage stage;
  gboolean in_catalogue;
} Known;

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SolCensusFigures, sol_census_figures, G_TYPE_OBJECT)

static void count (SolCensusFigures *self);

static void
known_free (gpointer data)
{
  Known *self = data;

  g_free (self->siret);
  g_free (self->kind);
  g_free (self->department);
  g_strfreev (self->networks);
  g_free (self);
}

static SolCensusStage
get_stage (SolRecord *review)
{
  const char *state = sol_record_get_text (review, "state");

  if (sol_record_get_text (review, "verified_on") != NULL)
    return SOL_CENSUS_ADMITTED;
  return g_strcmp0 (state, "submitted") == 0 ? SOL_CENSUS_COMPLETE : SOL_CENSUS_CLAIMED;
}

static void
add_review (SolCensusFigures *self, GPtrArray *list, SolRecord *review)
{
  const char *const *networks = sol_record_get_codes (review, "networks");
  Known *known;

  if (self->network != NULL && (networks == NULL || !g_strv_contains (networks, self->network)))
    return;
  known = g_new0 (Known, 1);
  known->siret = g_strdup (sol_record_get_text (review, "siret"));
  known->kind = g_strdup (sol_record_get_text (review, "kind"));
  known->department = g_strdup (sol_record_get_text (review, "department"));
  known->networks = g_strdupv ((GStrv) networks);
  known->stage = get_stage (review);
  g_ptr_array_add (list, known);
}

/* (transfer full) */
static GPtrArray *
list_known (SolCensusFigures *self)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (known_free);
  GListModel *reviews = G_LIST_MODEL (self->reviews);

  for (guint i = 0; i < g_list_model_get_n_items (reviews); i++)
    {
      g_autoptr (SolShownRecord) shown = g_list_model_get_item (reviews, i);

      if (sol_shown_record_get_record (shown) != NULL)
        add_review (self, list, sol_shown_record_get_record (shown));
    }
  return list;
}

static void
compare_kind (const char *id, const char *kind, gpointer data)
{
  Known *known = data;

  known->in_catalogue |= g_strcmp0 (kind, known->kind != NULL ? known->kind : "") == 0;
}

/* On a thread of the store. */
static gboolean
look_up (SolStoreContent *content, gpointer data, GCancellable *cancellable, GError **error)
{
  GPtrArray *list = data;

  for (guint i = 0; i < list->len; i++)
    {
      Known *known = list->pdata[i];

      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          (known->siret != NULL &&
           !sol_store_content_find_siret (content, known->siret, compare_kind, known, error)))
        return FALSE;
    }
  return TRUE;
}

static void
add_facet (SolCensusFigures *self, SolFacet facet, SolCensusBy by)
{
  const GArray *counts = sol_catalogue_list_get_counts (self->known, facet);

  for (guint i = 0; counts != NULL && i < counts->len; i++)
    {
      const SolFacetCount *one = &g_array_index (counts, SolFacetCount, i);

      /* What the facet itself leaves out is counted in it too. */
      if (one->count > 0 && (by != SOL_CENSUS_BY_DEPARTMENT ||
                             g_strv_contains ((const char *const *) self->departments, one->code)))
        sol_census_tally_add_catalogue_by (self->tally, by, one->code, one->count);
    }
}

static void
tell (SolCensusFigures *self, GPtrArray *list)
{
  g_clear_pointer (&self->tally, sol_census_tally_free);
  self->tally = sol_census_tally_new ();
  sol_census_tally_add_catalogue (self->tally,
                                  g_list_model_get_n_items (G_LIST_MODEL (self->known)));
  add_facet (self, SOL_FACET_DEPARTMENT, SOL_CENSUS_BY_DEPARTMENT);
  add_facet (self, SOL_FACET_NETWORK, SOL_CENSUS_BY_NETWORK);
  for (guint i = 0; i < list->len; i++)
    {
      const Known *known = list->pdata[i];

      sol_census_tally_add (self->tally, known->department, (const char *const *) known->networks,
                            known->stage, known->in_catalogue);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

/* One look at the catalogue. */
typedef struct
{
  SolCensusFigures *self;
  GPtrArray *list;
} Look;

static void
look_free (Look *look)
{
  g_object_unref (look->self);
  g_ptr_array_unref (look->list);
  g_free (look);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Look, look_free)

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Look) look = user_data;
  SolCensusFigures *self = look->self;
  g_autoptr (GError) error = NULL;
  const gboolean done = sol_store_look_finish (SOL_STORE (source), result, &error);

  self->counting = FALSE;
  if (self->reviews == NULL)
    return;
  if (self->stale)
    count (self);
  else if (done)
    tell (self, look->list);
  else
    g_warning ("The figures are not counted: %s", error->message);
}

static gboolean
is_ready (SolCensusFigures *self)
{
  return self->reviews != NULL && sol_live_list_get_loaded (self->reviews) &&
         sol_catalogue_list_get_counts (self->known, SOL_FACET_DEPARTMENT) != NULL &&
         !sol_catalogue_list_get_busy (self->known) &&
         !sol_catalogue_list_get_counting (self->known);
}

/* Once the catalogue's index has counted too, which comes here again. */
static void
count (SolCensusFigures *self)
{
  Look *look;

  self->stale = self->counting || !is_ready (self);
  if (self->stale)
    return;
  self->counting = TRUE;
  look = g_new0 (Look, 1);
  look->self = g_object_ref (self);
  look->list = list_known (self);
  sol_store_look_async (self->catalogue, look_up, look->list, self->cancellable, on_looked_up,
                        look);
}

static void
sol_census_figures_finalize (GObject *object)
{
  SolCensusFigures *self = SOL_CENSUS_FIGURES (object);

  sol_census_figures_stop (self);
  g_clear_object (&self->catalogue);
  g_clear_object (&self->cancellable);
  g_strfreev (self->departments);
  g_free (self->network);
  g_clear_pointer (&self->tally, sol_census_tally_free);
  G_OBJECT_CLASS (sol_census_figures_parent_class)->finalize (object);
}

static void
sol_census_figures_class_init (SolCensusFiguresClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sol_census_figures_finalize;

  signals[CHANGED] = g_signal_new ("changed", SOL_TYPE_CENSUS_FIGURES, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
sol_census_figures_init (SolCensusFigures *self)
{
  self->cancellable = g_cancellable_new ();
}

static void
ask (SolCensusFigures *self)
{
  g_autoptr (SolQuery) query = sol_query_new ();

  for (guint i = 0; self->departments[i] != NULL; i++)
    sol_query_add (query, SOL_FACET_DEPARTMENT, self->departments[i]);
  if (self->network != NULL)
    sol_query_add (query, SOL_FACET_NETWORK, self->network);
  sol_catalogue_list_set_query (self->known, query);
}

/**
 * sol_census_figures_new:
 * @store: of the moderator
 * @catalogue: what all see
 * @departments: codes of those that he reviews
 *
 * Returns: (transfer full): to be stopped before either is closed
 */
SolCensusFigures *
sol_census_figures_new (SolAccountStore *store, SolStore *catalogue, const char *const *departments)
{
  SolCensusFigures *self = g_object_new (SOL_TYPE_CENSUS_FIGURES, NULL);

  self->catalogue = g_object_ref (catalogue);
  self->departments = g_strdupv ((GStrv) departments);
  self->reviews = sol_account_store_list_records (store, "listing_review");
  self->known = sol_catalogue_list_new (catalogue);
  g_signal_connect_object (self->reviews, "changed", G_CALLBACK (count), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->known, "counted", G_CALLBACK (count), self, G_CONNECT_SWAPPED);
  ask (self);
  return self;
}

/* Lets both stores go. */
void
sol_census_figures_stop (SolCensusFigures *self)
{
  if (self->reviews == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_signal_handlers_disconnect_by_data (self->reviews, self);
  g_signal_handlers_disconnect_by_data (self->known, self);
  g_clear_object (&self->reviews);
  g_clear_object (&self->known);
}

/* @network: (nullable): its code; %NULL: all structures */
void
sol_census_figures_set_network (SolCensusFigures *self, const char *network)
{
  if (g_strcmp0 (self->network, network) == 0)
    return;
  g_free (self->network);
  self->network = g_strdup (network);
  ask (self);
}

/* Returns: (transfer none) (nullable): as it is until "changed"; %NULL before the first time */
SolCensusTally *
sol_census_figures_get_tally (SolCensusFigures *self)
{
  return self->tally;
}
