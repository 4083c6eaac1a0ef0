/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SOL_HELP_TITLE,
  SOL_HELP_SECTION,
  SOL_HELP_PARAGRAPH,
  SOL_HELP_ITEM,
} SolHelpKind;

/**
 * SolHelpBlock:
 * @number: of an item among steps, from 1; 0 in a list without order
 * @markup: what Pango reads
 */
typedef struct
{
  SolHelpKind kind;
  guint number;
  char *markup;
} SolHelpBlock;

GPtrArray *sol_help_text_parse (const char *text, gssize length, GError **error);

G_END_DECLS
