/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/sol-clock.h"
#include "server/sol-access.h"
#include "sol-test-limits.h"
#include "sol-test-shares.h"

/* How many records there may be, and how much they may take together. */

#define PURCHASE "01928374-0000-7000-8000-0000000000b1"
#define OTHER_PURCHASE "01928374-0000-7000-8000-0000000000b2"
#define DEADLINE "2026-11-30T12:00:00Z"
#define N_TAKERS 64

static const char *
take_as (SolTestAuthor *self, const char *id, const char *purchase, guint quantity)
{
  g_autofree char *set = g_strdup_printf ("\"purchase\":\"%s\",\"quantity\":%u", purchase,
                                          quantity);

  return sol_test_author_send (self, "take", id, "create", set);
}

static const char *
take (SolTestAuthor *self, const char *purchase, guint quantity)
{
  return take_as (self, self->target, purchase, quantity);
}

static const char *
take_other (SolTestAuthor *self, guint quantity)
{
  g_autofree char *set = g_strdup_printf ("\"quantity\":%u", quantity);

  return sol_test_author_send (self, "take", self->target, "edit", set);
}

static void
put (SolTestMutations *self, const char *id, const char *scope, const char *doc)
{
  SolStorageWrite write = { "purchase", id, scope, doc, 0 };
  g_autoptr (GError) error = NULL;

  sol_storage_apply (self->base.storage, &write, 1, &error);
  g_assert_no_error (error);
}

static void
assert_purchase (SolTestMutations *self, gint64 rev, const char *part)
{
  g_autoptr (SolStored) stored = sol_storage_get (self->base.storage, "purchase", PURCHASE, NULL);

  g_assert_cmpint (stored->rev, ==, rev);
  sol_test_mutations_assert_holds (stored->doc, part);
}

static gpointer
take_one (gpointer data)
{
  take (data, PURCHASE, 1);
  return NULL;
}

static void
run_all (GPtrArray *authors, GThreadFunc func)
{
  g_autoptr (GPtrArray) threads = g_ptr_array_new ();

  for (guint i = 0; i < authors->len; i++)
    g_ptr_array_add (threads, g_thread_new ("author", func, authors->pdata[i]));
  for (guint i = 0; i < threads->len; i++)
    g_thread_join (threads->pdata[i]);
}

static GPtrArray *
make_authors (SolTestMutations *self, guint n)
{
  GPtrArray *authors = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_test_author_free);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (authors, sol_test_author_new (self, i));
  return authors;
}

static void
test_last_one_is_taken_once (SolTestMutations *self, gconstpointer data)
{
  g_autoptr (GPtrArray) authors = make_authors (self, N_TAKERS);
  SolTestAuthor *winner = NULL;
  guint n_refused = 0;

  put (self, PURCHASE, "members", "{\"available\":1}");
  run_all (authors, take_one);
  for (guint i = 0; i < authors->len; i++)
    {
      SolTestAuthor *author = authors->pdata[i];

      if (strstr (author->answer, "\"result\":\"applied\"") != NULL)
        {
          g_assert_null (winner);
          winner = author;
          continue;
        }
      sol_test_mutations_assert_holds (author->answer,
                                       "\"code\":\"too-much\",\"arguments\":[\"quantity\",\"0\"]");
      n_refused++;
    }
  g_assert_nonnull (winner);
  g_assert_cmpuint (n_refused, ==, N_TAKERS - 1);
  /* Told once: what was refused moves nothing in the feed. */
  assert_purchase (self, 2, "\"taken\":1");
  g_assert_cmpint (sol_storage_get_last_seq (self->base.storage, NULL, NULL, NULL), ==, 3);

  sol_test_mutations_assert_result (
      sol_test_author_send_as (winner, 1, "take", winner->target, "create",
                               "\"purchase\":\"" PURCHASE "\",\"quantity\":1"),
      "already");
  assert_purchase (self, 2, "\"taken\":1");
}

static gpointer
take_and_give (gpointer data)
{
  SolTestAuthor *self = data;

  take (self, PURCHASE, 1 + (guint) self->client[35] % 7);
  for (guint i = 0; i < 6; i++)
    take_other (self, (guint) (self->client[35] + i) % 9);
  if (self->client[35] % 2)
    sol_test_author_send (self, "take", self->target, "delete", NULL);
  return NULL;
}

