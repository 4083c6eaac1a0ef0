/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-change.h"
#include "model/sol-referential.h"
#include "model/sol-term.h"
#include "sol-test-support.h"
#include "store/sol-store-records.h"

static void
test_closed_lists_and_own_codes_stay (void)
{
  SolCode unapei = { "unapei", "Autre chose" };
  SolCode kind = { "X", "Inconnue" };

  g_assert_false (sol_referential_add ("networks", &unapei));
  g_assert_false (sol_referential_add ("kinds", &kind));
  g_assert_false (sol_referential_add ("nothing", &kind));
  g_assert_cmpstr (sol_referential_label ("networks", "unapei"), ==, "Unapei");
  g_assert_null (sol_referential_find ("kinds", "X"));
}

static void
test_added_code_is_found_by_any_name (void)
{
  SolCode code = { "ateliers", "Réseau des ateliers", "Workshops", NULL, "84" };
  g_autoptr (GPtrArray) added = NULL;
  g_autofree char *by_label = NULL;
  g_autofree char *by_code = NULL;
  guint n_codes;
  const SolCode *found;

  g_assert_cmpstr (sol_referential_label ("networks", "ateliers"), ==, "ateliers");
  g_assert_true (sol_referential_add ("networks", &code));
  found = sol_referential_find ("networks", "ateliers");
  sol_referential_get_codes ("networks", &n_codes);
  g_assert_cmpuint (found->index, ==, n_codes);
  g_assert_cmpstr (found->note, ==, "84");
  g_assert_cmpstr (found->parent, ==, "");
  g_assert_cmpstr (sol_referential_extra ("networks", "ateliers", "website"), ==, "");
  by_label = sol_referential_match ("networks", "RESEAU DES ATELIERS");
  by_code = sol_referential_match ("networks", "Ateliers");
  g_assert_cmpstr (by_label, ==, "ateliers");
  g_assert_cmpstr (by_code, ==, "ateliers");

  g_assert_true (sol_referential_add ("networks", &code));
  g_assert_true (sol_referential_find ("networks", "ateliers") == found); /* not made once more */
  code.label_fr = code.label_en = "Ateliers unis";
  g_assert_true (sol_referential_add ("networks", &code));
  g_assert_cmpstr (sol_referential_label ("networks", "ateliers"), ==, "Ateliers unis");
  g_assert_cmpstr (found->label_fr, ==, "Réseau des ateliers"); /* what was given out lives on */
  added = sol_referential_list_added ("networks");
  g_assert_cmpuint (added->len, ==, 1);
}

static void
test_documents_that_are_no_terms_teach_nothing (void)
{
  const char *const docs[] = { "{}", "{\"list\":\"labels\",\"code\":\"q\"}",
                               "{\"list\":\"labels\",\"label_fr\":\"Q\"}",
                               "{\"list\":7,\"code\":\"q\",\"label_fr\":\"Q\"}",
                               "{\"list\":\"kinds\",\"code\":\"q\",\"label_fr\":\"Q\"}" };

  for (guint i = 0; i < G_N_ELEMENTS (docs); i++)
    sol_term_learn (docs[i]);
  g_assert_null (sol_referential_find ("labels", "q"));
  g_assert_null (sol_referential_find ("kinds", "q"));
}

static gpointer
add_many (gpointer prefix)
{
  for (guint i = 0; i < 2000; i++)
    {
      g_autofree char *code = g_strdup_printf ("%s%u", (char *) prefix, i % 100);
      g_autofree char *label = g_strdup_printf ("Label %u", i);
      SolCode one = { code, label };

      sol_referential_add ("labels", &one);
      g_assert_nonnull (sol_referential_find ("labels", code));
    }
  return NULL;
}

static void
test_threads_add_and_read_at_once (void)
{
  GThread *threads[4];
  g_autoptr (GPtrArray) added = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("add", add_many, (gpointer) (i % 2 == 0 ? "even" : "odd"));
  for (guint i = 0; i < 200; i++)
    g_ptr_array_unref (sol_referential_list_added ("labels"));
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  added = sol_referential_list_added ("labels");
  g_assert_cmpuint (added->len, ==, 200);
}

/* Written as a line of the feed: at once, and of the public alone. */
static void
test_store_learns_what_it_writes (SolTestStore *fixture, gconstpointer unused)
{
  const char *const scopes[] = { "members", "public" };

  for (guint i = 0; i < G_N_ELEMENTS (scopes); i++)
    {
      GPtrArray *changes = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_change_free);
      SolChange *change = g_new0 (SolChange, 1);

      change->kind = SOL_CHANGE_PUT;
      change->type = g_strdup ("term");
      change->id = g_strdup ("a");
      change->scope = g_strdup (scopes[i]);
      change->rev = i + 1;
      sol_test_set_document (change, "{\"list\":\"networks\",\"code\":\"of-the-store\","
                                     "\"label_fr\":\"Réseau\"}");
      g_ptr_array_add (changes, change);
      sol_test_store_apply (fixture, changes);
      g_assert_cmpint (sol_referential_find ("networks", "of-the-store") != NULL, ==, i == 1);
    }
}

/* Last, as nothing can be added after it. */
static void
test_flood_is_held_back (void)
{
  g_autoptr (GPtrArray) added = NULL;

  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *code = g_strdup_printf ("flood%u", i);
      SolCode one = { code, "Flood" };

      sol_referential_add ("networks", &one);
    }
  added = sol_referential_list_added ("networks");
  g_assert_cmpuint (added->len, >, 1000);
  g_assert_cmpuint (added->len, <=, 10000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/term/closed-lists-and-own-codes-stay", test_closed_lists_and_own_codes_stay);
  g_test_add_func ("/term/added-code-is-found-by-any-name", test_added_code_is_found_by_any_name);
  g_test_add_func ("/term/documents-that-are-no-terms-teach-nothing",
                   test_documents_that_are_no_terms_teach_nothing);
  g_test_add_func ("/term/threads-add-and-read-at-once", test_threads_add_and_read_at_once);
  sol_test_store_add ("/term/store-learns-what-it-writes", test_store_learns_what_it_writes);
  g_test_add_func ("/term/flood-is-held-back", test_flood_is_held_back);
  return g_test_run ();
}
