/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "model/sol-actor.h"
#include "server/sol-accounts.h"
#include "server/sol-storage.h"

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

/**
 * SolInvite:
 * @hash: of the code that whoever is invited brings
 * @role: "member" or "manager"
 * @expires_at: seconds since 1970
 *
 * The strings stay the caller's.
 */
typedef struct
{
  const char *hash;
  const char *organisation;
  const char *role;
  gint64 expires_at;
} SolInvite;

/**
 * SolReminder:
 * @mail: its kind, as sol_mail_compose() knows it
 * @type: (nullable): and @id: of the record that it is about; where whom it is for has no account
 *
 * Whom to tell that he is to answer.
 */
typedef struct
{
  char *address;
  char *locale;
  const char *mail;
  const char *type;
  char *id;
} SolReminder;

void sol_reminder_free (SolReminder *self);
/**
 * SolCensusInvite:
 * @hash: of the code that whoever is invited brings
 * @entry: id of what was censused
 * @scope: of the organisation that censused it
 * @expires_at: seconds since 1970
 * @mails: the server sends mails
 *
 * The strings stay the caller's.
 */
typedef struct
{
  const char *hash;
  const char *entry;
  const char *scope;
  gint64 expires_at;
  gboolean mails;
} SolCensusInvite;

/**
 * SolCensusVerdict:
 * @SOL_CENSUS_INVITED: the code is good from now on
 * @SOL_CENSUS_TOO_SOON: it was invited a few days ago
 * @SOL_CENSUS_ANSWERED: somebody of it came
 * @SOL_CENSUS_REFUSED: nobody is to write there
 * @SOL_CENSUS_CLAIMED: its people have it already
 * @SOL_CENSUS_UNKNOWN: the organisation censused no such structure
 */
typedef enum
{
  SOL_CENSUS_INVITED,
  SOL_CENSUS_TOO_SOON,
  SOL_CENSUS_ANSWERED,
  SOL_CENSUS_REFUSED,
  SOL_CENSUS_CLAIMED,
  SOL_CENSUS_UNKNOWN,
} SolCensusVerdict;

/**
 * SolCensusOutcome:
 * @address: (nullable): of mail, as it is written to
 * @known: the catalogue has the structure, which is to be claimed
 * @proves: it is the one that the catalogue lists, and a mail leaves: the code is for nobody else
 *
 * What became of an invitation.
 */
typedef struct
{
  SolCensusVerdict verdict;
  char *address;
  gboolean known;
  gboolean proves;
} SolCensusOutcome;

/**
 * SolWorkshopCode:
 * @hash: of the code that is told in the room
 * @workshop: its id
 * @scope: of the organisation that holds it
 * @good_from: seconds since 1970; known once it is kept
 * @expires_at: likewise
 *
 * The strings stay the caller's.
 */
typedef struct
{
  const char *hash;
  const char *workshop;
  const char *scope;
  gint64 good_from;
  gint64 expires_at;
} SolWorkshopCode;

/**
 * SolWorkshopVerdict:
 * @SOL_WORKSHOP_CODE_GOOD: on its day, from now on
 * @SOL_WORKSHOP_CODE_CLOSED: the workshop is closed
 * @SOL_WORKSHOP_CODE_NO_DAY: its day is past, or it has none
 * @SOL_WORKSHOP_CODE_UNKNOWN: the organisation holds no such workshop
 */
typedef enum
{
  SOL_WORKSHOP_CODE_GOOD,
  SOL_WORKSHOP_CODE_CLOSED,
  SOL_WORKSHOP_CODE_NO_DAY,
  SOL_WORKSHOP_CODE_UNKNOWN,
} SolWorkshopVerdict;

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
  gboolean (*put_invite) (SolAccess *self,
                          const SolInvite *invite,
                          const SolAudit *audit,
                          GError **error);
  gboolean (*invite_censused) (SolAccess *self,
                               const SolStorageSender *sender,
                               const SolCensusInvite *invite,
                               SolCensusOutcome *outcome,
                               GError **error);
  gboolean (*take_invite) (SolAccess *self,
                           const SolStorageSender *sender,
                           const char *hash,
                           char **organisation,
                           GError **error);
  gboolean (*put_workshop_code) (SolAccess *self,
                                 const SolStorageSender *sender,
                                 SolWorkshopCode *code,
                                 SolWorkshopVerdict *verdict,
                                 GError **error);
  gboolean (*take_workshop_code) (SolAccess *self,
                                  const SolStorageSender *sender,
                                  const char *hash,
                                  char **workshop,
                                  GError **error);
  GPtrArray *(*remind) (SolAccess *self, gint64 now, GError **error);
  gboolean (*purge) (SolAccess *self, gint64 now, GError **error);
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
gboolean sol_access_put_invite (SolAccess *self,
                                const SolInvite *invite,
                                const SolAudit *audit,
                                GError **error);
gboolean sol_access_invite_censused (SolAccess *self,
                                     const SolStorageSender *sender,
                                     const SolCensusInvite *invite,
                                     SolCensusOutcome *outcome,
                                     GError **error);
gboolean sol_access_take_invite (SolAccess *self,
                                 const SolStorageSender *sender,
                                 const char *hash,
                                 char **organisation,
                                 GError **error);
gboolean sol_access_put_workshop_code (SolAccess *self,
                                       const SolStorageSender *sender,
                                       SolWorkshopCode *code,
                                       SolWorkshopVerdict *verdict,
                                       GError **error);
gboolean sol_access_take_workshop_code (SolAccess *self,
                                        const SolStorageSender *sender,
                                        const char *hash,
                                        char **workshop,
                                        GError **error);
GPtrArray *sol_access_remind (SolAccess *self, gint64 now, GError **error);
gboolean sol_access_purge (SolAccess *self, gint64 now, GError **error);

G_END_DECLS
