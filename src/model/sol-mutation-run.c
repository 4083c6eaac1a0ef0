/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-mutation-run.h"

#include <string.h>

#include "model/sol-json.h"
#include "model/sol-merge.h"
#include "model/sol-model-error.h"
#include "model/sol-projection.h"
#include "model/sol-record-edit.h"
#include "model/sol-record-registry.h"
#include "model/sol-scope.h"

#define MAX_SIZE (512 * 1024) /* bytes of a record: who reads the feed takes a line of 1 MiB */

typedef struct
{
  const SolMutation *mutation;
  const char *client;
  const SolMutationTarget *target;
  SolOperationContext *context;
  GPtrArray *conflicts;
} Run;

static SolVerdict
refuse (GError **error, SolModelError code, const char *argument)
{
  sol_model_error_set (error, code, (const char *const[]){ argument, NULL }, "Refused");
  return code == SOL_MODEL_ERROR_FORBIDDEN ? SOL_VERDICT_FORBIDDEN : SOL_VERDICT_REJECTED;
}

static SolVerdict
conclude (Run *run, SolRecord *edited, gboolean done, const GError *cause)
{
  if (!done)
    return g_error_matches (cause, SOL_MODEL_ERROR, SOL_MODEL_ERROR_FORBIDDEN)
               ? SOL_VERDICT_FORBIDDEN
               : SOL_VERDICT_REJECTED;
  if (run->conflicts->len > 0)
    return SOL_VERDICT_CONFLICT;
  if (edited != NULL)
    sol_operation_add_effect (run->context, edited, FALSE, FALSE);
  return SOL_VERDICT_APPLIED;
}

/* No record was ever at a revision to come: then all that others wrote is news. To the server,
 * which acts on what is there, nothing is. */
static gint64
get_base_rev (const Run *run)
{
  const gint64 rev = run->target->record != NULL ? sol_record_get_rev (run->target->record) : 0;

  if (run->context->actor->roles & SOL_ROLE_SERVER)
    return rev;
  return run->mutation->base_rev <= rev ? run->mutation->base_rev : 0;
}

static SolMerge
make_merge (const Run *run)
{
  return (SolMerge){ .revisions = run->target->revisions,
                     .base_rev = get_base_rev (run),
                     .client = run->client,
                     .conflicts = run->conflicts };
}

static gboolean
is_shown (SolRecord *record)
{
  const SolProjection *projection = SOL_RECORD_GET_CLASS (record)->projections;

  for (; projection != NULL && projection->type != NULL; projection++)
    if (projection->scope == sol_projection_to_all && projection->when (record))
      return TRUE;
  return FALSE;
}

/* What all see is whole, and stays so. What it lacked already it may go on to lack. */
static gboolean
check_shown (const Run *run, SolRecord *edited, GError **error)
{
  SolRecord *before = run->target->record;
  g_auto (GStrv) missing = is_shown (edited) ? sol_record_list_missing (edited) : NULL;
  g_auto (GStrv) missed = missing != NULL && before != NULL && is_shown (before)
                              ? sol_record_list_missing (before)
                              : NULL;

  for (guint i = 0; missing != NULL && missing[i] != NULL; i++)
    if (missed == NULL || !g_strv_contains ((const char *const *) missed, missing[i]))
      {
        sol_model_error_set (error, SOL_MODEL_ERROR_INCOMPLETE,
                             (const char *const[]){ missing[i], NULL },
                             "Others see it, and a required field would be empty");
        return FALSE;
      }
  return TRUE;
}

/* Each part has its limit, all together have not. */
static gboolean
check_size (const Run *run, SolRecord *edited, GError **error)
{
  g_autoptr (JsonObject) object = sol_record_to_json (edited);
  g_autofree char *text = sol_json_object_to_text (object);

  if (strlen (text) <= MAX_SIZE)
    return TRUE;
  sol_model_error_set (error, SOL_MODEL_ERROR_TOO_LONG,
                       (const char *const[]){ run->mutation->type, NULL },
                       "The record has more than 512 KiB");
  return FALSE;
}

static gboolean
check_whole (const Run *run, SolRecord *edited, GError **error)
{
  return check_shown (run, edited, error) && check_size (run, edited, error);
}

/* The type's own rule. */
static gboolean
settle (const Run *run, SolRecord *edited, GError **error)
{
  SolRecord *before = run->target->record;
  SolRecordClass *klass = SOL_RECORD_GET_CLASS (edited != NULL ? edited : before);

  return klass->settle == NULL || klass->settle (edited, before, run->context, error);
}

static SolVerdict
merge (Run *run, SolRecord *edited, GError **error)
{
  const SolMerge how = make_merge (run);
  g_autoptr (GError) cause = NULL;
  gboolean done = sol_record_merge_patch (edited, run->mutation->patch, &how, &cause) &&
                  settle (run, edited, &cause) && check_whole (run, edited, &cause);
  SolVerdict verdict = conclude (run, edited, done, cause);

  if (cause != NULL)
    g_propagate_error (error, g_steal_pointer (&cause));
  return verdict;
}

