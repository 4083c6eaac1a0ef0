/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-listing.h"
#include "model/sol-model-error.h"
#include "model/sol-mutation-run.h"
#include "sol-test-support.h"

#define ID "01928374-0000-7000-8000-000000000001"

static const SolActor member = { "u1", "a", SOL_ROLE_MEMBER };
static const SolActor manager = { "u2", "a", SOL_ROLE_MANAGER };
static const SolActor stranger = { "u3", "b", SOL_ROLE_MANAGER };
static const SolActor moderator = { "u4", NULL, SOL_ROLE_MODERATOR };

typedef struct
{
  SolMutationTarget target;
  GPtrArray *conflicts;
  GPtrArray *effects;
  GError *error;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->target.record = sol_record_new_from_text (SOL_TYPE_LISTING, 0, ID, "org:a", 3,
                                                  "{\"name\":\"A\",\"note\":\"n\"}", NULL);
  self->target.revisions = sol_revisions_new_from_text (
      "{\"note\":[3,\"u9\",\"other\",\"2026-11-26T12:00:00Z\"]}");
  self->conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_conflict_free);
  self->effects = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_effect_free);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->target.record);
  sol_revisions_free (self->target.revisions);
  g_ptr_array_unref (self->conflicts);
  g_ptr_array_unref (self->effects);
  g_clear_error (&self->error);
}

static SolVerdict
run (Fixture *self, const SolActor *actor, const char *op, gint64 base_rev, const char *set)
{
  g_autoptr (SolMutation) mutation = sol_mutation_new (ID, 1, "listing", ID);
  SolOperationContext context = { .actor = actor,
                                  .moment = "2026-11-26T12:00:00Z",
                                  .effects = self->effects };

  g_ptr_array_set_size (self->conflicts, 0);
  g_ptr_array_set_size (self->effects, 0);
  g_clear_error (&self->error);
  mutation->op = g_strdup (op);
  mutation->base_rev = base_rev;
  if (set != NULL)
    mutation->patch->set = sol_test_json (set);
  return sol_mutation_run (mutation, "mine", &self->target, &context, self->conflicts,
                           &self->error);
}

static SolRecord *
get_result (Fixture *self)
{
  g_assert_cmpuint (self->effects->len, ==, 1);
  return ((SolEffect *) self->effects->pdata[0])->record;
}

static void
test_member_edits (Fixture *self, gconstpointer data)
{
  g_assert_cmpint (run (self, &member, "edit", 1, "{\"name\":\"B\"}"), ==, SOL_VERDICT_APPLIED);
  g_assert_cmpstr (sol_record_get_text (get_result (self), "name"), ==, "B");
  g_assert_cmpint (run (self, &member, "edit", 1, "{\"state\":\"published\"}"), ==,
                   SOL_VERDICT_REJECTED);
  g_assert_error (self->error, SOL_MODEL_ERROR, SOL_MODEL_ERROR_UNKNOWN_FIELD);
  g_assert_cmpint (run (self, &member, "edit", 1, "{\"note\":\"m\"}"), ==, SOL_VERDICT_CONFLICT);
  g_assert_cmpuint (self->conflicts->len, ==, 1);
  g_assert_cmpint (run (self, &member, "edit", 3, "{\"note\":\"m\"}"), ==, SOL_VERDICT_APPLIED);
}

static void
hold (Fixture *self, const char *doc)
{
  g_clear_object (&self->target.record);
  self->target.record = sol_record_new_from_text (SOL_TYPE_LISTING, 0, ID, "org:a", 3, doc, NULL);
}

