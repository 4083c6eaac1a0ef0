/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/form/sol-form-keeper.h"

G_BEGIN_DECLS

char *sol_form_kept_say (SolForm *form, SolFormKeeper *keeper, const char **icon);

G_END_DECLS
