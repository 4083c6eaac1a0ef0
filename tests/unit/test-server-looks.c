/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/sol-supplier-looks.h"
#include "server/sol-access.h"
#include "server/sol-accounts.h"
#include "server/sol-look-guard.h"
#include "server/sol-looks.h"
#include "server/sol-retention.h"
#include "server/sol-web-looks.h"
#include "sol-test-storage.h"

/* How often pages are looked at: counted once, kept a year, told its organisation alone. */

#define DAY (24 * 3600)
#define NOON G_GINT64_CONSTANT (1795694400) /* 2026-11-26, 12:00 */

static void
set_up (SolTestStorage *self, gconstpointer data)
{
  sol_test_storage_set_up (self, data);
  sol_test_storage_put (self, "supplier", "s", "public", "{\"name\":\"S\",\"organisation\":\"o\"}");
  sol_test_storage_put (self, "supplier", "nobody's", "public", "{\"name\":\"N\"}");
  sol_test_storage_put (
      self, "organisation", "o", "org:o",
      "{\"kind\":\"supplier\",\"members\":[{\"id\":\"a\",\"account\":\"own\",\"role\":\"manager\"}"
      "]}");
  sol_test_storage_put (
      self, "organisation", "town", "org:town",
      "{\"kind\":\"buyer\",\"siret\":\"21840007500017\",\"members\":[{\"id\":\"a\",\"account\":"
      "\"mayor\",\"role\":\"manager\"}]}");
}

/* Returns: how many are counted */
static guint
look_as (SolTestStorage *self,
         const char *batch,
         const char *account,
         const char *organisation,
         const char *supplier,
         const char *day)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new ();
  SolLook look = { (char *) supplier, (char *) day };
  const SolLookBatch sent = { batch, account, account != NULL ? "individual" : NULL, organisation,
                              list };
  g_autoptr (GError) error = NULL;
  guint n = 0;

  g_ptr_array_add (list, &look);
  g_assert_true (sol_looks_take (SOL_LOOKS (self->storage), &sent, NOON, &n, &error));
  g_assert_no_error (error);
  return n;
}

static void
tell (SolTestStorage *self, gint64 now)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (sol_looks_tell (SOL_LOOKS (self->storage), now, &error));
  g_assert_no_error (error);
}

/* (transfer full) (nullable): what the organisation reads */
static SolStored *
read_told (SolTestStorage *self, const char *supplier)
{
  g_autofree char *id = sol_supplier_looks_make_id (supplier);

  return sol_storage_get (self->storage, "supplier_looks", id, NULL);
}

static guint
tally (SolTestStorage *self, const char *day, SolLooksTally *told)
{
  g_autoptr (SolStored) stored = read_told (self, "s");
  g_autoptr (GError) error = NULL;
  g_autoptr (SolRecord)
      looks = stored != NULL && stored->doc != NULL
                  ? sol_record_new_from_text (SOL_TYPE_SUPPLIER_LOOKS, 0, stored->id, stored->scope,
                                              1, stored->doc, &error)
                  : NULL;

  g_assert_no_error (error);
  sol_supplier_looks_tally (looks, day, told);
  return told->total;
}

static void
test_a_batch_counts_once (SolTestStorage *self, gconstpointer data)
{
  SolLooksTally told;

  g_assert_cmpuint (look_as (self, "1", "mayor", "town", "s", "2026-11-26"), ==, 1);
  g_assert_cmpuint (look_as (self, "1", "mayor", "town", "s", "2026-11-26"), ==, 0);
  g_assert_cmpuint (look_as (self, "2", NULL, NULL, "s", "2026-10-01"), ==, 1);
  tell (self, NOON);
  g_assert_cmpuint (tally (self, "2026-11-26", &told), ==, 2);
  g_assert_cmpuint (told.n[SOL_VISITOR_PUBLIC_BUYER], ==, 1);
  g_assert_cmpuint (told.months[SOL_LOOKS_MONTHS - 1].n[SOL_VISITOR_PUBLIC_BUYER], ==, 1);
  g_assert_cmpuint (told.months[SOL_LOOKS_MONTHS - 2].n[SOL_VISITOR_UNKNOWN], ==, 1);
}

/* One's own, what nobody sees, days to come and days that are forgotten. */
static void
test_what_does_not_count (SolTestStorage *self, gconstpointer data)
{
  g_assert_cmpuint (look_as (self, "1", "own", "o", "s", "2026-11-26"), ==, 0);
  g_assert_cmpuint (look_as (self, "2", "own", NULL, "s", "2026-11-26"), ==, 0);
  g_assert_cmpuint (look_as (self, "3", "mayor", "town", "none", "2026-11-26"), ==, 0);
  g_assert_cmpuint (look_as (self, "4", "mayor", "town", "s", "2026-11-28"), ==, 0);
  g_assert_cmpuint (look_as (self, "5", "mayor", "town", "s", "2025-10-25"), ==, 0);
  g_assert_cmpuint (look_as (self, "6", "mayor", "town", "s", "2025-10-27"), ==, 1);
}