/* What nobody could submit, nobody publishes. */
static void
test_what_others_see_stays_whole (Fixture *self, gconstpointer data)
{
#define WHOLE                                                                                    \
  "{\"name\":\"A\",\"kind\":\"ACI\",\"siret\":\"73282932000074\",\"activities\":[{\"id\":\"a\"," \
  "\"sector\":"                                                                                  \
  "\"b\"}],\"state\":"
  hold (self, WHOLE "\"submitted\"}");
  g_assert_cmpint (run (self, &member, "edit", 3, "{\"siret\":null}"), ==, SOL_VERDICT_APPLIED);
  g_assert_cmpint (run (self, &moderator, "publish", 3, NULL), ==, SOL_VERDICT_APPLIED);
  hold (self, "{\"name\":\"A\",\"state\":\"submitted\"}");
  g_assert_cmpint (run (self, &moderator, "publish", 3, NULL), ==, SOL_VERDICT_REJECTED);
  g_assert_error (self->error, SOL_MODEL_ERROR, SOL_MODEL_ERROR_INCOMPLETE);
}

/* Buyers see what a moderator saw: an edit of it is a draft again, and they go on seeing that. */
static void
test_published_is_not_edited_in_sight (Fixture *self, gconstpointer data)
{
  hold (self, WHOLE "\"published\",\"verified_on\":\"2026-11-26\"}");
  g_assert_cmpint (run (self, &member, "edit", 3, "{\"siret\":null}"), ==, SOL_VERDICT_APPLIED);
  g_assert_cmpstr (sol_record_get_text (get_result (self), "state"), ==, "draft");
  g_assert_cmpstr (sol_record_get_text (get_result (self), "state_by"), ==, "u1");
  g_assert_cmpstr (sol_record_get_text (get_result (self), "verified_on"), ==, "2026-11-26");
  g_assert_cmpint (run (self, &member, "edit", 3, "{\"note\":\"m\"}"), ==, SOL_VERDICT_APPLIED);
  g_assert_cmpstr (sol_record_get_text (get_result (self), "state"), ==, "published");
  g_assert_cmpint (run (self, &manager, "edit", 3, "{\"name\":\"A\"}"), ==, SOL_VERDICT_APPLIED);
  g_assert_cmpstr (sol_record_get_text (get_result (self), "state"), ==, "published");
}

static void
test_published_is_not_deleted (Fixture *self, gconstpointer data)
{
  const char *const seen[] = { "{\"name\":\"A\",\"state\":\"published\"}",
                               "{\"name\":\"A\",\"verified_on\":\"2026-11-26\"}" };

  for (guint i = 0; i < G_N_ELEMENTS (seen); i++)
    {
      hold (self, seen[i]);
      g_assert_cmpint (run (self, &manager, "delete", 3, NULL), ==, SOL_VERDICT_REJECTED);
      g_assert_error (self->error, SOL_MODEL_ERROR, SOL_MODEL_ERROR_WRONG_STATE);
    }
  hold (self, "{\"name\":\"A\",\"state\":\"archived\"}");
  g_assert_cmpint (run (self, &manager, "delete", 3, NULL), ==, SOL_VERDICT_APPLIED);
}

static void
set_revisions (Fixture *self, const char *path, gboolean removed)
{
  g_autofree char *lines = g_strdup_printf (
      "{\"%s\":[3,\"u9\",\"other\",\"2026-11-26T12:00:00Z\"%s]}", path, removed ? ",true" : "");

  sol_revisions_free (self->target.revisions);
  self->target.revisions = sol_revisions_new_from_text (lines);
}

/* A moderator says yes to what he saw. */
static void
test_verdict_is_on_what_was_seen (Fixture *self, gconstpointer data)
{
  hold (self, WHOLE "\"submitted\"}");
  set_revisions (self, "state", FALSE);
  g_assert_cmpint (run (self, &moderator, "publish", 2, NULL), ==, SOL_VERDICT_APPLIED);
  set_revisions (self, "argument/need", FALSE); /* nobody shows it to him */
  g_assert_cmpint (run (self, &moderator, "publish", 2, NULL), ==, SOL_VERDICT_APPLIED);
  set_revisions (self, "description", FALSE);
  g_assert_cmpint (run (self, &moderator, "publish", 2, NULL), ==, SOL_VERDICT_CONFLICT);
  g_assert_cmpstr (((SolConflict *) self->conflicts->pdata[0])->path, ==, "description");
  g_assert_cmpint (run (self, &moderator, "ask_changes", 2, "{\"remark\":\"r\"}"), ==,
                   SOL_VERDICT_CONFLICT);
  g_assert_cmpint (run (self, &moderator, "publish", 3, NULL), ==, SOL_VERDICT_APPLIED);
  set_revisions (self, "criteria/c/evidence/e", TRUE);
  g_assert_cmpint (run (self, &moderator, "publish", 2, NULL), ==, SOL_VERDICT_CONFLICT);
  set_revisions (self, "networks", TRUE);
  g_assert_cmpint (run (self, &moderator, "publish", 2, NULL), ==, SOL_VERDICT_CONFLICT);
}

