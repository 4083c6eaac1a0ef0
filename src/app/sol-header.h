/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/account/sol-acting-for.h"
#include "sync/sol-sync.h"

G_BEGIN_DECLS

#define SOL_TYPE_HEADER (sol_header_get_type ())
G_DECLARE_FINAL_TYPE (SolHeader, sol_header, SOL, HEADER, AdwBin)

void sol_header_set_narrow (SolHeader *self, gboolean narrow);
void sol_header_set_acting (SolHeader *self, SolActingFor *acting);
void sol_header_set_sync (SolHeader *self, SolSync *sync, const char *source);
void sol_header_set_stack (SolHeader *self, AdwViewStack *stack);
void sol_header_set_has_sections (SolHeader *self, gboolean several);
void sol_header_set_has_filters (SolHeader *self, gboolean has_filters);
void sol_header_set_back (SolHeader *self, const char *name);
void sol_header_set_title (SolHeader *self, const char *title);
void sol_header_set_subtitle (SolHeader *self, const char *subtitle);

GtkToggleButton *sol_header_get_filters (SolHeader *self);

G_END_DECLS
