/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/sol-offer-list.h"

#include "app/account/sol-handover-words.h"
#include "model/sol-handover.h"
#include "sol-config.h"
#include "store/sol-outbox.h"

#define TEMPLATE SOL_RESOURCE_PATH "account/sol-offer-list.ui"

/**
 * SolOfferList:
 *
 * The listings that are offered to an organisation and wait for its answer. It is not seen while
 * there is none.
 */
struct _SolOfferList
{
  AdwBin parent_instance;

  char *organisation; /* (nullable): id */
  SolLiveList *calls; /* (nullable): while the account has no files */
  GtkListBox *offers;
};

G_DEFINE_FINAL_TYPE (SolOfferList, sol_offer_list, ADW_TYPE_BIN)

static GtkWidget *
make_row (SolShownRecord *shown)
{
  SolRecord *call = sol_shown_record_get_record (shown);
  g_autofree char *offer = sol_handover_words_say_offer (call);
  g_autofree char *page = g_strconcat ("offer/", sol_shown_record_get_id (shown), NULL);
  GtkWidget *row = adw_action_row_new ();

  g_object_set (row, "title", sol_handover_words_get_structure (call), "use-markup", FALSE,
                "subtitle", offer, "activatable", TRUE, NULL);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "account.show");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", page);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, offer,
                                  -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  return row;
}

static void
show (SolOfferList *self)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->calls));
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->offers, 0)) != NULL)
    gtk_list_box_remove (self->offers, GTK_WIDGET (row));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SolShownRecord) shown = g_list_model_get_item (G_LIST_MODEL (self->calls), i);
      SolRecord *call = sol_shown_record_get_record (shown);

      if (call != NULL && sol_handover_is_open (call) &&
          g_strcmp0 (sol_record_get_text (call, "organisation"), self->organisation) == 0)
        gtk_list_box_append (self->offers, make_row (shown));
    }
  gtk_widget_set_visible (GTK_WIDGET (self),
                          gtk_list_box_get_row_at_index (self->offers, 0) != NULL);
}

static void
sol_offer_list_dispose (GObject *object)
{
  SolOfferList *self = SOL_OFFER_LIST (object);

  g_clear_object (&self->calls);
  g_clear_pointer (&self->organisation, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_OFFER_LIST);
  G_OBJECT_CLASS (sol_offer_list_parent_class)->dispose (object);
}

static void
sol_offer_list_class_init (SolOfferListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_offer_list_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolOfferList, offers);
}

static void
sol_offer_list_init (SolOfferList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sol_offer_list_set_organisation:
 * @place: whose files are open
 *
 * To be called once.
 */
void
sol_offer_list_set_organisation (SolOfferList *self,
                                 SolAccountPlace *place,
                                 const char *organisation)
{
  SolAccountStore *store = sol_session_get_account_store (sol_account_place_get_session (place));

  self->organisation = g_strdup (organisation);
  if (store == NULL)
    return;
  self->calls = sol_account_store_list_records (store, "handover_call");
  g_signal_connect_object (self->calls, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}
