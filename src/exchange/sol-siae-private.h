/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/sol-fixtures-private.h"
#include "exchange/sol-import-private.h"

G_BEGIN_DECLS

SolImportRow *sol_siae_make_row (SolFixtures *fixtures, JsonObject *object, guint line);
void sol_siae_add_ties (SolImportRow *row, SolFixtures *fixtures, gint64 pk, JsonObject *fields);

G_END_DECLS
