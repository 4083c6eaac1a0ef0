/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What stands in a database, past the code that keeps it. */

GPtrArray *sim_rows_read (const char *path, const char *sql);
gboolean sim_rows_are_equal (const char *what, GPtrArray *held, GPtrArray *true_ones);
void sim_rows_close (void);
void sim_rows_check_integrity (const char *path);

G_END_DECLS
