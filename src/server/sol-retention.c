/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-retention.h"

#define DAY (24 * 3600) /* seconds */

/* Days. GDPR, article 5 (1) (e): no longer than what it is kept for needs,
 * https://eur-lex.europa.eu/eli/reg/2016/679/oj */
static guint kept[SOL_N_RETENTIONS] = {
  [SOL_RETENTION_AUDIT] = 365,
  [SOL_RETENTION_SESSIONS] = 30,
  [SOL_RETENTION_ANSWERS] = 90,
  [SOL_RETENTION_TOMBSTONES] = 180,
  [SOL_RETENTION_UPLOADS] = 7,
  [SOL_RETENTION_UNCONFIRMED] = 7,
  [SOL_RETENTION_INACTIVE] = 730,
  [SOL_RETENTION_RESTORABLE] = 30,
  [SOL_RETENTION_HISTORY] = 365,
  [SOL_RETENTION_LOOKS] = 396, /* twelve months and the present one */
};

/**
 * sol_retention_get:
 *
 * Returns: for how many seconds it is kept
 */
gint64
sol_retention_get (SolRetention what)
{
  return (gint64) kept[what] * DAY;
}

/**
 * sol_retention_set:
 *
 * As who keeps the server says; before it opens its storage.
 */
void
sol_retention_set (SolRetention what, guint days)
{
  kept[what] = days;
}
