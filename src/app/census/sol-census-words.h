/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-census-tally.h"

G_BEGIN_DECLS

const char *sol_census_words_get_stage (SolCensusStage stage);
const char *sol_census_words_explain_stage (SolCensusStage stage);
char *sol_census_words_say_place (SolCensusBy by, const char *code);
char *sol_census_words_say_count (const guint n[SOL_CENSUS_N_STAGES]);
char *sol_census_words_say_goal (guint n, guint goal, const char *until);
char *sol_census_words_say_rest (guint n, guint goal, const char *until);

G_END_DECLS
