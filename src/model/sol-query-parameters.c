/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/sol-commune.h"
#include "model/sol-model-error.h"
#include "model/sol-query.h"
#include "model/sol-referential.h"

/* A query as text: the parameters of the API, of the command line and of a saved search. */

#define MAX_TEXT 500     /* characters */
#define MAX_RADIUS 20000 /* km: half way round */
#define MAX_ROWS 1000000

static const struct
{
  const char *name;
  const char *list; /* NULL: codes of no referential */
} facets[SOL_N_FACETS] = {
  [SOL_FACET_GROUP] = { "group", "sector-groups" },
  [SOL_FACET_SECTOR] = { "sector", "sectors" },
  [SOL_FACET_MODE] = { "mode", "modes" },
  [SOL_FACET_KIND] = { "kind", "kinds" },
  [SOL_FACET_DEPARTMENT] = { "department", "departments" },
  [SOL_FACET_REGION] = { "region", "regions" },
  [SOL_FACET_LABEL] = { "label", "labels" },
  [SOL_FACET_NETWORK] = { "network", "networks" },
  [SOL_FACET_MARK] = { "mark", NULL },
  [SOL_FACET_LEGAL_FORM] = { "legal_form", "legal-forms" },
  [SOL_FACET_TURNOVER] = { "turnover", "turnover-brackets" },
  [SOL_FACET_STAFF] = { "staff", "staff-brackets" },
  [SOL_FACET_REFERENCES] = { "references", NULL },
  [SOL_FACET_ENVIRONMENT] = { "environment", "environment-practices" },
  [SOL_FACET_CRITERION] = { "criterion", NULL },
  [SOL_FACET_PROVEN] = { "proven", NULL },
};

static const char *const sorts[SOL_N_SORTS] = { "relevance", "distance", "name", "updated" };

/**
 * sol_facet_get_name:
 *
 * Returns: its parameter in the API
 */
const char *
sol_facet_get_name (SolFacet facet)
{
  return facets[facet].name;
}

/**
 * sol_facet_get_list:
 *
 * Returns: (nullable): the referential of its codes
 */
const char *
sol_facet_get_list (SolFacet facet)
{
  return facets[facet].list;
}

/**
 * sol_facet_find:
 *
 * Returns: the #SolFacet of that name, or -1
 */
int
sol_facet_find (const char *name)
{
  for (int i = 0; i < SOL_N_FACETS; i++)
    if (g_str_equal (facets[i].name, name))
      return i;

  return -1;
}

/**
 * sol_facet_is_demand:
 *
 * Returns: whether all codes chosen must hold at once: who asks for two practices wants both. In
 *   other facets they are alternatives
 */
gboolean
sol_facet_is_demand (SolFacet facet)
{
  return facet == SOL_FACET_CRITERION || facet == SOL_FACET_ENVIRONMENT;
}

const char *
sol_sort_get_name (SolSort sort)
{
  return sorts[sort];
}

G_GNUC_PRINTF (2, 3)
static gboolean
refuse (GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_propagate_error (
      error, g_error_new_valist (SOL_MODEL_ERROR, SOL_MODEL_ERROR_WRONG_VALUE, format, arguments));
  va_end (arguments);
  return FALSE;
}

static gboolean
read_number (const char *text, double limit, double *number)
{
  char *end = NULL;

  *number = g_ascii_strtod (text, &end);
  return end != text && *end == '\0' && isfinite (*number) && fabs (*number) <= limit;
}

static void
set_point (SolQuery *self, const char *label, double lat, double lon)
{
  char *copy = g_strdup (label);

  g_free (self->near_label);
  self->near_label = copy;
  self->has_point = TRUE;
  self->lat = lat;
  self->lon = lon;
}

static gboolean
set_coordinates (SolQuery *self, const char *near)
{
  g_auto (GStrv) parts = g_strsplit (near, ",", 3);
  double lat;
  double lon;

  if (g_strv_length (parts) != 2 || !read_number (g_strstrip (parts[0]), 90, &lat) ||
      !read_number (g_strstrip (parts[1]), 180, &lon))
    return FALSE;

  set_point (self, near, lat, lon);
  return TRUE;
}

/* Its INSEE code, its name, or its postcode; of namesakes the most populous. */
static const SolCommune *
find_commune (const char *typed)
{
  const SolCommune *commune = sol_commune_find (typed);
  const SolCommune *found[1];

  if (commune != NULL)
    return commune;
  return sol_commune_search (typed, found, 1) > 0 ? found[0] : NULL;
}

/**
 * sol_query_set_near:
 * @near: (nullable): a commune by INSEE code, name or postcode, or "LAT,LON"; %NULL for none
 * @radius_km: 0 to sort only
 *
 * Returns: %FALSE with %SOL_MODEL_ERROR_WRONG_VALUE; the query is then as it was
 */
