/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/sol-practice-mark.h"

#include <glib/gi18n.h>

#define BAR_WIDTH 3 /* pixels at scale 1 */
#define BAR_STEP 5
#define BAR_HEIGHT 14
#define SHORT_HEIGHT 2
#define FIRST_PROVEN_LEVEL 2
#define STARTED_ALPHA 0.6f
#define SHORT_ALPHA 0.45f

/**
 * SolPracticeMark:
 *
 * Nine bars, one a criterion of the charter, as high as its level. The CSS colour of the node
 * "practicemark" fills them. It never stands alone: the number of proven ones is written beside it
 * and is its accessible name.
 */
struct _SolPracticeMark
{
  GtkWidget parent_instance;

  guint8 levels[SOL_N_PRACTICES];
  int scale;
};

enum
{
  PROP_SCALE = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SolPracticeMark, sol_practice_mark, GTK_TYPE_WIDGET)

static void
sol_practice_mark_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  const int width = BAR_STEP * (SOL_N_PRACTICES - 1) + BAR_WIDTH;
  const int scale = SOL_PRACTICE_MARK (widget)->scale;

  *minimum = *natural = scale * (orientation == GTK_ORIENTATION_HORIZONTAL ? width : BAR_HEIGHT);
}

static void
snapshot_bar (SolPracticeMark *self, GtkSnapshot *snapshot, guint index, const GdkRGBA *ink)
{
  const guint8 level = self->levels[index];
  const gboolean is_short = level == 0 || level > 3;
  const float height = is_short ? SHORT_HEIGHT : (float) BAR_HEIGHT * (float) level / 3;
  GdkRGBA colour = *ink;
  graphene_rect_t bar;

  if (is_short)
    colour.alpha *= SHORT_ALPHA;
  else if (level < FIRST_PROVEN_LEVEL)
    colour.alpha *= STARTED_ALPHA;
  graphene_rect_init (&bar, (float) (BAR_STEP * index), BAR_HEIGHT - height, BAR_WIDTH, height);
  graphene_rect_scale (&bar, (float) self->scale, (float) self->scale, &bar);
  gtk_snapshot_append_color (snapshot, &colour, &bar);
}

static void
sol_practice_mark_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  GdkRGBA ink;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &ink);
  for (guint i = 0; i < SOL_N_PRACTICES; i++)
    snapshot_bar (SOL_PRACTICE_MARK (widget), snapshot, i, &ink);
}

static void
sol_practice_mark_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  if (property == PROP_SCALE)
    g_value_set_int (value, SOL_PRACTICE_MARK (object)->scale);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
sol_practice_mark_set_property (GObject *object,
                                guint property,
                                const GValue *value,
                                GParamSpec *pspec)
{
  SolPracticeMark *self = SOL_PRACTICE_MARK (object);

  if (property != PROP_SCALE)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
      return;
    }
  if (self->scale == g_value_get_int (value))
    return;
  self->scale = g_value_get_int (value);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (object, pspec);
}

static void
sol_practice_mark_class_init (SolPracticeMarkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = sol_practice_mark_get_property;
  object_class->set_property = sol_practice_mark_set_property;
  widget_class->measure = sol_practice_mark_measure;
  widget_class->snapshot = sol_practice_mark_snapshot;

  /* How many times its size in a result row. */
  properties[PROP_SCALE] = g_param_spec_int ("scale", NULL, NULL, 1, 8, 1, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "practicemark");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
sol_practice_mark_init (SolPracticeMark *self)
{
  self->scale = 1;
  memset (self->levels, SOL_LEVEL_UNKNOWN, sizeof self->levels);
}

/**
 * sol_practice_mark_new:
 *
 * Returns: (transfer floating): a mark of which nothing is known
 */
GtkWidget *
sol_practice_mark_new (void)
{
  return g_object_new (SOL_TYPE_PRACTICE_MARK, NULL);
}

/**
 * sol_practice_mark_set_levels:
 * @levels: of the criteria in their order: 0 to 3, %SOL_LEVEL_UNKNOWN when nobody said
 *
 * Shows @levels, and names the mark by how many of them are practised or shared.
 */
void
sol_practice_mark_set_levels (SolPracticeMark *self, const guint8 levels[SOL_N_PRACTICES])
{
  guint n_proven = 0;

  g_return_if_fail (SOL_IS_PRACTICE_MARK (self));

  memcpy (self->levels, levels, sizeof self->levels);
  for (guint i = 0; i < SOL_N_PRACTICES; i++)
    n_proven += levels[i] >= FIRST_PROVEN_LEVEL && levels[i] != SOL_LEVEL_UNKNOWN;
  sol_practice_mark_set_proven (self, n_proven);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * sol_practice_mark_set_proven:
 * @n_proven: how many criteria have a proof
 *
 * Corrects the accessible name after sol_practice_mark_set_levels(), which cannot see the proofs.
 */
void
sol_practice_mark_set_proven (SolPracticeMark *self, guint n_proven)
{
  g_autofree char *label = NULL;

  g_return_if_fail (SOL_IS_PRACTICE_MARK (self));

  label = g_strdup_printf (ngettext ("%u of 9 proven", "%u of 9 proven", n_proven), n_proven);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}
