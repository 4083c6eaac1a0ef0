/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-actor.h"

G_BEGIN_DECLS

typedef enum
{
  SOL_SCOPE_KIND_NONE,    /* not a scope of this program */
  SOL_SCOPE_KIND_PUBLIC,  /* "public": all */
  SOL_SCOPE_KIND_MEMBERS, /* "members": the signed-in */
  SOL_SCOPE_KIND_ORG,     /* "org:ID": the members of an organisation */
  SOL_SCOPE_KIND_USER,    /* "user:ID": one account */
  SOL_SCOPE_KIND_SPACE,   /* "space:ID": a grouping, a purchase, a conversation */
  SOL_SCOPE_KIND_NETWORK, /* "network:ID" */
  SOL_SCOPE_KIND_REVIEW,  /* "review:DEPARTMENT": its moderators */
} SolScopeKind;

SolScopeKind sol_scope_parse (const char *scope, const char **id);
char *sol_scope_new (SolScopeKind kind, const char *id);
char *sol_scope_make (SolScopeKind kind, const SolActor *actor);
gboolean sol_scope_may_read (const char *scope, const SolActor *actor);
gboolean sol_scope_may_write (const char *scope, const SolActor *actor);

G_END_DECLS
