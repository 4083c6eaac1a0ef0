/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-preferences.h"

#include <glib/gi18n.h>

#include "app/sol-file-choice.h"
#include "app/sol-picture-cache.h"
#include "app/widgets/sol-toast.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "sol-preferences.ui"

/**
 * SolPreferences:
 *
 * What the user sets once: the platform, how the network is used, and the room pictures may take.
 */
struct _SolPreferences
{
  AdwPreferencesWindow parent_instance;

  SolApplication *application;
  GSettings *settings;
  SolPictureCache *cache;
  AdwActionRow *server;
  AdwActionRow *ca_file;
  GtkWidget *ca_clear;
  AdwComboRow *metered;
  GtkSpinButton *cache_size;
  AdwActionRow *cache_used;
};

G_DEFINE_FINAL_TYPE (SolPreferences, sol_preferences, ADW_TYPE_PREFERENCES_WINDOW)

static void
show_ca_file (SolPreferences *self)
{
  g_autofree char *path = g_settings_get_string (self->settings, "ca-file");
  g_autofree char *name = g_filename_display_name (path);
  g_autofree char *escaped = g_markup_escape_text (name, -1);

  adw_action_row_set_subtitle (self->ca_file,
                               *path != '\0' ? escaped : _ ("Only those the system trusts"));
  gtk_widget_set_visible (self->ca_clear, *path != '\0');
}

static void
set_ca_file (SolPreferences *self, const char *path)
{
  g_settings_set_string (self->settings, "ca-file", path);
  show_ca_file (self);
  sol_application_reopen (self->application);
}

static void
on_ca_chosen (GtkWidget *widget, GFile *file, gpointer unused)
{
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL)
    set_ca_file (SOL_PREFERENCES (widget), path);
}

static void
choose_ca (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      _ ("Choose a Certificate"), NULL, GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);

  sol_file_choice_ask (widget, chooser, on_ca_chosen, NULL);
}

/* The file stays where it is; that its place is forgotten can be undone. */
static void
clear_ca (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolPreferences *self = SOL_PREFERENCES (widget);
  g_autofree char *path = g_settings_get_string (self->settings, "ca-file");
  AdwToast *toast = sol_toast_new_undo (_ ("The certificate is no longer trusted"),
                                        "preferences.trust-ca", path);

  adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (self), toast);
  set_ca_file (self, "");
}

static void
trust_ca (GtkWidget *widget, const char *action, GVariant *parameter)
{
  set_ca_file (SOL_PREFERENCES (widget), g_variant_get_string (parameter, NULL));
}

static void
on_measured (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolPreferences) self = user_data;
  gint64 used = sol_picture_cache_measure_finish (SOL_PICTURE_CACHE (source), result, NULL);
  g_autofree char *size = g_format_size (MAX (used, 0));
  /* Translators: %s is a size such as "12 MB" */
  g_autofree char *text = g_strdup_printf (_ ("%s on the disk"), size);

  if (self->cache_used == NULL)
    return;

  adw_action_row_set_subtitle (self->cache_used, text);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preferences.clear-cache", used > 0);
}

static void
on_cleared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  sol_picture_cache_measure_async (SOL_PICTURE_CACHE (source), NULL, on_measured, user_data);
}

static void
clear_cache (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolPreferences *self = SOL_PREFERENCES (widget);

  sol_picture_cache_clear_async (self->cache, NULL, on_cleared, g_object_ref (self));
}

static void
on_cache_size (SolPreferences *self)
{
  const guint size = gtk_spin_button_get_value_as_int (self->cache_size);

  g_settings_set_uint (self->settings, "picture-cache-size", size);
  sol_picture_cache_measure_async (self->cache, NULL, on_measured, g_object_ref (self));
}

/* Checked as in the first run: a wrong address never takes the place of a right one. */
static void
change_server (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolPreferences *self = SOL_PREFERENCES (widget);
  GApplication *application = G_APPLICATION (self->application);

  gtk_window_close (GTK_WINDOW (self));
  g_action_group_activate_action (G_ACTION_GROUP (application), "connect", NULL);
}

static void
on_metered (SolPreferences *self)
{
  g_settings_set_enum (self->settings, "metered", adw_combo_row_get_selected (self->metered));
}

static void
sol_preferences_dispose (GObject *object)
{
  SolPreferences *self = SOL_PREFERENCES (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_PREFERENCES);
  g_clear_object (&self->application);
  g_clear_object (&self->settings);
  g_clear_object (&self->cache);
  G_OBJECT_CLASS (sol_preferences_parent_class)->dispose (object);
}

static void
sol_preferences_class_init (SolPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_preferences_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolPreferences, server);
  gtk_widget_class_bind_template_child (widget_class, SolPreferences, ca_file);
  gtk_widget_class_bind_template_child (widget_class, SolPreferences, ca_clear);
  gtk_widget_class_bind_template_child (widget_class, SolPreferences, metered);
  gtk_widget_class_bind_template_child (widget_class, SolPreferences, cache_size);
  gtk_widget_class_bind_template_child (widget_class, SolPreferences, cache_used);
  gtk_widget_class_bind_template_callback (widget_class, on_cache_size);
  gtk_widget_class_bind_template_callback (widget_class, on_metered);
  gtk_widget_class_install_action (widget_class, "preferences.change-server", NULL, change_server);
  gtk_widget_class_install_action (widget_class, "preferences.choose-ca", NULL, choose_ca);
  gtk_widget_class_install_action (widget_class, "preferences.clear-ca", NULL, clear_ca);
  gtk_widget_class_install_action (widget_class, "preferences.trust-ca", "s", trust_ca);
  gtk_widget_class_install_action (widget_class, "preferences.clear-cache", NULL, clear_cache);
}

static void
sol_preferences_init (SolPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_settings (SolPreferences *self)
{
  g_autofree char *server = g_settings_get_string (self->settings, "server");
  const guint size = g_settings_get_uint (self->settings, "picture-cache-size");

  adw_action_row_set_subtitle (self->server, *server != '\0' ? server : _ ("None chosen yet"));
  adw_combo_row_set_selected (self->metered, g_settings_get_enum (self->settings, "metered"));
  gtk_spin_button_set_value (self->cache_size, size);
  show_ca_file (self);
}

/**
 * sol_preferences_new:
 *
 * Returns: (transfer none): a window that owns itself
 */
GtkWidget *
sol_preferences_new (SolApplication *application)
{
  SolPreferences *self = g_object_new (SOL_TYPE_PREFERENCES, NULL);

  self->application = g_object_ref (application);
  self->settings = g_object_ref (sol_application_get_settings (application));
  self->cache = sol_picture_cache_new_for_settings (self->settings);
  show_settings (self);
  sol_picture_cache_measure_async (self->cache, NULL, on_measured, g_object_ref (self));
  return GTK_WIDGET (self);
}
