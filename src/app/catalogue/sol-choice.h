/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define SOL_TYPE_CHOICE (sol_choice_get_type ())
G_DECLARE_FINAL_TYPE (SolChoice, sol_choice, SOL, CHOICE, GObject)

SolChoice *sol_choice_new (void);
gboolean sol_choice_get_active (SolChoice *self);
void sol_choice_set_active (SolChoice *self, gboolean active);
gboolean sol_choice_has (SolChoice *self, gint64 key);
void sol_choice_set (SolChoice *self, gint64 key, gboolean chosen);
guint sol_choice_get_n (SolChoice *self);
GArray *sol_choice_get_keys (SolChoice *self);

G_END_DECLS
