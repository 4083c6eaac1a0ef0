/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/sol-organisation-page.h"

#include <glib/gi18n.h>

#include "app/account/sol-account-words.h"
#include "app/account/sol-arrival.h"
#include "app/account/sol-invite-form.h"
#include "app/account/sol-join-answers.h"
#include "app/account/sol-offer-list.h"
#include "app/account/sol-organisation-rows.h"
#include "app/account/sol-place-act.h"
#include "app/sol-undoable.h"
#include "app/widgets/sol-focus.h"
#include "sol-config.h"
#include "store/sol-account-act.h"
#include "store/sol-outbox.h"

#define TEMPLATE SOL_RESOURCE_PATH "account/sol-organisation-page.ui"

/**
 * SolOrganisationPage:
 *
 * The organisation one acts for: who belongs to it, who asks to, and, for its managers, their roles
 * and invitations. What is done here is an act: kept at once, sent when there is a line.
 */
struct _SolOrganisationPage
{
  AdwBin parent_instance;

  SolAccountPlace *place; /* unowned: it holds this page */
  char *id;
  SolLiveList *organisations; /* (nullable): while the account has no files */
  SolLiveList *join_calls;    /* (nullable): likewise */
  SolLiveList *outbox;        /* (nullable): likewise */
  SolShownRecord *shown;      /* (nullable): the organisation, once it is there */
  GtkLabel *name;
  GtkLabel *facts;
  SolOfferList *offers;
  GtkLabel *number;
  GtkWidget *asking;
  GtkListBox *calls;
  GtkListBox *members;
  SolArrival *arriving; /* in their place */
  SolInviteForm *inviting;
  GtkWidget *leave;
};

G_DEFINE_FINAL_TYPE (SolOrganisationPage, sol_organisation_page, ADW_TYPE_BIN)

static gboolean
is_manager (SolOrganisationPage *self)
{
  SolAccountSession *account = sol_account_place_get_account (self->place);
  SolMembership *membership = sol_account_session_find_membership (account, self->id);

  return membership != NULL && sol_membership_is_manager (membership);
}

static void
on_acted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolOrganisationPage) self = user_data;

  sol_place_act_say (self->leave != NULL ? self->place : NULL, NULL, source, result);
}

/* @owned_mutation: an operation of the organisation */
static void
act (SolOrganisationPage *self, SolMutation *owned_mutation)
{
  g_autoptr (SolMutation) mutation = owned_mutation;
  SolSession *session = sol_account_place_get_session (self->place);
  SolAccountStore *store = sol_session_get_account_store (session);

  if (store != NULL)
    sol_account_store_act_async (store, mutation, self->id, SOL_ACT_PLAIN, NULL, on_acted,
                                 g_object_ref (self));
}

/* What is sent takes away at once what only others could give back: it stays here while it can be
 * undone. */
static void
act_undoably (SolOrganisationPage *self, SolMutation *owned_mutation, char *owned_title)
{
  g_autoptr (SolMutation) mutation = owned_mutation;
  g_autofree char *title = owned_title;
  SolSession *session = sol_account_place_get_session (self->place);
  SolAccountStore *store = sol_session_get_account_store (session);
  GtkRoot *window = gtk_widget_get_root (GTK_WIDGET (self));

  if (store != NULL)
    sol_undoable_act (SOL_WINDOW (window), store, mutation, self->id, title);
}

/* Returns: (transfer none): of a member */
static const char *
find_name (SolOrganisationPage *self, const char *account)
{
  SolRecord *record = self->shown != NULL ? sol_shown_record_get_record (self->shown) : NULL;
  GPtrArray *members = record != NULL ? sol_record_get_items (record, "members") : NULL;
  const char *name = NULL;

  for (guint i = 0; members != NULL && i < members->len; i++)
    if (g_strcmp0 (sol_item_get_text (members->pdata[i], "account"), account) == 0)
      name = sol_item_get_text (members->pdata[i], "name");
  return name != NULL ? name : _ ("Somebody");
}

static void
set_role (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolOrganisationPage *self = SOL_ORGANISATION_PAGE (widget);
  const char *account, *role, *name;

  g_variant_get (parameter, "(&s&s)", &account, &role);
  name = find_name (self, account);
  act_undoably (self,
                sol_mutation_new_operation ("organisation", self->id, "set_role", "account",
                                            account, "role", role, NULL),
                g_str_equal (role, "manager")
                    /* Translators: %s is the name of a member */
                    ? g_strdup_printf (_ ("%s is a manager now"), name)
                    /* Translators: %s is the name of a member */
                    : g_strdup_printf (_ ("%s is a simple member now"), name));
}

static void
remove_member (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolOrganisationPage *self = SOL_ORGANISATION_PAGE (widget);
  const char *account = g_variant_get_string (parameter, NULL);

  act_undoably (
      self,
      sol_mutation_new_operation ("organisation", self->id, "remove_member", "account", account,
                                  NULL),
      /* Translators: %s is the name of a member */
      g_strdup_printf (_ ("%s is removed from the organisation"), find_name (self, account)));
}

