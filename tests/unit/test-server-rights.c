/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-mutation-run.h"
#include "model/sol-record-registry.h"
#include "server/sol-write-rights.h"
#include "sol-test-limits.h"
#include "sol-test-support.h"

/* The table of rights and the rules of the model say the same of each type, operation, state,
 * field, role and scope: both are asked, and neither knows of the other. */

#define OWN "01928374-0000-7000-8000-00000000000a"
#define OTHER "01928374-0000-7000-8000-00000000000b"
#define ID "01928374-0000-7000-8000-000000000001"
#define MOMENT "2026-11-26T12:00:00Z"

#define MEMBER(id, account, role)                                                             \
  "{\"id\":\"" id "\",\"at\":\"" id "\",\"account\":\"" account "\",\"name\":\"N\",\"role\":" \
  "\"" role "\"}"

#define SEAT(organisation, role)                                                      \
  "{\"id\":\"" organisation "\",\"at\":\"" role "\",\"organisation\":\"" organisation \
  "\",\"role\":\"" role "\"}"

static const struct
{
  const char *name;
  SolActor actor;
} actors[] = {
  { "member", { "u1", OWN, SOL_ROLE_MEMBER, "N" } },
  { "manager", { "u2", OWN, SOL_ROLE_MEMBER | SOL_ROLE_MANAGER, "N" } },
  { "moderator", { "u4", NULL, SOL_ROLE_MODERATOR, "N" } },
  { "former member", { "u5", NULL, SOL_ROLE_NONE, "N" } },
  { "manager elsewhere", { "u6", OTHER, SOL_ROLE_MEMBER | SOL_ROLE_MANAGER, "N" } },
  { "animator", { "u7", OWN, SOL_ROLE_MEMBER | SOL_ROLE_ANIMATOR, "N" } },
  { "server", { "server", NULL, SOL_ROLE_SERVER, "N" } },
};

/* What is there, and what an operation is sent with. */
static const struct
{
  const char *type;
  const char *target;
  const char *scope;
  const char *states; /* with spaces between */
  const char *doc;    /* without state; what a user may write of it is what a new one has */
} kinds[] = {
  { "organisation", OWN, "org:" OWN, "draft",
    "\"name\":\"A\",\"kind\":\"supplier\",\"members\":[" MEMBER ("u1", "u1", "member") "," MEMBER (
        "u2",
        "u2",
        "manager") "," MEMBER ("u3", "u3", "manager") "," MEMBER ("u7", "u7", "member") "]" },
  { "listing", ID, "org:" OWN,
    "draft submitted changes-asked published suspended archived closed refused",
    "\"name\":\"A\",\"kind\":\"ACI\",\"siret\":\"73282932000074\",\"department\":\"84\","
    "\"activities\":[{\"id\":\"a\",\"at\":\"i\",\"sector\":\"bread\"}],"
    "\"charter\":[{\"id\":\"signature\",\"edition\":1,\"name\":\"N\",\"role\":\"R\"}]" },
  { "claim", ID, "org:" OWN, "asked sent accepted refused expired",
    "\"supplier\":\"" ID "\",\"proof\":\"moderator\"" },
  { "claim_call", ID, "review:84", "asked",
    "\"supplier\":\"" ID "\",\"proof\":\"moderator\",\"claim\":\"" ID "\"" },
  { "census_entry", ID, "org:" OWN, "found invited answered refused", "\"name\":\"A\"" },
  { "census_mark", ID, "review:84", "found invited answered refused", "\"name\":\"A\"" },
  { "client_word", ID, "org:" OWN, "asked answered taken-back hidden",
    "\"supplier\":\"" ID "\",\"client\":\"C\",\"text\":\"T\",\"name\":\"N\"" },
  { "given_word", ID, "user:u1", "draft hidden",
    "\"supplier\":\"" ID "\",\"text\":\"T\",\"name\":\"N\",\"consent\":true" },
  { "word_call", ID, "review:84", "answered hidden", "\"name\":\"N\"" },
  { "shown_word", ID, "public", "draft", "\"supplier\":\"" ID "\"" },
  { "correction", ID, "user:u1", "asked accepted refused",
    "\"supplier\":\"" ID "\",\"field\":\"name\",\"value\":\"B\",\"message\":\"M\"" },
  { "correction_call", ID, "review:84", "asked",
    "\"supplier\":\"" ID "\",\"field\":\"name\",\"value\":\"B\",\"message\":\"M\"" },
  { "duplicate", ID, "review:84", "proposed merged apart",
    "\"first\":\"" OWN "\",\"second\":\"" OTHER "\"" },
  { "handover", ID, "org:" OWN, "offered accepted declined withdrawn",
    "\"listing\":\"" ID "\",\"organisation\":\"" ID "\",\"message\":\"M\"" },
  { "handover_call", ID, "org:" OWN, "offered accepted declined withdrawn",
    "\"listing\":\"" ID "\",\"organisation\":\"" OWN "\",\"message\":\"M\"" },
  { "join_request", ID, "user:u1", "asked accepted refused", "\"organisation\":\"" OWN "\"" },
  { "join_call", ID, "org:" OWN, "asked", "\"organisation\":\"" OWN "\"" },
  { "listing_review", ID, "review:84", "submitted changes-asked published suspended refused",
    "\"name\":\"A\"" },
  { "merged_supplier", ID, "public", "draft", "\"kept\":\"" OWN "\"" },
  { "supplier", ID, "public", "draft", "\"name\":\"A\"" },
  { "supplier_contact", ID, "members", "draft", "\"email\":\"a@example.org\"" },
  { "supplier_looks", ID, "org:" OWN, "draft", "\"supplier\":\"" ID "\"" },
  { "term", ID, "public", "draft", "\"name\":\"A\"" },
  { "workshop", ID, "org:" OWN, "open closed",
    "\"title\":\"A\",\"seats\":[" SEAT (OWN, "manager") "," SEAT (OTHER, "invited") "]" },
  { "workshop_page", ID, "org:" OWN, "invited joined closed left", "\"workshop\":\"" ID "\"" },
  { "workshop_share", ID, "space:" ID, "draft", "\"workshop\":\"" ID "\"" },
  { "workshop_table", ID, "space:" ID, "open closed", "\"title\":\"A\"" },
};

