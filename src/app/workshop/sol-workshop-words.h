/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-record.h"
#include "model/sol-workshop-tally.h"

G_BEGIN_DECLS

#define SOL_WORKSHOP_N_THEMES 6

const char *sol_workshop_words_get_theme (guint n);
char *sol_workshop_words_make_title (const char *day);
char *sol_workshop_words_say_when (SolRecord *workshop);
char *sol_workshop_words_say_row (SolRecord *workshop);
const char *sol_workshop_words_get_seat (const char *role);
const char *sol_workshop_words_get_page_state (SolRecord *page);
const char *sol_workshop_words_get_weight (guint weight);
char *sol_workshop_words_say_theme (const SolWorkshopTheme *theme);
char *sol_workshop_words_say_voice (const SolWorkshopVoice *voice);
char *sol_workshop_words_say_action (SolItem *action);

G_END_DECLS
