/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Usage: bench-outbox [ACTS [ROUNDS]], on a display. Each round opens the page of what is sent over
 * as many acts, goes through it, writes one more, has one taken up and then a hundred, leaves the
 * page and lets it go; then opens a form on another record, and leaves it. Prints how long each
 * step held the main loop at a stretch, at most: the median of the rounds, first without GTK's
 * layout and painting, then without its painting alone, which is by software here. */
#include <stdlib.h>
#include <time.h>

#include "app/form/sol-form-keeper.h"
#include "app/outbox/sol-outbox-page.h"
#include "sol-test-account.h"
#include "sol-ui.h"

#define NOBODY "http://127.0.0.1:9"
#define PATCH "{\"set\":{\"name\":\"Semailles\",\"city\":\"Nîmes\"}}"
#define MOST_HELD_MS 8.0
#define N_FRAMES 200
#define MAX_ROUNDS 32

static SolTestAccount fixture;
static SolSession *session;
static GtkWindow *window;
static GtkStack *stack;
static GtkWidget *page;
static SolForm *form;
static SolFormKeeper *keeper;
/* µs of this thread */
static gint64 polled_at, layout_at, paint_at, layout, painting, longest, longest_laid_out;
static gint64 last_frame;  /* µs */
static guint n_laying_out; /* one within the other */

/* Of this thread: what else runs on the machine is left out. */
static gint64
get_cpu (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* What is between two polls holds the loop. */
static gint
poll_and_measure (GPollFD *fds, guint n_fds, gint timeout)
{
  const gint64 held = get_cpu () - polled_at - painting;
  gint n_ready;

  if (polled_at > 0)
    {
      longest = MAX (longest, held - layout);
      longest_laid_out = MAX (longest_laid_out, held);
    }
  n_ready = g_poll (fds, n_fds, timeout);
  layout = painting = 0;
  polled_at = get_cpu ();
  return n_ready;
}

/* Before those that lay out. */
static gboolean
on_layout (GSignalInvocationHint *hint, guint n, const GValue *values, gpointer data)
{
  if (n_laying_out++ == 0)
    layout_at = get_cpu ();
  return TRUE;
}

/* GDK has the window measured within the layout of a frame, and outside of any. */
static void
on_laid_out (void)
{
  paint_at = get_cpu ();
  if (--n_laying_out == 0)
    layout += paint_at - layout_at;
}

static void
on_painted (void)
{
  painting += get_cpu () - paint_at;
  last_frame = g_get_monotonic_time ();
}

/* Until nothing was painted for a while. */
static void
settle (void)
{
  const gint64 start = g_get_monotonic_time ();

  last_frame = start;
  while (g_get_monotonic_time () - last_frame < G_USEC_PER_SEC)
    {
      g_autoptr (GSource) wake = g_timeout_source_new (50);

      g_source_set_dummy_callback (wake);
      g_source_attach (wake, NULL);
      g_main_context_iteration (NULL, TRUE);
      g_source_destroy (wake);
    }
}

static void
write_acts (guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *target = g_uuid_string_random ();
      g_autofree char *id = sol_test_act (&fixture, "create", target, PATCH);
    }
}

/* Of another folder: it would put away the files of who is not signed in there. */
static SolSession *
open_session (const char *folder)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *kept = NULL;
  SolSession *opened;

  sol_session_open_async (SOL_SESSION_PLATFORM, folder, NOBODY, NULL, NULL, sol_test_keep_result,
                          &kept);
  done = sol_test_wait (&kept);
  opened = sol_session_open_finish (done, &error);
  g_assert_no_error (error);
  return opened;
}

static GtkAdjustment *
find_adjustment (GtkWidget *widget)
{
  GtkAdjustment *found = GTK_IS_LIST_VIEW (widget)
                             ? gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (widget))
                             : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_adjustment (child);
  return found;
}

static void
scroll (guint n_frames)
{
  GtkAdjustment *adjustment = find_adjustment (page);
  const double end = gtk_adjustment_get_upper (adjustment) -
                     gtk_adjustment_get_page_size (adjustment);

  for (guint i = 1; i <= n_frames; i++)
    {
      const gint64 before = last_frame;

      gtk_adjustment_set_value (adjustment, end * i / n_frames);
      SOL_TEST_WAIT_UNTIL (last_frame != before);
    }
}

static void
send (guint max)
{
  g_autoptr (SolMutationBatch) batch = sol_test_take (&fixture, max);
  g_autoptr (GPtrArray) answers = sol_test_make_answers (batch);

  polled_at = get_cpu (); /* a push reads them beside the main loop */
  sol_test_apply_answers (&fixture, answers);
}

