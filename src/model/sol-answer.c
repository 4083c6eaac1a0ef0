/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-answer.h"

#include <string.h>

#include "model/sol-json.h"
#include "model/sol-model-error.h"

static const char *const names[SOL_N_ANSWERS] = {
  [SOL_ANSWER_APPLIED] = "applied",   [SOL_ANSWER_CONFLICT] = "conflict",
  [SOL_ANSWER_REJECTED] = "rejected", [SOL_ANSWER_FORBIDDEN] = "forbidden",
  [SOL_ANSWER_BLOCKED] = "blocked",   [SOL_ANSWER_GONE] = "gone",
};

void
sol_answer_free (SolAnswer *self)
{
  g_free (self->id);
  g_clear_pointer (&self->record, sol_change_free);
  g_free (self->conflicts);
  g_free (self->code);
  g_free (self->arguments);
  g_free (self->by);
  g_free (self);
}

static const char *
get_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static gint64
get_number (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node)
                                                                         : 0;
}

static JsonObject *
get_object (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static char *
print_array (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  g_autoptr (GString) text = NULL;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return NULL;
  text = g_string_new (NULL);
  sol_json_print (node, text);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* In the form of a line of the feed. Returns: (nullable): %NULL for what is none */
static SolChange *
read_record (JsonObject *object)
{
  g_autoptr (SolChange) change = g_new0 (SolChange, 1);
  JsonObject *doc = get_object (object, "doc");

  change->type = g_strdup (get_text (object, "t"));
  change->id = g_strdup (get_text (object, "id"));
  change->scope = g_strdup (get_text (object, "s"));
  change->rev = get_number (object, "rev");
  change->seq = get_number (object, "seq");
  change->kind = doc != NULL ? SOL_CHANGE_PUT : SOL_CHANGE_DELETE;
  if (change->type == NULL || change->id == NULL || (doc != NULL && change->scope == NULL) ||
      (doc == NULL && get_text (object, "del") == NULL))
    return NULL;
  if (doc != NULL)
    {
      change->line = sol_json_object_to_text (doc);
      change->doc = change->line;
      change->doc_length = strlen (change->line);
    }
  return g_steal_pointer (&change);
}

static gboolean
find_kind (const char *result, SolAnswerKind *kind)
{
  for (guint i = 0; result != NULL && i < SOL_N_ANSWERS; i++)
    if (g_str_equal (names[i], result))
      {
        *kind = (SolAnswerKind) i;
        return TRUE;
      }
  return FALSE;
}

/* What was said at first is in "answer"; when the server forgot it, it did take it up. */
static JsonObject *
find_verdict (JsonObject *object, SolAnswerKind *kind)
{
  JsonObject *first = get_object (object, "answer");

  *kind = SOL_ANSWER_APPLIED;
  if (g_strcmp0 (get_text (object, "result"), "already") != 0)
    return find_kind (get_text (object, "result"), kind) ? object : NULL;
  if (first == NULL)
    return object;
  return find_kind (get_text (first, "result"), kind) ? first : NULL;
}

static SolAnswer *
read_answer (JsonNode *node)
{
  g_autoptr (SolAnswer) self = g_new0 (SolAnswer, 1);
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonObject *verdict = object != NULL ? find_verdict (object, &self->kind) : NULL;
  JsonObject *record = object != NULL ? get_object (object, "record") : NULL;

  if (verdict == NULL || get_text (object, "id") == NULL)
    return NULL;
  self->id = g_strdup (get_text (object, "id"));
  self->n = get_number (object, "n");
  self->rev = get_number (verdict, "rev");
  self->record = record != NULL ? read_record (record) : NULL;
  self->conflicts = print_array (verdict, "conflicts");
  self->code = g_strdup (get_text (verdict, "code"));
  self->arguments = print_array (verdict, "arguments");
  self->by = g_strdup (get_text (verdict, "by"));
  self->restorable = json_object_get_boolean_member_with_default (verdict, "restorable", FALSE);
  return g_steal_pointer (&self);
}

/**
 * sol_answers_parse:
 * @text: {"answers": […]} as the server sent it
 *
 * Returns: (transfer full) (element-type SolAnswer): in the order of the batch; %NULL with a
 *   #SolModelError when it is not that
 */
GPtrArray *
sol_answers_parse (const char *text, gsize length, GError **error)
{
  g_autoptr (JsonNode) node = sol_json_parse (text, length, error);
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_answer_free);
  JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node)
                                                                     : NULL;
  JsonNode *list = object != NULL ? json_object_get_member (object, "answers") : NULL;
  JsonArray *array = list != NULL && JSON_NODE_HOLDS_ARRAY (list) ? json_node_get_array (list)
                                                                  : NULL;

  if (node == NULL)
    return NULL;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      SolAnswer *answer = read_answer (json_array_get_element (array, i));

      if (answer == NULL)
        array = NULL;
      else
        g_ptr_array_add (answers, answer);
    }
  if (array != NULL)
    return g_steal_pointer (&answers);
  sol_model_error_set (error, SOL_MODEL_ERROR_WRONG_VALUE, (const char *const[]){ "answers", NULL },
                       "Not answers to mutations");
  return NULL;
}
