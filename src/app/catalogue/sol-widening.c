/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-widening.h"

#include <glib/gi18n.h>

#include "app/catalogue/sol-filter.h"
#include "app/catalogue/sol-words.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "catalogue/sol-widening.ui"
#define MAX_SHOWN 5

/**
 * SolWidening:
 *
 * What stands where no structure is found: the single steps that would find some, each with how
 * many, the smallest first since it is the nearest to what was asked.
 */
struct _SolWidening
{
  AdwBin parent_instance;

  SolSearch *search;
  GCancellable *cancellable;
  SolQuery *shown; /* of which the steps are shown or counted */
  GPtrArray *found;
  guint n_awaited;
  GtkLabel *title;
  GtkLabel *text;
  GtkListBox *steps;
  GtkActionable *way_out;
  GtkLabel *way_out_label;
};

typedef struct
{
  SolFilter *filter;
  guint count;
} Step;

typedef struct
{
  SolWidening *widening;
  SolFilter *filter;
} Wait;

enum
{
  WIDENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SolWidening, sol_widening, ADW_TYPE_BIN)

static void
step_free (Step *step)
{
  sol_filter_free (step->filter);
  g_free (step);
}

static void
clear_steps (SolWidening *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->steps, 0)) != NULL)
    gtk_list_box_remove (self->steps, GTK_WIDGET (row));
  gtk_widget_set_visible (GTK_WIDGET (self->steps), FALSE);
}

static int
compare_steps (gconstpointer a, gconstpointer b)
{
  const Step *first = *(const Step *const *) a;
  const Step *second = *(const Step *const *) b;

  return first->count < second->count ? -1 : first->count > second->count ? 1 : 0;
}

static void
on_row_activated (SolWidening *self, GtkListBoxRow *row)
{
  SolQuery *query = g_object_get_data (G_OBJECT (row), "query");

  g_signal_emit (self, signals[WIDENED], 0, query);
}

static void
add_step (SolWidening *self, Step *step)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *count = sol_words_structures (step->count);
  g_autofree char *name = g_strdup_printf ("%s, %s", step->filter->loosen, count);
  GtkWidget *label = gtk_label_new (count);
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");
  GtkWidget *icon = gtk_image_new_from_icon_name (step->filter->widens ? "find-location-symbolic"
                                                                       : "list-remove-symbolic");

  /* Else its title is read once more after its name. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), step->filter->loosen);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  g_object_set_data_full (G_OBJECT (row), "query", sol_query_copy (step->filter->query),
                          (GDestroyNotify) sol_query_free);
  gtk_list_box_append (self->steps, row);
}

static void
show_steps (SolWidening *self)
{
  gboolean any = self->found->len > 0;

  g_ptr_array_sort (self->found, compare_steps);
  for (guint i = 0; i < self->found->len && i < MAX_SHOWN; i++)
    add_step (self, g_ptr_array_index (self->found, i));
  gtk_widget_set_visible (GTK_WIDGET (self->steps), any);
  gtk_label_set_label (self->text, any ? _ ("Loosening one filter would be enough:")
                                       : _ ("Try other words, or fewer filters."));
}

static void
on_counted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Wait *wait = user_data;
  g_autoptr (SolWidening) self = wait->widening;
  g_autoptr (SolFilter) filter = wait->filter;
  g_autoptr (GError) error = NULL;
  guint count = sol_catalogue_list_count_finish (SOL_CATALOGUE_LIST (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error == NULL && count > 0)
    {
      Step *step = g_new0 (Step, 1);

      step->filter = g_steal_pointer (&filter);
      step->count = count;
      g_ptr_array_add (self->found, step);
    }
  if (--self->n_awaited == 0 && self->steps != NULL)
    show_steps (self);
}

static void
start_counting (SolWidening *self)
{
  g_autoptr (GPtrArray) filters = sol_filter_list_loosenings (self->shown);

  self->n_awaited = filters->len;
  while (filters->len > 0)
    {
      Wait *wait = g_new0 (Wait, 1);

      wait->widening = g_object_ref (self);
      wait->filter = g_ptr_array_steal_index (filters, 0);
      sol_catalogue_list_count_async (sol_search_get_list (self->search), wait->filter->query,
                                      self->cancellable, on_counted, wait);
    }
}

/* The one step that always helps. */
static void
offer (SolWidening *self, const char *label, const char *action)
{
  gtk_label_set_label (self->way_out_label, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->way_out), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  gtk_actionable_set_action_name (self->way_out, action);
}

