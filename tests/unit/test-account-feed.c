/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "model/sol-record-registry.h"
#include "sol-test-account.h"
#include "store/sol-account-attach.h"

/* What a server does that was restored, or that fails; a folder that was copied. */

#define ONE "0193f7a0-0000-7000-8000-000000000001"
#define TWO "0193f7a0-0000-7000-8000-000000000002"

typedef gboolean (*Finish) (SolAccountStore *store, GAsyncResult *result, GError **error);

static void
finish (SolTestAccount *fixture, GAsyncResult **kept, Finish func)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = sol_test_wait (kept);

  func (fixture->store, result, &error);
  g_assert_no_error (error);
}

static void
reset (SolTestAccount *fixture, gboolean feed_changed)
{
  GAsyncResult *kept = NULL;

  sol_account_store_reset_async (fixture->store, feed_changed, NULL, sol_test_keep_result, &kept);
  finish (fixture, &kept, sol_account_store_reset_finish);
}

static void
follow (SolTestAccount *fixture, const char *feed)
{
  GAsyncResult *kept = NULL;

  sol_account_store_follow_feed_async (fixture->store, feed, NULL, sol_test_keep_result, &kept);
  finish (fixture, &kept, sol_account_store_follow_feed_finish);
}

static void
assert_name (SolTestAccount *fixture, const char *target, const char *expected)
{
  g_autofree char *name = sol_test_name_shown (fixture, target);

  g_assert_cmpstr (name, ==, expected);
}

static char *
get_cursor (SolTestAccount *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *kept = NULL;

  sol_account_store_get_cursor_async (fixture->store, NULL, sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  return sol_account_store_get_cursor_finish (fixture->store, result, NULL);
}

/* Shown all the while, swept at the end, and an older revision of the new feed is taken. */
static void
test_reset_keeps_what_is_shown (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *cursor = NULL;
  SolChange *end = sol_test_change (SOL_CHANGE_CHECKPOINT, "end", 0);

  sol_test_apply (fixture,
                  sol_test_changes (sol_test_put (ONE, 7, "{\"name\":\"A\"}"),
                                    sol_test_put (TWO, 9, "{\"name\":\"B\"}"),
                                    sol_test_change (SOL_CHANGE_CHECKPOINT, "c", 0), NULL));
  reset (fixture, FALSE);
  g_assert_null (get_cursor (fixture));
  assert_name (fixture, ONE, "A");
  assert_name (fixture, TWO, "B");
  sol_test_apply (fixture,
                  sol_test_changes (sol_test_put (ONE, 2, "{\"name\":\"A2\"}"), end, NULL));
  assert_name (fixture, ONE, "A2");
  assert_name (fixture, TWO, NULL);
  cursor = get_cursor (fixture);
  g_assert_cmpstr (cursor, ==, "end");
}

/* What he writes until the feed is read is written on the revision that he sees. */
static void
test_reset_keeps_revisions (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *edit = NULL;
  g_autoptr (SolMutationBatch) batch = NULL;

  sol_test_apply (fixture, sol_test_changes (sol_test_put (ONE, 7, "{\"name\":\"A\"}"), NULL));
  reset (fixture, FALSE);
  edit = sol_test_act (fixture, "edit", ONE, "{\"set\":{\"name\":\"B\"}}");
  batch = sol_test_take (fixture, 0);
  g_assert_cmpint (((SolMutation *) batch->mutations->pdata[0])->base_rev, ==, 7);
  sol_test_apply (fixture,
                  sol_test_changes (sol_test_put (ONE, 7, "{\"name\":\"A\"}"),
                                    sol_test_change (SOL_CHANGE_CHECKPOINT, "end", 0), NULL));
  assert_name (fixture, ONE, "B");
}

static gboolean
is_on_disk (SolTestAccount *fixture, const char *file, const char *text)
{
  g_autofree char *path = sol_test_account_path (fixture, file);
  g_autofree char *content = NULL;
  gsize length = 0;

  return g_file_get_contents (path, &content, &length, NULL) &&
         memmem (content, length, text, strlen (text)) != NULL;
}

/* What others wrote where he no longer may read leaves the disk, out of his own work too. */
static void
test_lost_scope_leaves_no_conflict (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *edit = NULL;
  g_autoptr (SolMutationBatch) batch = NULL;

  sol_test_apply (fixture,
                  sol_test_changes (sol_test_put (ONE, 1, "{\"name\":\"Anciens\"}"), NULL));
  edit = sol_test_act (fixture, "edit", ONE, "{\"set\":{\"name\":\"Nous\"}}");
  batch = sol_test_take (fixture, 0);
  sol_test_answer_one (fixture, edit,
                       "\"n\":1,\"result\":\"conflict\",\"conflicts\":[{\"path\":\"name\","
                       "\"mine\":\"Nous\",\"theirs\":\"Secrets\"}]",
                       NULL);
  sol_test_apply (fixture,
                  sol_test_changes (sol_test_change (SOL_CHANGE_DROP, SOL_TEST_SCOPE, 0), NULL));
  sol_test_account_close (fixture);
  g_assert_true (is_on_disk (fixture, "user.db", "Nous"));
  g_assert_false (is_on_disk (fixture, "user.db", "Secrets"));
  g_assert_false (is_on_disk (fixture, "user.db", "Anciens"));
  sol_test_account_open (fixture);
}

/* So it does out of what he was writing there: what he typed is kept as refused. */
static void
test_lost_scope_leaves_no_draft (SolTestAccount *fixture, gconstpointer unused)
{
  g_autoptr (SolDraft) draft = sol_draft_new ("listing", ONE, SOL_TEST_ORGANISATION, 1);
  g_autoptr (SolDraft) chosen = sol_draft_new ("conflict", TWO, SOL_TEST_ORGANISATION, 0);
  g_autoptr (SolLiveList) outbox = NULL;
  const SolMutation *kept;

  sol_draft_set_documents (draft, "{\"name\":\"Anciens\",\"brand\":\"Secrets\"}",
                           "{\"name\":\"Nous\",\"brand\":\"Secrets\"}");
  sol_draft_set_documents (chosen, NULL, "{\"name\":{\"value\":\"Secrets\"}}");
  sol_test_account_save_draft (fixture, draft);
  sol_test_account_save_draft (fixture, chosen);
  sol_test_apply (fixture,
                  sol_test_changes (sol_test_change (SOL_CHANGE_DROP, SOL_TEST_SCOPE, 0), NULL));
  outbox = sol_test_outbox (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (outbox)), ==, 1);
  g_assert_cmpint (sol_outbox_entry_get_state (sol_test_entry (outbox, 0)), ==, SOL_OUTBOX_REFUSED);
  kept = sol_outbox_entry_get_mutation (sol_test_entry (outbox, 0));
  g_assert_cmpuint (json_object_get_size (kept->patch->set), ==, 1);
  sol_test_account_close (fixture);
  g_assert_true (is_on_disk (fixture, "user.db", "Nous"));
  g_assert_false (is_on_disk (fixture, "user.db", "Secrets"));
  g_assert_false (is_on_disk (fixture, "user.db", "Anciens"));
  sol_test_account_open (fixture);
}

