/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/sol-push-texts-private.h"

#include "model/sol-answer.h"
#include "model/sol-executor.h"
#include "net/sol-net-error.h"

/* A batch and its answers are of a MiB and more: on a worker thread they become text and are read,
 * since the window is drawn by the thread that asks for it. */

typedef struct
{
  const SolMutationBatch *batch;
  GBytes *text;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_bytes_unref (reading->text);
  g_free (reading);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_pointer (task, sol_mutation_batch_to_text (data), g_free);
}

/**
 * sol_push_write_async: (skip)
 * @batch: (transfer none): nobody may change it meanwhile
 */
void
sol_push_write_async (const SolMutationBatch *batch,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, sol_push_write_async);
  g_task_set_task_data (task, (gpointer) batch, NULL);
  sol_task_run_in_thread (task, write_in_thread);
}

/* Returns: (transfer full): what is sent; %NULL with %G_IO_ERROR_CANCELLED */
char *
sol_push_write_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* What the server says of these it says of no others. */
static gboolean
check_answers (const SolMutationBatch *batch, const GPtrArray *answers)
{
  gboolean right = answers->len > 0 && answers->len <= batch->mutations->len;

  for (guint i = 0; right && i < answers->len; i++)
    {
      const SolAnswer *answer = g_ptr_array_index (answers, i);
      const SolMutation *mutation = g_ptr_array_index (batch->mutations, i);

      right = g_str_equal (answer->id, mutation->id);
    }
  return right;
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Reading *reading = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) answers = sol_answers_parse (g_bytes_get_data (reading->text, NULL),
                                                     g_bytes_get_size (reading->text), &error);

  if (answers != NULL && check_answers (reading->batch, answers))
    g_task_return_pointer (task, g_steal_pointer (&answers), (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_new_error (task, SOL_NET_ERROR, SOL_NET_ERROR_BAD_ANSWER,
                             "The server answers what was not asked: %s",
                             error != NULL ? error->message : "of other mutations");
}

/**
 * sol_push_read_async: (skip)
 * @batch: (transfer none): that is answered; nobody may change it meanwhile
 * @text: (transfer none): as the server sent it
 */
void
sol_push_read_async (const SolMutationBatch *batch,
                     GBytes *text,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Reading *reading = g_new (Reading, 1);

  *reading = (Reading){ batch, g_bytes_ref (text) };
  g_task_set_source_tag (task, sol_push_read_async);
  g_task_set_task_data (task, reading, reading_free);
  sol_task_run_in_thread (task, read_in_thread);
}

/**
 * sol_push_read_finish: (skip)
 *
 * Returns: (transfer full) (element-type SolAnswer): one for each mutation of the batch, up to one
 *   at which the server fails; %NULL with %SOL_NET_ERROR_BAD_ANSWER, or %G_IO_ERROR_CANCELLED
 */
GPtrArray *
sol_push_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
