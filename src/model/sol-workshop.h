/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-record.h"

G_BEGIN_DECLS

#define SOL_TYPE_WORKSHOP (sol_workshop_get_type ())
G_DECLARE_FINAL_TYPE (SolWorkshop, sol_workshop, SOL, WORKSHOP, SolRecord)

#define SOL_TYPE_WORKSHOP_TABLE (sol_workshop_table_get_type ())
G_DECLARE_FINAL_TYPE (SolWorkshopTable, sol_workshop_table, SOL, WORKSHOP_TABLE, SolRecord)

/* States. */
#define SOL_WORKSHOP_OPEN "open"
#define SOL_WORKSHOP_CLOSED "closed"

/* What an organisation is to a workshop: its role there. */
#define SOL_WORKSHOP_ORGANISER "manager"
#define SOL_WORKSHOP_JOINED "member"
#define SOL_WORKSHOP_INVITED "invited" /* chosen by the animator: it has not answered */
#define SOL_WORKSHOP_LEFT "left"
#define SOL_WORKSHOP_REMOVED "removed" /* by the animator: its code opens nothing any more */

#define SOL_WORKSHOP_MAX_SEATS 60 /* organisations that were ever there */
#define SOL_WORKSHOP_MAX_NOTES 40 /* of one list */

extern const SolFieldTable sol_workshop_seat_table;
extern const SolFieldTable sol_workshop_theme_table;
extern const SolFieldTable sol_workshop_finding_table;
extern const SolFieldTable sol_workshop_action_table;

gboolean sol_workshop_is_open (SolRecord *workshop);
const char *sol_workshop_get_role (SolRecord *workshop, const char *organisation);
guint sol_workshop_count_joined (SolRecord *workshop);
char *sol_workshop_make_page_id (const char *workshop, const char *organisation);

G_END_DECLS
