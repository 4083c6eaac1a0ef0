/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/sol-uuid.h"
#include "sol-test-storage.h"

/* Words of clients that say nothing of where their structure is, as those of an older version. */

#define WORD "00000000-0000-4000-8000-0000000000a1"
#define LEFT "00000000-0000-4000-8000-0000000000a2"

/* (transfer full) (nullable) */
static SolStored *
get (SolTestStorage *self, const char *type, const char *id)
{
  return sol_storage_get (self->storage, type, id, NULL);
}

static void
open_again (SolTestStorage *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->storage);
  self->storage = sol_storage_sqlite_open (self->path, FALSE, &error);
  g_assert_no_error (error);
}

static void
assert_moderated (SolTestStorage *self, const char *word, const char *state)
{
  g_autofree char *id = sol_uuid_from_name ("client_word", word);
  g_autoptr (SolStored) call = get (self, "word_call", id);
  g_autoptr (SolStored) stored = get (self, "client_word", word);

  g_assert_nonnull (call);
  g_assert_cmpstr (call->scope, ==, "review:84");
  g_assert_nonnull (strstr (call->doc, "\"structure\":\"Les Paniers\""));
  g_assert_nonnull (strstr (call->doc, state));
  g_assert_nonnull (strstr (stored->doc, "\"department\":\"84\""));
}

static void
set_up (SolTestStorage *self, gconstpointer data)
{
  sol_test_storage_set_up (self, data);
  sol_test_storage_put (self, "supplier", "s", "public",
                        "{\"name\":\"Les Paniers\",\"organisation\":\"o\",\"commune\":\"84003\"}");
}

static void
test_words_of_before_come_before_moderators (SolTestStorage *self, gconstpointer data)
{
  g_autoptr (SolStored) shown = NULL, again = NULL;

  sol_test_storage_put (
      self, "client_word", WORD, "org:o",
      "{\"supplier\":\"s\",\"text\":\"T\",\"name\":\"N\",\"state\":\"answered\",\"shown\":true}");
  open_again (self);
  assert_moderated (self, WORD, "\"state\":\"answered\"");
  shown = get (self, "client_word", WORD);
  open_again (self);
  again = get (self, "client_word", WORD);
  g_assert_cmpint (shown->rev, ==, again->rev);
}

static void
test_what_was_left_stays_shown (SolTestStorage *self, gconstpointer data)
{
  g_autofree char *word = sol_uuid_from_name ("given_word", LEFT);
  g_autofree char *shown = sol_uuid_from_name ("client_word", word);
  g_autoptr (SolStored) left = NULL, all = NULL;

  sol_test_storage_put (
      self, "given_word", LEFT, "user:u",
      "{\"supplier\":\"s\",\"text\":\"T\",\"name\":\"N\",\"organisation\":\"o\"}");
  sol_test_storage_put (
      self, "client_word", word, "org:o",
      "{\"supplier\":\"s\",\"text\":\"T\",\"name\":\"N\",\"state\":\"answered\",\"shown\":true,"
      "\"given\":\"" LEFT "\"}");
  open_again (self);
  assert_moderated (self, word, "\"state\":\"answered\"");
  left = get (self, "given_word", LEFT);
  g_assert_nonnull (strstr (left->doc, "\"department\":\"84\""));
  all = get (self, "shown_word", shown);
  g_assert_nonnull (all->doc);
}

/* And nothing keeps the server from its start. */
static void
test_hidden_stays_hidden (SolTestStorage *self, gconstpointer data)
{
  g_autofree char *shown = sol_uuid_from_name ("client_word", WORD);
  g_autoptr (SolStored) all = NULL, other = NULL;

  sol_test_storage_put (
      self, "client_word", WORD, "org:o",
      "{\"supplier\":\"s\",\"text\":\"T\",\"name\":\"N\",\"state\":\"hidden\",\"shown\":true}");
  sol_test_storage_put (
      self, "client_word", LEFT, "org:o",
      "{\"supplier\":\"none\",\"text\":\"T\",\"name\":\"N\",\"state\":\"answered\"}");
  open_again (self);
  assert_moderated (self, WORD, "\"state\":\"hidden\"");
  all = get (self, "shown_word", shown);
  g_assert_true (all == NULL || all->doc == NULL);
  other = get (self, "client_word", LEFT);
  g_assert_cmpint (other->rev, ==, 1);
}

#define TEST(path, test) \
  g_test_add (path, SolTestStorage, NULL, set_up, test, sol_test_storage_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("/server-words/of-before-come-before-moderators",
        test_words_of_before_come_before_moderators);
  TEST ("/server-words/what-was-left-stays-shown", test_what_was_left_stays_shown);
  TEST ("/server-words/hidden-stays-hidden", test_hidden_stays_hidden);
  return g_test_run ();
}
