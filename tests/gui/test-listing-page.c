/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "app/form/sol-form-keeper-private.h"
#include "app/listing/sol-listing-page-private.h"
#include "app/listing/sol-listing-place.h"
#include "model/sol-listing.h"
#include "sol-test-account.h"
#include "sol-test-find.h"
#include "sol-ui.h"

/* The page of a listing over the real files of an account: what is typed, kept and sent. */

#define ONE "0193f7a0-0000-7000-8000-000000000001"
#define KEYSTROKE_US 8000 /* of the main loop */
#define N_KEYSTROKES 8
#define WHOLE                                                                                      \
  "{\"name\":\"La Clé des Haies\",\"kind\":\"ACI\",\"siret\":\"10000000900017\","                 \
  "\"description\":\"Nous taillons les haies des communes.\",\"commune\":\"84035\","               \
  "\"city\":\"Cavaillon\",\"department\":\"84\","                                                  \
  "\"activities\":[{\"id\":\"a\",\"at\":\"a\",\"sector\":\"espaces-verts\"}],"                     \
  "\"offers\":[{\"id\":\"o\",\"at\":\"a\",\"title\":\"Taille\",\"price\":2450,\"unit\":\"heure\"}" \
  "]}"

static const SolListingOwner manager = { SOL_TEST_ORGANISATION, "La Clé des Haies",
                                         SOL_ROLE_MEMBER | SOL_ROLE_MANAGER };
static const SolListingOwner reader = { SOL_TEST_ORGANISATION, "La Clé des Haies", SOL_ROLE_NONE };
static GtkWidget *window;
static GtkWidget *place;
static guint n_frames;

static gboolean
holds (GtkWidget *widget, gconstpointer text)
{
  return GTK_IS_ENTRY (widget) && g_str_equal (gtk_editable_get_text (GTK_EDITABLE (widget)), text);
}

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

#define WAIT_FOR_WORDS(words) SOL_TEST_WAIT_UNTIL (is_said (words))

/* The control of a field, by its label. */
static GtkWidget *
get_field (const char *label)
{
  GtkWidget *found;

  SOL_TEST_WAIT_UNTIL ((found = sol_test_find (window, sol_test_says, label)) != NULL);
  return gtk_label_get_mnemonic_widget (GTK_LABEL (found));
}

static void
type (const char *label, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (get_field (label)), text);
}

static void
open_place (SolTestAccount *fixture, const SolListingOwner *owner)
{
  sol_listing_place_open (SOL_LISTING_PLACE (place), fixture->store, owner);
}

static void
leave_place (void)
{
  sol_listing_place_let_go (SOL_LISTING_PLACE (place));
}

static void
activate (const char *action)
{
  GtkWidget *page = sol_test_find (window, is_of_type, "SolListingPage");

  g_assert_nonnull (page);
  g_assert_true (gtk_widget_activate_action (page, action, NULL));
}

static void
apply (SolTestAccount *fixture, gint64 rev, const char *doc)
{
  sol_test_apply (fixture, sol_test_changes (sol_test_put (ONE, rev, doc), NULL));
}

static guint
count_entries (SolTestAccount *fixture)
{
  g_autoptr (SolLiveList) outbox = sol_test_outbox (fixture);

  return g_list_model_get_n_items (G_LIST_MODEL (outbox));
}

static char *
get_draft_name (SolTestAccount *fixture, const char *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SolDraft) draft = NULL;
  g_autoptr (SolRecord) edited = NULL;
  GAsyncResult *kept = NULL;

  sol_account_store_get_draft_async (fixture->store, "listing", id, SOL_TEST_ORGANISATION, NULL,
                                     sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  draft = sol_account_store_get_draft_finish (fixture->store, result, NULL);
  edited = draft != NULL ? sol_draft_make_edited (draft) : NULL;
  return edited != NULL ? g_strdup (sol_record_get_text (edited, "name")) : NULL;
}

/* Less than a second after a keystroke its draft is on the disk, and a process that dies then has
 * lost nothing. */
static void
test_keystroke_is_on_the_disk_within_a_second (SolTestAccount *fixture, gconstpointer unused)
{
  gint64 typed_at;

  apply (fixture, 1, WHOLE);
  open_place (fixture, &manager);
  WAIT_FOR_WORDS ("Usual name");
  typed_at = g_get_monotonic_time ();
  type ("Usual name", "La Clé des Champs");
  WAIT_FOR_WORDS ("Saved on this computer");
  g_assert_cmpint (g_get_monotonic_time () - typed_at, <, G_USEC_PER_SEC);
  {
    g_autofree char *name = get_draft_name (fixture, ONE);

    g_assert_cmpstr (name, ==, "La Clé des Champs");
  }
  g_assert_cmpuint (count_entries (fixture), ==, 0);
}

