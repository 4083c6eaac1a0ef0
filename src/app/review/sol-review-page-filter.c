/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/review/sol-review-page-private.h"

#include <glib/gi18n.h>

#include "model/sol-referential.h"

/* Which listings of the queue are shown. */

/* (nullable): the code that is chosen; the first one is for all */
static const char *
get_chosen (GtkDropDown *choice, GStrv codes)
{
  const guint n = gtk_drop_down_get_selected (choice);

  return codes != NULL && n > 0 && n != GTK_INVALID_LIST_POSITION ? codes[n - 1] : NULL;
}

/* What is the same for all is no choice. */
static void
set_choices (GtkDropDown *choice, GStrv codes, const char *list, const char *all, guint n_least)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  gtk_string_list_append (labels, all);
  for (guint i = 0; codes[i] != NULL; i++)
    gtk_string_list_append (labels, sol_referential_label (list, codes[i]));
  gtk_drop_down_set_model (choice, G_LIST_MODEL (labels));
  gtk_widget_set_visible (GTK_WIDGET (choice), g_strv_length (codes) >= n_least);
}

/* Shows of the queue what is asked for. */
void
sol_review_page_filter (SolReviewPage *self)
{
  if (self->queue == NULL)
    return;
  sol_review_queue_show (self->queue, (SolReviewShow) gtk_drop_down_get_selected (self->show));
  sol_review_queue_order (self->queue, (SolReviewOrder) gtk_drop_down_get_selected (self->order));
  sol_review_queue_find (self->queue, get_chosen (self->department, self->departments),
                         get_chosen (self->network, self->networks),
                         gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

/* @departments: codes of those that he reviews */
void
sol_review_page_set_departments (SolReviewPage *self, const char *const *departments)
{
  g_strfreev (self->departments);
  self->departments = g_strdupv ((GStrv) departments);
  set_choices (self->department, self->departments, "departments", _ ("Everywhere"), 2);
}

/* Those of the listings that are there; the one that is chosen stays chosen. */
void
sol_review_page_show_networks (SolReviewPage *self)
{
  g_auto (GStrv) known = sol_review_queue_list_networks (self->queue);
  g_autofree char *chosen = g_strdup (get_chosen (self->network, self->networks));

  if (self->networks != NULL &&
      g_strv_equal ((const char *const *) known, (const char *const *) self->networks))
    return;
  g_strfreev (self->networks);
  self->networks = g_steal_pointer (&known);
  set_choices (self->network, self->networks, "networks", _ ("All networks"), 1);
  for (guint i = 0; self->networks[i] != NULL; i++)
    if (g_strcmp0 (self->networks[i], chosen) == 0)
      gtk_drop_down_set_selected (self->network, i + 1);
}
