/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SOL_TYPE_FAILURE (sol_failure_get_type ())
G_DECLARE_FINAL_TYPE (SolFailure, sol_failure, SOL, FAILURE, AdwBin)

void sol_failure_set_error (SolFailure *self, const GError *error);

G_END_DECLS
