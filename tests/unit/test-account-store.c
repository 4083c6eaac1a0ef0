/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "sol-test-account.h"

#include "model/sol-model-error.h"
#include "store/sol-database-private.h"

/* What one account does and sees: the outbox and what it lays over the records. */

#define ONE "0193f7a0-0000-7000-8000-000000000001"
#define TWO "0193f7a0-0000-7000-8000-000000000002"
#define OTHER "0193f7a0-0000-7000-8000-0000000000bb"

static void
test_own_record_is_shown_at_once (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *id = sol_test_act (fixture, "create", ONE, "{\"set\":{\"name\":\"Atelier\"}}");
  g_autofree char *name = sol_test_name_shown (fixture, ONE);
  g_autoptr (SolShownRecord) shown = sol_test_shown (fixture, ONE);

  g_assert_cmpstr (name, ==, "Atelier");
  g_assert_cmpuint (sol_shown_record_get_state (shown), ==, SOL_SHOWN_WAITING);
  g_assert_cmpstr (sol_shown_record_get_fields (shown)[0], ==, "name");
  g_assert_cmpint (sol_shown_record_get_rev (shown), ==, 0);
}

static void
test_refusal_is_told_at_once (SolTestAccount *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *made = sol_test_act (fixture, "create", ONE, "{\"set\":{\"name\":\"A\"}}");
  g_autofree char *id = sol_test_act_error (fixture, "submit", ONE, "{}", &error);
  g_autoptr (SolLiveList) outbox = sol_test_outbox (fixture);

  g_assert_null (id);
  g_assert_error (error, SOL_MODEL_ERROR, SOL_MODEL_ERROR_INCOMPLETE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (outbox)), ==, 1);
}

static void
test_answer_takes_the_place_of_the_act (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *made = sol_test_act (fixture, "create", ONE, "{\"set\":{\"name\":\"A\"}}");
  g_autofree char *edit = sol_test_act (fixture, "edit", ONE, "{\"set\":{\"name\":\"B\"}}");
  g_autoptr (SolMutationBatch) batch = sol_test_take (fixture, 0);
  g_autoptr (SolLiveList) outbox = NULL;
  g_autofree char *answers = NULL;
  g_autofree char *name = NULL;
  SolMutation *second;

  g_assert_cmpuint (batch->mutations->len, ==, 2);
  g_assert_cmpstr (batch->organisation, ==, SOL_TEST_ORGANISATION);
  second = batch->mutations->pdata[1];
  g_assert_cmpint (second->n, ==, 2);
  g_assert_cmpstr (second->after[0], ==, made);

  answers = g_strdup_printf (
      "{\"id\":\"%s\",\"n\":1,\"result\":\"applied\",\"rev\":1,\"seq\":8,\"record\":{\"t\":"
      "\"listing\",\"id\":\"" ONE "\",\"s\":\"" SOL_TEST_SCOPE
      "\",\"rev\":2,\"seq\":9,\"doc\":{\"name\":\"B\",\"city\":\"Paris\"}}},"
      "{\"id\":\"%s\",\"n\":2,\"result\":\"applied\",\"rev\":2,\"seq\":9}",
      made, edit);
  sol_test_answer (fixture, answers);
  sol_test_answer (fixture, answers);
  name = sol_test_name_shown (fixture, ONE);
  g_assert_cmpstr (name, ==, "B");
  outbox = sol_test_outbox (fixture);
  g_assert_cmpuint (sol_outbox_entry_get_state (sol_test_entry (outbox, 0)), ==,
                    SOL_OUTBOX_ACKNOWLEDGED);
  g_assert_null (sol_test_take (fixture, 0));
}

/* The record that came with the answer is older than what the act made: it is laid over it still.
 */
static void
test_act_is_shown_until_the_record_has_it (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *edit = NULL;
  g_autoptr (SolMutationBatch) batch = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  sol_test_apply (fixture, sol_test_changes (sol_test_put (ONE, 3, "{\"name\":\"Old\"}"), NULL));
  edit = sol_test_act (fixture, "edit", ONE, "{\"set\":{\"name\":\"New\"}}");
  batch = sol_test_take (fixture, 0);
  sol_test_answer_one (fixture, edit, "\"n\":1,\"result\":\"applied\",\"rev\":4,\"seq\":4",
                       "{\"t\":\"listing\",\"id\":\"" ONE "\",\"s\":\"" SOL_TEST_SCOPE
                       "\",\"rev\":3,\"seq\":3,\"doc\":{\"name\":\"Old\"}}");
  first = sol_test_name_shown (fixture, ONE);
  g_assert_cmpstr (first, ==, "New");
  sol_test_apply (fixture, sol_test_changes (sol_test_put (ONE, 5, "{\"name\":\"Newer\"}"), NULL));
  second = sol_test_name_shown (fixture, ONE);
  g_assert_cmpstr (second, ==, "Newer");
}

