/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/form/sol-form-files.h"

G_BEGIN_DECLS

#define SOL_TYPE_EVIDENCE_LIST (sol_evidence_list_get_type ())
G_DECLARE_FINAL_TYPE (SolEvidenceList, sol_evidence_list, SOL, EVIDENCE_LIST, AdwBin)

void sol_evidence_list_set_files (SolEvidenceList *self, SolFormFiles *files);
void sol_evidence_list_set_value (SolEvidenceList *self, const GValue *value);
void sol_evidence_list_set_editable (SolEvidenceList *self, gboolean editable);
void sol_evidence_list_choose (SolEvidenceList *self);

G_END_DECLS
