/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/listing/sol-listing-page.h"
#include "app/listing/sol-listing-start.h"
#include "model/sol-siret.h"
#include "model/sol-supplier.h"
#include "sol-test-place.h"

/* Where a listing is begun, over the real files of an account. */

static gboolean
holds_number (GtkWidget *widget, gconstpointer number)
{
  g_autofree char *held = GTK_IS_ENTRY (widget)
                              ? sol_siret_normalize (gtk_editable_get_text (GTK_EDITABLE (widget)))
                              : NULL;

  return g_strcmp0 (held, number) == 0;
}

/* The platform has said all that there is. */
static void
open_start (SolTestAccount *fixture)
{
  sol_test_place_open (fixture);
  SOL_TEST_WAIT_FOR_WORDS ("Your data are on their way…");
  sol_test_apply (fixture,
                  sol_test_changes (sol_test_change (SOL_CHANGE_CHECKPOINT, "c1", 0), NULL));
  SOL_TEST_WAIT_FOR_WORDS ("La Clé des Haies has no listing yet");
}

static void
begin (void)
{
  GtkWidget *label = sol_test_place_find (sol_test_says, "Begin with an empty listing");
  GtkWidget *button = gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON);

  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  g_assert_false (gtk_widget_is_sensitive (button)); /* one is enough */
}

static guint
count_drafts (SolTestAccount *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) drafts = NULL;
  GAsyncResult *kept = NULL;

  sol_account_store_list_drafts_async (fixture->store, NULL, sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  drafts = sol_account_store_list_drafts_finish (fixture->store, result, NULL);
  return drafts->len;
}

/* Without a listing one is begun, once; what is typed is there again after leaving, unsent. */
static void
test_begun_listing_is_found_again (SolTestAccount *fixture, gconstpointer unused)
{
  g_autoptr (SolLiveList) outbox = NULL;
  GtkWidget *name;

  open_start (fixture);
  begin ();
  SOL_TEST_WAIT_FOR_WORDS ("Usual name");
  name = gtk_label_get_mnemonic_widget (
      GTK_LABEL (sol_test_place_find (sol_test_says, "Usual name")));
  gtk_editable_set_text (GTK_EDITABLE (name), "Les Semis");
  sol_listing_place_let_go (sol_test_place);
  outbox = sol_test_outbox (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (outbox)), ==, 0);

  sol_test_place_open (fixture);
  SOL_TEST_WAIT_FOR_WORDS ("Usual name");
  g_assert_nonnull (sol_test_place_find (sol_test_holds, "Les Semis"));
  g_assert_cmpuint (count_drafts (fixture), ==, 1);
}

/* The disk does not take the listing that is begun: he is told, and begins again. */
static void
test_listing_that_is_not_kept_is_told (SolTestAccount *fixture, gconstpointer unused)
{
  GtkWidget *siret;

  open_start (fixture);
  siret = gtk_label_get_mnemonic_widget (
      GTK_LABEL (sol_test_place_find (sol_test_says, "SIRET number of your structure")));
  gtk_editable_set_text (GTK_EDITABLE (siret), "10000000900017");
  sol_test_account_run_sql (fixture, "ALTER TABLE draft RENAME TO draft_away");
  begin ();
  SOL_TEST_WAIT_FOR_WORDS ("What is kept on this computer cannot be read or written.");
  sol_test_account_run_sql (fixture, "ALTER TABLE draft_away RENAME TO draft");
  begin ();
  SOL_TEST_WAIT_FOR_WORDS ("Usual name");
  g_assert_nonnull (sol_test_place_find (holds_number, "10000000900017"));
}

/* The disk does not let the draft go: it is there again. */
static void
test_draft_that_is_not_discarded_is_shown (SolTestAccount *fixture, gconstpointer unused)
{
  SolListingPage *page;

  open_start (fixture);
  begin ();
  SOL_TEST_WAIT_FOR_WORDS ("Usual name");
  page = SOL_LISTING_PAGE (sol_test_place_find (sol_test_is_of_type, "SolListingPage"));
  SOL_TEST_WAIT_UNTIL (count_drafts (fixture) == 1);
  sol_test_account_run_sql (fixture, "CREATE TRIGGER full BEFORE UPDATE ON draft BEGIN "
                                     "SELECT RAISE (ABORT, 'the disk is full'); END");
  gtk_widget_activate_action (GTK_WIDGET (sol_test_place), "listing.discard", NULL);
  g_assert_null (sol_listing_page_get_id (page));
  SOL_TEST_WAIT_UNTIL (sol_listing_page_get_id (page) != NULL);
  SOL_TEST_WAIT_FOR_WORDS ("Usual name");
  sol_test_account_run_sql (fixture, "DROP TRIGGER full");
  gtk_widget_activate_action (GTK_WIDGET (sol_test_place), "listing.discard", NULL);
  SOL_TEST_WAIT_FOR_WORDS ("La Clé des Haies has no listing yet");
}

/* The catalogue's words are taken over, except what only the platform writes. */
static void
test_listing_begins_from_the_catalogue (SolTestAccount *fixture, gconstpointer unused)
{
  g_autoptr (SolRecord) supplier = sol_record_new_from_text (
      SOL_TYPE_SUPPLIER, 0, "s", "public", 1,
      "{\"name\":\"La Clé\",\"source\":\"import\",\"activities\":[{\"sector\":\"espaces-verts\"}]}",
      NULL);
  g_autoptr (SolRecord) listing = sol_listing_start_make_listing (supplier);

  g_assert_cmpstr (sol_record_get_text (listing, "name"), ==, "La Clé");
  g_assert_cmpuint (sol_record_get_items (listing, "activities")->len, ==, 1);
}

int
main (int argc, char **argv)
{
  sol_test_place_init (&argc, &argv);

  sol_test_place_add ("/listing-place/begun-listing-is-found-again",
                      test_begun_listing_is_found_again);
  sol_test_place_add ("/listing-place/listing-that-is-not-kept-is-told",
                      test_listing_that_is_not_kept_is_told);
  sol_test_place_add ("/listing-place/draft-that-is-not-discarded-is-shown",
                      test_draft_that_is_not_discarded_is_shown);
  sol_test_place_add ("/listing-place/listing-begins-from-the-catalogue",
                      test_listing_begins_from_the_catalogue);
  return sol_test_place_run ();
}
