/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/census/sol-census-bar.h"

#include <math.h>

#define EMS 0.9 /* its height, by the size of the text */
#define RADIUS 3
#define OUTLINE 1

/* Of the ink; who came further stands on who came less far, from the left. */
static const float alphas[SOL_CENSUS_N_STAGES] = {
  [SOL_CENSUS_CENSUSED] = 0.12f,
  [SOL_CENSUS_CLAIMED] = 0.34f,
  [SOL_CENSUS_COMPLETE] = 0.62f,
  [SOL_CENSUS_ADMITTED] = 1.0f,
};

/**
 * SolCensusBar:
 *
 * How many structures came how far, as bars that lie on each other; or, in a legend, the shade of
 * one stage. The CSS colour of the node "censusbar" fills it. It never stands alone: the numbers
 * are written beside it, and name it.
 */
struct _SolCensusBar
{
  GtkWidget parent_instance;

  guint n[SOL_CENSUS_N_STAGES];
  guint most;
};

G_DEFINE_FINAL_TYPE (SolCensusBar, sol_census_bar, GTK_TYPE_WIDGET)

static int
get_height (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  const int line = pango_font_metrics_get_height (metrics);

  pango_font_metrics_unref (metrics);
  return (int) ceil (EMS * line / PANGO_SCALE);
}

static void
sol_census_bar_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  *minimum = *natural = get_height (widget);
}

static void
fill (GtkSnapshot *snapshot, const GskRoundedRect *outline, const GdkRGBA *ink, float alpha)
{
  GdkRGBA colour = *ink;

  colour.alpha *= alpha;
  gtk_snapshot_push_rounded_clip (snapshot, outline);
  gtk_snapshot_append_color (snapshot, &colour, &outline->bounds);
  gtk_snapshot_pop (snapshot);
}

/* Even one of very many is to be seen. */
static float
get_width (SolCensusBar *self, guint stage)
{
  const float whole = (float) gtk_widget_get_width (GTK_WIDGET (self));
  const float part = whole * (float) self->n[stage] / (float) self->most;

  return self->n[stage] > 0 ? CLAMP (part, 2 * RADIUS, whole) : 0;
}

static void
sol_census_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  static const float widths[] = { OUTLINE, OUTLINE, OUTLINE, OUTLINE };
  SolCensusBar *self = SOL_CENSUS_BAR (widget);
  const gboolean from_right = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  const float whole = (float) gtk_widget_get_width (widget);
  GskRoundedRect outline;
  GdkRGBA ink;

  if (self->most == 0)
    return;
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &ink);
  for (guint stage = 0; stage < SOL_CENSUS_N_STAGES; stage++)
    {
      const float width = get_width (self, stage);
      const GdkRGBA inks[] = { ink, ink, ink, ink };

      if (width == 0)
        continue;
      gsk_rounded_rect_init_from_rect (&outline,
                                       &GRAPHENE_RECT_INIT (from_right ? whole - width : 0, 0,
                                                            width,
                                                            (float) gtk_widget_get_height (widget)),
                                       RADIUS);
      fill (snapshot, &outline, &ink, alphas[stage]);
      if (stage == SOL_CENSUS_CENSUSED)
        gtk_snapshot_append_border (snapshot, &outline, widths, inks);
    }
}

static void
sol_census_bar_class_init (SolCensusBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = sol_census_bar_measure;
  widget_class->snapshot = sol_census_bar_snapshot;

  gtk_widget_class_set_css_name (widget_class, "censusbar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
sol_census_bar_init (SolCensusBar *self)
{
}

/**
 * sol_census_bar_set:
 * @n: by #SolCensusStage
 * @most: what a whole bar stands for
 */
void
sol_census_bar_set (SolCensusBar *self, const guint n[SOL_CENSUS_N_STAGES], guint most)
{
  memcpy (self->n, n, sizeof self->n);
  self->most = most;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * sol_census_bar_new_sample:
 *
 * Returns: (transfer floating): what @stage looks like, for a legend
 */
GtkWidget *
sol_census_bar_new_sample (SolCensusStage stage)
{
  SolCensusBar *self = g_object_new (SOL_TYPE_CENSUS_BAR, "accessible-role",
                                     GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  guint n[SOL_CENSUS_N_STAGES] = { 0 };

  for (guint i = 0; i <= stage; i++)
    n[i] = 1;
  sol_census_bar_set (self, n, 1);
  return GTK_WIDGET (self);
}
