/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-mutation-answer.h"

#include "model/sol-json.h"
#include "model/sol-model-error.h"

/* What a client is told of each of its mutations: {"id", "n", "result", …}. It is kept as it is, so
 * that nothing of a record stands in it: who may read that today need not be who might then. */

#define MAX_ARGUMENT 100 /* characters: a client's own words come back in some */

static const char *const results[SOL_N_VERDICTS] = {
  [SOL_VERDICT_APPLIED] = SOL_MUTATION_APPLIED,
  [SOL_VERDICT_CONFLICT] = SOL_MUTATION_CONFLICT,
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

/* @rev and @seq: of its record, that this one made */
JsonObject *
sol_mutation_answer_applied (const SolMutation *self, gint64 rev, gint64 seq)
{
  JsonObject *answer = start (self, SOL_MUTATION_APPLIED);

  json_object_set_int_member (answer, "rev", rev);
  json_object_set_int_member (answer, "seq", seq);
  return answer;
}

static void
tell_cause (JsonObject *answer, const GError *cause)
{
  const char *const *arguments = sol_model_error_get_arguments (cause);
  JsonArray *array = json_array_new ();

  for (guint i = 0; arguments[i] != NULL; i++)
    {
      glong length = MIN (g_utf8_strlen (arguments[i], -1), MAX_ARGUMENT);
      g_autofree char *argument = g_utf8_substring (arguments[i], 0, length);

      json_array_add_string_element (array, argument);
    }
  json_object_set_string_member (answer, "code", sol_model_error_get_name (cause));
  json_object_set_array_member (answer, "arguments", array);
}

/**
 * sol_mutation_answer_refused:
 * @cause: (nullable): of one that is rejected
 *
 * Of what is forbidden nothing is told.
 */
JsonObject *
sol_mutation_answer_refused (const SolMutation *self,
                             SolVerdict verdict,
                             const SolMutationTarget *target,
                             const GError *cause)
{
  JsonObject *answer = start (self, results[verdict]);

  if (verdict == SOL_VERDICT_GONE)
    json_object_set_boolean_member (answer, "restorable", target->restorable);
  else if (verdict == SOL_VERDICT_REJECTED)
    tell_cause (answer, cause);
  return answer;
}

/**
 * sol_mutation_answer_blocked:
 * @by: id of the one that it comes after, and that was refused
 */
JsonObject *
sol_mutation_answer_blocked (const SolMutation *self, const char *by)
{
  JsonObject *answer = start (self, "blocked");

  json_object_set_string_member (answer, "by", by);
  return answer;
}

/**
 * sol_mutation_answer_already:
 * @owned_answer: (nullable): what was answered then; %NULL when that is forgotten
 */
JsonObject *
sol_mutation_answer_already (const SolMutation *self, JsonObject *owned_answer)
{
  JsonObject *answer = start (self, SOL_MUTATION_ALREADY);

  if (owned_answer != NULL)
    json_object_set_object_member (answer, "answer", owned_answer);
  return answer;
}

gboolean
sol_mutation_answer_is (JsonObject *answer, const char *result)
{
  return g_str_equal (json_object_get_string_member (answer, "result"), result);
}
