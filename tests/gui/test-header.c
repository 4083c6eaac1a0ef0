/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "app/sol-header.h"
#include "sol-ui.h"

#define NARROWEST 360 /* px, of a window */

static GtkWidget *
find_title (GtkWidget *widget, const char *title)
{
  GtkWidget *found = NULL;

  if (GTK_IS_LABEL (widget) && g_strcmp0 (gtk_label_get_label (GTK_LABEL (widget)), title) == 0 &&
      gtk_widget_get_mapped (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_title (child, title);
  return found;
}

static gboolean
count_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  ++*(guint *) user_data;
  return G_SOURCE_CONTINUE;
}

/* Returns: whether it can be read to its end, once it has its place */
static gboolean
is_whole (GtkWidget *header, const char *title)
{
  guint n_frames = 0;
  guint ticks = gtk_widget_add_tick_callback (header, count_frame, &n_frames, NULL);
  GtkWidget *label;

  sol_header_set_title (SOL_HEADER (header), title);
  while (n_frames < 3) /* laid out in the first that follows */
    g_main_context_iteration (NULL, TRUE);
  gtk_widget_remove_tick_callback (header, ticks);
  label = find_title (header, title);
  return !pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (label)));
}

static void
test_titles_of_pages_are_whole_at_twice_the_size (void)
{
  static const char *const titles[] = { "Mes données", "Comptes d’essai", "Mot de passe oublié",
                                        "Demande d’adhésion", "Nouvelle organisation" };
  GtkSettings *settings = gtk_settings_get_default ();
  GtkWidget *window = gtk_window_new ();
  GtkWidget *header = g_object_new (SOL_TYPE_HEADER, NULL);
  int dpi;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", 2 * dpi, "gtk-decoration-layout", ":close",
                NULL); /* as GNOME has it */
  sol_header_set_subtitle (SOL_HEADER (header), "Catalogue de démonstration");
  sol_header_set_back (SOL_HEADER (header), "Retour");
  sol_header_set_narrow (SOL_HEADER (header), TRUE);
  while (g_main_context_iteration (NULL, FALSE)) /* before it asks for the room of a wide one */
    ;
  gtk_window_set_titlebar (GTK_WINDOW (window), header);
  gtk_window_set_default_size (GTK_WINDOW (window), NARROWEST, 100);
  gtk_window_present (GTK_WINDOW (window));
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    g_assert_true (is_whole (header, titles[i]));
  g_assert_cmpint (gtk_widget_get_width (header), <=, NARROWEST);
  gtk_settings_reset_property (settings, "gtk-xft-dpi");
  gtk_settings_reset_property (settings, "gtk-decoration-layout");
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_resources_register (sol_ui_get_resource ());
  g_test_add_func ("/header/titles-of-pages-are-whole-at-twice-the-size",
                   test_titles_of_pages_are_whole_at_twice_the_size);
  return g_test_run ();
}
