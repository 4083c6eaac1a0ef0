/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "app/catalogue/sol-filter-chip.h"
#include "app/catalogue/sol-filter.h"
#include "app/catalogue/sol-results-private.h"
#include "app/catalogue/sol-words.h"
#include "app/sol-format.h"

/* What the results say above the list: chips, order, how many. */

static void
on_chip_removed (SolResults *self, const SolQuery *without)
{
  g_autoptr (SolQuery) query = sol_query_copy (without);

  sol_search_set_query (self->search, query);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

void
sol_results_update_chips (SolResults *self)
{
  g_autoptr (GPtrArray) filters = sol_filter_list (sol_search_get_query (self->search));
  g_autofree char *label = NULL;

  for (guint i = 0; i < self->chip_widgets->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->chip_widgets, i));
  g_ptr_array_set_size (self->chip_widgets, 0);
  for (guint i = 0; i < filters->len; i++)
    {
      SolFilter *filter = g_ptr_array_index (filters, i);
      GtkWidget *chip = sol_filter_chip_new (filter->title, filter->query);

      g_signal_connect_object (chip, "removed", G_CALLBACK (on_chip_removed), self,
                               G_CONNECT_SWAPPED);
      sol_wrap_box_append (self->chips, chip);
      g_ptr_array_add (self->chip_widgets, chip);
    }

  label = filters->len > 0 ? g_strdup_printf (_ ("Filters (%u)"), filters->len)
                           : g_strdup (_ ("Filters"));
  gtk_label_set_label (self->filters_label, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->filters), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->chips),
                          filters->len > 0 || gtk_widget_get_visible (self->filters));
}

void
sol_results_update_sort (SolResults *self)
{
  static const char *const names[SOL_N_SORTS] = { N_ ("Relevance"), N_ ("Distance"), N_ ("Name"),
                                                  N_ ("Recently updated") };
  const SolQuery *query = sol_search_get_query (self->search);
  g_autofree char *name = g_strdup_printf (_ ("Sorted by: %s"), _ (names[query->sort]));
  GtkWidget *toggle = gtk_widget_get_first_child (GTK_WIDGET (self->sort));

  gtk_label_set_label (self->sort_key, _ (names[query->sort]));
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "results.sort-distance", query->has_point);
}

static char *
make_note (SolResults *self)
{
  SolCatalogueList *list = sol_search_get_list (self->search);
  guint n_without = sol_catalogue_list_get_n_without_place (list);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (list));
  g_autofree char *number = sol_format_number (n_without);
  g_autofree char *aside = NULL;
  g_autoptr (GString) note = g_string_new (NULL);

  if (sol_catalogue_list_get_guessed (list) && n > 0)
    g_string_append (note, _ ("No structure has exactly these words: here are the closest."));
  if (n_without > 0)
    aside = g_strdup_printf (ngettext ("%s without coordinates is left aside",
                                       "%s without coordinates are left aside", n_without),
                             number);
  if (aside != NULL)
    g_string_append_printf (note, "%s%s", note->len > 0 ? "\n" : "", aside);
  return g_string_free (g_steal_pointer (&note), FALSE);
}

void
sol_results_update_count (SolResults *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (sol_search_get_list (self->search)));
  guint n_chosen = sol_choice_get_n (self->choice);
  g_autofree char *all = sol_words_structures (n);
  g_autofree char *text = NULL;
  g_autofree char *note = make_note (self);

  if (!sol_search_get_answered (self->search))
    text = g_strdup (_ ("Opening the catalogue…"));
  else if (sol_results_is_loading (self))
    text = g_strdup (_ ("Receiving the catalogue…"));
  else if (sol_choice_get_active (self->choice))
    text = g_strdup_printf (ngettext ("%u chosen of %u", "%u chosen of %u", n_chosen), n_chosen, n);
  else
    text = g_strdup (all);
  gtk_label_set_label (self->count, text);
  gtk_label_set_label (self->note, note);
  gtk_widget_set_visible (GTK_WIDGET (self->note), *note != '\0');
  gtk_widget_set_sensitive (self->export, n > 0);
  gtk_widget_set_visible (self->copy, n_chosen > 0);
}
