/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-mutation-answer.h"

#include <string.h>

#include "model/sol-json.h"
#include "model/sol-model-error.h"

/* What a client is told of each of its mutations: JSON, {"id", "n", "result", …}. */

static const char *const results[SOL_N_VERDICTS] = {
  [SOL_VERDICT_APPLIED] = SOL_MUTATION_APPLIED,
  [SOL_VERDICT_CONFLICT] = "conflict",
  [SOL_VERDICT_REJECTED] = "rejected",
  [SOL_VERDICT_FORBIDDEN] = "forbidden",
  [SOL_VERDICT_GONE] = "gone",
};

static JsonObject *
start (const SolMutation *self, const char *result)
{
  JsonObject *answer = json_object_new ();

  json_object_set_string_member (answer, "id", self->id);
  json_object_set_int_member (answer, "n", self->n);
  json_object_set_string_member (answer, "result", result);
  return answer;
}

static char *
finish (JsonObject *owned_answer)
{
  char *text = sol_json_object_to_text (owned_answer);

  json_object_unref (owned_answer);
  return text;
}

/**
 * sol_mutation_answer_applied:
 * @write: of its record, with the revision and the place in the feed that it has now
 * @record: as it is now; a deleted one has no document
 */
char *
sol_mutation_answer_applied (const SolMutation *self,
                             const SolStorageWrite *write,
                             SolRecord *record)
{
  JsonObject *answer = start (self, SOL_MUTATION_APPLIED);

  json_object_set_int_member (answer, "rev", write->rev);
  json_object_set_int_member (answer, "seq", write->seq);
  if (write->doc != NULL)
    json_object_set_object_member (answer, "doc", sol_record_to_json (record));
  return finish (answer);
}

static void
tell_cause (JsonObject *answer, const GError *cause)
{
  const char *const *arguments = sol_model_error_get_arguments (cause);
  JsonArray *array = json_array_new ();

  for (guint i = 0; arguments[i] != NULL; i++)
    json_array_add_string_element (array, arguments[i]);
  json_object_set_string_member (answer, "code", sol_model_error_get_name (cause));
  json_object_set_array_member (answer, "arguments", array);
}

static void
tell_conflicts (JsonObject *answer, const SolMutationTarget *target, GPtrArray *conflicts)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < conflicts->len; i++)
    json_array_add_object_element (array, sol_conflict_to_json (conflicts->pdata[i]));
  json_object_set_array_member (answer, "conflicts", array);
  json_object_set_int_member (answer, "rev", sol_record_get_rev (target->record));
  json_object_set_object_member (answer, "doc", sol_record_to_json (target->record));
}

/**
 * sol_mutation_answer_refused:
 * @cause: (nullable): of one that is rejected
 *
 * A conflict brings the record as it is, to be settled on; of what is forbidden nothing is told.
 */
char *
sol_mutation_answer_refused (const SolMutation *self,
                             SolVerdict verdict,
                             const SolMutationTarget *target,
                             GPtrArray *conflicts,
                             const GError *cause)
{
  JsonObject *answer = start (self, results[verdict]);

  if (verdict == SOL_VERDICT_CONFLICT)
    tell_conflicts (answer, target, conflicts);
  else if (verdict == SOL_VERDICT_GONE)
    json_object_set_boolean_member (answer, "restorable", target->restorable);
  else if (verdict == SOL_VERDICT_REJECTED)
    tell_cause (answer, cause);
  return finish (answer);
}

/**
 * sol_mutation_answer_blocked:
 * @by: id of the one that it comes after, and that was refused
 */
char *
sol_mutation_answer_blocked (const SolMutation *self, const char *by)
{
  JsonObject *answer = start (self, "blocked");

  json_object_set_string_member (answer, "by", by);
  return finish (answer);
}

/**
 * sol_mutation_answer_already:
 * @answer: (nullable): what was answered then; %NULL when that is forgotten
 */
char *
sol_mutation_answer_already (const SolMutation *self, const char *answer)
{
  JsonObject *object = start (self, "already");
  g_autoptr (JsonNode) node = answer != NULL ? sol_json_parse (answer, strlen (answer), NULL)
                                             : NULL;

  if (node != NULL)
    json_object_set_member (object, "answer", g_steal_pointer (&node));
  return finish (object);
}
