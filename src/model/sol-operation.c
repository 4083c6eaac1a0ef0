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
