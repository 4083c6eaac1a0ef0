/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/sol-pictures.h"
#include "model/sol-actor.h"
#include "sync/sol-account-session.h"
#include "sync/sol-sync.h"

G_BEGIN_DECLS

/**
 * SolListingOwner:
 * @organisation: its id
 * @name: its name
 * @roles: of the user in it
 * @account_name: (nullable): of the user
 * @account: (nullable): of the user: asks for what is not on this computer
 * @pictures: (nullable): brings those that are not on this computer
 * @sync: (nullable): brings the listing
 */
typedef struct
{
  const char *organisation;
  const char *name;
  SolRoles roles;
  const char *account_name;
  SolAccountSession *account;
  SolPictures *pictures;
  SolSync *sync;
} SolListingOwner;

G_END_DECLS