static gint64
sum_takes (SolTestMutations *self, GPtrArray *authors)
{
  gint64 sum = 0;

  for (guint i = 0; i < authors->len; i++)
    {
      g_autoptr (SolStored) stored = sol_storage_get (
          self->base.storage, "take", ((SolTestAuthor *) authors->pdata[i])->target, NULL);
      const char *part = stored != NULL && stored->doc != NULL
                             ? strstr (stored->doc, "\"quantity\":")
                             : NULL;

      sum += part != NULL ? g_ascii_strtoll (part + strlen ("\"quantity\":"), NULL, 10) : 0;
    }
  return sum;
}

static void
test_sum_holds (SolTestMutations *self, gconstpointer data)
{
  g_autoptr (GPtrArray) authors = make_authors (self, 16);
  g_autofree char *part = NULL;
  gint64 sum;

  put (self, PURCHASE, "members", "{\"available\":30}");
  run_all (authors, take_and_give);
  sum = sum_takes (self, authors);
  g_assert_cmpint (sum, >, 0);
  g_assert_cmpint (sum, <=, 30);
  part = g_strdup_printf ("\"taken\":%" G_GINT64_FORMAT, sum);
  {
    g_autoptr (SolStored) stored = sol_storage_get (self->base.storage, "purchase", PURCHASE, NULL);

    sol_test_mutations_assert_holds (stored->doc, part);
  }
}

static void
test_changed_and_deleted_gives_back (SolTestMutations *self, gconstpointer data)
{
  g_autoptr (SolTestAuthor) first = sol_test_author_new (self, 1);
  g_autoptr (SolTestAuthor) second = sol_test_author_new (self, 2);

  put (self, PURCHASE, "members", "{\"available\":10}");
  sol_test_mutations_assert_result (take (first, PURCHASE, 8), "applied");
  sol_test_mutations_assert_holds (take (second, PURCHASE, 3), "[\"quantity\",\"2\"]");
  sol_test_mutations_assert_result (take_other (first, 7), "applied");
  assert_purchase (self, 3, "\"taken\":7");
  sol_test_mutations_assert_result (take (second, PURCHASE, 3), "applied");
  sol_test_mutations_assert_holds (take_other (first, 9), "[\"quantity\",\"7\"]");
  sol_test_mutations_assert_result (
      sol_test_author_send (first, "take", first->target, "delete", NULL), "applied");
  assert_purchase (self, 5, "\"taken\":3");
  sol_test_mutations_assert_result (take_other (second, 4), "applied");
  sol_test_mutations_assert_holds (
      sol_test_author_send (first, "take", first->target, "restore", NULL), "[\"quantity\",\"6\"]");
  sol_test_mutations_assert_result (take_other (second, 3), "applied");
  sol_test_mutations_assert_result (
      sol_test_author_send (first, "take", first->target, "restore", NULL), "applied");
  assert_purchase (self, 8, "\"taken\":10");
}

/* A note takes nothing. What is more than there is goes on to be less and less. */
static void
test_limit_that_fell_lets_give_back (SolTestMutations *self, gconstpointer data)
{
  g_autoptr (SolTestAuthor) author = sol_test_author_new (self, 1);
  SolStorageWrite write = { "purchase", PURCHASE, "members", "{\"available\":2}", -1 };

  put (self, PURCHASE, "members", "{}");
  sol_test_mutations_assert_result (take (author, PURCHASE, 8), "applied");
  g_assert_true (sol_storage_apply (self->base.storage, &write, 1, NULL));
  sol_test_mutations_assert_result (
      sol_test_author_send (author, "take", author->target, "edit", "\"note\":\"Soon\""),
      "applied");
  sol_test_mutations_assert_result (take_other (author, 5), "applied");
  sol_test_mutations_assert_holds (take_other (author, 6), "[\"quantity\",\"2\"]");
}

static void
test_deadline_is_the_servers (SolTestMutations *self, gconstpointer data)
{
  g_autoptr (SolTestAuthor) author = sol_test_author_new (self, 1);
  g_autoptr (SolTestAuthor) late = sol_test_author_new (self, 2);
  g_autoptr (GDateTime) deadline = g_date_time_new_from_iso8601 (DEADLINE, NULL);
  const char *refused = "\"code\":\"wrong-state\",\"arguments\":[\"until\"]";

  put (self, PURCHASE, "members", "{\"available\":10,\"until\":\"" DEADLINE "\"}");
  self->now = g_date_time_to_unix (deadline) - 1;
  sol_test_mutations_assert_result (take (author, PURCHASE, 1), "applied");
  self->now++;
  sol_test_mutations_assert_holds (take (late, PURCHASE, 1), refused);
  sol_test_mutations_assert_holds (take_other (author, 2), refused);
  sol_test_mutations_assert_holds (
      sol_test_author_send (author, "take", author->target, "delete", NULL), refused);
  sol_test_mutations_assert_result (
      sol_test_author_send (author, "take", author->target, "edit", "\"note\":\"Soon\""),
      "applied");
  assert_purchase (self, 2, "\"taken\":1");
}

