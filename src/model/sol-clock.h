/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gint64 sol_clock_now (void);
gint64 sol_clock_seconds (void);
gint64 sol_clock_monotonic (void);
char *sol_clock_print (gint64 seconds);
GSource *sol_clock_start_timeout (GMainContext *context,
                                  guint milliseconds,
                                  GSourceFunc func,
                                  gpointer data,
                                  GDestroyNotify destroy);
void sol_clock_clear_timeout (GSource **timeout);

/**
 * SolClock:
 * @now: µs since 1970
 * @monotonic: µs since some moment, only forward
 * @timeout_new: (transfer full): a source that is ready once so much of that time has passed
 *
 * What time is told by. Any thread.
 */
typedef struct
{
  gint64 (*now) (void);
  gint64 (*monotonic) (void);
  GSource *(*timeout_new) (guint milliseconds);
} SolClock;

void sol_clock_set (const SolClock *clock);

G_END_DECLS
