/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/account/sol-acting-for.h"
#include "app/sol-session.h"

G_BEGIN_DECLS

#define SOL_TYPE_SECTIONS (sol_sections_get_type ())
G_DECLARE_FINAL_TYPE (SolSections, sol_sections, SOL, SECTIONS, AdwBin)

AdwViewStack *sol_sections_get_stack (SolSections *self);
void sol_sections_set_settings (SolSections *self, GSettings *settings);
void sol_sections_set_session (SolSections *self, SolSession *session, SolActingFor *acting);

gboolean sol_sections_get_can_go_back (SolSections *self);
const char *sol_sections_get_title (SolSections *self);
gboolean sol_sections_get_several (SolSections *self);
gboolean sol_sections_get_has_filters (SolSections *self);
gboolean sol_sections_is_in_catalogue (SolSections *self);
void sol_sections_bind_filters (SolSections *self, GtkToggleButton *button);
void sol_sections_return (SolSections *self);
void sol_sections_show (SolSections *self, const char *name);
void sol_sections_show_nth (SolSections *self, guint n);
void sol_sections_activate (SolSections *self, const char *window_action);

G_END_DECLS
