/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "app/listing/sol-listing-gain-row.h"
#include "app/listing/sol-listing-page-private.h"
#include "app/listing/sol-listing-progress.h"

/* What would make the listing more complete: the most useful of it beside the sections, all of it
 * on the page of the last one. */

static void
show_next (SolListingPage *self, GPtrArray *gains)
{
  SolRecord *record = sol_form_get_record (self->form);
  const SolCompletenessPart *part = gains->len > 0 ? gains->pdata[0] : NULL;
  const SolListingStep *step;
  g_autofree char *gain = NULL, *name = NULL;

  gtk_widget_set_visible (self->next, part != NULL && sol_form_get_editable (self->form));
  if (part == NULL)
    return;
  step = sol_listing_progress_find_step (part);
  gain = sol_listing_progress_say_gain (part, record);
  name = g_strdup_printf ("%s, %s", _ (step->title), gain);
  gtk_label_set_label (self->next_title, _ (step->title));
  gtk_label_set_label (self->next_why, _ (step->why));
  gtk_label_set_label (self->next_gain, gain);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->next), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->next), "s", part->field);
}

static gboolean
is_on_last_section (SolListingPage *self)
{
  guint n_sections;
  const SolListingSection *sections = sol_listing_sections_get (&n_sections);

  return self->section == &sections[n_sections - 1];
}

/* A row that had the focus keeps it, as long as it is there. */
static void
show_rows (SolListingPage *self, GPtrArray *gains)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->gains));

  for (guint i = 0; i < gains->len; i++)
    {
      if (row == NULL)
        {
          row = sol_listing_gain_row_new ();
          gtk_box_append (self->gains, row);
        }
      sol_listing_gain_row_show (SOL_LISTING_GAIN_ROW (row), gains->pdata[i],
                                 sol_form_get_record (self->form));
      row = gtk_widget_get_next_sibling (row);
    }
  while (row != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (row);

      gtk_box_remove (self->gains, row);
      row = next;
    }
}

/**
 * sol_listing_page_show_gains: (skip)
 */
void
sol_listing_page_show_gains (SolListingPage *self)
{
  g_autoptr (GPtrArray) gains = sol_completeness_list_gains (sol_form_get_record (self->form));
  const gboolean shown = gains->len > 0 && is_on_last_section (self);

  show_next (self, gains);
  gtk_widget_set_visible (self->gains_box, shown);
  if (shown)
    show_rows (self, gains);
}

static void
show_all_gains (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolListingPage *self = SOL_LISTING_PAGE (widget);
  guint n_sections;
  const SolListingSection *sections = sol_listing_sections_get (&n_sections);

  sol_listing_page_show_section (self, &sections[n_sections - 1]);
  if (self->keeper != NULL && sol_form_keeper_get_ready (self->keeper))
    sol_listing_page_show_gains (self);
  gtk_widget_child_focus (self->gains_box, GTK_DIR_TAB_FORWARD);
}

/**
 * sol_listing_page_install_gains: (skip)
 */
void
sol_listing_page_install_gains (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SolListingPage, next);
  gtk_widget_class_bind_template_child (widget_class, SolListingPage, next_title);
  gtk_widget_class_bind_template_child (widget_class, SolListingPage, next_why);
  gtk_widget_class_bind_template_child (widget_class, SolListingPage, next_gain);
  gtk_widget_class_bind_template_child (widget_class, SolListingPage, gains_box);
  gtk_widget_class_bind_template_child (widget_class, SolListingPage, gains);
  gtk_widget_class_install_action (widget_class, "listing.show-gains", NULL, show_all_gains);
}
