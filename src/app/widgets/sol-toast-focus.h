/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void sol_toast_focus_guard (GtkWindow *window);

G_END_DECLS