/* (transfer full) (nullable): whose a new record is; %NULL: the actor may not make one */
static char *
make_scope (const Run *run, const SolRecordClass *klass)
{
  return klass->founds ? sol_scope_new (klass->owner, run->mutation->target)
                       : sol_scope_make (klass->owner, run->context->actor);
}

/* That an id is taken says nothing of the record that has it. */
static SolVerdict
create (Run *run, GType type, GError **error)
{
  g_autoptr (SolRecordClass) klass = g_type_class_ref (type);
  g_autofree char *scope = make_scope (run, klass);
  g_autoptr (SolRecord) record = NULL;
  g_autoptr (JsonObject) nothing = json_object_new ();

  if (scope == NULL)
    return refuse (error, SOL_MODEL_ERROR_FORBIDDEN, run->mutation->type);
  if (run->target->record != NULL)
    return refuse (error, SOL_MODEL_ERROR_WRONG_VALUE, "target");

  record = sol_record_new (type, 0);
  sol_record_load (record, run->mutation->target, scope, 0, nothing);
  return merge (run, record, error);
}

static SolVerdict
edit (Run *run, GError **error)
{
  g_autoptr (SolRecord) edited = sol_record_copy (run->target->record);

  return merge (run, edited, error);
}

/* Somebody wrote what the author of the mutation has not seen. */
static void
note_unseen (Run *run, const char *part, const SolRevision *revision)
{
  g_ptr_array_add (run->conflicts, sol_conflict_new (part, json_node_new (JSON_NODE_NULL),
                                                     json_node_new (JSON_NODE_NULL), revision));
}

/* @removed: or brought back */
/* What it was shown beside may be another organisation's since; the server alone knows. */
static gboolean
is_theirs_yet (const Run *run, const SolProjection *projection)
{
  const SolField *field = sol_record_find_field (run->target->record, projection->beside, NULL);
  const char *id = sol_record_get_text (run->target->record, field->name);
  g_autoptr (SolRecord)
      beside = id != NULL ? run->context->read (run->context->data, field->list, id) : NULL;

  const char *owner = beside != NULL ? sol_record_get_text (beside, projection->of) : NULL;

  return owner == NULL || g_strcmp0 (owner, run->context->actor->organisation) == 0;
}

static gboolean
check_beside (const Run *run, GError **error)
{
  const SolProjection *at = SOL_RECORD_GET_CLASS (run->target->record)->projections;

  for (; run->context->find != NULL && at != NULL && at->type != NULL; at++)
    if (at->beside != NULL && at->of != NULL && !is_theirs_yet (run, at))
      return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_VALUE, at->beside,
                               "Another organisation has it now");
  return TRUE;
}

static SolVerdict
take_away (Run *run, gboolean removed, GError **error)
{
  g_autoptr (GError) cause = NULL;
  SolVerdict verdict;

  if ((removed || check_beside (run, &cause)) && settle (run, NULL, &cause))
    {
      sol_operation_add_effect (run->context, run->target->record, removed, FALSE);
      return SOL_VERDICT_APPLIED;
    }
  verdict = conclude (run, NULL, FALSE, cause);
  g_propagate_error (error, g_steal_pointer (&cause));
  return verdict;
}

static SolVerdict
erase (Run *run, GError **error)
{
  const char *part = NULL;
  const SolRevision *revision = SOL_RECORD_GET_CLASS (run->target->record)->freely_erased
                                    ? NULL
                                    : sol_revisions_find_within (run->target->revisions, "",
                                                                 get_base_rev (run), run->client,
                                                                 &part);

  if (revision != NULL)
    {
      note_unseen (run, part, revision);
      return SOL_VERDICT_CONFLICT;
    }
  return take_away (run, TRUE, error);
}

/* Takes what is under a field out of a patch. */
static void
leave_out (SolPatch *patch, const char *field)
{
  if (patch->set != NULL)
    json_object_remove_member (patch->set, field);
  for (guint i = patch->items != NULL ? patch->items->len : 0; i > 0; i--)
    if (g_str_equal (((SolItemEdit *) patch->items->pdata[i - 1])->path[0], field))
      g_ptr_array_remove_index (patch->items, i - 1);
}

/* What an operation wrote because its arguments said so is not put over what somebody else wrote;
 * of the fields that rules write, its own rule decided. */
static void
find_overlaps (Run *run, SolRecord *edited)
{
  g_autoptr (SolRecord) copy = sol_record_copy (run->target->record);
  g_autoptr (SolPatch) patch = sol_patch_new_diff (copy, edited);
  SolMerge how = make_merge (run);

  for (guint i = 0; i < SOL_RECORD_GET_CLASS (copy)->n_fields; i++)
    {
      const SolField *field = &SOL_RECORD_GET_CLASS (copy)->fields[i];

      if (field->flags & SOL_FIELD_SERVER)
        leave_out (patch, field->name);
    }
  how.trusted = TRUE;
  sol_record_merge_patch (copy, patch, &how, NULL);
}