static void
test_share_is_one_and_of_what_is_seen (SolTestMutations *self, gconstpointer data)
{
  static const char *const spaces[] = { "space:s", NULL };
  const char *refused = "\"code\":\"wrong-value\",\"arguments\":[\"purchase\"]";
  g_autoptr (SolTestAuthor) author = sol_test_author_new (self, 1);

  put (self, PURCHASE, "space:s", "{\"available\":10}");
  put (self, OTHER_PURCHASE, "members", "{\"available\":10}");
  sol_test_mutations_assert_holds (take (author, PURCHASE, 1), refused);
  sol_test_mutations_assert_holds (take (author, CLIENT, 1), refused);
  g_assert_true (
      sol_access_set_scopes (SOL_ACCESS (self->base.storage), author->actor.account, spaces, NULL));
  sol_test_mutations_assert_result (take (author, PURCHASE, 1), "applied");
  sol_test_mutations_assert_holds (sol_test_author_send (author, "take", OTHER, "create",
                                                         "\"purchase\":\"" PURCHASE
                                                         "\",\"quantity\":1"),
                                   "\"code\":\"too-many\",\"arguments\":[\"1\"]");
  sol_test_mutations_assert_holds (sol_test_author_send (author, "take", author->target, "edit",
                                                         "\"purchase\":\"" OTHER_PURCHASE "\""),
                                   refused);
  sol_test_mutations_assert_holds (
      sol_test_author_send (author, "take", author->target, "edit", "\"quantity\":-5"),
      "wrong-value");
  sol_test_mutations_assert_holds (sol_test_author_send (author, "take", author->target, "edit",
                                                         "\"quantity\":9223372036854775807"),
                                   "[\"quantity\",\"10\"]");
  sol_test_mutations_assert_result (sol_test_author_send (author, "take", OTHER, "create",
                                                          "\"purchase\":\"" OTHER_PURCHASE
                                                          "\",\"quantity\":1"),
                                    "applied");
  assert_purchase (self, 2, "\"taken\":1");
}

static const char *
ask (SolTestAuthor *self, guint request, guint organisation)
{
  g_autofree char *id = g_strdup_printf ("01928374-0000-7000-8003-%012x", request);
  g_autofree char *set = g_strdup_printf ("\"organisation\":\"01928374-0000-7000-8004-%012x\"",
                                          organisation);

  return sol_test_author_send (self, "join_request", id, "create", set);
}

static const char *
ask_again (SolTestAuthor *self, guint request, const char *op)
{
  g_autofree char *id = g_strdup_printf ("01928374-0000-7000-8003-%012x", request);

  return sol_test_author_send (self, "join_request", id, op, NULL);
}

static gpointer
ask_one (gpointer data)
{
  SolTestAuthor *self = data;

  ask (self, self->client[35], 1);
  return NULL;
}

/* From several installations of one account at once. */
static void
test_organisation_is_asked_once (SolTestMutations *self, gconstpointer data)
{
  g_autoptr (GPtrArray) authors = make_authors (self, 10);
  guint n_applied = 0;

  for (guint i = 1; i < authors->len; i++)
    {
      SolTestAuthor *author = authors->pdata[i];

      g_free ((char *) author->actor.account);
      author->actor.account = g_strdup (((SolTestAuthor *) authors->pdata[0])->actor.account);
    }
  run_all (authors, ask_one);
  for (guint i = 0; i < authors->len; i++)
    {
      const char *answer = ((SolTestAuthor *) authors->pdata[i])->answer;

      if (strstr (answer, "\"result\":\"applied\"") != NULL)
        n_applied++;
      else
        sol_test_mutations_assert_holds (answer, "\"code\":\"too-many\",\"arguments\":[\"1\"]");
    }
  g_assert_cmpuint (n_applied, ==, 1);
}

static void
test_taken_back_leaves_room (SolTestMutations *self, gconstpointer data)
{
  g_autoptr (SolTestAuthor) author = sol_test_author_new (self, 1);
  g_autoptr (SolTestAuthor) other = sol_test_author_new (self, 2);

  sol_test_mutations_assert_result (ask (author, 1, 1), "applied");
  sol_test_mutations_assert_holds (ask (author, 2, 1), "too-many");
  sol_test_mutations_assert_result (ask (other, 3, 1), "applied");
  sol_test_mutations_assert_result (ask_again (author, 1, "delete"), "applied");
  sol_test_mutations_assert_result (ask (author, 4, 1), "applied");
  sol_test_mutations_assert_holds (ask_again (author, 1, "restore"), "too-many");
}

