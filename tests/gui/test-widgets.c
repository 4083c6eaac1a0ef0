/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <math.h>

#include "app/sol-file-choice.h"
#include "app/widgets/sol-focus.h"
#include "app/widgets/sol-level-meter.h"
#include "app/widgets/sol-map-view.h"
#include "app/widgets/sol-pane.h"
#include "app/widgets/sol-place-map.h"
#include "app/widgets/sol-practice-mark.h"
#include "app/widgets/sol-wrap-box.h"

static GtkWidget *
make_block (int width)
{
  GtkWidget *block = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_size_request (block, width, 10);
  return block;
}

static void
test_pane_has_the_width_it_asks (void)
{
  g_autoptr (GtkWidget) pane = g_object_ref_sink (
      g_object_new (SOL_TYPE_PANE, "natural-width", 408, "child", make_block (100), NULL));
  int minimum, natural;

  gtk_widget_measure (pane, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, ==, 100);
  g_assert_cmpint (natural, ==, 408);

  g_object_set (pane, "child", make_block (500), NULL);
  gtk_widget_measure (pane, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (natural, ==, 500);
}

static void
allocate (GtkWidget *box, int width)
{
  int height;

  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  gtk_widget_allocate (box, width, height, -1, NULL);
}

static void
get_place (GtkWidget *box, GtkWidget *child, graphene_rect_t *place)
{
  g_assert_true (gtk_widget_compute_bounds (child, box, place));
}

static void
test_wrap_box_goes_on_to_the_next_line (void)
{
  g_autoptr (GtkWidget) box = g_object_ref_sink (sol_wrap_box_new (6, 4));
  GtkWidget *blocks[3];
  graphene_rect_t place;
  int minimum, natural;

  for (guint i = 0; i < 3; i++)
    {
      blocks[i] = make_block (100);
      sol_wrap_box_append (SOL_WRAP_BOX (box), blocks[i]);
    }
  gtk_widget_measure (box, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, ==, 100);
  g_assert_cmpint (natural, ==, 312);
  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, 312, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, ==, 10);
  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, 311, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, ==, 24);

  g_object_set (box, "fill-wrapped", TRUE, NULL);
  allocate (box, 250);
  get_place (box, blocks[1], &place);
  g_assert_cmpfloat (place.origin.x + place.size.width, ==, 250);
  get_place (box, blocks[2], &place);
  g_assert_cmpfloat (place.origin.y, ==, 14);
  g_assert_cmpfloat (place.size.width, ==, 250);
}

static void
test_wrap_box_gives_the_rest_to_what_expands (void)
{
  g_autoptr (GtkWidget) box = g_object_ref_sink (sol_wrap_box_new (6, 4));
  GtkWidget *wide = make_block (50);
  GtkWidget *narrow = make_block (40);
  graphene_rect_t place;

  gtk_widget_set_hexpand (wide, TRUE);
  sol_wrap_box_append (SOL_WRAP_BOX (box), wide);
  sol_wrap_box_append (SOL_WRAP_BOX (box), narrow);
  allocate (box, 300);
  get_place (box, wide, &place);
  g_assert_cmpfloat (place.size.width, ==, 254);
  get_place (box, narrow, &place);
  g_assert_cmpfloat (place.origin.x, ==, 260);

  sol_wrap_box_remove_all (SOL_WRAP_BOX (box));
  g_assert_null (gtk_widget_get_first_child (box));
}

static void
test_map_shows_all_it_must (void)
{
  SolMapBounds bounds = SOL_MAP_BOUNDS_EMPTY;
  SolMapView view;
  double x, y;

  sol_map_bounds_add_circle (&bounds, 43.94, 4.81, 60);
  view = sol_map_view_new (&bounds, 10, 200, 100);
  sol_map_view_project (&view, (SolPoint){ 43.94, 4.81 }, &x, &y);
  g_assert_cmpfloat (fabs (x - 100), <, 0.01);
  g_assert_cmpfloat (fabs (y - 50), <, 0.01);
  /* 60 km north is half the height. */
  sol_map_view_project (&view, (SolPoint){ 43.94 + 60 / 111.2, 4.81 }, &x, &y);
  g_assert_cmpfloat (fabs (y), <, 0.5);

  bounds = SOL_MAP_BOUNDS_EMPTY;
  g_assert_true (sol_map_bounds_add_department (&bounds, "84"));
  g_assert_true (sol_map_view_sees (&view, &bounds));
  g_assert_cmpfloat (bounds.north - bounds.south, >, 0.5);
  bounds = SOL_MAP_BOUNDS_EMPTY;
  g_assert_true (sol_map_bounds_add_department (&bounds, "29"));
  g_assert_false (sol_map_view_sees (&view, &bounds));
  g_assert_false (sol_map_bounds_add_department (&bounds, "no such"));
}

static void
test_map_finds_the_middle_of_what_is_seen (void)
{
  const SolPoint square[] = { { 43, 4 }, { 45, 4 }, { 45, 6 }, { 43, 6 }, { 43, 4 } };
  const SolMapView all = { { 44, 5 }, 1, 400, 400 };
  const SolMapView corner = { { 45, 6 }, 1, 100, 100 };
  double x, y;

  g_assert_cmpfloat (sol_map_view_find_middle (&all, square, 5, 0, &x, &y), >, 30000);
  g_assert_cmpfloat (fabs (x - 200), <, 1);
  g_assert_cmpfloat (fabs (y - 200), <, 1);
  g_assert_cmpfloat (fabs (sol_map_view_find_middle (&corner, square, 5, 0, &x, &y) - 2500), <, 1);
  g_assert_cmpfloat (fabs (x - 25), <, 1);
  g_assert_cmpfloat (fabs (y - 75), <, 1);
}

