/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/sol-save-as.h"
#include "guide/sol-document.h"
#include "model/sol-record.h"

G_BEGIN_DECLS

extern const SolSaveAs sol_workshop_paper_pdf;
extern const SolSaveAs sol_workshop_paper_odt;

SolDocument *sol_workshop_paper_make (SolRecord *workshop, GPtrArray *shares);
void sol_workshop_paper_save (AdwToastOverlay *toasts,
                              SolRecord *workshop,
                              GPtrArray *shares,
                              const SolSaveAs *how);

G_END_DECLS
