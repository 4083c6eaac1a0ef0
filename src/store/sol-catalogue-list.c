/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sol-catalogue-list.h"

#include "store/sol-catalogue-list-private.h"
#include "store/sol-catalogue-rows-private.h"
#include "store/sol-store-private.h"

/**
 * SolCatalogueList:
 *
 * The structures that a query finds, as a #GListModel of #SolCatalogueItem. After a search all
 * positions are known, in a few bits each; the rows come in pages when somebody asks for them. An
 * item is a placeholder until its page arrives and is then filled in place, without items-changed.
 * The counts of the facets come after the rows, told by "counted".
 *
 * Thread: the one of its store.
 */
struct _SolCatalogueList
{
  GObject parent_instance;

  SolStore *store;
  SolQuery *query;
  gboolean busy;
  gboolean stale;          /* the store changed during the search */
  SolSearchAnswer *answer; /* (nullable) */
  GPtrArray *counts;       /* (nullable) (element-type GArray) */
  SolHits *counted;        /* the codes of the counts live in it */
  SolCatalogueRows *rows;
  GCancellable *search;   /* of the search under way */
  GCancellable *counting; /* of the counts under way */
};

enum
{
  PROP_BUSY = 1,
  PROP_GUESSED,
  PROP_N_WITHOUT_PLACE,
  PROP_TOTAL,
  N_PROPS
};

enum
{
  SIGNAL_COUNTED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void start_search (SolCatalogueList *self);
static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SolCatalogueList,
                               sol_catalogue_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static gpointer
sol_catalogue_list_get_item (GListModel *model, guint position)
{
  SolCatalogueList *self = SOL_CATALOGUE_LIST (model);

  return sol_catalogue_rows_get_item (self->rows, position);
}

static guint
sol_catalogue_list_get_n_items (GListModel *model)
{
  return sol_catalogue_rows_get_n (SOL_CATALOGUE_LIST (model)->rows);
}

static GType
sol_catalogue_list_get_item_type (GListModel *model)
{
  return SOL_TYPE_CATALOGUE_ITEM;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = sol_catalogue_list_get_item_type;
  iface->get_n_items = sol_catalogue_list_get_n_items;
  iface->get_item = sol_catalogue_list_get_item;
}

static void
set_busy (SolCatalogueList *self, gboolean busy)
{
  if (self->busy == busy)
    return;

  self->busy = busy;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

static void
on_counted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolCatalogueList) self = user_data;
  GError *error = NULL;
  g_autoptr (GPtrArray) counts = sol_store_count_finish (SOL_STORE (source), result, &error);

  /* Cancelled means that what is counted now is a newer answer. */
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_clear_object (&self->counting);
  if (sol_catalogue_take_failure (error))
    return;

  g_clear_pointer (&self->counts, g_ptr_array_unref);
  g_clear_pointer (&self->counted, sol_hits_unref);
  self->counts = g_steal_pointer (&counts);
  self->counted = sol_hits_ref (self->answer->hits);
  g_signal_emit (self, signals[SIGNAL_COUNTED], 0);
}

static void
stop_counting (SolCatalogueList *self)
{
  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
}

static void
start_counting (SolCatalogueList *self)
{
  stop_counting (self);
  self->counting = g_cancellable_new ();
  sol_store_count_async (self->store, self->answer->hits, self->counting, on_counted,
                         g_object_ref (self));
}

/* Only what differs is told. */
static void
notify_answer (SolCatalogueList *self, const SolSearchAnswer *before)
{
  SolHits *now = self->answer->hits;
  SolHits *old = before != NULL ? before->hits : NULL;

  g_object_freeze_notify (G_OBJECT (self));
  if (old == NULL || sol_hits_get_guessed (old) != sol_hits_get_guessed (now))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GUESSED]);
  if (old == NULL || sol_hits_get_n_without_place (old) != sol_hits_get_n_without_place (now))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_WITHOUT_PLACE]);
  if (before == NULL || before->n_catalogue != self->answer->n_catalogue)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOTAL]);
  g_object_thaw_notify (G_OBJECT (self));
}

