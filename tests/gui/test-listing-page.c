/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/form/sol-form-keeper-private.h"
#include "app/listing/sol-listing-page-private.h"
#include "model/sol-listing.h"
#include "sol-test-place.h"

/* The page of a listing over the real files of an account: what is typed, kept and sent. */

#define KEYSTROKE_US 8000 /* of the main loop */
#define N_KEYSTROKES 8
#define WHOLE                                                                                      \
  "{\"name\":\"La Clé des Haies\",\"kind\":\"ACI\",\"siret\":\"10000000900017\","                 \
  "\"description\":\"Nous taillons les haies des communes.\",\"commune\":\"84035\","               \
  "\"city\":\"Cavaillon\",\"department\":\"84\","                                                  \
  "\"activities\":[{\"id\":\"a\",\"at\":\"a\",\"sector\":\"espaces-verts\"}],"                     \
  "\"offers\":[{\"id\":\"o\",\"at\":\"a\",\"title\":\"Taille\",\"price\":2450,\"unit\":\"heure\"}" \
  "]}"

static const SolListingOwner reader = { SOL_TEST_ORGANISATION, "La Clé des Haies", SOL_ROLE_NONE };
static guint n_frames;

/* The control of a field, by its label. */
static GtkWidget *
get_field (const char *label)
{
  GtkWidget *found;

  SOL_TEST_WAIT_UNTIL ((found = sol_test_place_find (sol_test_says, label)) != NULL);
  return gtk_label_get_mnemonic_widget (GTK_LABEL (found));
}

static void
type (const char *label, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (get_field (label)), text);
}

static void
open_whole (SolTestAccount *fixture)
{
  sol_test_place_apply (fixture, 1, WHOLE);
  sol_test_place_open (fixture);
  SOL_TEST_WAIT_FOR_WORDS ("Usual name");
}

static void
activate (const char *action)
{
  GtkWidget *page = sol_test_place_find (sol_test_is_of_type, "SolListingPage");

  g_assert_nonnull (page);
  g_assert_true (gtk_widget_activate_action (page, action, NULL));
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

  open_whole (fixture);
  typed_at = g_get_monotonic_time ();
  type ("Usual name", "La Clé des Champs");
  SOL_TEST_WAIT_FOR_WORDS ("Saved on this computer");
  g_assert_cmpint (g_get_monotonic_time () - typed_at, <, G_USEC_PER_SEC);
  {
    g_autofree char *name = get_draft_name (fixture, SOL_TEST_LISTING);

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

  open_whole (fixture);
  page = SOL_LISTING_PAGE (sol_test_place_find (sol_test_is_of_type, "SolListingPage"));
  type ("Usual name", "La Clé des");
  sol_draft_saver_flush_async (page->keeper->saver, NULL, NULL, NULL);
  type ("Usual name", "La Clé des Champs");
  sol_listing_place_let_go (sol_test_place);
  sol_test_account_close (fixture);
  sol_test_account_open (fixture);
  kept = get_draft_name (fixture, SOL_TEST_LISTING);
  g_assert_cmpstr (kept, ==, "La Clé des Champs");
}

static void
count_frame (void)
{
  n_frames++;
}

/* How long one keystroke sol_test_holds the loop at most, with all that follows from it until it is
 * kept. Waiting is not counted, nor is drawing, which no graphics card does here. */
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
  while (!sol_test_place_says ("Saved on this computer") || sol_test_place_says ("Saving…"));
  return longest;
}

/* The least of several: the machine is shared. */
static void
test_keystroke_holds_the_loop_briefly (SolTestAccount *fixture, gconstpointer unused)
{
  gint64 least = G_MAXINT64;

  open_whole (fixture);
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

  open_whole (fixture);
  type ("Usual name", "La Clé des Champs");
  activate ("listing.send");
  activate ("listing.send"); /* before the form knows that it is sent */
  SOL_TEST_WAIT_FOR_WORDS ("To be sent");
  batch = sol_test_take (fixture, 0);
  g_assert_cmpuint (batch->mutations->len, ==, 1);
  mutation = batch->mutations->pdata[0];
  g_assert_cmpstr (mutation->op, ==, "edit");
  g_assert_cmpint (mutation->base_rev, ==, 1);
  g_assert_cmpuint (json_object_get_size (mutation->patch->set), ==, 1);
  draft = get_draft_name (fixture, SOL_TEST_LISTING);
  g_assert_null (draft);

  sol_test_place_apply (fixture, 2, "{\"name\":\"La Clé des Champs\"}");
}

