/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <string.h>

#include "app/catalogue/sol-catalogue-page.h"
#include "app/catalogue/sol-facet-row.h"
#include "app/catalogue/sol-filter-chip.h"
#include "app/catalogue/sol-results.h"
#include "app/catalogue/sol-skeleton-row.h"
#include "app/catalogue/sol-supplier-page.h"
#include "app/catalogue/sol-supplier-row.h"
#include "app/catalogue/sol-widening.h"
#include "model/sol-change.h"
#include "sol-test-support.h"
#include "sol-ui.h"
#include "store/sol-store-meta.h"
#include "store/sol-store-seen.h"

static SolChange *
make_change (JsonNode *node, guint number)
{
  g_autofree char *doc = json_to_string (node, FALSE);
  SolChange *change = g_new0 (SolChange, 1);

  change->kind = SOL_CHANGE_PUT;
  change->type = g_strdup ("supplier");
  change->id = g_strdup_printf ("demo-%u", number);
  change->scope = g_strdup ("public");
  change->rev = 1;
  change->seq = number + 1;
  change->line = g_strdup_printf ("{\"doc\":%s}", doc);
  change->doc = change->line + strlen ("{\"doc\":");
  change->doc_length = strlen (doc);
  return change;
}

/* The demonstration catalogue, straight from its file. */
static void
fill_demo (SolTestStore *fixture)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "demo",
                                                 "suppliers.json", NULL);
  GPtrArray *changes = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_change_free);
  g_autoptr (GError) error = NULL;
  GAsyncResult *kept = NULL;
  g_autoptr (GAsyncResult) written = NULL;
  JsonArray *suppliers;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  suppliers = json_node_get_array (json_parser_get_root (parser));
  for (guint i = 0; i < json_array_get_length (suppliers); i++)
    g_ptr_array_add (changes, make_change (json_array_get_element (suppliers, i), i));
  sol_test_store_apply (fixture, changes);

  sol_store_set_meta_async (fixture->store, "synced-at", "2026-11-23T07:12:00Z", NULL,
                            sol_test_keep_result, &kept);
  written = sol_test_wait (&kept);
  sol_store_set_meta_finish (fixture->store, written, &error);
  g_assert_no_error (error);
}

/* The @skip-th mapped widget of @type in the order of the tree; a label or a check by its name. */
static GtkWidget *
find_nth (GtkWidget *widget, GType type, const char *name, guint *skip)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && gtk_widget_get_mapped (widget) &&
      (name == NULL || g_strcmp0 (gtk_label_get_label (GTK_LABEL (widget)), name) == 0) &&
      (*skip)-- == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_nth (child, type, name, skip);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
find (GtkWidget *widget, GType type, const char *name)
{
  guint skip = 0;

  return find_nth (widget, type, name, &skip);
}

static GtkWidget *
show_page (SolTestStore *fixture, int width, int height)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *page = sol_catalogue_page_new (fixture->store, NULL);

  adw_window_set_content (ADW_WINDOW (window), page);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_present (GTK_WINDOW (window));
  return page;
}

static void
close_page (GtkWidget *page)
{
  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (page)));
}

static SolSupplierPage *
get_structure (GtkWidget *page)
{
  return SOL_SUPPLIER_PAGE (find (page, SOL_TYPE_SUPPLIER_PAGE, NULL));
}

static const char *
get_open_name (GtkWidget *page)
{
  SolSupplierPage *structure = get_structure (page);
  SolSupplier *supplier = structure != NULL ? sol_supplier_page_get_supplier (structure) : NULL;

  return supplier != NULL ? sol_record_get_text (SOL_RECORD (supplier), "name") : NULL;
}

