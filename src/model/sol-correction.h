/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-record.h"

G_BEGIN_DECLS

#define SOL_TYPE_CORRECTION (sol_correction_get_type ())
G_DECLARE_FINAL_TYPE (SolCorrection, sol_correction, SOL, CORRECTION, SolRecord)

#define SOL_TYPE_CORRECTION_CALL (sol_correction_call_get_type ())
G_DECLARE_FINAL_TYPE (SolCorrectionCall, sol_correction_call, SOL, CORRECTION_CALL, SolRecord)

/* States. */
#define SOL_CORRECTION_ASKED "asked" /* a moderator is to answer */
#define SOL_CORRECTION_ACCEPTED "accepted"
#define SOL_CORRECTION_REFUSED "refused"

#define SOL_CORRECTION_REMIND "remind" /* an operation that the server alone runs */

gboolean sol_correction_is_field (const char *text);

G_END_DECLS
