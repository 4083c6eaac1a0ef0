/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "app/widgets/sol-lazy-rows.h"

/* A list of numbers in a window. */
typedef struct
{
  GtkWidget *window;
  GtkListView *list;
  GListStore *numbers;
  SolLazyRows *rows;
  guint n_made;
  gboolean another; /* what is shown next is another answer */
} Fixture;

static GtkWidget *
make_row (gpointer user_data)
{
  ((Fixture *) user_data)->n_made++;
  return gtk_label_new (NULL);
}

static void
show_row (GtkWidget *row, gpointer item, guint position)
{
  if (item != NULL)
    gtk_label_set_label (GTK_LABEL (row), gtk_string_object_get_string (item));
}

static guint
find_row (gpointer item, gpointer user_data)
{
  Fixture *fixture = user_data;
  guint position;

  if (!fixture->another && g_list_store_find (fixture->numbers, item, &position))
    return position;
  return GTK_INVALID_LIST_POSITION;
}

static void
splice (Fixture *fixture, guint position, guint n_removed, guint first, guint n)
{
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", first + i);

      g_ptr_array_add (added, gtk_string_object_new (number));
    }
  g_list_store_splice (fixture->numbers, position, n_removed, added->pdata, n);
}

static gboolean
take_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  ++*(guint *) data;
  gtk_widget_queue_draw (widget);
  return G_SOURCE_CONTINUE;
}

static void
run_frames (Fixture *fixture)
{
  guint n_frames = 0;
  guint tick = gtk_widget_add_tick_callback (fixture->window, take_frame, &n_frames, NULL);

  while (n_frames < 4)
    g_main_context_iteration (NULL, TRUE);
  gtk_widget_remove_tick_callback (fixture->window, tick);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  static const SolLazyRowFuncs funcs = { make_row, show_row, find_row };
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GListModel *places;

  fixture->numbers = g_list_store_new (GTK_TYPE_STRING_OBJECT);
  splice (fixture, 0, 0, 0, 10000);
  fixture->list = GTK_LIST_VIEW (gtk_list_view_new (NULL, NULL));
  fixture->rows = sol_lazy_rows_new (fixture->list, &funcs, fixture);
  places = sol_lazy_rows_set_model (fixture->rows, G_LIST_MODEL (fixture->numbers));
  gtk_list_view_set_model (fixture->list,
                           GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (places))));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (fixture->list));
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 300, 400);
  gtk_window_set_child (GTK_WINDOW (fixture->window), scrolled);
  gtk_window_present (GTK_WINDOW (fixture->window));
  run_frames (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  gtk_list_view_set_model (fixture->list, NULL);
  g_clear_object (&fixture->rows);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_object_unref (fixture->numbers);
}

/* Returns: (transfer none) (nullable): the label at a height of the window */
static const char *
pick_text (Fixture *fixture, double y)
{
  GtkWidget *row = gtk_widget_pick (fixture->window, 20, y, GTK_PICK_NON_TARGETABLE);

  while (row != NULL && !GTK_IS_LABEL (row))
    row = g_str_equal (G_OBJECT_TYPE_NAME (row), "GtkListView") ? NULL
                                                                : gtk_widget_get_first_child (row);
  return row != NULL ? gtk_label_get_label (GTK_LABEL (row)) : NULL;
}

static void
scroll_to (Fixture *fixture, guint position)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->list), "list.scroll-to-item", "u", position);
  run_frames (fixture);
}

/* However many rows another answer has, those that can be seen are enough. */
static void
test_other_rows_come_in_the_same_places (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *first = gtk_widget_get_first_child (GTK_WIDGET (fixture->list));
  guint n_made = fixture->n_made;

  g_assert_cmpuint (n_made, >, 0);
  g_assert_cmpuint (n_made, <, 50);
  fixture->another = TRUE;
  splice (fixture, 0, 10000, 50000, 300);
  run_frames (fixture);
  splice (fixture, 0, 300, 70000, 30000);
  run_frames (fixture);

  g_assert_cmpstr (pick_text (fixture, 5), ==, "70000");
  g_assert_true (gtk_widget_get_first_child (GTK_WIDGET (fixture->list)) == first);
  g_assert_cmpuint (fixture->n_made, <=, n_made + 1);
}

/* A sync that changes a long stretch leaves one where one was. */
static void
test_what_is_seen_stays (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *seen = NULL;
  g_autofree char *lower = NULL;

  scroll_to (fixture, 5000);
  seen = g_strdup (pick_text (fixture, 100));
  lower = g_strdup (pick_text (fixture, 300));
  g_assert_nonnull (seen);

  splice (fixture, 0, 4000, 50000, 7000);
  run_frames (fixture);
  g_assert_cmpstr (pick_text (fixture, 100), ==, seen);
  g_assert_cmpstr (pick_text (fixture, 300), ==, lower);

  splice (fixture, 0, 7000, 90000, 10);
  run_frames (fixture);
  g_assert_cmpstr (pick_text (fixture, 100), ==, seen);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/lazy-rows/other-rows-come-in-the-same-places", Fixture, NULL, set_up,
              test_other_rows_come_in_the_same_places, tear_down);
  g_test_add ("/lazy-rows/what-is-seen-stays", Fixture, NULL, set_up, test_what_is_seen_stays,
              tear_down);
  return g_test_run ();
}
