/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "app/form/sol-form-kept.h"
#include "app/listing/sol-listing-answers.h"
#include "app/listing/sol-listing-page-private.h"
#include "app/listing/sol-listing-progress.h"
#include "app/listing/sol-listing-section-row.h"
#include "app/sol-charter-words.h"
#include "app/sol-format.h"
#include "model/sol-listing-moves.h"
#include "model/sol-record-edit.h"

/**
 * sol_listing_page_get_state: (skip)
 *
 * Returns: (transfer none): "draft" for one that nobody submitted
 */
const char *
sol_listing_page_get_state (SolListingPage *self)
{
  const char *state = sol_record_get_text (sol_form_get_record (self->form), "state");

  return state != NULL ? state : "draft";
}

/**
 * sol_listing_page_is_closed: (skip)
 *
 * Returns: whether it is opened again before it is written
 */
gboolean
sol_listing_page_is_closed (SolListingPage *self)
{
  SolRecord *listing = sol_form_get_record (self->form);

  return sol_listing_is_over (listing) ||
         g_str_equal (sol_listing_page_get_state (self), "refused");
}

/**
 * sol_listing_page_list_missing: (skip)
 *
 * Returns: (transfer full): names of the fields to be written before it can be sent for review
 */
char **
sol_listing_page_list_missing (SolListingPage *self)
{
  g_autofree char *today = sol_charter_words_get_today ();

  return sol_listing_charter_list_missing (sol_form_get_record (self->form), today);
}

/* GTK 4.8 finds no name in what a button holds. */
static void
name_button (GtkWidget *button, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show_sections (SolListingPage *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->sections, i)) != NULL; i++)
    sol_listing_section_row_update (SOL_LISTING_SECTION_ROW (gtk_list_box_row_get_child (row)),
                                    self->form);
}

static void
show_remark (SolListingPage *self)
{
  SolRecord *record = sol_form_get_record (self->form);
  const char *remark = sol_record_get_text (record, "remark");
  g_autofree char *day = sol_format_date (sol_record_get_text (record, "state_at"));
  /* TRANSLATORS: what the moderator wrote, and when. */
  g_autofree char *by = g_strdup_printf (_ ("Remark of the review, %s"), day);

  gtk_label_set_label (self->remark_by, by);
  gtk_label_set_label (self->remark, remark != NULL ? remark : "");
  gtk_widget_set_visible (self->remark_box, remark != NULL && *remark != '\0');
}

/* To who can sign it again; buyers see in the end that nobody did. */
static void
show_charter (SolListingPage *self)
{
  g_autofree char *end = self->roles & SOL_ROLE_MANAGER && sol_form_get_editable (self->form)
                             ? sol_charter_words_say_end (sol_form_get_record (self->form))
                             : NULL;

  if (end == NULL)
    {
      sol_banner_hide (self->charter_banner);
      return;
    }
  sol_banner_set_button (self->charter_banner, _ ("Renew"), "listing.charter");
  sol_banner_show (self->charter_banner, "dialog-warning-symbolic", end);
}

static GtkWidget *
make_missing (const char *field, const char *label)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *text = gtk_label_new_with_mnemonic (label);

  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_button_set_child (GTK_BUTTON (button), text);
  name_button (button, gtk_label_get_text (GTK_LABEL (text)));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "listing.lead-to");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", field);
  return button;
}

static void
show_missing (SolListingPage *self)
{
  g_auto (GStrv) missing = sol_listing_page_list_missing (self);
  const guint n_missing = g_strv_length (missing);
  guint n_sections;
  const SolListingSection *sections = sol_listing_sections_get (&n_sections);

  sol_wrap_box_remove_all (self->missing);
  for (guint i = 0; i < n_missing; i++)
    {
      const char *label = missing[i];

      if (sol_listing_sections_find (missing[i], &label) != NULL)
        sol_wrap_box_append (self->missing, make_missing (missing[i], _ (label)));
    }
  gtk_label_set_label (self->missing_lead,
                       n_missing > 0 ? _ ("Still missing before it can be sent for review:")
                                     : _ ("Nothing is missing: it can be sent for review."));
  gtk_widget_set_visible (self->missing_box, self->section == &sections[n_sections - 1]);
}

static const struct
{
  const char *state;
  const char *operation;
  const char *label;
} submissions[] = {
  { "draft", "submit", N_ ("Send for review") },
  { "changes-asked", "submit", N_ ("Send back for review") },
  { "suspended", "submit", N_ ("Send back for review") },
  { "refused", "reopen", N_ ("Begin again") },
  { "archived", "reopen", N_ ("Open it again") },
  { "closed", "reopen", N_ ("Open it again") },
};

static const char *
find_submission (SolListingPage *self, const char **operation)
{
  for (guint i = 0; i < G_N_ELEMENTS (submissions); i++)
    if (g_str_equal (submissions[i].state, sol_listing_page_get_state (self)))
      {
        *operation = submissions[i].operation;
        return _ (submissions[i].label);
      }
  return NULL;
}

