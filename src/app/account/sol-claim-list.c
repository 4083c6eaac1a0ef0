/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/sol-claim-list.h"

#include <glib/gi18n.h>

#include "app/account/sol-account-words.h"
#include "app/account/sol-claim-words.h"
#include "app/account/sol-place-act.h"
#include "app/widgets/sol-entry-field.h"
#include "app/widgets/sol-submit-bar.h"
#include "model/sol-claim.h"
#include "sol-config.h"
#include "store/sol-account-act.h"
#include "store/sol-outbox.h"

#define TEMPLATE SOL_RESOURCE_PATH "account/sol-claim-list.ui"

/**
 * SolClaimList:
 *
 * What an organisation claimed, what became of it, and the code that proves it. It is not seen
 * while there is nothing.
 */
struct _SolClaimList
{
  AdwBin parent_instance;

  SolAccountPlace *place; /* unowned: it holds this list */
  SolLiveList *list;      /* (nullable): while the account has no files */
  char *proven;           /* (nullable): id of the claim whose code is asked for */
  GtkListBox *claims;
  GtkWidget *code_box;
  GtkLabel *code_title;
  SolEntryField *code;
  SolSubmitBar *submit;
};

G_DEFINE_FINAL_TYPE (SolClaimList, sol_claim_list, ADW_TYPE_BIN)

/* (nullable) */
static const char *
get_organisation (SolClaimList *self)
{
  SolMembership *membership = sol_account_place_get_membership (self->place);

  return membership != NULL ? sol_membership_get_id (membership) : NULL;
}

static gboolean
is_own (SolClaimList *self, SolRecord *claim)
{
  g_autofree char *scope = g_strdup_printf ("org:%s", get_organisation (self));

  return claim != NULL && g_strcmp0 (sol_record_get_scope (claim), scope) == 0;
}

static void
on_acted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolClaimList) self = user_data;

  sol_place_act_say (self->submit != NULL ? self->place : NULL, NULL, source, result);
}

static void
act (SolClaimList *self, SolMutation *owned_mutation)
{
  g_autoptr (SolMutation) mutation = owned_mutation;
  g_autofree char *why = NULL;
  SolAccountStore *store = sol_place_act_get_store (self->place, &why);

  if (store != NULL)
    sol_account_store_act_async (store, mutation, get_organisation (self), SOL_ACT_PLAIN, NULL,
                                 on_acted, g_object_ref (self));
}

/* @parameter: id of a claim */
static void
withdraw (GtkWidget *widget, const char *action, GVariant *parameter)
{
  act (SOL_CLAIM_LIST (widget),
       sol_mutation_new_operation ("claim", g_variant_get_string (parameter, NULL),
                                   SOL_MUTATION_DELETE, NULL));
}

static void
ask_moderator (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolClaimList *self = SOL_CLAIM_LIST (widget);

  if (self->proven != NULL)
    act (self, sol_mutation_new_operation ("claim", self->proven, SOL_MUTATION_EDIT, "proof",
                                           SOL_CLAIM_MODERATOR, NULL));
}

static GtkWidget *
make_button (const char *label, const char *said, SolShownRecord *shown)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "claim.withdraw");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", sol_shown_record_get_id (shown));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
  return button;
}

static GtkWidget *
make_row (SolShownRecord *shown)
{
  SolRecord *claim = sol_shown_record_get_record (shown);
  const gboolean open = sol_claim_is_open (claim);
  const char *name = sol_claim_words_get_name (claim);
  g_autofree char *state = sol_claim_words_say_state (shown);
  /* Translators: %s is the name of a structure */
  g_autofree char *said = g_strdup_printf (
      open ? _ ("Withdraw the claim of %s") : _ ("Remove the claim of %s"), name);
  GtkWidget *row = adw_action_row_new ();

  g_object_set (row, "title", name, "use-markup", FALSE, "subtitle", state, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, state,
                                  -1);
  if (g_strcmp0 (sol_record_get_text (claim, "state"), SOL_CLAIM_ACCEPTED) != 0)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                               make_button (open ? _ ("Withdraw") : _ ("Remove"), said, shown));
  return row;
}

/* The code of the one that was sent last. */
static void
show_code (SolClaimList *self, SolRecord *claim)
{
  g_autofree char *title = NULL;

  gtk_widget_set_visible (self->code_box, claim != NULL);
  if (g_strcmp0 (self->proven, claim != NULL ? sol_record_get_id (claim) : NULL) == 0)
    return;
  g_free (self->proven);
  self->proven = claim != NULL ? g_strdup (sol_record_get_id (claim)) : NULL;
  sol_entry_field_set_text (self->code, "");
  sol_submit_bar_end (self->submit);
  if (claim == NULL)
    return;
  /* Translators: %s is the name of a structure */
  title = g_strdup_printf (_ ("The code of %s"), sol_claim_words_get_name (claim));
  gtk_label_set_label (self->code_title, title);
}

