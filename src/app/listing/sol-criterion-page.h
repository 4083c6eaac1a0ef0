/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/form/sol-form.h"

G_BEGIN_DECLS

#define SOL_TYPE_CRITERION_PAGE (sol_criterion_page_get_type ())
G_DECLARE_FINAL_TYPE (SolCriterionPage, sol_criterion_page, SOL, CRITERION_PAGE, AdwBin)

void sol_criterion_page_open (SolCriterionPage *self, SolForm *form, const char *criterion);
void sol_criterion_page_let_go (SolCriterionPage *self);
const char *sol_criterion_page_get_criterion (SolCriterionPage *self);
void sol_criterion_page_set_kept (SolCriterionPage *self, const char *icon, const char *words);
gboolean sol_criterion_page_get_folded (SolCriterionPage *self);
gboolean sol_criterion_page_go_back (SolCriterionPage *self);

G_END_DECLS
