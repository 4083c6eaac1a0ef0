/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/sol-handover-page.h"

#include <glib/gi18n.h>

#include "app/account/sol-handover-words.h"
#include "app/account/sol-place-act.h"
#include "app/account/sol-structure-entry.h"
#include "app/widgets/sol-entry-field.h"
#include "app/widgets/sol-focus.h"
#include "app/widgets/sol-submit-bar.h"
#include "model/sol-handover.h"
#include "model/sol-listing-charter.h"
#include "model/sol-supplier.h"
#include "model/sol-uuid.h"
#include "sol-config.h"
#include "store/sol-account-act.h"
#include "store/sol-outbox.h"

#define TEMPLATE SOL_RESOURCE_PATH "account/sol-handover-page.ui"

/**
 * SolHandoverPage:
 *
 * Offers a listing of the organisation that one acts for to another one, takes the offer back, and
 * tells what became of it. The other one is named by a structure of the catalogue that it
 * publishes, or by the number that it tells: there is no list of organisations.
 */
struct _SolHandoverPage
{
  AdwBin parent_instance;

  SolAccountPlace *place; /* unowned: it holds this page */
  char *listing;          /* (nullable): id */
  SolLiveList *listings;  /* (nullable): while the account has no files */
  SolLiveList *list;      /* (nullable): of offers; likewise */
  SolSupplier *supplier;  /* (nullable): the one that is chosen */
  GtkLabel *title;
  GtkWidget *alone;
  GtkListBox *offers;
  GtkWidget *form;
  SolStructureEntry *structure;
  GtkLabel *chosen;
  SolEntryField *number;
  SolEntryField *message;
  SolSubmitBar *submit;
};

G_DEFINE_FINAL_TYPE (SolHandoverPage, sol_handover_page, ADW_TYPE_BIN)

/* (nullable) */
static const char *
get_organisation (SolHandoverPage *self)
{
  SolMembership *membership = sol_account_place_get_membership (self->place);

  return membership != NULL ? sol_membership_get_id (membership) : NULL;
}

static void
on_withdrawn (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolHandoverPage) self = user_data;

  sol_place_act_say (self->submit != NULL ? self->place : NULL, _ ("The offer is taken back"),
                     source, result);
}

/* @parameter: id of an offer */
static void
withdraw (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolHandoverPage *self = SOL_HANDOVER_PAGE (widget);
  g_autofree char *why = NULL;
  SolAccountStore *store = sol_place_act_get_store (self->place, &why);
  g_autoptr (SolMutation) mutation = sol_mutation_new_operation (
      "handover", g_variant_get_string (parameter, NULL), SOL_HANDOVER_WITHDRAW, NULL);

  if (store != NULL)
    sol_account_store_act_async (store, mutation, get_organisation (self), SOL_ACT_PLAIN, NULL,
                                 on_withdrawn, g_object_ref (self));
}

static GtkWidget *
make_button (SolShownRecord *shown)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Take Back"));
  /* Translators: %s is the name of an organisation */
  g_autofree char *said = g_strdup_printf (
      _ ("Take back the offer to %s"),
      sol_handover_words_get_taker (sol_shown_record_get_record (shown)));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "handover.withdraw");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", sol_shown_record_get_id (shown));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
  return button;
}

static GtkWidget *
make_row (SolShownRecord *shown)
{
  SolRecord *offer = sol_shown_record_get_record (shown);
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *state = sol_handover_words_say_state (shown);

  g_object_set (row, "title", sol_handover_words_get_taker (offer), "use-markup", FALSE, "subtitle",
                state, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, state,
                                  -1);
  if (sol_handover_is_open (offer))
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_button (shown));
  return row;
}

/* Of that listing, by those who have it now. */
static gboolean
is_of_it (SolHandoverPage *self, SolRecord *offer)
{
  g_autofree char *scope = g_strdup_printf ("org:%s", get_organisation (self));

  return g_strcmp0 (sol_record_get_text (offer, "listing"), self->listing) == 0 &&
         g_strcmp0 (sol_record_get_scope (offer), scope) == 0;
}