static gboolean
is_in_a_copy (SolTestAccount *fixture, const char *text)
{
  g_autofree char *copies = sol_test_account_path (fixture, "user-copies");
  g_autoptr (GDir) dir = g_dir_open (copies, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename ("user-copies", name, NULL);

      if (is_on_disk (fixture, file, text))
        return TRUE;
    }
  return FALSE;
}

/* The copies of a day ago held all of it. */
static void
test_lost_scope_leaves_no_copy (SolTestAccount *fixture, gconstpointer unused)
{
  g_autoptr (SolDraft) draft = sol_draft_new ("listing", ONE, SOL_TEST_ORGANISATION, 1);

  sol_draft_set_documents (draft, "{\"name\":\"Secrets\"}", "{\"name\":\"Nous\"}");
  sol_test_account_save_draft (fixture, draft);
  sol_test_account_close (fixture);
  sol_test_account_open (fixture);
  g_assert_true (is_in_a_copy (fixture, "Secrets"));
  sol_test_apply (fixture,
                  sol_test_changes (sol_test_change (SOL_CHANGE_DROP, SOL_TEST_SCOPE, 0), NULL));
  g_assert_false (is_in_a_copy (fixture, "Secrets"));
}

/* What was on its way meets that he was removed before the feed says so. */
static void
test_forbidden_in_a_lost_scope_says_why (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *edit = NULL;
  g_autoptr (SolMutationBatch) batch = NULL;
  g_autoptr (SolLiveList) outbox = NULL;

  sol_test_apply (fixture, sol_test_changes (sol_test_put (ONE, 1, "{\"name\":\"A\"}"), NULL));
  edit = sol_test_act (fixture, "edit", ONE, "{\"set\":{\"name\":\"B\"}}");
  batch = sol_test_take (fixture, 0);
  sol_test_answer_one (fixture, edit, "\"n\":1,\"result\":\"forbidden\"", NULL);
  sol_test_apply (fixture,
                  sol_test_changes (sol_test_change (SOL_CHANGE_DROP, SOL_TEST_SCOPE, 0), NULL));
  outbox = sol_test_outbox (fixture);
  g_assert_cmpstr (sol_outbox_entry_get_code (sol_test_entry (outbox, 0)), ==,
                   SOL_OUTBOX_CODE_NO_ACCESS);
}

