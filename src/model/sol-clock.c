/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-clock.h"

static const SolClock system_clock = { g_get_real_time, g_get_monotonic_time,
                                       g_timeout_source_new };
static const SolClock *current = &system_clock;

/**
 * sol_clock_now:
 *
 * The one place where what is kept or sent takes the time from. It may be wrong and may be put
 * right meanwhile: it is shown and nothing is ordered by it.
 *
 * Returns: µs since 1970
 */
gint64
sol_clock_now (void)
{
  return current->now ();
}

/* Seconds since 1970. */
gint64
sol_clock_seconds (void)
{
  return current->now () / G_USEC_PER_SEC;
}

/**
 * sol_clock_print:
 * @seconds: since 1970
 *
 * Returns: (transfer full): YYYY-MM-DDTHH:MM:SSZ, as records and answers tell a moment
 */
char *
sol_clock_print (gint64 seconds)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_utc (seconds);

  return g_date_time_format (moment, "%Y-%m-%dT%H:%M:%SZ");
}

/**
 * sol_clock_monotonic:
 *
 * Returns: µs, for how long something took or may take
 */
gint64
sol_clock_monotonic (void)
{
  return current->monotonic ();
}

/**
 * sol_clock_start_timeout:
 * @context: (nullable): where @func is called; %NULL: that of this thread
 * @destroy: (nullable): for @data
 *
 * Calls @func once so much time has passed, and again each time it returns %G_SOURCE_CONTINUE.
 *
 * Returns: (transfer full): for sol_clock_clear_timeout()
 */
GSource *
sol_clock_start_timeout (GMainContext *context,
                         guint milliseconds,
                         GSourceFunc func,
                         gpointer data,
                         GDestroyNotify destroy)
{
  GSource *timeout = current->timeout_new (milliseconds);

  g_source_set_callback (timeout, func, data, destroy);
  g_source_attach (timeout, context != NULL ? context : g_main_context_get_thread_default ());
  return timeout;
}

/* Whether it was called already or not. */
void
sol_clock_clear_timeout (GSource **timeout)
{
  if (*timeout == NULL)
    return;

  g_source_destroy (*timeout);
  g_clear_pointer (timeout, g_source_unref);
}

/**
 * sol_clock_set:
 * @clock: (nullable): stays the caller's; %NULL: the system's
 *
 * For tests, which do not wait. Before anything asks the time.
 */
void
sol_clock_set (const SolClock *clock)
{
  current = clock != NULL ? clock : &system_clock;
}
