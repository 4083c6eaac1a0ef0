/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "server/sol-rates.h"

G_BEGIN_DECLS

#define SOL_ROLE_ANONYMOUS "anonymous"
#define SOL_ROLE_ACCOUNT "account" /* signed in */

#define SOL_AUTHZ_HISTORY "/v1/history/{id}" /* the route */

/**
 * SolLimits:
 * @body_max: bytes
 * @for_all: who is not signed in may ask too
 *
 * What one address may ask of a route, and bring to it.
 */
typedef struct
{
  SolRate rate;
  guint64 body_max;
  gboolean for_all;
} SolLimits;

/**
 * SolAuthzWrite:
 * @op: "create", "edit", "delete", "restore" or an operation of the type
 * @state: of the record before it: "draft" of one that tells none
 * @field: that it writes, or an argument's name; "-" of what writes none
 * @role: "member" or "manager" of the organisation whose the record is, "owner" who is the account
 *   whose it is, "animator" in his own network, "moderator", "server"; "stranger": whoever is
 * signed in
 * @scope: of the record, of which the table names the kind: "org" for "org:ID"
 *
 * A part of a mutation, as the table of rights tells of it.
 */
typedef struct
{
  const char *type;
  const char *op;
  const char *state;
  const char *field;
  const char *role;
  const char *scope;
} SolAuthzWrite;

gboolean
sol_authz_may_read (const char *route, const char *type, const char *role, const char *scope);
gboolean sol_authz_may_write (const SolAuthzWrite *write);
void sol_authz_get_limits (const char *route, const char *operation, SolLimits *limits);
GStrv sol_authz_list_readable (const char *route, const char *role, const char *scope);

G_END_DECLS
