/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sol-catalogue-rows-private.h"

#include "store/sol-catalogue-item-private.h"
#include "store/sol-catalogue-load-private.h"
#include "store/sol-store-error.h"

#define PAGE_SIZE 64 /* rows; a tall window shows about 30 */
#define MAX_PAGES 16 /* kept without anybody looking: about a thousand rows */

typedef struct
{
  guint number;
  GList link;       /* in recent */
  GPtrArray *items; /* (element-type SolCatalogueItem) */
} Page;

typedef struct
{
  gint64 key;
  SolCatalogueItem *item; /* weak */
  GHashTable *living;     /* the table this is in */
} Living;

/* On the main thread alone; counted because a page may arrive after the list went. */
struct _SolCatalogueRows
{
  guint n_refs;
  SolStore *store;
  SolHits *hits;       /* (nullable) */
  guint answer_number; /* counts the answers */
  GHashTable *living;  /* key -> Living: one object a row for as long as anybody holds it */
  GHashTable *pages;   /* number -> Page */
  GQueue recent;       /* the same pages, latest use first */
};

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolCatalogueRows, sol_catalogue_rows_unref)

/* The list keeps what it has; the store's own notices are what tell the user. A store that
 * closed under a list is the program leaving; what was cancelled was asked anew. */
gboolean
sol_catalogue_take_failure (GError *error)
{
  g_autoptr (GError) owned = error;

  if (owned != NULL && !g_error_matches (owned, SOL_STORE_ERROR, SOL_STORE_ERROR_CLOSED) &&
      !g_error_matches (owned, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("Catalogue could not be read: %s", owned->message);
  return owned != NULL;
}

static void
forget_item (gpointer data, GObject *gone)
{
  Living *entry = data;

  g_hash_table_remove (entry->living, &entry->key);
}

static SolCatalogueItem *
ensure_item (SolCatalogueRows *self, const SolHit *hit)
{
  Living *entry = g_hash_table_lookup (self->living, &hit->key);

  if (entry != NULL)
    {
      sol_catalogue_item_set_distance_km (entry->item, hit->distance_km);
      return g_object_ref (entry->item);
    }

  entry = g_new0 (Living, 1);
  entry->key = hit->key;
  entry->item = sol_catalogue_item_new (hit->key);
  entry->living = self->living;
  sol_catalogue_item_set_distance_km (entry->item, hit->distance_km);
  g_object_weak_ref (G_OBJECT (entry->item), forget_item, entry);
  g_hash_table_insert (self->living, &entry->key, entry);
  return entry->item;
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolCatalogueRows) self = user_data;
  GError *error = NULL;
  g_autoptr (GPtrArray) rows = sol_catalogue_load_finish (SOL_STORE (source), result, &error);

  if (sol_catalogue_take_failure (error))
    return;

  for (guint i = 0; i < rows->len; i++)
    {
      SolCatalogueRow *row = g_ptr_array_index (rows, i);
      gint64 key = sol_record_get_key (SOL_RECORD (row->supplier));
      Living *entry = g_hash_table_lookup (self->living, &key);

      if (entry == NULL)
        continue;
      sol_catalogue_item_set_reason (entry->item, row->reason, (const char *const *) row->words);
      sol_catalogue_item_set_supplier (entry->item, row->supplier);
    }
}

static void
load_rows (SolCatalogueRows *self, GArray *keys)
{
  g_autoptr (GPtrArray) words = NULL;

  if (keys->len == 0)
    return;

  words = sol_hits_get_words (self->hits);
  sol_catalogue_load_async (self->store, keys, words, NULL, on_loaded,
                            sol_catalogue_rows_ref (self));
}

/* Asks for an item once an answer. */
static void
add_unread (SolCatalogueRows *self, SolCatalogueItem *item, GArray *keys)
{
  gint64 key = sol_catalogue_item_get_key (item);

  if (sol_catalogue_item_get_answer (item) == self->answer_number)
    return;

  sol_catalogue_item_set_answer (item, self->answer_number);
  g_array_append_val (keys, key);
}

static void
page_free (gpointer data)
{
  Page *page = data;

  g_ptr_array_unref (page->items);
  g_free (page);
}

static void
drop_page (SolCatalogueRows *self, Page *page)
{
  g_queue_unlink (&self->recent, &page->link);
  g_hash_table_remove (self->pages, GUINT_TO_POINTER (page->number));
}

static Page *
make_page (SolCatalogueRows *self, guint number)
{
  Page *page = g_new0 (Page, 1);
  g_autoptr (GArray) unread = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint end = MIN (sol_hits_get_n (self->hits), (number + 1) * PAGE_SIZE);

  page->number = number;
  page->link.data = page;
  page->items = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = number * PAGE_SIZE; i < end; i++)
    {
      SolHit hit;
      SolCatalogueItem *item;

      sol_hits_get (self->hits, i, &hit);
      item = ensure_item (self, &hit);
      g_ptr_array_add (page->items, item);
      add_unread (self, item, unread);
    }

  g_hash_table_insert (self->pages, GUINT_TO_POINTER (number), page);
  load_rows (self, unread);
  return page;
}