static void
test_search_facet_open_next_clear (SolTestStore *fixture, gconstpointer unused)
{
  GtkWidget *page = NULL;
  GtkWidget *entry;
  GtkWidget *row;
  g_autofree char *first = NULL;

  fill_demo (fixture);
  page = show_page (fixture, 1280, 800);
  SOL_TEST_WAIT_UNTIL (find (page, SOL_TYPE_SUPPLIER_ROW, NULL));
  SOL_TEST_WAIT_UNTIL (find (page, GTK_TYPE_LABEL, "Not provided"));

  entry = find (page, GTK_TYPE_SEARCH_ENTRY, NULL);
  while (entry != NULL && !gtk_widget_is_ancestor (entry, find (page, SOL_TYPE_RESULTS, NULL)))
    {
      guint skip = 1;

      entry = find_nth (page, GTK_TYPE_SEARCH_ENTRY, NULL, &skip);
    }
  gtk_editable_set_text (GTK_EDITABLE (entry), "proprete");
  SOL_TEST_WAIT_UNTIL (
      g_strcmp0 (sol_catalogue_page_get_query (SOL_CATALOGUE_PAGE (page))->text, "proprete") == 0);

  /* The first value of the first facet. */
  SOL_TEST_WAIT_UNTIL (find (page, SOL_TYPE_FACET_ROW, NULL));
  row = find (page, SOL_TYPE_FACET_ROW, NULL);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find (row, GTK_TYPE_CHECK_BUTTON, NULL)), TRUE);
  SOL_TEST_WAIT_UNTIL (find (page, SOL_TYPE_FILTER_CHIP, NULL));

  SOL_TEST_WAIT_UNTIL (find (page, SOL_TYPE_SUPPLIER_ROW, NULL));
  g_assert_true (gtk_widget_activate_action (page, "catalogue.open", "u", 0u));
  SOL_TEST_WAIT_UNTIL (get_open_name (page) != NULL);
  first = g_strdup (get_open_name (page));
  gtk_widget_activate_action (page, "catalogue.next", NULL);
  SOL_TEST_WAIT_UNTIL (g_strcmp0 (get_open_name (page), first) != 0);
  gtk_widget_activate_action (page, "catalogue.previous", NULL);
  SOL_TEST_WAIT_UNTIL (g_strcmp0 (get_open_name (page), first) == 0);

  gtk_widget_activate_action (page, "catalogue.clear-filters", NULL);
  SOL_TEST_WAIT_UNTIL (find (page, SOL_TYPE_FILTER_CHIP, NULL) == NULL);
  gtk_widget_activate_action (page, "catalogue.escape", NULL);
  SOL_TEST_WAIT_UNTIL (sol_catalogue_page_get_query (SOL_CATALOGUE_PAGE (page))->text == NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  close_page (page);
}

static void
test_nothing_found_proposes_steps (SolTestStore *fixture, gconstpointer unused)
{
  g_autoptr (SolQuery) query = sol_query_new ();
  GtkWidget *page = NULL;

  fill_demo (fixture);
  page = show_page (fixture, 1280, 800);
  sol_query_add (query, SOL_FACET_KIND, "ACI");
  sol_query_add (query, SOL_FACET_DEPARTMENT, "75");
  sol_catalogue_page_set_query (SOL_CATALOGUE_PAGE (page), query);
  SOL_TEST_WAIT_UNTIL (find (page, SOL_TYPE_WIDENING, NULL));
  SOL_TEST_WAIT_UNTIL (find (page, ADW_TYPE_ACTION_ROW, NULL));
  gtk_widget_activate (find (page, ADW_TYPE_ACTION_ROW, NULL));
  SOL_TEST_WAIT_UNTIL (find (page, SOL_TYPE_SUPPLIER_ROW, NULL));
  close_page (page);
}

/* A catalogue whose first exchange is under way is not called empty before that ends. */
static void
test_first_exchange_is_not_empty (SolTestStore *fixture, gconstpointer unused)
{
  g_autoptr (GSocketListener) mute = g_socket_listener_new ();
  g_autoptr (GError) error = NULL;
  const guint port = g_socket_listener_add_any_inet_port (mute, NULL, &error);
  g_autofree char *address = g_strdup_printf ("http://127.0.0.1:%u", port);
  g_autoptr (SolSync) sync = sol_sync_new (fixture->store, address);
  GtkWidget *page = show_page (fixture, 1280, 800);

  g_assert_no_error (error);
  SOL_TEST_WAIT_UNTIL (find (page, SOL_TYPE_WIDENING, NULL));
  sol_sync_start (sync);
  sol_catalogue_page_set_sync (SOL_CATALOGUE_PAGE (page), sync);
  SOL_TEST_WAIT_UNTIL (find (page, SOL_TYPE_SKELETON_ROW, NULL));
  g_assert_null (find (page, SOL_TYPE_WIDENING, NULL));
  sol_sync_stop (sync);
  SOL_TEST_WAIT_UNTIL (find (page, SOL_TYPE_WIDENING, NULL));
  close_page (page);
}

