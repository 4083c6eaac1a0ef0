/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/sol-claim-page.h"

#include <glib/gi18n.h>

#include "app/account/sol-claim-list.h"
#include "app/account/sol-claim-words.h"
#include "app/account/sol-place-act.h"
#include "app/account/sol-structure-entry.h"
#include "app/widgets/sol-entry-field.h"
#include "app/widgets/sol-focus.h"
#include "app/widgets/sol-submit-bar.h"
#include "model/sol-claim.h"
#include "model/sol-supplier.h"
#include "model/sol-uuid.h"
#include "sol-config.h"
#include "store/sol-account-act.h"
#include "store/sol-store-records.h"

#define TEMPLATE SOL_RESOURCE_PATH "account/sol-claim-page.ui"

/**
 * SolClaimPage:
 *
 * Claims a structure of the catalogue for the organisation that one acts for, with a proof, and
 * tells what became of what was claimed.
 */
struct _SolClaimPage
{
  AdwBin parent_instance;

  SolAccountPlace *place; /* unowned: it holds this page */
  SolSupplier *supplier;  /* (nullable): the one that is chosen */
  SolClaimList *claimed;
  SolStructureEntry *structure;
  GtkLabel *chosen;
  GtkWidget *proofs;
  GtkCheckButton *by_moderator;
  SolEntryField *message;
  SolSubmitBar *submit;
  GtkWidget *join;
  GtkWidget *organisations;
};

G_DEFINE_FINAL_TYPE (SolClaimPage, sol_claim_page, ADW_TYPE_BIN)

/* (nullable): one that sells */
static const char *
get_organisation (SolClaimPage *self)
{
  SolMembership *membership = sol_account_place_get_membership (self->place);

  return membership != NULL && g_strcmp0 (sol_membership_get_kind (membership), "supplier") == 0
             ? sol_membership_get_id (membership)
             : NULL;
}

static gboolean
is_published (SolSupplier *supplier)
{
  return supplier != NULL && sol_record_get_text (SOL_RECORD (supplier), "organisation") != NULL &&
         sol_record_get_text (SOL_RECORD (supplier), "verified_on") != NULL;
}

static void
show_chosen (SolClaimPage *self)
{
  const gboolean published = is_published (self->supplier);
  g_autofree char *said = self->supplier != NULL
                              ? sol_claim_words_say_chosen (SOL_RECORD (self->supplier),
                                                            get_organisation (self))
                              : g_strdup (_ ("Looked for in the catalogue of this computer"));

  gtk_label_set_label (self->chosen, said);
  gtk_widget_set_visible (self->proofs, !published);
  gtk_widget_set_visible (GTK_WIDGET (self->message), !published);
  gtk_widget_set_visible (GTK_WIDGET (self->submit), !published);
  gtk_widget_set_visible (self->join, published);
  gtk_widget_set_visible (self->organisations, !published && get_organisation (self) == NULL);
}

static void
on_chosen (SolClaimPage *self, SolSupplier *supplier)
{
  g_set_object (&self->supplier, supplier);
  sol_submit_bar_end (self->submit);
  show_chosen (self);
  if (supplier != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->message));
}

static void
on_acted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolClaimPage) self = user_data;

  if (!sol_place_act_end (self->submit, source, result))
    return;
  sol_entry_field_set_text (self->message, "");
  sol_structure_entry_clear (self->structure);
  on_chosen (self, NULL);
  sol_account_place_say (self->place, _ ("The claim is on its way"));
  gtk_widget_child_focus (GTK_WIDGET (self->claimed), GTK_DIR_TAB_FORWARD);
}

/* Returns: (nullable) (transfer none): why nothing is to be claimed */
static const char *
find_fault (SolClaimPage *self)
{
  const char *holder;

  if (get_organisation (self) == NULL)
    return _ ("Structures are claimed for an organisation that sells: choose, join or found it "
              "first");
  if (self->supplier == NULL)
    return _ ("Choose a structure from what is proposed as you type");
  holder = sol_record_get_text (SOL_RECORD (self->supplier), "organisation");
  if (g_strcmp0 (holder, get_organisation (self)) == 0)
    return _ ("This structure is yours already.");
  return sol_claim_list_has_open (self->claimed, sol_record_get_id (SOL_RECORD (self->supplier)))
             ? _ ("You claimed it already: it was not answered yet")
             : NULL;
}

