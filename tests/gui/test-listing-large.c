/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <time.h>

#include "app/listing/sol-listing-page-private.h"
#include "app/listing/sol-listing-place.h"
#include "sol-test-account.h"
#include "sol-test-find.h"
#include "sol-ui.h"

/* A listing as large as they come, over the real files of an account: how long it takes to open,
 * to go through and to write in. Drawing is not counted, which no graphics card does here. */

#define ONE "0193f7a0-0000-7000-8000-000000000001"
#define N_OFFERS 34 /* of six fields: with those of the listing itself more than 200 */
#define N_IMAGES 30
#define N_REFERENCES 20
#define OPENING_US (100 * 1000)
#define KEYSTROKE_US 8000
#define N_TIMES 6

static const SolListingOwner manager = { SOL_TEST_ORGANISATION, "La Clé des Haies",
                                         SOL_ROLE_MEMBER | SOL_ROLE_MANAGER };
static GtkWidget *window;
static GtkWidget *place;
static guint n_frames;

static gboolean
is_of_type (GtkWidget *widget, gconstpointer name)
{
  return g_str_equal (G_OBJECT_TYPE_NAME (widget), name);
}

static gboolean
is_said (const char *words)
{
  return sol_test_find (window, sol_test_says, words) != NULL;
}

/* µs that this program worked, on all its threads: what else the machine does is not counted. Some
 * machines count in steps, which several times even out. */
static gint64
get_work (void)
{
  struct timespec used;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &used);
  return used.tv_sec * G_USEC_PER_SEC + used.tv_nsec / 1000;
}

static void
count_frame (void)
{
  n_frames++;
}

static void
add_items (GString *doc, const char *field, const char *format, guint n)
{
  g_string_append_printf (doc, ",\"%s\":[", field);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *number = g_strdup_printf ("%02u", i);
      g_auto (GStrv) parts = g_strsplit (format, "#", -1);
      g_autofree char *item = g_strjoinv (number, parts);

      g_string_append_printf (doc, "%s%s", i > 0 ? "," : "", item);
    }
  g_string_append_c (doc, ']');
}

static void
apply_large (SolTestAccount *fixture)
{
  g_autoptr (GString) doc = g_string_new (
      "{\"name\":\"La Clé des Haies\",\"kind\":\"ACI\",\"siret\":\"10000000900017\","
      "\"description\":\"Nous taillons les haies des communes.\",\"commune\":\"84035\"");

  add_items (doc, "activities", "{\"id\":\"a#\",\"at\":\"a#\",\"sector\":\"espaces-verts\"}", 10);
  add_items (doc, "offers",
             "{\"id\":\"o#\",\"at\":\"a#\",\"title\":\"Taille #\",\"text\":\"À la main\","
             "\"price\":2450,\"unit\":\"heure\",\"lead_time\":\"# jours\",\"capacity\":\"#\"}",
             N_OFFERS);
  add_items (
      doc, "references",
      "{\"id\":\"r#\",\"at\":\"a#\",\"name\":\"Commune #\",\"text\":\"Haies\",\"year\":2025}",
      N_REFERENCES);
  add_items (doc, "images",
             "{\"id\":\"i#\",\"at\":\"a#\",\"caption\":\"Haie #\",\"picture\":{\"hash\":"
             "\"00000000000000000000000000000000000000000000000000000000000000#\","
             "\"name\":\"haie-#.jpg\",\"size\":100,\"type\":\"image/jpeg\"}}",
             N_IMAGES);
  g_string_append_c (doc, '}');
  sol_test_apply (fixture, sol_test_changes (sol_test_put (ONE, 1, doc->str), NULL));
}

static SolListingPage *
get_page (void)
{
  return SOL_LISTING_PAGE (sol_test_find (window, is_of_type, "SolListingPage"));
}

static gboolean
is_open (void)
{
  SolListingPage *page = get_page ();

  return page != NULL && page->keeper != NULL && sol_form_keeper_get_ready (page->keeper) &&
         page->section != NULL && is_said ("Usual name");
}

/* Until there is nothing left to do: (n turns, the longest of them without a frame) */
static gint64
settle (void)
{
  gint64 longest = 0;

  for (;;)
    {
      const gint64 start = g_get_monotonic_time ();
      const guint before = n_frames;

      if (!g_main_context_iteration (NULL, FALSE))
        return longest;
      if (n_frames == before)
        longest = MAX (longest, g_get_monotonic_time () - start);
    }
}

