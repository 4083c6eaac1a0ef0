/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-watchdog.h"

#include <execinfo.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

/* Preloaded into a GTK program: tells how long each turn of its main loop held it, GTK's own
 * layout and painting apart, and by which functions. Times are of the monotonic clock, µs.
 *
 *   hold START HELD CPU SWITCHES  a turn of more than 1 ms without layout and painting; wall time,
 *                                 processor time, and how often it waited for something
 *   stack ADDRESS...              where such a turn was, each ms from LIMIT_US on
 *   frame START TURN LAYOUT PAINT a frame painted
 *   seen START NAME               the first frame with a mapped widget of that type
 *   turns START NUMBER            of the loop so far, once a second of them
 */

#define TOLD_US 1000
#define LIMIT_US 8000
#define STEP_NS 1000000
#define MAX_STACKS 64
#define MAX_DEPTH 40

typedef struct
{
  gint64 wall;
  gint64 cpu;
} Moment;

static int file = -1;
static timer_t timer;
static gboolean has_timer;
static void *stacks[MAX_STACKS][MAX_DEPTH];
static int depths[MAX_STACKS];
static volatile int n_stacks;

static Moment turn;     /* when the loop woke up */
static Moment phase;    /* when layout or painting began; wall is 0 outside */
static Moment gtk;      /* spent in them this turn */
static gint64 painting; /* when painting began */
static gint64 layout_us;
static gint64 paint_us;
static long switches;
static guint64 n_turns;
static gboolean painted;
static gboolean measuring;

static gint64
read_clock (clockid_t clock)
{
  struct timespec t;

  clock_gettime (clock, &t);
  return t.tv_sec * G_USEC_PER_SEC + t.tv_nsec / 1000;
}

static Moment
now (void)
{
  return (Moment){ read_clock (CLOCK_MONOTONIC), read_clock (CLOCK_THREAD_CPUTIME_ID) };
}

void
bench_watchdog_tell (const char *format, ...)
{
  char line[512];
  va_list args;
  int length;

  va_start (args, format);
  length = vsnprintf (line, sizeof line, format, args);
  va_end (args);
  if (length > 0 && write (file, line, (size_t) length) < 0)
    _exit (3);
}

static long
count_switches (void)
{
  struct rusage usage;

  getrusage (RUSAGE_THREAD, &usage);
  return usage.ru_nvcsw;
}

static void
on_late (int signal_number)
{
  if (n_stacks < MAX_STACKS && phase.wall == 0)
    {
      depths[n_stacks] = backtrace (stacks[n_stacks], MAX_DEPTH);
      n_stacks++;
    }
}

static void
set_timer (gint64 us)
{
  struct itimerspec spec = { { 0, STEP_NS }, { 0, us * 1000 } };

  if (us == 0)
    spec.it_interval.tv_nsec = 0;
  if (has_timer)
    timer_settime (timer, 0, &spec, NULL);
}

static void
tell_stacks (void)
{
  for (int i = 0; i < n_stacks; i++)
    {
      bench_watchdog_tell ("stack %" G_GINT64_FORMAT "\n", turn.wall);
      backtrace_symbols_fd (stacks[i], depths[i], file);
    }
  n_stacks = 0;
}

static void
end_turn (void)
{
  Moment end = now ();
  gint64 held = end.wall - turn.wall - gtk.wall;

  set_timer (0);
  if (held > TOLD_US)
    bench_watchdog_tell (
        "hold %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %ld\n", turn.wall,
        held, end.cpu - turn.cpu - gtk.cpu, count_switches () - switches);
  if (held > LIMIT_US)
    tell_stacks ();
  n_stacks = 0;
  if (painted)
    bench_watchdog_tell ("frame %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT
                         " %" G_GINT64_FORMAT "\n",
                         turn.wall, end.wall - turn.wall, layout_us, paint_us);
  painted = FALSE;
}

static int
poll_watched (GPollFD *fds, guint n, int timeout)
{
  int result;

  if (turn.wall != 0)
    end_turn ();
  result = g_poll (fds, n, timeout);
  turn = now ();
  gtk = (Moment){ 0, 0 };
  layout_us = paint_us = 0;
  switches = count_switches ();
  if (++n_turns % 64 == 0)
    bench_watchdog_tell ("turns %" G_GINT64_FORMAT " %" G_GUINT64_FORMAT "\n", turn.wall, n_turns);
  set_timer (LIMIT_US);
  return result;
}

static gboolean
on_layout (GSignalInvocationHint *hint, guint n, const GValue *values, gpointer data)
{
  if (phase.wall == 0)
    phase = now ();
  return TRUE;
}

