/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-servers.h"

#define MAX_SERVERS 5 /* addresses that are remembered */

/**
 * sol_servers_add:
 * @address: of a platform that answered
 *
 * Makes it the platform, and the first of those used last.
 */
void
sol_servers_add (GSettings *settings, const char *address)
{
  g_auto (GStrv) before = g_settings_get_strv (settings, "servers");
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  g_ptr_array_add (kept, (char *) address);
  for (guint i = 0; before[i] != NULL && kept->len < MAX_SERVERS; i++)
    if (!g_str_equal (before[i], address))
      g_ptr_array_add (kept, before[i]);
  g_ptr_array_add (kept, NULL);

  g_settings_set_strv (settings, "servers", (const char *const *) kept->pdata);
  g_settings_set_string (settings, "server", address);
}
