/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/sol-grant.h"
#include "model/sol-item.h"
#include "model/sol-join-request.h"
#include "model/sol-model-error.h"
#include "model/sol-mutation-run.h"
#include "model/sol-organisation.h"
#include "model/sol-projection.h"
#include "sol-test-support.h"

#define ORGANISATION "01928374-0000-7000-8000-0000000000b1"
#define REQUEST "01928374-0000-7000-8000-0000000000b2"
#define MOMENT "2026-11-26T12:00:00Z"

static const SolActor ada = { "ada", ORGANISATION, SOL_ROLE_MEMBER | SOL_ROLE_MANAGER, "Ada" };
static const SolActor ben = { "ben", ORGANISATION, SOL_ROLE_MEMBER, "Ben" };
static const SolActor eve = { "eve", NULL, SOL_ROLE_NONE, "Eve" };
static const SolActor other = { "oda", "01928374-0000-7000-8000-0000000000bf",
                                SOL_ROLE_MEMBER | SOL_ROLE_MANAGER, "Oda" };
static const SolActor server = { "server", NULL, SOL_ROLE_SERVER };

typedef struct
{
  SolRecord *request; /* (nullable): what operations find when they read */
  GPtrArray *effects; /* of the last act */
  GPtrArray *conflicts;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->effects = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_effect_free);
  self->conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_conflict_free);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->request);
  g_ptr_array_unref (self->effects);
  g_ptr_array_unref (self->conflicts);
}

static SolRecord *
read_other (gpointer data, const char *type, const char *id)
{
  SolRecord *request = ((Fixture *) data)->request;

  return request != NULL && g_str_equal (id, sol_record_get_id (request))
             ? sol_record_copy (request)
             : NULL;
}

/* (transfer full) (nullable): what it became */
static SolRecord *
act (Fixture *self,
     const SolActor *actor,
     SolRecord *record,
     const char *type,
     const char *id,
     const char *op,
     const char *rest,
     SolVerdict expected,
     const char *argument)
{
  g_autofree char *text = g_strdup_printf ("{\"id\":\"01928374-0000-7000-8000-00000000000a\","
                                           "\"n\":1,\"t\":\"%s\",\"target\":\"%s\",\"op\":\"%s\","
                                           "\"base_rev\":%d%s%s}",
                                           type, id, op, record != NULL ? 1 : 0,
                                           *rest != '\0' ? "," : "", rest);
  g_autoptr (GError) error = NULL;
  g_autoptr (SolMutation) mutation = sol_mutation_parse (text, strlen (text), &error);
  g_autoptr (SolRevisions) revisions = sol_revisions_new ();
  SolMutationTarget target = { record, FALSE, FALSE, revisions };
  SolOperationContext context = { actor, MOMENT, read_other, self, self->effects };
  SolVerdict verdict;

  g_assert_no_error (error);
  g_ptr_array_set_size (self->effects, 0);
  verdict = sol_mutation_run (mutation, "client", &target, &context, self->conflicts, &error);
  g_assert_cmpint (verdict, ==, expected);
  if (argument != NULL)
    g_assert_cmpstr (sol_model_error_get_arguments (error)[0], ==, argument);
  return verdict == SOL_VERDICT_APPLIED
             ? g_object_ref (((SolEffect *) self->effects->pdata[0])->record)
             : NULL;
}

static SolRecord *
found (Fixture *self)
{
  return act (self, &ada, NULL, "organisation", ORGANISATION, "create",
              "\"set\":{\"name\":\"Semailles\",\"kind\":\"supplier\"}", SOL_VERDICT_APPLIED, NULL);
}

/* Replaces *@record by what it becomes. */
static void
operate (Fixture *self, const SolActor *actor, SolRecord **record, const char *op, const char *set)
{
  g_autofree char *rest = g_strdup_printf ("\"set\":{%s}", set);
  SolRecord *after = act (self, actor, *record, "organisation", ORGANISATION, op, rest,
                          SOL_VERDICT_APPLIED, NULL);

  g_object_unref (*record);
  *record = after;
}

static void
assert_refused (Fixture *self,
                const SolActor *actor,
                SolRecord *record,
                const char *op,
                const char *set,
                SolVerdict verdict,
                const char *argument)
{
  g_autofree char *rest = g_strdup_printf ("\"set\":{%s}", set);

  g_assert_null (
      act (self, actor, record, "organisation", ORGANISATION, op, rest, verdict, argument));
}

static char *
print_granted (SolRecord *record)
{
  g_autoptr (GPtrArray) granted = sol_grant_list (record);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < granted->len; i++)
    {
      const SolGranted *one = granted->pdata[i];

      g_assert_cmpstr (one->scope, ==, "org:" ORGANISATION);
      g_string_append_printf (text, "%s=%s ", one->account, sol_grant_print_role (one->roles));
    }
  return g_string_free (text, FALSE);
}

