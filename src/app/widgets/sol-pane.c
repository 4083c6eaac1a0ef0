/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/sol-pane.h"

/**
 * SolPane:
 *
 * One child and the width it would like to have. A flap or a leaflet that folds at the natural
 * width of its panes then folds at a width we choose, whatever is shown in them.
 */
struct _SolPane
{
  GtkWidget parent_instance;

  int natural_width; /* pixels, -1 for that of the child */
};

enum
{
  PROP_CHILD = 1,
  PROP_NATURAL_WIDTH,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SolPane, sol_pane, GTK_TYPE_WIDGET)

static GtkSizeRequestMode
sol_pane_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
sol_pane_measure (GtkWidget *widget,
                  GtkOrientation orientation,
                  int for_size,
                  int *minimum,
                  int *natural,
                  int *minimum_baseline,
                  int *natural_baseline)
{
  SolPane *self = SOL_PANE (widget);
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (child != NULL && gtk_widget_should_layout (child))
    gtk_widget_measure (child, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL && self->natural_width >= 0)
    *natural = MAX (*minimum, self->natural_width);
}

static void
sol_pane_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (child != NULL && gtk_widget_should_layout (child))
    gtk_widget_allocate (child, width, height, baseline, NULL);
}

static void
set_child (SolPane *self, GtkWidget *child)
{
  GtkWidget *old = gtk_widget_get_first_child (GTK_WIDGET (self));

  if (old == child)
    return;
  g_clear_pointer (&old, gtk_widget_unparent);
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHILD]);
}

static void
set_natural_width (SolPane *self, int width)
{
  if (self->natural_width == width)
    return;
  self->natural_width = width;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NATURAL_WIDTH]);
}

static void
sol_pane_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  if (property == PROP_CHILD)
    g_value_set_object (value, gtk_widget_get_first_child (GTK_WIDGET (object)));
  else if (property == PROP_NATURAL_WIDTH)
    g_value_set_int (value, SOL_PANE (object)->natural_width);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
sol_pane_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  if (property == PROP_CHILD)
    set_child (SOL_PANE (object), g_value_get_object (value));
  else if (property == PROP_NATURAL_WIDTH)
    set_natural_width (SOL_PANE (object), g_value_get_int (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
sol_pane_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_clear_pointer (&child, gtk_widget_unparent);
  G_OBJECT_CLASS (sol_pane_parent_class)->dispose (object);
}

static void
sol_pane_class_init (SolPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = sol_pane_get_property;
  object_class->set_property = sol_pane_set_property;
  object_class->dispose = sol_pane_dispose;
  widget_class->get_request_mode = sol_pane_get_request_mode;
  widget_class->measure = sol_pane_measure;
  widget_class->size_allocate = sol_pane_size_allocate;

  properties[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_NATURAL_WIDTH] = g_param_spec_int ("natural-width", NULL, NULL, -1, G_MAXINT, -1,
                                                     flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sol_pane_init (SolPane *self)
{
  self->natural_width = -1;
}

/**
 * sol_pane_new:
 *
 * Returns: (transfer floating): a pane without a child, as wide as it
 */
GtkWidget *
sol_pane_new (void)
{
  return g_object_new (SOL_TYPE_PANE, NULL);
}
