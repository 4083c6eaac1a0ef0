/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-write-rights.h"

#include "model/sol-record-registry.h"
#include "model/sol-scope.h"
#include "server/sol-authz.h"

/* The gate before the rules of the model: what the table of rights has no yes for is not written,
 * whatever they say. */

#define NO_FIELD "-"
#define FIRST_STATE "draft"

/* (transfer full) (nullable): of the record that is meant; of a new one, where it would come */
static char *
find_scope (const SolMutation *mutation, SolRecord *record)
{
  GType type = sol_record_registry_find (mutation->type);
  g_autoptr (SolRecordClass) klass = NULL;

  if (record != NULL)
    return g_strdup (sol_record_get_scope (record));
  if (type == G_TYPE_INVALID)
    return NULL;
  klass = g_type_class_ref (type);
  return sol_scope_new (klass->owner, mutation->target);
}

/* A new record is made for whom its author acts, unless it has a scope of its own. */
static gboolean
is_own (const SolMutation *mutation, SolRecord *record, SolScopeKind kind, const SolActor *actor)
{
  const char *id;

  if (record != NULL)
    return sol_scope_parse (sol_record_get_scope (record), &id) == kind &&
           g_strcmp0 (id, kind == SOL_SCOPE_KIND_ORG ? actor->organisation : actor->account) == 0;
  return g_str_equal (mutation->op, SOL_MUTATION_CREATE) &&
         (kind == SOL_SCOPE_KIND_USER || actor->organisation != NULL);
}

/* All that he is to the record: each lets him do what it may. */
static void
list_roles (const SolMutation *mutation,
            SolRecord *record,
            const char *scope,
            const SolActor *actor,
            const char **roles)
{
  SolScopeKind kind = sol_scope_parse (scope, NULL);
  gboolean own = is_own (mutation, record, kind, actor);
  guint n = 0;

  if (own && kind == SOL_SCOPE_KIND_USER)
    roles[n++] = "owner";
  if (own && kind == SOL_SCOPE_KIND_ORG && (actor->roles & SOL_ROLE_MEMBER))
    roles[n++] = "member";
  if (own && kind == SOL_SCOPE_KIND_ORG && (actor->roles & SOL_ROLE_MANAGER))
    roles[n++] = "manager";
  if (own && kind == SOL_SCOPE_KIND_ORG && (actor->roles & SOL_ROLE_MEMBER) &&
      (actor->roles & SOL_ROLE_ANIMATOR))
    roles[n++] = "animator";
  if (actor->roles & SOL_ROLE_MODERATOR)
    roles[n++] = "moderator";
  if (actor->roles & SOL_ROLE_SERVER)
    roles[n++] = "server";
  roles[n++] = "stranger";
  roles[n] = NULL;
}

/**
 * sol_write_rights_get_state:
 * @record: (nullable)
 *
 * Returns: as the table of rights calls it: "draft" of one that tells none
 */
const char *
sol_write_rights_get_state (SolRecord *record)
{
  const char *state = record != NULL && sol_record_find_field (record, "state", NULL) != NULL
                          ? sol_record_get_text (record, "state")
                          : NULL;

  return state != NULL ? state : FIRST_STATE;
}

static gboolean
any_may (SolAuthzWrite *write, const char *const *roles)
{
  for (; *roles != NULL; roles++)
    {
      write->role = *roles;
      if (sol_authz_may_write (write))
        return TRUE;
    }
  return FALSE;
}

/**
 * sol_write_rights_allow:
 * @record: (nullable): that it is about, or what it was before it was deleted
 *
 * Whether the table of rights lets @actor do all that @mutation does. Any thread.
 */
gboolean
sol_write_rights_allow (const SolMutation *mutation, SolRecord *record, const SolActor *actor)
{
  g_auto (GStrv) fields = sol_patch_list_fields (mutation->patch);
  g_autofree char *scope = find_scope (mutation, record);
  const char *roles[8];
  SolAuthzWrite write = { .type = mutation->type, .op = mutation->op, .scope = scope };

  if (scope == NULL)
    return FALSE;
  write.state = sol_write_rights_get_state (record);
  write.field = NO_FIELD;
  list_roles (mutation, record, scope, actor, roles);
  if (fields[0] == NULL)
    return any_may (&write, roles);
  for (guint i = 0; fields[i] != NULL; i++)
    {
      write.field = fields[i];
      if (!any_may (&write, roles))
        return FALSE;
    }
  return TRUE;
}
