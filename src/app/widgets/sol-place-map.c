/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/sol-place-map.h"

#include <math.h>

#include "app/widgets/sol-map-view.h"
#include "model/sol-referential.h"

#define LEAST_KM 90          /* seen across, however near the place works */
#define LEAST_LABEL_AREA 700 /* square pixels */
#define LABEL_MARGIN 4
#define POINT_RADIUS 5
#define MARGIN_SHARE 1.3 /* what is seen around where it works */
#define COUNTRY_MARGIN_SHARE 1.02
#define COUNTRY_ALPHA 0.16
#define CHOSEN_ALPHA 0.26
#define HOME_ALPHA 0.13

/**
 * SolPlaceMap:
 *
 * A place on the outlines of the départements, and how far it works: a circle, départements, or
 * the whole country. Drawn from shipped outlines, so it needs no network. GTK keeps what was drawn
 * until something of it changes. The CSS colour of the node "placemap" is that of the place.
 *
 * The caller names it (%GTK_ACCESSIBLE_PROPERTY_LABEL) with all that it shows, in words.
 */
struct _SolPlaceMap
{
  GtkWidget parent_instance;

  double lat, lon; /* degrees, NAN when not known */
  double radius_km;
  char **departments; /* (nullable) */
  char *home;         /* (nullable) */
  gboolean country;
};

G_DEFINE_FINAL_TYPE (SolPlaceMap, sol_place_map, GTK_TYPE_WIDGET)

typedef struct
{
  GdkRGBA sea, land, line, ink, place;
} Palette;

/* Where each département lies, in the order of the referential. Main thread. */
static const SolMapBounds *
get_all_bounds (void)
{
  static SolMapBounds *all = NULL;
  const SolCode *codes;
  guint n_codes;

  if (all != NULL)
    return all;
  codes = sol_referential_get_codes ("departments", &n_codes);
  all = g_new (SolMapBounds, n_codes);
  for (guint i = 0; i < n_codes; i++)
    {
      all[i] = SOL_MAP_BOUNDS_EMPTY;
      sol_map_bounds_add_department (&all[i], codes[i].code);
    }
  return all;
}

static gboolean
has_place (SolPlaceMap *self)
{
  return !isnan (self->lat) && !isnan (self->lon);
}

static gboolean
is_chosen (SolPlaceMap *self, const char *department)
{
  return self->departments != NULL &&
         g_strv_contains ((const char *const *) self->departments, department);
}

/* The mainland and Corsica, without what lies overseas. */
static void
add_country (SolMapBounds *bounds)
{
  sol_map_bounds_add (bounds, 51.1, -4.8);
  sol_map_bounds_add (bounds, 41.3, 9.6);
}

static SolMapView
make_view (SolPlaceMap *self, int width, int height)
{
  SolMapBounds bounds = SOL_MAP_BOUNDS_EMPTY;
  SolMapView view;

  if (has_place (self))
    sol_map_bounds_add_circle (&bounds, self->lat, self->lon, self->radius_km);
  for (guint i = 0; self->departments != NULL && self->departments[i] != NULL; i++)
    sol_map_bounds_add_department (&bounds, self->departments[i]);
  if (bounds.south > bounds.north || (self->country && bounds.south > 41 && bounds.north < 51.5))
    add_country (&bounds);
  view = sol_map_view_new (&bounds, LEAST_KM, width, height);
  view.km_per_pixel *= self->country ? COUNTRY_MARGIN_SHARE : MARGIN_SHARE;
  return view;
}

static Palette
make_palette (SolPlaceMap *self)
{
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (self));
  Palette palette;

  gtk_style_context_get_color (context, &palette.place);
  if (!gtk_style_context_lookup_color (context, "view_bg_color", &palette.land))
    palette.land = (GdkRGBA){ 1, 1, 1, 1 };
  if (!gtk_style_context_lookup_color (context, "window_fg_color", &palette.ink))
    palette.ink = palette.place;
  palette.sea = palette.ink;
  palette.sea.alpha = 0.1f;
  palette.line = palette.ink;
  palette.line.alpha = 0.4f;
  return palette;
}

static void
set_source (cairo_t *cr, const GdkRGBA *colour, double alpha)
{
  cairo_set_source_rgba (cr, colour->red, colour->green, colour->blue, colour->alpha * alpha);
}

