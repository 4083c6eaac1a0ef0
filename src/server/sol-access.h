/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "model/sol-actor.h"

G_BEGIN_DECLS

/**
 * SolRightChange:
 * @version: of the account's rights, from then on
 * @gained: %FALSE: it was lost
 *
 * A scope that an account came to see, or no longer sees.
 */
typedef struct
{
  gint64 version;
  char *scope;
  gboolean gained;
} SolRightChange;

/**
 * SolRights:
 * @version: counted up by each change of them; 0: there was none
 * @scopes: those that the account reads, but for what all read
 * @changes: (element-type SolRightChange): since the version that was asked about, in order
 *
 * What an account may read, at one moment.
 */
typedef struct
{
  gint64 version;
  GStrv scopes;
  GPtrArray *changes;
} SolRights;

/**
 * SolMembership:
 * @id: of the organisation
 *
 * An organisation that somebody belongs to.
 */
typedef struct
{
  char *id;
  char *name;
  char *kind;
  SolRoles roles;
} SolMembership;

void sol_rights_free (SolRights *self);
void sol_membership_free (SolMembership *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolRights, sol_rights_free)

#define SOL_TYPE_ACCESS (sol_access_get_type ())
G_DECLARE_INTERFACE (SolAccess, sol_access, SOL, ACCESS, GObject)

/**
 * SolAccessInterface:
 *
 * What the server asks of a database about who may see and do what. Nothing of it is kept over a
 * request. Errors are #SolStorageError. All calls may wait for the disk and may come from any
 * thread.
 */
struct _SolAccessInterface
{
  GTypeInterface parent_interface;

  SolRights *(*get_rights) (SolAccess *self, const char *account, gint64 since, GError **error);
  gboolean (*get_roles) (SolAccess *self,
                         const char *account,
                         const char *scope,
                         SolRoles *roles,
                         GError **error);
  GPtrArray *(*list_memberships) (SolAccess *self, const char *account, GError **error);
  gboolean (*set_scopes) (SolAccess *self,
                          const char *account,
                          const char *const *scopes,
                          GError **error);
};

SolRights *
sol_access_get_rights (SolAccess *self, const char *account, gint64 since, GError **error);
gboolean sol_access_get_roles (SolAccess *self,
                               const char *account,
                               const char *scope,
                               SolRoles *roles,
                               GError **error);
GPtrArray *sol_access_list_memberships (SolAccess *self, const char *account, GError **error);
gboolean sol_access_set_scopes (SolAccess *self,
                                const char *account,
                                const char *const *scopes,
                                GError **error);

G_END_DECLS
