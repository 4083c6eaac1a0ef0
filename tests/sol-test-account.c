/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sol-test-account.h"

#include "model/sol-json.h"
#include "store/sol-account-attach.h"
#include "store/sol-database-private.h"

void
sol_test_account_add (const char *path, SolTestAccountFunc test)
{
  g_test_add (path, SolTestAccount, NULL, sol_test_account_set_up, test,
              sol_test_account_tear_down);
}

/* For the organisation of the tests alone. */
void
sol_test_account_set_acting (SolTestAccount *fixture, SolRoles roles)
{
  const SolActing acting = { SOL_TEST_ORGANISATION, roles };
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *kept = NULL;

  sol_account_store_set_acting_async (fixture->store, &acting, 1, NULL, sol_test_keep_result,
                                      &kept);
  result = sol_test_wait (&kept);
  sol_account_store_set_acting_finish (fixture->store, result, &error);
  g_assert_no_error (error);
}

void
sol_test_account_set_up (SolTestAccount *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("sol-test-XXXXXX", &error);
  g_assert_no_error (error);
  sol_test_account_open (fixture);
  sol_test_account_set_acting (fixture, SOL_ROLE_MEMBER | SOL_ROLE_MANAGER);
}

void
sol_test_account_open (SolTestAccount *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) opened = NULL;
  GAsyncResult *kept = NULL;

  sol_account_store_open_async (fixture->folder, SOL_TEST_ACCOUNT, NULL, sol_test_keep_result,
                                &kept);
  opened = sol_test_wait (&kept);
  fixture->store = sol_account_store_open_finish (opened, &error);
  g_assert_no_error (error);
}

void
sol_test_account_close (SolTestAccount *fixture)
{
  if (fixture->store != NULL)
    sol_account_store_close (fixture->store);
  g_clear_object (&fixture->store);
}

void
sol_test_account_tear_down (SolTestAccount *fixture, gconstpointer unused)
{
  sol_test_account_close (fixture);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  sol_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

/* Of a file of the account. */
char *
sol_test_account_path (SolTestAccount *fixture, const char *file)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, SOL_TEST_ACCOUNT, -1);
  g_autofree char *name = g_strdup_printf ("account-%.32s", hash);

  return g_build_filename (fixture->folder, name, file, NULL);
}

void
sol_test_account_save_draft (SolTestAccount *fixture, SolDraft *draft)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *kept = NULL;

  sol_account_store_save_draft_async (fixture->store, draft, NULL, sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  g_assert_true (sol_account_store_save_draft_finish (fixture->store, result, NULL));
}

/* What another process could write to the user's own work, or what breaks it. */
void
sol_test_account_run_sql (SolTestAccount *fixture, const char *sql)
{
  g_autofree char *path = sol_test_account_path (fixture, "user.db");
  g_autoptr (SolDatabase) db = sol_database_open (path, TRUE, NULL);
  g_autoptr (GError) error = NULL;

  sol_database_run (db, sql, &error);
  g_assert_no_error (error);
}

/* @patch: members of a mutation, such as {"set":{}} */
SolMutation *
sol_test_mutation (const char *op, const char *target, const char *patch)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) object = sol_test_json (patch);
  SolMutation *mutation = sol_mutation_new (NULL, 0, "listing", target);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  mutation->op = g_strdup (op);
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &node))
    sol_patch_read (mutation->patch, name, node, &error);
  g_assert_no_error (error);
  return mutation;
}

char *
sol_test_act_error (SolTestAccount *fixture,
                    const char *op,
                    const char *target,
                    const char *patch,
                    GError **error)
{
  g_autoptr (SolMutation) mutation = sol_test_mutation (op, target, patch);
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *kept = NULL;

  sol_account_store_act_async (fixture->store, mutation, SOL_TEST_ORGANISATION, SOL_ACT_PLAIN, NULL,
                               sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  return sol_account_store_act_finish (fixture->store, result, error);
}

char *
sol_test_act (SolTestAccount *fixture, const char *op, const char *target, const char *patch)
{
  g_autoptr (GError) error = NULL;
  char *id = sol_test_act_error (fixture, op, target, patch, &error);

  g_assert_no_error (error);
  return id;
}

SolShownRecord *
sol_test_shown (SolTestAccount *fixture, const char *target)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *kept = NULL;
  SolShownRecord *shown;

  sol_account_store_get_record_async (fixture->store, "listing", target, NULL, sol_test_keep_result,
                                      &kept);
  result = sol_test_wait (&kept);
  shown = sol_account_store_get_record_finish (fixture->store, result, &error);
  g_assert_no_error (error);
  return shown;
}

