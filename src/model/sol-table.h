/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *sol_table_load (const char *file);
guint sol_table_read_row (char **text, char **cells, guint n_cells);

G_END_DECLS
