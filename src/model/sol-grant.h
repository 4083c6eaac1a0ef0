/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-record.h"

G_BEGIN_DECLS

/**
 * SolGrant:
 * @list: a field of items, one for each person or organisation
 * @member: of an item, the text that names the account, or the organisation
 * @role: of an item, the word for what he may do there
 * @scope: what they may see: the scope of that kind with the id of the record
 * @organisations: the items name organisations: whoever belongs to one, for as long as he does
 *
 * Says of a type that its records let people see a scope. The server derives from it who sees what,
 * in the transaction that writes such a record.
 */
struct _SolGrant
{
  const char *list;
  const char *member;
  const char *role;
  SolScopeKind scope;
  gboolean organisations;
};

/**
 * SolGranted:
 * @account: (nullable): %NULL: of all who belong to @organisation
 * @organisation: (nullable): its id
 *
 * One person's right to one scope, or that of all who belong to one organisation.
 */
typedef struct
{
  char *account;
  char *organisation;
  char *scope;
  SolRoles roles;
} SolGranted;

void sol_granted_free (SolGranted *self);
GPtrArray *sol_grant_list (SolRecord *record);
SolRoles sol_grant_parse_role (const char *role);
SolRoles sol_grant_parse_platform_role (const char *role);
const char *sol_grant_print_role (SolRoles roles);

G_END_DECLS
