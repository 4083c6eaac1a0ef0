/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sol-test-account.h"
#include "store/sol-store-error.h"

/* What the user makes of an act that was not taken up, and what comes after it. */

#define ONE "0193f7a0-0000-7000-8000-000000000001"
#define TWO "0193f7a0-0000-7000-8000-000000000002"
#define OFFER "0193f7a0-0000-7000-8000-0000000000f1"
#define REFUSED "\"n\":1,\"result\":\"rejected\",\"code\":\"too-long\",\"arguments\":[\"name\"]"
#define RECORD(rev, doc)                                                            \
  "{\"t\":\"listing\",\"id\":\"" ONE "\",\"s\":\"" SOL_TEST_SCOPE "\",\"rev\":" rev \
  ",\"seq\":" rev ",\"doc\":" doc "}"

static void
hold (SolTestAccount *fixture, const char *doc)
{
  sol_test_apply (fixture, sol_test_changes (sol_test_put (ONE, 1, doc), NULL));
}

static void
assert_name (SolTestAccount *fixture, const char *expected)
{
  g_autofree char *name = sol_test_name_shown (fixture, ONE);

  g_assert_cmpstr (name, ==, expected);
}

static SolMutation *
take_one (SolTestAccount *fixture)
{
  g_autoptr (SolMutationBatch) batch = sol_test_take (fixture, 1);

  g_assert_nonnull (batch);
  return g_ptr_array_steal_index (batch->mutations, 0);
}

static void
test_retry_takes_those_behind_along (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *blocked = NULL;
  g_autoptr (SolMutationBatch) sent = NULL;
  g_autoptr (SolMutationBatch) again = NULL;
  SolMutation *one;
  SolMutation *two;

  hold (fixture, "{\"name\":\"A\"}");
  first = sol_test_act (fixture, "edit", ONE, "{\"set\":{\"name\":\"B\"}}");
  second = sol_test_act (fixture, "edit", ONE, "{\"set\":{\"city\":\"Lyon\"}}");
  sent = sol_test_take (fixture, 0);
  sol_test_answer_one (fixture, first, REFUSED, NULL);
  blocked = g_strdup_printf ("\"n\":2,\"result\":\"blocked\",\"by\":\"%s\"", first);
  sol_test_answer_one (fixture, second, blocked, NULL);
  g_assert_null (sol_test_take (fixture, 0));

  sol_test_retry (fixture, first);
  again = sol_test_take (fixture, 0);
  g_assert_cmpuint (again->mutations->len, ==, 2);
  one = again->mutations->pdata[0];
  two = again->mutations->pdata[1];
  g_assert_cmpstr (one->id, !=, first);
  g_assert_cmpint (one->n, ==, 3);
  g_assert_cmpint (two->n, ==, 4);
  g_assert_cmpstr (two->after[0], ==, one->id);
}

static void
test_discard_frees_those_behind (SolTestAccount *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (SolMutation) sent = NULL;

  hold (fixture, "{\"name\":\"A\"}");
  first = sol_test_act (fixture, "edit", ONE, "{\"set\":{\"name\":\"B\"}}");
  second = sol_test_act (fixture, "edit", ONE, "{\"set\":{\"city\":\"Lyon\"}}");
  sol_test_discard (fixture, first, &error);
  g_assert_no_error (error);
  assert_name (fixture, "A");
  sol_test_undo (fixture, first);
  assert_name (fixture, "B");
  sol_test_discard (fixture, first, &error);
  g_assert_no_error (error);

  sent = take_one (fixture);
  g_assert_cmpstr (sent->id, ==, second);
  g_assert_cmpint (sent->n, ==, 1);
  g_assert_null (sent->after);
}

static void
test_record_goes_with_its_making (SolTestAccount *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *made = sol_test_act (fixture, "create", ONE, "{\"set\":{\"name\":\"A\"}}");
  g_autofree char *edit = sol_test_act (fixture, "edit", ONE, "{\"set\":{\"name\":\"B\"}}");

  sol_test_discard (fixture, made, &error);
  g_assert_no_error (error);
  assert_name (fixture, NULL);
  g_assert_null (sol_test_take (fixture, 0));
  sol_test_undo (fixture, made);
  assert_name (fixture, "B");
}