/* Returns: (nullable): %NULL when there is no record */
char *
sol_test_name_shown (SolTestAccount *fixture, const char *target)
{
  g_autoptr (SolShownRecord) shown = sol_test_shown (fixture, target);
  SolRecord *record = sol_shown_record_get_record (shown);

  return record != NULL ? g_strdup (sol_record_get_text (record, "name")) : NULL;
}

SolMutationBatch *
sol_test_take (SolTestAccount *fixture, guint max)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *kept = NULL;
  SolMutationBatch *batch;

  sol_account_store_take_batch_async (fixture->store, max, NULL, sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  batch = sol_account_store_take_batch_finish (fixture->store, result, &error);
  g_assert_no_error (error);
  return batch;
}

static GPtrArray *
parse_answers (const char *answers)
{
  g_autofree char *text = g_strdup_printf ("{\"answers\":[%s]}", answers);
  g_autoptr (GError) error = NULL;
  GPtrArray *list = sol_answers_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  return list;
}

void
sol_test_apply_answers (SolTestAccount *fixture, GPtrArray *answers)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *kept = NULL;

  sol_account_store_apply_answers_async (fixture->store, answers, NULL, sol_test_keep_result,
                                         &kept);
  result = sol_test_wait (&kept);
  sol_account_store_apply_answers_finish (fixture->store, result, &error);
  g_assert_no_error (error);
}

/* @answers: what is within the brackets of "answers" */
void
sol_test_answer (SolTestAccount *fixture, const char *answers)
{
  g_autoptr (GPtrArray) list = parse_answers (answers);

  sol_test_apply_answers (fixture, list);
}

void
sol_test_apply (SolTestAccount *fixture, GPtrArray *owned_changes)
{
  g_autoptr (GPtrArray) changes = owned_changes;
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *kept = NULL;

  sol_account_store_apply_async (fixture->store, changes, NULL, sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  sol_account_store_apply_finish (fixture->store, result, &error);
  g_assert_no_error (error);
}

/* @id: of the record; of a drop its scope, of a checkpoint its cursor */
SolChange *
sol_test_change (SolChangeKind kind, const char *id, gint64 rev)
{
  SolChange *change = g_new0 (SolChange, 1);

  change->kind = kind;
  if (kind == SOL_CHANGE_CHECKPOINT)
    change->cursor = g_strdup (id);
  else
    {
      change->type = g_strdup ("listing");
      change->id = g_strdup (id);
      change->scope = g_strdup (kind == SOL_CHANGE_DROP ? id : SOL_TEST_SCOPE);
    }
  change->rev = rev;
  change->seq = rev;
  return change;
}

SolChange *
sol_test_put (const char *id, gint64 rev, const char *doc)
{
  SolChange *change = sol_test_change (SOL_CHANGE_PUT, id, rev);

  sol_test_set_document (change, doc);
  return change;
}

GPtrArray *
sol_test_changes (SolChange *change, ...)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_change_free);
  va_list rest;

  va_start (rest, change);
  for (; change != NULL; change = va_arg (rest, SolChange *))
    g_ptr_array_add (changes, change);
  va_end (rest);
  return changes;
}

/* Loaded. */
SolLiveList *
sol_test_outbox (SolTestAccount *fixture)
{
  SolLiveList *outbox = sol_account_store_list_outbox (fixture->store);

  SOL_TEST_WAIT_UNTIL (sol_live_list_get_loaded (outbox));
  return outbox;
}

/* Returns: (transfer none): held by the list */
SolOutboxEntry *
sol_test_entry (SolLiveList *outbox, guint index)
{
  g_autoptr (SolOutboxEntry) entry = g_list_model_get_item (G_LIST_MODEL (outbox), index);

  g_assert_nonnull (entry);
  return entry;
}

/* @result: members beside id, such as "result":"applied"; @record: (nullable): its document, at the
 * revision that is in @result as "rev" */
