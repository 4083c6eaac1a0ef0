/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-watchdog.h"

/* Uses the catalogue's window from inside, step by step, as a user would: the watchdog tells what
 * each step costs. A step ends once nothing was painted for a while.
 *
 *   step START NAME, end START NAME
 *   key START ROWS PAINTED        a letter typed: µs until its rows begin to be painted, and are
 *   waiting START                 a frame painted with rows that are not read yet
 */

#define QUIET_US 500000
#define TICK_MS 20
#define IDLE_SECONDS 11
#define KEY_MS 120
#define KEY_LIMIT_US 1000000 /* nothing to tell: the rows were the same */
#define N_FRAMES 200
#define WHEEL_PX 150

typedef struct
{
  const char *name;
  void (*run) (void);
} Step;

static GtkWidget *window;
static GObject *catalogue; /* weak: the list of the rows, once it told some */
static guint current;
static gint64 last_paint;
static gboolean typing;
static gboolean scrolling;
static gint64 key_at;  /* 0: its rows are painted */
static gint64 list_at; /* the list told its new rows; 0 before */

static gboolean start_next (gpointer data);

GtkWidget *
bench_find_widget (GtkWidget *root, const char *type_name, guint nth)
{
  GQueue left = G_QUEUE_INIT;
  GtkWidget *found = NULL;
  GType type = g_type_from_name (type_name);

  g_queue_push_tail (&left, root);
  while (type != 0 && found == NULL && !g_queue_is_empty (&left))
    {
      GtkWidget *widget = g_queue_pop_head (&left);

      if (g_type_is_a (G_OBJECT_TYPE (widget), type) && gtk_widget_get_mapped (widget) &&
          nth-- == 0)
        found = widget;
      for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
           child = gtk_widget_get_next_sibling (child))
        g_queue_push_tail (&left, child);
    }
  g_queue_clear (&left);
  return found;
}

GtkWidget *
bench_find_named (GtkWidget *root, const char *buildable_id)
{
  const char *id = gtk_buildable_get_buildable_id (GTK_BUILDABLE (root));
  GtkWidget *found = g_strcmp0 (id, buildable_id) == 0 ? root : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = bench_find_named (child, buildable_id);
  return found;
}

static GtkWidget *
get_named (const char *buildable_id)
{
  GtkWidget *found = bench_find_named (window, buildable_id);

  if (found == NULL)
    g_error ("The window has no “%s”", buildable_id);
  return found;
}

/* Rows on the screen that are not read yet say "…". */
static gboolean
are_rows_read (void)
{
  GtkWidget *row = gtk_widget_get_first_child (get_named ("list"));

  for (; row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *name = gtk_widget_get_mapped (row) ? bench_find_named (row, "name") : NULL;

      if (name != NULL && g_str_equal (gtk_label_get_label (GTK_LABEL (name)), "…"))
        return FALSE;
    }
  return TRUE;
}

/* @painting is when GTK began to. */
void
bench_drive_after_paint (gint64 painting)
{
  last_paint = g_get_monotonic_time ();
  if (scrolling && !are_rows_read ())
    bench_watchdog_tell ("waiting %" G_GINT64_FORMAT "\n", last_paint);
  if (key_at == 0 || list_at == 0 || !are_rows_read ())
    return;
  bench_watchdog_tell ("key %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n",
                       key_at, painting - key_at, last_paint - key_at);
  key_at = 0;
}

static gboolean
on_items_changed (GSignalInvocationHint *hint, guint n, const GValue *values, gpointer data)
{
  GObject *list = g_value_get_object (&values[0]);

  if (!g_str_equal (G_OBJECT_TYPE_NAME (list), "SolCatalogueList"))
    return TRUE;
  g_set_weak_pointer (&catalogue, list);
  if (list_at == 0)
    list_at = g_get_monotonic_time ();
  return TRUE;
}

static void
act (const char *action)
{
  gtk_widget_activate_action (get_named ("results"), action, NULL);
}

static void
stay_idle (void)
{
}

static gboolean
type_letter (gpointer data)
{
  static const char *const queries[] = { "nettoyage",    "espaces verts",   "recyclage atelier",
                                         "restauration", "bat tra",         "association insertion",
                                         "chantier",     "livraison locaux" };
  static guint query;
  static guint length;
  g_autofree char *text = g_strndup (queries[query], ++length);

  if (key_at != 0 && g_get_monotonic_time () - key_at < KEY_LIMIT_US)
    return G_SOURCE_CONTINUE; /* the rows before are awaited */
  key_at = g_get_monotonic_time ();
  list_at = 0;
  gtk_editable_set_text (GTK_EDITABLE (get_named ("entry")), text);
  if (queries[query][length] == '\0')
    {
      query++;
      length = 0;
    }
  typing = query < G_N_ELEMENTS (queries);
  return typing;
}

static void
type_words (void)
{
  typing = TRUE;
  g_timeout_add (KEY_MS, type_letter, NULL);
}

static void
clear_words (void)
{
  key_at = 0;
  gtk_editable_set_text (GTK_EDITABLE (get_named ("entry")), "");
}

/* First as a wheel does, then to the bottom in long jumps. */
static gboolean
scroll_frame (GtkWidget *list, GdkFrameClock *clock, gpointer data)
{
  static int n;
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));
  double bottom = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
  double value = gtk_adjustment_get_value (adjustment);

  if (n < N_FRAMES / 2)
    value += WHEEL_PX;
  else
    value = bottom * (n - N_FRAMES / 2.0 + 1) / (N_FRAMES / 2.0);
  gtk_adjustment_set_value (adjustment, MIN (value, bottom));
  scrolling = ++n < N_FRAMES;
  return scrolling;
}

