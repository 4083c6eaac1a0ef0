/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/sol-same-name.h"

#include <string.h>

#include "model/sol-text.h"

/* Letters and digits alone: "8130z" of "81.30Z". */
static char *
squeeze (const char *text)
{
  char *squeezed = sol_text_fold (text);
  char *end = squeezed;

  for (const char *at = squeezed; *at != '\0'; at++)
    if (g_ascii_isalnum (*at))
      *end++ = *at;
  *end = '\0';
  return squeezed;
}

/**
 * sol_same_name:
 * @name: of what can be chosen
 * @typed: by somebody who looks at nothing
 *
 * Returns: whether it is that name, but for accents, case and signs; "Avignon (84)" is Avignon
 */
gboolean
sol_same_name (const char *name, const char *typed)
{
  const char *more = strstr (name, " (");
  g_autofree char *wanted = squeeze (typed);
  g_autofree char *whole = squeeze (name);
  g_autofree char *first = more != NULL ? g_strndup (name, (gsize) (more - name)) : NULL;
  g_autofree char *squeezed = first != NULL ? squeeze (first) : NULL;

  return g_str_equal (whole, wanted) || g_strcmp0 (squeezed, wanted) == 0;
}
