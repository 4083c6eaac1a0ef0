/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-catalogue-export.h"

#include <glib/gi18n.h>

#include "app/catalogue/sol-export.h"
#include "app/sol-file-choice.h"
#include "app/sol-format.h"
#include "app/sol-saved-toast.h"
#include "app/widgets/sol-toast.h"

#define TOAST_SECONDS 10
#define PATIENCE 1000 /* ms before an export that is under way is told */
#define TICK 250      /* ms between two looks at how far it is */

typedef struct
{
  AdwToastOverlay *toasts;
  SolStore *store;
  GArray *keys;
  GFile *file;
  GCancellable *cancellable;
  SolExportProgress progress;
  guint tick;
  AdwToast *under_way; /* (nullable): shown */
} Saving;

static void
saving_free (Saving *saving)
{
  g_clear_handle_id (&saving->tick, g_source_remove);
  if (saving->under_way != NULL)
    {
      /* The toast outlives what its button cancels. */
      g_signal_handlers_disconnect_by_data (saving->under_way, saving->cancellable);
      adw_toast_dismiss (saving->under_way);
    }
  if (saving->cancellable != NULL)
    g_signal_handlers_disconnect_by_data (saving->toasts, saving->cancellable);
  g_clear_object (&saving->under_way);
  g_clear_object (&saving->cancellable);
  g_object_unref (saving->toasts);
  g_object_unref (saving->store);
  g_array_unref (saving->keys);
  g_clear_object (&saving->file);
  g_free (saving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

static void
tell (AdwToastOverlay *toasts, const char *text)
{
  AdwToast *toast;

  /* The window may be gone by now. */
  if (gtk_widget_get_root (GTK_WIDGET (toasts)) == NULL)
    return;

  toast = sol_toast_new (text);
  adw_toast_set_timeout (toast, TOAST_SECONDS);
  adw_toast_overlay_add_toast (toasts, toast);
}

static void
tell_saved (Saving *saving, guint n_written)
{
  g_autofree char *name = g_file_get_basename (saving->file);
  g_autofree char *number = sol_format_number (n_written);
  g_autofree char *text = NULL;

  text = g_strdup_printf (ngettext ("%s structure in “%s”", "%s structures in “%s”", n_written),
                          number, name);
  sol_saved_toast_show (saving->toasts, saving->file, text);
}

static void
show_progress (Saving *saving)
{
  g_autofree char *number = sol_format_number (g_atomic_int_get (&saving->progress.n_written));
  g_autofree char *all = sol_format_number (saving->keys->len);
  /* Translators: %1$s structures of %2$s are written so far */
  g_autofree char *text = g_strdup_printf (_ ("Exporting: %1$s of %2$s"), number, all);

  adw_toast_set_title (saving->under_way, text);
}

static gboolean
on_tick (gpointer user_data)
{
  show_progress (user_data);
  return G_SOURCE_CONTINUE;
}

/* It takes its time: how far it is, and a way out. */
static gboolean
on_patience_ends (gpointer user_data)
{
  Saving *saving = user_data;

  saving->under_way = adw_toast_new ("");
  show_progress (saving);
  adw_toast_set_button_label (saving->under_way, _ ("Cancel"));
  adw_toast_set_timeout (saving->under_way, 0);
  adw_toast_set_priority (saving->under_way, ADW_TOAST_PRIORITY_HIGH);
  g_signal_connect_swapped (saving->under_way, "button-clicked", G_CALLBACK (g_cancellable_cancel),
                            saving->cancellable);
  adw_toast_overlay_add_toast (saving->toasts, g_object_ref (saving->under_way));
  saving->tick = g_timeout_add (TICK, on_tick, saving);
  return G_SOURCE_REMOVE;
}

static void
begin (Saving *saving)
{
  saving->cancellable = g_cancellable_new ();
  saving->tick = g_timeout_add (PATIENCE, on_patience_ends, saving);
  /* Closing the catalogue waits for nobody. */
  g_signal_connect_swapped (saving->toasts, "destroy", G_CALLBACK (g_cancellable_cancel),
                            saving->cancellable);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Saving) saving = user_data;
  g_autoptr (GError) error = NULL;

  if (sol_export_write_finish (result, &error))
    tell_saved (saving, (guint) g_atomic_int_get (&saving->progress.n_written));
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
  begin (saving);
  sol_export_write_async (saving->store, saving->keys, saving->file, &saving->progress,
                          saving->cancellable, on_written, saving);
  saving = NULL;
}

static void
ask_where (Saving *owned_saving, const char *name)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      _ ("Export as a table"), NULL, GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Export"), _ ("_Cancel"));

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  sol_file_choice_ask (GTK_WIDGET (owned_saving->toasts), dialog, on_chosen, owned_saving);
}

static void
on_keys (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SolCatalogueList *list = SOL_CATALOGUE_LIST (source);
  g_autofree char *name = sol_export_make_name (sol_catalogue_list_get_query (list));
  Saving *saving = user_data;

  /* Listing what is in memory does not fail. */
  saving->keys = sol_catalogue_list_list_keys_finish (list, result, NULL);
  ask_where (saving, name);
}

/**
 * sol_catalogue_export_save:
 * @toasts: where the end is told
 *
 * Asks where to, and writes what is chosen, or all that is found when nothing is.
 */
void
sol_catalogue_export_save (AdwToastOverlay *toasts, SolSearch *search, SolChoice *choice)
{
  g_autofree char *name = sol_export_make_name (sol_search_get_query (search));
  Saving *saving = g_new0 (Saving, 1);

  saving->toasts = g_object_ref (toasts);
  saving->store = g_object_ref (sol_search_get_store (search));
  if (sol_choice_get_n (choice) == 0)
    {
      sol_catalogue_list_list_keys_async (sol_search_get_list (search), NULL, on_keys, saving);
      return;
    }

  saving->keys = sol_choice_get_keys (choice);
  ask_where (saving, name);
}

static void
on_text (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Saving) saving = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *csv = sol_export_make_text_finish (result, &error);
  g_autofree char *number = sol_format_number (saving->keys->len);
  g_autofree char *text = NULL;

  if (csv == NULL)
    {
      text = g_strdup_printf (_ ("Nothing was copied: %s"), error->message);
      tell (saving->toasts, text);
      return;
    }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (saving->toasts)), csv);
  text = g_strdup_printf (
      ngettext ("%s structure copied", "%s structures copied", saving->keys->len), number);
  tell (saving->toasts, text);
}

/**
 * sol_catalogue_export_copy:
 *
 * Puts what is chosen on the clipboard as a table.
 */
void
sol_catalogue_export_copy (AdwToastOverlay *toasts, SolSearch *search, SolChoice *choice)
{
  Saving *saving = g_new0 (Saving, 1);

  saving->toasts = g_object_ref (toasts);
  saving->store = g_object_ref (sol_search_get_store (search));
  saving->keys = sol_choice_get_keys (choice);
  begin (saving);
  sol_export_make_text_async (saving->store, saving->keys, &saving->progress, saving->cancellable,
                              on_text, saving);
}
