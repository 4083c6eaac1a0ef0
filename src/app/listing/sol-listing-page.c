/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/listing/sol-listing-page-private.h"

#include <glib/gi18n.h>

#include "app/listing/sol-listing-section-row.h"
#include "app/widgets/sol-fold-box.h"
#include "app/widgets/sol-pane.h"
#include "app/widgets/sol-tab-stop.h"
#include "model/sol-record-edit.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "listing/sol-listing-page.ui"
#define SHOW_DELAY 120 /* ms: what follows from what is typed */

enum
{
  PROP_CAN_GO_BACK = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SolListingPage, sol_listing_page, ADW_TYPE_BIN)

static gboolean
can_go_back (SolListingPage *self)
{
  if (sol_listing_page_is_on_criterion (self))
    return sol_criterion_page_get_folded (self->criterion);
  return self->leaflet != NULL && adw_leaflet_get_folded (self->leaflet) &&
         g_strcmp0 (adw_leaflet_get_visible_child_name (self->leaflet), "form") == 0;
}

/**
 * sol_listing_page_tell_back: (skip)
 *
 * Whether one can go back may have changed.
 */
void
sol_listing_page_tell_back (SolListingPage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_GO_BACK]);
}

/* Folded, a list of sections leads to pages: none of them is the one that is shown. */
static void
on_folded (SolListingPage *self)
{
  gboolean folded;

  if (self->leaflet == NULL)
    return; /* the template is being made */
  folded = adw_leaflet_get_folded (self->leaflet);
  if (!adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, TRUE);
  else
    adw_flap_set_reveal_flap (self->flap, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->saved), !folded);
  if (folded)
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
  sol_listing_page_tell_back (self);
}

static void
on_preview_closed (SolListingPage *self)
{
  adw_flap_set_reveal_flap (self->flap, FALSE);
}

static GtkListBoxRow *
find_row (SolListingPage *self, const SolListingSection *section)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->sections, i)) != NULL; i++)
    if (sol_listing_section_row_get_section (
            SOL_LISTING_SECTION_ROW (gtk_list_box_row_get_child (row))) == section)
      return row;
  return NULL;
}