/* A number with a digit too few stays typed, and does not hold the rest back. */
static void
test_wrong_text_stays_while_the_rest_leaves (SolTestAccount *fixture, gconstpointer unused)
{
  g_autoptr (SolMutationBatch) batch = NULL;
  SolMutation *mutation;

  open_whole (fixture);
  type ("Usual name", "La Clé des Champs");
  type ("SIRET number", "100 000 009 0001");
  g_assert_true (
      sol_test_place_says ("One digit seems to be missing: 13 out of 14. Your text is kept."));
  activate ("listing.send");
  SOL_TEST_WAIT_FOR_WORDS ("To be sent");
  batch = sol_test_take (fixture, 0);
  mutation = batch->mutations->pdata[0];
  g_assert_false (json_object_has_member (mutation->patch->set, "siret"));
  sol_listing_place_let_go (sol_test_place);
  sol_test_place_open (fixture);
  SOL_TEST_WAIT_FOR_WORDS ("Usual name");
  g_assert_nonnull (sol_test_place_find (sol_test_holds, "100 000 009 0001"));
}

/* A colleague's edit comes in while one types. */
static void
test_colleague_is_seen_beside_the_caret (SolTestAccount *fixture, gconstpointer unused)
{
  GtkEditable *name;

  open_whole (fixture);
  name = GTK_EDITABLE (get_field ("Usual name"));
  gtk_widget_grab_focus (GTK_WIDGET (name));
  gtk_editable_set_text (name, "La Clé des Champs");
  gtk_editable_set_position (name, 6);
  sol_test_place_apply (
      fixture, 2,
      "{\"name\":\"La Clé des Haies\",\"kind\":\"ACI\",\"siret\":\"10000000900017\","
      "\"description\":\"Nous plantons aussi.\",\"brand\":\"LCH\"}");
  SOL_TEST_WAIT_UNTIL (sol_test_place_find (sol_test_holds, "LCH") != NULL);
  g_assert_cmpstr (gtk_editable_get_text (name), ==, "La Clé des Champs");
  g_assert_cmpint (gtk_editable_get_position (name), ==, 6);
  g_assert_false (sol_test_place_says ("Changed elsewhere too"));

  sol_test_place_apply (fixture, 3, "{\"name\":\"La Clé des Prés\"}");
  SOL_TEST_WAIT_FOR_WORDS ("Changed elsewhere too");
  g_assert_cmpstr (gtk_editable_get_text (name), ==, "La Clé des Champs");
}

static void
test_submission_says_what_is_missing (SolTestAccount *fixture, gconstpointer unused)
{
  sol_test_place_apply (fixture, 1, "{\"name\":\"La Clé des Haies\",\"siret\":\"10000000900017\"}");
  sol_test_place_open (fixture);
  SOL_TEST_WAIT_FOR_WORDS ("2 things are still missing.");
  activate ("listing.submit");
  SOL_TEST_WAIT_FOR_WORDS ("Missing");
  g_assert_cmpuint (count_entries (fixture), ==, 0);
}

static void
test_submission_waits_after_the_edit (SolTestAccount *fixture, gconstpointer unused)
{
  g_autoptr (SolMutationBatch) batch = NULL;

  sol_test_place_apply (fixture, 1, WHOLE);
  sol_test_place_open (fixture);
  SOL_TEST_WAIT_FOR_WORDS ("Send for review");
  type ("Usual name", "La Clé des Champs");
  activate ("listing.submit");
  SOL_TEST_WAIT_FOR_WORDS ("Leaves for review with the next exchange");
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

  open_whole (fixture);
  type ("Trade name", "LCH");
  activate ("listing.send");
  SOL_TEST_WAIT_FOR_WORDS ("To be sent");
  batch = sol_test_take (fixture, 0);
  answers = g_strdup_printf ("{\"id\":\"%s\",\"n\":1,\"result\":\"rejected\",\"code\":\"too-long\","
                             "\"arguments\":[\"brand\"]}",
                             ((SolMutation *) batch->mutations->pdata[0])->id);
  sol_test_answer (fixture, answers);
  SOL_TEST_WAIT_FOR_WORDS ("Refused: Shorten it.");
  SOL_TEST_WAIT_UNTIL (sol_test_place_find (sol_test_holds, "LCH") != NULL);
}

