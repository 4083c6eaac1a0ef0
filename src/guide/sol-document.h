/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SolDocumentPart:
 * @heading: (nullable)
 * @text: lines, each a paragraph
 * @quoted: it is somebody else's, the last line says whose
 */
typedef struct
{
  char *heading;
  char *text;
  gboolean quoted;
} SolDocumentPart;

/**
 * SolDocument:
 * @title: on top, and as the file tells it
 * @language: of the texts: "fr"
 * @parts: (element-type SolDocumentPart)
 *
 * What leaves the program on paper, before it has a format.
 */
typedef struct
{
  char *title;
  char *language;
  GPtrArray *parts;
} SolDocument;

SolDocument *sol_document_new (const char *title, const char *language);
void sol_document_free (SolDocument *self);
void sol_document_add (SolDocument *self, const char *heading, const char *text);
void
sol_document_add_quote (SolDocument *self, const char *heading, const char *quote, const char *who);
char *sol_document_get_parts_text (const SolDocument *self);
char *sol_document_get_text (const SolDocument *self);

GBytes *sol_document_make_odt (gpointer self, guint *n_pages);
GBytes *sol_document_make_pdf (gpointer self, guint *n_pages);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolDocument, sol_document_free)

G_END_DECLS
