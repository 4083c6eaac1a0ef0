/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/listing/sol-argument-export.h"

#include <glib/gi18n.h>

#include "app/sol-saved-toast.h"
#include "app/widgets/sol-toast.h"
#include "model/sol-argument.h"

static const struct
{
  const char *title;
  const char *name; /* of the file */
} formats[] = {
  /* TRANSLATORS: name of a file, %s: a structure and a day */
  [SOL_DOCUMENT_PDF] = { N_ ("Export as PDF"), N_ ("sheet-%s.pdf") },
  [SOL_DOCUMENT_ODT] = { N_ ("Export as ODT"), N_ ("sheet-%s.odt") },
};

typedef struct
{
  AdwToastOverlay *toasts;
  SolDocument *document; /* (nullable): until it is being written */
  SolDocumentFormat format;
  GFile *file; /* (nullable): until it is chosen */
} Saving;

static void
saving_free (Saving *saving)
{
  g_object_unref (saving->toasts);
  g_clear_pointer (&saving->document, sol_document_free);
  g_clear_object (&saving->file);
  g_free (saving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

/* Holes are no part of it. */
static SolDocument *
make_document (SolRecord *listing, const char *only)
{
  const gboolean french = g_str_has_prefix (g_get_language_names ()[0], "fr");
  const char *name = sol_record_get_text (listing, "name");
  SolDocument *document = sol_document_new (name != NULL ? name : _ ("Argument sheet"),
                                            french ? "fr" : "en");
  g_autoptr (GPtrArray) sheet = sol_argument_compose (listing);

  for (guint i = 0; i < sheet->len; i++)
    {
      const SolParagraph *paragraph = sheet->pdata[i];

      if (paragraph->text != NULL && (only == NULL || g_str_equal (paragraph->about->id, only)))
        sol_document_add (document, i > 0 ? paragraph->about->title : NULL, paragraph->text);
    }
  return document;
}

/**
 * sol_argument_export_copy:
 * @toasts: where it is told
 * @paragraph: (nullable): id of the one; %NULL: the whole sheet
 */
void
sol_argument_export_copy (AdwToastOverlay *toasts, SolRecord *listing, const char *paragraph)
{
  g_autoptr (SolDocument) document = make_document (listing, paragraph);
  const SolDocumentPart *part = document->parts->len > 0 ? document->parts->pdata[0] : NULL;
  g_autofree char *text = paragraph != NULL && part != NULL ? g_strdup (part->text)
                                                            : sol_document_get_text (document);

  if (part == NULL)
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

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Saving) saving = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  guint n_pages;

  if (sol_document_save_finish (result, &n_pages, &error))
    {
      words = say_written (saving->file, n_pages);
      sol_saved_toast_show (saving->toasts, saving->file, words);
    }
  else
    sol_saved_toast_fail (saving->toasts, error);
}

static void
on_response (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  g_autoptr (Saving) saving = user_data;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      saving->file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      sol_document_save_async (g_steal_pointer (&saving->document), saving->format, saving->file,
                               NULL, on_written, saving);
      saving = NULL;
    }
  g_object_unref (dialog);
}

/* "sheet-La Clé des Haies-2026-11-27.pdf" */
static char *
make_name (const Saving *saving)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = g_date_time_format (now, "%Y-%m-%d");
  g_autofree char *title = g_strdelimit (g_strdup (saving->document->title), "/\\:", ' ');
  g_autofree char *about = g_strdup_printf ("%s-%s", title, day);
  g_auto (GStrv) parts = g_strsplit (_ (formats[saving->format].name), "%s", 2);

  return g_strjoinv (about, parts);
}

/**
 * sol_argument_export_save:
 * @toasts: where the end is told
 *
 * Asks where to, and writes the sheet as it is now.
 */
void
sol_argument_export_save (AdwToastOverlay *toasts, SolRecord *listing, SolDocumentFormat format)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (toasts));
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      _ (formats[format].title), GTK_WINDOW (root), GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Export"),
      _ ("_Cancel"));
  Saving *saving = g_new0 (Saving, 1);
  g_autofree char *name = NULL;

  saving->toasts = g_object_ref (toasts);
  saving->document = make_document (listing, NULL);
  saving->format = format;
  name = make_name (saving);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), saving);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