void
sol_test_answer_one (SolTestAccount *fixture,
                     const char *id,
                     const char *result,
                     const char *record)
{
  g_autofree char *answer = g_strdup_printf ("{\"id\":\"%s\",%s%s%s}", id, result,
                                             record != NULL ? ",\"record\":" : "",
                                             record != NULL ? record : "");

  sol_test_answer (fixture, answer);
}

void
sol_test_retry (SolTestAccount *fixture, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *kept = NULL;

  sol_account_store_retry_async (fixture->store, id, NULL, sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  sol_account_store_retry_finish (fixture->store, result, &error);
  g_assert_no_error (error);
}

void
sol_test_discard (SolTestAccount *fixture, const char *id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *kept = NULL;

  sol_account_store_discard_async (fixture->store, id, NULL, sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  sol_account_store_discard_finish (fixture->store, result, error);
}

void
sol_test_undo (SolTestAccount *fixture, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *kept = NULL;

  sol_account_store_undo_discard_async (fixture->store, id, NULL, sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  sol_account_store_undo_discard_finish (fixture->store, result, &error);
  g_assert_no_error (error);
}

void
sol_test_settle (SolTestAccount *fixture, const char *id, SolConflictChoice *choice, ...)
{
  g_autoptr (GPtrArray)
      choices = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_conflict_choice_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *kept = NULL;
  va_list rest;

  va_start (rest, choice);
  for (; choice != NULL; choice = va_arg (rest, SolConflictChoice *))
    g_ptr_array_add (choices, choice);
  va_end (rest);
  sol_account_store_settle_async (fixture->store, id, choices, NULL, sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  sol_account_store_settle_finish (fixture->store, result, &error);
  g_assert_no_error (error);
}

char *
sol_test_account_uuid (guint number)
{
  return g_strdup_printf ("0193f7a0-0000-7000-8000-%012x", number);
}

/* As a server that takes up creations of a name, and tells the record. */
GPtrArray *
sol_test_make_answers (SolMutationBatch *batch)
{
  g_autoptr (GString) answers = g_string_new (NULL);

  for (guint i = 0; i < batch->mutations->len; i++)
    {
      const SolMutation *mutation = batch->mutations->pdata[i];
      const char *name = json_object_get_string_member (mutation->patch->set, "name");

      g_string_append_printf (
          answers,
          "%s{\"id\":\"%s\",\"n\":%d,\"result\":\"applied\",\"rev\":%d,\"seq\":%d,"
          "\"record\":{\"t\":\"listing\",\"id\":\"%s\",\"s\":\"" SOL_TEST_SCOPE
          "\",\"rev\":%d,\"seq\":%d,\"doc\":{\"name\":\"%s\"}}}",
          i > 0 ? "," : "", mutation->id, (int) mutation->n, (int) mutation->n, (int) mutation->n,
          mutation->target, (int) mutation->n, (int) mutation->n, name);
    }
  return parse_answers (answers->str);
}

void
sol_test_answer_batch (SolTestAccount *fixture, SolMutationBatch *batch)
{
  g_autoptr (GPtrArray) answers = sol_test_make_answers (batch);

  sol_test_apply_answers (fixture, answers);
}

/* All that waits. */
void
sol_test_answer_all (SolTestAccount *fixture)
{
  SolMutationBatch *batch;

  while ((batch = sol_test_take (fixture, 0)) != NULL)
    {
      sol_test_answer_batch (fixture, batch);
      sol_mutation_batch_free (batch);
    }
}

gboolean
sol_test_list_has (SolLiveList *records, const char *name)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (records)); i++)
    {
      g_autoptr (SolShownRecord) shown = g_list_model_get_item (G_LIST_MODEL (records), i);

      if (g_strcmp0 (sol_record_get_text (sol_shown_record_get_record (shown), "name"), name) == 0)
        return TRUE;
    }
  return FALSE;
}

/* A picture. Returns: (transfer full): its hash */
char *
sol_test_attach (SolTestAccount *fixture, const char *organisation)
{
  static const char picture[] = "\x89PNG\r\n\x1a\nand so on";
  g_autoptr (GBytes) content = g_bytes_new_static (picture, sizeof picture - 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SolBlob) blob = NULL;
  GAsyncResult *kept = NULL;

  sol_account_store_attach_bytes_async (fixture->store, content, "a.png", organisation, NULL,
                                        sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  blob = sol_account_store_attach_finish (fixture->store, result, &error);
  g_assert_no_error (error);
  return g_strdup (blob->hash);
}