static void
test_work_outlives_the_process (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *made = sol_test_act (fixture, "create", ONE, "{\"set\":{\"name\":\"A\"}}");
  g_autofree char *name = NULL;

  sol_test_account_close (fixture);
  sol_test_account_open (fixture);
  name = sol_test_name_shown (fixture, ONE);
  g_assert_cmpstr (name, ==, "A");
}

static void
test_list_changes_in_place (SolTestAccount *fixture, gconstpointer unused)
{
  g_autoptr (SolLiveList) records = sol_account_store_list_records (fixture->store, "listing");
  g_autofree char *made = NULL;
  g_autofree char *edit = NULL;
  g_autoptr (SolShownRecord) shown = NULL;

  SOL_TEST_WAIT_UNTIL (sol_live_list_get_loaded (records));
  sol_test_apply (fixture, sol_test_changes (sol_test_put (TWO, 1, "{\"name\":\"Z\"}"), NULL));
  made = sol_test_act (fixture, "create", ONE, "{\"set\":{\"name\":\"A\"}}");
  SOL_TEST_WAIT_UNTIL (g_list_model_get_n_items (G_LIST_MODEL (records)) == 2);
  shown = g_list_model_get_item (G_LIST_MODEL (records), 0);
  g_assert_cmpstr (sol_shown_record_get_id (shown), ==, ONE);

  edit = sol_test_act (fixture, "edit", ONE, "{\"set\":{\"name\":\"ZZ\"}}");
  SOL_TEST_WAIT_UNTIL (
      g_str_equal (sol_record_get_text (sol_shown_record_get_record (shown), "name"), "ZZ"));
  g_object_unref (shown);
  shown = g_list_model_get_item (G_LIST_MODEL (records), 1);
  g_assert_cmpstr (sol_shown_record_get_id (shown), ==, ONE);
}

static void
count (gpointer data)
{
  (*(guint *) data)++;
}

/* Who fills a page from a list does it anew at each "changed". */
static void
test_list_tells_only_what_is_in_it (SolTestAccount *fixture, gconstpointer unused)
{
  g_autoptr (SolLiveList) others = sol_account_store_list_records (fixture->store, "venue");
  g_autoptr (SolLiveList) records = sol_account_store_list_records (fixture->store, "listing");
  guint n_others = 0;
  guint n_records = 0;
  g_autofree char *made = NULL;
  g_autofree char *edit = NULL;

  g_signal_connect_swapped (others, "changed", G_CALLBACK (count), &n_others);
  g_signal_connect_swapped (records, "changed", G_CALLBACK (count), &n_records);
  SOL_TEST_WAIT_UNTIL (n_others == 1 && n_records == 1);
  made = sol_test_act (fixture, "create", ONE, "{\"set\":{\"name\":\"A\"}}");
  SOL_TEST_WAIT_UNTIL (n_records == 2);
  edit = sol_test_act (fixture, "edit", ONE, "{\"set\":{\"name\":\"B\"}}");
  SOL_TEST_WAIT_UNTIL (n_records == 3);
  g_assert_cmpuint (n_others, ==, 1);
}

static void
test_acts_on_one_record_are_listed_alone (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *other = sol_test_act (fixture, "create", TWO, "{\"set\":{\"name\":\"Z\"}}");
  g_autofree char *made = sol_test_act (fixture, "create", ONE, "{\"set\":{\"name\":\"A\"}}");
  g_autoptr (SolLiveList) acts = sol_account_store_list_outbox_of (fixture->store, "listing", ONE);
  g_autoptr (SolLiveList) none = sol_account_store_list_outbox_of (fixture->store, "venue", ONE);
  g_autofree char *edit = NULL;
  g_autofree char *more = NULL;

  SOL_TEST_WAIT_UNTIL (sol_live_list_get_loaded (acts) && sol_live_list_get_loaded (none));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (acts)), ==, 1);
  g_assert_cmpstr (sol_outbox_entry_get_id (sol_test_entry (acts, 0)), ==, made);
  more = sol_test_act (fixture, "edit", TWO, "{\"set\":{\"name\":\"ZZ\"}}");
  edit = sol_test_act (fixture, "edit", ONE, "{\"set\":{\"name\":\"AA\"}}");
  SOL_TEST_WAIT_UNTIL (g_list_model_get_n_items (G_LIST_MODEL (acts)) > 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (acts)), ==, 2);
  g_assert_cmpstr (sol_outbox_entry_get_id (sol_test_entry (acts, 1)), ==, edit);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (none)), ==, 0);
}