static void
watch_frames (void)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));

  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (window));

  g_signal_add_emission_hook (g_signal_lookup ("layout", GDK_TYPE_FRAME_CLOCK), 0, on_layout, NULL,
                              NULL);
  g_signal_add_emission_hook (g_signal_lookup ("compute-size", GDK_TYPE_TOPLEVEL), 0, on_layout,
                              NULL, NULL);
  g_signal_connect_after (surface, "compute-size", G_CALLBACK (on_laid_out), NULL);
  g_signal_connect_after (clock, "layout", G_CALLBACK (on_laid_out), NULL);
  g_signal_connect (clock, "after-paint", G_CALLBACK (on_painted), NULL);
}

static void
open_page (guint n)
{
  g_autoptr (SolOutboxGroups) groups = sol_outbox_groups_new (session, fixture.store);

  page = sol_outbox_page_new (groups);
  gtk_stack_add_child (stack, page);
  gtk_stack_set_visible_child (stack, page);
}

static void
leave_page (guint n)
{
  gtk_stack_set_visible_child (stack, gtk_widget_get_first_child (GTK_WIDGET (stack)));
}

/* As when its account is left. */
static void
let_page_go (guint n)
{
  sol_outbox_page_let_go (SOL_OUTBOX_PAGE (page));
}

static void
open_form (guint n)
{
  g_autofree char *target = g_uuid_string_random ();

  form = sol_form_new ();
  keeper = sol_form_keeper_new (form, fixture.store, "listing", target, SOL_TEST_ORGANISATION);
}

static void
leave_form (guint n)
{
  sol_form_keeper_stop (keeper);
  g_clear_object (&keeper);
  g_clear_object (&form);
}

static struct
{
  const char *name;
  void (*act) (guint n);
  guint n;
  gint64 held[MAX_ROUNDS]; /* µs */
  gint64 laid_out[MAX_ROUNDS];
} steps[] = {
  { "open", open_page, 0 },        { "scroll", scroll, N_FRAMES },  { "write one", write_acts, 1 },
  { "one is sent", send, 1 },      { "100 are sent", send, 100 },   { "leave", leave_page, 0 },
  { "let it go", let_page_go, 0 }, { "open a form", open_form, 0 }, { "leave it", leave_form, 0 },
};

static void
run_round (guint round)
{
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      longest = longest_laid_out = 0;
      steps[i].act (steps[i].n);
      settle ();
      steps[i].held[round] = longest;
      steps[i].laid_out[round] = longest_laid_out;
    }
}

static int
compare (const void *a, const void *b)
{
  const gint64 first = *(const gint64 *) a;
  const gint64 second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

static double
get_median_ms (gint64 *times, guint n)
{
  qsort (times, n, sizeof *times, compare);
  return (double) times[n / 2] / 1000;
}

static gboolean
tell (guint n_rounds)
{
  gboolean well = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      const double held = get_median_ms (steps[i].held, n_rounds);

      g_print ("%-12s  main loop held %5.2f ms, with layout %5.2f ms\n", steps[i].name, held,
               get_median_ms (steps[i].laid_out, n_rounds));
      well = well && held < MOST_HELD_MS;
    }
  return well;
}

static gboolean
run (guint n_rounds)
{
  gtk_window_present (window);
  watch_frames ();
  settle ();
  g_main_context_set_poll_func (NULL, poll_and_measure);
  for (guint i = 0; i < n_rounds; i++)
    run_round (i);
  g_main_context_set_poll_func (NULL, NULL);
  return tell (n_rounds);
}

int
main (int argc, char **argv)
{
  const guint n = argc > 1 ? (guint) strtoul (argv[1], NULL, 10) : 10000;
  const guint n_rounds = argc > 2 ? (guint) strtoul (argv[2], NULL, 10) : 5;
  g_autofree char *folder = g_dir_make_tmp ("sol-bench-XXXXXX", NULL);
  gboolean well;

  gtk_init ();
  adw_init ();
  g_resources_register (sol_ui_get_resource ());
  window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (window, 1280, 800);
  stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_child (stack, gtk_label_new (NULL));
  gtk_window_set_child (window, GTK_WIDGET (stack));
  sol_test_account_set_up (&fixture, NULL);
  write_acts (n);
  session = open_session (folder);
  well = run (CLAMP (n_rounds, 1, MAX_ROUNDS));
  sol_session_close (session);
  g_object_unref (session);
  gtk_window_destroy (window);
  sol_test_account_tear_down (&fixture, NULL);
  sol_test_remove_folder (folder);
  return well ? EXIT_SUCCESS : EXIT_FAILURE;
}
