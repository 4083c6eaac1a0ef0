/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "app/catalogue/sol-showcase-export.h"
#include "app/catalogue/sol-supplier-page.h"
#include "app/listing/sol-listing-page-private.h"
#include "app/listing/sol-listing-progress.h"
#include "app/sol-error-words.h"
#include "app/sol-undoable.h"
#include "model/sol-model-error.h"
#include "model/sol-record-edit.h"

/* What is missing is marked, and the first of it gets the focus. */
static void
mark_missing (SolListingPage *self)
{
  g_auto (GStrv) missing = sol_listing_page_list_missing (self);

  for (guint i = 0; missing[i] != NULL; i++)
    sol_form_set_mark (self->form, missing[i], SOL_FORM_MARK_MISSING, NULL);
  if (missing[0] != NULL)
    sol_listing_page_lead_to (self, missing[0]);
}

static void
tell_refusal (SolListingPage *self, const GError *error)
{
  g_autofree char *words = sol_error_words_say (error);

  gtk_label_set_label (self->before_submit, words);
  gtk_widget_set_visible (GTK_WIDGET (self->before_submit), TRUE);
  gtk_widget_set_visible (self->bottom, TRUE);
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolListingPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!sol_form_keeper_send_finish (SOL_FORM_KEEPER (source), result, &error) &&
      self->keeper == SOL_FORM_KEEPER (source))
    tell_refusal (self, error);
}

static void
send (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolListingPage *self = SOL_LISTING_PAGE (widget);

  if (self->keeper == NULL || !sol_form_get_editable (self->form))
    return;
  sol_form_keeper_send_async (self->keeper, NULL, on_sent, g_object_ref (self));
}

static void
on_operated (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolListingPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (sol_form_keeper_operate_finish (SOL_FORM_KEEPER (source), result, &error) ||
      self->keeper != SOL_FORM_KEEPER (source))
    return;
  if (g_error_matches (error, SOL_MODEL_ERROR, SOL_MODEL_ERROR_INCOMPLETE))
    mark_missing (self);
  tell_refusal (self, error);
}

static void
operate (SolListingPage *self, const char *operation)
{
  if (self->keeper != NULL)
    sol_form_keeper_operate_async (self->keeper, operation, NULL, on_operated, g_object_ref (self));
}

static void
submit (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolListingPage *self = SOL_LISTING_PAGE (widget);
  g_auto (GStrv) missing = NULL;

  if (sol_listing_page_is_closed (self))
    {
      operate (self, "reopen");
      return;
    }
  missing = sol_listing_page_list_missing (self);
  if (missing[0] != NULL)
    mark_missing (self);
  else
    operate (self, "submit");
}

/* What was typed and not sent stays typed, for the day it is opened again. */
static void
archive (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolListingPage *self = SOL_LISTING_PAGE (widget);
  GtkRoot *window = gtk_widget_get_root (widget);
  g_autoptr (SolMutation) mutation = NULL;

  if (self->keeper == NULL || !SOL_IS_WINDOW (window))
    return;
  mutation = sol_mutation_new_operation ("listing", sol_form_keeper_get_id (self->keeper),
                                         "archive", NULL);
  sol_undoable_act (SOL_WINDOW (window), sol_form_keeper_get_store (self->keeper), mutation,
                    sol_form_keeper_get_organisation (self->keeper),
                    _ ("The listing is withdrawn"));
}

/* Since when is asked first. */
static void
close_down (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_widget_activate_action (widget, "listing.closing", NULL);
}

static void
lead_to (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sol_listing_page_lead_to (SOL_LISTING_PAGE (widget), g_variant_get_string (parameter, NULL));
}

static gboolean
is_gap (SolForm *form, const char *const *missing, const char *field)
{
  guint index;
  SolRecord *record = sol_form_get_record (form);
  const SolField *of = sol_record_find_field (record, field, &index);
  const SolFormMark mark = of != NULL ? sol_form_get_mark (form, index, NULL) : SOL_FORM_MARK_NONE;

  if (of == NULL)
    return FALSE;
  return mark == SOL_FORM_MARK_REMARK || mark == SOL_FORM_MARK_REFUSED ||
         mark == SOL_FORM_MARK_OVERLAP || !sol_form_is_field_sound (form, index) ||
         g_strv_contains (missing, field);
}

/* Round all sections, beginning after the one that is shown. */
static void
next_gap (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolListingPage *self = SOL_LISTING_PAGE (widget);
  guint n_sections;
  const SolListingSection *sections = sol_listing_sections_get (&n_sections);
  g_auto (GStrv) missing = NULL;
  guint shown;

  if (self->section == NULL)
    return; /* it is being read */
  missing = sol_listing_page_list_missing (self);
  shown = (guint) (self->section - sections);
  for (guint i = 1; i <= n_sections; i++)
    for (const SolFormField *field = sections[(shown + i) % n_sections].fields; field->name != NULL;
         field++)
      if (is_gap (self->form, (const char *const *) missing, field->name))
        {
          sol_listing_page_lead_to (self, field->name);
          return;
        }
}

