/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-scope.h"

#include <string.h>

static const struct
{
  const char *prefix;
  SolScopeKind kind;
} kinds[] = {
  { "org:", SOL_SCOPE_KIND_ORG },       { "user:", SOL_SCOPE_KIND_USER },
  { "space:", SOL_SCOPE_KIND_SPACE },   { "network:", SOL_SCOPE_KIND_NETWORK },
  { "review:", SOL_SCOPE_KIND_REVIEW },
};

/**
 * sol_scope_parse:
 * @scope: of a record; each record has one
 * @id: (out) (optional) (nullable): what stands after the colon; a part of @scope
 */
SolScopeKind
sol_scope_parse (const char *scope, const char **id)
{
  if (id != NULL)
    *id = NULL;
  if (g_str_equal (scope, "public"))
    return SOL_SCOPE_KIND_PUBLIC;
  if (g_str_equal (scope, "members"))
    return SOL_SCOPE_KIND_MEMBERS;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_has_prefix (scope, kinds[i].prefix) && scope[strlen (kinds[i].prefix)] != '\0')
      {
        if (id != NULL)
          *id = scope + strlen (kinds[i].prefix);
        return kinds[i].kind;
      }

  return SOL_SCOPE_KIND_NONE;
}

/**
 * sol_scope_may_read:
 * @actor: (nullable): %NULL for somebody without an account
 *
 * Whether the scope alone lets @actor see its records. Of a space, a network and a review the
 * actor does not tell: those are no until who belongs to them is a record.
 */
gboolean
sol_scope_may_read (const char *scope, const SolActor *actor)
{
  const char *id;
  SolScopeKind kind = sol_scope_parse (scope, &id);

  if (kind == SOL_SCOPE_KIND_PUBLIC)
    return TRUE;
  if (actor == NULL || actor->account == NULL)
    return FALSE;

  switch (kind)
    {
    case SOL_SCOPE_KIND_MEMBERS:
      return TRUE;
    case SOL_SCOPE_KIND_ORG:
      return g_strcmp0 (id, actor->organisation) == 0;
    case SOL_SCOPE_KIND_USER:
      return g_str_equal (id, actor->account);
    default:
      return FALSE;
    }
}

/**
 * sol_scope_may_write:
 *
 * Whether @actor edits the records of that scope. What is seen by more than one organisation or
 * person is written by operations and the server alone.
 */
gboolean
sol_scope_may_write (const char *scope, const SolActor *actor)
{
  const char *id;

  if (actor == NULL)
    return FALSE;

  switch (sol_scope_parse (scope, &id))
    {
    case SOL_SCOPE_KIND_ORG:
      return (actor->roles & (SOL_ROLE_MEMBER | SOL_ROLE_MANAGER)) &&
             g_strcmp0 (id, actor->organisation) == 0;
    case SOL_SCOPE_KIND_USER:
      return g_strcmp0 (id, actor->account) == 0;
    default:
      return FALSE;
    }
}

/**
 * sol_scope_new:
 * @kind: one that stands before a colon
 * @id: (nullable): what stands after it
 *
 * Returns: (transfer full) (nullable): %NULL without an id
 */
char *
sol_scope_new (SolScopeKind kind, const char *id)
{
  for (guint i = 0; id != NULL && *id != '\0' && i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].kind == kind)
      return g_strconcat (kinds[i].prefix, id, NULL);

  return NULL;
}

/**
 * sol_scope_make:
 *
 * Returns: (transfer full) (nullable): the scope of that kind that is @actor's to write
 */
char *
sol_scope_make (SolScopeKind kind, const SolActor *actor)
{
  g_autofree char *scope = sol_scope_new (kind, kind == SOL_SCOPE_KIND_ORG    ? actor->organisation
                                                : kind == SOL_SCOPE_KIND_USER ? actor->account
                                                                              : NULL);

  return scope != NULL && sol_scope_may_write (scope, actor) ? g_steal_pointer (&scope) : NULL;
}
