/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sol-store-error.h"
#include "store/sol-store-private.h"

#define MAX_COMPARED 100000 /* rows from either end; beyond, all is told as changed */

/* The catalogue's questions. One thread answers them in the order they come; who asks anew cancels
 * what was asked before, so that the latest one is answered next. */

typedef struct
{
  GTask *task;
  void (*func) (SolStoreCatalogue *catalogue, GTask *task); /* ends the task */
} Work;

typedef struct
{
  SolQuery *query;
  SolHits *before; /* (nullable) */
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  sol_query_free (search->query);
  g_clear_pointer (&search->before, sol_hits_unref);
  g_free (search);
}

void
sol_search_answer_free (SolSearchAnswer *self)
{
  sol_hits_unref (self->hits);
  g_free (self);
}

static gint64
get_key (SolHits *hits, guint position)
{
  SolHit hit;

  sol_hits_get (hits, position, &hit);
  return hit.key;
}

/* Here and not on the main thread: it may be long. */
static void
compare_answers (SolHits *before, SolSearchAnswer *answer)
{
  guint n_before = before != NULL ? sol_hits_get_n (before) : 0;
  guint n_after = sol_hits_get_n (answer->hits);
  guint most = MIN (MIN (n_before, n_after), MAX_COMPARED);

  /* The order is made when the first row is asked for: here too. */
  if (n_after > 0)
    get_key (answer->hits, 0);
  while (answer->head < most &&
         get_key (before, answer->head) == get_key (answer->hits, answer->head))
    answer->head++;

  most = MIN (MIN (n_before, n_after) - answer->head, MAX_COMPARED);
  while (answer->tail < most && get_key (before, n_before - 1 - answer->tail) ==
                                    get_key (answer->hits, n_after - 1 - answer->tail))
    answer->tail++;
}

static void
return_closed (GTask *task)
{
  g_task_return_new_error (task, SOL_STORE_ERROR, SOL_STORE_ERROR_CLOSED, "Store is closed");
}

static void
work_free (Work *work)
{
  g_object_unref (work->task);
  g_free (work);
}

/**
 * sol_store_search_run: (skip)
 * @work: (transfer full): as of sol_store_catalogue_push()
 *
 * On the thread that searches.
 */
void
sol_store_search_run (gpointer work, gpointer catalogue)
{
  Work *self = work;

  self->func (catalogue, self->task);
  work_free (self);
}

static void
push (SolStore *store, GTask *owned_task, void (*func) (SolStoreCatalogue *, GTask *))
{
  Work *work = g_new (Work, 1);

  *work = (Work){ owned_task, func };
  if (sol_store_catalogue_push (sol_store_get_catalogue (store), work))
    return;

  return_closed (owned_task);
  work_free (work);
}

static void
search (SolStoreCatalogue *catalogue, GTask *task)
{
  Search *input = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (SolCatalogue) current = NULL;
  g_autoptr (SolHits) hits = NULL;
  SolSearchAnswer *answer;

  if (g_task_return_error_if_cancelled (task))
    return;

  current = sol_store_catalogue_wait (catalogue);
  if (current == NULL)
    {
      return_closed (task);
      return;
    }

  hits = sol_catalogue_search (current, input->query, cancellable);
  if (hits == NULL || g_cancellable_is_cancelled (cancellable))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Search was cancelled");
      return;
    }

  answer = g_new0 (SolSearchAnswer, 1);
  answer->hits = g_steal_pointer (&hits);
  answer->n_catalogue = sol_catalogue_get_n_documents (current);
  compare_answers (input->before, answer);
  g_task_return_pointer (task, answer, (GDestroyNotify) sol_search_answer_free);
}

/**
 * sol_store_search_async:
 * @before: (nullable): the answer whose rows are shown now
 */
void
sol_store_search_async (SolStore *store,
                        const SolQuery *query,
                        SolHits *before,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (store, cancellable, callback, user_data);
  Search *input = g_new0 (Search, 1);

  input->query = sol_query_copy (query);
  input->before = before != NULL ? sol_hits_ref (before) : NULL;
  g_task_set_source_tag (task, sol_store_search_async);
  g_task_set_task_data (task, input, search_free);
  push (store, task, search);
}

SolSearchAnswer *
sol_store_search_finish (SolStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
count (SolStoreCatalogue *catalogue, GTask *task)
{
  SolHits *hits = g_task_get_task_data (task);
  g_autoptr (GPtrArray) counts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  for (SolFacet facet = 0; facet < SOL_N_FACETS; facet++)
    {
      if (g_task_return_error_if_cancelled (task))
        return;
      g_ptr_array_add (counts, sol_hits_count_facet (hits, facet));
    }

  g_task_return_pointer (task, g_steal_pointer (&counts), (GDestroyNotify) g_ptr_array_unref);
}

/**
 * sol_store_count_async:
 * @hits: an answer
 *
 * Counts every facet of it, on the search thread.
 */
void
sol_store_count_async (SolStore *store,
                       SolHits *hits,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (store, cancellable, callback, user_data);

  g_task_set_source_tag (task, sol_store_count_async);
  g_task_set_task_data (task, sol_hits_ref (hits), (GDestroyNotify) sol_hits_unref);
  push (store, task, count);
}

/**
 * sol_store_count_finish:
 *
 * Returns: (transfer full) (element-type GArray): by #SolFacet, arrays of #SolFacetCount, whose
 *   codes live as long as the answer
 */
GPtrArray *
sol_store_count_finish (SolStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