static void
test_lost_scope_leaves_the_disk (SolTestAccount *fixture, gconstpointer unused)
{
  g_autoptr (SolLiveList) outbox = NULL;
  g_autofree char *edit = NULL;
  g_autofree char *name = NULL;

  sol_test_apply (fixture, sol_test_changes (sol_test_put (ONE, 1, "{\"name\":\"A\"}"), NULL));
  edit = sol_test_act (fixture, "edit", ONE, "{\"set\":{\"name\":\"B\"}}");
  sol_test_apply (fixture,
                  sol_test_changes (sol_test_change (SOL_CHANGE_DROP, SOL_TEST_SCOPE, 0), NULL));
  name = sol_test_name_shown (fixture, ONE);
  g_assert_null (name);
  outbox = sol_test_outbox (fixture);
  g_assert_cmpuint (sol_outbox_entry_get_state (sol_test_entry (outbox, 0)), ==,
                    SOL_OUTBOX_REFUSED);
  g_assert_cmpstr (sol_outbox_entry_get_code (sol_test_entry (outbox, 0)), ==,
                   SOL_OUTBOX_CODE_NO_ACCESS);
}

static gboolean
file_has (SolTestAccount *fixture, const char *name, const char *word)
{
  g_autofree char *path = sol_test_account_path (fixture, name);
  g_autofree char *bytes = NULL;
  gsize length = 0;

  return g_file_get_contents (path, &bytes, &length, NULL) &&
         memmem (bytes, length, word, strlen (word)) != NULL;
}

static void
put_secret (SolTestAccount *fixture)
{
  sol_test_apply (fixture,
                  sol_test_changes (sol_test_put (ONE, 1, "{\"name\":\"Secret word\"}"),
                                    sol_test_change (SOL_CHANGE_CHECKPOINT, "c", 0), NULL));
  g_assert_true (file_has (fixture, "private.db-wal", "Secret word"));
}

static void
lose_secret (SolTestAccount *fixture)
{
  sol_test_apply (fixture,
                  sol_test_changes (sol_test_change (SOL_CHANGE_DROP, SOL_TEST_SCOPE, 0),
                                    sol_test_change (SOL_CHANGE_CHECKPOINT, "d", 0), NULL));
}

/* Neither in a page that is free now, nor in the log; which is emptied once. */
static void
test_lost_scope_leaves_no_trace (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *edit = NULL;

  put_secret (fixture);
  lose_secret (fixture);
  g_assert_false (file_has (fixture, "private.db-wal", "Secret word"));
  g_assert_false (file_has (fixture, "private.db", "Secret word"));
  edit = sol_test_act (fixture, "create", TWO, "{\"set\":{\"name\":\"Other word\"}}");
  g_assert_true (file_has (fixture, "user.db-wal", "Other word"));
}

static void
test_log_that_another_reads_is_emptied_after_him (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *path = sol_test_account_path (fixture, "private.db");
  g_autoptr (SolDatabase) reader = NULL;
  gint64 n = 0;

  put_secret (fixture);
  reader = sol_database_open (path, FALSE, NULL);
  g_assert_true (sol_database_run (reader, "BEGIN", NULL));
  g_assert_true (sol_database_get_number (reader, "SELECT count(*) FROM record", &n, NULL));
  lose_secret (fixture);
  g_assert_true (file_has (fixture, "private.db-wal", "Secret word"));
  sol_database_rollback (reader);
  sol_test_apply (fixture,
                  sol_test_changes (sol_test_change (SOL_CHANGE_CHECKPOINT, "e", 0), NULL));
  g_assert_false (file_has (fixture, "private.db-wal", "Secret word"));
}

static SolDraft *
read_draft (SolTestAccount *fixture, const char *id, const char *organisation)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *kept = NULL;
  SolDraft *draft;

  sol_account_store_get_draft_async (fixture->store, "listing", id, organisation, NULL,
                                     sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  draft = sol_account_store_get_draft_finish (fixture->store, result, &error);
  g_assert_no_error (error);
  return draft;
}