/* The disk is still at the words before when the page goes and the files close. */
static void
test_last_words_are_kept_behind_those_being_written (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *kept = NULL;
  SolListingPage *page;

  apply (fixture, 1, WHOLE);
  open_place (fixture, &manager);
  WAIT_FOR_WORDS ("Usual name");
  page = SOL_LISTING_PAGE (sol_test_find (window, is_of_type, "SolListingPage"));
  type ("Usual name", "La Clé des");
  sol_draft_saver_flush_async (page->keeper->saver, NULL, NULL, NULL);
  type ("Usual name", "La Clé des Champs");
  leave_place ();
  sol_test_account_close (fixture);
  sol_test_account_open (fixture);
  kept = get_draft_name (fixture, ONE);
  g_assert_cmpstr (kept, ==, "La Clé des Champs");
}

static void
count_frame (void)
{
  n_frames++;
}

/* How long one keystroke holds the loop at most, with all that follows from it until it is kept.
 * Waiting is not counted, nor is drawing, which no graphics card does here. */
static gint64
measure_keystroke (void)
{
  GtkEditable *entry = GTK_EDITABLE (get_field ("Usual name"));
  const gint64 start = g_get_monotonic_time ();
  gint64 longest;
  int end = -1;

  gtk_editable_insert_text (entry, "x", 1, &end);
  longest = g_get_monotonic_time () - start;
  do
    {
      const gint64 turn = g_get_monotonic_time ();
      const guint before = n_frames;

      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (200);
      else if (n_frames == before)
        longest = MAX (longest, g_get_monotonic_time () - turn);
    }
  while (!is_said ("Saved on this computer") || is_said ("Saving…"));
  return longest;
}

/* The least of several: the machine is shared. */
static void
test_keystroke_holds_the_loop_briefly (SolTestAccount *fixture, gconstpointer unused)
{
  gint64 least = G_MAXINT64;

  apply (fixture, 1, WHOLE);
  open_place (fixture, &manager);
  WAIT_FOR_WORDS ("Usual name");
  for (guint i = 0; i < N_KEYSTROKES; i++)
    least = MIN (least, measure_keystroke ());
  g_test_message ("longest turn of a keystroke: %" G_GINT64_FORMAT " µs", least);
  g_assert_cmpint (least, <, KEYSTROKE_US);
}

static void
test_sending_waits_and_is_marked (SolTestAccount *fixture, gconstpointer unused)
{
  g_autoptr (SolMutationBatch) batch = NULL;
  g_autofree char *draft = NULL;
  SolMutation *mutation;

  apply (fixture, 1, WHOLE);
  open_place (fixture, &manager);
  WAIT_FOR_WORDS ("Usual name");
  type ("Usual name", "La Clé des Champs");
  activate ("listing.send");
  activate ("listing.send"); /* before the form knows that it is sent */
  WAIT_FOR_WORDS ("To be sent");
  batch = sol_test_take (fixture, 0);
  g_assert_cmpuint (batch->mutations->len, ==, 1);
  mutation = batch->mutations->pdata[0];
  g_assert_cmpstr (mutation->op, ==, "edit");
  g_assert_cmpint (mutation->base_rev, ==, 1);
  g_assert_cmpuint (json_object_get_size (mutation->patch->set), ==, 1);
  draft = get_draft_name (fixture, ONE);
  g_assert_null (draft);

  apply (fixture, 2, "{\"name\":\"La Clé des Champs\"}");
}

/* A number with a digit too few stays typed, and does not hold the rest back. */
static void
test_wrong_text_stays_while_the_rest_leaves (SolTestAccount *fixture, gconstpointer unused)
{
  g_autoptr (SolMutationBatch) batch = NULL;
  SolMutation *mutation;

  apply (fixture, 1, WHOLE);
  open_place (fixture, &manager);
  WAIT_FOR_WORDS ("Usual name");
  type ("Usual name", "La Clé des Champs");
  type ("SIRET number", "100 000 009 0001");
  g_assert_true (is_said ("One digit seems to be missing: 13 out of 14. Your text is kept."));
  activate ("listing.send");
  WAIT_FOR_WORDS ("To be sent");
  batch = sol_test_take (fixture, 0);
  mutation = batch->mutations->pdata[0];
  g_assert_false (json_object_has_member (mutation->patch->set, "siret"));
  leave_place ();
  open_place (fixture, &manager);
  WAIT_FOR_WORDS ("Usual name");
  g_assert_nonnull (sol_test_find (window, holds, "100 000 009 0001"));
}

