/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/review/sol-review-queue.h"

#include <gtk/gtk.h>
#include <string.h>

#include "app/review/sol-review-words.h"
#include "model/sol-text.h"
#include "store/sol-outbox.h"

/**
 * SolReviewQueue:
 *
 * The listings that a moderator reads, filtered and in order. It emits "changed" when they, or what
 * is known of them, did.
 */
struct _SolReviewQueue
{
  GObject parent_instance;

  SolLiveList *reviews; /* (nullable): until it is stopped */
  char *account;        /* (nullable) */
  SolReviewShow show;
  SolReviewOrder order;
  char *department; /* (nullable): all */
  char *network;    /* (nullable): all */
  char *text;       /* (nullable): as it is compared */
  GtkFilter *filter;
  GtkSorter *sorter;
  GListModel *rows;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SolReviewQueue, sol_review_queue, G_TYPE_OBJECT)

/* What met a change of the structure is to be decided once more. */
static gboolean
waits (SolShownRecord *shown)
{
  return sol_shown_record_get_state (shown) == SOL_SHOWN_CONFLICT ||
         sol_review_words_is_waiting (sol_shown_record_get_record (shown));
}

static gboolean
is_wanted (SolReviewQueue *self, SolShownRecord *shown)
{
  SolRecord *review = sol_shown_record_get_record (shown);

  if (self->show == SOL_REVIEW_SHOW_WAITING)
    return waits (shown);
  return self->show == SOL_REVIEW_SHOW_ALL ||
         (!waits (shown) &&
          g_strcmp0 (sol_record_get_text (review, "state_by"), self->account) == 0);
}

static gboolean
says (SolRecord *review, const char *field, const char *text)
{
  const char *value = sol_record_get_text (review, field);
  g_autofree char *compared = sol_text_make_sort_key (value != NULL ? value : "");

  return strstr (compared, text) != NULL;
}

static gboolean
is_in (SolRecord *review, const char *network)
{
  const char *const *networks = sol_record_get_codes (review, "networks");

  return networks != NULL && g_strv_contains (networks, network);
}

static gboolean
matches (gpointer item, gpointer user_data)
{
  SolReviewQueue *self = user_data;
  SolRecord *review = sol_shown_record_get_record (item);

  return review != NULL && is_wanted (self, item) &&
         (self->department == NULL ||
          g_strcmp0 (sol_record_get_text (review, "department"), self->department) == 0) &&
         (self->network == NULL || is_in (review, self->network)) &&
         (self->text == NULL || says (review, "name", self->text) ||
          says (review, "siret", self->text) || says (review, "city", self->text));
}

static int
compare (gconstpointer a, gconstpointer b, gpointer user_data)
{
  SolReviewQueue *self = user_data;
  SolRecord *first = sol_shown_record_get_record ((gpointer) a);
  SolRecord *second = sol_shown_record_get_record ((gpointer) b);
  const char *field = self->order == SOL_REVIEW_BY_NAME ? "name" : "state_at";
  int order;

  if (first == NULL || second == NULL)
    return 0;
  order = g_strcmp0 (sol_record_get_text (first, field), sol_record_get_text (second, field));
  if (self->order == SOL_REVIEW_BY_NAME)
    {
      const char *left = sol_record_get_text (first, field);
      const char *right = sol_record_get_text (second, field);

      order = g_utf8_collate (left != NULL ? left : "", right != NULL ? right : "");
    }
  if (order == 0)
    order = g_strcmp0 (sol_record_get_id (first), sol_record_get_id (second));
  return self->order == SOL_REVIEW_NEWEST ? -order : order;
}