static void
add_rings (cairo_t *cr, const SolMapView *view, const char *department)
{
  const SolPoint **rings;
  const guint *lengths;
  guint n_rings = sol_outline_get_rings (department, &rings, &lengths);

  cairo_new_path (cr);
  for (guint i = 0; i < n_rings; i++)
    {
      cairo_new_sub_path (cr);
      for (guint k = 0; k < lengths[i]; k++)
        {
          double x, y;

          sol_map_view_project (view, rings[i][k], &x, &y);
          cairo_line_to (cr, x, y);
        }
      cairo_close_path (cr);
    }
}

static void
draw_department (SolPlaceMap *self,
                 cairo_t *cr,
                 const SolMapView *view,
                 const Palette *palette,
                 const char *department)
{
  add_rings (cr, view, department);
  set_source (cr, &palette->land, 1);
  cairo_fill_preserve (cr);
  if (self->country || is_chosen (self, department))
    {
      set_source (cr, &palette->place, self->country ? COUNTRY_ALPHA : CHOSEN_ALPHA);
      cairo_fill_preserve (cr);
    }
  else if (g_strcmp0 (self->home, department) == 0)
    {
      set_source (cr, &palette->ink, HOME_ALPHA);
      cairo_fill_preserve (cr);
    }
  set_source (cr, &palette->line, 1);
  cairo_set_line_width (cr, 0.8);
  cairo_stroke (cr);
}

static void
draw_number (SolPlaceMap *self,
             cairo_t *cr,
             const SolMapView *view,
             const Palette *palette,
             const char *department)
{
  const SolPoint **rings;
  const guint *lengths;
  guint n_rings = sol_outline_get_rings (department, &rings, &lengths);
  double x = 0, y = 0, best = 0, place_x = -1000, place_y = -1000;
  g_autoptr (PangoLayout) layout = NULL;
  int width, height;

  for (guint i = 0; i < n_rings; i++)
    {
      double ring_x, ring_y;
      double area = sol_map_view_find_middle (view, rings[i], lengths[i], LABEL_MARGIN, &ring_x,
                                              &ring_y);

      if (area <= best)
        continue;
      best = area;
      x = ring_x;
      y = ring_y;
    }
  if (best < LEAST_LABEL_AREA)
    return;
  layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), department);
  pango_layout_get_pixel_size (layout, &width, &height);
  if (has_place (self))
    sol_map_view_project (view, (SolPoint){ self->lat, self->lon }, &place_x, &place_y);
  /* The point stays free: its département's number goes beneath or above. */
  if (fabs (place_x - x) < width && fabs (place_y - y) < height)
    y = place_y + (y >= place_y ? 1 : -1) * (height / 2.0 + POINT_RADIUS + 2);
  x = CLAMP (x - width / 2.0, 2, MAX (2, view->width - width - 2));
  y = CLAMP (y - height / 2.0, 2, MAX (2, view->height - height - 2));
  set_source (cr, &palette->ink, 0.9);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
}

static void
draw_departments (SolPlaceMap *self, cairo_t *cr, const SolMapView *view, const Palette *palette)
{
  const SolMapBounds *bounds = get_all_bounds ();
  const SolCode *codes;
  guint n_codes;

  codes = sol_referential_get_codes ("departments", &n_codes);
  for (guint i = 0; i < n_codes; i++)
    if (sol_map_view_sees (view, &bounds[i]))
      draw_department (self, cr, view, palette, codes[i].code);
}

static void
draw_numbers (SolPlaceMap *self, cairo_t *cr, const SolMapView *view, const Palette *palette)
{
  const SolMapBounds *bounds = get_all_bounds ();
  const SolCode *codes;
  guint n_codes;

  codes = sol_referential_get_codes ("departments", &n_codes);
  for (guint i = 0; i < n_codes; i++)
    if (sol_map_view_sees (view, &bounds[i]))
      draw_number (self, cr, view, palette, codes[i].code);
}

