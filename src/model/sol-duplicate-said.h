/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-operation.h"

G_BEGIN_DECLS

void sol_duplicate_take_words (SolRecord *pair, SolRecord *kept, SolOperationContext *context);
void
sol_duplicate_give_words_back (SolRecord *pair, SolRecord *former, SolOperationContext *context);

G_END_DECLS