static void
discard (SolTestAccount *fixture, gboolean discarded)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *kept = NULL;

  sol_account_store_discard_draft_async (fixture->store, "listing", ONE, SOL_TEST_ORGANISATION,
                                         discarded, NULL, sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  sol_account_store_discard_draft_finish (fixture->store, result, &error);
  g_assert_no_error (error);
}

static void
test_draft_is_kept_and_comes_back (SolTestAccount *fixture, gconstpointer unused)
{
  g_autoptr (SolDraft) draft = sol_draft_new ("listing", ONE, SOL_TEST_ORGANISATION, 3);
  g_autoptr (SolDraft) found = NULL;
  g_autoptr (SolRecord) edited = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *kept = NULL;

  sol_draft_set_documents (draft, "{\"name\":\"A\"}", "{\"name\":\"B\"}");
  sol_account_store_save_draft_async (fixture->store, draft, NULL, sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  g_assert_true (sol_account_store_save_draft_finish (fixture->store, result, &error));

  discard (fixture, TRUE);
  g_assert_null (read_draft (fixture, ONE, SOL_TEST_ORGANISATION));
  discard (fixture, FALSE);
  found = read_draft (fixture, ONE, SOL_TEST_ORGANISATION);
  edited = sol_draft_make_edited (found);
  g_assert_cmpstr (sol_record_get_text (edited, "name"), ==, "B");
  g_assert_cmpstr (sol_draft_get_title (found), ==, "B");
  g_assert_cmpint (sol_draft_get_base_rev (found), ==, 3);
}

/* One page goes and saves, the next asks at once. */
static void
test_draft_is_found_before_its_keeping_is_told (SolTestAccount *fixture, gconstpointer unused)
{
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *name = g_strdup_printf ("{\"name\":\"%u\"}", i);
      g_autoptr (SolDraft) draft = sol_draft_new ("listing", ONE, SOL_TEST_ORGANISATION, 0);
      g_autoptr (SolDraft) found = NULL;

      sol_draft_set_documents (draft, NULL, name);
      sol_account_store_save_draft_async (fixture->store, draft, NULL, NULL, NULL);
      found = read_draft (fixture, ONE, SOL_TEST_ORGANISATION);
      g_assert_nonnull (found);
      g_assert_cmpstr (sol_draft_get_document (found), ==, name);
    }
}

static gint64
get_data_version (SolDatabase *db)
{
  gint64 version = 0;

  g_assert_true (sol_database_get_number (db, "PRAGMA data_version", &version, NULL));
  return version;
}

/* It is told at each sync. */
static void
test_known_roles_are_not_written_again (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *path = sol_test_account_path (fixture, "user.db");
  g_autoptr (SolDatabase) db = sol_database_open (path, FALSE, NULL);
  const gint64 version = get_data_version (db);

  sol_test_account_set_acting (fixture, SOL_ROLE_MEMBER | SOL_ROLE_MANAGER);
  g_assert_cmpint (get_data_version (db), ==, version);
  sol_test_account_set_acting (fixture, SOL_ROLE_MEMBER);
  g_assert_cmpint (get_data_version (db), !=, version);
}

static SolChange *
make_passed (const char *id)
{
  SolChange *change = sol_test_put (id, 6, "{\"name\":\"Theirs\"}");

  g_free (change->scope);
  change->scope = g_strdup ("org:" OTHER);
  return change;
}

/* @base: (nullable) */
static void
write_draft (SolTestAccount *fixture,
             const char *id,
             const char *organisation,
             const char *base,
             const char *doc)
{
  g_autoptr (SolDraft) draft = sol_draft_new ("listing", id, organisation, base != NULL ? 5 : 0);

  sol_draft_set_documents (draft, base, doc);
  sol_test_account_save_draft (fixture, draft);
}

