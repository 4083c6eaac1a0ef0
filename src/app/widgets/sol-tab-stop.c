/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/sol-tab-stop.h"

/**
 * SolTabStop:
 *
 * What is in it is one stop of the Tab key: arrows go inside, Tab leaves. A list view of GTK 4.8
 * takes each of its rows for a stop, of which there may be a million. With the property
 * "horizontal" up and down leave as well, which GTK 4.8 would let go round among things side by
 * side.
 */
struct _SolTabStop
{
  AdwBin parent_instance;

  gboolean horizontal;
};

enum
{
  PROP_HORIZONTAL = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SolTabStop, sol_tab_stop, ADW_TYPE_BIN)

static gboolean
leaves (SolTabStop *self, GtkDirectionType direction)
{
  if (direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD)
    return TRUE;
  return self->horizontal && (direction == GTK_DIR_UP || direction == GTK_DIR_DOWN);
}

static gboolean
sol_tab_stop_focus (GtkWidget *widget, GtkDirectionType direction)
{
  const gboolean inside = gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_FOCUS_WITHIN;

  if (inside && leaves (SOL_TAB_STOP (widget), direction))
    return FALSE;
  return GTK_WIDGET_CLASS (sol_tab_stop_parent_class)->focus (widget, direction);
}

static void
sol_tab_stop_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  if (property == PROP_HORIZONTAL)
    SOL_TAB_STOP (object)->horizontal = g_value_get_boolean (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
sol_tab_stop_class_init (SolTabStopClass *klass)
{
  G_OBJECT_CLASS (klass)->set_property = sol_tab_stop_set_property;
  GTK_WIDGET_CLASS (klass)->focus = sol_tab_stop_focus;

  properties[PROP_HORIZONTAL] = g_param_spec_boolean ("horizontal", NULL, NULL, FALSE,
                                                      G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY |
                                                          G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
}

static void
sol_tab_stop_init (SolTabStop *self)
{
}