/* A colleague's edit comes in while one types. */
static void
test_colleague_is_seen_beside_the_caret (SolTestAccount *fixture, gconstpointer unused)
{
  GtkEditable *name;

  apply (fixture, 1, WHOLE);
  open_place (fixture, &manager);
  WAIT_FOR_WORDS ("Usual name");
  name = GTK_EDITABLE (get_field ("Usual name"));
  gtk_widget_grab_focus (GTK_WIDGET (name));
  gtk_editable_set_text (name, "La Clé des Champs");
  gtk_editable_set_position (name, 6);
  apply (fixture, 2,
         "{\"name\":\"La Clé des Haies\",\"kind\":\"ACI\",\"siret\":\"10000000900017\","
         "\"description\":\"Nous plantons aussi.\",\"brand\":\"LCH\"}");
  SOL_TEST_WAIT_UNTIL (sol_test_find (window, holds, "LCH") != NULL);
  g_assert_cmpstr (gtk_editable_get_text (name), ==, "La Clé des Champs");
  g_assert_cmpint (gtk_editable_get_position (name), ==, 6);
  g_assert_false (is_said ("Changed elsewhere too"));

  apply (fixture, 3, "{\"name\":\"La Clé des Prés\"}");
  WAIT_FOR_WORDS ("Changed elsewhere too");
  g_assert_cmpstr (gtk_editable_get_text (name), ==, "La Clé des Champs");
}

static void
test_submission_says_what_is_missing (SolTestAccount *fixture, gconstpointer unused)
{
  apply (fixture, 1, "{\"name\":\"La Clé des Haies\",\"siret\":\"10000000900017\"}");
  open_place (fixture, &manager);
  WAIT_FOR_WORDS ("2 things are still missing.");
  activate ("listing.submit");
  WAIT_FOR_WORDS ("Missing");
  g_assert_cmpuint (count_entries (fixture), ==, 0);
}

static void
test_submission_waits_after_the_edit (SolTestAccount *fixture, gconstpointer unused)
{
  g_autoptr (SolMutationBatch) batch = NULL;

  apply (fixture, 1, WHOLE);
  open_place (fixture, &manager);
  WAIT_FOR_WORDS ("Send for review");
  type ("Usual name", "La Clé des Champs");
  activate ("listing.submit");
  WAIT_FOR_WORDS ("Leaves for review with the next exchange");
  batch = sol_test_take (fixture, 0);
  g_assert_cmpuint (batch->mutations->len, ==, 2);
  g_assert_cmpstr (((SolMutation *) batch->mutations->pdata[1])->op, ==, "submit");
  g_assert_cmpstr (((SolMutation *) batch->mutations->pdata[1])->after[0], ==,
                   ((SolMutation *) batch->mutations->pdata[0])->id);
}

/* What was refused comes back as it was typed, with the reason. */
static void
test_refused_text_is_kept_and_explained (SolTestAccount *fixture, gconstpointer unused)
{
  g_autoptr (SolMutationBatch) batch = NULL;
  g_autofree char *answers = NULL;

  apply (fixture, 1, WHOLE);
  open_place (fixture, &manager);
  WAIT_FOR_WORDS ("Usual name");
  type ("Trade name", "LCH");
  activate ("listing.send");
  WAIT_FOR_WORDS ("To be sent");
  batch = sol_test_take (fixture, 0);
  answers = g_strdup_printf ("{\"id\":\"%s\",\"n\":1,\"result\":\"rejected\",\"code\":\"too-long\","
                             "\"arguments\":[\"brand\"]}",
                             ((SolMutation *) batch->mutations->pdata[0])->id);
  sol_test_answer (fixture, answers);
  WAIT_FOR_WORDS ("Refused: Shorten it.");
  SOL_TEST_WAIT_UNTIL (sol_test_find (window, holds, "LCH") != NULL);
}