static void
send_two (SolTestAccount *fixture)
{
  g_autofree char *one = sol_test_act (fixture, "create", ONE, "{\"set\":{\"name\":\"A\"}}");
  g_autofree char *two = sol_test_act (fixture, "create", TWO, "{\"set\":{\"name\":\"B\"}}");

  sol_test_answer_all (fixture);
}

/* The server came back from a copy in which only the first of three is, and whose number two was
 * refused and then told anew. */
static void
test_restored_server_is_told_again (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *refused = NULL;
  g_autofree char *refusal = NULL;
  g_autoptr (SolMutationBatch) batch = NULL;
  g_autoptr (SolMutationBatch) offered = NULL;
  g_autoptr (SolMutationBatch) counted = NULL;
  GAsyncResult *kept = NULL;

  send_two (fixture);
  refused = sol_test_act (fixture, "edit", ONE, "{\"set\":{\"name\":\"C\"}}");
  batch = sol_test_take (fixture, 0);
  sol_test_answer_one (fixture, refused, "\"n\":3,\"result\":\"rejected\",\"code\":\"too-long\"",
                       NULL);
  sol_test_retry (fixture, refused);
  sol_test_answer_all (fixture);

  reset (fixture, TRUE);
  assert_name (fixture, ONE, "C");
  offered = sol_test_take (fixture, 0);
  g_assert_cmpuint (offered->mutations->len, ==, 3);
  g_assert_cmpint (((SolMutation *) offered->mutations->pdata[2])->n, ==, 4);

  sol_account_store_count_from_async (fixture->store, 1, NULL, sol_test_keep_result, &kept);
  finish (fixture, &kept, sol_account_store_count_from_finish);
  counted = sol_test_take (fixture, 0);
  g_assert_cmpuint (counted->mutations->len, ==, 3);
  g_assert_cmpint (((SolMutation *) counted->mutations->pdata[0])->n, ==, 1);
  g_assert_cmpint (((SolMutation *) counted->mutations->pdata[1])->n, ==, 2);
  g_assert_cmpint (((SolMutation *) counted->mutations->pdata[2])->n, ==, 3);
  assert_name (fixture, ONE, "C");
}

static void
assert_offered (SolTestAccount *fixture, guint n)
{
  g_autoptr (SolMutationBatch) batch = sol_test_take (fixture, 0);

  g_assert_cmpuint (batch != NULL ? batch->mutations->len : 0, ==, n);
}

/* An act is on its way, unanswered, and the server came back from a copy without its file. */
static void
test_restored_server_gets_files_first (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *hash = sol_test_attach (fixture, SOL_TEST_ORGANISATION);
  g_autofree char *patch = g_strdup_printf ("{\"set\":{\"name\":\"%s\"}}", hash);
  g_autofree char *made = sol_test_act (fixture, "create", ONE, patch);
  SolBlob blob = { .hash = hash };
  const SolAttachment file = { .blob = &blob, .organisation = (char *) SOL_TEST_ORGANISATION };
  GAsyncResult *kept = NULL;

  for (guint i = 0; i < 2; i++)
    {
      assert_offered (fixture, 0);
      sol_account_store_set_sent_async (fixture->store, &file, NULL, sol_test_keep_result, &kept);
      finish (fixture, &kept, sol_account_store_set_sent_finish);
      assert_offered (fixture, 1);
      reset (fixture, TRUE);
    }
}

/* A sign-out takes the cache, and with it the cursor that a restored server would refuse. */
static void
test_feed_is_known_without_cache (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *cache = sol_test_account_path (fixture, "private.db");

  follow (fixture, "one");
  send_two (fixture);
  sol_test_account_close (fixture);
  g_assert_cmpint (g_remove (cache), ==, 0);
  sol_test_account_open (fixture);

  follow (fixture, "one");
  assert_offered (fixture, 0);
  follow (fixture, "two");
  assert_offered (fixture, 2);
  sol_test_answer_all (fixture);
  follow (fixture, "two");
  assert_offered (fixture, 0);
}

