/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void sol_random_fill (gpointer buffer, gsize size);
guint32 sol_random_range (guint32 least, guint32 most);

typedef void (*SolRandomFill) (gpointer buffer, gsize size);

void sol_random_set (SolRandomFill fill);

G_END_DECLS