static void
scroll_down (void)
{
  scrolling = TRUE;
  gtk_widget_add_tick_callback (get_named ("list"), scroll_frame, NULL, NULL);
}

static void
scroll_to_top (void)
{
  gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (get_named ("list"))),
                            0);
}

static void
sort_by_name (void)
{
  act ("results.sort-name");
}

static void
sort_by_date (void)
{
  act ("results.sort-updated");
}

static void
sort_by_relevance (void)
{
  act ("results.sort-relevance");
}

static void
open_structure (void)
{
  gtk_widget_activate_action (get_named ("results"), "catalogue.open", "u", 3);
}

static void
go_next (void)
{
  act ("catalogue.next");
}

static void
choose_several (void)
{
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (get_named ("choose")), TRUE);
}

static void
choose_all (void)
{
  act ("results.choose-all");
}

static void
copy_chosen (void)
{
  act ("catalogue.copy");
}

static void
stop_choosing (void)
{
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (get_named ("choose")), FALSE);
}

static void
unfold_facets (void)
{
  g_object_set (get_named ("where"), "expanded", TRUE, NULL);
}

static void
unfold_values (void)
{
  g_signal_emit_by_name (bench_find_named (get_named ("department_values"), "more"), "clicked");
}

static void
fold_values (void)
{
  unfold_values ();
}

static void
find_activity (void)
{
  gtk_editable_set_text (GTK_EDITABLE (get_named ("sector_search")), "re");
}

static void
find_no_activity (void)
{
  gtk_editable_set_text (GTK_EDITABLE (get_named ("sector_search")), "");
}

static GtkWidget *
get_place_entry (void)
{
  return bench_find_widget (get_named ("works_in"), "GtkEntry", 0);
}

static void
type_place (void)
{
  gtk_editable_set_text (GTK_EDITABLE (get_place_entry ()), "saint");
}

static void
choose_place (void)
{
  g_signal_emit_by_name (get_place_entry (), "activate");
}

static void
clear_filters (void)
{
  act ("catalogue.clear-filters");
}

static void
reopen (void)
{
  g_action_group_activate_action (G_ACTION_GROUP (g_application_get_default ()), "first-run", NULL);
}

static const Step steps[] = {
  { "idle", stay_idle },
  { "type", type_words },
  { "clear words", clear_words },
  { "scroll", scroll_down },
  { "scroll to top", scroll_to_top },
  { "sort by name", sort_by_name },
  { "sort by date", sort_by_date },
  { "sort by relevance", sort_by_relevance },
  { "open a structure", open_structure },
  { "next structure", go_next },
  { "choose several", choose_several },
  { "choose all", choose_all },
  { "copy the chosen", copy_chosen },
  { "stop choosing", stop_choosing },
  { "unfold a facet", unfold_facets },
  { "all départements", unfold_values },
  { "few départements", fold_values },
  { "find an activity", find_activity },
  { "find no activity", find_no_activity },
  { "type a place", type_place },
  { "works in", choose_place },
  { "clear filters", clear_filters },
  { "leave the catalogue", reopen },
};

static gboolean
is_busy (void)
{
  gboolean busy = FALSE;

  if (catalogue != NULL)
    g_object_get (catalogue, "busy", &busy, NULL);
  return busy;
}

static gboolean
on_tick (gpointer data)
{
  gint64 now = g_get_monotonic_time ();

  if (typing || scrolling || is_busy () || now - last_paint < QUIET_US)
    return G_SOURCE_CONTINUE;
  bench_watchdog_tell ("end %" G_GINT64_FORMAT " %s\n", now, steps[current].name);
  current++;
  start_next (NULL);
  return G_SOURCE_REMOVE;
}

static gboolean
start_next (gpointer data)
{
  const char *wanted = g_getenv ("BENCH_DRIVE");

  if (current == G_N_ELEMENTS (steps) || wanted == NULL)
    {
      bench_watchdog_tell ("end %" G_GINT64_FORMAT " all\n", g_get_monotonic_time ());
      return G_SOURCE_REMOVE;
    }
  bench_watchdog_tell ("step %" G_GINT64_FORMAT " %s\n", g_get_monotonic_time (),
                       steps[current].name);
  steps[current].run ();
  last_paint = g_get_monotonic_time ();
  /* After whatever there is to paint. */
  g_timeout_add_full (G_PRIORITY_LOW, TICK_MS, on_tick, NULL, NULL);
  return G_SOURCE_REMOVE;
}

/* Nothing of this program runs while it idles. */
static gboolean
end_idle (gpointer data)
{
  bench_watchdog_tell ("end %" G_GINT64_FORMAT " idle\n", g_get_monotonic_time ());
  current++;
  start_next (NULL);
  return G_SOURCE_REMOVE;
}

static gboolean
begin_idle (gpointer data)
{
  bench_watchdog_tell ("step %" G_GINT64_FORMAT " idle\n", g_get_monotonic_time ());
  g_timeout_add_seconds (IDLE_SECONDS, end_idle, NULL);
  return G_SOURCE_REMOVE;
}

/* From the first moment at which @a_window is whole. */
void
bench_drive_start (GtkWidget *a_window)
{
  if (g_getenv ("BENCH_DRIVE") == NULL)
    return;
  window = a_window;
  g_signal_add_emission_hook (g_signal_lookup ("items-changed", G_TYPE_LIST_MODEL), 0,
                              on_items_changed, NULL, NULL);
  g_timeout_add_seconds (2, begin_idle, NULL);
}