gboolean
sol_query_set_near (SolQuery *self, const char *near, double radius_km, GError **error)
{
  const SolCommune *commune;

  if (near == NULL || *near == '\0')
    {
      g_clear_pointer (&self->near_label, g_free);
      self->has_point = FALSE;
      self->radius_km = 0;
      return TRUE;
    }
  if (!set_coordinates (self, near))
    {
      if (strspn (near, "0123456789., -") == strlen (near) && strchr (near, ',') != NULL)
        return refuse (error, "“%s” is no latitude and longitude", near);

      commune = find_commune (near);
      if (commune == NULL)
        return refuse (error, "No commune is called “%s”", near);
      if (isnan (commune->lat))
        return refuse (error, "The place of %s is not known", commune->name);
      set_point (self, commune->code, commune->lat, commune->lon);
    }

  self->radius_km = radius_km;
  return TRUE;
}

static char *
name_place (const char *kind, const char *code)
{
  return g_strconcat (kind, ":", code, NULL);
}

static gboolean
zone_is_known (const char *place)
{
  const char *code = strchr (place, ':') + 1;

  if (g_str_has_prefix (place, "commune:"))
    return sol_commune_find (code) != NULL;
  if (g_str_has_prefix (place, "department:"))
    return sol_referential_find ("departments", code) != NULL;
  if (g_str_has_prefix (place, "region:"))
    return sol_referential_find ("regions", code) != NULL;
  if (g_str_has_prefix (place, "epci:"))
    return sol_referential_find ("epcis", code) != NULL;
  return FALSE;
}

/* As people write it: a département by name or code, a région by name, else a commune. */
static char *
find_zone (const char *typed)
{
  g_autofree char *code = NULL;
  const SolCommune *commune;

  if (strchr (typed, ':') != NULL)
    return zone_is_known (typed) ? g_strdup (typed) : NULL;

  commune = sol_commune_find (typed);
  if (commune != NULL)
    return name_place ("commune", commune->code);
  code = sol_referential_match ("departments", typed);
  if (code != NULL)
    return name_place ("department", code);
  code = sol_referential_match ("regions", typed);
  if (code != NULL)
    return name_place ("region", code);
  commune = find_commune (typed);
  return commune != NULL ? name_place ("commune", commune->code) : NULL;
}

/**
 * sol_query_set_works_in:
 * @place: (nullable): "commune:84007" and the like, or a place as typed; %NULL for none
 *
 * Returns: %FALSE with %SOL_MODEL_ERROR_WRONG_VALUE; the query is then as it was
 */
gboolean
sol_query_set_works_in (SolQuery *self, const char *place, GError **error)
{
  char *zone = NULL;

  if (place != NULL && *place != '\0')
    {
      zone = find_zone (place);
      if (zone == NULL)
        return refuse (error, "No place is called “%s”", place);
    }

  g_free (self->works_in);
  self->works_in = zone;
  return TRUE;
}

static gboolean
code_is_known (SolFacet facet, const char *code)
{
  if (g_str_equal (code, SOL_FACET_UNKNOWN))
    return TRUE;

  switch (facet)
    {
    case SOL_FACET_MARK:
      return g_str_equal (code, "qpv") || g_str_equal (code, "zrr") || g_str_equal (code, "none");
    case SOL_FACET_REFERENCES:
      return g_str_equal (code, "yes");
    case SOL_FACET_CRITERION:
      return strlen (code) == 3 && code[0] >= '1' && code[0] <= '9' && code[1] == ':' &&
             code[2] >= '1' && code[2] <= '3';
    case SOL_FACET_PROVEN:
      return strlen (code) == 1 && code[0] >= '1' && code[0] <= '9';
    default:
      /* Any code: a platform adds to its lists, and what nobody has is simply not found. */
      return strlen (code) <= MAX_TEXT;
    }
}

static gboolean
add_codes (SolQuery *self, SolFacet facet, const char *value, GError **error)
{
  g_auto (GStrv) codes = g_strsplit (value, ",", 200);

  for (guint i = 0; codes[i] != NULL; i++)
    if (*codes[i] != '\0' && !code_is_known (facet, codes[i]))
      return refuse (error, "%s has no value “%s”", sol_facet_get_name (facet), codes[i]);

  for (guint i = 0; codes[i] != NULL; i++)
    if (*codes[i] != '\0')
      sol_query_add (self, facet, codes[i]);
  return TRUE;
}

static gboolean
set_sort (SolQuery *self, const char *value, GError **error)
{
  for (guint i = 0; i < SOL_N_SORTS; i++)
    if (g_str_equal (sorts[i], value))
      {
        self->sort = i;
        return TRUE;
      }

  return refuse (error, "There is no order “%s”: relevance, distance, name or updated", value);
}

