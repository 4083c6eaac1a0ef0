/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-patch.h"

G_BEGIN_DECLS

gboolean
sol_record_set_typed (SolRecord *self, const char *name, const char *typed, GError **error);
void sol_patch_set_argument (SolPatch *self, const char *name, const char *typed);

G_END_DECLS
