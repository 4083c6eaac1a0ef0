/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-save-as.h"

#include <glib/gi18n.h>

#include "app/sol-file-choice.h"
#include "app/sol-saved-toast.h"

typedef struct
{
  AdwToastOverlay *toasts;
  const SolSaveAs *how;
  gpointer about; /* (nullable): until it is being written */
  GDestroyNotify free_about;
  GFile *file; /* (nullable): until it is chosen */
} Saving;

static void
saving_free (Saving *saving)
{
  g_object_unref (saving->toasts);
  g_clear_pointer (&saving->about, saving->free_about);
  g_clear_object (&saving->file);
  g_free (saving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Saving) saving = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  guint note;

  if (sol_save_made_finish (result, &note, &error))
    {
      words = saving->how->say (saving->file, note);
      sol_saved_toast_show (saving->toasts, saving->file, words);
    }
  else
    sol_saved_toast_fail (saving->toasts, error);
}

static void
on_chosen (GtkWidget *toasts, GFile *file, gpointer data)
{
  g_autoptr (Saving) saving = data;

  if (file == NULL)
    return;
  saving->file = g_object_ref (file);
  sol_save_made_async (saving->how->make, g_steal_pointer (&saving->about), saving->free_about,
                       saving->file, NULL, on_written, saving);
  saving = NULL;
}

/* "sheet-La Clé des Haies-2026-11-27.pdf" */
static char *
make_name (const SolSaveAs *how, const char *name)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = g_date_time_format (now, "%Y-%m-%d");
  g_autofree char *title = g_strdelimit (g_strdup (name), "/\\:", ' ');
  g_autofree char *about = g_strdup_printf ("%s-%s", title, day);
  g_auto (GStrv) parts = g_strsplit (_ (how->name), "%s", 2);

  return g_strjoinv (about, parts);
}

/**
 * sol_save_as:
 * @toasts: where the end is told
 * @how: static
 * @name: of what is saved, a part of the name that is proposed
 * @owned_about: (transfer full): what the file is made of
 *
 * Asks where to, and makes and writes the file on a worker.
 */
void
sol_save_as (AdwToastOverlay *toasts,
             const SolSaveAs *how,
             const char *name,
             gpointer owned_about,
             GDestroyNotify free_about)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      _ (how->title), NULL, GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Export"), _ ("_Cancel"));
  Saving *saving = g_new0 (Saving, 1);
  g_autofree char *proposed = make_name (how, name);

  saving->toasts = g_object_ref (toasts);
  saving->how = how;
  saving->about = owned_about;
  saving->free_about = free_about;
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), proposed);
  sol_file_choice_ask (GTK_WIDGET (toasts), dialog, on_chosen, saving);
}