static gboolean
set_rows (guint *rows, const char *name, const char *value, GError **error)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (value, 10, 0, MAX_ROWS, &number, NULL))
    return refuse (error, "%s is a number up to %d", name, MAX_ROWS);

  *rows = (guint) number;
  return TRUE;
}

static gboolean
set_radius (SolQuery *self, const char *value, GError **error)
{
  double radius;

  if (!read_number (value, MAX_RADIUS, &radius) || radius < 0)
    return refuse (error, "radius_km is a number of kilometres");

  self->radius_km = radius;
  return TRUE;
}

/**
 * sol_query_set_parameter:
 * @name: q, near, radius_km, works_in, without_national, sort, limit, offset, or a facet's name
 * @value: codes of a facet are parted by commas; the same facet again adds to it
 *
 * Returns: %FALSE with a #SolModelError that says what is wrong; %SOL_MODEL_ERROR_UNKNOWN_FIELD for
 *   a name that is none
 */
gboolean
sol_query_set_parameter (SolQuery *self, const char *name, const char *value, GError **error)
{
  int facet = sol_facet_find (name);

  if (facet >= 0)
    return add_codes (self, facet, value, error);
  if (g_str_equal (name, "near"))
    return sol_query_set_near (self, value, self->radius_km, error);
  if (g_str_equal (name, "radius_km"))
    return set_radius (self, value, error);
  if (g_str_equal (name, "works_in"))
    return sol_query_set_works_in (self, value, error);
  if (g_str_equal (name, "sort"))
    return set_sort (self, value, error);
  if (g_str_equal (name, "limit"))
    return set_rows (&self->limit, name, value, error);
  if (g_str_equal (name, "offset"))
    return set_rows (&self->offset, name, value, error);
  if (g_str_equal (name, "without_national"))
    {
      self->without_national = g_str_equal (value, "true");
      return TRUE;
    }
  if (g_str_equal (name, "q"))
    {
      if (g_utf8_strlen (value, -1) > MAX_TEXT)
        return refuse (error, "The text is longer than %d characters", MAX_TEXT);
      sol_query_set_text (self, value);
      return TRUE;
    }

  g_set_error (error, SOL_MODEL_ERROR, SOL_MODEL_ERROR_UNKNOWN_FIELD, "There is no filter “%s”",
               name);
  return FALSE;
}

static void
append (GString *text, const char *name, const char *value)
{
  if (text->len > 0)
    g_string_append_c (text, '&');
  g_string_append (text, name);
  g_string_append_c (text, '=');
  g_string_append_uri_escaped (text, value, ":,", TRUE);
}

static void
append_number (GString *text, const char *name, double number)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  if (number > 0)
    append (text, name, g_ascii_dtostr (digits, sizeof digits, number));
}

/**
 * sol_query_to_string:
 *
 * Returns: (transfer full): "q=…&kind=ACI", which sol_query_parse() reads again
 */
char *
sol_query_to_string (const SolQuery *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (self->text != NULL)
    append (text, "q", self->text);
  for (guint i = 0; i < SOL_N_FACETS; i++)
    if (self->facets[i] != NULL)
      {
        g_autofree char *codes = g_strjoinv (",", self->facets[i]);

        append (text, facets[i].name, codes);
      }
  if (self->has_point)
    append (text, "near", self->near_label);
  append_number (text, "radius_km", self->radius_km);
  if (self->works_in != NULL)
    append (text, "works_in", self->works_in);
  if (self->without_national)
    append (text, "without_national", "true");
  if (self->sort != SOL_SORT_RELEVANCE)
    append (text, "sort", sorts[self->sort]);
  append_number (text, "offset", self->offset);
  append_number (text, "limit", self->limit);
  return g_strdup (text->str);
}

/**
 * sol_query_parse:
 * @parameters: as in the query part of a URI
 *
 * Returns: (transfer full): the query, or %NULL with a #SolModelError
 */
SolQuery *
sol_query_parse (const char *parameters, GError **error)
{
  g_autoptr (SolQuery) self = sol_query_new ();
  GUriParamsIter iter;
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;
  g_autoptr (GError) cause = NULL;

  g_uri_params_iter_init (&iter, parameters, -1, "&", G_URI_PARAMS_WWW_FORM);
  while (g_uri_params_iter_next (&iter, &name, &value, &cause))
    {
      if (!sol_query_set_parameter (self, name, value, error))
        return NULL;
      g_clear_pointer (&name, g_free);
      g_clear_pointer (&value, g_free);
    }
  if (cause != NULL)
    {
      refuse (error, "Not a list of parameters");
      return NULL;
    }

  return g_steal_pointer (&self);
}