static void
draw_reach (SolPlaceMap *self, cairo_t *cr, const SolMapView *view, const Palette *palette)
{
  const double radius = self->radius_km / view->km_per_pixel;
  double x, y;

  if (!has_place (self) || radius < 2 * POINT_RADIUS)
    return;
  sol_map_view_project (view, (SolPoint){ self->lat, self->lon }, &x, &y);
  cairo_new_path (cr);
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  set_source (cr, &palette->place, 0.1);
  cairo_fill_preserve (cr);
  set_source (cr, &palette->place, 1);
  cairo_set_line_width (cr, 1.6);
  cairo_set_dash (cr, (const double[2]){ 4, 3 }, 2, 0);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
draw_point (SolPlaceMap *self, cairo_t *cr, const SolMapView *view, const Palette *palette)
{
  double x, y;

  if (!has_place (self))
    return;
  sol_map_view_project (view, (SolPoint){ self->lat, self->lon }, &x, &y);
  cairo_new_path (cr);
  cairo_arc (cr, x, y, POINT_RADIUS, 0, 2 * G_PI);
  set_source (cr, &palette->place, 1);
  cairo_fill_preserve (cr);
  set_source (cr, &palette->land, 1);
  cairo_set_line_width (cr, 1.5);
  cairo_stroke (cr);
}

static void
sol_place_map_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SolPlaceMap *self = SOL_PLACE_MAP (widget);
  const int width = gtk_widget_get_width (widget);
  const int height = gtk_widget_get_height (widget);
  const Palette palette = make_palette (self);
  const SolMapView view = make_view (self, width, height);
  graphene_rect_t bounds;
  cairo_t *cr;

  graphene_rect_init (&bounds, 0, 0, (float) width, (float) height);
  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  set_source (cr, &palette.sea, 1);
  cairo_paint (cr);
  draw_departments (self, cr, &view, &palette);
  draw_reach (self, cr, &view, &palette);
  if (!self->country)
    draw_numbers (self, cr, &view, &palette);
  draw_point (self, cr, &view, &palette);
  cairo_destroy (cr);
}

static void
sol_place_map_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (sol_place_map_parent_class)->css_changed (widget, change);
  /* Named colours change with light and dark; GTK only sees those of the node. */
  gtk_widget_queue_draw (widget);
}

static void
sol_place_map_finalize (GObject *object)
{
  g_clear_pointer (&SOL_PLACE_MAP (object)->departments, g_strfreev);
  g_clear_pointer (&SOL_PLACE_MAP (object)->home, g_free);
  G_OBJECT_CLASS (sol_place_map_parent_class)->finalize (object);
}

static void
sol_place_map_class_init (SolPlaceMapClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sol_place_map_finalize;
  widget_class->snapshot = sol_place_map_snapshot;
  widget_class->css_changed = sol_place_map_css_changed;

  gtk_widget_class_set_css_name (widget_class, "placemap");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
sol_place_map_init (SolPlaceMap *self)
{
  self->lat = NAN;
  self->lon = NAN;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * sol_place_map_new:
 *
 * Returns: (transfer floating): a map of the country
 */
GtkWidget *
sol_place_map_new (void)
{
  return g_object_new (SOL_TYPE_PLACE_MAP, NULL);
}

/**
 * sol_place_map_set_place:
 * @lat: degrees north, NAN when not known
 * @lon: degrees east, NAN when not known
 *
 * Puts the point.
 */
void
sol_place_map_set_place (SolPlaceMap *self, double lat, double lon)
{
  g_return_if_fail (SOL_IS_PLACE_MAP (self));

  self->lat = lat;
  self->lon = lon;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * sol_place_map_set_radius_km:
 * @radius_km: how far it works around the point, 0 for no circle
 */
void
sol_place_map_set_radius_km (SolPlaceMap *self, double radius_km)
{
  g_return_if_fail (SOL_IS_PLACE_MAP (self));

  self->radius_km = MAX (radius_km, 0);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * sol_place_map_set_departments:
 * @departments: (nullable) (array zero-terminated=1): codes of those that are shaded and must be
 *   seen
 */
void
sol_place_map_set_departments (SolPlaceMap *self, const char *const *departments)
{
  g_return_if_fail (SOL_IS_PLACE_MAP (self));

  g_strfreev (self->departments);
  self->departments = g_strdupv ((char **) departments);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * sol_place_map_set_home:
 * @department: (nullable): code of the one that holds the point, which is told from the others
 */
void
sol_place_map_set_home (SolPlaceMap *self, const char *department)
{
  g_return_if_fail (SOL_IS_PLACE_MAP (self));

  g_free (self->home);
  self->home = g_strdup (department);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * sol_place_map_set_country:
 * @country: whether it works in the whole country, which is then all seen
 */
void
sol_place_map_set_country (SolPlaceMap *self, gboolean country)
{
  g_return_if_fail (SOL_IS_PLACE_MAP (self));

  self->country = country;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
