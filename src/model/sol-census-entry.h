/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-record.h"

G_BEGIN_DECLS

#define SOL_CENSUS_INVITE "invite"
#define SOL_CENSUS_ANSWER "answer"
#define SOL_CENSUS_LEAVE_ALONE "leave_alone"
#define SOL_CENSUS_REMIND "remind"
#define SOL_CENSUS_TAKE_UP "take_up" /* who refused by a link takes it back; of a claim too */
#define SOL_CENSUS_AGAIN_DAYS 14     /* nobody is invited twice within them */

/* Why whoever was written to refuses. */
#define SOL_REFUSAL_NOT_WANTED "not-wanted" /* they do not want to be in it */
#define SOL_REFUSAL_NOT_US "not-us"
#define SOL_REFUSAL_SILENCE "silence" /* they want no mail */

#define SOL_TYPE_CENSUS_ENTRY (sol_census_entry_get_type ())
G_DECLARE_FINAL_TYPE (SolCensusEntry, sol_census_entry, SOL, CENSUS_ENTRY, SolRecord)

#define SOL_TYPE_CENSUS_MARK (sol_census_mark_get_type ())
G_DECLARE_FINAL_TYPE (SolCensusMark, sol_census_mark, SOL, CENSUS_MARK, SolRecord)

const char *sol_census_entry_get_state (SolRecord *entry);
gboolean sol_census_entry_may_invite (SolRecord *entry, const char *moment);

G_END_DECLS