static char *
say_before_submit (SolListingPage *self, guint n_missing)
{
  const guint n_open = sol_listing_answers_count_open (sol_form_get_record (self->form));

  if ((self->roles & (SOL_ROLE_MEMBER | SOL_ROLE_MANAGER)) == 0)
    return g_strdup (_ ("You may read this listing; its organisation’s members write it."));
  if (!(self->roles & SOL_ROLE_MANAGER))
    return g_strdup (sol_listing_page_is_closed (self)
                         ? _ ("A manager of your organisation can open it again.")
                         : _ ("A manager of your organisation sends it for review."));
  if (sol_listing_page_is_closed (self))
    return g_strdup (_ ("Open it again to change it."));
  if (n_open > 0)
    return g_strdup_printf (
        ngettext ("%u remark waits for an answer.", "%u remarks wait for an answer.", n_open),
        n_open);
  if (n_missing > 0)
    return g_strdup_printf (
        ngettext ("%u thing is still missing.", "%u things are still missing.", n_missing),
        n_missing);
  return g_strdup (sol_form_keeper_get_waiting (self->keeper)
                       ? _ ("What you sent leaves as soon as the platform answers.")
                       : "");
}

/* What is in review is decided upon first. */
static void
show_endings (SolListingPage *self, gboolean may)
{
  const char *state = sol_listing_page_get_state (self);
  const gboolean in_review = g_str_equal (state, "submitted");

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "listing.archive",
                                 may && !in_review && !g_str_equal (state, "archived"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "listing.close-down",
                                 may && !in_review &&
                                     !sol_listing_is_over (sol_form_get_record (self->form)));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "listing.hand-over", may && !in_review);
}

static void
show_submit (SolListingPage *self)
{
  g_auto (GStrv) missing = sol_listing_page_list_missing (self);
  const char *operation = NULL;
  const char *label = find_submission (self, &operation);
  g_autofree char *before = say_before_submit (self, g_strv_length (missing));
  const gboolean manager = (self->roles & SOL_ROLE_MANAGER) != 0;

  gtk_label_set_label (self->submit_label, label != NULL ? label : "");
  name_button (self->submit, label != NULL ? label : "");
  gtk_widget_set_visible (self->submit, label != NULL && manager);
  gtk_label_set_label (self->before_submit, before);
  gtk_widget_set_visible (GTK_WIDGET (self->before_submit), *before != '\0');
  gtk_widget_set_visible (self->bottom, (label != NULL && manager) || *before != '\0');
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "listing.discard",
                                 !sol_form_keeper_get_exists (self->keeper));
  show_endings (self, manager && sol_form_keeper_get_exists (self->keeper));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "listing.words",
                                 sol_listing_is_seen (sol_form_get_record (self->form)));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "listing.looks",
                                 sol_listing_is_seen (sol_form_get_record (self->form)));
}

/**
 * sol_listing_page_show_kept: (skip)
 *
 * Says where what was typed is.
 */
void
sol_listing_page_show_kept (SolListingPage *self)
{
  const gboolean changed = sol_form_is_changed (self->form);
  const char *icon;
  g_autofree char *words = sol_form_kept_say (self->form, self->keeper, &icon);

  gtk_label_set_label (self->saved, words);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->saved), words);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->saved_icon), words);
  gtk_image_set_from_icon_name (self->saved_icon, icon);
  gtk_widget_set_visible (GTK_WIDGET (self->saved_icon), icon != NULL);
  sol_criterion_page_set_kept (self->criterion, icon, words);
  gtk_widget_set_visible (self->send, changed && sol_form_get_editable (self->form));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "listing.send", changed);
}

/**
 * sol_listing_page_show_all: (skip)
 *
 * Shows what follows from the record as it is on the screen.
 */
void
sol_listing_page_show_all (SolListingPage *self)
{
  SolRecord *record = sol_form_get_record (self->form);
  g_autoptr (SolSupplier) supplier = sol_listing_progress_make_supplier (record);
  const guint percent = sol_completeness_measure (record);
  g_autofree char *state = sol_listing_progress_say_state (
      record, sol_form_keeper_get_held (self->keeper), sol_form_keeper_get_exists (self->keeper));

  sol_ring_set_percent (self->ring, percent);
  gtk_label_set_label (self->headline, sol_listing_progress_say_headline (percent));
  gtk_label_set_label (self->state, state);
  sol_listing_page_show_gains (self);
  sol_listing_page_show_twins (self);
  show_sections (self);
  show_remark (self);
  show_charter (self);
  sol_listing_page_show_remarks (self);
  show_missing (self);
  show_submit (self);
  sol_listing_page_show_kept (self);
  sol_listing_preview_show (self->preview, supplier);
}
