/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sol-live-list.h"
#include "sync/sol-account-session.h"

G_BEGIN_DECLS

/**
 * SolWorkshopLists:
 * @account: who is signed in
 * @store: his
 * @organisation: that he acts for
 * @animates: he holds workshops for it; else it is a structure, which comes to them
 * @own: his organisation's workshops, or its pages; among those of others that he belongs to
 * @tables: workshops as those who sit there see them
 * @shares: what they share
 * @census: whom his network knows
 *
 * What the pages of workshops read.
 */
typedef struct
{
  SolAccountSession *account;
  SolAccountStore *store;
  char *organisation;
  gboolean animates;
  SolLiveList *own;
  SolLiveList *tables;
  SolLiveList *shares;
  SolLiveList *census;
} SolWorkshopLists;

G_END_DECLS
