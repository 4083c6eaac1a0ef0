/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

char *sol_about_make_debug_info (void);
void sol_about_present (GtkWindow *parent);

G_END_DECLS
