/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/sol-tab-stop.h"

/**
 * SolTabStop:
 *
 * What is in it is one stop of the Tab key: arrows go inside, Tab leaves. A list view of GTK 4.8
 * takes each of its rows for a stop, of which there may be a million.
 */
struct _SolTabStop
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (SolTabStop, sol_tab_stop, ADW_TYPE_BIN)

static gboolean
sol_tab_stop_focus (GtkWidget *widget, GtkDirectionType direction)
{
  const gboolean tab = direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD;
  const gboolean inside = gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_FOCUS_WITHIN;

  if (tab && inside)
    return FALSE;
  return GTK_WIDGET_CLASS (sol_tab_stop_parent_class)->focus (widget, direction);
}

static void
sol_tab_stop_class_init (SolTabStopClass *klass)
{
  GTK_WIDGET_CLASS (klass)->focus = sol_tab_stop_focus;
}

static void
sol_tab_stop_init (SolTabStop *self)
{
}
