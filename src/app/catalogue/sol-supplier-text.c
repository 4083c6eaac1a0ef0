/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-supplier-text.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/sol-format.h"
#include "model/sol-commune.h"
#include "model/sol-practice-level.h"
#include "model/sol-referential.h"
#include "model/sol-text.h"

#define FIRST_PROVEN_LEVEL 2
#define MAX_ZONES_TOLD 6

static const char *
get_filled (SolSupplier *supplier, const char *field)
{
  const char *text = sol_record_get_text (SOL_RECORD (supplier), field);

  return text == NULL || *text == '\0' ? NULL : text;
}

/**
 * sol_supplier_text_get_family_class:
 * @kind: (nullable): code of the kind of a structure
 *
 * Returns: (nullable) (transfer none): the CSS class of its family ("insertion", "handicap",
 *   "ess"), %NULL for those without a hue
 */
const char *
sol_supplier_text_get_family_class (const char *kind)
{
  const SolCode *code = kind == NULL ? NULL : sol_referential_find ("kinds", kind);

  return code == NULL || *code->parent == '\0' ? NULL : code->parent;
}

/**
 * sol_supplier_text_make_initials:
 * @name: (nullable): of a structure
 *
 * Returns: (transfer full): one or two capitals: of the first and the last word that is written
 *   with one
 */