static const struct
{
  const char *op;
  const char *arguments;
} arguments[] = {
  { "accept_join", "{\"request\":\"r\"}" },
  { "admit", "{\"account\":\"u9\",\"name\":\"N\",\"role\":\"member\"}" },
  { "answer", "{\"organisation\":\"o\",\"listing\":\"l\"}" },
  { "ask_in", "{\"organisation\":\"" OTHER "\",\"name\":\"N\"}" },
  { "ask_changes", "{\"remark\":\"Why\"}" },
  { "close_down", "{\"on\":\"2026-11-01\"}" },
  { "forget", "{\"account\":\"u1\"}" },
  { "give", "{\"text\":\"T\",\"name\":\"N\"}" },
  { "hide", "{\"remark\":\"Why\"}" },
  { "let_in", "{\"organisation\":\"" OTHER "\"}" },
  { "merge", "{\"keep\":\"" OWN "\"}" },
  { "refuse", "{\"remark\":\"Why\"}" },
  { "refuse_join", "{\"request\":\"r\"}" },
  { "remove_member", "{\"account\":\"u1\"}" },
  { "rename", "{\"account\":\"u1\",\"name\":\"N\"}" },
  { "send_away", "{\"organisation\":\"" OTHER "\"}" },
  { "send", "{\"sent_to\":\"a…@example.org\"}" },
  { "set_role", "{\"account\":\"u1\",\"role\":\"manager\"}" },
  { "sign_charter", "{\"edition\":1,\"name\":\"N\",\"role\":\"R\"}" },
  { "suspend", "{\"remark\":\"Why\"}" },
  { "turn", "{\"reason\":\"no-mail\"}" },
};

/* What a new one is sent with, of a type that takes none without. */
static const struct
{
  const char *type;
  const char *set;
} made[] = {
  { "census_entry", "{\"name\":\"A\"}" },
  { "claim", "{\"supplier\":\"" ID "\",\"proof\":\"moderator\"}" },
  { "client_word", "{\"supplier\":\"" ID "\",\"client\":\"C\"}" },
  { "correction",
    "{\"supplier\":\"" ID "\",\"field\":\"name\",\"value\":\"B\",\"message\":\"M\"}" },
  { "given_word", "{\"supplier\":\"" ID "\",\"text\":\"T\",\"name\":\"N\",\"consent\":true}" },
  { "handover", "{\"listing\":\"" ID "\",\"organisation\":\"" ID "\",\"message\":\"M\"}" },
  { "join_request", "{\"organisation\":\"" OWN "\"}" },
  { "organisation", "{\"name\":\"A\",\"kind\":\"supplier\"}" },
  { "workshop", "{\"title\":\"A\"}" },
};

/* One expanded row. */
typedef struct
{
  guint kind;
  const char *op;
  const char *state;
  gboolean shown;
  const char *field; /* "-": none */
  guint actor;
} Case;

static gboolean
creates (const Case *one)
{
  return g_str_equal (one->op, SOL_MUTATION_CREATE);
}