static void
assert_granted (SolRecord *record, const char *expected)
{
  g_autofree char *text = print_granted (record);

  g_assert_cmpstr (text, ==, expected);
}

static SolRecord *
make_with_ben (Fixture *self)
{
  SolRecord *record = found (self);

  operate (self, &server, &record, "admit",
           "\"account\":\"ben\",\"name\":\"Ben\",\"role\":\"member\"");
  return record;
}

static void
test_maker_manages_what_he_made (Fixture *self, gconstpointer data)
{
  g_autoptr (SolRecord) record = found (self);
  GPtrArray *members = sol_record_get_items (record, "members");

  g_assert_cmpstr (sol_record_get_scope (record), ==, "org:" ORGANISATION);
  g_assert_cmpuint (members->len, ==, 1);
  g_assert_cmpstr (sol_item_get_text (members->pdata[0], "name"), ==, "Ada");
  g_assert_cmpstr (sol_item_get_text (members->pdata[0], "since"), ==, MOMENT);
  g_assert_null (act (self, &ada, NULL, "organisation", ORGANISATION, "create",
                      "\"set\":{\"kind\":\"buyer\"}", SOL_VERDICT_REJECTED, "name"));
  assert_granted (record, "ada=manager ");
}

static void
test_managers_alone_change_it (Fixture *self, gconstpointer data)
{
  g_autoptr (SolRecord) record = make_with_ben (self);

  assert_refused (self, &ben, record, "edit", "\"name\":\"Ben's\"", SOL_VERDICT_FORBIDDEN,
                  "manager");
  assert_refused (self, &other, record, "edit", "\"name\":\"X\"", SOL_VERDICT_FORBIDDEN, NULL);
  assert_refused (self, &ada, record, "edit", "\"members\":[]", SOL_VERDICT_REJECTED, "members");
  assert_refused (self, &ada, record, "edit", "\"kind\":\"state\"", SOL_VERDICT_REJECTED, NULL);
  g_assert_null (act (self, &ada, record, "organisation", ORGANISATION, "delete", "",
                      SOL_VERDICT_FORBIDDEN, "organisation"));
  operate (self, &ada, &record, "edit", "\"name\":\"Moissons\"");
  g_assert_cmpstr (sol_record_get_text (record, "name"), ==, "Moissons");
}

static void
test_last_manager_stays (Fixture *self, gconstpointer data)
{
  g_autoptr (SolRecord) record = make_with_ben (self);

  assert_refused (self, &ada, record, "leave", "", SOL_VERDICT_REJECTED, "last-manager");
  assert_refused (self, &ada, record, "set_role", "\"account\":\"ada\",\"role\":\"member\"",
                  SOL_VERDICT_REJECTED, "last-manager");
  assert_refused (self, &ada, record, "remove_member", "\"account\":\"ada\"", SOL_VERDICT_REJECTED,
                  "last-manager");
  operate (self, &ada, &record, "set_role", "\"account\":\"ben\",\"role\":\"manager\"");
  assert_granted (record, "ada=manager ben=manager ");
  operate (self, &ada, &record, "leave", "");
  assert_granted (record, "ben=manager ");
}

static void
test_members_act_for_themselves_alone (Fixture *self, gconstpointer data)
{
  g_autoptr (SolRecord) record = make_with_ben (self);

  assert_refused (self, &ben, record, "remove_member", "\"account\":\"ada\"", SOL_VERDICT_FORBIDDEN,
                  "manager");
  assert_refused (self, &ben, record, "set_role", "\"account\":\"ben\",\"role\":\"manager\"",
                  SOL_VERDICT_FORBIDDEN, "manager");
  assert_refused (self, &ben, record, "admit",
                  "\"account\":\"eve\",\"name\":\"Eve\",\"role\":\"member\"", SOL_VERDICT_FORBIDDEN,
                  "server");
  assert_refused (self, &ada, record, "rename", "\"account\":\"ben\",\"name\":\"B\"",
                  SOL_VERDICT_FORBIDDEN, "server");
  assert_refused (self, &other, record, "leave", "", SOL_VERDICT_FORBIDDEN, "member");
  assert_refused (self, &ada, record, "set_role", "\"account\":\"ben\",\"role\":\"king\"",
                  SOL_VERDICT_REJECTED, "role");
  assert_refused (self, &ada, record, "remove_member", "\"account\":7", SOL_VERDICT_REJECTED,
                  "account");
  operate (self, &ben, &record, "leave", "");
  assert_granted (record, "ada=manager ");
}

static void
ask (Fixture *self)
{
  g_clear_object (&self->request);
  self->request = act (self, &eve, NULL, "join_request", REQUEST, "create",
                       "\"set\":{\"organisation\":\"" ORGANISATION "\",\"message\":\"Hello\"}",
                       SOL_VERDICT_APPLIED, NULL);
}

static SolRecord *
make_call (SolRecord *request)
{
  return sol_projection_make (SOL_RECORD_GET_CLASS (request)->projections, request);
}