static void
test_what_is_on_its_way_stays (SolTestAccount *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *made = sol_test_act (fixture, "create", ONE, "{\"set\":{\"name\":\"A\"}}");
  g_autoptr (SolMutation) sent = take_one (fixture);
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *kept = NULL;

  sol_test_discard (fixture, made, &error);
  g_assert_error (error, SOL_STORE_ERROR, SOL_STORE_ERROR_SENT);
  g_clear_error (&error);

  sol_account_store_release_async (fixture->store, NULL, sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  g_assert_true (sol_account_store_release_finish (fixture->store, result, &error));
  sol_test_discard (fixture, made, &error);
  g_assert_no_error (error);
  assert_name (fixture, NULL);
}

static char *
make_conflict (SolTestAccount *fixture)
{
  char *edit;
  g_autoptr (SolMutation) sent = NULL;

  hold (fixture, "{\"name\":\"A\",\"city\":\"Paris\"}");
  edit = sol_test_act (fixture, "edit", ONE,
                       "{\"set\":{\"name\":\"Mine\",\"city\":\"Lyon\",\"year\":2001}}");
  sent = take_one (fixture);
  sol_test_answer_one (fixture, edit,
                       "\"n\":1,\"result\":\"conflict\",\"conflicts\":[{\"path\":\"name\","
                       "\"mine\":\"Mine\",\"theirs\":\"Theirs\",\"who_name\":\"Anne\"},"
                       "{\"path\":\"city\",\"mine\":\"Lyon\",\"theirs\":\"Nice\"}]",
                       RECORD ("5", "{\"name\":\"Theirs\",\"city\":\"Nice\"}"));
  return edit;
}

static void
test_conflict_is_settled_part_by_part (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *edit = make_conflict (fixture);
  g_autoptr (SolLiveList) outbox = sol_test_outbox (fixture);
  g_autoptr (SolShownRecord) shown = sol_test_shown (fixture, ONE);
  g_autoptr (JsonNode) other = json_node_init_string (json_node_alloc (), "Metz");
  SolOutboxEntry *entry = sol_test_entry (outbox, 0);
  g_autoptr (SolMutation) sent = NULL;

  g_assert_cmpuint (sol_shown_record_get_state (shown), ==, SOL_SHOWN_CONFLICT);
  assert_name (fixture, "Mine");
  g_assert_cmpuint (json_array_get_length (sol_outbox_entry_get_conflicts (entry)), ==, 2);

  sol_test_settle (fixture, edit, sol_conflict_choice_new ("name", SOL_CHOICE_THEIRS, NULL),
                   sol_conflict_choice_new ("city", SOL_CHOICE_OTHER, other), NULL);
  SOL_TEST_WAIT_UNTIL (sol_outbox_entry_get_state (entry) == SOL_OUTBOX_WAITING);
  sent = take_one (fixture);
  g_assert_cmpint (sent->base_rev, ==, 5);
  g_assert_cmpint (sent->n, ==, 2);
  g_assert_false (json_object_has_member (sent->patch->set, "name"));
  g_assert_cmpstr (json_object_get_string_member (sent->patch->set, "city"), ==, "Metz");
  g_assert_cmpint (json_object_get_int_member (sent->patch->set, "year"), ==, 2001);
  assert_name (fixture, "Theirs");
}

static void
assert_base (SolOutboxEntry *entry, const char *path, const char *text)
{
  JsonNode *base = sol_outbox_entry_find_base (entry, path);

  g_assert_nonnull (base);
  g_assert_cmpstr (json_node_get_string (base), ==, text);
}

/* The texts are laid together over it; once a conflict is settled, over what the others wrote. */
static void
test_conflict_tells_what_he_began_with (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *edit = make_conflict (fixture);
  g_autoptr (SolLiveList) outbox = sol_test_outbox (fixture);
  SolOutboxEntry *entry = sol_test_entry (outbox, 0);
  g_autoptr (SolMutation) sent = NULL;

  assert_base (entry, "name", "A");
  g_assert_true (JSON_NODE_HOLDS_NULL (sol_outbox_entry_find_base (entry, "year")));
  g_assert_null (sol_outbox_entry_find_base (entry, "description"));

  sol_test_settle (fixture, edit, sol_conflict_choice_new ("name", SOL_CHOICE_MINE, NULL), NULL);
  SOL_TEST_WAIT_UNTIL (sol_outbox_entry_get_state (entry) == SOL_OUTBOX_WAITING);
  sent = take_one (fixture);
  sol_test_answer_one (fixture, sent->id,
                       "\"n\":2,\"result\":\"conflict\",\"conflicts\":[{\"path\":\"name\","
                       "\"mine\":\"Mine\",\"theirs\":\"Later\"}]",
                       RECORD ("6", "{\"name\":\"Later\"}"));
  SOL_TEST_WAIT_UNTIL (sol_outbox_entry_get_state (entry) == SOL_OUTBOX_CONFLICT);
  assert_base (entry, "name", "Theirs");
}

static void
test_all_theirs_leaves_nothing (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *edit = NULL;
  g_autoptr (SolMutation) sent = NULL;

  hold (fixture, "{\"name\":\"A\"}");
  edit = sol_test_act (fixture, "edit", ONE, "{\"set\":{\"name\":\"Mine\"}}");
  sent = take_one (fixture);
  sol_test_answer_one (fixture, edit,
                       "\"n\":1,\"result\":\"conflict\",\"conflicts\":[{\"path\":\"name\","
                       "\"mine\":\"Mine\",\"theirs\":\"Theirs\"}]",
                       RECORD ("5", "{\"name\":\"Theirs\"}"));
  sol_test_settle (fixture, edit, sol_conflict_choice_new ("name", SOL_CHOICE_THEIRS, NULL), NULL);
  assert_name (fixture, "Theirs");
  g_assert_null (sol_test_take (fixture, 0));
}

/* There is nothing left to choose between: what he wrote is kept as refused. */
static void
test_conflict_in_a_lost_scope_is_refused (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *edit = make_conflict (fixture);
  g_autoptr (SolLiveList) outbox = NULL;
  SolOutboxEntry *entry;

  sol_test_apply (fixture,
                  sol_test_changes (sol_test_change (SOL_CHANGE_DROP, SOL_TEST_SCOPE, 0), NULL));
  assert_name (fixture, NULL);
  outbox = sol_test_outbox (fixture);
  entry = sol_test_entry (outbox, 0);
  g_assert_cmpuint (sol_outbox_entry_get_state (entry), ==, SOL_OUTBOX_REFUSED);
  g_assert_cmpstr (sol_outbox_entry_get_code (entry), ==, SOL_OUTBOX_CODE_NO_ACCESS);
  g_assert_cmpstr (
      json_object_get_string_member (sol_outbox_entry_get_mutation (entry)->patch->set, "name"), ==,
      "Mine");
}

/* Returns: whether a refused act on %ONE says so of a field */
static gboolean
is_kept (SolLiveList *outbox, const char *type, const char *field, const char *text)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (outbox));

  for (guint i = 0; i < n; i++)
    {
      SolOutboxEntry *entry = sol_test_entry (outbox, i);
      const SolMutation *act = sol_outbox_entry_get_mutation (entry);

      if (sol_outbox_entry_get_state (entry) == SOL_OUTBOX_REFUSED &&
          g_str_equal (act->type, type) && g_str_equal (act->target, ONE) &&
          g_strcmp0 (json_object_get_string_member_with_default (act->patch->set, field, NULL),
                     text) == 0)
        return TRUE;
    }
  return FALSE;
}