static JsonObject *
make_doc (const Case *one, gboolean with_state)
{
  g_autofree char *text = g_strdup_printf ("{%s%s%s%s%s}", kinds[one->kind].doc,
                                           with_state ? ",\"state\":\"" : "",
                                           with_state ? one->state : "", with_state ? "\"" : "",
                                           one->shown ? ",\"verified_on\":\"2026-11-01\"" : "");

  return sol_test_json (text);
}

static SolRecord *
make_record (const Case *one)
{
  GType type = sol_record_registry_find (kinds[one->kind].type);
  g_autoptr (SolRecordClass) klass = g_type_class_ref (type);
  SolRecord *record = sol_record_new (type, 0);
  gboolean has_state = sol_record_find_field (record, "state", NULL) != NULL;
  g_autoptr (JsonObject) doc = make_doc (one, has_state);

  sol_record_load (record, kinds[one->kind].target, kinds[one->kind].scope, 1, doc);
  return record;
}

/* As its author must send it, so that nothing but rights can be in the way. */
static JsonObject *
make_set (const Case *one)
{
  for (guint i = 0; i < G_N_ELEMENTS (arguments); i++)
    if (g_str_equal (arguments[i].op, one->op))
      return sol_test_json (arguments[i].arguments);
  for (guint i = 0; creates (one) && i < G_N_ELEMENTS (made); i++)
    if (g_str_equal (made[i].type, kinds[one->kind].type))
      return sol_test_json (made[i].set);
  return sol_test_json ("{}");
}

/* An edit adds to a set of codes; an operation sets it. */
static gboolean
is_added (const Case *one)
{
  g_autoptr (SolRecord) record = make_record (one);
  const SolField *field = sol_record_find_field (record, one->field, NULL);

  return field != NULL && field->kind == SOL_FIELD_CODES &&
         (creates (one) || g_str_equal (one->op, SOL_MUTATION_EDIT));
}

/* The value that the field has: what is asked is whether it may be written at all. */
static void
add_field (const Case *one, SolPatch *patch)
{
  g_autoptr (JsonObject) doc = make_doc (one, TRUE);
  JsonNode *value = json_object_get_member (doc, one->field);

  if (g_str_equal (one->field, "-") || json_object_has_member (patch->set, one->field))
    return;
  if (is_added (one))
    {
      patch->add = json_object_new ();
      json_object_set_array_member (patch->add, one->field, json_array_new ());
    }
  else
    json_object_set_member (patch->set, one->field,
                            value != NULL && JSON_NODE_HOLDS_VALUE (value)
                                ? json_node_copy (value)
                                : json_node_new (JSON_NODE_NULL));
}

static SolMutation *
make_mutation (const Case *one)
{
  SolMutation *mutation = sol_mutation_new (ID, 1, kinds[one->kind].type, kinds[one->kind].target);

  mutation->op = g_strdup (one->op);
  mutation->base_rev = creates (one) ? 0 : 1;
  mutation->patch->set = make_set (one);
  add_field (one, mutation->patch);
  return mutation;
}

/* Somebody asks the organisation, which claims what is nobody's, and holds workshops. */
static SolRecord *
read_record (gpointer data, const char *type, const char *id)
{
  const Case *one = data;
  const gboolean holds = g_str_equal (kinds[one->kind].type, "workshop");

  if (g_str_equal (type, "organisation"))
    return sol_record_new_from_text (sol_record_registry_find (type), 0, id, "org:" OWN, 1,
                                     holds && g_str_equal (id, OWN)
                                         ? "{\"name\":\"A\",\"kind\":\"partner\"}"
                                         : "{\"name\":\"A\",\"kind\":\"supplier\"}",
                                     NULL);
  if (g_str_equal (type, "supplier"))
    return sol_record_new_from_text (sol_record_registry_find (type), 0, id, "public", 1,
                                     "{\"name\":\"A\"}", NULL);
  if (g_str_equal (type, "listing"))
    return sol_record_new_from_text (sol_record_registry_find (type), 0, id,
                                     actors[one->actor].actor.organisation == NULL ? "user:u8"
                                     : g_str_equal (actors[one->actor].actor.organisation, OWN)
                                         ? "org:" OWN
                                         : "org:" OTHER,
                                     1, "{\"name\":\"A\"}", NULL);
  return sol_record_new_from_text (sol_record_registry_find (type), 0, id, "user:u8", 1,
                                   "{\"organisation\":\"" OWN "\",\"account\":\"u8\",\"state\":"
                                   "\"asked\",\"kind\":\"supplier\",\"supplier\":\"" ID "\"}",
                                   NULL);
}