static void
fill_section (SolListingPage *self, const SolListingSection *section)
{
  self->section = section;
  gtk_label_set_label (self->title, _ (section->title));
  gtk_label_set_label (self->lead, section->lead != NULL ? _ (section->lead) : "");
  gtk_widget_set_visible (GTK_WIDGET (self->lead), section->lead != NULL);
  sol_form_view_show (self->form_view, self->form, section->fields);
  sol_listing_page_show_remarks (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  sol_listing_page_queue_show (self);
}

static void
on_section_selected (SolListingPage *self, GtkListBoxRow *row)
{
  const SolListingSection *section;

  if (row == NULL || self->keeper == NULL || !sol_form_keeper_get_ready (self->keeper))
    return;
  section = sol_listing_section_row_get_section (
      SOL_LISTING_SECTION_ROW (gtk_list_box_row_get_child (row)));
  if (section != self->section)
    fill_section (self, section);
}

static void
on_section_activated (SolListingPage *self, GtkListBoxRow *row)
{
  on_section_selected (self, row);
  adw_leaflet_set_visible_child_name (self->leaflet, "form");
  gtk_widget_child_focus (GTK_WIDGET (self->form_view), GTK_DIR_TAB_FORWARD);
}

/**
 * sol_listing_page_show_section: (skip)
 */
void
sol_listing_page_show_section (SolListingPage *self, const SolListingSection *section)
{
  sol_listing_page_close_criterion (self);
  gtk_list_box_select_row (self->sections, find_row (self, section));
  adw_leaflet_set_visible_child_name (self->leaflet, "form");
  adw_flap_set_reveal_flap (self->flap, !adw_flap_get_folded (self->flap));
}

/**
 * sol_listing_page_lead_to: (skip)
 * @field: its name
 *
 * Shows its section and puts the focus into it.
 */
void
sol_listing_page_lead_to (SolListingPage *self, const char *field)
{
  const char *label;
  const SolListingSection *section = sol_listing_sections_find (field, &label);

  if (section == NULL)
    return;
  sol_listing_page_show_section (self, section);
  sol_form_view_focus_field (self->form_view, field);
}

static gboolean
show_later (gpointer user_data)
{
  SolListingPage *self = user_data;

  self->show_timer = 0;
  if (self->keeper != NULL && sol_form_keeper_get_ready (self->keeper))
    sol_listing_page_show_all (self);
  return G_SOURCE_REMOVE;
}

/**
 * sol_listing_page_queue_show: (skip)
 *
 * Has what follows from the record shown soon, once for many keystrokes.
 */
SolListingPage *
sol_listing_page_queue_show (SolListingPage *self)
{
  if (self->show_timer == 0)
    self->show_timer = g_timeout_add (SHOW_DELAY, show_later, self);
  return self;
}

static void
on_changed (SolListingPage *self, guint index)
{
  const SolField *field = &SOL_RECORD_GET_CLASS (sol_form_get_record (self->form))->fields[index];
  const char *detail;

  if (sol_form_get_mark (self->form, index, &detail) == SOL_FORM_MARK_MISSING &&
      !sol_value_is_empty (sol_record_get_value (sol_form_get_record (self->form), index)))
    sol_form_set_mark (self->form, field->name, SOL_FORM_MARK_NONE, NULL);
  sol_listing_page_queue_show (self);
}

static void
update_editable (SolListingPage *self)
{
  const gboolean writer = (self->roles & (SOL_ROLE_MEMBER | SOL_ROLE_MANAGER)) != 0;

  sol_form_set_editable (self->form, writer && !sol_listing_page_is_closed (self));
}

static void
on_updated (SolListingPage *self)
{
  if (!sol_form_keeper_get_ready (self->keeper))
    return;
  update_editable (self);
  if (self->section == NULL)
    {
      guint n_sections;
      const SolListingSection *first = sol_listing_sections_get (&n_sections);

      gtk_list_box_select_row (self->sections, find_row (self, first));
      if (self->section == NULL) /* it was selected, of the one before */
        fill_section (self, first);
      sol_listing_page_show_all (self);
    }
  sol_listing_page_show_kept (self);
  sol_listing_page_queue_show (self);
}

static void
sol_listing_page_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  if (property == PROP_CAN_GO_BACK)
    g_value_set_boolean (value, can_go_back (SOL_LISTING_PAGE (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
sol_listing_page_dispose (GObject *object)
{
  SolListingPage *self = SOL_LISTING_PAGE (object);

  sol_listing_page_let_go (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_LISTING_PAGE);
  g_clear_object (&self->form);
  g_clear_object (&self->catalogue);
  G_OBJECT_CLASS (sol_listing_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SolListingPage, flap);
  gtk_widget_class_bind_template_child (widget_class, SolListingPage, choice);
  gtk_widget_class_bind_template_child (widget_class, SolListingPage, chosen);
  gtk_widget_class_bind_template_child (widget_class, SolListingPage, charter_banner);
  gtk_widget_class_bind_template_child (widget_class, SolListingPage, ring);
  gtk_widget_class_bind_template_child (widget_class, SolListingPage, headline);
  gtk_widget_class_bind_template_child (widget_class, SolListingPage, state);
  gtk_widget_class_bind_template_child (widget_class, SolListingPage, sections);
  gtk_widget_class_bind_template_child (widget_class, SolListingPage, bottom);
  gtk_widget_class_bind_template_child (widget_class, SolListingPage, submit);
  gtk_widget_class_bind_template_child (widget_class, SolListingPage, submit_label);
  gtk_widget_class_bind_template_child (widget_class, SolListingPage, before_submit);
  gtk_widget_class_bind_template_child (widget_class, SolListingPage, title);
  gtk_widget_class_bind_template_child (widget_class, SolListingPage, saved_icon);
  gtk_widget_class_bind_template_child (widget_class, SolListingPage, saved);
  gtk_widget_class_bind_template_child (widget_class, SolListingPage, send);
  gtk_widget_class_bind_template_child (widget_class, SolListingPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, SolListingPage, remark_box);
  gtk_widget_class_bind_template_child (widget_class, SolListingPage, remark_by);
  gtk_widget_class_bind_template_child (widget_class, SolListingPage, remark);
  gtk_widget_class_bind_template_child (widget_class, SolListingPage, other_remarks);
  gtk_widget_class_bind_template_child (widget_class, SolListingPage, lead);
  gtk_widget_class_bind_template_child (widget_class, SolListingPage, form_view);
  gtk_widget_class_bind_template_child (widget_class, SolListingPage, missing_box);
  gtk_widget_class_bind_template_child (widget_class, SolListingPage, missing_lead);
  gtk_widget_class_bind_template_child (widget_class, SolListingPage, missing);
  gtk_widget_class_bind_template_child (widget_class, SolListingPage, preview);
}

static void
sol_listing_page_class_init (SolListingPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sol_listing_page_get_property;
  object_class->dispose = sol_listing_page_dispose;

  /* Folded on the form, which the sections lead to. */
  properties[PROP_CAN_GO_BACK] = g_param_spec_boolean ("can-go-back", NULL, NULL, FALSE,
                                                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS |
                                                           G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (SOL_TYPE_BANNER);
  g_type_ensure (SOL_TYPE_FOLD_BOX);
  g_type_ensure (SOL_TYPE_FORM_VIEW);
  g_type_ensure (SOL_TYPE_LISTING_PREVIEW);
  g_type_ensure (SOL_TYPE_PANE);
  g_type_ensure (SOL_TYPE_RING);
  g_type_ensure (SOL_TYPE_TAB_STOP);
  g_type_ensure (SOL_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  bind_children (widget_class);
  sol_listing_page_install_gains (widget_class);
  sol_listing_page_install_practices (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_folded);
  gtk_widget_class_bind_template_callback (widget_class, on_preview_closed);
  gtk_widget_class_bind_template_callback (widget_class, on_section_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_section_selected);
  sol_listing_page_install_actions (widget_class);
}

static void
sol_listing_page_init (SolListingPage *self)
{
  guint n_sections;
  const SolListingSection *sections = sol_listing_sections_get (&n_sections);

  self->form = sol_form_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Not bound: the template would unparent it behind the back of AdwBin. */
  self->stack = GTK_STACK (adw_bin_get_child (ADW_BIN (self)));
  for (guint i = 0; i < n_sections; i++)
    gtk_list_box_append (self->sections, sol_listing_section_row_new (&sections[i]));
  on_folded (self);
}

/**
 * sol_listing_page_new:
 *
 * Returns: (transfer floating): a page without a listing
 */
GtkWidget *
sol_listing_page_new (void)
{
  return g_object_new (SOL_TYPE_LISTING_PAGE, NULL);
}

/**
 * sol_listing_page_open:
 * @id: of the listing, which may be a new one
 * @organisation: whose it is
 * @roles: of the user in it
 * @pictures: (nullable): brings those that are not on this computer
 */
void
sol_listing_page_open (SolListingPage *self,
                       SolAccountStore *store,
                       const char *id,
                       const char *organisation,
                       SolRoles roles,
                       SolPictures *pictures)
{
  g_autoptr (SolFormFiles)
      files = sol_form_files_new (store, organisation, pictures, "listing", id);

  sol_listing_page_let_go (self);
  self->roles = roles;
  sol_form_set_files (self->form, files);
  self->keeper = sol_form_keeper_new (self->form, store, "listing", id, organisation);
  g_signal_connect_object (self->form, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "marked", G_CALLBACK (sol_listing_page_queue_show), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->keeper, "updated", G_CALLBACK (on_updated), self,
                           G_CONNECT_SWAPPED);
}

/**
 * sol_listing_page_let_go:
 *
 * Keeps what was typed, and lets the store go.
 */
void
sol_listing_page_let_go (SolListingPage *self)
{
  g_clear_handle_id (&self->show_timer, g_source_remove);
  if (self->whole_page != NULL)
    gtk_window_destroy (self->whole_page);
  if (self->keeper == NULL)
    return;
  sol_listing_page_close_criterion (self);
  sol_listing_page_forget_twins (self);
  g_signal_handlers_disconnect_by_data (self->keeper, self);
  g_signal_handlers_disconnect_by_data (self->form, self);
  sol_form_keeper_stop (self->keeper);
  g_clear_object (&self->keeper);
  self->section = NULL;
}

/**
 * sol_listing_page_get_id:
 *
 * Returns: (transfer none) (nullable): of the listing that is open
 */
const char *
sol_listing_page_get_id (SolListingPage *self)
{
  return self->keeper != NULL ? sol_form_keeper_get_id (self->keeper) : NULL;
}

/* Returns: (transfer none): of the listing that is open */
SolForm *
sol_listing_page_get_form (SolListingPage *self)
{
  return self->form;
}

/* Returns: (transfer none) (nullable): of the listing that is open */
SolFormKeeper *
sol_listing_page_get_keeper (SolListingPage *self)
{
  return self->keeper;
}

/**
 * sol_listing_page_go_back:
 *
 * From what can be a proof to the questions, from them to the form; from the preview to the form,
 * from the form to the sections, as far as it is folded.
 */
void
sol_listing_page_go_back (SolListingPage *self)
{
  if (sol_listing_page_is_on_criterion (self))
    {
      if (!sol_criterion_page_go_back (self->criterion))
        sol_listing_page_close_criterion (self);
    }
  else if (adw_flap_get_folded (self->flap) && adw_flap_get_reveal_flap (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
  else
    adw_leaflet_set_visible_child_name (self->leaflet, "sections");
}

/**
 * sol_listing_page_focus:
 *
 * Puts the focus on the section that is shown.
 */
void
sol_listing_page_focus (SolListingPage *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self->sections), GTK_DIR_TAB_FORWARD);
}

/**
 * sol_listing_page_focus_form:
 *
 * Puts the focus on the first field that is shown.
 */
void
sol_listing_page_focus_form (SolListingPage *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self->form_view), GTK_DIR_TAB_FORWARD);
}

/**
 * sol_listing_page_next_pane:
 *
 * From the sections to the form, and back.
 */
void
sol_listing_page_next_pane (SolListingPage *self)
{
  if (gtk_widget_get_state_flags (GTK_WIDGET (self->form_view)) & GTK_STATE_FLAG_FOCUS_WITHIN)
    sol_listing_page_focus (self);
  else
    sol_listing_page_focus_form (self);
}
