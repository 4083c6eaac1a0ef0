/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guide/sol-showcase.h"

static void
part_free (gpointer data)
{
  SolShowcasePart *part = data;

  g_free (part->heading);
  g_ptr_array_unref (part->lines);
  g_free (part);
}

static void
bar_free (gpointer data)
{
  SolShowcaseBar *bar = data;

  g_free (bar->title);
  g_free (bar->word);
  g_free (bar);
}

/**
 * sol_showcase_new:
 *
 * Returns: (transfer full): with nothing in it: its texts are given to it as they are
 */
SolShowcase *
sol_showcase_new (const char *language)
{
  SolShowcase *self = g_new0 (SolShowcase, 1);

  self->language = g_strdup (language);
  self->parts = g_ptr_array_new_with_free_func (part_free);
  self->bars = g_ptr_array_new_with_free_func (bar_free);
  return self;
}

void
sol_showcase_free (SolShowcase *self)
{
  char *const texts[] = {
    self->language,   self->name, self->lead,         self->contact_heading,
    self->address,    self->mail, self->mail_link,    self->call,
    self->call_link,  self->site, self->bars_heading, self->site_link,
    self->link_words, self->link, self->foot,
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  g_ptr_array_unref (self->parts);
  g_ptr_array_unref (self->bars);
  g_clear_pointer (&self->photo.jpeg, g_bytes_unref);
  g_clear_pointer (&self->logo.jpeg, g_bytes_unref);
  g_free (self);
}

/**
 * sol_showcase_add_part:
 *
 * Returns: (transfer none): without lines: it is not shown until it has some
 */
SolShowcasePart *
sol_showcase_add_part (SolShowcase *self, const char *heading, gboolean listed, gboolean beside)
{
  SolShowcasePart *part = g_new0 (SolShowcasePart, 1);

  part->heading = g_strdup (heading);
  part->lines = g_ptr_array_new_with_free_func (g_free);
  part->listed = listed;
  part->beside = beside;
  g_ptr_array_add (self->parts, part);
  return part;
}

/**
 * sol_showcase_has_contact:
 *
 * Returns: whether there is any way to come to the structure: a heading above none is not shown
 */
gboolean
sol_showcase_has_contact (const SolShowcase *self)
{
  const char *ways[] = { self->address, self->call, self->mail, self->site };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    if (ways[i] != NULL && *ways[i] != '\0')
      return TRUE;
  return FALSE;
}

/**
 * sol_showcase_part_add:
 * @owned_line: (transfer full) (nullable): nothing is added for %NULL or ""
 */
void
sol_showcase_part_add (SolShowcasePart *part, char *owned_line)
{
  if (owned_line != NULL && *owned_line != '\0')
    g_ptr_array_add (part->lines, owned_line);
  else
    g_free (owned_line);
}

void
sol_showcase_add_bar (SolShowcase *self, const char *title, const char *word, guint level)
{
  SolShowcaseBar *bar = g_new0 (SolShowcaseBar, 1);

  bar->title = g_strdup (title);
  bar->word = g_strdup (word);
  bar->level = level;
  g_ptr_array_add (self->bars, bar);
}
