/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "server/sol-access.h"
#include "server/sol-accounts.h"
#include "sol-test-storage.h"

/* What the managers of an organisation are told again, on a real database, as days go by. */

#define DAY (24 * 3600)
#define NOON G_GINT64_CONSTANT (1795694400) /* 2026-11-26, 12:00 */
#define SIGNED(state)                                                                         \
  "{\"name\":\"A\",\"state\":\"" state "\",\"charter\":[{\"id\":\"signature\",\"edition\":1," \
  "\"name\":\"N\",\"role\":\"R\",\"signed_on\":\"2024-11-26\",\"until\":\"2026-11-26\"}]}"

static void
add_account (SolTestStorage *self, const char *id)
{
  g_autofree char *address = g_strconcat (id, "@example.org", NULL);
  SolAccount account = { .id = (char *) id,
                         .address = address,
                         .name = address,
                         .kind = (char *) "supplier",
                         .role = (char *) "member",
                         .locale = (char *) "fr",
                         .password = (char *) "hash",
                         .state = (char *) SOL_ACCOUNT_ACTIVE };
  SolAudit audit = { id, NULL, "", "test", "" };

  g_assert_true (sol_accounts_add (SOL_ACCOUNTS (self->storage), &account, &audit, NULL));
}

static void
set_up (SolTestStorage *self, gconstpointer data)
{
  sol_test_storage_set_up (self, data);
  add_account (self, "manager");
  add_account (self, "member");
  sol_test_storage_put (self, "organisation", "o", "org:o",
                        "{\"members\":[{\"id\":\"a\",\"account\":\"manager\",\"role\":\"manager\"},"
                        "{\"id\":\"b\",\"account\":\"member\",\"role\":\"member\"}]}");
}

/* @mail: that is sent. Returns: how many are told, the manager being the first */
static guint
remind_by (SolTestStorage *self, const char *mail, gint64 now)
{
  g_autoptr (GPtrArray) told = sol_access_remind (SOL_ACCESS (self->storage), now, NULL);

  g_assert_nonnull (told);
  if (told->len > 0)
    {
      g_assert_cmpstr (((SolReminder *) told->pdata[0])->address, ==, "manager@example.org");
      g_assert_cmpstr (((SolReminder *) told->pdata[0])->mail, ==, mail);
    }
  return told->len;
}

static guint
remind (SolTestStorage *self, gint64 now)
{
  return remind_by (self, "charter", now);
}

static void
assert_holds (SolTestStorage *self, const char *type, const char *id, const char *part)
{
  g_autoptr (SolStored) stored = sol_storage_get (self->storage, type, id, NULL);

  g_assert_nonnull (strstr (stored->doc, part));
}

/* Once for each of the three times, however often it is looked, and of nothing that is put away. */
static void
test_managers_are_told_that_a_charter_ends (SolTestStorage *self, gconstpointer data)
{
  static const struct
  {
    int days; /* from its last one on */
    guint n;
  } looks[] = { { -61, 0 }, { -60, 1 }, { -60, 0 }, { -16, 0 }, { -15, 1 },
                { -1, 0 },  { 0, 0 },   { 1, 1 },   { 2, 0 },   { 400, 0 } };

  sol_test_storage_put (self, "listing", "signed", "org:o", SIGNED ("published"));
  sol_test_storage_put (self, "listing", "away", "org:o", SIGNED ("archived"));
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    g_assert_cmpuint (remind (self, NOON + looks[i].days * DAY), ==, looks[i].n);
  assert_holds (self, "listing", "signed", "\"reminded_on\":\"2026-11-27\"");
  assert_holds (self, "listing", "signed", "\"state\":\"published\"");
}

/* A server that was away when it was time tells it once, not three times. */
static void
test_what_was_not_told_in_time_is_told_once (SolTestStorage *self, gconstpointer data)
{
  sol_test_storage_put (self, "listing", "signed", "org:o", SIGNED ("draft"));
  g_assert_cmpuint (remind (self, NOON + 100 * DAY), ==, 1);
  g_assert_cmpuint (remind (self, NOON + 100 * DAY), ==, 0);
}

/* Three and eight days after it was offered to them, as long as it waits. */
static void
test_managers_are_told_of_a_listing_that_is_offered (SolTestStorage *self, gconstpointer data)
{
  static const struct
  {
    int days;
    guint n;
  } looks[] = { { 2, 0 }, { 3, 1 }, { 4, 0 }, { 7, 0 }, { 8, 1 }, { 9, 0 }, { 100, 0 } };

  sol_test_storage_put (
      self, "handover", "offered", "org:p",
      "{\"listing\":\"l\",\"organisation\":\"o\",\"message\":\"M\",\"state\":\"offered\","
      "\"asked_at\":\"2026-11-26T12:00:00Z\"}");
  sol_test_storage_put (
      self, "handover", "declined", "org:p",
      "{\"listing\":\"l\",\"organisation\":\"o\",\"message\":\"M\",\"state\":\"declined\","
      "\"asked_at\":\"2026-11-26T12:00:00Z\"}");
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    g_assert_cmpuint (remind_by (self, "handover", NOON + looks[i].days * DAY), ==, looks[i].n);
}

#define ADD(path, function)                                                      \
  g_test_add ("/server-reminders/" path, SolTestStorage, NULL, set_up, function, \
              sol_test_storage_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("managers-are-told-that-a-charter-ends", test_managers_are_told_that_a_charter_ends);
  ADD ("managers-are-told-of-a-listing-that-is-offered",
       test_managers_are_told_of_a_listing_that_is_offered);
  ADD ("what-was-not-told-in-time-is-told-once", test_what_was_not_told_in_time_is_told_once);
  return g_test_run ();
}
