/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guide/sol-document.h"

static void
part_free (gpointer data)
{
  SolDocumentPart *part = data;

  g_free (part->heading);
  g_free (part->text);
  g_free (part);
}

/**
 * sol_document_new:
 *
 * Returns: (transfer full): without parts
 */
SolDocument *
sol_document_new (const char *title, const char *language)
{
  SolDocument *self = g_new0 (SolDocument, 1);

  self->title = g_strdup (title);
  self->language = g_strdup (language);
  self->parts = g_ptr_array_new_with_free_func (part_free);
  return self;
}

void
sol_document_free (SolDocument *self)
{
  g_free (self->title);
  g_free (self->language);
  g_ptr_array_unref (self->parts);
  g_free (self);
}

/**
 * sol_document_add:
 * @heading: (nullable)
 */
void
sol_document_add (SolDocument *self, const char *heading, const char *text)
{
  SolDocumentPart *part = g_new0 (SolDocumentPart, 1);

  part->heading = g_strdup (heading);
  part->text = g_strdup (text);
  g_ptr_array_add (self->parts, part);
}

/**
 * sol_document_add_quote:
 * @heading: (nullable)
 * @quote: between its quotation marks
 * @who: said it, when
 */
void
sol_document_add_quote (SolDocument *self, const char *heading, const char *quote, const char *who)
{
  g_autofree char *text = g_strdup_printf ("%s\n— %s", quote, who);
  SolDocumentPart *part;

  sol_document_add (self, heading, text);
  part = self->parts->pdata[self->parts->len - 1];
  part->quoted = TRUE;
}

/**
 * sol_document_get_parts_text:
 *
 * Returns: (transfer full): the parts as plain text, without what stands above them
 */
char *
sol_document_get_parts_text (const SolDocument *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->parts->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n\n" : "",
                            ((const SolDocumentPart *) self->parts->pdata[i])->text);
  return g_string_free (text, FALSE);
}

/**
 * sol_document_get_text:
 *
 * Returns: (transfer full): as plain text, for the clipboard
 */
char *
sol_document_get_text (const SolDocument *self)
{
  GString *text = g_string_new (self->title);

  for (guint i = 0; i < self->parts->len; i++)
    {
      const SolDocumentPart *part = self->parts->pdata[i];

      g_string_append_printf (text, "\n\n%s%s%s", part->heading != NULL ? part->heading : "",
                              part->heading != NULL ? "\n" : "", part->text);
    }
  return g_string_free (text, FALSE);
}