static SolMutation *
make_claim (SolClaimPage *self)
{
  const char *proof = gtk_check_button_get_active (self->by_moderator) ? SOL_CLAIM_MODERATOR
                                                                       : SOL_CLAIM_CONTACT;
  g_autofree char *message = g_strstrip (g_strdup (sol_entry_field_get_text (self->message)));
  g_autofree char *id = sol_uuid_new ();

  return sol_mutation_new_operation (
      "claim", id, SOL_MUTATION_CREATE, "supplier", sol_record_get_id (SOL_RECORD (self->supplier)),
      "proof", proof, "called", sol_record_get_text (SOL_RECORD (self->supplier), "name"),
      *message != '\0' ? "message" : NULL, message, NULL);
}

static void
on_send (SolClaimPage *self)
{
  g_autofree char *why = NULL;
  SolAccountStore *store = sol_place_act_get_store (self->place, &why);
  const char *fault = store != NULL ? find_fault (self) : why;
  g_autoptr (SolMutation) mutation = NULL;

  if (fault != NULL)
    {
      sol_submit_bar_refuse (self->submit, fault);
      return;
    }
  mutation = make_claim (self);
  sol_submit_bar_wait (self->submit, _ ("Keeping it…"));
  sol_account_store_act_async (store, mutation, get_organisation (self), SOL_ACT_PLAIN, NULL,
                               on_acted, g_object_ref (self));
}

static void
on_activate (SolClaimPage *self)
{
  sol_submit_bar_send (self->submit);
}

static void
on_supplier (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolClaimPage) self = user_data;
  g_autoptr (SolRecord) record = sol_store_get_record_finish (SOL_STORE (source), result, NULL);

  if (self->submit == NULL || record == NULL || self->supplier != NULL)
    return;
  sol_structure_entry_choose (self->structure, SOL_SUPPLIER (record));
  on_chosen (self, SOL_SUPPLIER (record));
}

static gboolean
sol_claim_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SOL_CLAIM_PAGE (widget)->structure));
}

static void
sol_claim_page_dispose (GObject *object)
{
  SolClaimPage *self = SOL_CLAIM_PAGE (object);

  g_clear_object (&self->supplier);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_CLAIM_PAGE);
  G_OBJECT_CLASS (sol_claim_page_parent_class)->dispose (object);
}

static void
sol_claim_page_class_init (SolClaimPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_claim_page_dispose;
  sol_focus_set_grab (widget_class, sol_claim_page_grab_focus);
  g_type_ensure (SOL_TYPE_CLAIM_LIST);
  g_type_ensure (SOL_TYPE_STRUCTURE_ENTRY);
  g_type_ensure (SOL_TYPE_ENTRY_FIELD);
  g_type_ensure (SOL_TYPE_SUBMIT_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolClaimPage, claimed);
  gtk_widget_class_bind_template_child (widget_class, SolClaimPage, structure);
  gtk_widget_class_bind_template_child (widget_class, SolClaimPage, chosen);
  gtk_widget_class_bind_template_child (widget_class, SolClaimPage, proofs);
  gtk_widget_class_bind_template_child (widget_class, SolClaimPage, by_moderator);
  gtk_widget_class_bind_template_child (widget_class, SolClaimPage, message);
  gtk_widget_class_bind_template_child (widget_class, SolClaimPage, submit);
  gtk_widget_class_bind_template_child (widget_class, SolClaimPage, join);
  gtk_widget_class_bind_template_child (widget_class, SolClaimPage, organisations);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_send);
}

static void
sol_claim_page_init (SolClaimPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sol_claim_page_new:
 *
 * Returns: (transfer floating): the page, which lives no longer than @place; of the structure that
 *   the place was asked to show it for, if any
 */
GtkWidget *
sol_claim_page_new (SolAccountPlace *place)
{
  SolClaimPage *self = g_object_new (SOL_TYPE_CLAIM_PAGE, NULL);
  SolStore *catalogue = sol_session_get_store (sol_account_place_get_session (place));
  const char *supplier = sol_account_place_get_subject (place);

  self->place = place;
  sol_claim_list_set_place (self->claimed, place);
  sol_structure_entry_set_catalogue (self->structure, catalogue);
  show_chosen (self);
  if (supplier != NULL)
    sol_store_get_record_async (catalogue, "supplier", supplier,
                                sol_account_place_get_cancellable (place), on_supplier,
                                g_object_ref (self));
  return GTK_WIDGET (self);
}