static gboolean
on_paint (GSignalInvocationHint *hint, guint n, const GValue *values, gpointer data)
{
  on_layout (hint, n, values, data);
  painting = g_get_monotonic_time ();
  layout_us += painting - phase.wall;
  return TRUE;
}

/* GDK asks for the size of a window outside the frame too. */
static void
end_measure (GdkToplevel *toplevel, GdkToplevelSize *size, gpointer data)
{
  Moment end = now ();

  if (!measuring)
    return;
  measuring = FALSE;
  gtk.wall += end.wall - phase.wall;
  gtk.cpu += end.cpu - phase.cpu;
  phase.wall = 0;
}

static gboolean
on_measure (GSignalInvocationHint *hint, guint n, const GValue *values, gpointer data)
{
  GObject *toplevel = g_value_get_object (&values[0]);

  if (g_object_get_data (toplevel, "watched") == NULL)
    g_signal_connect_after (toplevel, "compute-size", G_CALLBACK (end_measure), NULL);
  g_object_set_data (toplevel, "watched", toplevel);
  measuring = phase.wall == 0;
  if (measuring)
    phase = now ();
  return TRUE;
}

static void
look_for (const char *type_name, gboolean *seen, gboolean whole)
{
  GListModel *windows = gtk_window_get_toplevels ();
  g_autoptr (GtkWidget) window = g_list_model_get_item (windows, 0);
  GtkWidget *widget = window != NULL && !*seen ? bench_find_widget (window, type_name, 0) : NULL;

  if (widget == NULL)
    return;
  *seen = TRUE;
  bench_watchdog_tell ("seen %" G_GINT64_FORMAT " %s\n", g_get_monotonic_time (), type_name);
  if (whole)
    bench_drive_start (window);
}

static void
look_around (void)
{
  static gboolean window, page, rows, facets;

  look_for ("GtkWidget", &window, FALSE);
  look_for ("SolCataloguePage", &page, FALSE);
  look_for ("SolSupplierRow", &rows, FALSE);
  look_for ("SolFacetRow", &facets, TRUE);
}

static gboolean
on_after_paint (GSignalInvocationHint *hint, guint n, const GValue *values, gpointer data)
{
  Moment end = now ();

  if (phase.wall == 0)
    return TRUE;
  gtk.wall += end.wall - phase.wall;
  gtk.cpu += end.cpu - phase.cpu;
  paint_us += end.wall - painting;
  phase.wall = 0;
  painted = TRUE;
  look_around ();
  bench_drive_after_paint (painting);
  return TRUE;
}

static gboolean
hook_frame_clock (gpointer data)
{
  GType clock = GDK_TYPE_FRAME_CLOCK;

  g_type_class_unref (g_type_class_ref (clock));
  g_type_default_interface_unref (g_type_default_interface_ref (GDK_TYPE_TOPLEVEL));
  g_signal_add_emission_hook (g_signal_lookup ("layout", clock), 0, on_layout, NULL, NULL);
  g_signal_add_emission_hook (g_signal_lookup ("paint", clock), 0, on_paint, NULL, NULL);
  g_signal_add_emission_hook (g_signal_lookup ("after-paint", clock), 0, on_after_paint, NULL,
                              NULL);
  g_signal_add_emission_hook (g_signal_lookup ("compute-size", GDK_TYPE_TOPLEVEL), 0, on_measure,
                              NULL, NULL);
  return G_SOURCE_REMOVE;
}

static void
make_timer (void)
{
  struct sigaction action = { .sa_handler = on_late, .sa_flags = SA_RESTART };
  struct sigevent event = { .sigev_notify = SIGEV_THREAD_ID, .sigev_signo = SIGRTMIN + 3 };
  void *one[1];

  backtrace (one, 1); /* loads what it needs now, not in the handler */
  event._sigev_un._tid = gettid ();
  sigaction (SIGRTMIN + 3, &action, NULL);
  has_timer = timer_create (CLOCK_THREAD_CPUTIME_ID, &event, &timer) == 0;
}

__attribute__ ((constructor)) static void
start (void)
{
  const char *path = g_getenv ("BENCH_WATCHDOG");

  g_unsetenv ("LD_PRELOAD"); /* not in the programs that this one starts */
  if (path == NULL)
    return;
  file = open (path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (file < 0)
    return;
  make_timer ();
  g_main_context_set_poll_func (NULL, poll_watched);
  /* Before the first frame, which no source of this priority lets pass. */
  g_idle_add_full (G_PRIORITY_HIGH, hook_frame_clock, NULL, NULL);
}