static void
turn_section (SolListingPage *self, int step)
{
  guint n_sections;
  const SolListingSection *sections = sol_listing_sections_get (&n_sections);
  const int wanted = (int) (self->section - sections) + step;

  if (wanted < 0 || wanted >= (int) n_sections)
    return;
  sol_listing_page_show_section (self, &sections[wanted]);
  gtk_widget_child_focus (GTK_WIDGET (self->form_view), GTK_DIR_TAB_FORWARD);
}

/* From section to section, or from practice to practice. */
static void
turn (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolListingPage *self = SOL_LISTING_PAGE (widget);
  const gboolean forward = g_str_equal (action, "listing.next-part");

  if (sol_listing_page_is_on_criterion (self))
    gtk_widget_activate_action (GTK_WIDGET (self->criterion),
                                forward ? "practice.next" : "practice.previous", NULL);
  else if (self->section != NULL)
    turn_section (self, forward ? 1 : -1);
}

static void export(GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolListingPage *self = SOL_LISTING_PAGE (widget);
  g_autoptr (SolSupplier)
      supplier = sol_listing_progress_make_supplier (sol_form_get_record (self->form));
  GtkWidget *toasts = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);

  sol_showcase_export (ADW_TOAST_OVERLAY (toasts), g_variant_get_string (parameter, NULL), supplier,
                       self->catalogue, NULL, sol_form_get_files (self->form));
}

/* Of what buyers see of it. */
static void
show_about (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolListingPage *self = SOL_LISTING_PAGE (widget);
  g_autoptr (SolSupplier)
      supplier = sol_listing_progress_make_supplier (sol_form_get_record (self->form));
  g_autofree char *page = g_strconcat (g_str_equal (action, "listing.words") ? "words/" : "looks/",
                                       sol_record_get_id (SOL_RECORD (supplier)), NULL);

  gtk_widget_activate_action (widget, "win.account", "s", page);
}

static void
hand_over (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolListingPage *self = SOL_LISTING_PAGE (widget);
  g_autofree char *page = self->keeper != NULL
                              ? g_strconcat ("handover/", sol_form_keeper_get_id (self->keeper),
                                             NULL)
                              : NULL;

  if (page != NULL)
    gtk_widget_activate_action (widget, "win.account", "s", page);
}

static void
forget_whole_page (SolListingPage *self)
{
  self->whole_page = NULL;
}

static void
show_whole_page (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolListingPage *self = SOL_LISTING_PAGE (widget);
  g_autoptr (SolSupplier)
      supplier = sol_listing_progress_make_supplier (sol_form_get_record (self->form));
  GtkWidget *page = sol_supplier_page_new ();
  GtkWidget *toasts = adw_toast_overlay_new ();
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  if (self->whole_page != NULL)
    gtk_window_destroy (self->whole_page); /* it shows what was there before */
  sol_supplier_page_set_supplier (SOL_SUPPLIER_PAGE (page), supplier);
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (toasts), page);
  gtk_box_append (GTK_BOX (box), toasts);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_set_title (GTK_WINDOW (window), _ ("As the buyer sees it"));
  gtk_window_set_default_size (GTK_WINDOW (window), 720, 700);
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (gtk_widget_get_root (widget)));
  gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
  self->whole_page = GTK_WINDOW (window);
  g_signal_connect_object (window, "destroy", G_CALLBACK (forget_whole_page), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

/**
 * sol_listing_page_install_actions: (skip)
 */
void
sol_listing_page_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "listing.send", NULL, send);
  gtk_widget_class_install_action (widget_class, "listing.submit", NULL, submit);
  gtk_widget_class_install_action (widget_class, "listing.archive", NULL, archive);
  gtk_widget_class_install_action (widget_class, "listing.close-down", NULL, close_down);
  gtk_widget_class_install_action (widget_class, "listing.hand-over", NULL, hand_over);
  gtk_widget_class_install_action (widget_class, "listing.lead-to", "s", lead_to);
  gtk_widget_class_install_action (widget_class, "listing.next-gap", NULL, next_gap);
  gtk_widget_class_install_action (widget_class, "listing.next-part", NULL, turn);
  gtk_widget_class_install_action (widget_class, "listing.previous-part", NULL, turn);
  gtk_widget_class_install_action (widget_class, "listing.export", "s", export);
  gtk_widget_class_install_action (widget_class, "listing.words", NULL, show_about);
  gtk_widget_class_install_action (widget_class, "listing.looks", NULL, show_about);
  gtk_widget_class_install_action (widget_class, "listing.whole-page", NULL, show_whole_page);
}