/* What he wrote in place of both versions, and had not settled. */
static void
test_choice_in_a_lost_scope_is_kept (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *edit = make_conflict (fixture);
  g_autoptr (SolDraft) draft = sol_draft_new (SOL_CONFLICT_DRAFT, edit, SOL_TEST_ORGANISATION, 0);
  g_autoptr (SolLiveList) outbox = NULL;

  sol_draft_set_documents (draft, NULL,
                           "{\"name\":{\"choice\":2,\"value\":\"Third\"},"
                           "\"city\":{\"choice\":1,\"value\":\"Nice\"}}");
  sol_test_account_save_draft (fixture, draft);
  sol_test_apply (fixture,
                  sol_test_changes (sol_test_change (SOL_CHANGE_DROP, SOL_TEST_SCOPE, 0), NULL));
  outbox = sol_test_outbox (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (outbox)), ==, 2);
  g_assert_true (is_kept (outbox, "listing", "name", "Mine"));
  g_assert_true (is_kept (outbox, "listing", "name", "Third"));
  g_assert_false (is_kept (outbox, "listing", "city", "Nice"));
}

/* Returns: (transfer full): of the only draft that is left */
static char *
find_draft (SolTestAccount *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) drafts = NULL;
  GAsyncResult *kept = NULL;

  sol_account_store_list_drafts_async (fixture->store, NULL, sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  drafts = sol_account_store_list_drafts_finish (fixture->store, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (drafts->len, ==, 1);
  return g_strdup (sol_draft_get_id (drafts->pdata[0]));
}

static void
save_draft (SolTestAccount *fixture, const char *type, const char *id, const char *doc)
{
  g_autoptr (SolDraft) draft = sol_draft_new (type, id, SOL_TEST_ORGANISATION, 0);

  sol_draft_set_documents (draft, NULL, doc);
  sol_test_account_save_draft (fixture, draft);
}

/* Of one record alone: what is written of others goes on. */
static void
test_work_on_what_left_is_kept (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *edit = make_conflict (fixture);
  g_autofree char *other = sol_test_act (fixture, "create", TWO, "{\"set\":{\"name\":\"B\"}}");
  g_autoptr (SolLiveList) outbox = NULL;
  g_autofree char *left = NULL;

  save_draft (fixture, SOL_CONFLICT_DRAFT, edit, "{\"name\":{\"choice\":2,\"value\":\"Third\"}}");
  save_draft (fixture, "listing", ONE, "{\"city\":\"Nice\"}");
  save_draft (fixture, "listing", TWO, "{\"city\":\"Lyon\"}");
  sol_test_apply (fixture, sol_test_changes (sol_test_change (SOL_CHANGE_LEAVE, ONE, 6), NULL));
  outbox = sol_test_outbox (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (outbox)), ==, 4);
  g_assert_true (is_kept (outbox, "listing", "name", "Mine"));
  g_assert_true (is_kept (outbox, "listing", "name", "Third"));
  g_assert_true (is_kept (outbox, "listing", "city", "Nice"));
  left = find_draft (fixture);
  g_assert_cmpstr (left, ==, TWO);
}