/* @parameter: the request, and the name of who asks */
static void
refuse (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolOrganisationPage *self = SOL_ORGANISATION_PAGE (widget);
  const char *request, *name;

  g_variant_get (parameter, "(&s&s)", &request, &name);
  act_undoably (self,
                sol_mutation_new_operation ("organisation", self->id, "refuse_join", "request",
                                            request, NULL),
                /* Translators: %s is the name of a person */
                g_strdup_printf (_ ("The request of %s is refused"), name));
}

static void
accept (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolOrganisationPage *self = SOL_ORGANISATION_PAGE (widget);
  const char *request;

  g_variant_get (parameter, "(&s&s)", &request, NULL);
  act (self, sol_mutation_new_operation ("organisation", self->id, "accept_join", "request",
                                         request, NULL));
}

static void
on_leave_response (AdwMessageDialog *dialog, const char *response, SolOrganisationPage *self)
{
  if (!g_str_equal (response, "leave"))
    return;
  act (self, sol_mutation_new_operation ("organisation", self->id, "leave", NULL));
  sol_account_place_choose (self->place, NULL);
}

/* Asked, where a removal is undone: a manager who errs sees whom he removed and invites anew, who
 * leaves sees nothing of it any more, and the window goes on as somebody else's. */
static void
leave (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolOrganisationPage *self = SOL_ORGANISATION_PAGE (widget);
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (widget));
  GtkWidget *made = adw_message_dialog_new (window, _ ("Leave this organisation?"), NULL);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (made);

  adw_message_dialog_set_body (dialog, _ ("What belongs to it leaves this computer. Only a manager "
                                          "can invite you back."));
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "leave", _ ("_Leave"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "leave", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_leave_response), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
copy_number (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolOrganisationPage *self = SOL_ORGANISATION_PAGE (widget);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), self->id);
  sol_account_place_say (self->place, _ ("The number is copied"));
}

/* Returns: where the row was that had the focus; -1 when none had */
static int
empty (GtkListBox *list)
{
  GtkWidget *focused = gtk_widget_get_focus_child (GTK_WIDGET (list));
  const gboolean inside = gtk_widget_get_state_flags (GTK_WIDGET (list)) &
                          GTK_STATE_FLAG_FOCUS_WITHIN;
  const int index = inside && focused != NULL
                        ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (focused))
                        : -1;
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
  return index;
}

/* The focus stays at its place in a list that was made anew, whoever went from there. */
static void
keep_focus (GtkListBox *list, int index)
{
  GtkListBoxRow *row = index >= 0 ? gtk_list_box_get_row_at_index (list, index) : NULL;

  if (row == NULL && index > 0)
    row = gtk_list_box_get_row_at_index (list, index - 1);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
show_organisation (SolOrganisationPage *self, SolRecord *record)
{
  const char *own = sol_account_session_get_id (sol_account_place_get_account (self->place));
  GPtrArray *members = sol_record_get_items (record, "members");
  const gboolean manages = is_manager (self);
  const char *kind = sol_account_words_get_name (sol_record_get_text (record, "kind"));
  const char *city = sol_record_get_text (record, "city");
  int focused;
  g_autofree char *facts = city != NULL ? g_strdup_printf (_ ("%s · %s"), kind, city)
                                        : g_strdup (kind);

  gtk_label_set_label (self->name, sol_record_get_text (record, "name"));
  gtk_label_set_label (self->facts, facts);
  gtk_widget_set_visible (GTK_WIDGET (self->inviting), manages);
  focused = empty (self->members);
  for (guint i = 0; members != NULL && i < members->len; i++)
    {
      SolItem *member = g_ptr_array_index (members, i);
      const gboolean is_own = g_strcmp0 (sol_item_get_text (member, "account"), own) == 0;

      gtk_list_box_append (self->members,
                           sol_organisation_rows_make_member (member, is_own, manages));
    }
  keep_focus (self->members, focused);
}

/* What stays in the list notifies when it changes. */
static void
on_shown (SolOrganisationPage *self)
{
  SolRecord *record = sol_shown_record_get_record (self->shown);

  if (record != NULL)
    show_organisation (self, record);
}

static void
on_organisations (SolOrganisationPage *self)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->organisations));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SolShownRecord)
          shown = g_list_model_get_item (G_LIST_MODEL (self->organisations), i);

      if (!g_str_equal (sol_shown_record_get_id (shown), self->id) ||
          !g_set_object (&self->shown, shown))
        continue;
      g_signal_connect_object (shown, "notify", G_CALLBACK (on_shown), self, G_CONNECT_SWAPPED);
      on_shown (self);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->members), self->shown != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->arriving), self->shown == NULL);
}