static void
test_word_found_nowhere_can_be_cleared (SolTestStore *fixture, gconstpointer unused)
{
  GtkWidget *page = NULL;
  GtkWidget *entry;

  fill_demo (fixture);
  page = show_page (fixture, 1280, 800);
  entry = find (page, GTK_TYPE_SEARCH_ENTRY, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "xyzzyxyzzy");
  SOL_TEST_WAIT_UNTIL (find (page, SOL_TYPE_WIDENING, NULL));
  gtk_widget_activate (find (find (page, SOL_TYPE_WIDENING, NULL), GTK_TYPE_BUTTON, NULL));
  SOL_TEST_WAIT_UNTIL (find (page, SOL_TYPE_SUPPLIER_ROW, NULL));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  close_page (page);
}

static void
test_narrow_page_covers_and_goes_back (SolTestStore *fixture, gconstpointer unused)
{
  GtkWidget *page = NULL;
  gboolean back = FALSE;

  fill_demo (fixture);
  page = show_page (fixture, 360, 640);
  SOL_TEST_WAIT_UNTIL (find (page, SOL_TYPE_SUPPLIER_ROW, NULL));
  gtk_widget_activate_action (page, "catalogue.open", "u", 2u);
  SOL_TEST_WAIT_UNTIL (get_open_name (page) != NULL);
  g_object_get (page, "can-go-back", &back, NULL);
  g_assert_true (back);
  gtk_widget_activate_action (page, "catalogue.back", NULL);
  SOL_TEST_WAIT_UNTIL (find (page, SOL_TYPE_SUPPLIER_ROW, NULL));
  g_object_get (page, "can-go-back", &back, NULL);
  g_assert_false (back);
  close_page (page);
}

/* The words that are centred above the structures seen last are not moved by them. */
static void
test_words_come_with_the_structures_seen (SolTestStore *fixture, gconstpointer unused)
{
  GAsyncResult *kept = NULL;
  g_autoptr (GAsyncResult) noted = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *page = NULL;
  GtkWidget *words = NULL;

  fill_demo (fixture);
  sol_store_note_seen_async (fixture->store, "demo-1", NULL, sol_test_keep_result, &kept);
  noted = sol_test_wait (&kept);
  sol_store_note_seen_finish (fixture->store, noted, &error);
  g_assert_no_error (error);

  page = show_page (fixture, 1280, 800);
  words = GTK_WIDGET (gtk_widget_get_template_child (page, SOL_TYPE_CATALOGUE_PAGE, "nothing"));
  g_assert_cmpfloat (gtk_widget_get_opacity (words), ==, 0);
  SOL_TEST_WAIT_UNTIL (gtk_widget_get_opacity (words) > 0);
  SOL_TEST_WAIT_UNTIL (find (words, GTK_TYPE_LABEL, "Recently seen"));
  close_page (page);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_resources_register (sol_ui_get_resource ());
  adw_init ();
  sol_test_store_add ("/catalogue/search-facet-open-next-clear", test_search_facet_open_next_clear);
  sol_test_store_add ("/catalogue/nothing-found-proposes-steps", test_nothing_found_proposes_steps);
  sol_test_store_add ("/catalogue/first-exchange-is-not-empty", test_first_exchange_is_not_empty);
  sol_test_store_add ("/catalogue/word-found-nowhere-can-be-cleared",
                      test_word_found_nowhere_can_be_cleared);
  sol_test_store_add ("/catalogue/narrow-page-covers-and-goes-back",
                      test_narrow_page_covers_and_goes_back);
  sol_test_store_add ("/catalogue/words-come-with-the-structures-seen",
                      test_words_come_with_the_structures_seen);
  return g_test_run ();
}
