/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/listing/sol-listing-page-private.h"
#include "model/sol-completeness.h"
#include "model/sol-listing.h"
#include "sol-test-place.h"

/* What would make a listing more complete, and what it is filled with, over the real files of an
 * account. */

static SolListingPage *
open_listing (SolTestAccount *fixture, const char *doc)
{
  sol_test_place_apply (fixture, 1, doc);
  sol_test_place_open (fixture);
  SOL_TEST_WAIT_FOR_WORDS ("Usual name");
  return SOL_LISTING_PAGE (sol_test_place_find (sol_test_is_of_type, "SolListingPage"));
}

static guint
count_rows (SolListingPage *page)
{
  guint n = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (page->gains)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    n++;
  return n;
}

static void
lead_to (SolListingPage *page, const char *field)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "listing.lead-to", "s", field));
}

/* All of it has words, is worth something and leads to its field. */
static void
test_all_that_is_missing_leads_there (SolTestAccount *fixture, gconstpointer unused)
{
  SolListingPage *page = open_listing (fixture, "{\"name\":\"La Clé des Haies\"}");
  g_autoptr (GPtrArray) gains = sol_completeness_list_gains (sol_form_get_record (page->form));

  SOL_TEST_WAIT_FOR_WORDS ("Add a first activity");
  g_assert_true (sol_test_place_says ("+ 10 points"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "listing.show-gains", NULL));
  SOL_TEST_WAIT_FOR_WORDS ("What would make it more complete:");
  g_assert_cmpuint (count_rows (page), ==, gains->len);
  g_assert_true (sol_test_place_says ("Prove one more of the nine practices"));
  for (guint i = 0; i < gains->len; i++)
    {
      const SolCompletenessPart *part = gains->pdata[i];

      lead_to (page, part->field);
      g_assert_nonnull (sol_form_view_find_row (page->form_view, part->field));
    }
}

/* What is typed moves the ring, and is no longer asked. */
static void
test_what_is_filled_is_no_longer_missing (SolTestAccount *fixture, gconstpointer unused)
{
  SolListingPage *page = open_listing (fixture, "{\"name\":\"La Clé des Haies\"}");

  gtk_widget_activate_action (GTK_WIDGET (page), "listing.show-gains", NULL);
  SOL_TEST_WAIT_FOR_WORDS ("Give a telephone number");
  g_assert_cmpuint (sol_completeness_measure (sol_form_get_record (page->form)), ==, 3);
  sol_form_edit_text (page->form, "phone", "04 65 71 00 12");
  SOL_TEST_WAIT_UNTIL (!sol_test_place_says ("Give a telephone number"));
  g_assert_cmpuint (sol_completeness_measure (sol_form_get_record (page->form)), ==, 7);
}

static gint64
get_figure (SolListingPage *page)
{
  GPtrArray *figures = sol_record_get_items (sol_form_get_record (page->form), "figures");
  gint64 value = -1;

  g_assert_cmpuint (figures->len, ==, 1);
  sol_item_get_number (figures->pdata[0], "value", &value);
  return value;
}

/* Turnover is typed in euros, people by heads; what is typed first is read again when it is told
 * what it counts. */
static void
test_figure_is_typed_in_its_unit (SolTestAccount *fixture, gconstpointer unused)
{
  SolListingPage *page = open_listing (
      fixture, "{\"name\":\"A\",\"figures\":[{\"id\":\"f\",\"at\":\"a\",\"measure\":\"turnover\","
               "\"value\":48000050}]}");
  GtkWidget *entry;

  lead_to (page, "figures");
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (gtk_widget_get_ancestor (sol_test_place_find (sol_test_says, "Turnover"),
                                                  GTK_TYPE_TOGGLE_BUTTON)),
      TRUE);
  SOL_TEST_WAIT_UNTIL ((entry = sol_test_place_find (sol_test_holds, "480000.50")) != NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "12");
  g_assert_cmpint (get_figure (page), ==, 1200);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (sol_test_find (GTK_WIDGET (page->form_view),
                                                            sol_test_is_of_type, "GtkDropDown")),
                              1);
  g_assert_cmpint (get_figure (page), ==, 12);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "12");
}

/* A choice shows its own examples. */
static gboolean
is_typed (const SolField *field)
{
  return field->kind != SOL_FIELD_CODE && field->kind != SOL_FIELD_CODES &&
         field->kind != SOL_FIELD_FLAG && field->kind != SOL_FIELD_BLOB;
}