static void
test_copied_folder_is_another_client (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *made = sol_test_act (fixture, "create", ONE, "{\"set\":{\"name\":\"A\"}}");
  g_autoptr (SolMutationBatch) before = sol_test_take (fixture, 0);
  g_autofree char *edit = sol_test_act (fixture, "edit", ONE, "{\"set\":{\"name\":\"B\"}}");
  g_autoptr (SolMutationBatch) after = NULL;
  SolMutation *first;
  SolMutation *second;
  GAsyncResult *kept = NULL;

  sol_account_store_become_client_async (fixture->store, NULL, sol_test_keep_result, &kept);
  finish (fixture, &kept, sol_account_store_become_client_finish);
  after = sol_test_take (fixture, 0);
  first = after->mutations->pdata[0];
  second = after->mutations->pdata[1];
  g_assert_cmpstr (after->client, !=, before->client);
  g_assert_cmpstr (first->id, ==, made);
  g_assert_cmpint (first->n, ==, 1);
  g_assert_cmpstr (second->id, ==, edit);
  g_assert_cmpstr (second->after[0], ==, made);
}

/* What was taken up before it took another name has no number; a server from before that lacks it
 * all, and gets it in its order. */
static void
test_other_client_is_told_again (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *made = sol_test_act (fixture, "create", ONE, "{\"set\":{\"name\":\"A\"}}");
  g_autofree char *later = NULL;
  g_autoptr (SolMutationBatch) offered = NULL;
  GAsyncResult *kept = NULL;

  sol_test_answer_all (fixture);
  sol_account_store_become_client_async (fixture->store, NULL, sol_test_keep_result, &kept);
  finish (fixture, &kept, sol_account_store_become_client_finish);
  later = sol_test_act (fixture, "create", TWO, "{\"set\":{\"name\":\"B\"}}");
  sol_test_answer_all (fixture);
  reset (fixture, TRUE);
  offered = sol_test_take (fixture, 0);
  g_assert_cmpuint (offered->mutations->len, ==, 2);
  g_assert_cmpstr (((SolMutation *) offered->mutations->pdata[0])->id, ==, made);
  g_assert_cmpint (((SolMutation *) offered->mutations->pdata[0])->n, ==, 1);
  g_assert_cmpstr (((SolMutation *) offered->mutations->pdata[1])->id, ==, later);
}

static void
test_taken_id_is_told_anew (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *made = sol_test_act (fixture, "create", ONE, "{\"set\":{\"name\":\"A\"}}");
  g_autoptr (SolMutationBatch) before = sol_test_take (fixture, 0);
  g_autofree char *edit = sol_test_act (fixture, "edit", ONE, "{\"set\":{\"name\":\"B\"}}");
  g_autoptr (SolMutationBatch) after = NULL;
  SolMutation *first;
  SolMutation *second;
  GAsyncResult *kept = NULL;

  sol_account_store_tell_anew_async (fixture->store, made, NULL, sol_test_keep_result, &kept);
  finish (fixture, &kept, sol_account_store_tell_anew_finish);
  after = sol_test_take (fixture, 0);
  first = after->mutations->pdata[0];
  second = after->mutations->pdata[1];
  g_assert_cmpstr (after->client, ==, before->client);
  g_assert_cmpstr (first->id, !=, made);
  g_assert_cmpint (first->n, ==, 1);
  g_assert_cmpstr (second->id, ==, edit);
  g_assert_cmpstr (second->after[0], ==, first->id);
}

static void
test_parked_act_lets_others_go (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *one = sol_test_act (fixture, "create", ONE, "{\"set\":{\"name\":\"A\"}}");
  g_autofree char *two = sol_test_act (fixture, "create", TWO, "{\"set\":{\"name\":\"B\"}}");
  g_autoptr (SolMutationBatch) alone = sol_test_take (fixture, 1);
  g_autoptr (SolMutationBatch) next = NULL;
  g_autoptr (SolLiveList) outbox = NULL;
  GAsyncResult *kept = NULL;

  sol_account_store_park_async (fixture->store, one, NULL, sol_test_keep_result, &kept);
  finish (fixture, &kept, sol_account_store_park_finish);
  next = sol_test_take (fixture, 0);
  g_assert_cmpuint (next->mutations->len, ==, 1);
  g_assert_cmpstr (((SolMutation *) next->mutations->pdata[0])->id, ==, two);
  g_assert_cmpint (((SolMutation *) next->mutations->pdata[0])->n, ==, 1);
  outbox = sol_test_outbox (fixture);
  g_assert_cmpstr (sol_outbox_entry_get_code (sol_test_entry (outbox, 0)), ==,
                   SOL_OUTBOX_CODE_SERVER_FAILED);
}

