/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-duplicates.h"

#include "model/sol-clock.h"

/**
 * sol_duplicates_see_to:
 * @seconds: it is not begun anew after so many; the rest is for the next call
 *
 * Proposes the structures of the catalogue that may be one, among those that changed since the last
 * call. Blocks; any thread.
 */
void
sol_duplicates_see_to (SolServer *server, guint seconds)
{
  const gint64 until = g_get_monotonic_time () + seconds * G_TIME_SPAN_SECOND;
  g_autoptr (GError) error = NULL;
  gboolean more;

  do
    if (!sol_storage_find_duplicates (server->storage, sol_clock_seconds (), &more, &error))
      g_warning ("No duplicates are looked for: %s", error->message);
  while (more && g_get_monotonic_time () < until);
}
