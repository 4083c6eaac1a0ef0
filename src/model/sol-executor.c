/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-executor.h"

#include "model/sol-random.h"

struct _SolLane
{
  GFunc func;
  gpointer data;
  GThreadPool *threads;  /* %NULL where there are none */
  GMainContext *context; /* where it has its jobs done instead */
};

/* Where there are no threads: a job that was handed over. */
typedef struct
{
  GMainContext *context;
  SolLane *lane; /* (nullable): @job is a #GTask for @func */
  gpointer job;
  GTaskThreadFunc func;
} Waiting;

static gboolean without_threads;
static GQueue waiting = G_QUEUE_INIT;

static void
run_waiting (GList *link)
{
  g_autofree Waiting *self = link->data;

  g_queue_delete_link (&waiting, link);
  if (self->lane != NULL)
    self->lane->func (self->job, self->lane->data);
  else
    {
      self->func (self->job, g_task_get_source_object (self->job), g_task_get_task_data (self->job),
                  g_task_get_cancellable (self->job));
      g_object_unref (self->job);
    }
}

/* A lane begins its jobs in their order. */
static gboolean
comes_after_another (GList *link)
{
  const Waiting *self = link->data;

  for (GList *before = link->prev; self->lane != NULL && before != NULL; before = before->prev)
    if (((Waiting *) before->data)->lane == self->lane)
      return TRUE;
  return FALSE;
}

/* %NULL for @lane: of any lane, by chance, as threads have it. Returns: whether there was one */
static gboolean
run_one (GMainContext *context, SolLane *lane)
{
  GList *chosen = NULL;
  guint32 n = 0;

  for (GList *link = waiting.head; link != NULL; link = link->next)
    {
      const Waiting *self = link->data;

      if (self->context == context && (lane == NULL || self->lane == lane) &&
          !comes_after_another (link) && sol_random_range (0, n++) == 0)
        chosen = link;
    }

  if (chosen != NULL)
    run_waiting (chosen);
  return chosen != NULL;
}

static gboolean
run_next (gpointer context)
{
  run_one (context, NULL);
  return G_SOURCE_REMOVE;
}

/* One turn of the main loop for each. Some may be done before theirs, by who could not wait. */
static void
hand_over (const Waiting *job)
{
  g_autoptr (GSource) turn = g_idle_source_new ();

  g_queue_push_tail (&waiting, g_memdup2 (job, sizeof *job));
  g_source_set_priority (turn, G_PRIORITY_DEFAULT);
  g_source_set_callback (turn, run_next, job->context, NULL);
  g_source_attach (turn, job->context);
}

/**
 * sol_lane_new:
 * @func: does a job, which it is handed with @data
 */
SolLane *
sol_lane_new (guint n_threads, GFunc func, gpointer data)
{
  SolLane *self = g_new0 (SolLane, 1);

  self->func = func;
  self->data = data;
  if (without_threads)
    self->context = g_main_context_ref_thread_default ();
  else
    self->threads = g_thread_pool_new (func, data, (int) n_threads, FALSE, NULL);
  return self;
}

void
sol_lane_push (SolLane *self, gpointer job)
{
  if (self->threads != NULL)
    g_thread_pool_push (self->threads, job, NULL);
  else
    hand_over (&(Waiting){ self->context, self, job, NULL });
}

/**
 * sol_lane_wait:
 * @cond: what a job of this lane, or one that follows from it, will signal
 *
 * As g_cond_wait().
 */
void
sol_lane_wait (SolLane *self, GCond *cond, GMutex *mutex)
{
  gboolean done;

  if (self->threads != NULL)
    {
      g_cond_wait (cond, mutex);
      return;
    }

  g_mutex_unlock (mutex);
  done = run_one (self->context, NULL);
  g_mutex_lock (mutex);
  if (!done)
    g_error ("What is waited for is not under way");
}

/* Waits for the jobs handed over. Not to be called by one of them. */
void
sol_lane_free (SolLane *self)
{
  if (self->threads != NULL)
    g_thread_pool_free (self->threads, FALSE, TRUE);
  else
    {
      while (run_one (self->context, self))
        ;
      g_main_context_unref (self->context);
    }
  g_free (self);
}

/**
 * sol_task_run_in_thread:
 *
 * As g_task_run_in_thread(): for work that may wait for the disk, or takes long.
 */
void
sol_task_run_in_thread (GTask *task, GTaskThreadFunc func)
{
  if (!without_threads)
    g_task_run_in_thread (task, func);
  else
    hand_over (&(Waiting){ g_task_get_context (task), NULL, g_object_ref (task), func });
}

/**
 * sol_executor_set_threads:
 * @threads: %FALSE: what would be done on others is done on this thread, a job a turn of its main
 *   loop
 *
 * For tests that do the same again each time their chance is the same: which lane goes on is drawn.
 * Before anything is made that has threads.
 */
void
sol_executor_set_threads (gboolean threads)
{
  without_threads = !threads;
}

/* Returns: %FALSE where all is to happen in one order: nothing may come from outside then */
gboolean
sol_executor_has_threads (void)
{
  return !without_threads;
}
