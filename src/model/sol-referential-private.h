/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-referential.h"

G_BEGIN_DECLS

char *sol_referential_squeeze (const char *typed);
const SolCode *sol_referential_find_added (const char *list, const char *code);
const SolCode *sol_referential_match_added (const char *list, const char *squeezed);

G_END_DECLS