static void
on_changed (SolReviewQueue *self)
{
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  gtk_sorter_changed (self->sorter, GTK_SORTER_CHANGE_DIFFERENT);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
sol_review_queue_finalize (GObject *object)
{
  SolReviewQueue *self = SOL_REVIEW_QUEUE (object);

  sol_review_queue_stop (self);
  g_clear_object (&self->rows);
  g_clear_object (&self->filter);
  g_clear_object (&self->sorter);
  g_free (self->account);
  g_free (self->department);
  g_free (self->network);
  g_free (self->text);
  G_OBJECT_CLASS (sol_review_queue_parent_class)->finalize (object);
}

static void
sol_review_queue_class_init (SolReviewQueueClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sol_review_queue_finalize;

  signals[CHANGED] = g_signal_new ("changed", SOL_TYPE_REVIEW_QUEUE, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
sol_review_queue_init (SolReviewQueue *self)
{
  self->filter = GTK_FILTER (gtk_custom_filter_new (matches, self, NULL));
  self->sorter = GTK_SORTER (gtk_custom_sorter_new (compare, self, NULL));
}

/**
 * sol_review_queue_new:
 * @store: of the moderator
 *
 * Returns: (transfer full): to be stopped before @store is closed
 */
SolReviewQueue *
sol_review_queue_new (SolAccountStore *store)
{
  SolReviewQueue *self = g_object_new (SOL_TYPE_REVIEW_QUEUE, NULL);
  GtkFilterListModel *filtered;

  self->account = g_strdup (sol_account_store_get_account (store));
  self->reviews = sol_account_store_list_records (store, "listing_review");
  filtered = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->reviews)),
                                        g_object_ref (self->filter));
  self->rows = G_LIST_MODEL (
      gtk_sort_list_model_new (G_LIST_MODEL (filtered), g_object_ref (self->sorter)));
  g_signal_connect_object (self->reviews, "changed", G_CALLBACK (on_changed), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/* Lets the store go. */
void
sol_review_queue_stop (SolReviewQueue *self)
{
  if (self->reviews != NULL)
    g_signal_handlers_disconnect_by_data (self->reviews, self);
  g_clear_object (&self->reviews);
}

/* Returns: (transfer none): of #SolShownRecord */
GListModel *
sol_review_queue_get_rows (SolReviewQueue *self)
{
  return self->rows;
}

gboolean
sol_review_queue_get_loaded (SolReviewQueue *self)
{
  return self->reviews != NULL && sol_live_list_get_loaded (self->reviews);
}

/* Returns: whether the platform said what there is */
gboolean
sol_review_queue_get_received (SolReviewQueue *self)
{
  return self->reviews != NULL && sol_live_list_get_received (self->reviews);
}

/* Returns: how many there are, whatever is filtered */
guint
sol_review_queue_count_known (SolReviewQueue *self)
{
  return self->reviews != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->reviews)) : 0;
}

/* Returns: how many wait for a moderator, whatever is filtered */
guint
sol_review_queue_count_waiting (SolReviewQueue *self)
{
  guint n_waiting = 0;

  for (guint i = 0; i < sol_review_queue_count_known (self); i++)
    {
      g_autoptr (SolShownRecord) shown = g_list_model_get_item (G_LIST_MODEL (self->reviews), i);

      n_waiting += sol_shown_record_get_record (shown) != NULL && waits (shown);
    }
  return n_waiting;
}

void
sol_review_queue_show (SolReviewQueue *self, SolReviewShow show)
{
  self->show = show;
  on_changed (self);
}

void
sol_review_queue_order (SolReviewQueue *self, SolReviewOrder order)
{
  self->order = order;
  on_changed (self);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Returns: (transfer full): codes of the networks of all that are known, each once */
GStrv
sol_review_queue_list_networks (SolReviewQueue *self)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree gpointer *codes = NULL;
  guint n;

  for (guint i = 0; i < sol_review_queue_count_known (self); i++)
    {
      g_autoptr (SolShownRecord) shown = g_list_model_get_item (G_LIST_MODEL (self->reviews), i);
      SolRecord *review = sol_shown_record_get_record (shown);
      const char *const *networks = review != NULL ? sol_record_get_codes (review, "networks")
                                                   : NULL;

      for (guint j = 0; networks != NULL && networks[j] != NULL; j++)
        g_hash_table_add (known, (gpointer) networks[j]);
    }
  codes = g_hash_table_get_keys_as_array (known, &n);
  qsort (codes, n, sizeof *codes, compare_texts);
  return g_strdupv ((GStrv) codes);
}

/**
 * sol_review_queue_find:
 * @department: (nullable): its code; %NULL: all
 * @network: (nullable): likewise
 * @text: (nullable): in the name, the SIRET or the town
 */
void
sol_review_queue_find (SolReviewQueue *self,
                       const char *department,
                       const char *network,
                       const char *text)
{
  char *kept_department = g_strdup (department);
  char *kept_network = g_strdup (network);

  g_free (self->department);
  g_free (self->network);
  self->department = kept_department;
  self->network = kept_network;
  g_free (self->text);
  self->text = text != NULL && *text != '\0' ? sol_text_make_sort_key (text) : NULL;
  on_changed (self);
}