static void
on_calls (SolOrganisationPage *self)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->join_calls));
  const int focused = empty (self->calls);
  guint n_shown = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SolShownRecord) shown = g_list_model_get_item (G_LIST_MODEL (self->join_calls), i);
      SolRecord *call = sol_shown_record_get_record (shown);

      if (call == NULL || g_strcmp0 (sol_record_get_text (call, "organisation"), self->id) != 0 ||
          sol_join_answers_find (self->outbox, sol_record_get_text (call, "request")))
        continue;
      gtk_list_box_append (self->calls, sol_organisation_rows_make_call (call));
      n_shown++;
    }
  gtk_widget_set_visible (self->asking, n_shown > 0 && is_manager (self));
  if (n_shown > 0)
    keep_focus (self->calls, focused);
  else if (focused >= 0)
    keep_focus (self->members, 0);
}

static gboolean
sol_organisation_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (SOL_ORGANISATION_PAGE (widget)->leave);
}

static void
sol_organisation_page_dispose (GObject *object)
{
  SolOrganisationPage *self = SOL_ORGANISATION_PAGE (object);

  g_clear_object (&self->organisations);
  g_clear_object (&self->join_calls);
  g_clear_object (&self->outbox);
  g_clear_object (&self->shown);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_ORGANISATION_PAGE);
  G_OBJECT_CLASS (sol_organisation_page_parent_class)->dispose (object);
}

static void
sol_organisation_page_finalize (GObject *object)
{
  g_free (SOL_ORGANISATION_PAGE (object)->id);
  G_OBJECT_CLASS (sol_organisation_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SolOrganisationPage, name);
  gtk_widget_class_bind_template_child (widget_class, SolOrganisationPage, facts);
  gtk_widget_class_bind_template_child (widget_class, SolOrganisationPage, offers);
  gtk_widget_class_bind_template_child (widget_class, SolOrganisationPage, number);
  gtk_widget_class_bind_template_child (widget_class, SolOrganisationPage, asking);
  gtk_widget_class_bind_template_child (widget_class, SolOrganisationPage, calls);
  gtk_widget_class_bind_template_child (widget_class, SolOrganisationPage, members);
  gtk_widget_class_bind_template_child (widget_class, SolOrganisationPage, arriving);
  gtk_widget_class_bind_template_child (widget_class, SolOrganisationPage, inviting);
  gtk_widget_class_bind_template_child (widget_class, SolOrganisationPage, leave);
}

static void
sol_organisation_page_class_init (SolOrganisationPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_organisation_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = sol_organisation_page_finalize;
  sol_focus_set_grab (widget_class, sol_organisation_page_grab_focus);
  g_type_ensure (SOL_TYPE_ARRIVAL);
  g_type_ensure (SOL_TYPE_INVITE_FORM);
  g_type_ensure (SOL_TYPE_OFFER_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "organisation.set-role", "(ss)", set_role);
  gtk_widget_class_install_action (widget_class, "organisation.remove", "s", remove_member);
  gtk_widget_class_install_action (widget_class, "organisation.accept", "(ss)", accept);
  gtk_widget_class_install_action (widget_class, "organisation.refuse", "(ss)", refuse);
  gtk_widget_class_install_action (widget_class, "organisation.leave", NULL, leave);
  gtk_widget_class_install_action (widget_class, "organisation.copy-number", NULL, copy_number);
}

static void
sol_organisation_page_init (SolOrganisationPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
watch (SolOrganisationPage *self, SolAccountStore *store)
{
  self->organisations = sol_account_store_list_records (store, "organisation");
  self->join_calls = sol_account_store_list_records (store, "join_call");
  self->outbox = sol_account_store_list_outbox_of (store, "organisation", self->id);
  g_signal_connect_object (self->organisations, "items-changed", G_CALLBACK (on_organisations),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->join_calls, "items-changed", G_CALLBACK (on_calls), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->outbox, "items-changed", G_CALLBACK (on_calls), self,
                           G_CONNECT_SWAPPED);
  on_organisations (self);
  on_calls (self);
}

/**
 * sol_organisation_page_new:
 *
 * Returns: (transfer floating): of the organisation that one acts for; the page lives no longer
 * than
 *   @place
 */
GtkWidget *
sol_organisation_page_new (SolAccountPlace *place)
{
  SolOrganisationPage *self = g_object_new (SOL_TYPE_ORGANISATION_PAGE, NULL);
  SolAccountStore *store = sol_session_get_account_store (sol_account_place_get_session (place));
  SolMembership *membership = sol_account_place_get_membership (place);

  self->place = place;
  self->id = g_strdup (membership != NULL ? sol_membership_get_id (membership) : "");
  gtk_label_set_label (self->name, membership != NULL ? sol_membership_get_name (membership) : "");
  gtk_label_set_label (self->number, self->id);
  sol_offer_list_set_organisation (self->offers, place, self->id);
  sol_invite_form_set_organisation (self->inviting, place, self->id);
  gtk_widget_set_visible (GTK_WIDGET (self->inviting), is_manager (self));
  sol_arrival_set_sync (self->arriving,
                        sol_session_get_sync (sol_account_place_get_session (place)));
  if (store != NULL)
    watch (self, store);
  return GTK_WIDGET (self);
}
