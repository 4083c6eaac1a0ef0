/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-operation.h"

#include "model/sol-model-error.h"

void
sol_effect_free (SolEffect *self)
{
  g_object_unref (self->record);
  g_free (self);
}

/**
 * sol_operation_add_effect:
 * @record: (transfer none): as it is to be, or one that goes
 *
 * What an operation does to another record than its own.
 */
void
sol_operation_add_effect (SolOperationContext *self,
                          SolRecord *record,
                          gboolean removed,
                          gboolean server)
{
  SolEffect *effect = g_new0 (SolEffect, 1);

  effect->record = g_object_ref (record);
  effect->removed = removed;
  effect->server = server;
  g_ptr_array_add (self->effects, effect);
}

/**
 * sol_operation_run:
 * @name: of an operation of the type
 *
 * The effects are added to those of @context, and @record is what it became; both are as they were
 * when the answer is no.
 *
 * Returns: %FALSE with a #SolModelError
 */
gboolean
sol_operation_run (SolRecord *record,
                   const char *name,
                   JsonObject *arguments,
                   SolOperationContext *context,
                   GError **error)
{
  const SolOperation *operation = sol_record_class_find_operation (SOL_RECORD_GET_CLASS (record),
                                                                   name);
  g_autoptr (SolRecord) edited = sol_record_copy (record);
  guint n_before = context->effects->len;

  if (operation == NULL)
    {
      sol_model_error_set (error, SOL_MODEL_ERROR_UNKNOWN_FIELD,
                           (const char *const[]){ name, NULL }, "The type has no such operation");
      return FALSE;
    }
  sol_operation_add_effect (context, edited, FALSE, FALSE);
  if (!operation->func (edited, operation, arguments, context, error))
    {
      g_ptr_array_set_size (context->effects, (int) n_before);
      return FALSE;
    }
  sol_record_assign (record, edited);
  return TRUE;
}

/* Returns: (nullable): the argument that is called @name; %NULL when it is no text */
const char *
sol_operation_get_text (JsonObject *arguments, const char *name)
{
  JsonNode *node = json_object_get_member (arguments, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

/**
 * sol_operation_check_arguments:
 * @names: (nullable): ends in %NULL: the texts that must be there, and nothing else
 */
gboolean
sol_operation_check_arguments (JsonObject *arguments, const char *const *names, GError **error)
{
  const guint n_names = names != NULL ? g_strv_length ((char **) names) : 0;

  for (guint i = 0; i < n_names; i++)
    if (sol_operation_get_text (arguments, names[i]) == NULL)
      return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_VALUE, names[i],
                               "An argument is no text");
  return json_object_get_size (arguments) == n_names ||
         sol_model_refuse (error, SOL_MODEL_ERROR_UNKNOWN_FIELD, "arguments",
                           "There is one too many");
}

/**
 * sol_operation_take_text:
 * @name: of the field that it becomes, and of the only argument that there may be
 * @needed: %FALSE: it may say nothing, which leaves the field as it is
 *
 * What is said with an act, such as why it is a no.
 */
gboolean
sol_operation_take_text (SolRecord *record,
                         JsonObject *arguments,
                         const char *name,
                         gboolean needed,
                         GError **error)
{
  const char *told = sol_operation_get_text (arguments, name);
  g_autofree char *text = told != NULL ? g_strstrip (g_strdup (told)) : NULL;

  if (json_object_get_size (arguments) > (json_object_has_member (arguments, name) ? 1 : 0))
    return sol_model_refuse (error, SOL_MODEL_ERROR_UNKNOWN_FIELD, "arguments",
                             "There is one too many");
  if (text == NULL || *text == '\0')
    return !needed || sol_model_refuse (error, SOL_MODEL_ERROR_INCOMPLETE, name, "It is empty");
  if (g_utf8_strlen (text, -1) > sol_record_find_field (record, name, NULL)->max_length)
    return sol_model_refuse (error, SOL_MODEL_ERROR_TOO_LONG, name, "It is too long");
  sol_record_set_text (record, name, text);
  return TRUE;
}

/* Whether the server acts by itself. */
gboolean
sol_operation_check_server (const SolOperationContext *self, GError **error)
{
  return (self->actor->roles & SOL_ROLE_SERVER) ||
         sol_model_refuse (error, SOL_MODEL_ERROR_FORBIDDEN, "server",
                           "The server alone does this");
}

/**
 * sol_record_class_find_operation:
 *
 * Returns: (nullable): %NULL when the type has none of this name
 */
const SolOperation *
sol_record_class_find_operation (SolRecordClass *klass, const char *name)
{
  for (const SolOperation *operation = klass->operations;
       operation != NULL && operation->name != NULL; operation++)
    if (g_str_equal (operation->name, name))
      return operation;

  return NULL;
}
