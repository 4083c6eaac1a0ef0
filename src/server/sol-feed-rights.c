/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-feed-rights.h"

#include "model/sol-json.h"

/* What changed hands since a cursor. First the reader is told of every scope that he lost; then
 * each one that he gained is read up to where his cursor stands in the feed, one after the other in
 * the order in which he gained them; what was written after that comes by the feed itself. A scope
 * that was lost and gained again is read again, whether or not he knew that it was lost. */

static gboolean
is_readable (const SolRights *rights, const char *scope)
{
  return g_strv_contains ((const char *const *) rights->scopes, scope);
}

static gboolean
is_last (const SolRights *rights, guint index)
{
  const SolRightChange *change = rights->changes->pdata[index];

  for (guint i = index + 1; i < rights->changes->len; i++)
    if (g_str_equal (((SolRightChange *) rights->changes->pdata[i])->scope, change->scope))
      return FALSE;
  return TRUE;
}

/* Appends a line for each scope that is lost and was not told yet. */
void
sol_feed_rights_tell_lost (SolCursor *cursor, const SolRights *rights, GString *text)
{
  for (guint i = 0; i < rights->changes->len; i++)
    {
      const SolRightChange *change = rights->changes->pdata[i];

      if (change->version <= cursor->told || change->gained || !is_last (rights, i) ||
          is_readable (rights, change->scope))
        continue;
      g_string_append (text, "{\"drop\":");
      sol_json_append_string (text, change->scope);
      g_string_append (text, "}\n");
    }
  cursor->told = rights->version;
}

/**
 * sol_feed_rights_find_gained:
 * @cursor: moved over what there is nothing to read of
 *
 * Returns: (nullable): the scope to read next, after the place where it was filled up to
 */
const SolRightChange *
sol_feed_rights_find_gained (SolCursor *cursor, const SolRights *rights)
{
  for (guint i = 0; cursor->seq > 0 && i < rights->changes->len; i++)
    {
      const SolRightChange *change = rights->changes->pdata[i];

      if (change->version <= cursor->rights || !change->gained || !is_last (rights, i) ||
          !is_readable (rights, change->scope))
        continue;
      if (change->version > cursor->rights + 1)
        sol_feed_rights_end_gained (cursor, rights->changes->pdata[i - 1]);
      return change;
    }
  if (cursor->rights < rights->version)
    cursor->filled = 0;
  cursor->rights = rights->version;
  return NULL;
}

/* @gained: it is read, or there is nothing to read of it */
void
sol_feed_rights_end_gained (SolCursor *cursor, const SolRightChange *gained)
{
  cursor->rights = gained->version;
  cursor->filled = 0;
}
