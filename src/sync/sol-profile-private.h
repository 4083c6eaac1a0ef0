/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/sol-reply.h"
#include "sync/sol-membership.h"

G_BEGIN_DECLS

/**
 * SolProfile:
 * @account: (nullable): its id; %NULL when nobody is signed in
 * @session: (nullable): id of the session at the server
 * @proof: (nullable): "password", or "sign-in" of an account that has none
 * @organisation: (nullable): for which he acts when nothing else is said; %NULL for himself
 * @memberships: (element-type SolMembership)
 * @reviews: codes of the departments whose listings he reviews
 * @goal: structures that the platform wants censused; 0: it told none
 * @goal_until: (nullable): until when, a day
 * @feed: (nullable): which one the server last said it has; not kept here
 *
 * What is known of who is signed in at a server, kept for a start without a network. There is no
 * secret in it.
 */
typedef struct
{
  char *account;
  char *session;
  char *address;
  char *name;
  char *kind;
  char *role;
  char *proof;
  char *organisation;
  GPtrArray *memberships;
  GStrv reviews;
  guint goal;
  char *goal_until;
  char *feed;
} SolProfile;

SolProfile *sol_profile_new (void);
SolProfile *sol_profile_copy (const SolProfile *self);
void sol_profile_free (SolProfile *self);
gboolean sol_profile_take_account (SolProfile *self, const SolReply *account);
void sol_profile_keep_choice (SolProfile *self, const SolProfile *now);
SolMembership *sol_profile_find (const SolProfile *self, const char *organisation);

SolProfile *sol_profile_read (const char *folder);
gboolean sol_profile_write (const SolProfile *self, const char *folder, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolProfile, sol_profile_free)

G_END_DECLS
