/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/sol-account-store.h"
#include "sync/sol-account-session.h"

G_BEGIN_DECLS

/**
 * SolWorkshopGuest:
 * @account: who is signed in
 * @organisation: (nullable): that he acts for; %NULL: it comes to no workshop
 * @animates: he holds workshops for it; else it is a structure
 *
 * Who comes to workshops. The objects stay the caller's.
 */
typedef struct
{
  SolAccountSession *account;
  const char *organisation;
  gboolean animates;
} SolWorkshopGuest;

gboolean sol_workshop_guest_init (SolWorkshopGuest *self,
                                  SolAccountSession *account,
                                  SolMembership *membership);

#define SOL_TYPE_WORKSHOPS_PLACE (sol_workshops_place_get_type ())
G_DECLARE_FINAL_TYPE (SolWorkshopsPlace, sol_workshops_place, SOL, WORKSHOPS_PLACE, AdwBin)

GtkWidget *sol_workshops_place_new (SolAccountStore *store, const SolWorkshopGuest *guest);
gboolean sol_workshops_place_is_of (SolWorkshopsPlace *self,
                                    SolAccountStore *store,
                                    const SolWorkshopGuest *guest);
gboolean sol_workshops_place_get_any (SolWorkshopsPlace *self);
void sol_workshops_place_let_go (SolWorkshopsPlace *self);

G_END_DECLS
