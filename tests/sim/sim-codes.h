/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void sim_codes_begin (void);
void sim_codes_end (void);
void sim_codes_note_proven (const char *database, const char *claim, const char *code);
void sim_codes_note_accepted (const char *claim, const char *holder);
void sim_codes_note_entered (const char *code, const char *account, const char *organisation);
gboolean sim_codes_was_seen (const char *claim, const char *holder);
GPtrArray *sim_codes_list_proven (void);

G_END_DECLS