static void
show (SolClaimList *self)
{
  const guint n = self->list != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->list)) : 0;
  SolRecord *sent = NULL;
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->claims, 0)) != NULL)
    gtk_list_box_remove (self->claims, GTK_WIDGET (row));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SolShownRecord) shown = g_list_model_get_item (G_LIST_MODEL (self->list), i);
      SolRecord *claim = sol_shown_record_get_record (shown);

      if (!is_own (self, claim))
        continue;
      gtk_list_box_append (self->claims, make_row (shown));
      if (g_strcmp0 (sol_record_get_text (claim, "state"), SOL_CLAIM_SENT) == 0 &&
          (sent == NULL || g_strcmp0 (sol_record_get_text (claim, "sent_at"),
                                      sol_record_get_text (sent, "sent_at")) > 0))
        sent = claim;
    }
  show_code (self, sent);
  gtk_widget_set_visible (GTK_WIDGET (self),
                          gtk_list_box_get_row_at_index (self->claims, 0) != NULL);
}

/* The claim itself comes by the feed: no hint of it does while the line of events is broken. */
static void
on_proven (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolClaimList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *state = sol_account_session_prove_claim_finish (SOL_ACCOUNT_SESSION (source),
                                                                   result, &error);
  g_autofree char *said = NULL;

  if (self->submit == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  sol_submit_bar_end (self->submit);
  if (error == NULL)
    {
      sol_sync_try_now (sol_session_get_sync (sol_account_place_get_session (self->place)));
      sol_account_place_say (self->place, g_strcmp0 (state, SOL_CLAIM_ACCEPTED) == 0
                                              ? _ ("The structure is yours")
                                              : _ ("A moderator says whose it is"));
      return;
    }
  said = sol_account_words_refuse (SOL_ACCOUNT_SESSION (source), error);
  if (g_error_matches (error, SOL_ACCOUNT_ERROR, SOL_ACCOUNT_ERROR_WRONG_CODE))
    sol_entry_field_refuse (self->code, said);
  else
    sol_submit_bar_refuse (self->submit, said);
}

static void
on_send (SolClaimList *self)
{
  g_autofree char *code = g_strstrip (g_strdup (sol_entry_field_get_text (self->code)));

  if (*code == '\0')
    {
      sol_entry_field_refuse (self->code, _ ("Type the code that was passed on to you"));
      return;
    }
  sol_submit_bar_wait (self->submit, _ ("Checking the code…"));
  sol_account_session_prove_claim_async (
      sol_account_place_get_account (self->place), get_organisation (self), self->proven, code,
      sol_account_place_get_cancellable (self->place), on_proven, g_object_ref (self));
}

static void
on_activate (SolClaimList *self)
{
  sol_submit_bar_send (self->submit);
}

static void
stop_watching (SolClaimList *self)
{
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->list);
}

/* The files of who has just signed in are opened after the page. */
static void
watch (SolClaimList *self)
{
  SolAccountStore *store = sol_session_get_account_store (
      sol_account_place_get_session (self->place));

  stop_watching (self);
  show (self);
  if (store == NULL)
    return;
  self->list = sol_account_store_list_records (store, "claim");
  g_signal_connect_object (self->list, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
}

static void
sol_claim_list_dispose (GObject *object)
{
  SolClaimList *self = SOL_CLAIM_LIST (object);

  stop_watching (self);
  g_clear_pointer (&self->proven, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_CLAIM_LIST);
  G_OBJECT_CLASS (sol_claim_list_parent_class)->dispose (object);
}

static void
sol_claim_list_class_init (SolClaimListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_claim_list_dispose;
  g_type_ensure (SOL_TYPE_ENTRY_FIELD);
  g_type_ensure (SOL_TYPE_SUBMIT_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolClaimList, claims);
  gtk_widget_class_bind_template_child (widget_class, SolClaimList, code_box);
  gtk_widget_class_bind_template_child (widget_class, SolClaimList, code_title);
  gtk_widget_class_bind_template_child (widget_class, SolClaimList, code);
  gtk_widget_class_bind_template_child (widget_class, SolClaimList, submit);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_send);
  gtk_widget_class_install_action (widget_class, "claim.withdraw", "s", withdraw);
  gtk_widget_class_install_action (widget_class, "claim.ask-moderator", NULL, ask_moderator);
}

static void
sol_claim_list_init (SolClaimList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sol_claim_list_set_place:
 * @place: whose account and organisation it is of; it outlives the list
 */
void
sol_claim_list_set_place (SolClaimList *self, SolAccountPlace *place)
{
  self->place = place;
  g_signal_connect_object (sol_session_get_account_files (sol_account_place_get_session (place)),
                           "notify::store", G_CALLBACK (watch), self, G_CONNECT_SWAPPED);
  watch (self);
}

/**
 * sol_claim_list_has_open:
 * @supplier: id of a structure of the catalogue
 *
 * Returns: whether the organisation claims it, and nobody answered yet
 */
gboolean
sol_claim_list_has_open (SolClaimList *self, const char *supplier)
{
  const guint n = self->list != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->list)) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SolShownRecord) shown = g_list_model_get_item (G_LIST_MODEL (self->list), i);
      SolRecord *claim = sol_shown_record_get_record (shown);

      if (is_own (self, claim) && sol_claim_is_open (claim) &&
          g_strcmp0 (sol_record_get_text (claim, "supplier"), supplier) == 0)
        return TRUE;
    }
  return FALSE;
}
