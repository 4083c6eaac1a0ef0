/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <glib/gi18n.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/sol-headless-private.h"
#include "exchange/sol-export-suppliers.h"
#include "model/sol-json.h"

/* What a search says, as text, JSON or CSV. The order is that of the answer. JSON and CSV are UTF-8
 * whatever the terminal is; text is of the locale. */

void
sol_headless_write (const char *text)
{
  fputs (text, stdout);
}

/**
 * sol_headless_flush: (skip)
 *
 * Returns: %FALSE with @error set when the output could not be written, for a full disk say; that
 *   nobody reads it any more (`| head`) is no error
 */
gboolean
sol_headless_flush (GError **error)
{
  errno = 0;
  if (fflush (stdout) == 0 && ferror (stdout) == 0)
    return TRUE;
  if (errno == EPIPE)
    return TRUE;

  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno),
               _ ("The answer could not be written whole: %s"), g_strerror (errno));
  return FALSE;
}

static void
append_member (GString *text, const char *name)
{
  if (text->str[text->len - 1] != '{')
    g_string_append_c (text, ',');
  sol_json_append_string (text, name);
  g_string_append_c (text, ':');
}

static void
append_number (GString *text, const char *name, guint number)
{
  append_member (text, name);
  g_string_append_printf (text, "%u", number);
}

static void
append_distance (GString *text, double km)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  if (isnan (km))
    return;

  append_member (text, "distance_km");
  g_string_append (text, g_ascii_formatd (digits, sizeof digits, "%.1f", km));
}

/* {"id":…, the document's members, "distance_km":…} */
static void
append_supplier (GString *text, SolRecord *supplier, double km)
{
  g_autofree char *doc = sol_export_supplier_json (supplier);

  g_string_append_len (text, doc, (gssize) strlen (doc) - 1);
  append_distance (text, km);
  g_string_append_c (text, '}');
}

static void
append_counts (GString *text, SolCatalogueList *list, SolFacet facet)
{
  const GArray *counts = sol_catalogue_list_get_counts (list, facet);

  append_member (text, sol_facet_get_name (facet));
  g_string_append_c (text, '{');
  for (guint i = 0; counts != NULL && i < counts->len; i++)
    {
      const SolFacetCount *count = &g_array_index (counts, SolFacetCount, i);

      append_number (text, count->code, count->count);
    }
  g_string_append_c (text, '}');
}

static void
begin_json (const SolFound *found)
{
  g_autoptr (GString) text = g_string_new ("{");

  append_number (text, "total", g_list_model_get_n_items (G_LIST_MODEL (found->list)));
  append_number (text, "without_place", sol_catalogue_list_get_n_without_place (found->list));
  append_member (text, "guessed");
  g_string_append (text, sol_catalogue_list_get_guessed (found->list) ? "true" : "false");
  append_member (text, "suppliers");
  g_string_append_c (text, '[');
  sol_headless_write (text->str);
}

static void
print_json_rows (const SolFound *found)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < found->suppliers->len; i++)
    {
      g_string_append (text, found->n_printed + i > 0 ? ",\n" : "\n");
      append_supplier (text, g_ptr_array_index (found->suppliers, i),
                       g_array_index (found->distances, double, i));
    }
  sol_headless_write (text->str);
}

static void
end_json (const SolFound *found, gboolean with_counts)
{
  g_autoptr (GString) text = g_string_new ("]");

  if (with_counts)
    {
      append_member (text, "counts");
      g_string_append_c (text, '{');
      for (SolFacet facet = 0; facet < SOL_N_FACETS; facet++)
        append_counts (text, found->list, facet);
      g_string_append_c (text, '}');
    }
  g_string_append (text, "}\n");
  sol_headless_write (text->str);
}

static void
print_csv_rows (const SolFound *found)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < found->suppliers->len; i++)
    sol_export_suppliers_append (text, g_ptr_array_index (found->suppliers, i));
  sol_headless_write (text->str);
}

static void
print_text_rows (const SolFound *found)
{
  for (guint i = 0; i < found->suppliers->len; i++)
    {
      SolRecord *supplier = g_ptr_array_index (found->suppliers, i);
      double km = g_array_index (found->distances, double, i);
      const char *kind = sol_record_get_text (supplier, "kind");
      const char *name = sol_record_get_text (supplier, "name");
      const char *siret = sol_record_get_text (supplier, "siret");
      const char *city = sol_record_get_text (supplier, "city");

      g_print ("%s\t%s\t%s\t%s", kind != NULL ? kind : "", name != NULL ? name : "?",
               siret != NULL ? siret : "", city != NULL ? city : "");
      if (!isnan (km))
        g_print ("\t%.1f km", km);
      g_print ("\n");
    }
}

static void
print_text_counts (SolCatalogueList *list)
{
  for (SolFacet facet = 0; facet < SOL_N_FACETS; facet++)
    {
      const GArray *counts = sol_catalogue_list_get_counts (list, facet);

      for (guint i = 0; counts != NULL && i < counts->len; i++)
        {
          const SolFacetCount *count = &g_array_index (counts, SolFacetCount, i);

          g_print ("%s\t%s\t%u\n", sol_facet_get_name (facet), count->code, count->count);
        }
    }
}

/**
 * sol_headless_print_begin: (skip)
 *
 * Writes what stands before the rows to the standard output.
 */
void
sol_headless_print_begin (const SolFound *found, const SolOptions *options)
{
  g_autoptr (GString) head = g_string_new (NULL);

  if (options->format == SOL_FORMAT_JSON)
    begin_json (found);
  if (options->format != SOL_FORMAT_CSV)
    return;

  sol_export_suppliers_begin (head);
  sol_headless_write (head->str);
}

void
sol_headless_print_page (const SolFound *found, const SolOptions *options)
{
  if (options->format == SOL_FORMAT_JSON)
    print_json_rows (found);
  else if (options->format == SOL_FORMAT_CSV)
    print_csv_rows (found);
  else
    print_text_rows (found);
}

void
sol_headless_print_end (const SolFound *found, const SolOptions *options)
{
  if (options->format == SOL_FORMAT_JSON)
    end_json (found, options->counts);
  else if (options->format == SOL_FORMAT_TEXT && options->counts)
    print_text_counts (found->list);
}