/* One line of the feed that is too long would stop all who read it. */
static void
test_records_have_a_limit (Fixture *self, gconstpointer data)
{
  g_autofree char *code = g_strnfill (60 * 1024, 'x');
  g_autoptr (GString) codes = g_string_new ("{\"name\":\"A\",\"networks\":[\"n\"");

  for (guint i = 0; i < 8; i++)
    g_string_append_printf (codes, ",\"%u%s\"", i, code);
  g_string_append (codes, "]}");
  hold (self, codes->str);
  g_assert_cmpint (run (self, &member, "edit", 3, "{\"city\":\"C\"}"), ==, SOL_VERDICT_APPLIED);
  g_string_truncate (codes, codes->len - 2);
  g_string_append_printf (codes, ",\"%s\"]}", code);
  hold (self, codes->str);
  g_assert_cmpint (run (self, &member, "edit", 3, "{\"city\":\"C\"}"), ==, SOL_VERDICT_REJECTED);
  g_assert_error (self->error, SOL_MODEL_ERROR, SOL_MODEL_ERROR_TOO_LONG);
}

static void
test_revision_to_come_excuses_nothing (Fixture *self, gconstpointer data)
{
  g_assert_cmpint (run (self, &member, "edit", 4, "{\"note\":\"m\"}"), ==, SOL_VERDICT_CONFLICT);
  g_assert_cmpint (run (self, &member, "delete", 4, NULL), ==, SOL_VERDICT_CONFLICT);
  g_assert_cmpint (run (self, &member, "edit", 4, "{\"name\":\"B\"}"), ==, SOL_VERDICT_APPLIED);
}

/* Nothing tells a stranger whether there is such a record. */
static void
test_stranger_learns_nothing (Fixture *self, gconstpointer data)
{
  const char *const ops[] = { "edit", "delete", "restore", "submit" };

  for (guint i = 0; i < G_N_ELEMENTS (ops); i++)
    {
      self->target.deleted = FALSE;
      g_assert_cmpint (run (self, &stranger, ops[i], 3, NULL), ==, SOL_VERDICT_FORBIDDEN);
      self->target.deleted = TRUE;
      g_assert_cmpint (run (self, &stranger, ops[i], 3, NULL), ==, SOL_VERDICT_FORBIDDEN);
    }
  g_clear_object (&self->target.record);
  self->target.deleted = FALSE;
  g_assert_cmpint (run (self, &stranger, "edit", 3, NULL), ==, SOL_VERDICT_FORBIDDEN);
}

static void
test_created_in_ones_own_organisation (Fixture *self, gconstpointer data)
{
  const SolActor person = { "u5", NULL, SOL_ROLE_NONE };

  g_assert_cmpint (run (self, &member, "create", 0, "{\"name\":\"N\"}"), ==, SOL_VERDICT_REJECTED);
  g_clear_object (&self->target.record);
  g_assert_cmpint (run (self, &person, "create", 0, "{\"name\":\"N\"}"), ==, SOL_VERDICT_FORBIDDEN);
  g_assert_cmpint (run (self, &stranger, "create", 0, "{\"name\":\"N\"}"), ==, SOL_VERDICT_APPLIED);
  g_assert_cmpstr (sol_record_get_scope (get_result (self)), ==, "org:b");
  g_assert_cmpstr (sol_record_get_id (get_result (self)), ==, ID);
}

