/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "sol-test-account.h"
#include "store/sol-account-attach.h"
#include "store/sol-account-backup.h"
#include "store/sol-account-drafts.h"
#include "store/sol-store-error.h"

/* One's own work in one file, and back. */

#define ONE "0193f7a0-0000-7000-8000-000000000001"
#define TWO "0193f7a0-0000-7000-8000-000000000002"
#define LONG (5 * 1024 * 1024) /* bytes */

static GFile *
get_file (SolTestAccount *fixture)
{
  return g_file_new_build_filename (fixture->folder, "work.jsonl", NULL);
}

static SolBackupCounts
back_up (SolTestAccount *fixture)
{
  g_autoptr (GFile) file = get_file (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *kept = NULL;
  SolBackupCounts counts = { 0 };

  sol_account_store_back_up_async (fixture->store, file, NULL, sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  sol_account_store_back_up_finish (fixture->store, result, &counts, &error);
  g_assert_no_error (error);
  return counts;
}

static SolBackupCounts
restore (SolTestAccount *fixture, GError **error)
{
  g_autoptr (GFile) file = get_file (fixture);
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *kept = NULL;
  SolBackupCounts counts = { 0 };

  sol_account_store_restore_async (fixture->store, file, NULL, sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  sol_account_store_restore_finish (fixture->store, result, &counts, error);
  return counts;
}

static void
save_draft (SolTestAccount *fixture, const char *name)
{
  g_autoptr (SolDraft) draft = sol_draft_new ("listing", TWO, SOL_TEST_ORGANISATION, 0);
  g_autofree char *doc = g_strdup_printf ("{\"name\":\"%s\"}", name);

  sol_draft_set_documents (draft, NULL, doc);
  sol_test_account_save_draft (fixture, draft);
}

/* On a machine that has nothing. */
static void
move_house (SolTestAccount *fixture)
{
  g_autofree char *folder = sol_test_account_path (fixture, NULL);

  sol_test_account_close (fixture);
  sol_test_remove_folder (folder);
  sol_test_account_open (fixture);
}

static void
test_work_comes_back_once (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *made = sol_test_act (fixture, "create", ONE, "{\"set\":{\"name\":\"A\"}}");
  g_autofree char *edit = sol_test_act (fixture, "edit", ONE, "{\"set\":{\"name\":\"B\"}}");
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  g_autoptr (SolMutationBatch) before = NULL;
  g_autoptr (SolMutationBatch) after = NULL;
  SolBackupCounts counts;
  SolMutation *first;
  SolMutation *second;

  save_draft (fixture, "Draft");
  before = sol_test_take (fixture, 1);
  counts = back_up (fixture);
  g_assert_cmpuint (counts.n_acts, ==, 2);
  g_assert_cmpuint (counts.n_drafts, ==, 1);
  counts = restore (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (counts.n_known, ==, 3);
  g_assert_cmpuint (counts.n_acts, ==, 0);

  move_house (fixture);
  counts = restore (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (counts.n_acts, ==, 2);
  g_assert_cmpuint (counts.n_drafts, ==, 1);
  counts = restore (fixture, &error);
  g_assert_cmpuint (counts.n_known, ==, 3);

  name = sol_test_name_shown (fixture, ONE);
  g_assert_cmpstr (name, ==, "B");
  after = sol_test_take (fixture, 0);
  first = after->mutations->pdata[0];
  second = after->mutations->pdata[1];
  g_assert_cmpuint (after->mutations->len, ==, 2);
  g_assert_cmpstr (first->id, ==, made);
  g_assert_cmpstr (second->after[0], ==, first->id);
  g_assert_cmpstr (after->client, !=, before->client);
}

/* However much he wrote, what is written is read. */
static void
test_long_draft_comes_back (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *text = g_strnfill (LONG, 'x');
  g_autoptr (GError) error = NULL;
  SolBackupCounts counts;

  save_draft (fixture, text);
  back_up (fixture);
  move_house (fixture);
  counts = restore (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (counts.n_drafts, ==, 1);
}

/* A conflict that is settled on the new machine is put together over it. */
static void
test_beginning_of_a_conflict_comes_along (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *edit = NULL;
  g_autoptr (SolMutationBatch) sent = NULL;
  g_autoptr (SolLiveList) outbox = NULL;
  JsonNode *base;

  sol_test_apply (fixture, sol_test_changes (sol_test_put (ONE, 4, "{\"name\":\"A\"}"), NULL));
  edit = sol_test_act (fixture, "edit", ONE, "{\"set\":{\"name\":\"B\"}}");
  sent = sol_test_take (fixture, 0);
  sol_test_answer_one (fixture, edit,
                       "\"n\":1,\"result\":\"conflict\",\"conflicts\":[{\"path\":\"name\","
                       "\"mine\":\"B\",\"theirs\":\"C\"}]",
                       NULL);
  back_up (fixture);
  move_house (fixture);
  restore (fixture, NULL);
  outbox = sol_test_outbox (fixture);
  base = sol_outbox_entry_find_base (sol_test_entry (outbox, 0), "name");
  g_assert_nonnull (base);
  g_assert_cmpstr (json_node_get_string (base), ==, "A");
}

static GPtrArray *
list_drafts (SolTestAccount *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *kept = NULL;

  sol_account_store_list_drafts_async (fixture->store, NULL, sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  return sol_account_store_list_drafts_finish (fixture->store, result, NULL);
}

static guint
count_drafts (SolTestAccount *fixture)
{
  g_autoptr (GPtrArray) drafts = list_drafts (fixture);

  return drafts->len;
}

static void
discard_draft (SolTestAccount *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *kept = NULL;

  sol_account_store_discard_draft_async (fixture->store, "listing", TWO, SOL_TEST_ORGANISATION,
                                         TRUE, NULL, sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  g_assert_true (sol_account_store_discard_draft_finish (fixture->store, result, NULL));
}

static void
test_later_draft_stays (SolTestAccount *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) drafts = NULL;

  save_draft (fixture, "Earlier");
  back_up (fixture);
  save_draft (fixture, "Later");
  restore (fixture, NULL);
  drafts = list_drafts (fixture);
  g_assert_cmpuint (drafts->len, ==, 1);
  g_assert_cmpstr (sol_draft_get_title (drafts->pdata[0]), ==, "Later");
}

/* Of another computer, say: neither is lost. */
static void
test_earlier_draft_stays_beside (SolTestAccount *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) drafts = NULL;

  save_draft (fixture, "Later");
  back_up (fixture);
  move_house (fixture);
  save_draft (fixture, "Earlier");
  sol_test_account_run_sql (fixture, "UPDATE draft SET changed_at = 1");
  restore (fixture, NULL);
  restore (fixture, NULL);
  drafts = list_drafts (fixture);
  g_assert_cmpuint (drafts->len, ==, 2);
  g_assert_cmpstr (sol_draft_get_title (drafts->pdata[0]), ==, "Later");
  g_assert_cmpstr (sol_draft_get_id (drafts->pdata[0]), ==, TWO);
  g_assert_cmpstr (sol_draft_get_title (drafts->pdata[1]), ==, "Earlier");
}

/* What was discarded after the back-up, by mistake. */
static void
test_what_was_discarded_comes_back (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *made = sol_test_act (fixture, "create", ONE, "{\"set\":{\"name\":\"A\"}}");
  g_autofree char *edit = sol_test_act (fixture, "edit", ONE, "{\"set\":{\"name\":\"B\"}}");
  g_autofree char *name = NULL;
  g_autoptr (GError) error = NULL;
  SolBackupCounts counts;

  save_draft (fixture, "Draft");
  back_up (fixture);
  sol_test_discard (fixture, made, &error);
  g_assert_no_error (error);
  discard_draft (fixture);
  g_assert_cmpuint (count_drafts (fixture), ==, 0);
  counts = restore (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (counts.n_acts, ==, 2);
  g_assert_cmpuint (counts.n_drafts, ==, 1);
  g_assert_cmpuint (counts.n_known, ==, 0);
  g_assert_cmpuint (count_drafts (fixture), ==, 1);
  name = sol_test_name_shown (fixture, ONE);
  g_assert_cmpstr (name, ==, "B");
  counts = restore (fixture, &error);
  g_assert_cmpuint (counts.n_known, ==, 3);
}

/* Cut at each line end and within each line: all of it or nothing. */
static void
test_cut_file_restores_nothing (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *made = sol_test_act (fixture, "create", ONE, "{\"set\":{\"name\":\"A\"}}");
  g_autoptr (GFile) file = get_file (fixture);
  g_autofree char *text = NULL;
  gsize length;

  back_up (fixture);
  g_assert_true (g_file_load_contents (file, NULL, &text, &length, NULL, NULL));
  move_house (fixture);
  for (gsize cut = 0; cut + 2 < length; cut += 7)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_replace_contents (file, text, cut, NULL, FALSE, 0, NULL, NULL, NULL));
      restore (fixture, &error);
      g_assert_error (error, SOL_STORE_ERROR, SOL_STORE_ERROR_NO_BACKUP);
    }
  g_assert_null (sol_test_take (fixture, 0));
}

static SolBlob *
attach (SolTestAccount *fixture, GBytes *content)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *kept = NULL;

  sol_account_store_attach_bytes_async (fixture->store, content, "logo.png", SOL_TEST_ORGANISATION,
                                        NULL, sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  return sol_account_store_attach_finish (fixture->store, result, NULL);
}

static GBytes *
load (SolTestAccount *fixture, const char *hash)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *kept = NULL;

  sol_account_store_load_blob_async (fixture->store, hash, NULL, sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  return sol_account_store_load_blob_finish (fixture->store, result, NULL);
}

static GPtrArray *
list_unsent (SolTestAccount *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *kept = NULL;

  sol_account_store_list_unsent_async (fixture->store, NULL, sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  return sol_account_store_list_unsent_finish (fixture->store, result, NULL);
}

/* Of several parts. */
static GBytes *
make_picture (void)
{
  const gsize size = 2500 * 1000;
  char *content = g_malloc0 (size);

  memcpy (content, "\x89PNG\r\n\x1a\n", 8);
  content[size - 1] = 'x';
  return g_bytes_new_take (content, size);
}

static char *
act_with (SolTestAccount *fixture, const SolBlob *blob)
{
  g_autofree char *patch = g_strdup_printf ("{\"set\":{\"name\":\"A\",\"logo\":{\"hash\":\"%s\","
                                            "\"name\":\"logo.png\",\"size\":%" G_GINT64_FORMAT
                                            ",\"type\":\"image/png\"}}}",
                                            blob->hash, blob->size);

  return sol_test_act (fixture, "create", ONE, patch);
}

static void
test_attached_file_comes_back (SolTestAccount *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) picture = make_picture ();
  g_autoptr (SolBlob) blob = attach (fixture, picture);
  g_autofree char *made = act_with (fixture, blob);
  g_autoptr (GPtrArray) unsent = NULL;
  g_autoptr (GBytes) back = NULL;
  g_autoptr (GError) error = NULL;

  back_up (fixture);
  move_house (fixture);
  restore (fixture, &error);
  g_assert_no_error (error);
  back = load (fixture, blob->hash);
  g_assert_true (back != NULL && g_bytes_equal (back, picture));
  unsent = list_unsent (fixture);
  g_assert_cmpuint (unsent->len, ==, 1);
  g_assert_cmpstr (((SolAttachment *) unsent->pdata[0])->organisation, ==, SOL_TEST_ORGANISATION);
  g_assert_null (sol_test_take (fixture, 0)); /* its act waits for it */
}

/* One letter of the file is another one. */
static void
test_file_that_was_changed_restores_nothing (SolTestAccount *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) picture = make_picture ();
  g_autoptr (SolBlob) blob = attach (fixture, picture);
  g_autofree char *made = act_with (fixture, blob);
  g_autoptr (GFile) file = get_file (fixture);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  char *part;
  gsize length;

  back_up (fixture);
  g_assert_true (g_file_load_contents (file, NULL, &text, &length, NULL, NULL));
  part = strstr (text, "{\"part\"");
  g_assert_nonnull (part);
  part[1000] = part[1000] == 'A' ? 'B' : 'A';
  g_assert_true (g_file_replace_contents (file, text, length, NULL, FALSE, 0, NULL, NULL, NULL));
  move_house (fixture);
  restore (fixture, &error);
  g_assert_error (error, SOL_STORE_ERROR, SOL_STORE_ERROR_NO_BACKUP);
  g_assert_null (sol_test_take (fixture, 0));
  g_assert_null (load (fixture, blob->hash));
}

static void
assert_fails (SolTestAccount *fixture, SolStoreError code)
{
  g_autoptr (GFile) file = get_file (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *kept = NULL;

  sol_account_store_back_up_async (fixture->store, file, NULL, sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  g_assert_false (sol_account_store_back_up_finish (fixture->store, result, NULL, &error));
  g_assert_error (error, SOL_STORE_ERROR, (int) code);
}

/* Files may not be as long as this back-up. */
static void
test_what_was_there_stays_until_all_is_written (SolTestAccount *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) picture = make_picture ();
  g_autoptr (SolBlob) blob = attach (fixture, picture);
  g_autofree char *made = act_with (fixture, blob);
  g_autoptr (GFile) file = get_file (fixture);
  g_autofree char *text = NULL;
  struct rlimit limit;
  rlim_t before;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  before = limit.rlim_cur;
  limit.rlim_cur = 1000 * 1000;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  assert_fails (fixture, SOL_STORE_ERROR_FAILED);
  g_assert_false (g_file_query_exists (file, NULL));
  g_assert_true (g_file_replace_contents (file, "old", 3, NULL, FALSE, 0, NULL, NULL, NULL));
  assert_fails (fixture, SOL_STORE_ERROR_FAILED);
  limit.rlim_cur = before;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  g_assert_true (g_file_load_contents (file, NULL, &text, NULL, NULL, NULL));
  g_assert_true (g_str_equal (text, "old")); /* too long to be printed */
  back_up (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  sol_test_account_add ("/account-backup/work-comes-back-once", test_work_comes_back_once);
  sol_test_account_add ("/account-backup/long-draft-comes-back", test_long_draft_comes_back);
  sol_test_account_add ("/account-backup/beginning-of-a-conflict",
                        test_beginning_of_a_conflict_comes_along);
  sol_test_account_add ("/account-backup/later-draft-stays", test_later_draft_stays);
  sol_test_account_add ("/account-backup/earlier-draft-stays-beside",
                        test_earlier_draft_stays_beside);
  sol_test_account_add ("/account-backup/what-was-discarded-comes-back",
                        test_what_was_discarded_comes_back);
  sol_test_account_add ("/account-backup/cut-file-restores-nothing",
                        test_cut_file_restores_nothing);
  sol_test_account_add ("/account-backup/attached-file-comes-back", test_attached_file_comes_back);
  sol_test_account_add ("/account-backup/file-that-was-changed-restores-nothing",
                        test_file_that_was_changed_restores_nothing);
  sol_test_account_add ("/account-backup/what-was-there-stays",
                        test_what_was_there_stays_until_all_is_written);
  return g_test_run ();
}