static void
test_request_is_shown_to_whom_it_asks (Fixture *self, gconstpointer data)
{
  g_autoptr (SolRecord) call = NULL;

  ask (self);
  call = make_call (self->request);
  g_assert_cmpstr (sol_record_get_scope (self->request), ==, "user:eve");
  g_assert_cmpstr (sol_record_get_scope (call), ==, "org:" ORGANISATION);
  g_assert_cmpstr (sol_record_get_text (call, "request"), ==, REQUEST);
  g_assert_cmpstr (sol_record_get_text (call, "account"), ==, "eve");
  g_assert_cmpstr (sol_record_get_text (call, "name"), ==, "Eve");
  g_assert_null (act (self, &eve, self->request, "join_request", REQUEST, "edit",
                      "\"set\":{\"organisation\":\"" REQUEST "\"}", SOL_VERDICT_REJECTED,
                      "organisation"));
  g_assert_null (act (self, &eve, self->request, "join_request", REQUEST, "remind", "",
                      SOL_VERDICT_FORBIDDEN, "server"));
}

static void
test_manager_answers_a_request_once (Fixture *self, gconstpointer data)
{
  g_autoptr (SolRecord) record = make_with_ben (self);
  const SolEffect *effect;

  ask (self);
  assert_refused (self, &ben, record, "accept_join", "\"request\":\"" REQUEST "\"",
                  SOL_VERDICT_FORBIDDEN, "manager");
  assert_refused (self, &ada, record, "accept_join", "\"request\":\"none\"", SOL_VERDICT_REJECTED,
                  "request");
  operate (self, &ada, &record, "accept_join", "\"request\":\"" REQUEST "\"");
  assert_granted (record, "ada=manager ben=member eve=member ");
  g_assert_cmpuint (self->effects->len, ==, 2);
  effect = self->effects->pdata[1];
  g_assert_true (effect->server);
  g_assert_cmpstr (sol_record_get_text (effect->record, "state"), ==, "accepted");
  g_assert_cmpstr (sol_record_get_text (effect->record, "answered_at"), ==, MOMENT);
  g_assert_false (sol_join_request_is_asked (effect->record));

  g_set_object (&self->request, effect->record);
  assert_refused (self, &ada, record, "refuse_join", "\"request\":\"" REQUEST "\"",
                  SOL_VERDICT_REJECTED, "accepted");
}

static void
test_manager_refuses_a_request (Fixture *self, gconstpointer data)
{
  g_autoptr (SolRecord) record = found (self);
  const SolEffect *effect;

  ask (self);
  operate (self, &ada, &record, "refuse_join", "\"request\":\"" REQUEST "\"");
  assert_granted (record, "ada=manager ");
  effect = self->effects->pdata[1];
  g_assert_cmpstr (sol_record_get_text (effect->record, "state"), ==, "refused");
}

/* A client has the copy alone: the same members, and the effect on the request is awaited. */
static void
test_client_answers_what_it_sees (Fixture *self, gconstpointer data)
{
  g_autoptr (SolRecord) record = found (self);
  g_autoptr (SolRecord) request = NULL;

  ask (self);
  request = g_steal_pointer (&self->request);
  self->request = make_call (request);
  operate (self, &ada, &record, "accept_join", "\"request\":\"" REQUEST "\"");
  assert_granted (record, "ada=manager eve=member ");
  g_assert_cmpuint (self->effects->len, ==, 1);
}

static void
test_request_to_another_is_not_answered (Fixture *self, gconstpointer data)
{
  g_autoptr (SolRecord) record = found (self);
  g_autoptr (SolRecord) elsewhere = NULL;

  elsewhere = act (self, &eve, NULL, "join_request", REQUEST, "create",
                   "\"set\":{\"organisation\":\"" REQUEST "\"}", SOL_VERDICT_APPLIED, NULL);
  self->request = g_steal_pointer (&elsewhere);
  assert_refused (self, &ada, record, "accept_join", "\"request\":\"" REQUEST "\"",
                  SOL_VERDICT_REJECTED, "request");
}

#define ADD(path, function) \
  g_test_add ("/organisation/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("maker-manages-what-he-made", test_maker_manages_what_he_made);
  ADD ("managers-alone-change-it", test_managers_alone_change_it);
  ADD ("last-manager-stays", test_last_manager_stays);
  ADD ("members-act-for-themselves-alone", test_members_act_for_themselves_alone);
  ADD ("request-is-shown-to-whom-it-asks", test_request_is_shown_to_whom_it_asks);
  ADD ("manager-answers-a-request-once", test_manager_answers_a_request_once);
  ADD ("manager-refuses-a-request", test_manager_refuses_a_request);
  ADD ("client-answers-what-it-sees", test_client_answers_what_it_sees);
  ADD ("request-to-another-is-not-answered", test_request_to_another_is_not_answered);
  return g_test_run ();
}
