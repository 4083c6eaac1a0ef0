/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-grant.h"

#include "model/sol-item.h"

/* The higher one last. */
static const struct
{
  const char *word;
  SolRoles roles;
} words[] = {
  { "member", SOL_ROLE_MEMBER },
  { "manager", SOL_ROLE_MEMBER | SOL_ROLE_MANAGER },
};

void
sol_granted_free (SolGranted *self)
{
  g_free (self->account);
  g_free (self->organisation);
  g_free (self->scope);
  g_free (self);
}

/**
 * sol_grant_parse_role:
 * @role: (nullable): "member" or "manager"
 *
 * Returns: %SOL_ROLE_NONE for another word
 */
SolRoles
sol_grant_parse_role (const char *role)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (role, words[i].word) == 0)
      return words[i].roles;

  return SOL_ROLE_NONE;
}

/**
 * sol_grant_parse_platform_role:
 * @role: (nullable): of an account: "member", "animator", "moderator" or "administrator"
 *
 * Returns: what it may do whomever it acts for
 */
SolRoles
sol_grant_parse_platform_role (const char *role)
{
  if (g_strcmp0 (role, "moderator") == 0)
    return SOL_ROLE_MODERATOR | SOL_ROLE_ANIMATOR;
  return g_strcmp0 (role, "animator") == 0 || g_strcmp0 (role, "administrator") == 0
             ? SOL_ROLE_ANIMATOR
             : SOL_ROLE_NONE;
}

/* Returns: (nullable): the word for the highest of @roles */
const char *
sol_grant_print_role (SolRoles roles)
{
  for (guint i = G_N_ELEMENTS (words); i > 0; i--)
    if ((roles & words[i - 1].roles) == words[i - 1].roles)
      return words[i - 1].word;

  return NULL;
}

static void
add_granted (GPtrArray *granted, SolRecord *record, const SolGrant *grant)
{
  GPtrArray *items = sol_record_get_items (record, grant->list);

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const char *member = sol_item_get_text (items->pdata[i], grant->member);
      SolRoles roles = sol_grant_parse_role (sol_item_get_text (items->pdata[i], grant->role));
      SolGranted *one;

      if (member == NULL || roles == SOL_ROLE_NONE)
        continue;
      one = g_new0 (SolGranted, 1);
      one->account = grant->organisations ? NULL : g_strdup (member);
      one->organisation = grant->organisations ? g_strdup (member) : NULL;
      one->scope = sol_scope_new (grant->scope, sol_record_get_id (record));
      one->roles = roles;
      g_ptr_array_add (granted, one);
    }
}

/**
 * sol_grant_list:
 *
 * Returns: (transfer full) (element-type SolGranted): what the record lets whom see
 */
GPtrArray *
sol_grant_list (SolRecord *record)
{
  const SolGrant *grant = SOL_RECORD_GET_CLASS (record)->grants;
  GPtrArray *granted = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_granted_free);

  for (; grant != NULL && grant->list != NULL; grant++)
    add_granted (granted, record, grant);
  return granted;
}
