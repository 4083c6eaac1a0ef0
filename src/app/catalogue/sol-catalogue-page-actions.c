/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-catalogue-export.h"
#include "app/catalogue/sol-catalogue-page-private.h"

/* Keys, panes, and what is done with several structures. */

void
sol_catalogue_page_clear_filters (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolCataloguePage *self = SOL_CATALOGUE_PAGE (widget);

  sol_search_clear_filters (self->search);
  /* The button that asked is gone. */
  sol_results_focus_search (self->results);
}

/* A closed drawer takes no focus before the frame in which it begins to open. */
static gboolean
focus_facets (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  SolCataloguePage *self = SOL_CATALOGUE_PAGE (widget);

  return adw_flap_get_reveal_flap (self->flap) &&
         !gtk_widget_child_focus (self->facets_pane, GTK_DIR_TAB_FORWARD);
}

void
sol_catalogue_page_set_filters_shown (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolCataloguePage *self = SOL_CATALOGUE_PAGE (widget);
  gboolean shown = adw_flap_get_reveal_flap (self->flap);
  gboolean wanted = g_str_equal (action, "catalogue.show-filters") ||
                    (g_str_equal (action, "catalogue.toggle-filters") && !shown);

  sol_catalogue_page_end_comparing (self);
  adw_flap_set_reveal_flap (self->flap, wanted);
  if (wanted)
    gtk_widget_add_tick_callback (widget, focus_facets, NULL, NULL);
  else
    sol_results_focus_search (self->results);
}

/* The panes that are seen now, in their order; returns how many. */
static guint
list_panes (SolCataloguePage *self, GtkWidget *panes[3])
{
  GtkWidget *const all[] = { self->facets_pane, GTK_WIDGET (self->results),
                             GTK_WIDGET (self->page_stack) };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (gtk_widget_get_mapped (all[i]) && gtk_widget_get_child_visible (all[i]))
      panes[n++] = all[i];
  return n;
}

void
sol_catalogue_page_go_to_pane (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolCataloguePage *self = SOL_CATALOGUE_PAGE (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  GtkWidget *panes[3];
  guint n = list_panes (self, panes);
  guint at = n - 1;

  for (guint i = 0; i < n; i++)
    if (focus != NULL && gtk_widget_is_ancestor (focus, panes[i]))
      at = i;
  at = (at + (g_str_equal (action, "catalogue.next-pane") ? 1 : n - 1)) % n;
  if (panes[at] == GTK_WIDGET (self->results))
    sol_results_focus_list (self->results);
  else
    gtk_widget_child_focus (panes[at], GTK_DIR_TAB_FORWARD);
}

/* To the next result or the previous one, to the first while none is open. */
void
sol_catalogue_page_step (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolCataloguePage *self = SOL_CATALOGUE_PAGE (widget);
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (sol_search_get_list (self->search)));
  const guint selected = sol_results_get_selected (self->results);
  const int step = g_str_equal (action, "catalogue.next") ? 1 : -1;
  const gint64 wanted = selected == GTK_INVALID_LIST_POSITION ? 0 : (gint64) selected + step;

  if (wanted >= 0 && wanted < n)
    sol_results_select (self->results, (guint) wanted);
}

void
sol_catalogue_page_copy_chosen (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolCataloguePage *self = SOL_CATALOGUE_PAGE (widget);

  sol_catalogue_export_copy (self->toasts, self->search, sol_results_get_choice (self->results));
}

void
sol_catalogue_page_export_found (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolCataloguePage *self = SOL_CATALOGUE_PAGE (widget);

  sol_catalogue_export_save (self->toasts, self->search, sol_results_get_choice (self->results));
}

/* Back to the same row: the list was never taken down. */
void
sol_catalogue_page_go_back (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolCataloguePage *self = SOL_CATALOGUE_PAGE (widget);

  if (sol_catalogue_page_compares (self))
    {
      sol_catalogue_page_end_comparing (self);
      sol_results_focus_list (self->results);
      return;
    }
  if (!sol_catalogue_page_covers (self))
    return;
  adw_leaflet_set_visible_child_name (self->leaflet, "results");
  sol_results_focus_list (self->results);
  sol_catalogue_page_update_actions (self);
}

static void
clear_search (SolCataloguePage *self)
{
  sol_search_set_text (self->search, NULL);
  sol_results_focus_search (self->results);
}

/* One step a time: the drawer, the page, the choice, then the words. */
void
sol_catalogue_page_escape (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolCataloguePage *self = SOL_CATALOGUE_PAGE (widget);
  SolChoice *choice = sol_results_get_choice (self->results);

  if (adw_flap_get_folded (self->flap) && adw_flap_get_reveal_flap (self->flap))
    sol_catalogue_page_set_filters_shown (widget, "catalogue.hide-filters", NULL);
  else if (sol_catalogue_page_covers (self) || sol_catalogue_page_compares (self))
    sol_catalogue_page_go_back (widget, NULL, NULL);
  else if (sol_choice_get_active (choice))
    sol_choice_set_active (choice, FALSE);
  else
    clear_search (self);
}

void
sol_catalogue_page_search (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolCataloguePage *self = SOL_CATALOGUE_PAGE (widget);

  sol_catalogue_page_end_comparing (self);
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
  adw_leaflet_set_visible_child_name (self->leaflet, "results");
  sol_catalogue_page_update_actions (self);
  sol_results_focus_search (self->results);
}

/* Where one types, it is to be seen. */
void
sol_catalogue_page_start_search (SolCataloguePage *self)
{
  sol_catalogue_page_end_comparing (self);
  sol_results_focus_search (self->results);
}

/* Before the list and the entries, which have uses of their own for some of them. */
void
sol_catalogue_page_add_shortcuts (SolCataloguePage *self)
{
  static const struct
  {
    const char *keys;
    const char *action;
  } shortcuts[] = {
    { "<Control>Page_Down", "catalogue.next" }, { "<Control>Page_Up", "catalogue.previous" },
    { "<Alt>Left", "catalogue.back" },          { "<Control>f", "catalogue.search" },
    { "<Control>k", "catalogue.search" },       { "F6", "catalogue.next-pane" },
    { "<Shift>F6", "catalogue.previous-pane" }, { "F9", "catalogue.toggle-filters" },
  };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    gtk_shortcut_controller_add_shortcut (
        GTK_SHORTCUT_CONTROLLER (controller),
        gtk_shortcut_new (gtk_shortcut_trigger_parse_string (shortcuts[i].keys),
                          gtk_named_action_new (shortcuts[i].action)));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}
