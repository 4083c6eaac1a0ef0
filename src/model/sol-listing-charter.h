/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-item.h"
#include "model/sol-operation.h"

G_BEGIN_DECLS

#define SOL_CHARTER_YEARS 2  /* that a signature is in force */
#define SOL_CHARTER_GOALS 3  /* at most */
#define SOL_CHARTER_PROVEN 3 /* criteria, of who has nothing but the charter to be admitted by */

#define SOL_LISTING_SIGN_CHARTER "sign_charter"
#define SOL_LISTING_REMIND_CHARTER "remind_charter"

/**
 * SolCharterState:
 * @SOL_CHARTER_UNSIGNED: nobody signed it
 * @SOL_CHARTER_IN_FORCE: it was signed less than two years ago
 * @SOL_CHARTER_ENDING: likewise, and ends within 60 days
 * @SOL_CHARTER_ENDED: it was signed two years ago or more
 */
typedef enum
{
  SOL_CHARTER_UNSIGNED,
  SOL_CHARTER_IN_FORCE,
  SOL_CHARTER_ENDING,
  SOL_CHARTER_ENDED,
} SolCharterState;

extern const SolFieldTable sol_charter_signature_table;
extern const SolFieldTable sol_charter_goal_table;

/* The goals that a structure sets itself: its own to write, and seen by all. */
#define SOL_CHARTER_GOALS_FIELD                                      \
  {                                                                  \
    "goals", SOL_FIELD_ITEMS, SOL_FIELD_OPTIONAL, SOL_CHARTER_GOALS, \
        .items = &sol_charter_goal_table                             \
  }

/* Who signed for it, and when: the signature that was given last. */
#define SOL_CHARTER_FIELD                                                                  \
  {                                                                                        \
    "charter", SOL_FIELD_ITEMS, SOL_FIELD_SERVER, 1, .items = &sol_charter_signature_table \
  }

SolItem *sol_listing_charter_get_signature (SolRecord *listing);
SolCharterState sol_listing_charter_get_state (SolRecord *listing, const char *day);
SolCharterState sol_charter_find_state (const char *until, const char *day);
gboolean sol_listing_charter_is_alone (SolRecord *listing);
char **sol_listing_charter_list_missing (SolRecord *listing, const char *day);
gboolean sol_listing_sign_charter (SolRecord *listing,
                                   const SolOperation *operation,
                                   JsonObject *arguments,
                                   SolOperationContext *context,
                                   GError **error);
gboolean sol_listing_remind_charter (SolRecord *listing,
                                     const SolOperation *operation,
                                     JsonObject *arguments,
                                     SolOperationContext *context,
                                     GError **error);

void sol_listing_charter_clear (SolRecord *listing);

G_END_DECLS
