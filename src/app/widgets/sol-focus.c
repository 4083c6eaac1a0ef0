/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/sol-focus.h"

static gboolean
focus_child (GtkWidget *widget, GtkDirectionType direction)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));

  return child != NULL && gtk_widget_child_focus (child, direction);
}

/**
 * sol_focus_set_grab:
 * @klass: of an #AdwBin
 * @grab_focus: what gtk_widget_grab_focus() does of it
 *
 * For a widget that hands the focus on. GTK offers it to a widget itself too, before its children
 * on Tab and after them on Shift+Tab, whether it is focusable or not: Tab would skip what comes
 * before that child, and Shift+Tab never get past it. Here keys ask the children alone.
 */
void
sol_focus_set_grab (GtkWidgetClass *klass, SolGrabFocus grab_focus)
{
  klass->grab_focus = grab_focus;
  klass->focus = focus_child;
}