static gboolean
ask_model (const Case *one, const SolMutation *mutation, SolRecord *record)
{
  gboolean restores = g_str_equal (one->op, SOL_MUTATION_RESTORE);
  SolMutationTarget target = { record, restores, restores, sol_revisions_new () };
  g_autoptr (GPtrArray)
      conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_conflict_free);
  g_autoptr (GPtrArray) effects = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_effect_free);
  SolOperationContext context = { &actors[one->actor].actor, MOMENT, read_record, (gpointer) one,
                                  effects };
  g_autoptr (GError) error = NULL;
  SolVerdict verdict = sol_mutation_run (mutation, "client", &target, &context, conflicts, &error);

  sol_revisions_free (target.revisions);
  return verdict == SOL_VERDICT_APPLIED;
}

static gboolean
ask_both (const Case *one, gboolean *table)
{
  g_autoptr (SolRecord) record = creates (one) ? NULL : make_record (one);
  g_autoptr (SolMutation) mutation = make_mutation (one);

  *table = sol_write_rights_allow (mutation, record, &actors[one->actor].actor);
  return ask_model (one, mutation, record);
}

static guint n_cases;
static guint n_allowed;
static guint n_faults;

/* A state alone does not tell whether others see it: the table has a yes when the rules have one
 * for either. */
static void
hold (Case one)
{
  gboolean table;
  gboolean model;
  gboolean listing = g_str_has_prefix (kinds[one.kind].type, "listing");

  one.shown = FALSE;
  model = ask_both (&one, &table);
  one.shown = listing;
  model = (listing && ask_both (&one, &table)) || model;
  if (table != model)
    g_test_message ("%s %s, %s, %s, by the %s: the table says %s, the rules say %s",
                    kinds[one.kind].type, one.op, one.state, one.field, actors[one.actor].name,
                    table ? "yes" : "no", model ? "yes" : "no");
  n_faults += table != model;
  n_cases++;
  n_allowed += table;
}

static void
hold_actors (Case one)
{
  for (one.actor = 0; one.actor < G_N_ELEMENTS (actors); one.actor++)
    hold (one);
}

/* What deletes and restores brings no field. */
static void
hold_fields (Case one, const SolRecordClass *klass)
{
  one.field = "-";
  hold_actors (one);
  if (g_str_equal (one.op, SOL_MUTATION_DELETE) || g_str_equal (one.op, SOL_MUTATION_RESTORE))
    return;
  for (guint i = 0; i < klass->n_fields; i++)
    if (klass->fields[i].kind != SOL_FIELD_ITEMS || (klass->fields[i].flags & SOL_FIELD_SERVER))
      {
        one.field = klass->fields[i].name;
        hold_actors (one);
      }
}

static void
hold_states (Case one, const SolRecordClass *klass)
{
  g_auto (GStrv) states = g_strsplit (creates (&one) ? "draft" : kinds[one.kind].states, " ", -1);

  for (char **state = states; *state != NULL; state++)
    {
      one.state = *state;
      hold_fields (one, klass);
    }
}

static void
hold_kind (guint kind)
{
  static const char *const general[] = { SOL_MUTATION_CREATE, SOL_MUTATION_EDIT,
                                         SOL_MUTATION_DELETE, SOL_MUTATION_RESTORE };
  g_autoptr (SolRecordClass) klass = g_type_class_ref (sol_record_registry_find (kinds[kind].type));
  Case one = { .kind = kind };

  for (guint i = 0; i < G_N_ELEMENTS (general); i++)
    {
      one.op = general[i];
      hold_states (one, klass);
    }
  for (const SolOperation *at = klass->operations; at != NULL && at->name != NULL; at++)
    {
      one.op = at->name;
      hold_states (one, klass);
    }
}

static gboolean
has_kind (const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].type, type))
      return TRUE;
  return FALSE;
}

static void
test_table_and_rules_say_the_same (void)
{
  guint n_types;
  const SolRecordType *types = sol_record_registry_get (&n_types);

  for (guint i = 0; i < n_types; i++)
    g_assert_true (has_kind (types[i].name));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    hold_kind (i);
  g_test_message ("%u cases, of which %u are allowed", n_cases, n_allowed);
  g_assert_cmpuint (n_faults, ==, 0);
  g_assert_cmpuint (n_cases, >, 5000);
  g_assert_cmpuint (n_allowed, >, 300);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server-rights/table-and-rules-say-the-same",
                   test_table_and_rules_say_the_same);
  g_test_add_func ("/server-rights/limits-name-fields", sol_test_check_limits);
  return g_test_run ();
}
