/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "app/census/sol-census-page.h"
#include "app/review/sol-review-place.h"
#include "app/review/sol-review-work.h"
#include "app/sol-session.h"
#include "model/sol-record-registry.h"
#include "sol-test-account.h"
#include "sol-test-find.h"
#include "sol-ui.h"

/* The sections of a moderator, over the real files of an account. */

#define NOBODY "http://127.0.0.1:9"

static const char *const one[] = { "84", NULL };
static const char *const two[] = { "84", "13", NULL };

static GtkWidget *window;
static GtkWidget *section;
static SolSession *session;

static void
put_census (SolTestAccount *fixture, const char *const *departments)
{
  const SolCensusTaker taker = { .account = sol_session_get_account (session),
                                 .catalogue = sol_session_get_store (session),
                                 .sync = sol_session_get_sync (session),
                                 .departments = departments };

  sol_census_page_put (ADW_BIN (section), fixture->store, &taker);
}

static void
drop_census (void)
{
  sol_census_page_put (ADW_BIN (section), NULL, NULL);
}

static gboolean
says (const char *words)
{
  return sol_test_find (window, sol_test_says, words) != NULL;
}

/* Of a page that has nothing yet he is told why, and what brings it. */
static void
test_figures_that_are_awaited_say_so (SolTestAccount *fixture, gconstpointer unused)
{
  put_census (fixture, one);
  SOL_TEST_WAIT_UNTIL (says ("Your data are not here yet"));
  sol_test_apply (fixture,
                  sol_test_changes (sol_test_change (SOL_CHANGE_CHECKPOINT, "c1", 0), NULL));
  SOL_TEST_WAIT_UNTIL (says ("By département"));
  drop_census ();
}

static void
test_other_departments_are_counted_anew (SolTestAccount *fixture, gconstpointer unused)
{
  GtkWidget *page;

  put_census (fixture, one);
  page = adw_bin_get_child (ADW_BIN (section));
  put_census (fixture, one);
  g_assert_true (adw_bin_get_child (ADW_BIN (section)) == page);
  g_object_ref (page); /* its place in memory is not taken again */
  put_census (fixture, two);
  g_assert_true (adw_bin_get_child (ADW_BIN (section)) != page);
  g_object_unref (page);
  drop_census ();
}

static void
test_queue_is_of_its_departments (SolTestAccount *fixture, gconstpointer unused)
{
  const SolReviewer reviewer = { .departments = one, .sync = sol_session_get_sync (session) };
  g_autoptr (GtkWidget) widget = g_object_ref_sink (sol_review_place_new ());
  SolReviewPlace *place = SOL_REVIEW_PLACE (widget);

  g_assert_false (sol_review_place_is_open (place, fixture->store, one));
  sol_review_place_open (place, fixture->store, &reviewer);
  g_assert_true (sol_review_place_is_open (place, fixture->store, one));
  g_assert_false (sol_review_place_is_open (place, fixture->store, two));
  sol_review_place_let_go (place);
}

/* The disk does not give the remarks that were begun: they are not written over, and come. */
static void
test_remarks_wait_for_the_disk (SolTestAccount *fixture, gconstpointer unused)
{
  g_autoptr (SolRecord) review = sol_record_new_from_text (
      sol_record_registry_find ("listing_review"), 0, "0193f7a0-0000-7000-8000-000000000001",
      "review:84", 1, "{\"state_at\":\"2026-11-01T08:00:00Z\"}", NULL);
  g_autoptr (SolReviewWork) before = sol_review_work_new (fixture->store, review);
  g_autoptr (SolReviewWork) work = NULL;

  SOL_TEST_WAIT_UNTIL (sol_review_work_get_ready (before));
  sol_review_work_set (before, SOL_REVIEW_WHOLE, "Begun");
  SOL_TEST_WAIT_UNTIL (sol_review_work_get_kept (before));
  sol_review_work_stop (before);
  sol_test_account_run_sql (fixture, "ALTER TABLE draft RENAME TO draft_away");
  work = sol_review_work_new (fixture->store, review);
  SOL_TEST_WAIT_UNTIL (sol_review_work_get_unread (work));
  sol_review_work_set (work, SOL_REVIEW_WHOLE, "Over it");
  g_assert_null (sol_review_work_get (work, SOL_REVIEW_WHOLE));
  g_assert_false (sol_review_work_get_ready (work));
  sol_test_account_run_sql (fixture, "ALTER TABLE draft_away RENAME TO draft");
  SOL_TEST_WAIT_UNTIL (sol_review_work_get_ready (work));
  g_assert_false (sol_review_work_get_unread (work));
  g_assert_cmpstr (sol_review_work_get (work, SOL_REVIEW_WHOLE), ==, "Begun");
  sol_review_work_stop (work);
}

/* Of another folder: it would put away the files of who is not signed in there. */
static void
open_session (const char *folder)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *kept = NULL;

  sol_session_open_async (SOL_SESSION_PLATFORM, folder, NOBODY, NULL, NULL, sol_test_keep_result,
                          &kept);
  done = sol_test_wait (&kept);
  session = sol_session_open_finish (done, &error);
  g_assert_no_error (error);
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("sol-test-XXXXXX", NULL);
  int status;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_resources_register (sol_ui_get_resource ());
  window = gtk_window_new ();
  section = adw_bin_new ();
  gtk_window_set_child (GTK_WINDOW (window), section);
  gtk_window_present (GTK_WINDOW (window));
  open_session (folder);

  sol_test_account_add ("/moderator/figures-awaited", test_figures_that_are_awaited_say_so);
  sol_test_account_add ("/moderator/figures-of-others", test_other_departments_are_counted_anew);
  sol_test_account_add ("/moderator/queue-of-others", test_queue_is_of_its_departments);
  sol_test_account_add ("/moderator/remarks-wait-for-the-disk", test_remarks_wait_for_the_disk);
  status = g_test_run ();
  sol_session_close (session);
  g_object_unref (session);
  gtk_window_destroy (GTK_WINDOW (window));
  sol_test_remove_folder (folder);
  return status;
}
