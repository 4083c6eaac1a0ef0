/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SOL_TYPE_KIND_CHOICE (sol_kind_choice_get_type ())
G_DECLARE_FINAL_TYPE (SolKindChoice, sol_kind_choice, SOL, KIND_CHOICE, AdwBin)

const char *sol_kind_choice_get_kind (SolKindChoice *self);

G_END_DECLS