static const SolField *
find_part (const SolFieldTable *table, const char *name)
{
  for (guint i = 0; i < table->n_fields; i++)
    if (g_str_equal (table->fields[i].name, name))
      return &table->fields[i];
  g_error ("No part %s", name);
}

static void
assert_explained (const SolFormField *words, const SolField *field)
{
  if (words->why == NULL || (is_typed (field) && words->example == NULL &&
                             (field->kind != SOL_FIELD_ITEMS || words->parts == NULL)))
    g_error ("The field “%s” does not say why it is asked, or shows no example", words->name);
  /* What has a control of its own, and parts, is written on a page of its own. */
  for (const SolFormField *part = words->parts;
       part != NULL && words->make == NULL && part->name != NULL; part++)
    assert_explained (part, find_part (field->items, part->name));
}

static void
test_all_that_is_asked_is_explained (void)
{
  guint n_sections;
  const SolListingSection *sections = sol_listing_sections_get (&n_sections);
  g_autoptr (SolRecord) listing = sol_record_new (SOL_TYPE_LISTING, 0);

  for (guint i = 0; i < n_sections; i++)
    for (const SolFormField *field = sections[i].fields; field->name != NULL; field++)
      assert_explained (field, sol_record_find_field (listing, field->name, NULL));
}

static void
set_text (SolListingPage *page, const char *field, const char *text)
{
  sol_form_edit_text (page->form, field, text);
}

/* It is told under the number, and sol_test_holds nothing back. */
static void
test_another_with_the_number_is_told (SolTestAccount *fixture, gconstpointer unused)
{
  SolTestStore catalogue = { NULL };
  GPtrArray *changes = sol_test_make_suppliers (0, 1);
  SolListingPage *page;

  sol_test_set_document (changes->pdata[0], "{\"name\":\"Les Haies\",\"kind\":\"ACI\","
                                            "\"siret\":\"10000000900017\"}");
  sol_test_store_set_up (&catalogue, NULL);
  sol_test_store_apply (&catalogue, changes);
  sol_listing_place_set_catalogue (sol_test_place, catalogue.store);
  page = open_listing (fixture, "{\"name\":\"A\",\"kind\":\"ACI\"}");
  set_text (page, "siret", "10000000900017");
  SOL_TEST_WAIT_FOR_WORDS ("“Les Haies” of the catalogue has this number and this kind.");
  set_text (page, "kind", "EI");
  SOL_TEST_WAIT_FOR_WORDS ("“Les Haies” (ACI) has this number too.");
  set_text (page, "siret", "80000000000011");
  SOL_TEST_WAIT_FOR_WORDS ("No other EI of the catalogue uses it.");
  set_text (page, "siret", "8000000000001");
  SOL_TEST_WAIT_FOR_WORDS ("One digit seems to be missing: 13 out of 14.");
  sol_listing_place_let_go (sol_test_place);
  sol_listing_place_set_catalogue (sol_test_place, NULL);
  sol_test_store_tear_down (&catalogue, NULL);
}

/* Whichever of the two is typed last. */
static void
test_postcode_is_held_against_the_town (SolTestAccount *fixture, gconstpointer unused)
{
  SolListingPage *page = open_listing (fixture, "{\"name\":\"A\"}");

  lead_to (page, "postcode");
  set_text (page, "postcode", "84300");
  g_assert_false (sol_test_place_says ("Apt has 84400."));
  set_text (page, "commune", "84003");
  g_assert_true (sol_test_place_says ("Apt has 84400. Your text is kept."));
  set_text (page, "postcode", "84400");
  g_assert_false (sol_test_place_says ("Apt has 84400."));
}

int
main (int argc, char **argv)
{
  sol_test_place_init (&argc, &argv);

  sol_test_place_add ("/listing-complete/all-that-is-missing-leads-there",
                      test_all_that_is_missing_leads_there);
  sol_test_place_add ("/listing-complete/what-is-filled-is-no-longer-missing",
                      test_what_is_filled_is_no_longer_missing);
  sol_test_place_add ("/listing-complete/figure-is-typed-in-its-unit",
                      test_figure_is_typed_in_its_unit);
  g_test_add_func ("/listing-complete/all-that-is-asked-is-explained",
                   test_all_that_is_asked_is_explained);
  sol_test_place_add ("/listing-complete/another-with-the-number-is-told",
                      test_another_with_the_number_is_told);
  sol_test_place_add ("/listing-complete/postcode-is-held-against-the-town",
                      test_postcode_is_held_against_the_town);
  return sol_test_place_run ();
}
