/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void sol_saved_toast_show (AdwToastOverlay *toasts, GFile *file, const char *text);
void sol_saved_toast_fail (AdwToastOverlay *toasts, const GError *error);

G_END_DECLS
