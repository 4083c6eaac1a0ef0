/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/census/sol-census-figures.h"

#include "model/sol-census-entry.h"
#include "model/sol-completeness.h"
#include "model/sol-query.h"
#include "model/sol-scope.h"
#include "model/sol-uuid.h"
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
 * index counts who is known; the listings that were ever submitted to him, and what the networks
 * censused, tell how far they came, and are looked up in the catalogue by SIRET and kind, so that
 * nobody counts twice. Of who animates a network, and reviews nothing, it counts whom that
 * censused.
 *
 * It emits "changed" when the figures did.
 */
struct _SolCensusFigures
{
  GObject parent_instance;

  SolStore *catalogue;
  SolLiveList *reviews;    /* (nullable): until it is stopped */
  SolLiveList *entries;    /* (nullable): likewise; what networks censused */
  SolCatalogueList *known; /* (nullable): likewise */
  GStrv departments;
  char *organisation; /* (nullable): the network that he animates */
  char *network;      /* (nullable): all */
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
  char *supplier;   /* (nullable): what it is once it is admitted */
  char *catalogued; /* (nullable): what the catalogue had of it when it was censused */
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
  g_free (self->supplier);
  g_free (self->catalogued);
  g_strfreev (self->networks);
  g_free (self);
}

static SolCensusStage
get_stage (SolRecord *review)
{
  if (sol_record_get_text (review, "verified_on") != NULL)
    return SOL_CENSUS_ADMITTED;
  return sol_completeness_measure (review) >= SOL_CENSUS_COMPLETE_POINTS ? SOL_CENSUS_COMPLETE
                                                                         : SOL_CENSUS_CLAIMED;
}

/* Returns: (transfer none) (nullable): %NULL when it is filtered out */
static Known *
add (SolCensusFigures *self, GPtrArray *list, SolRecord *record, SolCensusStage stage)
{
  const char *const *networks = sol_record_get_codes (record, "networks");
  Known *known;

  if (self->network != NULL && (networks == NULL || !g_strv_contains (networks, self->network)))
    return NULL;
  known = g_new0 (Known, 1);
  known->siret = g_strdup (sol_record_get_text (record, "siret"));
  known->kind = g_strdup (sol_record_get_text (record, "kind"));
  known->department = g_strdup (sol_record_get_text (record, "department"));
  known->networks = g_strdupv ((GStrv) networks);
  known->stage = stage;
  g_ptr_array_add (list, known);
  return known;
}

static gboolean
is_ours (SolCensusFigures *self, SolRecord *entry)
{
  const char *id = NULL;

  return sol_scope_parse (sol_record_get_scope (entry), &id) == SOL_SCOPE_KIND_REVIEW ||
         g_strcmp0 (id, self->organisation) == 0;
}

/* @reviewed: ids of listings that were counted by their review */
static void
add_entry (SolCensusFigures *self, GPtrArray *list, SolRecord *entry, GHashTable *reviewed)
{
  const gboolean answered = g_str_equal (sol_census_entry_get_state (entry), "answered");
  const char *listing = sol_record_get_text (entry, "listing");
  Known *known;

  if (!is_ours (self, entry) || (listing != NULL && g_hash_table_contains (reviewed, listing)))
    return;
  known = add (self, list, entry, answered ? SOL_CENSUS_CLAIMED : SOL_CENSUS_CENSUSED);
  if (known != NULL && listing != NULL)
    known->supplier = sol_uuid_from_name ("listing", listing);
  if (known != NULL)
    known->catalogued = g_strdup (sol_record_get_text (entry, "supplier"));
}

/* (transfer full) */
static GPtrArray *
list_known (SolCensusFigures *self)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (known_free);
  GListModel *reviews = G_LIST_MODEL (self->reviews);
  GListModel *entries = G_LIST_MODEL (self->entries);
  g_autoptr (GHashTable) reviewed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (reviews); i++)
    {
      g_autoptr (SolShownRecord) shown = g_list_model_get_item (reviews, i);

      SolRecord *review = sol_shown_record_get_record (shown);

      if (review == NULL)
        continue;
      add (self, list, review, get_stage (review));
      if (sol_record_get_text (review, "listing") != NULL)
        g_hash_table_add (reviewed, g_strdup (sol_record_get_text (review, "listing")));
    }
  for (guint i = 0; i < g_list_model_get_n_items (entries); i++)
    {
      g_autoptr (SolShownRecord) shown = g_list_model_get_item (entries, i);

      if (sol_shown_record_get_record (shown) != NULL)
        add_entry (self, list, sol_shown_record_get_record (shown), reviewed);
    }
  return list;
}

static void
compare_kind (const char *id, const char *kind, gpointer data)
{
  Known *known = data;

  known->in_catalogue |= g_strcmp0 (kind, known->kind != NULL ? known->kind : "") == 0;
}