char *
sol_supplier_text_make_initials (const char *name)
{
  gunichar first = 0, last = 0;
  gboolean inside = FALSE;
  g_autoptr (GString) text = g_string_new (NULL);

  for (const char *at = name == NULL ? "" : name; *at != '\0'; at = g_utf8_next_char (at))
    {
      const gunichar c = g_utf8_get_char (at);

      if (!inside && (g_unichar_isupper (c) || (first == 0 && g_unichar_isalnum (c))))
        {
          if (first == 0)
            first = g_unichar_toupper (c);
          else
            last = c;
        }
      inside = g_unichar_isalnum (c);
    }
  if (first != 0)
    g_string_append_unichar (text, first);
  if (last != 0)
    g_string_append_unichar (text, last);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * sol_supplier_text_make_place:
 *
 * Returns: (transfer full): "Avignon (84)"; the département alone without a town; "" when neither
 *   is known
 */
char *
sol_supplier_text_make_place (SolSupplier *supplier)
{
  const char *city = get_filled (supplier, "city");
  const char *department = get_filled (supplier, "department");

  if (department == NULL)
    return g_strdup (city == NULL ? "" : city);
  if (city == NULL)
    return g_strdup (sol_referential_label ("departments", department));
  return g_strdup_printf ("%s\u00a0(%s)", city, department);
}

/**
 * sol_supplier_text_make_address:
 *
 * Returns: (transfer full): "14, rue des Lavoirs-Neufs, 84000 Avignon"; "" when nothing is known
 */
char *
sol_supplier_text_make_address (SolSupplier *supplier)
{
  const char *street = get_filled (supplier, "address");
  const char *postcode = get_filled (supplier, "postcode");
  const char *city = get_filled (supplier, "city");
  g_autoptr (GString) text = g_string_new (street);

  if (street != NULL && (postcode != NULL || city != NULL))
    g_string_append (text, ", ");
  g_string_append (text, postcode == NULL ? "" : postcode);
  if (postcode != NULL && city != NULL)
    g_string_append (text, "\u00a0");
  g_string_append (text, city == NULL ? "" : city);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * sol_supplier_text_make_modes:
 * @activity: of a supplier
 *
 * Returns: (transfer full): "prestation de service, mise à disposition, intérim"; "" when not said
 */
char *
sol_supplier_text_make_modes (SolItem *activity)
{
  const char *const *modes = sol_item_get_codes (activity, "modes");
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; modes != NULL && modes[i] != NULL; i++)
    {
      g_autofree char *mode = sol_text_lower_first (sol_referential_label ("modes", modes[i]));

      g_string_append_printf (text, "%s%s", i == 0 ? "" : ", ", mode);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
name_zone (const char *zone, const char *code)
{
  const SolCommune *commune;

  if (g_str_has_prefix (zone, "department:"))
    return g_strdup_printf ("%s\u00a0(%s)", sol_referential_label ("departments", code), code);
  if (g_str_has_prefix (zone, "region:"))
    return g_strdup (sol_referential_label ("regions", code));
  if (g_str_has_prefix (zone, "epci:"))
    return g_strdup (sol_referential_label ("epcis", code));
  commune = g_str_has_prefix (zone, "commune:") ? sol_commune_find (code) : NULL;
  return commune == NULL ? g_strdup (code)
                         : g_strdup_printf ("%s\u00a0(%s)", commune->name, commune->department);
}

/**
 * sol_supplier_text_make_zone:
 * @zone: "commune:84007", "department:84", "region:93", "epci:248400251"
 *
 * Returns: (transfer full): its name; the code itself when it is not known
 */
char *
sol_supplier_text_make_zone (const char *zone)
{
  const char *colon = strchr (zone, ':');

  return name_zone (zone, colon == NULL ? zone : colon + 1);
}

static char *
make_zones (const char *const *zones)
{
  const guint n_zones = g_strv_length ((char **) zones);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < MIN (n_zones, MAX_ZONES_TOLD); i++)
    {
      g_autofree char *zone = sol_supplier_text_make_zone (zones[i]);

      g_string_append_printf (text, "%s%s", i == 0 ? "" : ", ", zone);
    }
  if (n_zones > MAX_ZONES_TOLD)
    {
      const guint n_more = n_zones - MAX_ZONES_TOLD;

      g_string_append (text, " ");
      /* TRANSLATORS: ends a list of places that would be too long. */
      g_string_append_printf (text, ngettext ("and %u other", "and %u others", n_more), n_more);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * sol_supplier_text_make_reach:
 * @supplier: whose seat a distance is told from
 * @activity: of @supplier
 *
 * Returns: (transfer full): how far it works, as a whole phrase: "Works within 60 km of Avignon";
 *   "" when not said
 */
char *
sol_supplier_text_make_reach (SolSupplier *supplier, SolItem *activity)
{
  const char *reach = sol_item_get_text (activity, "reach");
  const char *city = get_filled (supplier, "city");
  const char *const *zones = sol_item_get_codes (activity, "zones");
  g_autofree char *words = NULL;
  gint64 km;

  if (g_strcmp0 (reach, "COUNTRY") == 0)
    return g_strdup (_ ("Works in the whole country"));
  if (g_strcmp0 (reach, "CUSTOM") == 0 && sol_item_get_number (activity, "radius_km", &km))
    {
      words = sol_format_distance ((double) km);
      if (city == NULL)
        /* TRANSLATORS: %s is a distance with its unit. */
        return g_strdup_printf (_ ("Works within %s"), words);
      /* TRANSLATORS: the first %s is a distance with its unit, the second a town. */
      return g_strdup_printf (_ ("Works within %s of: %s"), words, city);
    }
  if (g_strcmp0 (reach, "ZONES") != 0 || zones == NULL || zones[0] == NULL)
    return g_strdup ("");
  words = make_zones (zones);
  /* TRANSLATORS: %s is a list of départements, régions or towns. */
  return g_strdup_printf (_ ("Works in: %s"), words);
}

/**
 * sol_supplier_text_get_level:
 * @level: 0 to 3, or %SOL_LEVEL_NOT_PROVIDED
 *
 * Returns: (transfer none): its word
 */
const char *
sol_supplier_text_get_level (guint8 level)
{
  const char code[2] = { (char) ('0' + level), '\0' };

  return level > 3 ? _ ("Not provided") : sol_referential_label ("levels", code);
}

/**
 * sol_supplier_text_get_levels:
 * @levels: (out caller-allocates): of the nine criteria in their order, 0 to 3, or
 *   %SOL_LEVEL_NOT_PROVIDED
 * @n_proven: (out): how many are practised or shared, with a proof
 *
 * Returns: whether any level is known
 */
gboolean
sol_supplier_text_get_levels (SolSupplier *supplier, guint8 levels[SOL_N_CRITERIA], guint *n_proven)
{
  GPtrArray *criteria = sol_record_get_items (SOL_RECORD (supplier), "criteria");
  gboolean any = FALSE;

  *n_proven = 0;
  memset (levels, SOL_LEVEL_NOT_PROVIDED, SOL_N_CRITERIA);
  for (guint i = 0; criteria != NULL && i < criteria->len; i++)
    {
      SolItem *item = g_ptr_array_index (criteria, i);
      const char *criterion = sol_item_get_text (item, "criterion");
      const char *level = sol_item_get_text (item, "level");

      if (criterion == NULL || level == NULL || *criterion < '1' || *criterion > '9' ||
          *level < '0' || *level > '3')
        continue;
      any = TRUE;
      levels[*criterion - '1'] = (guint8) (*level - '0');
      *n_proven += sol_practice_is_proven (item);
    }
  return any;
}

/**
 * sol_supplier_text_make_score:
 *
 * Returns: (transfer full): "7 prouvées sur 9"
 */
char *
sol_supplier_text_make_score (guint n_proven)
{
  return g_strdup_printf (ngettext ("%u of 9 proven", "%u of 9 proven", n_proven), n_proven);
}
