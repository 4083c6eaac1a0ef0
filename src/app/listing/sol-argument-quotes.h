/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-record.h"
#include "store/sol-account-store.h"

G_BEGIN_DECLS

#define SOL_TYPE_ARGUMENT_QUOTES (sol_argument_quotes_get_type ())
G_DECLARE_FINAL_TYPE (SolArgumentQuotes, sol_argument_quotes, SOL, ARGUMENT_QUOTES, GObject)

SolArgumentQuotes *sol_argument_quotes_new (SolAccountStore *store, SolRecord *listing);
GPtrArray *sol_argument_quotes_get_words (SolArgumentQuotes *self);
const char *sol_argument_quotes_get_supplier (SolArgumentQuotes *self);

G_END_DECLS