/* (nullable): what the catalogue has by that id; it is not asked for %NULL, nor after a fault */
static char *
get_supplier (SolStoreContent *content, const char *id, GError **error)
{
  return id != NULL && *error == NULL ? sol_store_content_get (content, "supplier", id, error)
                                      : NULL;
}

static gboolean
look_up_one (SolStoreContent *content, Known *known, GError **error)
{
  g_autoptr (GError) failed = NULL;
  g_autofree char *admitted = get_supplier (content, known->supplier, &failed);
  g_autofree char *catalogued = get_supplier (content, known->catalogued, &failed);

  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  if (admitted != NULL)
    known->stage = SOL_CENSUS_ADMITTED;
  known->in_catalogue |= catalogued != NULL;
  return known->siret == NULL ||
         sol_store_content_find_siret (content, known->siret, compare_kind, known, error);
}

/* On a thread of the store. */
static gboolean
look_up (SolStoreContent *content, gpointer data, GCancellable *cancellable, GError **error)
{
  GPtrArray *list = data;

  for (guint i = 0; i < list->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !look_up_one (content, list->pdata[i], error))
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
  if (self->known != NULL)
    {
      sol_census_tally_add_catalogue (self->tally,
                                      g_list_model_get_n_items (G_LIST_MODEL (self->known)));
      add_facet (self, SOL_FACET_DEPARTMENT, SOL_CENSUS_BY_DEPARTMENT);
      add_facet (self, SOL_FACET_NETWORK, SOL_CENSUS_BY_NETWORK);
    }
  for (guint i = 0; i < list->len; i++)
    {
      const Known *known = list->pdata[i];

      sol_census_tally_add (self->tally, known->department, (const char *const *) known->networks,
                            known->stage, self->known != NULL && known->in_catalogue);
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
is_catalogue_counted (SolCensusFigures *self)
{
  return self->known == NULL ||
         (sol_catalogue_list_get_counts (self->known, SOL_FACET_DEPARTMENT) != NULL &&
          !sol_catalogue_list_get_busy (self->known) &&
          !sol_catalogue_list_get_counting (self->known));
}

static gboolean
is_ready (SolCensusFigures *self)
{
  return self->reviews != NULL && sol_live_list_get_loaded (self->reviews) &&
         sol_live_list_get_loaded (self->entries) && sol_live_list_get_received (self->reviews) &&
         is_catalogue_counted (self);
}

/* Once the catalogue's index has counted too, which comes here again. */
static void
count (SolCensusFigures *self)
{
  Look *look;

  self->stale = self->counting || !is_ready (self);
  if (sol_census_figures_get_awaited (self))
    g_signal_emit (self, signals[CHANGED], 0);
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
  g_free (self->organisation);
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

  if (self->known == NULL)
    {
      count (self);
      return;
    }
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
 * @organisation: (nullable): the network that he animates
 *
 * Returns: (transfer full): to be stopped before either is closed
 */
SolCensusFigures *
sol_census_figures_new (SolAccountStore *store,
                        SolStore *catalogue,
                        const char *const *departments,
                        const char *organisation)
{
  const gboolean reviews = departments[0] != NULL;
  SolCensusFigures *self = g_object_new (SOL_TYPE_CENSUS_FIGURES, NULL);

  self->catalogue = g_object_ref (catalogue);
  self->departments = g_strdupv ((GStrv) departments);
  self->reviews = sol_account_store_list_records (store, "listing_review");
  self->entries = sol_account_store_list_records (store, reviews ? "census_mark" : "census_entry");
  self->organisation = g_strdup (organisation);
  if (reviews)
    self->known = sol_catalogue_list_new (catalogue);
  g_signal_connect_object (self->reviews, "changed", G_CALLBACK (count), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entries, "changed", G_CALLBACK (count), self, G_CONNECT_SWAPPED);
  if (reviews)
    g_signal_connect_object (self->known, "counted", G_CALLBACK (count), self, G_CONNECT_SWAPPED);
  else
    g_signal_connect_object (catalogue, "changed", G_CALLBACK (count), self, G_CONNECT_SWAPPED);
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
  g_signal_handlers_disconnect_by_data (self->entries, self);
  g_signal_handlers_disconnect_by_data (self->catalogue, self);
  if (self->known != NULL)
    g_signal_handlers_disconnect_by_data (self->known, self);
  g_clear_object (&self->entries);
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

/* Returns: whether the platform has still to say what there is to count */
gboolean
sol_census_figures_get_awaited (SolCensusFigures *self)
{
  return self->reviews != NULL && sol_live_list_get_loaded (self->reviews) &&
         !sol_live_list_get_received (self->reviews);
}

/* Returns: (transfer none) (nullable): as it is until "changed"; %NULL before the first time */
SolCensusTally *
sol_census_figures_get_tally (SolCensusFigures *self)
{
  return self->tally;
}
