/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/sol-account-session.h"

G_BEGIN_DECLS

/**
 * SolReadyAccount:
 * @role: member, moderator, administrator
 *
 * An account that the demonstration offers for trying.
 */
typedef struct
{
  char *address;
  char *password;
  char *name;
  char *kind;
  char *role;
} SolReadyAccount;

/**
 * SolKept:
 * @SOL_KEPT_CLOSED: an account, from its closing on
 * @SOL_KEPT_TOLD: one that nobody uses, after its owner was told
 * @SOL_KEPT_INACTIVE: one that nobody uses, before
 * @SOL_KEPT_UNCONFIRMED: one whose address nobody confirmed
 * @SOL_KEPT_SESSIONS: sessions that ended
 * @SOL_KEPT_AUDIT: who did what
 * @SOL_KEPT_ANSWERS: what was answered to what was sent
 * @SOL_KEPT_UPLOADS: attachments that nothing names
 * @SOL_KEPT_TOMBSTONES: that something was deleted
 * @SOL_KEPT_HISTORY: what was written in place of what
 * @SOL_KEPT_LOOKS: how often the pages of structures were looked at
 *
 * What a platform holds on people for a time only.
 */
typedef enum
{
  SOL_KEPT_CLOSED,
  SOL_KEPT_TOLD,
  SOL_KEPT_INACTIVE,
  SOL_KEPT_UNCONFIRMED,
  SOL_KEPT_SESSIONS,
  SOL_KEPT_AUDIT,
  SOL_KEPT_ANSWERS,
  SOL_KEPT_UPLOADS,
  SOL_KEPT_TOMBSTONES,
  SOL_KEPT_HISTORY,
  SOL_KEPT_LOOKS,
  SOL_N_KEPT
} SolKept;

/**
 * SolCodesWay:
 * @SOL_CODES_UNKNOWN: an older server does not say
 * @SOL_CODES_MAILED: to the address of who asked
 * @SOL_CODES_SHOWN: who runs the server reads them out
 * @SOL_CODES_NONE: not at all: nobody signs up by himself
 *
 * How codes get to who asked for an account, or for another password.
 */
typedef enum
{
  SOL_CODES_UNKNOWN,
  SOL_CODES_MAILED,
  SOL_CODES_SHOWN,
  SOL_CODES_NONE,
} SolCodesWay;

/**
 * SolPlatformInfo:
 * @codes: how they get to people
 * @contact: (nullable): mailbox of who keeps the platform, as it came
 * @provider: (nullable): the name of where one may sign in too, by a #SolWebSignIn
 * @days: by #SolKept; 0: not told
 * @accounts: (element-type SolReadyAccount): none of a server that is no demonstration
 *
 * What a platform says of itself to people who have an account there, or want one.
 */
typedef struct
{
  SolCodesWay codes;
  char *contact;
  char *provider;
  guint days[SOL_N_KEPT];
  GPtrArray *accounts;
} SolPlatformInfo;

void sol_platform_info_free (SolPlatformInfo *self);

void sol_account_session_ask_platform_async (SolAccountSession *self,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data);
SolPlatformInfo *sol_account_session_ask_platform_finish (SolAccountSession *self,
                                                          GAsyncResult *result,
                                                          GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolPlatformInfo, sol_platform_info_free)

G_END_DECLS