static void
name_city (JsonObject *doc, guint version)
{
  json_object_set_string_member (doc, "city", "Lyon");
}

/* The program was renewed since: what was sent once in its words is sent again in the same. */
static void
test_raised_act_is_sent_twice_alike (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *made = sol_test_act (fixture, "create", ONE, "{\"set\":{\"name\":\"A\"}}");
  g_autoptr (SolRecordClass) klass = g_type_class_ref (sol_record_registry_find ("listing"));
  g_autoptr (SolMutationBatch) first = NULL;
  g_autoptr (SolMutationBatch) second = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  klass->version++;
  klass->upgrade = name_city;
  first = sol_test_take (fixture, 0);
  second = sol_test_take (fixture, 0);
  klass->version--;
  klass->upgrade = NULL;
  before = sol_mutation_batch_to_text (first);
  after = sol_mutation_batch_to_text (second);
  g_assert_nonnull (strstr (before, "Lyon"));
  g_assert_cmpstr (before, ==, after);
}

/* One batch is for one organisation, and is not longer than the server takes. */
static void
test_batch_is_bounded (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *text = g_strnfill (7000, 'x');
  g_autofree char *patch = g_strdup_printf ("{\"set\":{\"name\":\"A\",\"description\":\"%s\"}}",
                                            text);
  guint total = 0;
  SolMutationBatch *batch;

  for (guint i = 0; i < 250; i++)
    {
      g_autofree char *id = sol_test_account_uuid (i);
      g_autofree char *made = sol_test_act (fixture, "create", id, patch);
    }
  while ((batch = sol_test_take (fixture, 0)) != NULL)
    {
      g_autofree char *body = sol_mutation_batch_to_text (batch);

      g_assert_cmpuint (batch->mutations->len, <=, SOL_MUTATION_MAX_BATCH);
      g_assert_cmpuint (strlen (body), <=, SOL_MUTATION_MAX_SIZE);
      total += batch->mutations->len;
      sol_test_answer_batch (fixture, batch);
      sol_mutation_batch_free (batch);
    }
  g_assert_cmpuint (total, ==, 250);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  sol_test_account_add ("/account-feed/reset-keeps-what-is-shown", test_reset_keeps_what_is_shown);
  sol_test_account_add ("/account-feed/reset-keeps-revisions", test_reset_keeps_revisions);
  sol_test_account_add ("/account-feed/lost-scope-leaves-no-conflict",
                        test_lost_scope_leaves_no_conflict);
  sol_test_account_add ("/account-feed/lost-scope-leaves-no-draft",
                        test_lost_scope_leaves_no_draft);
  sol_test_account_add ("/account-feed/lost-scope-leaves-no-copy", test_lost_scope_leaves_no_copy);
  sol_test_account_add ("/account-feed/forbidden-in-a-lost-scope-says-why",
                        test_forbidden_in_a_lost_scope_says_why);
  sol_test_account_add ("/account-feed/other-client-is-told-again",
                        test_other_client_is_told_again);
  sol_test_account_add ("/account-feed/restored-server-is-told-again",
                        test_restored_server_is_told_again);
  sol_test_account_add ("/account-feed/restored-server-gets-files-first",
                        test_restored_server_gets_files_first);
  sol_test_account_add ("/account-feed/feed-is-known-without-cache",
                        test_feed_is_known_without_cache);
  sol_test_account_add ("/account-feed/copied-folder-is-another-client",
                        test_copied_folder_is_another_client);
  sol_test_account_add ("/account-feed/taken-id-is-told-anew", test_taken_id_is_told_anew);
  sol_test_account_add ("/account-feed/parked-act-lets-others-go", test_parked_act_lets_others_go);
  sol_test_account_add ("/account-feed/batch-is-bounded", test_batch_is_bounded);
  sol_test_account_add ("/account-feed/raised-act-is-sent-twice-alike",
                        test_raised_act_is_sent_twice_alike);
  return g_test_run ();
}
