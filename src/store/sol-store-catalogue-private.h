/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "search/sol-catalogue.h"
#include "store/sol-database-private.h"
#include "store/sol-store.h"

G_BEGIN_DECLS

/**
 * SolStoreCatalogue:
 *
 * The search index of a store, kept true: the file, the delta of what was written since, the
 * background rebuild, and the one thread that searches.
 */
typedef struct _SolStoreCatalogue SolStoreCatalogue;

SolStoreCatalogue *sol_store_catalogue_new (const char *folder,
                                            gboolean writable,
                                            void (*poke) (gpointer owner),
                                            gpointer owner,
                                            GMainContext *context);
gboolean sol_store_catalogue_open (SolStoreCatalogue *self, SolDatabase *db, GError **error);
void sol_store_catalogue_close (SolStoreCatalogue *self);
void sol_store_catalogue_free (SolStoreCatalogue *self);

gboolean sol_store_catalogue_refresh (SolStoreCatalogue *self, SolDatabase *db);
void sol_store_catalogue_begin_bulk (SolStoreCatalogue *self, gboolean empty);
void sol_store_catalogue_add_bulk (SolStoreCatalogue *self, GPtrArray *changes, gint64 first_key);
void sol_store_catalogue_end_bulk (SolStoreCatalogue *self, gint64 n_records, gint64 seq);
gboolean sol_store_catalogue_is_settled (SolStoreCatalogue *self);
guint sol_store_catalogue_get_n_rebuilds (SolStoreCatalogue *self);

/**
 * SolSearchAnswer:
 * @hits: what was found
 * @n_catalogue: structures in the catalogue
 * @head: rows at the beginning that are those of the answer before
 * @tail: rows at the end likewise
 */
typedef struct
{
  SolHits *hits;
  guint n_catalogue;
  guint head;
  guint tail;
} SolSearchAnswer;

void sol_search_answer_free (SolSearchAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolSearchAnswer, sol_search_answer_free)

void sol_store_search_async (SolStore *store,
                             const SolQuery *query,
                             SolHits *before,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
SolSearchAnswer *sol_store_search_finish (SolStore *store, GAsyncResult *result, GError **error);

void sol_store_count_async (SolStore *store,
                            SolHits *hits,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
GPtrArray *sol_store_count_finish (SolStore *store, GAsyncResult *result, GError **error);

void sol_store_search_run (gpointer work, gpointer catalogue);
gboolean sol_store_catalogue_push (SolStoreCatalogue *self, gpointer work);
SolCatalogue *sol_store_catalogue_wait (SolStoreCatalogue *self);

G_END_DECLS
