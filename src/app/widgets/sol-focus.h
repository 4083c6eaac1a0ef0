/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SolGrabFocus:
 *
 * Gives the focus to that child of @widget which is to be used first. Returns whether it took it.
 */
typedef gboolean (*SolGrabFocus) (GtkWidget *widget);

void sol_focus_set_grab (GtkWidgetClass *klass, SolGrabFocus grab_focus);

G_END_DECLS