static gboolean
take_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  ++*(guint *) data;
  return G_SOURCE_CONTINUE;
}

/* One that hands the focus on to the last of what it holds. */
#define TEST_TYPE_HOLDER (test_holder_get_type ())
G_DECLARE_FINAL_TYPE (TestHolder, test_holder, TEST, HOLDER, AdwBin)

struct _TestHolder
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (TestHolder, test_holder, ADW_TYPE_BIN)

static gboolean
grab_last (GtkWidget *widget)
{
  return gtk_widget_grab_focus (gtk_widget_get_last_child (adw_bin_get_child (ADW_BIN (widget))));
}

static void
test_holder_class_init (TestHolderClass *klass)
{
  sol_focus_set_grab (GTK_WIDGET_CLASS (klass), grab_last);
}

static void
test_holder_init (TestHolder *self)
{
}

static void
test_keys_reach_all_of_what_hands_the_focus_on (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *outside = gtk_button_new_with_label ("outside");
  GtkWidget *first = gtk_button_new_with_label ("first");
  GtkWidget *last = gtk_entry_new ();
  GtkWidget *holder = g_object_new (TEST_TYPE_HOLDER, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *held = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (held), first);
  gtk_box_append (GTK_BOX (held), last);
  adw_bin_set_child (ADW_BIN (holder), held);
  gtk_box_append (GTK_BOX (box), outside);
  gtk_box_append (GTK_BOX (box), holder);
  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));
  gtk_widget_grab_focus (outside);

  gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == first);
  gtk_widget_grab_focus (holder);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == gtk_widget_get_first_child (last));
  gtk_widget_child_focus (window, GTK_DIR_TAB_BACKWARD);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == first);
  gtk_widget_child_focus (window, GTK_DIR_TAB_BACKWARD);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == outside);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_all_are_drawn (void)
{
  const guint8 levels[SOL_N_PRACTICES] = { 0, 1, 2, 3, SOL_LEVEL_UNKNOWN, 3, 2, 1, 0 };
  const char *const departments[] = { "2A", "2B", NULL };
  GtkWidget *window = gtk_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *mark = sol_practice_mark_new ();
  GtkWidget *meter = sol_level_meter_new ();
  GtkWidget *map = sol_place_map_new ();
  guint n_frames = 0;

  sol_practice_mark_set_levels (SOL_PRACTICE_MARK (mark), levels);
  sol_level_meter_set_level (SOL_LEVEL_METER (meter), 2);
  sol_place_map_set_departments (SOL_PLACE_MAP (map), departments);
  gtk_widget_set_size_request (map, 190, 176);
  gtk_box_append (GTK_BOX (box), mark);
  gtk_box_append (GTK_BOX (box), meter);
  gtk_box_append (GTK_BOX (box), map);
  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_widget_add_tick_callback (map, take_frame, &n_frames, NULL);
  gtk_window_present (GTK_WINDOW (window));
  while (n_frames < 3)
    g_main_context_iteration (NULL, TRUE);
  sol_place_map_set_place (SOL_PLACE_MAP (map), -21.1, 55.5);
  sol_place_map_set_departments (SOL_PLACE_MAP (map), NULL);
  sol_place_map_set_radius_km (SOL_PLACE_MAP (map), 30);
  while (n_frames < 6)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (gtk_widget_get_width (mark), >=, 43);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
keep_file (GtkWidget *owner, GFile *file, gpointer n_answers)
{
  g_assert_null (file);
  (*(guint *) n_answers)++;
}

static guint
count_windows (void)
{
  GListModel *windows = gtk_window_get_toplevels ();
  guint n_seen = 0;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      n_seen += gtk_widget_get_mapped (window);
    }
  return n_seen;
}

/* Such as a page that another one takes the place of. */
static void
test_file_is_not_asked_for_what_left (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *page = make_block (100);
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      "A", NULL, GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  GtkFileChooserNative *shown = dialog;
  guint n_answers = 0;

  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &shown);
  gtk_window_set_child (GTK_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));
  sol_file_choice_ask (page, dialog, keep_file, &n_answers);
  g_assert_true (gtk_native_dialog_get_modal (GTK_NATIVE_DIALOG (dialog)));
  while (count_windows () < 2)
    g_main_context_iteration (NULL, TRUE);
  gtk_window_set_child (GTK_WINDOW (window), NULL);
  g_assert_cmpuint (n_answers, ==, 1);
  while (shown != NULL || count_windows () > 1)
    g_main_context_iteration (NULL, TRUE);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/pane/has-the-width-it-asks", test_pane_has_the_width_it_asks);
  g_test_add_func ("/wrap-box/goes-on-to-the-next-line", test_wrap_box_goes_on_to_the_next_line);
  g_test_add_func ("/wrap-box/gives-the-rest-to-what-expands",
                   test_wrap_box_gives_the_rest_to_what_expands);
  g_test_add_func ("/place-map/shows-all-it-must", test_map_shows_all_it_must);
  g_test_add_func ("/place-map/finds-the-middle-of-what-is-seen",
                   test_map_finds_the_middle_of_what_is_seen);
  g_test_add_func ("/focus/keys-reach-all-of-what-hands-it-on",
                   test_keys_reach_all_of_what_hands_the_focus_on);
  g_test_add_func ("/file-choice/leaves-with-its-owner", test_file_is_not_asked_for_what_left);
  g_test_add_func ("/widgets/all-are-drawn", test_all_are_drawn);
  return g_test_run ();
}
