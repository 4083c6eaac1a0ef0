/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-kept-filters.h"

#define KEY "filters"

/* What was typed is of its moment; what was filtered is where one works, and comes back. */
static void
keep (SolCataloguePage *page, GSettings *settings)
{
  g_autoptr (SolQuery) kept = sol_query_copy (sol_catalogue_page_get_query (page));
  g_autofree char *text = NULL;

  sol_query_set_text (kept, NULL);
  text = sol_query_to_string (kept);
  g_settings_set_string (settings, KEY, text);
}

/**
 * sol_kept_filters_follow:
 * @settings: outlive it
 *
 * Filters as at the last time, and keeps how it is filtered from now on.
 */
void
sol_kept_filters_follow (SolCataloguePage *page, GSettings *settings)
{
  g_autofree char *text = g_settings_get_string (settings, KEY);
  g_autoptr (SolQuery) kept = sol_query_parse (text, NULL);

  if (kept != NULL)
    sol_catalogue_page_set_query (page, kept);
  g_signal_connect (page, "query-changed", G_CALLBACK (keep), settings);
}

/* What it shows from now on is not kept. */
void
sol_kept_filters_leave (SolCataloguePage *page, GSettings *settings)
{
  g_signal_handlers_disconnect_by_data (page, settings);
}
