/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Who copied a refresh token, and uses it before its owner does. */
void sim_thief_begin (void);
void sim_thief_end (void);
void sim_thief_use (const char *refresh);
void sim_thief_forget (void);
void sim_thief_check (void);

G_END_DECLS