static Page *
ensure_page (SolCatalogueRows *self, guint number)
{
  Page *page = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (number));

  if (page != NULL)
    g_queue_unlink (&self->recent, &page->link);
  else
    page = make_page (self, number);
  g_queue_push_head_link (&self->recent, &page->link);

  if (self->recent.length > MAX_PAGES)
    drop_page (self, g_queue_peek_tail (&self->recent));
  return page;
}

/* Rows that somebody shows may have changed without moving. */
void
sol_catalogue_rows_reload (SolCatalogueRows *self)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  Living *entry;

  g_hash_table_iter_init (&iter, self->living);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &entry))
    add_unread (self, entry->item, keys);
  load_rows (self, keys);
}

guint
sol_catalogue_rows_get_n (SolCatalogueRows *self)
{
  return self->hits != NULL ? sol_hits_get_n (self->hits) : 0;
}

/* Returns: (transfer full) (nullable): %NULL beyond the end */
SolCatalogueItem *
sol_catalogue_rows_get_item (SolCatalogueRows *self, guint position)
{
  Page *page;

  if (position >= sol_catalogue_rows_get_n (self))
    return NULL;

  page = ensure_page (self, position / PAGE_SIZE);
  return g_object_ref (g_ptr_array_index (page->items, position % PAGE_SIZE));
}

/* Every row is read again when it is next asked for. */
void
sol_catalogue_rows_set_hits (SolCatalogueRows *self, SolHits *hits)
{
  g_autoptr (SolHits) old = g_steal_pointer (&self->hits);

  self->hits = sol_hits_ref (hits);
  self->answer_number++;
  while (!g_queue_is_empty (&self->recent))
    drop_page (self, g_queue_peek_head (&self->recent));
}

gboolean
sol_catalogue_rows_find_id (SolCatalogueRows *self, const char *id, gint64 *key)
{
  GHashTableIter iter;
  Living *entry;

  g_hash_table_iter_init (&iter, self->living);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &entry))
    if (g_strcmp0 (sol_catalogue_item_get_id (entry->item), id) == 0)
      {
        *key = entry->key;
        return TRUE;
      }

  return FALSE;
}

SolCatalogueRows *
sol_catalogue_rows_new (SolStore *store)
{
  SolCatalogueRows *self = g_new0 (SolCatalogueRows, 1);

  self->n_refs = 1;
  self->store = g_object_ref (store);
  self->living = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  self->pages = g_hash_table_new_full (NULL, NULL, NULL, page_free);
  return self;
}

SolCatalogueRows *
sol_catalogue_rows_ref (SolCatalogueRows *self)
{
  self->n_refs++;
  return self;
}

void
sol_catalogue_rows_unref (SolCatalogueRows *self)
{
  if (--self->n_refs > 0)
    return;

  g_hash_table_unref (self->pages);
  g_hash_table_unref (self->living);
  g_clear_pointer (&self->hits, sol_hits_unref);
  g_object_unref (self->store);
  g_free (self);
}

/**
 * sol_catalogue_rows_close:
 * @self: (transfer full)
 *
 * Lets the rows go; whoever holds one keeps it as it is.
 */
void
sol_catalogue_rows_close (SolCatalogueRows *self)
{
  GHashTableIter iter;
  Living *entry;

  while (!g_queue_is_empty (&self->recent))
    drop_page (self, g_queue_peek_head (&self->recent));

  g_hash_table_iter_init (&iter, self->living);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &entry))
    g_object_weak_unref (G_OBJECT (entry->item), forget_item, entry);
  g_hash_table_remove_all (self->living);
  sol_catalogue_rows_unref (self);
}
