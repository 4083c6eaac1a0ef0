/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

char *sol_about_make_debug_info (void);
GtkWidget *sol_about_new (void);

G_END_DECLS
