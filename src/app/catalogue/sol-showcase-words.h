/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "guide/sol-showcase.h"
#include "model/sol-supplier.h"

G_BEGIN_DECLS

char *sol_showcase_words_make_link (SolSupplier *supplier);
SolShowcase *sol_showcase_words_make (SolSupplier *supplier);

void sol_showcase_words_set_page (SolShowcase *self, const char *link);
void sol_showcase_words_add_clients (SolShowcase *self, GPtrArray *words);

G_END_DECLS
