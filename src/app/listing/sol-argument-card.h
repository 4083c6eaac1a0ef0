/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/listing/sol-argument-quotes.h"
#include "model/sol-argument.h"

G_BEGIN_DECLS

#define SOL_TYPE_ARGUMENT_CARD (sol_argument_card_get_type ())
G_DECLARE_FINAL_TYPE (SolArgumentCard, sol_argument_card, SOL, ARGUMENT_CARD, AdwBin)

void sol_argument_card_open (SolArgumentCard *self,
                             const SolArgumentQuestion *question,
                             SolExampleKind nearest);
void
sol_argument_card_update (SolArgumentCard *self, SolRecord *listing, SolArgumentQuotes *quotes);
void sol_argument_card_set_editable (SolArgumentCard *self, gboolean editable);

G_END_DECLS
