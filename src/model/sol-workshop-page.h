/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-operation.h"

G_BEGIN_DECLS

#define SOL_TYPE_WORKSHOP_PAGE (sol_workshop_page_get_type ())
G_DECLARE_FINAL_TYPE (SolWorkshopPage, sol_workshop_page, SOL, WORKSHOP_PAGE, SolRecord)

#define SOL_TYPE_WORKSHOP_SHARE (sol_workshop_share_get_type ())
G_DECLARE_FINAL_TYPE (SolWorkshopShare, sol_workshop_share, SOL, WORKSHOP_SHARE, SolRecord)

/* States. */
#define SOL_WORKSHOP_PAGE_INVITED "invited"
#define SOL_WORKSHOP_PAGE_JOINED "joined"
/* What it shared stays as it was, but for what it takes back; it writes on for itself. */
#define SOL_WORKSHOP_PAGE_CLOSED "closed"
#define SOL_WORKSHOP_PAGE_LEFT "left" /* it shares nothing any more */

#define SOL_WORKSHOP_PAGE_JOIN "join"
#define SOL_WORKSHOP_PAGE_LEAVE "leave"

extern const SolFieldTable sol_workshop_difficulty_table;
extern const SolFieldTable sol_workshop_strength_table;
extern const SolFieldTable sol_workshop_own_action_table;

gboolean sol_workshop_note_is_kept (SolItem *note);
void sol_workshop_page_follow (SolRecord *workshop,
                               const char *organisation,
                               SolOperationContext *context);

G_END_DECLS
