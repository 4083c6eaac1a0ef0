/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-catalogue-page-private.h"
#include "store/sol-store-content.h"

/* The structures that are chosen, side by side in the place of the results. */

typedef struct
{
  SolCataloguePage *page;
  GArray *keys;
  GPtrArray *suppliers; /* (nullable) */
} Comparing;

static void
comparing_free (Comparing *self)
{
  g_clear_pointer (&self->suppliers, g_ptr_array_unref);
  g_array_unref (self->keys);
  g_object_unref (self->page);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Comparing, comparing_free)

static gboolean
load (SolStoreContent *content, gpointer data, GCancellable *cancellable, GError **error)
{
  Comparing *self = data;

  self->suppliers = sol_store_content_load (content, self->keys, error);
  return self->suppliers != NULL;
}

static void
on_removed (SolCataloguePage *self, gint64 key)
{
  SolChoice *choice = sol_results_get_choice (self->results);

  sol_choice_set (choice, key, FALSE);
  if (sol_choice_get_n (choice) < SOL_COMPARE_MIN)
    sol_catalogue_page_go_back (GTK_WIDGET (self), NULL, NULL);
}

static void
ensure_compare (SolCataloguePage *self)
{
  if (self->compare != NULL)
    return;
  self->compare = SOL_COMPARE_PAGE (sol_compare_page_new (self->pictures));
  g_signal_connect_object (self->compare, "removed", G_CALLBACK (on_removed), self,
                           G_CONNECT_SWAPPED);
  gtk_stack_add_named (self->places, GTK_WIDGET (self->compare), "compare");
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Comparing) comparing = user_data;
  SolCataloguePage *self = comparing->page;
  g_autoptr (GError) error = NULL;

  /* The page may be gone, and so may be what was chosen. */
  if (!sol_store_look_finish (SOL_STORE (source), result, &error))
    g_warning ("What was chosen was not read: %s", error->message);
  else if (self->places != NULL && comparing->suppliers->len >= SOL_COMPARE_MIN)
    {
      ensure_compare (self);
      sol_compare_page_show (self->compare, comparing->suppliers,
                             sol_search_get_query (self->search));
      gtk_stack_set_visible_child (self->places, GTK_WIDGET (self->compare));
      sol_catalogue_page_update_actions (self);
      sol_compare_page_focus (self->compare);
    }
}

/* Two to five that are chosen, in the order of choosing. */
void
sol_catalogue_page_compare (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolCataloguePage *self = SOL_CATALOGUE_PAGE (widget);
  Comparing *comparing = g_new0 (Comparing, 1);

  comparing->page = g_object_ref (self);
  comparing->keys = sol_choice_get_keys (sol_results_get_choice (self->results));
  sol_store_look_async (sol_search_get_store (self->search), load, comparing, NULL, on_loaded,
                        comparing);
}

gboolean
sol_catalogue_page_compares (SolCataloguePage *self)
{
  return self->compare != NULL &&
         gtk_stack_get_visible_child (self->places) == GTK_WIDGET (self->compare);
}

/* What is chosen stays so. */
void
sol_catalogue_page_end_comparing (SolCataloguePage *self)
{
  if (!sol_catalogue_page_compares (self))
    return;
  gtk_stack_set_visible_child_name (self->places, "results");
  sol_catalogue_page_update_actions (self);
}