static void
test_reader_changes_nothing (SolTestAccount *fixture, gconstpointer unused)
{
  apply (fixture, 1, WHOLE);
  open_place (fixture, &reader);
  WAIT_FOR_WORDS ("Usual name");
  WAIT_FOR_WORDS ("You may read this listing");
  g_assert_false (gtk_editable_get_editable (GTK_EDITABLE (get_field ("Usual name"))));
  g_assert_false (is_said ("Send for review"));
}

static void
test_preview_follows (SolTestAccount *fixture, gconstpointer unused)
{
  apply (fixture, 1, WHOLE);
  open_place (fixture, &manager);
  WAIT_FOR_WORDS ("Usual name");
  WAIT_FOR_WORDS ("Nous taillons les haies");
  type ("Usual name", "Le Verger Neuf");
  WAIT_FOR_WORDS ("Le Verger Neuf");
}

static guint
count_windows (void)
{
  return g_list_model_get_n_items (gtk_window_get_toplevels ());
}

static void
test_whole_page_is_shown_once (SolTestAccount *fixture, gconstpointer unused)
{
  const guint n = count_windows ();

  apply (fixture, 1, WHOLE);
  open_place (fixture, &manager);
  WAIT_FOR_WORDS ("Usual name");
  activate ("listing.whole-page");
  activate ("listing.whole-page");
  g_assert_cmpuint (count_windows (), ==, n + 1);
  leave_place ();
  g_assert_cmpuint (count_windows (), ==, n);
}

/* The remark of the moderator, and what is shown to buyers, is told by the state. */
static void
test_state_is_explained (SolTestAccount *fixture, gconstpointer unused)
{
  apply (fixture, 1,
         "{\"name\":\"A\",\"state\":\"changes-asked\",\"state_at\":\"2026-11-21T08:00:00Z\","
         "\"remark\":\"Combien de chantiers ?\"}");
  open_place (fixture, &manager);
  WAIT_FOR_WORDS ("Changes asked on 21 Nov 2026");
  WAIT_FOR_WORDS ("Combien de chantiers ?");
  WAIT_FOR_WORDS ("Send back for review");
  apply (fixture, 2,
         "{\"name\":\"A\",\"state\":\"published\",\"state_at\":\"2026-11-22T08:00:00Z\"}");
  WAIT_FOR_WORDS ("Published since 22 Nov 2026");
  g_assert_false (is_said ("Send back for review"));
}

static void
test_next_gap_leads_to_the_field (SolTestAccount *fixture, gconstpointer unused)
{
  apply (fixture, 1, "{\"name\":\"A\",\"kind\":\"ACI\",\"siret\":\"10000000900017\"}");
  open_place (fixture, &manager);
  WAIT_FOR_WORDS ("Usual name");
  activate ("listing.next-gap");
  WAIT_FOR_WORDS ("Your activities");
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
  leave_place ();
  gtk_window_set_child (GTK_WINDOW (window), NULL);
  sol_test_account_tear_down (fixture, unused);
}

#define ADD(name, test) \
  g_test_add ("/listing-page/" name, SolTestAccount, NULL, set_up, test, tear_down)

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

  ADD ("keystroke-is-on-the-disk-within-a-second", test_keystroke_is_on_the_disk_within_a_second);
  ADD ("last-words-are-kept-behind-those-being-written",
       test_last_words_are_kept_behind_those_being_written);
  ADD ("keystroke-holds-the-loop-briefly", test_keystroke_holds_the_loop_briefly);
  ADD ("sending-waits-and-is-marked", test_sending_waits_and_is_marked);
  ADD ("wrong-text-stays-while-the-rest-leaves", test_wrong_text_stays_while_the_rest_leaves);
  ADD ("colleague-is-seen-beside-the-caret", test_colleague_is_seen_beside_the_caret);
  ADD ("submission-says-what-is-missing", test_submission_says_what_is_missing);
  ADD ("submission-waits-after-the-edit", test_submission_waits_after_the_edit);
  ADD ("whole-page-is-shown-once", test_whole_page_is_shown_once);
  ADD ("refused-text-is-kept-and-explained", test_refused_text_is_kept_and_explained);
  ADD ("reader-changes-nothing", test_reader_changes_nothing);
  ADD ("preview-follows", test_preview_follows);
  ADD ("state-is-explained", test_state_is_explained);
  ADD ("next-gap-leads-to-the-field", test_next_gap_leads_to_the_field);
  status = g_test_run ();
  gtk_window_destroy (GTK_WINDOW (window));
  return status;
}
