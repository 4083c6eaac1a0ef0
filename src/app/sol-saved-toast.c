/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-saved-toast.h"

#include <glib/gi18n.h>

#include "app/sol-error-words.h"
#include "app/widgets/sol-toast.h"

#define TOAST_SECONDS 10

/* How an export ends. */

static void
on_open (AdwToast *toast)
{
  gtk_show_uri (NULL, g_object_get_data (G_OBJECT (toast), "uri"), GDK_CURRENT_TIME);
}

static void
on_shown (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree char *folder = user_data;
  g_autoptr (GVariant)
      answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);

  /* No file manager takes the call: the folder itself opens. */
  if (answer == NULL)
    gtk_show_uri (NULL, folder, GDK_CURRENT_TIME);
}

static void
on_show_in_folder (GtkWidget *button)
{
  const char *uri = g_object_get_data (G_OBJECT (button), "uri");
  g_autoptr (GFile) file = g_file_new_for_uri (uri);
  g_autoptr (GFile) folder = g_file_get_parent (file);
  GDBusConnection *bus = g_application_get_dbus_connection (g_application_get_default ());
  const char *const uris[] = { uri, NULL };

  if (bus == NULL)
    gtk_show_uri (NULL, g_file_peek_path (folder), GDK_CURRENT_TIME);
  else
    g_dbus_connection_call (bus, "org.freedesktop.FileManager1", "/org/freedesktop/FileManager1",
                            "org.freedesktop.FileManager1", "ShowItems",
                            g_variant_new ("(^ass)", uris, ""), NULL, G_DBUS_CALL_FLAGS_NONE, -1,
                            NULL, on_shown, g_file_get_uri (folder));
}

/* A toast has one button: the second stands in its title. */
static GtkWidget *
make_title (const char *text, const char *uri)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *button = gtk_button_new_with_label (_ ("Show in folder"));

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "uri", g_strdup (uri), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (on_show_in_folder), NULL);
  return box;
}

/**
 * sol_saved_toast_show:
 * @file: that was written
 * @text: what is in it
 *
 * Tells it, with ways to open the file and its folder.
 */
void
sol_saved_toast_show (AdwToastOverlay *toasts, GFile *file, const char *text)
{
  g_autofree char *uri = g_file_get_uri (file);
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_custom_title (toast, make_title (text, uri));
  adw_toast_set_button_label (toast, _ ("Open"));
  adw_toast_set_timeout (toast, TOAST_SECONDS);
  g_object_set_data_full (G_OBJECT (toast), "uri", g_strdup (uri), g_free);
  g_signal_connect (toast, "button-clicked", G_CALLBACK (on_open), NULL);
  adw_toast_overlay_add_toast (toasts, toast);
}

/**
 * sol_saved_toast_fail:
 * @error: of what was to be written
 */
void
sol_saved_toast_fail (AdwToastOverlay *toasts, const GError *error)
{
  const SolErrorWords words = sol_error_words_get (error->domain, error->code);
  g_autofree char *text = g_strdup_printf (_ ("The file was not written: %s"), _ (words.happened));
  const gboolean given_up = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  AdwToast *toast;

  /* The window may be gone by now. */
  if (gtk_widget_get_root (GTK_WIDGET (toasts)) == NULL)
    return;
  toast = sol_toast_new (given_up ? _ ("The export was given up, nothing was written") : text);
  adw_toast_set_timeout (toast, TOAST_SECONDS);
  adw_toast_overlay_add_toast (toasts, toast);
}