/* Only the stretch between the common head and the common tail is told as changed. */
static void
take_answer (SolCatalogueList *self, SolSearchAnswer *owned_answer)
{
  g_autoptr (SolSearchAnswer) before = g_steal_pointer (&self->answer);
  guint n_before = sol_catalogue_rows_get_n (self->rows);
  guint n_after = sol_hits_get_n (owned_answer->hits);
  guint common = owned_answer->head + owned_answer->tail;

  self->answer = owned_answer;
  sol_catalogue_rows_set_hits (self->rows, owned_answer->hits);
  if (common < MAX (n_before, n_after))
    g_list_model_items_changed (G_LIST_MODEL (self), owned_answer->head, n_before - common,
                                n_after - common);
  notify_answer (self, before);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolCatalogueList) self = user_data;
  GError *error = NULL;
  SolSearchAnswer *answer = sol_store_search_finish (SOL_STORE (source), result, &error);

  /* Cancelled means that a newer search took over, and it is the one that ends the wait. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_error_free (error);
      return;
    }

  g_clear_object (&self->search);
  if (!sol_catalogue_take_failure (error))
    {
      take_answer (self, answer);
      /* What the views let go with the signal is not read again. */
      sol_catalogue_rows_reload (self->rows);
      start_counting (self);
    }
  if (self->stale)
    start_search (self);
  else if (self->search == NULL)
    set_busy (self, FALSE);
}

static void
start_search (SolCatalogueList *self)
{
  g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
  stop_counting (self);

  self->stale = FALSE;
  self->search = g_cancellable_new ();
  set_busy (self, TRUE);
  sol_store_search_async (self->store, self->query,
                          self->answer != NULL ? self->answer->hits : NULL, self->search, on_found,
                          g_object_ref (self));
}

/* Restarting at each change would never finish during a long sync: let the search end first. */
static void
on_store_changed (SolCatalogueList *self)
{
  if (self->search != NULL)
    self->stale = TRUE;
  else if (self->query != NULL)
    start_search (self);
}

/**
 * sol_catalogue_list_set_query:
 * @query: (transfer none): what is asked
 *
 * Cancels the search under way. The old rows stay until the new ones are known, so that typing
 * does not flicker.
 */
void
sol_catalogue_list_set_query (SolCatalogueList *self, const SolQuery *query)
{
  g_return_if_fail (SOL_IS_CATALOGUE_LIST (self));
  g_return_if_fail (query != NULL);

  if (self->query != NULL && sol_query_equal (self->query, query))
    return;

  g_clear_pointer (&self->query, sol_query_free);
  self->query = sol_query_copy (query);
  start_search (self);
}

/**
 * sol_catalogue_list_get_query:
 *
 * Returns: (transfer none) (nullable): the last one set
 */
const SolQuery *
sol_catalogue_list_get_query (SolCatalogueList *self)
{
  g_return_val_if_fail (SOL_IS_CATALOGUE_LIST (self), NULL);

  return self->query;
}

/**
 * sol_catalogue_list_get_counts:
 *
 * Returns: (transfer none) (nullable) (element-type SolFacetCount): of the last answer counted,
 *   until the next "counted"; %NULL before the first one
 */
const GArray *
sol_catalogue_list_get_counts (SolCatalogueList *self, SolFacet facet)
{
  g_return_val_if_fail (SOL_IS_CATALOGUE_LIST (self), NULL);

  return self->counts != NULL ? g_ptr_array_index (self->counts, facet) : NULL;
}

gboolean
sol_catalogue_list_get_busy (SolCatalogueList *self)
{
  g_return_val_if_fail (SOL_IS_CATALOGUE_LIST (self), FALSE);

  return self->busy;
}

/**
 * sol_catalogue_list_get_counting:
 *
 * Returns: whether "counted" is still to come for the last answer
 */
gboolean
sol_catalogue_list_get_counting (SolCatalogueList *self)
{
  g_return_val_if_fail (SOL_IS_CATALOGUE_LIST (self), FALSE);

  return self->counting != NULL;
}

gboolean
sol_catalogue_list_get_guessed (SolCatalogueList *self)
{
  g_return_val_if_fail (SOL_IS_CATALOGUE_LIST (self), FALSE);

  return self->answer != NULL && sol_hits_get_guessed (self->answer->hits);
}

guint
sol_catalogue_list_get_n_without_place (SolCatalogueList *self)
{
  g_return_val_if_fail (SOL_IS_CATALOGUE_LIST (self), 0);

  return self->answer != NULL ? sol_hits_get_n_without_place (self->answer->hits) : 0;
}

guint
sol_catalogue_list_get_total (SolCatalogueList *self)
{
  g_return_val_if_fail (SOL_IS_CATALOGUE_LIST (self), 0);

  return self->answer != NULL ? self->answer->n_catalogue : 0;
}

/**
 * sol_catalogue_list_find_key:
 *
 * Returns: its position in the answer; %G_MAXUINT, which is GTK_INVALID_LIST_POSITION, when it is
 *   not in it
 */
