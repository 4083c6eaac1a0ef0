/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/sol-level-meter.h"

#include <glib/gi18n.h>

#define SQUARE_WIDTH 18 /* pixels */
#define SQUARE_HEIGHT 9
#define SQUARE_STEP 20
#define CORNER 2
#define FIRST_PROVEN_LEVEL 2
#define STARTED_ALPHA 0.35f
#define EMPTY_ALPHA 0.55f

/**
 * SolLevelMeter:
 *
 * Three squares, filled up to the level of a criterion; a level that asks for no proof is filled
 * pale. The CSS colour of the node "levelmeter" draws them. The level's word stands beside it.
 */
struct _SolLevelMeter
{
  GtkWidget parent_instance;

  guint8 level;
};

G_DEFINE_FINAL_TYPE (SolLevelMeter, sol_level_meter, GTK_TYPE_WIDGET)

static void
sol_level_meter_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL
                            ? SQUARE_HEIGHT
                            : (SOL_LEVEL_MAX - 1) * SQUARE_STEP + SQUARE_WIDTH;
}

static void
snapshot_square (SolLevelMeter *self, GtkSnapshot *snapshot, guint index, const GdkRGBA *ink)
{
  const gboolean on = self->level <= SOL_LEVEL_MAX && index < self->level;
  const float widths[4] = { 1, 1, 1, 1 };
  GdkRGBA edge = *ink;
  GdkRGBA fill = *ink;
  GskRoundedRect square;
  graphene_rect_t bounds;

  graphene_rect_init (&bounds, (float) (SQUARE_STEP * index), 0, SQUARE_WIDTH, SQUARE_HEIGHT);
  gsk_rounded_rect_init_from_rect (&square, &bounds, CORNER);
  if (on)
    {
      fill.alpha *= self->level < FIRST_PROVEN_LEVEL ? STARTED_ALPHA : 1;
      gtk_snapshot_push_rounded_clip (snapshot, &square);
      gtk_snapshot_append_color (snapshot, &fill, &bounds);
      gtk_snapshot_pop (snapshot);
    }
  else
    {
      edge.alpha *= EMPTY_ALPHA;
    }
  gtk_snapshot_append_border (snapshot, &square, widths,
                              (const GdkRGBA[4]){ edge, edge, edge, edge });
}

static void
sol_level_meter_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  GdkRGBA ink;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &ink);
  for (guint i = 0; i < SOL_LEVEL_MAX; i++)
    snapshot_square (SOL_LEVEL_METER (widget), snapshot, i, &ink);
}

static void
sol_level_meter_class_init (SolLevelMeterClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = sol_level_meter_measure;
  widget_class->snapshot = sol_level_meter_snapshot;

  gtk_widget_class_set_css_name (widget_class, "levelmeter");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
sol_level_meter_init (SolLevelMeter *self)
{
  sol_level_meter_set_level (self, G_MAXUINT8);
}

/**
 * sol_level_meter_new:
 *
 * Returns: (transfer floating): a meter whose level is not known
 */
GtkWidget *
sol_level_meter_new (void)
{
  return g_object_new (SOL_TYPE_LEVEL_METER, NULL);
}

/**
 * sol_level_meter_set_level:
 * @level: 0 to %SOL_LEVEL_MAX, anything above when nobody said
 *
 * Shows @level and is named by it.
 */
void
sol_level_meter_set_level (SolLevelMeter *self, guint8 level)
{
  g_autofree char *label = NULL;

  g_return_if_fail (SOL_IS_LEVEL_METER (self));

  self->level = level;
  if (level > SOL_LEVEL_MAX)
    label = g_strdup (_ ("Level not provided"));
  else
    label = g_strdup_printf (_ ("Level %u of 3"), (guint) level);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