static void
test_answered_leaves_room (SolTestMutations *self, gconstpointer data)
{
  g_autoptr (SolTestAuthor) author = sol_test_author_new (self, 1);
  SolStorageWrite write = { "join_request", "01928374-0000-7000-8003-000000000001",
                            "user:account-1",
                            "{\"organisation\":\"01928374-0000-7000-8004-000000000001\","
                            "\"state\":\"refused\"}",
                            -1 };

  sol_test_mutations_assert_result (ask (author, 1, 1), "applied");
  sol_test_mutations_assert_holds (ask (author, 2, 1), "too-many");
  g_assert_true (sol_storage_apply (self->base.storage, &write, 1, NULL));
  sol_test_mutations_assert_result (ask (author, 3, 1), "applied");
}

static void
test_deleted_leaves_room (SolTestMutations *self, gconstpointer data)
{
  g_autoptr (SolTestAuthor) author = sol_test_author_new (self, 1);

  put (self, PURCHASE, "members", "{}");
  put (self, OTHER_PURCHASE, "members", "{}");
  put (self, THIRD, "members", "{}");
  sol_test_mutations_assert_result (take (author, PURCHASE, 1), "applied");
  sol_test_mutations_assert_result (take_as (author, CLIENT, OTHER_PURCHASE, 1), "applied");
  sol_test_mutations_assert_holds (take_as (author, OTHER, THIRD, 1), "\"arguments\":[\"2\"]");
  sol_test_mutations_assert_result (sol_test_author_send (author, "take", CLIENT, "delete", NULL),
                                    "applied");
  sol_test_mutations_assert_result (take_as (author, OTHER, THIRD, 1), "applied");
}

static void
test_few_are_asked_a_day (SolTestMutations *self, gconstpointer data)
{
  g_autoptr (SolTestAuthor) author = sol_test_author_new (self, 1);
  g_autofree char *again = NULL;
  g_autofree char *told = NULL;

  for (guint i = 1; i <= 5; i++)
    sol_test_mutations_assert_result (ask (author, i, i), "applied");
  sol_test_mutations_assert_result (ask_again (author, 5, "delete"), "applied");
  again = sol_clock_print (self->now + DAY);
  told = g_strdup_printf ("\"code\":\"too-many\",\"arguments\":[\"5\",\"%s\"]", again);
  sol_test_mutations_assert_holds (ask (author, 6, 6), told);
  self->now += DAY;
  for (guint i = 7; i <= 11; i++)
    sol_test_mutations_assert_result (ask (author, i, i), "applied");
  self->now += DAY;
  sol_test_mutations_assert_result (ask (author, 12, 12), "applied");
  sol_test_mutations_assert_holds (ask (author, 13, 13), "\"arguments\":[\"10\"]");
}

static SolTestMutations *current;

/* The audit has the clock's time, a mutation that of its arrival: they are one here. */
static gint64
tell_now (void)
{
  return current->now * G_USEC_PER_SEC;
}

static void
set_up (SolTestMutations *self, gconstpointer data)
{
  static const SolClock clock = { tell_now, g_get_monotonic_time, g_timeout_source_new };

  sol_test_mutations_set_up (self, data);
  current = self;
  sol_clock_set (&clock);
}

static void
tear_down (SolTestMutations *self, gconstpointer data)
{
  sol_clock_set (NULL);
  sol_test_mutations_tear_down (self, data);
}

static void
add (const char *path, void (*test) (SolTestMutations *, gconstpointer))
{
  g_test_add (path, SolTestMutations, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/limits/tables-name-fields", sol_test_check_limits);
  add ("/limits/last-one-is-taken-once", test_last_one_is_taken_once);
  add ("/limits/sum-holds", test_sum_holds);
  add ("/limits/changed-and-deleted-gives-back", test_changed_and_deleted_gives_back);
  add ("/limits/limit-that-fell-lets-give-back", test_limit_that_fell_lets_give_back);
  add ("/limits/deadline-is-the-servers", test_deadline_is_the_servers);
  add ("/limits/share-is-one-and-of-what-is-seen", test_share_is_one_and_of_what_is_seen);
  add ("/limits/organisation-is-asked-once", test_organisation_is_asked_once);
  add ("/limits/taken-back-leaves-room", test_taken_back_leaves_room);
  add ("/limits/answered-leaves-room", test_answered_leaves_room);
  add ("/limits/deleted-leaves-room", test_deleted_leaves_room);
  add ("/limits/few-are-asked-a-day", test_few_are_asked_a_day);
  return g_test_run ();
}
