/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-help-text.h"

#include <string.h>

/* Reads of Mallard what our pages use: title, section, p, list, steps, item, gui, key, cmd. */
typedef struct
{
  GPtrArray *blocks;
  GString *markup; /* of the block that is open, or NULL */
  guint depth;     /* of sections */
  guint step;      /* the number of the last item among steps */
  gboolean in_steps;
  gboolean in_item;
} Reader;

static void
free_block (gpointer data)
{
  SolHelpBlock *block = data;

  g_free (block->markup);
  g_free (block);
}

/* The tag of Pango that stands for an element inside a paragraph, or NULL. */
static const char *
get_inline_tag (const char *element)
{
  if (g_str_equal (element, "gui"))
    return "i";
  if (g_str_equal (element, "key"))
    return "b";
  if (g_str_equal (element, "cmd"))
    return "tt";
  return NULL;
}

static void
on_start (GMarkupParseContext *context,
          const char *element,
          const char **names,
          const char **values,
          gpointer user_data,
          GError **error)
{
  Reader *self = user_data;
  const char *tag = get_inline_tag (element);

  if (tag != NULL && self->markup != NULL)
    g_string_append_printf (self->markup, "<%s>", tag);
  else if (g_str_equal (element, "title") || g_str_equal (element, "p"))
    self->markup = g_string_new (NULL);
  else if (g_str_equal (element, "section"))
    self->depth++;
  else if (g_str_equal (element, "steps"))
    self->step = 0;

  if (g_str_equal (element, "steps") || g_str_equal (element, "list"))
    self->in_steps = g_str_equal (element, "steps");
  if (g_str_equal (element, "item"))
    {
      self->in_item = TRUE;
      self->step++;
    }
}

static SolHelpKind
get_kind (Reader *self, const char *element)
{
  if (g_str_equal (element, "title"))
    return self->depth > 0 ? SOL_HELP_SECTION : SOL_HELP_TITLE;
  return self->in_item ? SOL_HELP_ITEM : SOL_HELP_PARAGRAPH;
}

static void
end_block (Reader *self, const char *element)
{
  SolHelpBlock *block = g_new0 (SolHelpBlock, 1);

  block->kind = get_kind (self, element);
  block->number = self->in_item && self->in_steps ? self->step : 0;
  block->markup = g_string_free (g_steal_pointer (&self->markup), FALSE);
  g_ptr_array_add (self->blocks, block);
}

static void
on_end (GMarkupParseContext *context, const char *element, gpointer user_data, GError **error)
{
  Reader *self = user_data;
  const char *tag = get_inline_tag (element);

  if (tag != NULL && self->markup != NULL)
    g_string_append_printf (self->markup, "</%s>", tag);
  else if (self->markup != NULL && (g_str_equal (element, "title") || g_str_equal (element, "p")))
    end_block (self, element);
  else if (g_str_equal (element, "section"))
    self->depth--;
  else if (g_str_equal (element, "item"))
    self->in_item = FALSE;
}

static void
on_text (GMarkupParseContext *context,
         const char *text,
         gsize length,
         gpointer user_data,
         GError **error)
{
  Reader *self = user_data;
  g_autofree char *escaped = g_markup_escape_text (text, length);

  if (self->markup != NULL)
    g_string_append (self->markup, escaped);
}

/**
 * sol_help_text_parse:
 * @text: a page of Mallard
 * @length: in bytes
 *
 * Returns: (transfer full) (element-type SolHelpBlock): its blocks in order, or %NULL with a
 *   #GMarkupError
 */
GPtrArray *
sol_help_text_parse (const char *text, gssize length, GError **error)
{
  static const GMarkupParser parser = { on_start, on_end, on_text };
  g_autoptr (GPtrArray) blocks = g_ptr_array_new_with_free_func (free_block);
  Reader reader = { .blocks = blocks };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, &reader, NULL);
  const gboolean sound = g_markup_parse_context_parse (context, text, length, error) &&
                         g_markup_parse_context_end_parse (context, error);

  if (reader.markup != NULL)
    g_string_free (reader.markup, TRUE);
  return sound ? g_steal_pointer (&blocks) : NULL;
}