/* Who says that he acts for one that is not his is what his account is. */
static void
test_an_organisation_is_ones_own (SolTestStorage *self, gconstpointer data)
{
  SolLooksTally told;

  g_assert_cmpuint (look_as (self, "1", "somebody", "town", "s", "2026-11-26"), ==, 1);
  tell (self, NOON);
  g_assert_cmpuint (tally (self, "2026-11-26", &told), ==, 1);
  g_assert_cmpuint (told.n[SOL_VISITOR_INDIVIDUAL], ==, 1);
}

/* Nothing of who looked is anywhere in what is told, and nobody else is. */
static void
test_only_the_organisation_is_told (SolTestStorage *self, gconstpointer data)
{
  g_autoptr (SolStored) told = NULL;

  look_as (self, "1", "mayor", "town", "s", "2026-11-26");
  tell (self, NOON);
  told = read_told (self, "s");
  g_assert_cmpstr (told->scope, ==, "org:o");
  g_assert_null (strstr (told->doc, "mayor"));
  g_assert_null (strstr (told->doc, "town"));
  g_assert_null (strstr (told->doc, "2026-11-26"));
}

/* The feed does not grow with each look. */
static void
test_told_once_a_day (SolTestStorage *self, gconstpointer data)
{
  SolLooksTally told;

  look_as (self, "1", "mayor", "town", "s", "2026-11-26");
  tell (self, NOON);
  look_as (self, "2", NULL, NULL, "s", "2026-11-26");
  tell (self, NOON + DAY - 1);
  g_assert_cmpuint (tally (self, "2026-11-26", &told), ==, 1);
  tell (self, NOON + DAY);
  g_assert_cmpuint (tally (self, "2026-11-26", &told), ==, 2);
}

/* Who takes over a structure reads how often it was looked at before; who gives it up no more. */
static void
test_counts_follow_the_structure (SolTestStorage *self, gconstpointer data)
{
  g_autoptr (SolStored) before = NULL;
  g_autoptr (SolStored) after = NULL;
  g_autoptr (SolStored) gone = NULL;

  look_as (self, "1", "mayor", "town", "nobody's", "2026-11-26");
  tell (self, NOON);
  before = read_told (self, "nobody's");
  g_assert_null (before);
  sol_test_storage_put (self, "supplier", "nobody's", "public",
                        "{\"name\":\"N\",\"organisation\":\"town\"}");
  tell (self, NOON + DAY);
  after = read_told (self, "nobody's");
  g_assert_cmpstr (after->scope, ==, "org:town");
  sol_test_storage_put (self, "supplier", "nobody's", "public", NULL);
  g_assert_true (sol_storage_purge_mutations (self->storage, NOON + 2 * DAY, NULL));
  tell (self, NOON + 2 * DAY);
  gone = read_told (self, "nobody's");
  g_assert_null (gone->doc);
}

static void
test_old_counts_go (SolTestStorage *self, gconstpointer data)
{
  const gint64 later = NOON + 13 * 31 * DAY; /* January 2028 */
  SolLooksTally told;

  look_as (self, "1", "mayor", "town", "s", "2026-11-26");
  tell (self, NOON);
  g_assert_true (sol_storage_purge_mutations (self->storage, later, NULL));
  tell (self, later);
  g_assert_cmpuint (tally (self, "2026-11-26", &told), ==, 0);
}

/* Browsers that read; not programs, nor what only asks for the head. */
static void
test_the_page_of_the_web (SolTestStorage *self, gconstpointer data)
{
  static const char browser[] = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko Firefox/140.0";
  g_autoptr (SolWebLooks) web = sol_web_looks_new (SOL_LOOKS (self->storage));
  SolLooksTally told;

  g_assert_true (sol_web_looks_is_reader ("GET", browser, NULL));
  g_assert_false (sol_web_looks_is_reader ("HEAD", browser, NULL));
  g_assert_false (sol_web_looks_is_reader ("GET", browser, "prefetch;prerender"));
  g_assert_false (sol_web_looks_is_reader ("GET", "Googlebot/2.1", NULL));
  g_assert_false (sol_web_looks_is_reader ("GET", "curl/8.5.0", NULL));
  g_assert_false (sol_web_looks_is_reader ("GET", NULL, NULL));
  sol_web_looks_count (web, "s");
  sol_web_looks_count (web, "s");
  sol_web_looks_count (web, "none");
  sol_web_looks_write (web, NOON);
  sol_web_looks_write (web, NOON);
  tell (self, NOON);
  g_assert_cmpuint (tally (self, "2026-11-26", &told), ==, 2);
  g_assert_cmpuint (told.n[SOL_VISITOR_WEB], ==, 2);
}

