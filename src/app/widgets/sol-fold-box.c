/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/sol-fold-box.h"

/**
 * SolFoldBox:
 *
 * Children side by side; one above the other where there is no room for so many characters. As it
 * is told in characters, large text folds in time too.
 */
struct _SolFoldBox
{
  GtkWidget parent_instance;

  int fold_chars; /* average characters of its font */
  int spacing;    /* pixels */
  gboolean homogeneous;
  GtkLayoutManager *beside;
  GtkLayoutManager *above;
};

enum
{
  PROP_FOLD_CHARS = 1,
  PROP_SPACING,
  PROP_HOMOGENEOUS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SolFoldBox, sol_fold_box, GTK_TYPE_WIDGET)

/* Returns: pixels under which it folds */
static int
get_threshold (SolFoldBox *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  const int width = pango_font_metrics_get_approximate_char_width (metrics);
  int minimum;

  pango_font_metrics_unref (metrics);
  gtk_layout_manager_measure (self->beside, GTK_WIDGET (self), GTK_ORIENTATION_HORIZONTAL, -1,
                              &minimum, NULL, NULL, NULL);
  return MAX (minimum, PANGO_PIXELS (width * self->fold_chars));
}

static GtkLayoutManager *
get_layout (SolFoldBox *self, int width)
{
  return width < 0 || width >= get_threshold (self) ? self->beside : self->above;
}

static GtkSizeRequestMode
sol_fold_box_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
sol_fold_box_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  SolFoldBox *self = SOL_FOLD_BOX (widget);
  int wide;

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      gtk_layout_manager_measure (get_layout (self, for_size), widget, orientation, for_size,
                                  minimum, natural, NULL, NULL);
      return;
    }
  gtk_layout_manager_measure (self->above, widget, orientation, -1, minimum, natural, NULL, NULL);
  gtk_layout_manager_measure (self->beside, widget, orientation, -1, NULL, &wide, NULL, NULL);
  *natural = MAX (*natural, wide);
}

static void
sol_fold_box_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_layout_manager_allocate (get_layout (SOL_FOLD_BOX (widget), width), widget, width, height,
                               baseline);
}

static void
apply (SolFoldBox *self)
{
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (self->beside), (guint) self->spacing);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (self->above), (guint) self->spacing);
  gtk_box_layout_set_homogeneous (GTK_BOX_LAYOUT (self->beside), self->homogeneous);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
sol_fold_box_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  SolFoldBox *self = SOL_FOLD_BOX (object);

  if (property == PROP_HOMOGENEOUS)
    g_value_set_boolean (value, self->homogeneous);
  else
    g_value_set_int (value, property == PROP_SPACING ? self->spacing : self->fold_chars);
}

static void
sol_fold_box_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  SolFoldBox *self = SOL_FOLD_BOX (object);

  if (property == PROP_HOMOGENEOUS)
    self->homogeneous = g_value_get_boolean (value);
  else if (property == PROP_SPACING)
    self->spacing = g_value_get_int (value);
  else
    self->fold_chars = g_value_get_int (value);
  apply (self);
}

static void
sol_fold_box_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (sol_fold_box_parent_class)->dispose (object);
}

static void
sol_fold_box_finalize (GObject *object)
{
  SolFoldBox *self = SOL_FOLD_BOX (object);

  g_clear_object (&self->beside);
  g_clear_object (&self->above);
  G_OBJECT_CLASS (sol_fold_box_parent_class)->finalize (object);
}

static void
sol_fold_box_class_init (SolFoldBoxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = sol_fold_box_get_property;
  object_class->set_property = sol_fold_box_set_property;
  object_class->dispose = sol_fold_box_dispose;
  object_class->finalize = sol_fold_box_finalize;
  widget_class->get_request_mode = sol_fold_box_get_request_mode;
  widget_class->measure = sol_fold_box_measure;
  widget_class->size_allocate = sol_fold_box_size_allocate;

  properties[PROP_FOLD_CHARS] = g_param_spec_int ("fold-chars", NULL, NULL, 0, 1000, 0, flags);
  properties[PROP_SPACING] = g_param_spec_int ("spacing", NULL, NULL, 0, 1000, 0, flags);
  properties[PROP_HOMOGENEOUS] = g_param_spec_boolean ("homogeneous", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sol_fold_box_init (SolFoldBox *self)
{
  self->beside = gtk_box_layout_new (GTK_ORIENTATION_HORIZONTAL);
  self->above = gtk_box_layout_new (GTK_ORIENTATION_VERTICAL);
}
