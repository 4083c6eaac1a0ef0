/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void sol_csv_begin (GString *text);
void sol_csv_append (GString *text, const char *cell);
void sol_csv_end_row (GString *text);

G_END_DECLS
