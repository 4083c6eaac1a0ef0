/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <string.h>

#include "net/sol-change-line.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* One line of the feed: refused with an error, or a change whose parts lie within it. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SolChange) change = sol_change_line_parse ((const char *) data, size, &error);

  g_assert_true ((change == NULL) == (error != NULL));
  if (change == NULL)
    return 0;

  if (change->kind == SOL_CHANGE_PUT)
    {
      g_assert_true (change->doc >= change->line);
      g_assert_true (change->doc + change->doc_length <= change->line + strlen (change->line));
      g_assert_cmpint (change->doc[0], ==, '{');
      g_assert_cmpint (change->doc[change->doc_length - 1], ==, '}');
    }
  if (change->kind == SOL_CHANGE_CHECKPOINT)
    g_assert_nonnull (change->cursor);
  return 0;
}