guint
sol_catalogue_list_find_key (SolCatalogueList *self, gint64 key)
{
  int position;

  g_return_val_if_fail (SOL_IS_CATALOGUE_LIST (self), G_MAXUINT);

  position = self->answer != NULL ? sol_hits_find_key (self->answer->hits, key) : -1;
  return position >= 0 ? (guint) position : G_MAXUINT;
}

/**
 * sol_catalogue_list_find_id:
 *
 * Finds a structure whose row somebody holds, or which was lately shown: others would have to be
 * looked up in the database.
 *
 * Returns: as sol_catalogue_list_find_key()
 */
guint
sol_catalogue_list_find_id (SolCatalogueList *self, const char *id)
{
  gint64 key;

  g_return_val_if_fail (SOL_IS_CATALOGUE_LIST (self), G_MAXUINT);

  if (!sol_catalogue_rows_find_id (self->rows, id, &key))
    return G_MAXUINT;
  return sol_catalogue_list_find_key (self, key);
}

/**
 * sol_catalogue_list_get_hits: (skip)
 *
 * Returns: (transfer none) (nullable): of the last answer
 */
SolHits *
sol_catalogue_list_get_hits (SolCatalogueList *self)
{
  return self->answer != NULL ? self->answer->hits : NULL;
}

SolStore *
sol_catalogue_list_get_store (SolCatalogueList *self)
{
  return self->store;
}

static void
sol_catalogue_list_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  SolCatalogueList *self = SOL_CATALOGUE_LIST (object);

  switch (property)
    {
    case PROP_BUSY:
      g_value_set_boolean (value, self->busy);
      break;
    case PROP_GUESSED:
      g_value_set_boolean (value, sol_catalogue_list_get_guessed (self));
      break;
    case PROP_N_WITHOUT_PLACE:
      g_value_set_uint (value, sol_catalogue_list_get_n_without_place (self));
      break;
    case PROP_TOTAL:
      g_value_set_uint (value, sol_catalogue_list_get_total (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
sol_catalogue_list_finalize (GObject *object)
{
  SolCatalogueList *self = SOL_CATALOGUE_LIST (object);

  g_clear_pointer (&self->rows, sol_catalogue_rows_close);
  g_clear_pointer (&self->counts, g_ptr_array_unref);
  g_clear_pointer (&self->counted, sol_hits_unref);
  g_clear_pointer (&self->answer, sol_search_answer_free);
  g_clear_pointer (&self->query, sol_query_free);
  g_clear_object (&self->search);
  g_clear_object (&self->counting);
  g_object_unref (self->store);
  G_OBJECT_CLASS (sol_catalogue_list_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags seen = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  /**
   * SolCatalogueList:busy:
   *
   * A search is under way, and the rows are those of the one before it.
   */
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, seen);
  /**
   * SolCatalogueList:guessed:
   *
   * Nothing had the words as typed: words one mistake away were taken.
   */
  properties[PROP_GUESSED] = g_param_spec_boolean ("guessed", NULL, NULL, FALSE, seen);
  /**
   * SolCatalogueList:n-without-place:
   *
   * Structures that a distance left out because nobody knows where they are.
   */
  properties[PROP_N_WITHOUT_PLACE] = g_param_spec_uint ("n-without-place", NULL, NULL, 0, G_MAXUINT,
                                                        0, seen);
  /**
   * SolCatalogueList:total:
   *
   * Structures in the whole catalogue.
   */
  properties[PROP_TOTAL] = g_param_spec_uint ("total", NULL, NULL, 0, G_MAXUINT, 0, seen);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sol_catalogue_list_class_init (SolCatalogueListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sol_catalogue_list_get_property;
  object_class->finalize = sol_catalogue_list_finalize;
  install_properties (object_class);

  /**
   * SolCatalogueList::counted:
   *
   * The counts of the facets are those of the rows shown.
   */
  signals[SIGNAL_COUNTED] = g_signal_new ("counted", SOL_TYPE_CATALOGUE_LIST, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sol_catalogue_list_init (SolCatalogueList *self)
{
}

/**
 * sol_catalogue_list_new:
 * @store: (transfer none): an open store
 *
 * Returns: (transfer full): an empty list; it searches once sol_catalogue_list_set_query() is
 *   called, and again whenever the store changes
 */
SolCatalogueList *
sol_catalogue_list_new (SolStore *store)
{
  SolCatalogueList *self = g_object_new (SOL_TYPE_CATALOGUE_LIST, NULL);

  self->store = g_object_ref (store);
  self->rows = sol_catalogue_rows_new (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_store_changed), self,
                           G_CONNECT_SWAPPED);
  return self;
}
