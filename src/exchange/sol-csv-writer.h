/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SOL_CSV_MARK "\357\273\277" /* of UTF-8 */

void sol_csv_begin (GString *text);
void sol_csv_append (GString *text, const char *cell);
const char *sol_csv_unguard (const char *cell);
void sol_csv_end_row (GString *text);

G_END_DECLS
