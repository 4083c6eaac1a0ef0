/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SolLane:
 *
 * A few threads of their own for jobs of one kind, which are begun in the order they come.
 */
typedef struct _SolLane SolLane;

SolLane *sol_lane_new (guint n_threads, GFunc func, gpointer data);
void sol_lane_push (SolLane *self, gpointer job);
void sol_lane_wait (SolLane *self, GCond *cond, GMutex *mutex);
void sol_lane_free (SolLane *self);

void sol_task_run_in_thread (GTask *task, GTaskThreadFunc func);

void sol_executor_set_threads (gboolean threads);
gboolean sol_executor_has_threads (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolLane, sol_lane_free)

G_END_DECLS
