/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "app/sol-header.h"
#include "sol-test-find.h"
#include "sol-ui.h"

#define NARROWEST 360 /* px, of a window */
#define WIDE 1000

static gboolean has_sections;

static gboolean
is_titled (GtkWidget *widget, gconstpointer title)
{
  return GTK_IS_LABEL (widget) && g_strcmp0 (gtk_label_get_label (GTK_LABEL (widget)), title) == 0;
}

static gboolean
count_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  ++*(guint *) user_data;
  return G_SOURCE_CONTINUE;
}

/* What changes is laid out in the first frame that follows, and what follows from that in the next.
 */
static void
wait_for_frames (GtkWidget *header)
{
  guint n_frames = 0;
  guint ticks = gtk_widget_add_tick_callback (header, count_frame, &n_frames, NULL);

  while (n_frames < 4)
    g_main_context_iteration (NULL, TRUE);
  gtk_widget_remove_tick_callback (header, ticks);
}

/* Returns: whether it can be read to its end, and all its lines are seen, once it has its place */
static gboolean
is_whole (GtkWidget *header, const char *title)
{
  PangoLayout *layout;
  GtkWidget *label;
  int height;

  sol_header_set_title (SOL_HEADER (header), title);
  wait_for_frames (header);
  label = sol_test_find (header, is_titled, title);
  layout = gtk_label_get_layout (GTK_LABEL (label));
  pango_layout_get_pixel_size (layout, NULL, &height);
  return !pango_layout_is_ellipsized (layout) && height <= gtk_widget_get_height (label);
}

static void
test_titles_of_pages_are_whole_at_twice_the_size (void)
{
  static const char *const titles[] = { "Mes données",           "Comptes d’essai",
                                        "Mot de passe oublié",   "Demande d’adhésion",
                                        "Nouvelle organisation", "Votre structure" };
  GtkSettings *settings = gtk_settings_get_default ();
  GtkWidget *window = gtk_window_new ();
  GtkWidget *header = g_object_new (SOL_TYPE_HEADER, NULL);
  GtkWidget *sync = GTK_WIDGET (gtk_widget_get_template_child (header, SOL_TYPE_HEADER, "sync"));
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
  gtk_widget_show (sync); /* which leaves less room */
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    g_assert_true (is_whole (header, titles[i]));
  g_assert_cmpint (gtk_widget_get_width (header), <=, NARROWEST);
  gtk_settings_reset_property (settings, "gtk-xft-dpi");
  gtk_settings_reset_property (settings, "gtk-decoration-layout");
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
switches_below (GtkWidget *header)
{
  gboolean below;

  g_object_get (header, "switches-below", &below, NULL);
  return below;
}

static void
keep_below (GtkWidget *header, GParamSpec *pspec, gboolean *was_below)
{
  *was_below |= switches_below (header);
}

/* As the window does at the end of its allocation. */
static void
tell_width (GtkWidget *header)
{
  sol_header_set_narrow (SOL_HEADER (header), gtk_widget_get_width (header) < 2 * NARROWEST);
}

/* As what finds inside an allocation, after that of the header, that it folds. */
static void
tell_sections (GtkWidget *header)
{
  sol_header_set_has_sections (SOL_HEADER (header), has_sections);
  sol_header_set_has_filters (SOL_HEADER (header), has_sections);
  sol_header_set_back (SOL_HEADER (header), has_sections ? "Back" : NULL);
}

static void
change_sections (GtkWidget *header, GtkWidget *area, gboolean several)
{
  has_sections = several;
  gtk_widget_set_margin_top (area, several ? 10 : 0); /* it is allocated anew */
  wait_for_frames (header);
}

/* In a wide window the bar below would come up and go again. */
static void
test_sections_are_switched_below_for_want_of_room_alone (gconstpointer data)
{
  const gboolean narrow = GPOINTER_TO_INT (data);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *header = g_object_new (SOL_TYPE_HEADER, NULL);
  GtkWidget *area = gtk_drawing_area_new ();
  g_autoptr (GtkWidget) stack = g_object_ref_sink (adw_view_stack_new ());
  gboolean was_below = FALSE;

  for (guint i = 0; i < 2; i++)
    adw_view_stack_add_titled (ADW_VIEW_STACK (stack), gtk_label_new (""), NULL, "Catalogue");
  sol_header_set_stack (SOL_HEADER (header), ADW_VIEW_STACK (stack));
  g_signal_connect_swapped (area, "resize", G_CALLBACK (tell_sections), header);
  gtk_window_set_child (GTK_WINDOW (window), area);
  gtk_window_set_titlebar (GTK_WINDOW (window), header);
  gtk_window_set_default_size (GTK_WINDOW (window), narrow ? NARROWEST : WIDE, 100);
  gtk_window_present (GTK_WINDOW (window));
  g_signal_connect_object (gtk_widget_get_frame_clock (header), "layout", G_CALLBACK (tell_width),
                           header, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  wait_for_frames (header);
  g_assert_false (switches_below (header));

  g_signal_connect (header, "notify::switches-below", G_CALLBACK (keep_below), &was_below);
  change_sections (header, area, TRUE);
  g_assert_cmpint (was_below, ==, narrow);
  g_assert_cmpint (switches_below (header), ==, narrow);
  change_sections (header, area, FALSE);
  g_assert_false (switches_below (header));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_resources_register (sol_ui_get_resource ());
  sol_test_add_style ();
  g_test_add_func ("/header/titles-of-pages-are-whole-at-twice-the-size",
                   test_titles_of_pages_are_whole_at_twice_the_size);
  g_test_add_data_func ("/header/sections-are-switched-below/wide", GINT_TO_POINTER (FALSE),
                        test_sections_are_switched_below_for_want_of_room_alone);
  g_test_add_data_func ("/header/sections-are-switched-below/narrow", GINT_TO_POINTER (TRUE),
                        test_sections_are_switched_below_for_want_of_room_alone);
  return g_test_run ();
}
