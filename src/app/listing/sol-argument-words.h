/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/listing/sol-argument-quotes.h"

G_BEGIN_DECLS

#define SOL_TYPE_ARGUMENT_WORDS (sol_argument_words_get_type ())
G_DECLARE_FINAL_TYPE (SolArgumentWords, sol_argument_words, SOL, ARGUMENT_WORDS, AdwBin)

void sol_argument_words_show (SolArgumentWords *self,
                              SolRecord *listing,
                              SolArgumentQuotes *quotes,
                              gboolean editable);

G_END_DECLS