static void
clear_text (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolWidening *self = SOL_WIDENING (widget);
  g_autoptr (SolQuery) query = sol_query_copy (self->shown);

  sol_query_set_text (query, NULL);
  g_signal_emit (self, signals[WIDENED], 0, query);
  /* The button that asked is gone. */
  gtk_widget_activate_action (widget, "catalogue.search", NULL);
}

static void
show_reason (SolWidening *self)
{
  guint n_filters = sol_query_count_filters (self->shown);
  g_autofree char *title = NULL;
  const char *text = "";

  if (sol_catalogue_list_get_total (sol_search_get_list (self->search)) == 0)
    {
      title = g_strdup (_ ("The catalogue is empty"));
      text = _ ("It fills with the first exchange with the platform.");
      offer (self, _ ("Try Now"), "win.sync");
    }
  else if (n_filters == 0 && self->shown->text != NULL)
    {
      title = g_strdup_printf (_ ("No structure for “%s”"), self->shown->text);
      text = _ ("Try another word, a town or the name of an activity.");
      offer (self, _ ("Clear the search"), "widening.clear-text");
    }
  else
    {
      title = g_strdup (_ ("No structure meets all of this"));
      offer (self, _ ("Clear all filters"), "catalogue.clear-filters");
    }
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->text, text);
}

/**
 * sol_widening_update:
 *
 * Counts the steps for the query as it is now, unless they are there.
 */
void
sol_widening_update (SolWidening *self)
{
  const SolQuery *query = sol_search_get_query (self->search);
  guint total = sol_catalogue_list_get_total (sol_search_get_list (self->search));

  if (self->shown != NULL && sol_query_equal (self->shown, query) && total > 0)
    return;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_clear_pointer (&self->shown, sol_query_free);
  self->shown = sol_query_copy (query);
  g_ptr_array_set_size (self->found, 0);
  clear_steps (self);
  show_reason (self);
  if (total > 0)
    start_counting (self);
}

static void
sol_widening_dispose (GObject *object)
{
  SolWidening *self = SOL_WIDENING (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_WIDENING);
  g_clear_object (&self->search);
  g_clear_pointer (&self->shown, sol_query_free);
  G_OBJECT_CLASS (sol_widening_parent_class)->dispose (object);
}

static void
sol_widening_finalize (GObject *object)
{
  g_ptr_array_unref (SOL_WIDENING (object)->found);
  G_OBJECT_CLASS (sol_widening_parent_class)->finalize (object);
}

static void
sol_widening_class_init (SolWideningClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_widening_dispose;
  G_OBJECT_CLASS (klass)->finalize = sol_widening_finalize;

  /* The user takes a step: a SolQuery that finds more. */
  signals[WIDENED] = g_signal_new ("widened", SOL_TYPE_WIDENING, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, SOL_TYPE_QUERY);

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolWidening, steps);
  gtk_widget_class_bind_template_child (widget_class, SolWidening, text);
  gtk_widget_class_bind_template_child (widget_class, SolWidening, title);
  gtk_widget_class_bind_template_child (widget_class, SolWidening, way_out);
  gtk_widget_class_bind_template_child (widget_class, SolWidening, way_out_label);
  gtk_widget_class_install_action (widget_class, "widening.clear-text", NULL, clear_text);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
sol_widening_init (SolWidening *self)
{
  self->found = g_ptr_array_new_with_free_func ((GDestroyNotify) step_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sol_widening_attach (SolWidening *self, SolSearch *search)
{
  g_set_object (&self->search, search);
}