/* One at a time: while it waits for an answer, no other is made. */
static void
show_offers (SolHandoverPage *self)
{
  const guint n = self->list != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->list)) : 0;
  gboolean open = FALSE;
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->offers, 0)) != NULL)
    gtk_list_box_remove (self->offers, GTK_WIDGET (row));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SolShownRecord) shown = g_list_model_get_item (G_LIST_MODEL (self->list), i);
      SolRecord *offer = sol_shown_record_get_record (shown);

      if (offer == NULL || !is_of_it (self, offer))
        continue;
      open = open || (sol_shown_record_get_state (shown) != SOL_SHOWN_REFUSED &&
                      sol_handover_is_open (offer));
      gtk_list_box_prepend (self->offers, make_row (shown));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->offers),
                          gtk_list_box_get_row_at_index (self->offers, 0) != NULL);
  gtk_widget_set_visible (self->form, !open);
}

static void
show_title (SolHandoverPage *self)
{
  const guint n = self->listings != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->listings))
                                         : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SolShownRecord) shown = g_list_model_get_item (G_LIST_MODEL (self->listings), i);
      SolRecord *listing = sol_shown_record_get_record (shown);
      const char *name = listing != NULL ? sol_record_get_text (listing, "name") : NULL;
      g_autofree char *title = NULL;

      if (name == NULL || g_strcmp0 (sol_shown_record_get_id (shown), self->listing) != 0)
        continue;
      /* Translators: %s is a structure */
      title = g_strdup_printf (_ ("Hand over the listing of %s"), name);
      gtk_label_set_label (self->title, title);
      gtk_widget_set_visible (self->alone, sol_listing_charter_is_alone (listing));
    }
}

/* (nullable) */
static const char *
get_holder (SolHandoverPage *self)
{
  return self->supplier != NULL ? sol_record_get_text (SOL_RECORD (self->supplier), "organisation")
                                : NULL;
}

static void
on_chosen (SolHandoverPage *self, SolSupplier *supplier)
{
  g_set_object (&self->supplier, supplier);
  sol_submit_bar_end (self->submit);
  gtk_label_set_label (
      self->chosen,
      supplier == NULL ? _ ("Looked for in the catalogue of this computer")
      : get_holder (self) == NULL
          ? _ ("Nobody of this structure is on the platform yet: have them sign up, and ask them "
               "for the number of their organisation.")
          : _ ("Its managers are on the platform: they will be asked."));
  if (get_holder (self) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->message));
}

static void
on_acted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolHandoverPage) self = user_data;

  if (!sol_place_act_end (self->submit, source, result))
    return;
  sol_entry_field_set_text (self->message, "");
  sol_entry_field_set_text (self->number, "");
  sol_structure_entry_clear (self->structure);
  on_chosen (self, NULL);
  sol_account_place_say (self->place, _ ("The offer is on its way"));
  gtk_widget_child_focus (GTK_WIDGET (self->offers), GTK_DIR_TAB_FORWARD);
}

/* (transfer full) (nullable): to whom; @said: (out) (nullable) (transfer none): why to nobody */
static char *
find_taker (SolHandoverPage *self, const char **said)
{
  g_autofree char *number = g_strstrip (g_strdup (sol_entry_field_get_text (self->number)));
  const char *holder = get_holder (self);
  g_autofree char *low = g_ascii_strdown (number, -1);

  if (*low != '\0' && !g_uuid_string_is_valid (low))
    *said = _ ("This is not the number of an organisation: have it copied from their page “My "
               "organisation”");
  else if (*low == '\0' && holder == NULL)
    *said = self->supplier != NULL
                ? _ ("Nobody of this structure is on the platform yet")
                : _ ("Choose who takes it over, or type the number of their organisation");
  else if (g_strcmp0 (*low != '\0' ? low : holder, get_organisation (self)) == 0)
    *said = _ ("That is your own organisation");
  else
    return *low != '\0' ? g_steal_pointer (&low) : g_strdup (holder);
  return NULL;
}

static SolMutation *
make_offer (SolHandoverPage *self, const char *taker, const char *message)
{
  g_autofree char *id = sol_uuid_new ();
  const gboolean named = g_strcmp0 (taker, get_holder (self)) == 0;

  return sol_mutation_new_operation (
      "handover", id, SOL_MUTATION_CREATE, "listing", self->listing, "organisation", taker,
      "message", message, named ? "called" : NULL,
      named ? sol_record_get_text (SOL_RECORD (self->supplier), "name") : NULL, NULL);
}

