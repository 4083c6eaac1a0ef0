/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/sol-offer-page.h"

#include <glib/gi18n.h>

#include "app/account/sol-handover-words.h"
#include "app/account/sol-place-act.h"
#include "app/widgets/sol-entry-field.h"
#include "app/widgets/sol-focus.h"
#include "app/widgets/sol-submit-bar.h"
#include "model/sol-handover.h"
#include "model/sol-listing-charter.h"
#include "sol-config.h"
#include "store/sol-account-act.h"
#include "store/sol-outbox.h"

#define TEMPLATE SOL_RESOURCE_PATH "account/sol-offer-page.ui"

/**
 * SolOfferPage:
 *
 * A listing that is offered to the organisation one acts for: what, by whom, since when and why. It
 * is taken over or declined, with a word.
 */
struct _SolOfferPage
{
  AdwBin parent_instance;

  SolAccountPlace *place; /* unowned: it holds this page */
  char *id;               /* (nullable): of what is seen of the offer */
  const char *done;       /* (nullable): what to say of the answer once it is kept */
  gboolean declines;      /* what is sent is a no */
  SolLiveList *calls;     /* (nullable): while the account has no files */
  GtkLabel *title;
  GtkLabel *from;
  GtkLabel *message;
  GtkWidget *alone;
  GtkWidget *form;
  SolEntryField *remark;
  SolSubmitBar *submit;
  GtkWidget *decline;
  GtkLabel *over;
};

G_DEFINE_FINAL_TYPE (SolOfferPage, sol_offer_page, ADW_TYPE_BIN)

static void
on_acted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolOfferPage) self = user_data;

  if (!sol_place_act_end (self->submit, source, result))
    return;
  sol_account_place_say (self->place, self->done);
  sol_account_place_leave (self->place);
}

static void
answer (SolOfferPage *self, const char *op, const char *done)
{
  SolMembership *membership = sol_account_place_get_membership (self->place);
  g_autofree char *why = NULL;
  SolAccountStore *store = sol_place_act_get_store (self->place, &why);
  g_autofree char *remark = g_strstrip (g_strdup (sol_entry_field_get_text (self->remark)));
  g_autoptr (SolMutation) mutation = NULL;

  if (store == NULL || membership == NULL || self->id == NULL)
    {
      sol_submit_bar_refuse (self->submit,
                             why != NULL ? why : _ ("Act for your organisation first"));
      return;
    }
  mutation = sol_mutation_new_operation ("handover_call", self->id, op,
                                         *remark != '\0' ? "remark" : NULL, remark, NULL);
  self->done = done;
  sol_submit_bar_wait (self->submit, _ ("Keeping it…"));
  sol_account_store_act_async (store, mutation, sol_membership_get_id (membership), SOL_ACT_PLAIN,
                               NULL, on_acted, g_object_ref (self));
}

static void
on_send (SolOfferPage *self)
{
  if (self->declines)
    answer (self, SOL_HANDOVER_DECLINE, _ ("The offer is declined"));
  else
    answer (self, SOL_HANDOVER_ACCEPT,
            _ ("The listing comes to you once the platform has answered"));
}

/* As the other button does: not while an answer waits. */
static void
decline (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolOfferPage *self = SOL_OFFER_PAGE (widget);

  self->declines = TRUE;
  sol_submit_bar_send (self->submit);
  self->declines = FALSE;
}

static gboolean
is_manager (SolOfferPage *self)
{
  SolMembership *membership = sol_account_place_get_membership (self->place);

  return membership != NULL && sol_membership_is_manager (membership);
}

/* (transfer full) (nullable): why there is nothing to answer */
static char *
say_over (SolOfferPage *self, SolShownRecord *shown)
{
  if (!sol_handover_is_open (sol_shown_record_get_record (shown)))
    return sol_handover_words_say_state (shown);
  return is_manager (self) ? NULL : g_strdup (_ ("A manager of your organisation answers it."));
}

