/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/sol-ring.h"

#include <glib/gi18n.h>
#include <math.h>

#include "app/sol-format.h"

#define EMS 4.6    /* its side, by the size of the text in it */
#define STROKE 0.1 /* of the side */
#define REST_ALPHA 0.15

/**
 * SolRing:
 *
 * How much of something is done, as a ring around its percentage. It grows with the text; the CSS
 * colour of the node "ring" draws it.
 */
struct _SolRing
{
  GtkWidget parent_instance;

  guint percent;
  GtkWidget *label;
};

G_DEFINE_FINAL_TYPE (SolRing, sol_ring, GTK_TYPE_WIDGET)

static int
get_side (SolRing *self)
{
  PangoContext *context = gtk_widget_get_pango_context (self->label);
  const PangoFontDescription *font = pango_context_get_font_description (context);
  const double size = (double) pango_font_description_get_size (font) / PANGO_SCALE;
  const double pixels = pango_font_description_get_size_is_absolute (font)
                            ? size
                            : size * pango_cairo_context_get_resolution (context) / 72;

  return (int) ceil (pixels * EMS);
}

static void
sol_ring_measure (GtkWidget *widget,
                  GtkOrientation orientation,
                  int for_size,
                  int *minimum,
                  int *natural,
                  int *minimum_baseline,
                  int *natural_baseline)
{
  *minimum = *natural = get_side (SOL_RING (widget));
}

static void
sol_ring_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_allocate (SOL_RING (widget)->label, width, height, -1, NULL);
}

static void
draw_arc (cairo_t *cr, const GdkRGBA *ink, double side, double part)
{
  const double stroke = side * STROKE;

  gdk_cairo_set_source_rgba (cr, ink);
  cairo_set_line_width (cr, stroke);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_arc (cr, side / 2, side / 2, (side - stroke) / 2, -G_PI_2, -G_PI_2 + 2 * G_PI * part);
  cairo_stroke (cr);
}

static void
sol_ring_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SolRing *self = SOL_RING (widget);
  const int side = MIN (gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot,
                                           &GRAPHENE_RECT_INIT (0, 0, (float) side, (float) side));
  GdkRGBA ink;
  GdkRGBA rest;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &ink);
  gtk_style_context_get_color (gtk_widget_get_style_context (self->label), &rest);
  rest.alpha *= (float) REST_ALPHA;
  draw_arc (cr, &rest, side, 1);
  if (self->percent > 0)
    draw_arc (cr, &ink, side, self->percent / 100.0);
  cairo_destroy (cr);
  gtk_widget_snapshot_child (widget, self->label, snapshot);
}

static void
sol_ring_dispose (GObject *object)
{
  g_clear_pointer (&SOL_RING (object)->label, gtk_widget_unparent);
  G_OBJECT_CLASS (sol_ring_parent_class)->dispose (object);
}

static void
sol_ring_class_init (SolRingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_ring_dispose;
  widget_class->measure = sol_ring_measure;
  widget_class->size_allocate = sol_ring_size_allocate;
  widget_class->snapshot = sol_ring_snapshot;

  gtk_widget_class_set_css_name (widget_class, "ring");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
sol_ring_init (SolRing *self)
{
  self->label = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->label, "heading");
  gtk_widget_add_css_class (self->label, "numeric");
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  sol_ring_set_percent (self, 0);
}

/**
 * sol_ring_new:
 *
 * Returns: (transfer floating): at 0 %
 */
GtkWidget *
sol_ring_new (void)
{
  return g_object_new (SOL_TYPE_RING, NULL);
}

/**
 * sol_ring_set_percent:
 * @percent: 0 to 100
 */
void
sol_ring_set_percent (SolRing *self, guint percent)
{
  g_autofree char *text = sol_format_percent (percent);
  g_autofree char *label = NULL;

  g_return_if_fail (SOL_IS_RING (self));

  self->percent = MIN (percent, 100);
  /* TRANSLATORS: how much is done: "64 % complete" */
  label = g_strdup_printf (_ ("%s complete"), text);
  gtk_label_set_label (GTK_LABEL (self->label), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