/* As a newer program left it. */
static void
test_unknown_draft_in_a_lost_scope_is_kept (SolTestAccount *fixture, gconstpointer unused)
{
  g_autoptr (SolDraft) draft = sol_draft_new ("novelty", ONE, SOL_TEST_ORGANISATION, 1);
  g_autoptr (SolLiveList) outbox = NULL;

  sol_draft_set_documents (draft, "{\"name\":\"Theirs\",\"city\":\"Theirs\"}",
                           "{\"name\":\"Mine\",\"city\":\"Theirs\"}");
  sol_test_account_save_draft (fixture, draft);
  sol_test_apply (fixture,
                  sol_test_changes (sol_test_change (SOL_CHANGE_DROP, SOL_TEST_SCOPE, 0), NULL));
  outbox = sol_test_outbox (fixture);
  g_assert_true (is_kept (outbox, "novelty", "name", "Mine"));
  g_assert_false (is_kept (outbox, "novelty", "city", "Theirs"));
}

/* The others removed an offer that he wrote on. */
static void
test_item_that_left_is_kept (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *edit = NULL;
  g_autoptr (SolMutation) sent = NULL;
  g_autoptr (SolMutation) again = NULL;
  SolItemEdit *item;

  hold (fixture, "{\"name\":\"A\",\"offers\":[{\"id\":\"" OFFER "\",\"title\":\"Old\"}]}");
  edit = sol_test_act (fixture, "edit", ONE,
                       "{\"items\":[{\"act\":\"edit\",\"path\":\"offers/" OFFER
                       "\",\"set\":{\"title\":\"New\"}}]}");
  sent = take_one (fixture);
  sol_test_answer_one (fixture, edit,
                       "\"n\":1,\"result\":\"conflict\",\"conflicts\":[{\"path\":\"offers/" OFFER
                       "\",\"mine\":{\"set\":{\"title\":\"New\"}},\"theirs\":null}]",
                       RECORD ("5", "{\"name\":\"A\"}"));
  sol_test_settle (fixture, edit, sol_conflict_choice_new ("offers/" OFFER, SOL_CHOICE_MINE, NULL),
                   NULL);
  again = take_one (fixture);
  item = again->patch->items->pdata[0];
  g_assert_cmpuint (item->act, ==, SOL_ITEM_ADD);
}

static GBytes *
print (const SolMutation *mutation)
{
  char *text = sol_mutation_to_text (mutation);

  return g_bytes_new_take (text, strlen (text));
}

/* Two acts of which the second comes after the first: that one is refused, the second is on its
 * way. */
static void
send_two (SolTestAccount *fixture, char **first, char **second)
{
  g_autoptr (SolMutation) one = NULL;

  hold (fixture, "{\"name\":\"A\"}");
  *first = sol_test_act (fixture, "edit", ONE, "{\"set\":{\"name\":\"B\"}}");
  *second = sol_test_act (fixture, "edit", ONE, "{\"set\":{\"city\":\"Lyon\"}}");
  one = take_one (fixture);
  sol_test_answer_one (fixture, *first, REFUSED, NULL);
}