static void
show_call (SolOfferPage *self, SolShownRecord *shown)
{
  SolRecord *call = sol_shown_record_get_record (shown);
  const char *message = sol_record_get_text (call, "message");
  const char *name = sol_record_get_text (call, "name");
  g_autofree char *from = sol_handover_words_say_offer (call);
  g_autofree char *over = say_over (self, shown);
  /* Translators: what somebody wrote, then his name */
  g_autofree char *said = g_strdup_printf (_ ("“%s” — %s"), message != NULL ? message : "",
                                           name != NULL ? name : _ ("Somebody"));
  /* Translators: %s is a structure */
  g_autofree char *title = g_strdup_printf (_ ("The listing of %s"),
                                            sol_handover_words_get_structure (call));

  const gboolean begins = over == NULL && !gtk_widget_get_visible (self->form);

  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->from, from);
  gtk_label_set_label (self->message, said);
  gtk_widget_set_visible (self->form, over == NULL);
  gtk_widget_set_visible (self->alone, over == NULL && sol_listing_charter_is_alone (call));
  gtk_label_set_label (self->over, over != NULL ? over : "");
  gtk_widget_set_visible (GTK_WIDGET (self->over), over != NULL);
  if (begins)
    gtk_widget_grab_focus (GTK_WIDGET (self->remark));
}

static void
on_calls (SolOfferPage *self)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->calls));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SolShownRecord) shown = g_list_model_get_item (G_LIST_MODEL (self->calls), i);

      if (sol_shown_record_get_record (shown) != NULL &&
          g_strcmp0 (sol_shown_record_get_id (shown), self->id) == 0)
        show_call (self, shown);
    }
}

static void
on_activate (SolOfferPage *self)
{
  sol_submit_bar_send (self->submit);
}

static gboolean
sol_offer_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SOL_OFFER_PAGE (widget)->remark));
}

static void
stop_watching (SolOfferPage *self)
{
  if (self->calls != NULL)
    g_signal_handlers_disconnect_by_data (self->calls, self);
  g_clear_object (&self->calls);
}

static void
sol_offer_page_dispose (GObject *object)
{
  SolOfferPage *self = SOL_OFFER_PAGE (object);

  stop_watching (self);
  g_clear_pointer (&self->id, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_OFFER_PAGE);
  G_OBJECT_CLASS (sol_offer_page_parent_class)->dispose (object);
}

static void
sol_offer_page_class_init (SolOfferPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_offer_page_dispose;
  sol_focus_set_grab (widget_class, sol_offer_page_grab_focus);
  g_type_ensure (SOL_TYPE_ENTRY_FIELD);
  g_type_ensure (SOL_TYPE_SUBMIT_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolOfferPage, title);
  gtk_widget_class_bind_template_child (widget_class, SolOfferPage, from);
  gtk_widget_class_bind_template_child (widget_class, SolOfferPage, message);
  gtk_widget_class_bind_template_child (widget_class, SolOfferPage, alone);
  gtk_widget_class_bind_template_child (widget_class, SolOfferPage, form);
  gtk_widget_class_bind_template_child (widget_class, SolOfferPage, remark);
  gtk_widget_class_bind_template_child (widget_class, SolOfferPage, submit);
  gtk_widget_class_bind_template_child (widget_class, SolOfferPage, decline);
  gtk_widget_class_bind_template_child (widget_class, SolOfferPage, over);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_send);
  gtk_widget_class_install_action (widget_class, "offer.decline", NULL, decline);
}

static void
sol_offer_page_init (SolOfferPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The files of who has just signed in are opened after the page. */
static void
watch (SolOfferPage *self)
{
  SolAccountStore *store = sol_session_get_account_store (
      sol_account_place_get_session (self->place));

  stop_watching (self);
  if (store == NULL)
    return;
  self->calls = sol_account_store_list_records (store, "handover_call");
  g_signal_connect_object (self->calls, "changed", G_CALLBACK (on_calls), self, G_CONNECT_SWAPPED);
  on_calls (self);
}

/**
 * sol_offer_page_new:
 *
 * Returns: (transfer floating): the page, which lives no longer than @place; of the offer that the
 *   place was asked to show it for
 */
GtkWidget *
sol_offer_page_new (SolAccountPlace *place)
{
  SolOfferPage *self = g_object_new (SOL_TYPE_OFFER_PAGE, NULL);

  self->place = place;
  self->id = g_strdup (sol_account_place_get_subject (place));
  g_signal_connect_object (sol_session_get_account_files (sol_account_place_get_session (place)),
                           "notify::store", G_CALLBACK (watch), self, G_CONNECT_SWAPPED);
  watch (self);
  return GTK_WIDGET (self);
}
