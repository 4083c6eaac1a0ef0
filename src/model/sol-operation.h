/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-record.h"

G_BEGIN_DECLS

/**
 * SolEffect:
 * @record: as it is from now on, or as it was when it goes
 * @removed: it goes
 * @server: only the server may make this one: a client shows it as awaited
 *
 * One change that an act makes.
 */
typedef struct
{
  SolRecord *record;
  gboolean removed;
  gboolean server;
} SolEffect;

void sol_effect_free (SolEffect *self);

/**
 * SolOperationContext:
 * @actor: who acts
 * @moment: when, in UTC
 * @read: another record as it is now, or %NULL (transfer full)
 * @effects: (element-type SolEffect): takes what the act does, that of its own record first
 * @find: (nullable): the records of a type that say a text in a field, where all of them are known:
 *   at the server (transfer full) (element-type SolRecord)
 *
 * All that an operation knows beside its record: it has no clock and no I/O.
 */
struct _SolOperationContext
{
  const SolActor *actor;
  const char *moment;
  SolRecord *(*read) (gpointer data, const char *type, const char *id);
  gpointer data;
  GPtrArray *effects;
  GPtrArray *(*find) (gpointer data, const char *type, const char *field, const char *text);
};

/**
 * SolOperationFunc:
 * @record: a copy to work on: it is thrown away when the answer is no
 * @arguments: as its caller sent them: nothing in them is known to be sound
 *
 * Says who may and from which state, and writes what follows.
 *
 * Returns: %FALSE with a #SolModelError whose arguments say what it is about
 */
typedef gboolean (*SolOperationFunc) (SolRecord *record,
                                      const SolOperation *operation,
                                      JsonObject *arguments,
                                      SolOperationContext *context,
                                      GError **error);

/**
 * SolOperation:
 * @name: on the wire
 * @data: (nullable): of the function's own, to be several operations
 * @judges: its author says yes or no to what the record says: not to what he has not seen
 *
 * What a type can do beside being edited: one function, run by the client on its own copy and by
 * the server as the authority.
 */
struct _SolOperation
{
  const char *name;
  SolOperationFunc func;
  gconstpointer data;
  gboolean judges;
};

gboolean sol_operation_run (SolRecord *record,
                            const char *name,
                            JsonObject *arguments,
                            SolOperationContext *context,
                            GError **error);
const char *sol_operation_get_text (JsonObject *arguments, const char *name);
gboolean
sol_operation_check_arguments (JsonObject *arguments, const char *const *names, GError **error);
gboolean sol_operation_take_text (SolRecord *record,
                                  JsonObject *arguments,
                                  const char *name,
                                  gboolean needed,
                                  GError **error);
gboolean sol_operation_check_server (const SolOperationContext *self, GError **error);
void sol_operation_add_effect (SolOperationContext *self,
                               SolRecord *record,
                               gboolean removed,
                               gboolean server);

G_END_DECLS
