/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-query.h"

#include <string.h>

G_DEFINE_BOXED_TYPE (SolQuery, sol_query, sol_query_copy, sol_query_free)

SolQuery *
sol_query_new (void)
{
  return g_new0 (SolQuery, 1);
}

SolQuery *
sol_query_copy (const SolQuery *self)
{
  SolQuery *copy = g_memdup2 (self, sizeof *self);

  copy->text = g_strdup (self->text);
  copy->near_label = g_strdup (self->near_label);
  copy->works_in = g_strdup (self->works_in);
  for (guint i = 0; i < SOL_N_FACETS; i++)
    copy->facets[i] = g_strdupv (self->facets[i]);
  return copy;
}

void
sol_query_free (SolQuery *self)
{
  g_free (self->text);
  g_free (self->near_label);
  g_free (self->works_in);
  for (guint i = 0; i < SOL_N_FACETS; i++)
    g_strfreev (self->facets[i]);
  g_free (self);
}

gboolean
sol_query_equal (const SolQuery *a, const SolQuery *b)
{
  g_autofree char *first = sol_query_to_string (a);
  g_autofree char *second = sol_query_to_string (b);

  return g_str_equal (first, second);
}

/**
 * sol_query_count_filters:
 *
 * Returns: how many filters are set: one a facet with a choice, one for the seat, one for where it
 *   works; the text and the order are none
 */
guint
sol_query_count_filters (const SolQuery *self)
{
  guint n = 0;

  for (guint i = 0; i < SOL_N_FACETS; i++)
    n += self->facets[i] != NULL;
  return n + (self->has_point && self->radius_km > 0) + (self->works_in != NULL);
}

gboolean
sol_query_is_empty (const SolQuery *self)
{
  return (self->text == NULL || *self->text == '\0') && sol_query_count_filters (self) == 0;
}

void
sol_query_set_text (SolQuery *self, const char *text)
{
  char *copy = text != NULL && *text != '\0' ? g_strdup (text) : NULL;

  g_free (self->text);
  self->text = copy;
}

gboolean
sol_query_has (const SolQuery *self, SolFacet facet, const char *code)
{
  return self->facets[facet] != NULL &&
         g_strv_contains ((const char *const *) self->facets[facet], code);
}

static void
take_codes (SolQuery *self, SolFacet facet, GPtrArray *codes)
{
  g_strfreev (self->facets[facet]);
  self->facets[facet] = NULL;
  if (codes->len > 0)
    {
      g_ptr_array_add (codes, NULL);
      self->facets[facet] = (GStrv) g_ptr_array_free (codes, FALSE);
    }
  else
    g_ptr_array_free (codes, TRUE);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Kept sorted, so that equal choices are equal queries. */
void
sol_query_add (SolQuery *self, SolFacet facet, const char *code)
{
  GPtrArray *codes;

  if (sol_query_has (self, facet, code))
    return;

  codes = g_ptr_array_new ();
  g_ptr_array_add (codes, g_strdup (code));
  for (guint i = 0; self->facets[facet] != NULL && self->facets[facet][i] != NULL; i++)
    g_ptr_array_add (codes, g_strdup (self->facets[facet][i]));
  g_ptr_array_sort (codes, compare_texts);
  take_codes (self, facet, codes);
}

void
sol_query_remove (SolQuery *self, SolFacet facet, const char *code)
{
  GPtrArray *codes = g_ptr_array_new ();

  for (guint i = 0; self->facets[facet] != NULL && self->facets[facet][i] != NULL; i++)
    if (!g_str_equal (self->facets[facet][i], code))
      g_ptr_array_add (codes, g_strdup (self->facets[facet][i]));
  take_codes (self, facet, codes);
}

void
sol_query_clear_facet (SolQuery *self, SolFacet facet)
{
  g_clear_pointer (&self->facets[facet], g_strfreev);
}