/* What rules wrote they decided; what is its owner's alone is not judged. */
static gboolean
is_judged (SolRecord *record, const char *part)
{
  g_autofree char *name = g_strndup (part, strcspn (part, "/"));
  const SolField *field = sol_record_find_field (record, name, NULL);

  return field == NULL || !(field->flags & (SOL_FIELD_SERVER | SOL_FIELD_PRIVATE));
}

/* What was written since the revision that somebody says yes or no to. */
static void
find_unseen (Run *run)
{
  g_autoptr (GPtrArray)
      parts = sol_revisions_list_news (run->target->revisions, get_base_rev (run), run->client);

  for (guint i = 0; i < parts->len; i++)
    if (is_judged (run->target->record, parts->pdata[i]))
      note_unseen (run, parts->pdata[i],
                   sol_revisions_find (run->target->revisions, parts->pdata[i], G_MININT64, NULL));
}

static gboolean
judges (const Run *run)
{
  SolRecordClass *klass = SOL_RECORD_GET_CLASS (run->target->record);

  return sol_record_class_find_operation (klass, run->mutation->op)->judges;
}

static SolVerdict
operate (Run *run, GError **error)
{
  const SolPatch *patch = run->mutation->patch;
  g_autoptr (SolRecord) edited = sol_record_copy (run->target->record);
  g_autoptr (JsonObject) arguments = patch->set != NULL ? json_object_ref (patch->set)
                                                        : json_object_new ();
  g_autoptr (GError) cause = NULL;
  gboolean done;
  SolVerdict verdict;

  done = sol_operation_run (edited, run->mutation->op, arguments, run->context, &cause) &&
         check_whole (run, edited, &cause);
  if (done && judges (run))
    find_unseen (run);
  else if (done)
    find_overlaps (run, edited);
  verdict = conclude (run, NULL, done, cause);
  if (cause != NULL)
    g_propagate_error (error, g_steal_pointer (&cause));
  return verdict;
}

/* Whoever may take it away may bring it back. */
static SolVerdict
restore (Run *run, GError **error)
{
  if (!run->target->deleted)
    return refuse (error, SOL_MODEL_ERROR_WRONG_STATE, "restore");
  if (!run->target->restorable)
    return SOL_VERDICT_GONE;
  return take_away (run, FALSE, error);
}

static gboolean
is_general (const char *op)
{
  return g_str_equal (op, SOL_MUTATION_EDIT) || g_str_equal (op, SOL_MUTATION_DELETE) ||
         g_str_equal (op, SOL_MUTATION_RESTORE);
}

/* Asked before the record is looked at: it is the same answer when there is none. */
static gboolean
is_operation (const Run *run, GType type)
{
  g_autoptr (SolRecordClass) klass = g_type_class_ref (type);
  const SolPatch *patch = run->mutation->patch;

  return sol_record_class_find_operation (klass, run->mutation->op) != NULL && patch->add == NULL &&
         patch->remove == NULL && patch->items == NULL;
}

/* What rules make of other records is theirs, wherever it is seen. */
static gboolean
may_write (const Run *run)
{
  SolRecord *record = run->target->record;

  return SOL_RECORD_GET_CLASS (record)->owner != SOL_SCOPE_KIND_NONE &&
         sol_scope_may_write (sol_record_get_scope (record), run->context->actor);
}

/* Of a record that is, or was. */
static SolVerdict
change (Run *run, GType type, GError **error)
{
  const char *op = run->mutation->op;
  gboolean general = is_general (op) || run->target->deleted;

  if (!is_general (op) && !is_operation (run, type))
    return refuse (error, SOL_MODEL_ERROR_UNKNOWN_FIELD, op);
  if (run->target->record == NULL || (general && !may_write (run)))
    return refuse (error, SOL_MODEL_ERROR_FORBIDDEN, run->mutation->type);
  if (g_str_equal (op, SOL_MUTATION_RESTORE))
    return restore (run, error);
  if (run->target->deleted)
    return SOL_VERDICT_GONE;
  if (g_str_equal (op, SOL_MUTATION_EDIT))
    return edit (run, error);
  return g_str_equal (op, SOL_MUTATION_DELETE) ? erase (run, error) : operate (run, error);
}

/**
 * sol_mutation_run:
 * @client: where it comes from
 * @target: the record it names, as the store that decides has it
 * @context: who, when, and what takes the effects
 * @conflicts: (element-type SolConflict): takes what both sides wrote
 *
 * The verdict on a mutation, the same wherever it is asked. Unless it is applied, the effects are
 * to be thrown away.
 *
 * Returns: the verdict; @error tells a #SolModelError of one that is rejected or forbidden
 */
SolVerdict
sol_mutation_run (const SolMutation *self,
                  const char *client,
                  const SolMutationTarget *target,
                  SolOperationContext *context,
                  GPtrArray *conflicts,
                  GError **error)
{
  GType type = sol_record_registry_find (self->type);
  Run run = { self, client, target, context, conflicts };

  if (type == G_TYPE_INVALID)
    return refuse (error, SOL_MODEL_ERROR_UNKNOWN_FIELD, self->type);
  return g_str_equal (self->op, SOL_MUTATION_CREATE) ? create (&run, type, error)
                                                     : change (&run, type, error);
}