/* The answer may be lost: the same id with other words would be another act to the server. */
static void
test_what_was_sent_is_sent_again_as_it_was (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (SolMutation) sent = NULL;
  g_autoptr (SolMutation) again = NULL;
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;

  send_two (fixture, &first, &second);
  sent = take_one (fixture);
  g_assert_cmpstr (sent->id, ==, second);
  sol_test_retry (fixture, first);
  again = take_one (fixture);
  before = print (sent);
  after = print (again);
  g_assert_cmpmem (g_bytes_get_data (before, NULL), g_bytes_get_size (before),
                   g_bytes_get_data (after, NULL), g_bytes_get_size (after));
}

/* What held it up is no longer what it was: it does not wait for that for ever. */
static void
test_blocked_by_what_was_settled_goes_on (SolTestAccount *fixture, gconstpointer discards)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *blocked = NULL;
  g_autoptr (SolMutation) sent = NULL;
  g_autoptr (SolMutation) one = NULL;
  g_autoptr (SolMutationBatch) again = NULL;
  SolMutation *last;

  send_two (fixture, &first, &second);
  sent = take_one (fixture);
  if (GPOINTER_TO_INT (discards))
    sol_test_discard (fixture, first, &error);
  else
    sol_test_retry (fixture, first);
  g_assert_no_error (error);
  blocked = g_strdup_printf ("\"n\":2,\"result\":\"blocked\",\"by\":\"%s\"", first);
  sol_test_answer_one (fixture, second, blocked, NULL);

  again = sol_test_take (fixture, 0);
  g_assert_nonnull (again);
  g_assert_cmpuint (again->mutations->len, ==, GPOINTER_TO_INT (discards) ? 1 : 2);
  last = again->mutations->pdata[again->mutations->len - 1];
  g_assert_cmpstr (json_object_get_string_member (last->patch->set, "city"), ==, "Lyon");
  g_assert_cmpstr (last->id, !=, second);
  if (GPOINTER_TO_INT (discards))
    g_assert_null (last->after);
  else
    g_assert_cmpstr (last->after[0], ==, ((SolMutation *) again->mutations->pdata[0])->id);
}

static void
test_blocked_by_what_was_told_anew (SolTestAccount *fixture, gconstpointer unused)
{
  test_blocked_by_what_was_settled_goes_on (fixture, GINT_TO_POINTER (FALSE));
}

static void
test_blocked_by_what_was_discarded (SolTestAccount *fixture, gconstpointer unused)
{
  test_blocked_by_what_was_settled_goes_on (fixture, GINT_TO_POINTER (TRUE));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  sol_test_account_add ("/account-settle/retry-takes-those-behind-along",
                        test_retry_takes_those_behind_along);
  sol_test_account_add ("/account-settle/discard-frees-those-behind",
                        test_discard_frees_those_behind);
  sol_test_account_add ("/account-settle/record-goes-with-its-making",
                        test_record_goes_with_its_making);
  sol_test_account_add ("/account-settle/what-is-on-its-way-stays", test_what_is_on_its_way_stays);
  sol_test_account_add ("/account-settle/conflict-is-settled-part-by-part",
                        test_conflict_is_settled_part_by_part);
  sol_test_account_add ("/account-settle/all-theirs-leaves-nothing",
                        test_all_theirs_leaves_nothing);
  sol_test_account_add ("/account-settle/conflict-tells-what-he-began-with",
                        test_conflict_tells_what_he_began_with);
  sol_test_account_add ("/account-settle/conflict-in-a-lost-scope-is-refused",
                        test_conflict_in_a_lost_scope_is_refused);
  sol_test_account_add ("/account-settle/work-on-what-left-is-kept",
                        test_work_on_what_left_is_kept);
  sol_test_account_add ("/account-settle/choice-in-a-lost-scope-is-kept",
                        test_choice_in_a_lost_scope_is_kept);
  sol_test_account_add ("/account-settle/unknown-draft-in-a-lost-scope-is-kept",
                        test_unknown_draft_in_a_lost_scope_is_kept);
  sol_test_account_add ("/account-settle/item-that-left-is-kept", test_item_that_left_is_kept);
  sol_test_account_add ("/account-settle/what-was-sent-is-sent-again-as-it-was",
                        test_what_was_sent_is_sent_again_as_it_was);
  sol_test_account_add ("/account-settle/blocked-by-what-was-told-anew",
                        test_blocked_by_what_was_told_anew);
  sol_test_account_add ("/account-settle/blocked-by-what-was-discarded",
                        test_blocked_by_what_was_discarded);
  return g_test_run ();
}