static void
on_send (SolHandoverPage *self)
{
  g_autofree char *why = NULL;
  SolAccountStore *store = sol_place_act_get_store (self->place, &why);
  g_autofree char *message = g_strstrip (g_strdup (sol_entry_field_get_text (self->message)));
  const char *fault = why;
  g_autofree char *taker = store != NULL ? find_taker (self, &fault) : NULL;
  g_autoptr (SolMutation) mutation = NULL;

  if (taker == NULL || self->listing == NULL)
    {
      sol_submit_bar_refuse (self->submit, fault);
      return;
    }
  if (*message == '\0')
    {
      sol_entry_field_refuse (self->message, _ ("Say why: it is what their manager reads first"));
      return;
    }
  mutation = make_offer (self, taker, message);
  sol_submit_bar_wait (self->submit, _ ("Keeping it…"));
  sol_account_store_act_async (store, mutation, get_organisation (self), SOL_ACT_PLAIN, NULL,
                               on_acted, g_object_ref (self));
}

static void
on_activate (SolHandoverPage *self)
{
  sol_submit_bar_send (self->submit);
}

static gboolean
sol_handover_page_grab_focus (GtkWidget *widget)
{
  SolHandoverPage *self = SOL_HANDOVER_PAGE (widget);

  return gtk_widget_get_visible (self->form)
             ? gtk_widget_grab_focus (GTK_WIDGET (self->structure))
             : gtk_widget_child_focus (GTK_WIDGET (self->offers), GTK_DIR_TAB_FORWARD);
}

/* Whoever reads it may hold it yet: what it has is another account's, or nobody's. */
static void
stop_watching (SolHandoverPage *self)
{
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  if (self->listings != NULL)
    g_signal_handlers_disconnect_by_data (self->listings, self);
  g_clear_object (&self->list);
  g_clear_object (&self->listings);
}

static void
sol_handover_page_dispose (GObject *object)
{
  SolHandoverPage *self = SOL_HANDOVER_PAGE (object);

  stop_watching (self);
  g_clear_object (&self->supplier);
  g_clear_pointer (&self->listing, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_HANDOVER_PAGE);
  G_OBJECT_CLASS (sol_handover_page_parent_class)->dispose (object);
}

static void
sol_handover_page_class_init (SolHandoverPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_handover_page_dispose;
  sol_focus_set_grab (widget_class, sol_handover_page_grab_focus);
  g_type_ensure (SOL_TYPE_STRUCTURE_ENTRY);
  g_type_ensure (SOL_TYPE_ENTRY_FIELD);
  g_type_ensure (SOL_TYPE_SUBMIT_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolHandoverPage, title);
  gtk_widget_class_bind_template_child (widget_class, SolHandoverPage, alone);
  gtk_widget_class_bind_template_child (widget_class, SolHandoverPage, offers);
  gtk_widget_class_bind_template_child (widget_class, SolHandoverPage, form);
  gtk_widget_class_bind_template_child (widget_class, SolHandoverPage, structure);
  gtk_widget_class_bind_template_child (widget_class, SolHandoverPage, chosen);
  gtk_widget_class_bind_template_child (widget_class, SolHandoverPage, number);
  gtk_widget_class_bind_template_child (widget_class, SolHandoverPage, message);
  gtk_widget_class_bind_template_child (widget_class, SolHandoverPage, submit);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_send);
  gtk_widget_class_install_action (widget_class, "handover.withdraw", "s", withdraw);
}

static void
sol_handover_page_init (SolHandoverPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The files of who has just signed in are opened after the page. */
static void
watch (SolHandoverPage *self)
{
  SolAccountStore *store = sol_session_get_account_store (
      sol_account_place_get_session (self->place));

  stop_watching (self);
  show_offers (self);
  if (store == NULL)
    return;
  self->list = sol_account_store_list_records (store, "handover");
  self->listings = sol_account_store_list_records (store, "listing");
  g_signal_connect_object (self->list, "changed", G_CALLBACK (show_offers), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->listings, "changed", G_CALLBACK (show_title), self,
                           G_CONNECT_SWAPPED);
  show_offers (self);
  show_title (self);
}

/**
 * sol_handover_page_new:
 *
 * Returns: (transfer floating): the page, which lives no longer than @place; of the listing that
 *   the place was asked to show it for
 */
GtkWidget *
sol_handover_page_new (SolAccountPlace *place)
{
  SolHandoverPage *self = g_object_new (SOL_TYPE_HANDOVER_PAGE, NULL);
  SolSession *session = sol_account_place_get_session (place);

  self->place = place;
  self->listing = g_strdup (sol_account_place_get_subject (place));
  sol_structure_entry_set_catalogue (self->structure, sol_session_get_store (session));
  on_chosen (self, NULL);
  g_signal_connect_object (sol_session_get_account_files (session), "notify::store",
                           G_CALLBACK (watch), self, G_CONNECT_SWAPPED);
  watch (self);
  return GTK_WIDGET (self);
}
