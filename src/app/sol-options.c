/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-options.h"

#include <glib/gi18n.h>
#include <stdlib.h>

#include "app/sol-headless.h"
#include "app/sol-options-account.h"
#include "app/sol-options-words.h"
#include "model/sol-referential.h"
#include "sol-config.h"

/* The filters are named as the API names them, with dashes. */
static const GOptionEntry entries[] = {
  { "search", 's', 0, G_OPTION_ARG_STRING, NULL, N_ ("Print the structures found and leave"),
    N_ ("TEXT") },
  { "near", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Measure distances from a commune or a point"),
    N_ ("COMMUNE|LAT,LON") },
  { "radius", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Seated at most so far from there"), N_ ("KM") },
  { "works-in", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Works in a commune, département or région"),
    N_ ("PLACE") },
  { "without-national", 0, 0, G_OPTION_ARG_NONE, NULL,
    N_ ("With --works-in, not by national reach alone"), NULL },
  { "kind", 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL, N_ ("Kind of structure (repeatable)"),
    N_ ("CODE") },
  { "department", 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL, N_ ("Seated in a département"),
    N_ ("CODE") },
  { "region", 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL, N_ ("Seated in a région"), N_ ("CODE") },
  { "group", 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL, N_ ("Group of sectors"), N_ ("CODE") },
  { "sector", 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL, N_ ("Sector of activity"), N_ ("CODE") },
  { "mode", 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL, N_ ("Mode of service"), N_ ("CODE") },
  { "network", 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL, N_ ("Member of a network"), N_ ("CODE") },
  { "label", 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL, N_ ("Holder of a label"), N_ ("CODE") },
  { "mark", 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL, N_ ("Priority territory: qpv, zrr, none"),
    N_ ("CODE") },
  { "legal-form", 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL, N_ ("Legal form"), N_ ("CODE") },
  { "turnover", 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL, N_ ("Bracket of turnover"), N_ ("CODE") },
  { "staff", 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL, N_ ("Bracket of staff"), N_ ("CODE") },
  { "references", 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL, N_ ("Has client references: yes"),
    N_ ("CODE") },
  { "environment", 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL, N_ ("Environmental practice"),
    N_ ("CODE") },
  { "criterion", 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL, N_ ("Criterion at a level, as 3:2"),
    N_ ("C:L") },
  { "proven", 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL, N_ ("So many criteria practised"), N_ ("N") },
  { "sort", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Order: relevance, distance, name, updated"),
    N_ ("KEY") },
  { "limit", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("At most so many structures"), N_ ("N") },
  { "counts", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print how many each filter would leave"), NULL },
  { "format", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Print as text, json or csv"), N_ ("FORMAT") },
  { "import-preview", 0, 0, G_OPTION_ARG_FILENAME, NULL,
    N_ ("Print what a file would change in the catalogue, and leave"), N_ ("FILE") },
  { "sync", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Fetch what changed on the platform and leave"),
    NULL },
  { "server", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Address of the platform"), N_ ("URL") },
  { "data-dir", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Folder of the catalogues"), N_ ("DIR") },
  { "ca-file", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Certificates of a private authority (PEM)"),
    N_ ("FILE") },
  { "new-window", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Open one more window"), NULL },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the version and leave"), NULL },
  { NULL },
};

void
sol_options_free (SolOptions *self)
{
  g_free (self->server);
  g_free (self->data_dir);
  g_free (self->ca_file);
  g_free (self->import_preview);
  g_clear_pointer (&self->query, sol_query_free);
  sol_options_clear_account (&self->account);
  g_free (self);
}

/**
 * sol_options_add:
 *
 * Has the application take all options of the command line, which `--help` lists.
 */
void
sol_options_add (GApplication *application)
{
  g_application_add_main_option_entries (application, entries);
  sol_options_add_account (application);
}

static SolQuery *
get_query (SolOptions *self)
{
  if (self->query == NULL)
    self->query = sol_query_new ();
  return self->query;
}

static gboolean
read_parameter (SolOptions *self,
                GVariantDict *given,
                const char *option,
                const char *parameter,
                GError **error)
{
  const char *value = NULL;

  return !g_variant_dict_lookup (given, option, "&s", &value) ||
         sol_query_set_parameter (get_query (self), parameter, value, NULL) ||
         sol_options_refuse (option, value, error);
}

/* Returns: (transfer full) (nullable): the code, where it was typed as people call it too */
static char *
find_code (SolFacet facet, const char *typed)
{
  const char *list = sol_facet_get_list (facet);
  char *code;

  if (list == NULL || g_str_equal (typed, SOL_FACET_UNKNOWN) ||
      sol_referential_find (list, typed) != NULL)
    return g_strdup (typed);

  code = sol_referential_match (list, typed);
  /* A platform may have more of these than the program knows. */
  return code == NULL && sol_referential_is_open (list) ? g_strdup (typed) : code;
}

static gboolean
add_code (SolOptions *self, SolFacet facet, const char *option, const char *typed, GError **error)
{
  g_autofree char *code = find_code (facet, typed);

  return (code != NULL &&
          sol_query_set_parameter (get_query (self), sol_facet_get_name (facet), code, NULL)) ||
         sol_options_refuse (option, typed, error);
}

/* One code or name, else several codes parted by commas; names have commas too. */
static gboolean
add_codes (SolOptions *self, SolFacet facet, const char *option, const char *typed, GError **error)
{
  g_autofree char *whole = find_code (facet, typed);
  g_auto (GStrv) parts = g_strsplit (typed, ",", -1);

  if (whole != NULL || parts[0] == NULL || parts[1] == NULL)
    return add_code (self, facet, option, typed, error);

  for (guint i = 0; parts[i] != NULL; i++)
    if (!add_code (self, facet, option, g_strstrip (parts[i]), error))
      return FALSE;
  return TRUE;
}

static gboolean
read_facet (SolOptions *self, GVariantDict *given, SolFacet facet, GError **error)
{
  g_autofree char *option = g_strdelimit (g_strdup (sol_facet_get_name (facet)), "_", '-');
  g_autofree const char **values = NULL;

  if (!g_variant_dict_lookup (given, option, "^a&s", &values))
    return TRUE;

  for (guint i = 0; values[i] != NULL; i++)
    if (!add_codes (self, facet, option, values[i], error))
      return FALSE;

  return TRUE;
}

static gboolean
read_query (SolOptions *self, GVariantDict *given, GError **error)
{
  gboolean without_national = FALSE;

  if (!read_parameter (self, given, "search", "q", error) ||
      !read_parameter (self, given, "near", "near", error) ||
      !read_parameter (self, given, "radius", "radius_km", error) ||
      !read_parameter (self, given, "works-in", "works_in", error) ||
      !read_parameter (self, given, "sort", "sort", error) ||
      !read_parameter (self, given, "limit", "limit", error))
    return FALSE;

  for (SolFacet facet = 0; facet < SOL_N_FACETS; facet++)
    if (!read_facet (self, given, facet, error))
      return FALSE;

  if (g_variant_dict_lookup (given, "without-national", "b", &without_national))
    get_query (self)->without_national = without_national;
  if (self->counts)
    get_query (self);
  return TRUE;
}

static gboolean
refuse (GError **error, const char *text)
{
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, text);
  return FALSE;
}

static gboolean
check_query (const SolQuery *query, GError **error)
{
  if (query == NULL || query->has_point)
    return TRUE;
  if (query->radius_km > 0)
    return refuse (error, _ ("--radius needs --near"));
  if (query->sort == SOL_SORT_DISTANCE)
    return refuse (error, _ ("--sort distance needs --near"));
  return TRUE;
}

static gboolean
read_format (SolOptions *self, GVariantDict *given, GError **error)
{
  const char *format = NULL;

  if (!g_variant_dict_lookup (given, "format", "&s", &format) || g_strcmp0 (format, "text") == 0)
    return TRUE;
  if (g_strcmp0 (format, "json") == 0)
    self->format = SOL_FORMAT_JSON;
  else if (g_strcmp0 (format, "csv") == 0)
    self->format = SOL_FORMAT_CSV;
  else
    return sol_options_refuse ("format", format, error);

  return TRUE;
}

/**
 * sol_options_read:
 * @given: as #GApplication::handle-local-options gets it
 *
 * Returns: (transfer full): what the command line says, or %NULL with an error that says which
 *   value is wrong
 */
SolOptions *
sol_options_read (GVariantDict *given, GError **error)
{
  g_autoptr (SolOptions) self = g_new0 (SolOptions, 1);

  g_variant_dict_lookup (given, "server", "s", &self->server);
  g_variant_dict_lookup (given, "data-dir", "^ay", &self->data_dir);
  g_variant_dict_lookup (given, "ca-file", "^ay", &self->ca_file);
  g_variant_dict_lookup (given, "import-preview", "^ay", &self->import_preview);
  g_variant_dict_lookup (given, "sync", "b", &self->sync);
  g_variant_dict_lookup (given, "counts", "b", &self->counts);
  if (read_query (self, given, error) && check_query (self->query, error) &&
      read_format (self, given, error) && sol_options_read_account (&self->account, given, error))
    return g_steal_pointer (&self);

  return NULL;
}

/**
 * sol_options_handle:
 * @given: as #GApplication::handle-local-options gets it
 *
 * Runs the command that needs no display, if one is asked for. It runs the main context, so no
 * other loop may run yet.
 *
 * Returns: the program's exit status, or -1 to go on to the window
 */
int
sol_options_handle (GVariantDict *given)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SolOptions) self = NULL;

  if (g_variant_dict_contains (given, "version"))
    {
      g_print ("achetons-solidaires %s\n", SOL_VERSION);
      return EXIT_SUCCESS;
    }

  self = sol_options_read (given, &error);
  if (self == NULL)
    {
      g_printerr ("%s\n", error->message);
      return EXIT_FAILURE;
    }

  return sol_headless_run (self);
}