static void
test_deletion_respects_what_it_did_not_see (Fixture *self, gconstpointer data)
{
  g_assert_cmpint (run (self, &member, "delete", 2, NULL), ==, SOL_VERDICT_CONFLICT);
  g_assert_cmpstr (((SolConflict *) self->conflicts->pdata[0])->path, ==, "note");
  g_assert_cmpint (run (self, &member, "delete", 3, NULL), ==, SOL_VERDICT_APPLIED);
  g_assert_true (((SolEffect *) self->effects->pdata[0])->removed);
}

static void
test_deleted_is_gone_until_restored (Fixture *self, gconstpointer data)
{
  g_assert_cmpint (run (self, &member, "restore", 3, NULL), ==, SOL_VERDICT_REJECTED);
  self->target.deleted = TRUE;
  g_assert_cmpint (run (self, &member, "edit", 3, "{\"name\":\"B\"}"), ==, SOL_VERDICT_GONE);
  g_assert_cmpint (run (self, &manager, "submit", 3, NULL), ==, SOL_VERDICT_GONE);
  g_assert_cmpint (run (self, &member, "restore", 3, NULL), ==, SOL_VERDICT_GONE);
  self->target.restorable = TRUE;
  g_assert_cmpint (run (self, &member, "restore", 3, NULL), ==, SOL_VERDICT_APPLIED);
  g_assert_cmpstr (sol_record_get_text (get_result (self), "name"), ==, "A");
}

static void
test_operation_does_not_overwrite (Fixture *self, gconstpointer data)
{
  g_autoptr (JsonObject) whole = sol_test_json (
      "{\"name\":\"A\",\"note\":\"n\",\"siret\":\"80000000000017\",\"kind\":\"ACI\","
      "\"activities\":[{\"id\":\"a\",\"sector\":\"bread\"}]}");

  sol_record_load (self->target.record, ID, "org:a", 3, whole);
  g_assert_cmpint (run (self, &member, "submit", 3, NULL), ==, SOL_VERDICT_FORBIDDEN);
  g_assert_cmpint (run (self, &manager, "submit", 1, "{\"note\":\"m\"}"), ==, SOL_VERDICT_CONFLICT);
  g_assert_cmpint (run (self, &manager, "submit", 1, NULL), ==, SOL_VERDICT_APPLIED);
  g_assert_cmpstr (sol_record_get_text (get_result (self), "state"), ==, "submitted");
  g_assert_cmpint (run (self, &manager, "burn", 3, NULL), ==, SOL_VERDICT_REJECTED);

  /* Nor a list, when it is told whole. */
  sol_revisions_free (self->target.revisions);
  self->target.revisions = sol_revisions_new_from_text (
      "{\"activities/a\":[3,\"u9\",\"other\",\"2026-11-26T12:00:00Z\"]}");
  g_assert_cmpint (
      run (self, &manager, "submit", 1, "{\"activities\":[{\"id\":\"b\",\"sector\":\"cake\"}]}"),
      ==, SOL_VERDICT_CONFLICT);
}

static void
add (const char *path, void (*test) (Fixture *self, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/mutation-run/member-edits", test_member_edits);
  add ("/mutation-run/what-others-see-stays-whole", test_what_others_see_stays_whole);
  add ("/mutation-run/published-is-not-edited-in-sight", test_published_is_not_edited_in_sight);
  add ("/mutation-run/published-is-not-deleted", test_published_is_not_deleted);
  add ("/mutation-run/verdict-is-on-what-was-seen", test_verdict_is_on_what_was_seen);
  add ("/mutation-run/records-have-a-limit", test_records_have_a_limit);
  add ("/mutation-run/revision-to-come-excuses-nothing", test_revision_to_come_excuses_nothing);
  add ("/mutation-run/stranger-learns-nothing", test_stranger_learns_nothing);
  add ("/mutation-run/created-in-ones-own-organisation", test_created_in_ones_own_organisation);
  add ("/mutation-run/deletion-respects-what-it-did-not-see",
       test_deletion_respects_what_it_did_not_see);
  add ("/mutation-run/deleted-is-gone-until-restored", test_deleted_is_gone_until_restored);
  add ("/mutation-run/operation-does-not-overwrite", test_operation_does_not_overwrite);
  return g_test_run ();
}