static gint64
measure_opening (SolTestAccount *fixture)
{
  gint64 start;

  sol_listing_place_let_go (SOL_LISTING_PLACE (place));
  settle ();
  start = get_work ();
  sol_listing_place_open (SOL_LISTING_PLACE (place), fixture->store, &manager);
  SOL_TEST_WAIT_UNTIL (is_open ());
  return get_work () - start;
}

static void
test_opens_at_once (SolTestAccount *fixture, gconstpointer unused)
{
  gint64 sum = 0;

  apply_large (fixture);
  for (guint i = 0; i < N_TIMES; i++)
    sum += measure_opening (fixture);
  g_test_message ("opened with %" G_GINT64_FORMAT " µs of work", sum / N_TIMES);
  g_assert_cmpint (sum / N_TIMES, <, OPENING_US);
}

static gint64
measure_section (SolListingPage *page, const char *field)
{
  gint64 start;

  sol_listing_page_lead_to (page, "name");
  settle ();
  start = get_work ();
  sol_listing_page_lead_to (page, field);
  return get_work () - start;
}

static void
test_sections_are_there_at_once (SolTestAccount *fixture, gconstpointer unused)
{
  static const char *const fields[] = { "offers", "references", "images" };

  apply_large (fixture);
  measure_opening (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      gint64 sum = 0;

      for (guint k = 0; k < N_TIMES; k++)
        sum += measure_section (get_page (), fields[i]);
      g_test_message ("%s shown with %" G_GINT64_FORMAT " µs of work", fields[i], sum / N_TIMES);
      g_assert_cmpint (sum / N_TIMES, <, OPENING_US);
    }
}

/* The longest turn of the loop from a key on, with all that follows until it is on the disk: the
 * least of several, as the machine is shared. */
static gint64
measure_keystroke (SolListingPage *page)
{
  GtkWidget *row = GTK_WIDGET (sol_form_view_find_row (page->form_view, "name"));
  GtkEditable *entry = GTK_EDITABLE (sol_test_find (row, is_of_type, "GtkText"));
  const gint64 start = g_get_monotonic_time ();
  gint64 longest;
  int end = -1;

  gtk_editable_insert_text (entry, "x", 1, &end);
  longest = g_get_monotonic_time () - start;
  do
    {
      longest = MAX (longest, settle ());
      g_usleep (200);
    }
  while (!is_said ("Saved on this computer") || is_said ("Saving…"));
  return longest;
}

static void
test_keystroke_holds_the_loop_briefly (SolTestAccount *fixture, gconstpointer unused)
{
  gint64 least = G_MAXINT64;

  apply_large (fixture);
  measure_opening (fixture);
  for (guint i = 0; i < N_TIMES; i++)
    least = MIN (least, measure_keystroke (get_page ()));
  g_test_message ("longest turn of a keystroke: %" G_GINT64_FORMAT " µs", least);
  g_assert_cmpint (least, <, KEYSTROKE_US);
}

static void
set_up (SolTestAccount *fixture, gconstpointer unused)
{
  sol_test_account_set_up (fixture, unused);
  place = sol_listing_place_new ();
  gtk_window_set_child (GTK_WINDOW (window), place);
}

static void
tear_down (SolTestAccount *fixture, gconstpointer unused)
{
  sol_listing_place_let_go (SOL_LISTING_PLACE (place));
  gtk_window_set_child (GTK_WINDOW (window), NULL);
  sol_test_account_tear_down (fixture, unused);
}

#define ADD(name, test) \
  g_test_add ("/listing-large/" name, SolTestAccount, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_resources_register (sol_ui_get_resource ());
  window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 780);
  gtk_window_present (GTK_WINDOW (window));
  g_signal_connect (gdk_surface_get_frame_clock (gtk_native_get_surface (GTK_NATIVE (window))),
                    "after-paint", G_CALLBACK (count_frame), NULL);

  ADD ("opens-at-once", test_opens_at_once);
  ADD ("sections-are-there-at-once", test_sections_are_there_at_once);
  ADD ("keystroke-holds-the-loop-briefly", test_keystroke_holds_the_loop_briefly);
  status = g_test_run ();
  gtk_window_destroy (GTK_WINDOW (window));
  return status;
}