/* Who belongs to both writes on, for the one that has it; what was never sent is of no other. */
static void
test_draft_passes_with_its_record (SolTestAccount *fixture, gconstpointer unused)
{
  g_autoptr (SolDraft) gone = NULL;
  g_autoptr (SolDraft) passed = NULL;
  g_autoptr (SolDraft) begun = NULL;

  write_draft (fixture, ONE, SOL_TEST_ORGANISATION, "{\"name\":\"Theirs\"}", "{\"name\":\"Mine\"}");
  write_draft (fixture, TWO, SOL_TEST_ORGANISATION, NULL, "{\"name\":\"Begun\"}");
  sol_test_apply (fixture, sol_test_changes (make_passed (ONE), make_passed (TWO), NULL));
  gone = read_draft (fixture, ONE, SOL_TEST_ORGANISATION);
  g_assert_null (gone);
  passed = read_draft (fixture, ONE, OTHER);
  g_assert_cmpstr (sol_draft_get_document (passed), ==, "{\"name\":\"Mine\"}");
  g_assert_cmpint (sol_draft_get_base_rev (passed), ==, 5);
  begun = read_draft (fixture, TWO, SOL_TEST_ORGANISATION);
  g_assert_cmpstr (sol_draft_get_document (begun), ==, "{\"name\":\"Begun\"}");
}

/* He wrote for both: the later one is of the one that has it, the earlier one stays what it is. */
static void
test_later_of_two_drafts_is_of_who_has_it (SolTestAccount *fixture, gconstpointer earlier)
{
  const gboolean passes = g_str_equal (earlier, OTHER);
  g_autofree char *sql = g_strdup_printf (
      "UPDATE draft SET changed_at = changed_at - 100000 WHERE organisation = '%s'",
      (const char *) earlier);
  g_autoptr (SolDraft) left = NULL;
  g_autoptr (SolDraft) passed = NULL;

  write_draft (fixture, ONE, SOL_TEST_ORGANISATION, "{}", "{\"name\":\"Here\"}");
  write_draft (fixture, ONE, OTHER, "{}", "{\"name\":\"There\"}");
  sol_test_account_run_sql (fixture, sql);
  sol_test_apply (fixture, sol_test_changes (make_passed (ONE), NULL));
  left = read_draft (fixture, ONE, SOL_TEST_ORGANISATION);
  g_assert_true ((left == NULL) == passes);
  passed = read_draft (fixture, ONE, OTHER);
  g_assert_cmpstr (sol_draft_get_document (passed), ==,
                   passes ? "{\"name\":\"Here\"}" : "{\"name\":\"There\"}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  sol_test_account_add ("/account-store/own-record-is-shown-at-once",
                        test_own_record_is_shown_at_once);
  sol_test_account_add ("/account-store/refusal-is-told-at-once", test_refusal_is_told_at_once);
  sol_test_account_add ("/account-store/answer-takes-the-place-of-the-act",
                        test_answer_takes_the_place_of_the_act);
  sol_test_account_add ("/account-store/act-is-shown-until-the-record-has-it",
                        test_act_is_shown_until_the_record_has_it);
  sol_test_account_add ("/account-store/work-outlives-the-process", test_work_outlives_the_process);
  sol_test_account_add ("/account-store/list-changes-in-place", test_list_changes_in_place);
  sol_test_account_add ("/account-store/list-tells-only-what-is-in-it",
                        test_list_tells_only_what_is_in_it);
  sol_test_account_add ("/account-store/acts-on-one-record-are-listed-alone",
                        test_acts_on_one_record_are_listed_alone);
  sol_test_account_add ("/account-store/lost-scope-leaves-the-disk",
                        test_lost_scope_leaves_the_disk);
  sol_test_account_add ("/account-store/lost-scope-leaves-no-trace",
                        test_lost_scope_leaves_no_trace);
  sol_test_account_add ("/account-store/log-that-another-reads-is-emptied-after-him",
                        test_log_that_another_reads_is_emptied_after_him);
  sol_test_account_add ("/account-store/draft-is-kept-and-comes-back",
                        test_draft_is_kept_and_comes_back);
  sol_test_account_add ("/account-store/draft-is-found-before-its-keeping-is-told",
                        test_draft_is_found_before_its_keeping_is_told);
  sol_test_account_add ("/account-store/known-roles-are-not-written-again",
                        test_known_roles_are_not_written_again);
  sol_test_account_add ("/account-store/draft-passes-with-its-record",
                        test_draft_passes_with_its_record);
  g_test_add ("/account-store/later-draft-of-who-had-it-passes", SolTestAccount, OTHER,
              sol_test_account_set_up, test_later_of_two_drafts_is_of_who_has_it,
              sol_test_account_tear_down);
  g_test_add ("/account-store/later-draft-of-who-has-it-stays", SolTestAccount,
              SOL_TEST_ORGANISATION, sol_test_account_set_up,
              test_later_of_two_drafts_is_of_who_has_it, sol_test_account_tear_down);
  return g_test_run ();
}
