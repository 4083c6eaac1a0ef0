/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-actions.h"

#include <glib/gi18n.h>

#include "app/sol-about.h"
#include "app/sol-connect-dialog.h"
#include "app/sol-file-choice.h"
#include "app/sol-help-window.h"
#include "app/sol-preferences.h"
#include "app/sol-shortcuts-window.h"
#include "app/sol-shortcuts.h"
#include "app/sol-window.h"

/* Over the window used last. As a window of the application it hears the application's keys. */
static void
present (SolApplication *self, GtkWidget *window)
{
  gtk_window_set_transient_for (GTK_WINDOW (window), sol_application_get_window (self));
  gtk_window_set_application (GTK_WINDOW (window), GTK_APPLICATION (self));
  gtk_window_present (GTK_WINDOW (window));
}

static void
on_connect (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  present (user_data, sol_connect_dialog_new (user_data));
}

static void
on_demonstration (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sol_application_choose (user_data, "demo");
}

static void
on_demonstration_as (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = sol_application_get_window (user_data);

  if (window != NULL)
    sol_window_set_landing (SOL_WINDOW (window), "demo-accounts");
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
on_leave_file (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sol_application_leave_file (user_data);
}

static void
on_forget_file (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sol_application_forget_file (user_data, g_variant_get_string (parameter, NULL));
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
on_file_chosen (GtkWidget *window, GFile *file, gpointer application)
{
  if (file != NULL)
    g_application_open (application, &file, 1, "");
}

static void
on_open (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = sol_application_get_window (user_data);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr (GtkFileChooserNative) chooser = gtk_file_chooser_native_new (
      _ ("Open a Catalogue"), NULL, GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);

  gtk_file_filter_set_name (filter, _ ("Catalogues (CSV, JSON)"));
  gtk_file_filter_add_suffix (filter, "csv");
  gtk_file_filter_add_suffix (filter, "json");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  if (window != NULL)
    sol_file_choice_ask (GTK_WIDGET (window), g_object_ref (chooser), on_file_chosen, user_data);
}

/* By the key: what the place where one is takes, else a catalogue. */
static void
on_open_here (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = gtk_application_get_active_window (user_data);
  GtkWidget *focus = window != NULL ? gtk_window_get_focus (window) : NULL;

  if (focus == NULL || !gtk_widget_activate_action (focus, "practice.add-proof", NULL))
    on_open (action, parameter, user_data);
}

static void
on_preferences (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  present (user_data, sol_preferences_new (user_data));
}

static void
on_shortcuts (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  present (user_data, sol_shortcuts_window_new ());
}

/* Not over the window: one reads it while one works. */
static void
on_help (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sol_help_window_present (GTK_APPLICATION (user_data));
}

static void
on_reopen (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sol_application_reopen (user_data);
}

static void
on_about (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  present (user_data, sol_about_new ());
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
  { "demonstration-as", on_demonstration_as },
  { "first-run", on_first_run },
  { "forget-file", on_forget_file, "s" },
  { "help", on_help },
  { "last-file", on_last_file },
  { "leave-demonstration", on_leave },
  { "leave-file", on_leave_file },
  { "new-window", on_new_window },
  { "open", on_open },
  { "open-here", on_open_here },
  { "platform", on_platform },
  { "preferences", on_preferences },
  { "quit", on_quit },
  { "reopen", on_reopen },
  { "shortcuts", on_shortcuts },
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
  sol_shortcuts_install (GTK_APPLICATION (application));
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
