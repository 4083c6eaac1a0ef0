/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-record.h"

G_BEGIN_DECLS

#define SOL_TYPE_DRAFT (sol_draft_get_type ())
G_DECLARE_FINAL_TYPE (SolDraft, sol_draft, SOL, DRAFT, GObject)

SolDraft *
sol_draft_new (const char *type, const char *id, const char *organisation, gint64 base_rev);
void sol_draft_set_documents (SolDraft *self, const char *base, const char *doc);
void sol_draft_set_records (SolDraft *self, SolRecord *base, SolRecord *edited);
void sol_draft_set_times (SolDraft *self, gint64 changed_at, gint64 discarded_at);
const char *sol_draft_get_record_type (SolDraft *self);
const char *sol_draft_get_id (SolDraft *self);
const char *sol_draft_get_organisation (SolDraft *self);
const char *sol_draft_get_title (SolDraft *self);
gint64 sol_draft_get_base_rev (SolDraft *self);
gint64 sol_draft_get_changed_at (SolDraft *self);
gint64 sol_draft_get_discarded_at (SolDraft *self);
const char *sol_draft_get_base (SolDraft *self);
const char *sol_draft_get_document (SolDraft *self);
SolRecord *sol_draft_make_base (SolDraft *self);
SolRecord *sol_draft_make_edited (SolDraft *self);

G_END_DECLS
