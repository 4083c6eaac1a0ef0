/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

AdwToast *sol_toast_new (const char *text);
AdwToast *sol_toast_new_undo (const char *text, const char *action, const char *target);

G_END_DECLS
