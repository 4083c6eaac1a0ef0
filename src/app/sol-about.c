/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-about.h"

#include <glib/gi18n.h>

#include "sol-config.h"

/**
 * sol_about_make_debug_info:
 *
 * What somebody who helps asks first. No path, no name, no address of the user's.
 *
 * Returns: (transfer full): some lines
 */
char *
sol_about_make_debug_info (void)
{
  g_autofree char *system = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);

  return g_strdup_printf (
      "%s %s\nGTK %u.%u.%u, libadwaita %u.%u.%u, GLib %u.%u.%u\n%s\n%s\n", SOL_APPLICATION_ID,
      SOL_VERSION, gtk_get_major_version (), gtk_get_minor_version (), gtk_get_micro_version (),
      adw_get_major_version (), adw_get_minor_version (), adw_get_micro_version (),
      glib_major_version, glib_minor_version, glib_micro_version, system != NULL ? system : "?",
      g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) ? "Flatpak" : "");
}

/* libadwaita 1.2 gives its button that copies the version no name. */
static void
name_version (GtkWidget *widget)
{
  if (gtk_widget_has_css_class (widget, "app-version"))
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    SOL_VERSION, -1);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name_version (child);
}

/**
 * sol_about_new:
 *
 * Version, licence, where the data come from and what helps to find a fault.
 *
 * Returns: (transfer none): a window that owns itself
 */
GtkWidget *
sol_about_new (void)
{
  static const char *const sources[] = {
    "INSEE, Code officiel géographique https://www.insee.fr/fr/information/2560452",
    "IGN, Admin Express https://geoservices.ign.fr/adminexpress",
    "Etalab, découpage administratif https://www.data.gouv.fr",
    "Publications Office of the European Union, CPV https://op.europa.eu",
    NULL,
  };
  static const char *const developers[] = { "Achetons Solidaires", NULL };
  g_autofree char *debug_info = sol_about_make_debug_info ();
  GtkWidget *window = g_object_new (
      ADW_TYPE_ABOUT_WINDOW, "application-name", _ ("Achetons Solidaires"), "application-icon",
      SOL_APPLICATION_ID, "version", SOL_VERSION, "developer-name", "Achetons Solidaires",
      "developers", developers, "license-type", GTK_LICENSE_GPL_3_0, "website", SOL_HOMEPAGE,
      "issue-url", SOL_ISSUES, "debug-info", debug_info, "debug-info-filename",
      "achetons-solidaires.txt",
      /* Translators: your names, one a line */
      "translator-credits", _ ("translator-credits"), "modal", TRUE, NULL);

  adw_about_window_add_credit_section (ADW_ABOUT_WINDOW (window), _ ("Sources of the Data"),
                                       (const char **) sources);
  name_version (window);
  return window;
}
