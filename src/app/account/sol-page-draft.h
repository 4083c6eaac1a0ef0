/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/sol-session.h"

G_BEGIN_DECLS

#define SOL_TYPE_PAGE_DRAFT (sol_page_draft_get_type ())
G_DECLARE_FINAL_TYPE (SolPageDraft, sol_page_draft, SOL, PAGE_DRAFT, GObject)

SolPageDraft *sol_page_draft_new (SolSession *session, const char *type, const char *about);
void sol_page_draft_add_text (SolPageDraft *self, const char *field, gpointer object);
void sol_page_draft_add_choice (SolPageDraft *self,
                                const char *field,
                                GtkDropDown *choice,
                                const char *const *codes);
void sol_page_draft_open (SolPageDraft *self);
gboolean sol_page_draft_is_typed (SolPageDraft *self);
void sol_page_draft_set_filling (SolPageDraft *self, gboolean filling);
const char *sol_page_draft_get_id (SolPageDraft *self);
void sol_page_draft_end (SolPageDraft *self);
void sol_page_draft_leave (SolPageDraft *self);

G_END_DECLS
