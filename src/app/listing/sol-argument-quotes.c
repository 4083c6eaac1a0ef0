/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/listing/sol-argument-quotes.h"

#include "app/listing/sol-listing-progress.h"
#include "model/sol-client-word.h"
#include "store/sol-outbox.h"
#include "store/sol-shown-record.h"

/**
 * SolArgumentQuotes:
 *
 * What clients said of the structure of a listing, as the store has it. It emits "changed".
 */
struct _SolArgumentQuotes
{
  GObject parent_instance;

  SolLiveList *list;
  char *supplier;   /* id of what buyers see of the listing */
  GPtrArray *words; /* (element-type SolRecord): which were answered */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SolArgumentQuotes, sol_argument_quotes, G_TYPE_OBJECT)

static void
read_words (SolArgumentQuotes *self)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));

  g_ptr_array_set_size (self->words, 0);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SolShownRecord) shown = g_list_model_get_item (G_LIST_MODEL (self->list), i);
      SolRecord *word = sol_shown_record_get_record (shown);

      if (word != NULL && g_strcmp0 (sol_record_get_text (word, "supplier"), self->supplier) == 0 &&
          g_str_equal (sol_client_word_get_state (word), SOL_CLIENT_WORD_ANSWERED))
        g_ptr_array_add (self->words, g_object_ref (word));
    }
}

static void
on_changed (SolArgumentQuotes *self)
{
  read_words (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
sol_argument_quotes_finalize (GObject *object)
{
  SolArgumentQuotes *self = SOL_ARGUMENT_QUOTES (object);

  g_object_unref (self->list);
  g_free (self->supplier);
  g_ptr_array_unref (self->words);
  G_OBJECT_CLASS (sol_argument_quotes_parent_class)->finalize (object);
}

static void
sol_argument_quotes_class_init (SolArgumentQuotesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sol_argument_quotes_finalize;

  /* One came, changed, or went. */
  signals[CHANGED] = g_signal_new ("changed", SOL_TYPE_ARGUMENT_QUOTES, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
sol_argument_quotes_init (SolArgumentQuotes *self)
{
  self->words = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * sol_argument_quotes_new:
 * @store: of who writes @listing
 *
 * Returns: (transfer full)
 */
SolArgumentQuotes *
sol_argument_quotes_new (SolAccountStore *store, SolRecord *listing)
{
  SolArgumentQuotes *self = g_object_new (SOL_TYPE_ARGUMENT_QUOTES, NULL);
  g_autoptr (SolSupplier) supplier = sol_listing_progress_make_supplier (listing);

  self->supplier = g_strdup (sol_record_get_id (SOL_RECORD (supplier)));
  self->list = sol_account_store_list_records (store, "client_word");
  g_signal_connect_object (self->list, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  read_words (self);
  return self;
}

/* Returns: (transfer none) (element-type SolRecord): which clients gave and did not take back */
GPtrArray *
sol_argument_quotes_get_words (SolArgumentQuotes *self)
{
  return self->words;
}

/* Returns: the id of what buyers see of the listing, once they see it */
const char *
sol_argument_quotes_get_supplier (SolArgumentQuotes *self)
{
  return self->supplier;
}
