/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-supplier-reach.h"

#include <glib/gi18n.h>
#include <math.h>

#include "app/catalogue/sol-supplier-sections.h"
#include "app/catalogue/sol-supplier-text.h"
#include "model/sol-commune.h"
#include "model/sol-referential.h"
#include "model/sol-text.h"

/* What the activities of a structure reach together. */
typedef struct
{
  gint64 radius_km;
  gboolean country;
  GPtrArray *departments; /* (element-type utf8) codes, each once */
} Reach;

static GPtrArray *
get_activities (SolSupplier *supplier, guint *n_activities)
{
  GPtrArray *activities = sol_record_get_items (SOL_RECORD (supplier), "activities");

  *n_activities = activities == NULL ? 0 : activities->len;
  return activities;
}

static void
add_department (Reach *reach, const char *code)
{
  if (code != NULL && *code != '\0' &&
      !g_ptr_array_find_with_equal_func (reach->departments, code, g_str_equal, NULL))
    g_ptr_array_add (reach->departments, (gpointer) code);
}

static void
add_region (Reach *reach, const char *region)
{
  const SolCode *codes;
  guint n_codes;

  codes = sol_referential_get_codes ("departments", &n_codes);
  for (guint i = 0; i < n_codes; i++)
    if (g_strcmp0 (sol_region_of_department (codes[i].code), region) == 0)
      add_department (reach, codes[i].code);
}

static void
add_zone (Reach *reach, const char *zone)
{
  const SolCode *code;

  if (g_str_has_prefix (zone, "department:") &&
      (code = sol_referential_find ("departments", zone + strlen ("department:"))) != NULL)
    add_department (reach, code->code);
  else if (g_str_has_prefix (zone, "commune:"))
    add_department (reach, sol_department_of_commune (zone + strlen ("commune:")));
  else if (g_str_has_prefix (zone, "region:"))
    add_region (reach, zone + strlen ("region:"));
}

static void
add_activity (Reach *reach, SolItem *activity)
{
  const char *kind = sol_item_get_text (activity, "reach");
  const char *const *zones = sol_item_get_codes (activity, "zones");
  gint64 km;

  if (g_strcmp0 (kind, "COUNTRY") == 0)
    reach->country = TRUE;
  else if (g_strcmp0 (kind, "CUSTOM") == 0 && sol_item_get_number (activity, "radius_km", &km))
    reach->radius_km = MAX (reach->radius_km, km);
  else if (g_strcmp0 (kind, "ZONES") == 0)
    for (guint i = 0; zones != NULL && zones[i] != NULL; i++)
      add_zone (reach, zones[i]);
}

/* Each way it reaches, once, in the order of its activities. */
static GPtrArray *
list_reaches (SolSupplier *supplier)
{
  guint n_activities;
  GPtrArray *activities = get_activities (supplier, &n_activities);
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n_activities; i++)
    {
      g_autofree char *reach = sol_supplier_text_make_reach (supplier, activities->pdata[i]);

      if (*reach != '\0' && !g_ptr_array_find_with_equal_func (words, reach, g_str_equal, NULL))
        g_ptr_array_add (words, g_steal_pointer (&reach));
    }
  return words;
}

static GtkWidget *
make_activity (SolSupplier *supplier, SolItem *activity, gboolean with_reach)
{
  GtkWidget *label = gtk_label_new (NULL);
  const char *sector = sol_referential_label ("sectors", sol_item_get_text (activity, "sector"));
  g_autofree char *modes = sol_supplier_text_make_modes (activity);
  g_autofree char *reach = with_reach ? sol_supplier_text_make_reach (supplier, activity) : NULL;
  g_autofree char *reach_within = reach == NULL ? g_strdup ("") : sol_text_lower_first (reach);
  g_autofree char *markup = g_markup_printf_escaped (
      "%s<span size=\"92%%\">%s%s%s%s</span>", sector, *modes == '\0' ? "" : " · ", modes,
      *reach_within == '\0' ? "" : " · ", reach_within);

  gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 32);
  return label;
}

/**
 * sol_supplier_reach_fill_activities:
 *
 * Lists the activities with their modes, and how far each reaches when that is not the same for
 * all. @box is emptied first.
 *
 * Returns: how many there are
 */
guint
sol_supplier_reach_fill_activities (GtkBox *box, SolSupplier *supplier)
{
  g_autoptr (GPtrArray) reaches = list_reaches (supplier);
  guint n_activities;
  GPtrArray *activities = get_activities (supplier, &n_activities);

  sol_supplier_sections_empty (box);
  for (guint i = 0; i < n_activities; i++)
    gtk_box_append (box, make_activity (supplier, activities->pdata[i], reaches->len > 1));
  return n_activities;
}

/**
 * sol_supplier_reach_make_words:
 *
 * Returns: (transfer full): how far it works, a line for each way; "" when not said
 */
char *
sol_supplier_reach_make_words (SolSupplier *supplier)
{
  g_autoptr (GPtrArray) reaches = list_reaches (supplier);

  g_ptr_array_add (reaches, NULL);
  return g_strjoinv ("\n", (char **) reaches->pdata);
}

static void
name_map (SolPlaceMap *map, SolSupplier *supplier)
{
  g_autofree char *place = sol_supplier_text_make_place (supplier);
  g_autofree char *words = sol_supplier_reach_make_words (supplier);
  g_autofree char *label = NULL;

  g_strdelimit (words, "\n", ';');
  if (*words == '\0')
    /* TRANSLATORS: what a map shows; %s is a town. */
    label = g_strdup_printf (_ ("Map: %s"), place);
  else
    /* TRANSLATORS: what a map shows: a town, then how far the structure works. */
    label = g_strdup_printf (_ ("Map: %s; %s"), place, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (map), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/**
 * sol_supplier_reach_fill_map:
 *
 * Shows on @map where @supplier is and how far it works, and names it so.
 *
 * Returns: whether there is anything to show
 */
gboolean
sol_supplier_reach_fill_map (SolPlaceMap *map, SolSupplier *supplier)
{
  const SolPlace *place = sol_record_get_place (SOL_RECORD (supplier), "place");
  g_autoptr (GPtrArray) departments = g_ptr_array_new ();
  Reach reach = { 0, FALSE, departments };
  guint n_activities;
  GPtrArray *activities = get_activities (supplier, &n_activities);
  gboolean any;

  for (guint i = 0; i < n_activities; i++)
    add_activity (&reach, activities->pdata[i]);
  if (departments->len == 0 && (reach.radius_km == 0 || place == NULL) && !reach.country)
    add_department (&reach, sol_record_get_text (SOL_RECORD (supplier), "department"));
  any = place != NULL || departments->len > 0 || reach.country;
  g_ptr_array_add (departments, NULL);
  sol_place_map_set_place (map, place == NULL ? NAN : place->lat, place == NULL ? NAN : place->lon);
  sol_place_map_set_radius_km (map, (double) reach.radius_km);
  sol_place_map_set_departments (map, (const char *const *) departments->pdata);
  sol_place_map_set_home (map, sol_record_get_text (SOL_RECORD (supplier), "department"));
  sol_place_map_set_country (map, reach.country);
  name_map (map, supplier);
  return any;
}
