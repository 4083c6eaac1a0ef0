/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-record.h"

G_BEGIN_DECLS

/* A record type of the tests: each kind of merge, items three deep, a field of the server. */
#define SOL_TYPE_TEST_SHEET (sol_test_sheet_get_type ())
G_DECLARE_FINAL_TYPE (SolTestSheet, sol_test_sheet, SOL, TEST_SHEET, SolRecord)

SolRecord *sol_test_sheet_new (const char *doc);

G_END_DECLS
