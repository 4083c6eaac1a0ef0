/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-decoder.h"

#include <string.h>
#include <unistd.h>

/* What the first bytes of a file say that it is. */
static const struct
{
  const char *media_type;
  const char *magic;
} kinds[] = {
  { "image/png", "\x89PNG\r\n\x1a\n" },
  { "image/jpeg", "\xff\xd8\xff" },
  { "application/pdf", "%PDF-" },
};

static const char *
sniff (int file)
{
  char head[8] = { 0 };

  if (pread (file, head, sizeof head, 0) != sizeof head)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (memcmp (head, kinds[i].magic, strlen (kinds[i].magic)) == 0)
      return kinds[i].media_type;
  return NULL;
}

/**
 * sol_decoder_look:
 * @file: what was sent
 * @shown: (element-type SolShown): takes what is to be shown of it
 * @fault: (out): why it is refused; %NULL when it is not
 *
 * Returns: (transfer full) (nullable): the type of media that its bytes say
 */
char *
sol_decoder_look (int file, GPtrArray *shown, const char **fault)
{
  const char *media_type = sniff (file);

  *fault = media_type == NULL ? "unknown-type" : NULL;
  return g_strdup (media_type);
}
