/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SolShowcasePart:
 * @lines: (element-type utf8)
 * @listed: whether each line stands for itself, not as a paragraph
 * @beside: whether it is a fact that stands beside the words
 */
typedef struct
{
  char *heading;
  GPtrArray *lines;
  gboolean listed;
  gboolean beside;
} SolShowcasePart;

/**
 * SolShowcaseBar:
 * @title: of a criterion
 * @word: its level: "Pratiqué"
 * @level: 0 to 3
 */
typedef struct
{
  char *title;
  char *word;
  guint level;
} SolShowcaseBar;

/**
 * SolShowcasePicture:
 * @jpeg: (nullable): %NULL without one
 */
typedef struct
{
  GBytes *jpeg;
  int width;
  int height;
} SolShowcasePicture;

/**
 * SolShowcase:
 * @language: of the words: "fr"
 * @parts: (element-type SolShowcasePart): in the order of reading
 * @bars_heading: (nullable): "7 sur 9 prouvés"
 * @bars: (element-type SolShowcaseBar)
 * @mail_link: (nullable): "mailto:…"
 * @call_link: (nullable): "tel:…"
 * @site_link: (nullable): "https://…"
 * @link: (nullable): where its QR code leads
 * @link_words: (nullable): what stands below the code
 * @foot: where the sheet comes from, and of which day it is
 *
 * A structure in the words of who shows it outside, before it has a format. Texts are plain.
 */
typedef struct
{
  char *language;
  char *name;
  char *lead;
  char *contact_heading;
  char *address;
  char *mail, *mail_link;
  char *call, *call_link;
  char *site, *site_link;
  GPtrArray *parts;
  char *bars_heading;
  GPtrArray *bars;
  char *link;
  char *link_words;
  char *foot;
  SolShowcasePicture photo;
  SolShowcasePicture logo;
} SolShowcase;

SolShowcase *sol_showcase_new (const char *language);
void sol_showcase_free (SolShowcase *self);
SolShowcasePart *
sol_showcase_add_part (SolShowcase *self, const char *heading, gboolean listed, gboolean beside);
gboolean sol_showcase_has_contact (const SolShowcase *self);
void sol_showcase_part_add (SolShowcasePart *part, char *owned_line);
void sol_showcase_add_bar (SolShowcase *self, const char *title, const char *word, guint level);

GBytes *sol_showcase_make_html (gpointer self, guint *note);
GBytes *sol_showcase_make_pdf (gpointer self, guint *note);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolShowcase, sol_showcase_free)

G_END_DECLS
