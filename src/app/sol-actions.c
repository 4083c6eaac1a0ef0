/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-actions.h"

#include <glib/gi18n.h>

#include "app/sol-about.h"
#include "app/sol-connect-dialog.h"
#include "app/sol-preferences.h"

/* The actions of the application and every accelerator it registers. The shortcuts window lists
 * the same accelerators: a test compares both. */

static const struct
{
  const char *action;
  const char *accelerators[3];
} accelerators[] = {
  { "app.new-window", { "<Control>n" } },
  { "app.open", { "<Control>o" } },
  { "app.preferences", { "<Control>comma" } },
  { "app.quit", { "<Control>q" } },
  { "win.back", { "<Alt>Left" } },
  { "win.facets", { "F9" } },
  { "win.next-pane", { "F6" } },
  { "win.search", { "<Control>f", "<Control>k" } },
  { "win.show-help-overlay", { "<Control>question" } },
  { "win.sync", { "<Control>r" } },
  { "window.close", { "<Control>w" } },
};

static void
set_server (SolApplication *self)
{
  GtkWidget *dialog = sol_connect_dialog_new (self);

  gtk_window_set_transient_for (GTK_WINDOW (dialog), sol_application_get_window (self));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_connect (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  set_server (user_data);
}

static void
on_demonstration (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sol_application_choose (user_data, "demo");
}

static void
on_platform (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sol_application_choose (user_data, "server");
}

static void
on_first_run (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sol_application_choose (user_data, "");
}

/* Back to the platform when there is one; nothing is erased. */
static void
on_leave (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GSettings *settings = sol_application_get_settings (user_data);
  g_autofree char *server = g_settings_get_string (settings, "server");

  sol_application_choose (user_data, *server != '\0' ? "server" : "");
}

static void
on_last_file (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GSettings *settings = sol_application_get_settings (user_data);
  g_auto (GStrv) files = g_settings_get_strv (settings, "files");

  if (files[0] != NULL)
    sol_application_choose (user_data, files[0]);
}

static void
on_file_chosen (GtkNativeDialog *dialog, int response, SolApplication *self)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    g_application_open (G_APPLICATION (self), &file, 1, "");
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

static void
on_open (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      _ ("Open a Catalogue"), sol_application_get_window (user_data), GTK_FILE_CHOOSER_ACTION_OPEN,
      NULL, NULL);

  gtk_file_filter_set_name (filter, _ ("Catalogues (CSV, JSON)"));
  gtk_file_filter_add_suffix (filter, "csv");
  gtk_file_filter_add_suffix (filter, "json");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  g_signal_connect_object (chooser, "response", G_CALLBACK (on_file_chosen), user_data, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
on_preferences (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWidget *window = sol_preferences_new (user_data);

  gtk_window_set_transient_for (GTK_WINDOW (window), sol_application_get_window (user_data));
  gtk_window_present (GTK_WINDOW (window));
}

static void
on_about (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sol_about_present (sol_application_get_window (user_data));
}

static void
on_new_window (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sol_application_add_window (user_data);
}

static void
on_quit (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_application_quit (G_APPLICATION (user_data));
}

static const GActionEntry entries[] = {
  { "about", on_about },
  { "connect", on_connect },
  { "demonstration", on_demonstration },
  { "first-run", on_first_run },
  { "last-file", on_last_file },
  { "leave-demonstration", on_leave },
  { "leave-file", on_leave },
  { "new-window", on_new_window },
  { "open", on_open },
  { "platform", on_platform },
  { "preferences", on_preferences },
  { "quit", on_quit },
};

/**
 * sol_actions_install:
 *
 * Gives the application its actions and their keys.
 */
void
sol_actions_install (SolApplication *application)
{
  g_action_map_add_action_entries (G_ACTION_MAP (application), entries, G_N_ELEMENTS (entries),
                                   application);
  for (guint i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application), accelerators[i].action,
                                           accelerators[i].accelerators);
}

static void
enable (SolApplication *application, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (application), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

/**
 * sol_actions_update:
 *
 * Offers only the catalogues that there are.
 */
void
sol_actions_update (SolApplication *application)
{
  GSettings *settings = sol_application_get_settings (application);
  g_autofree char *server = g_settings_get_string (settings, "server");
  g_auto (GStrv) files = g_settings_get_strv (settings, "files");

  enable (application, "platform", *server != '\0');
  enable (application, "last-file", files[0] != NULL);
}