static void
test_reader_changes_nothing (SolTestAccount *fixture, gconstpointer unused)
{
  sol_test_place_apply (fixture, 1, WHOLE);
  sol_listing_place_open (sol_test_place, fixture->store, &reader);
  SOL_TEST_WAIT_FOR_WORDS ("Usual name");
  SOL_TEST_WAIT_FOR_WORDS ("You may read this listing");
  g_assert_false (gtk_editable_get_editable (GTK_EDITABLE (get_field ("Usual name"))));
  g_assert_false (sol_test_place_says ("Send for review"));
}

static void
test_preview_follows (SolTestAccount *fixture, gconstpointer unused)
{
  open_whole (fixture);
  SOL_TEST_WAIT_FOR_WORDS ("Nous taillons les haies");
  type ("Usual name", "Le Verger Neuf");
  SOL_TEST_WAIT_FOR_WORDS ("Le Verger Neuf");
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

  open_whole (fixture);
  activate ("listing.whole-page");
  activate ("listing.whole-page");
  g_assert_cmpuint (count_windows (), ==, n + 1);
  sol_listing_place_let_go (sol_test_place);
  g_assert_cmpuint (count_windows (), ==, n);
}

/* The remark of the moderator, and what is shown to buyers, is told by the state. */
static void
test_state_is_explained (SolTestAccount *fixture, gconstpointer unused)
{
  sol_test_place_apply (
      fixture, 1,
      "{\"name\":\"A\",\"state\":\"changes-asked\",\"state_at\":\"2026-11-21T08:00:00Z\","
      "\"remark\":\"Combien de chantiers ?\"}");
  sol_test_place_open (fixture);
  SOL_TEST_WAIT_FOR_WORDS ("Changes asked on 21 Nov 2026");
  SOL_TEST_WAIT_FOR_WORDS ("Combien de chantiers ?");
  SOL_TEST_WAIT_FOR_WORDS ("Send back for review");
  sol_test_place_apply (
      fixture, 2, "{\"name\":\"A\",\"state\":\"published\",\"state_at\":\"2026-11-22T08:00:00Z\"}");
  SOL_TEST_WAIT_FOR_WORDS ("Published since 22 Nov 2026");
  g_assert_false (sol_test_place_says ("Send back for review"));
}

static void
test_next_gap_leads_to_the_field (SolTestAccount *fixture, gconstpointer unused)
{
  sol_test_place_apply (fixture, 1,
                        "{\"name\":\"A\",\"kind\":\"ACI\",\"siret\":\"10000000900017\"}");
  sol_test_place_open (fixture);
  SOL_TEST_WAIT_FOR_WORDS ("Usual name");
  activate ("listing.next-gap");
  SOL_TEST_WAIT_FOR_WORDS ("Your activities");
}

int
main (int argc, char **argv)
{
  sol_test_place_init (&argc, &argv);
  g_signal_connect (gtk_widget_get_frame_clock (sol_test_window), "after-paint",
                    G_CALLBACK (count_frame), NULL);

  sol_test_place_add ("/listing-page/keystroke-is-on-the-disk-within-a-second",
                      test_keystroke_is_on_the_disk_within_a_second);
  sol_test_place_add ("/listing-page/last-words-are-kept-behind-those-being-written",
                      test_last_words_are_kept_behind_those_being_written);
  sol_test_place_add ("/listing-page/keystroke-holds-the-loop-briefly",
                      test_keystroke_holds_the_loop_briefly);
  sol_test_place_add ("/listing-page/sending-waits-and-is-marked",
                      test_sending_waits_and_is_marked);
  sol_test_place_add ("/listing-page/wrong-text-stays-while-the-rest-leaves",
                      test_wrong_text_stays_while_the_rest_leaves);
  sol_test_place_add ("/listing-page/colleague-is-seen-beside-the-caret",
                      test_colleague_is_seen_beside_the_caret);
  sol_test_place_add ("/listing-page/submission-says-what-is-missing",
                      test_submission_says_what_is_missing);
  sol_test_place_add ("/listing-page/submission-waits-after-the-edit",
                      test_submission_waits_after_the_edit);
  sol_test_place_add ("/listing-page/whole-page-is-shown-once", test_whole_page_is_shown_once);
  sol_test_place_add ("/listing-page/refused-text-is-kept-and-explained",
                      test_refused_text_is_kept_and_explained);
  sol_test_place_add ("/listing-page/reader-changes-nothing", test_reader_changes_nothing);
  sol_test_place_add ("/listing-page/preview-follows", test_preview_follows);
  sol_test_place_add ("/listing-page/state-is-explained", test_state_is_explained);
  sol_test_place_add ("/listing-page/next-gap-leads-to-the-field",
                      test_next_gap_leads_to_the_field);
  return sol_test_place_run ();
}