/* Returns: whether that is counted anew; it is noted */
static gboolean
is_new (SolLookGuard *guard,
        const char *account,
        guint8 address,
        const char *supplier,
        const char *day)
{
  const SolAddress from = { .bytes = { [15] = address } };
  SolLook look = { (char *) supplier, (char *) day };
  g_autoptr (GPtrArray) looks = g_ptr_array_new ();

  g_ptr_array_add (looks, &look);
  sol_look_guard_leave_out (guard, account, &from, looks);
  sol_look_guard_note (guard, account, &from, looks);
  return looks->len > 0;
}

/* An account wherever it is; whoever is at an address without one. */
static void
test_guard_knows_who_looked (void)
{
  g_autoptr (SolLookGuard) guard = sol_look_guard_new ();

  g_assert_true (is_new (guard, "a", 1, "s", "2026-11-26"));
  g_assert_false (is_new (guard, "a", 2, "s", "2026-11-26"));
  g_assert_true (is_new (guard, "b", 1, "s", "2026-11-26"));
  g_assert_true (is_new (guard, NULL, 1, "s", "2026-11-26"));
  g_assert_false (is_new (guard, NULL, 1, "s", "2026-11-26"));
  g_assert_true (is_new (guard, NULL, 2, "s", "2026-11-26"));
  g_assert_true (is_new (guard, "a", 1, "t", "2026-11-26"));
  g_assert_true (is_new (guard, "a", 1, "s", "2026-11-27"));
}

/* However many are looked at its memory is bounded: it forgets, and knows the latest. */
static void
test_guard_is_bounded (void)
{
  g_autoptr (SolLookGuard) guard = sol_look_guard_new ();

  for (guint i = 0; i < 100000; i++)
    {
      g_autofree char *supplier = g_strdup_printf ("s%u", i);

      g_assert_true (is_new (guard, "a", 1, supplier, "2026-11-26"));
    }
  g_assert_false (is_new (guard, "a", 1, "s0", "2026-11-26"));
  g_assert_true (is_new (guard, "a", 1, "one more", "2026-11-26"));
  g_assert_false (is_new (guard, "a", 1, "one more", "2026-11-26"));
  g_assert_true (is_new (guard, "a", 1, "s0", "2026-11-26"));
}

static void
test_kinds_of_visitor (void)
{
  g_assert_cmpint (sol_visitor_find (NULL, NULL, NULL, NULL), ==, SOL_VISITOR_UNKNOWN);
  g_assert_cmpint (sol_visitor_find ("individual", NULL, NULL, NULL), ==, SOL_VISITOR_INDIVIDUAL);
  g_assert_cmpint (sol_visitor_find ("buyer", "supplier", NULL, NULL), ==, SOL_VISITOR_STRUCTURE);
  g_assert_cmpint (sol_visitor_find ("buyer", "partner", NULL, NULL), ==, SOL_VISITOR_PARTNER);
  g_assert_cmpint (sol_visitor_find ("buyer", "buyer", NULL, NULL), ==, SOL_VISITOR_BUYER);
  g_assert_cmpint (sol_visitor_find ("buyer", "buyer", NULL, "2184"), ==, SOL_VISITOR_PUBLIC_BUYER);
  g_assert_cmpint (sol_visitor_find ("buyer", "buyer", NULL, "5521"), ==,
                   SOL_VISITOR_PRIVATE_BUYER);
  g_assert_cmpint (sol_visitor_find ("buyer", "buyer", "1", "5521"), ==, SOL_VISITOR_PUBLIC_BUYER);
  g_assert_cmpint (sol_visitor_find ("buyer", "buyer", "0", NULL), ==, SOL_VISITOR_PRIVATE_BUYER);
}

static void
test_twelve_months (void)
{
  SolLooksTally told;

  sol_supplier_looks_tally (NULL, "2026-02-28", &told);
  g_assert_cmpstr (told.months[0].month, ==, "2025-03");
  g_assert_cmpstr (told.months[SOL_LOOKS_MONTHS - 1].month, ==, "2026-02");
  g_assert_cmpuint (told.total, ==, 0);
}

#define ADD(path, test) \
  g_test_add (path, SolTestStorage, NULL, set_up, test, sol_test_storage_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/server-looks/a-batch-counts-once", test_a_batch_counts_once);
  ADD ("/server-looks/what-does-not-count", test_what_does_not_count);
  ADD ("/server-looks/an-organisation-is-ones-own", test_an_organisation_is_ones_own);
  ADD ("/server-looks/only-the-organisation-is-told", test_only_the_organisation_is_told);
  ADD ("/server-looks/told-once-a-day", test_told_once_a_day);
  ADD ("/server-looks/counts-follow-the-structure", test_counts_follow_the_structure);
  ADD ("/server-looks/old-counts-go", test_old_counts_go);
  ADD ("/server-looks/the-page-of-the-web", test_the_page_of_the_web);
  g_test_add_func ("/server-looks/guard-knows-who-looked", test_guard_knows_who_looked);
  g_test_add_func ("/server-looks/guard-is-bounded", test_guard_is_bounded);
  g_test_add_func ("/server-looks/kinds-of-visitor", test_kinds_of_visitor);
  g_test_add_func ("/server-looks/twelve-months", test_twelve_months);
  return g_test_run ();
}
