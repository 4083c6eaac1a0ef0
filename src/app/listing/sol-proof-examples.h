/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/sol-practices.h"
#include "model/sol-record.h"

G_BEGIN_DECLS

#define SOL_TYPE_PROOF_EXAMPLES (sol_proof_examples_get_type ())
G_DECLARE_FINAL_TYPE (SolProofExamples, sol_proof_examples, SOL, PROOF_EXAMPLES, AdwBin)

void
sol_proof_examples_show (SolProofExamples *self, const SolPractice *practice, SolRecord *listing);

G_END_DECLS
