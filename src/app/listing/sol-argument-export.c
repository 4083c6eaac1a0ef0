/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/listing/sol-argument-export.h"

#include <glib/gi18n.h>

#include "app/catalogue/sol-supplier-words.h"
#include "app/widgets/sol-toast.h"
#include "guide/sol-document.h"
#include "model/sol-argument.h"

/* What is above stands above its first part alone. */
static void
add_paragraph (SolDocument *document, const SolParagraph *paragraph, const char *heading)
{
  if (paragraph->text != NULL)
    sol_document_add (document, heading, paragraph->text);
  for (guint i = 0; i < paragraph->quotes->len; i++)
    {
      g_autofree char *quote = sol_supplier_words_quote (paragraph->quotes->pdata[i]);
      g_autofree char *who = sol_supplier_words_say_who (paragraph->quotes->pdata[i]);

      sol_document_add_quote (document, i == 0 && paragraph->text == NULL ? heading : NULL, quote,
                              who);
    }
}

/* Holes are no part of it. */
static SolDocument *
make_document (SolRecord *listing, GPtrArray *words, const char *only)
{
  const gboolean french = g_str_has_prefix (g_get_language_names ()[0], "fr");
  const char *name = sol_record_get_text (listing, "name");
  SolDocument *document = sol_document_new (name != NULL ? name : _ ("Argument sheet"),
                                            french ? "fr" : "en");
  g_autoptr (GPtrArray) sheet = sol_argument_compose (listing, words);

  for (guint i = 0; i < sheet->len; i++)
    {
      const SolParagraph *paragraph = sheet->pdata[i];

      if (only == NULL || g_str_equal (paragraph->about->id, only))
        add_paragraph (document, paragraph, i > 0 ? paragraph->about->title : NULL);
    }
  return document;
}

/**
 * sol_argument_export_copy:
 * @toasts: where it is told
 * @words: (nullable) (element-type SolClientWord): what clients said
 * @paragraph: (nullable): id of the one; %NULL: the whole sheet
 */
void
sol_argument_export_copy (AdwToastOverlay *toasts,
                          SolRecord *listing,
                          GPtrArray *words,
                          const char *paragraph)
{
  g_autoptr (SolDocument) document = make_document (listing, words, paragraph);
  g_autofree char *text = paragraph != NULL ? sol_document_get_parts_text (document)
                                            : sol_document_get_text (document);

  if (document->parts->len == 0)
    {
      adw_toast_overlay_add_toast (toasts, sol_toast_new (_ ("This paragraph has no words yet")));
      return;
    }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (toasts)), text);
  adw_toast_overlay_add_toast (
      toasts, sol_toast_new (paragraph != NULL ? _ ("Paragraph copied") : _ ("Sheet copied")));
}

static char *
say_written (GFile *file, guint n_pages)
{
  g_autofree char *name = g_file_get_basename (file);

  if (n_pages < 2)
    return g_strdup_printf (_ ("Your sheet is in “%s”"), name);
  return g_strdup_printf (ngettext ("“%s” has %u page: shorten it to keep to one",
                                    "“%s” has %u pages: shorten it to keep to one", n_pages),
                          name, n_pages);
}

/* TRANSLATORS: name of a file, %s: a structure and a day */
const SolSaveAs sol_argument_export_pdf = { N_ ("Export as PDF"), N_ ("sheet-%s.pdf"),
                                            sol_document_make_pdf, say_written };
const SolSaveAs sol_argument_export_odt = { N_ ("Export as ODT"), N_ ("sheet-%s.odt"),
                                            sol_document_make_odt, say_written };

/**
 * sol_argument_export_save:
 * @toasts: where the end is told
 * @words: (nullable) (element-type SolClientWord): what clients said
 * @how: one of the two above
 *
 * Asks where to, and writes the sheet as it is now.
 */
void
sol_argument_export_save (AdwToastOverlay *toasts,
                          SolRecord *listing,
                          GPtrArray *words,
                          const SolSaveAs *how)
{
  SolDocument *document = make_document (listing, words, NULL);
  g_autofree char *name = g_strdup (document->title);

  sol_save_as (toasts, how, name, document, (GDestroyNotify) sol_document_free);
}
