/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libsoup/soup.h>
#include <string.h>

#include "net/sol-net-error.h"
#include "sol-test-account.h"
#include "sync/sol-push-private.h"

/* What is sent to a server that fails, refuses or answers what it was not asked. */

#define POISON "poison" /* name of the sheet at which the server fails */
#define PROBLEM "application/problem+json"

typedef struct
{
  SolTestAccount account;
  SoupServer *soup;
  SolClient *client;
  SolPush *push;
  guint status;       /* of a batch with the poison; 0: there is none */
  const char *type;   /* of that answer */
  const char *said;   /* in it */
  const char *poison; /* what that batch has in it */
  const char *answer; /* (nullable): to all, instead of the right one */
  gboolean keeps;     /* it takes up what stands before the poison */
  guint n_asked;
} Fixture;

static void
answer (SoupServerMessage *message, guint status, const char *type, const char *text)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, text, strlen (text));
}

static gboolean
is_poison (const SolMutation *mutation)
{
  g_autofree char *text = sol_mutation_to_text (mutation);

  return strstr (text, POISON) != NULL;
}

/* As real servers do: up to the one at which they fail. */
static char *
take_up (const Fixture *fixture, const SolMutationBatch *batch)
{
  g_autoptr (GString) text = g_string_new ("{\"answers\":[");

  for (guint i = 0; i < batch->mutations->len; i++)
    {
      const SolMutation *mutation = batch->mutations->pdata[i];

      if (fixture->keeps && is_poison (mutation))
        break;
      g_string_append_printf (text,
                              "%s{\"id\":\"%s\",\"n\":%d,\"result\":\"applied\",\"rev\":1,"
                              "\"seq\":1}",
                              i > 0 ? "," : "", mutation->id, (int) mutation->n);
    }
  g_string_append (text, "]}");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
on_asked (SoupServer *soup,
          SoupServerMessage *message,
          const char *path,
          GHashTable *query,
          gpointer user_data)
{
  Fixture *fixture = user_data;
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr (GError) error = NULL;
  g_autoptr (SolMutationBatch)
      batch = sol_mutation_batch_parse (body->data, (gsize) body->length, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (path, ==, "/v1/mutations");
  fixture->n_asked++;
  text = take_up (fixture, batch);
  if (fixture->status != 0 && g_strstr_len (body->data, body->length, fixture->poison) != NULL &&
      (!fixture->keeps || is_poison (batch->mutations->pdata[0])))
    answer (message, fixture->status, fixture->type, fixture->said);
  else
    answer (message, 200, "application/json", fixture->answer != NULL ? fixture->answer : text);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;
  GSList *uris;

  sol_test_account_set_up (&fixture->account, NULL);
  fixture->soup = g_object_new (SOUP_TYPE_SERVER, NULL);
  soup_server_add_handler (fixture->soup, NULL, on_asked, fixture, NULL);
  soup_server_listen_local (fixture->soup, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (fixture->soup);
  address = g_uri_to_string (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  address[strlen (address) - 1] = '\0';
  fixture->client = sol_client_new (address);
  fixture->push = sol_push_new (fixture->account.store, fixture->client);
  fixture->type = PROBLEM;
  fixture->poison = POISON;
  fixture->said = "{\"reason\":\"internal\"}";
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_clear_object (&fixture->push);
  g_clear_object (&fixture->client);
  soup_server_disconnect (fixture->soup);
  g_clear_object (&fixture->soup);
  sol_test_account_tear_down (&fixture->account, NULL);
}

static void
write_sheets (Fixture *fixture, const char *name, ...)
{
  guint number = 0;
  va_list names;

  va_start (names, name);
  for (; name != NULL; name = va_arg (names, const char *))
    {
      g_autofree char *id = sol_test_account_uuid (++number);
      g_autofree char *patch = g_strdup_printf ("{\"set\":{\"name\":\"%s\"}}", name);
      g_autofree char *made = sol_test_act (&fixture->account, "create", id, patch);
    }
  va_end (names);
}

static GError *
push (Fixture *fixture)
{
  g_autoptr (GAsyncResult) done = NULL;
  GAsyncResult *kept = NULL;
  GError *error = NULL;
  guint n_sent;

  sol_push_run_async (fixture->push, NULL, sol_test_keep_result, &kept);
  done = sol_test_wait (&kept);
  sol_push_run_finish (fixture->push, done, &n_sent, &error);
  return error;
}

static void
push_well (Fixture *fixture)
{
  g_autoptr (GError) error = push (fixture);

  g_assert_no_error (error);
}

/* One letter an act, in their order. */
static void
assert_states (Fixture *fixture, const char *expected)
{
  static const char letters[] = "wsbcrga";
  g_autoptr (SolLiveList) outbox = sol_test_outbox (&fixture->account);
  g_autoptr (GString) states = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (outbox)); i++)
    {
      SolOutboxEntry *entry = sol_test_entry (outbox, i);

      g_string_append_c (states, letters[sol_outbox_entry_get_state (entry)]);
    }
  g_assert_cmpstr (states->str, ==, expected);
}

static void
assert_code (Fixture *fixture, guint index, const char *code)
{
  g_autoptr (SolLiveList) outbox = sol_test_outbox (&fixture->account);
  SolOutboxEntry *entry = sol_test_entry (outbox, index);

  g_assert_cmpstr (sol_outbox_entry_get_code (entry), ==, code);
}

static void
test_what_the_server_fails_at_is_put_aside (Fixture *fixture, gconstpointer unused)
{
  guint n_failed = 0;
  GError *error;

  write_sheets (fixture, "A", POISON, "B", NULL);
  fixture->status = 500;
  while ((error = push (fixture)) != NULL)
    {
      g_assert_error (error, SOL_NET_ERROR, SOL_NET_ERROR_BUSY);
      g_error_free (error);
      g_assert_cmpuint (++n_failed, <=, 15); /* five as a batch, twice, then five alone */
    }
  assert_states (fixture, "ara");
  assert_code (fixture, 1, SOL_OUTBOX_CODE_SERVER_FAILED);
}

/* What the server takes up before the one at which it fails is done with. */
static void
test_what_stands_before_it_is_taken_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  guint n_failed = 0;
  GError *again;

  write_sheets (fixture, "A", POISON, "B", NULL);
  fixture->status = 500;
  fixture->keeps = TRUE;
  error = push (fixture);
  g_assert_error (error, SOL_NET_ERROR, SOL_NET_ERROR_BUSY);
  assert_states (fixture, "ass");
  while ((again = push (fixture)) != NULL)
    {
      g_error_free (again);
      g_assert_cmpuint (++n_failed, <=, 10); /* five as a batch, five alone */
    }
  assert_states (fixture, "ara");
}

/* That it is too much, the one who stands before the server says without an explanation. */
static void
test_too_much_is_sent_in_parts (Fixture *fixture, gconstpointer unused)
{
  write_sheets (fixture, "A", POISON, "B", NULL);
  fixture->status = 413;
  push_well (fixture);
  assert_states (fixture, "ara");

  sol_test_account_tear_down (&fixture->account, NULL);
  sol_test_account_set_up (&fixture->account, NULL);
  g_object_unref (fixture->push);
  fixture->push = sol_push_new (fixture->account.store, fixture->client);
  write_sheets (fixture, "A", POISON, "B", NULL);
  fixture->type = "text/html";
  fixture->said = "<h1>413 Request Entity Too Large</h1>";
  push_well (fixture);
  assert_states (fixture, "ara");
}

static void
test_lost_organisation_is_refused (Fixture *fixture, gconstpointer unused)
{
  write_sheets (fixture, "A", POISON, NULL);
  fixture->status = 403;
  fixture->said = "{\"reason\":\"organisation\"}";
  push_well (fixture);
  assert_states (fixture, "rr");
  assert_code (fixture, 0, SOL_OUTBOX_CODE_FORBIDDEN);

  /* The server counted none of them. */
  fixture->status = 0;
  write_sheets (fixture, "C", NULL);
  push_well (fixture);
  assert_states (fixture, "rra");
}

/* Whatever else is forbidden, or by whom: his work is not refused for that. */
static void
test_another_refusal_keeps_the_work (Fixture *fixture, gconstpointer unused)
{
  static const char *const said[] = { "{\"reason\":\"clients\"}", "{\"reason\":\"\"}", "{}" };

  write_sheets (fixture, "A", POISON, NULL);
  fixture->status = 403;
  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    {
      g_autoptr (GError) error = NULL;

      fixture->said = said[i];
      error = push (fixture);
      g_assert_nonnull (error);
      assert_states (fixture, "ss");
    }
  fixture->status = 0;
  push_well (fixture);
  assert_states (fixture, "aa");
}

static void
test_wrong_answers_change_nothing (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *huge = g_strnfill (33 * 1024 * 1024, ' ');
  g_autofree char *deep = g_strnfill (200000, '[');
  const char *const texts[] = {
    "",
    "not JSON",
    "[]",
    "{\"answers\":[]}",
    "{\"answers\":[7]}",
    "{\"answers\":{\"id\":1}}",
    "{\"answers\":[{\"id\":\"0193f7a0-0000-7000-8000-0000000000ff\",\"result\":\"applied\"}]}",
    "{\"answers\":[{\"result\":\"applied\"}]}",
    huge,
    deep,
  };

  write_sheets (fixture, "A", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      fixture->answer = texts[i];
      error = push (fixture);
      g_assert_error (error, SOL_NET_ERROR, SOL_NET_ERROR_BAD_ANSWER);
      assert_states (fixture, "s");
    }
  fixture->answer = NULL;
  push_well (fixture);
  assert_states (fixture, "a");
}

/* A server that finds a gap each time is not asked for ever. */
static void
test_endless_gaps_end (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  write_sheets (fixture, POISON, NULL);
  fixture->status = 409;
  fixture->said = "{\"reason\":\"gap\",\"last_n\":0}";
  error = push (fixture);
  g_assert_nonnull (error);
  g_assert_cmpuint (fixture->n_asked, <=, 5);
  fixture->status = 0;
  push_well (fixture);
  assert_states (fixture, "a");
}

/* An id that the server never takes, as one that is another account's, is told anew, alone. */
static void
test_taken_id_is_told_anew (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (SolLiveList) outbox = NULL;
  g_autofree char *id = NULL;

  write_sheets (fixture, "A", POISON, "B", NULL);
  outbox = sol_test_outbox (&fixture->account);
  id = g_strdup (sol_outbox_entry_get_id (sol_test_entry (outbox, 1)));
  fixture->poison = id;
  fixture->status = 409;
  fixture->said = "{\"reason\":\"client-cloned\"}";
  push_well (fixture);
  assert_states (fixture, "aaa");
}

/* A server that takes none is not asked for ever. */
static void
test_endless_clones_end (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  write_sheets (fixture, POISON, NULL);
  fixture->status = 409;
  fixture->said = "{\"reason\":\"client-cloned\"}";
  error = push (fixture);
  g_assert_nonnull (error);
  g_assert_cmpuint (fixture->n_asked, <=, 5);
  fixture->status = 0;
  push_well (fixture);
  assert_states (fixture, "a");
}

static void
add (const char *name, void (*test) (Fixture *fixture, gconstpointer unused))
{
  g_autofree char *path = g_strconcat ("/push/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("what-the-server-fails-at-is-put-aside", test_what_the_server_fails_at_is_put_aside);
  add ("what-stands-before-it-is-taken-up", test_what_stands_before_it_is_taken_up);
  add ("too-much-is-sent-in-parts", test_too_much_is_sent_in_parts);
  add ("lost-organisation-is-refused", test_lost_organisation_is_refused);
  add ("another-refusal-keeps-the-work", test_another_refusal_keeps_the_work);
  add ("wrong-answers-change-nothing", test_wrong_answers_change_nothing);
  add ("endless-gaps-end", test_endless_gaps_end);
  add ("taken-id-is-told-anew", test_taken_id_is_told_anew);
  add ("endless-clones-end", test_endless_clones_end);
  return g_test_run ();
}
