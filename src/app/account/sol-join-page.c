/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/sol-join-page.h"

#include <glib/gi18n.h>

#include "app/account/sol-account-words.h"
#include "app/account/sol-organisation-rows.h"
#include "app/account/sol-place-act.h"
#include "app/account/sol-structure-entry.h"
#include "app/widgets/sol-entry-field.h"
#include "app/widgets/sol-focus.h"
#include "app/widgets/sol-submit-bar.h"
#include "model/sol-join-request.h"
#include "model/sol-supplier.h"
#include "model/sol-uuid.h"
#include "sol-config.h"
#include "store/sol-account-act.h"
#include "store/sol-outbox.h"

#define TEMPLATE SOL_RESOURCE_PATH "account/sol-join-page.ui"

/**
 * SolJoinPage:
 *
 * Asks an organisation of the catalogue to let one join, and tells what became of what was asked.
 */
struct _SolJoinPage
{
  AdwBin parent_instance;

  SolAccountPlace *place; /* unowned: it holds this page */
  SolLiveList *list;      /* (nullable): while the account has no files */
  SolSupplier *supplier;  /* (nullable): the one that is chosen */
  GtkWidget *asked;
  GtkListBox *requests;
  SolStructureEntry *structure;
  GtkLabel *chosen;
  SolEntryField *message;
  SolSubmitBar *submit;
  GtkWidget *found;
};

G_DEFINE_FINAL_TYPE (SolJoinPage, sol_join_page, ADW_TYPE_BIN)

static SolAccountStore *
get_store (SolJoinPage *self)
{
  return sol_session_get_account_store (sol_account_place_get_session (self->place));
}

static void
on_withdrawn (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolJoinPage) self = user_data;

  sol_place_act_say (self->submit != NULL ? self->place : NULL, _ ("The request is taken away"),
                     source, result);
}

/* @parameter: id of a request */
static void
withdraw (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolJoinPage *self = SOL_JOIN_PAGE (widget);
  g_autoptr (SolMutation) mutation = sol_mutation_new_operation (
      "join_request", g_variant_get_string (parameter, NULL), SOL_MUTATION_DELETE, NULL);

  if (get_store (self) != NULL)
    sol_account_store_act_async (get_store (self), mutation, NULL, SOL_ACT_PLAIN, NULL,
                                 on_withdrawn, g_object_ref (self));
}

static void
show_requests (SolJoinPage *self)
{
  const guint n = self->list != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->list)) : 0;
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->requests, 0)) != NULL)
    gtk_list_box_remove (self->requests, GTK_WIDGET (row));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SolShownRecord) shown = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      if (sol_shown_record_get_record (shown) != NULL)
        gtk_list_box_append (self->requests, sol_organisation_rows_make_request (shown));
    }
  gtk_widget_set_visible (self->asked, gtk_list_box_get_row_at_index (self->requests, 0) != NULL);
}

static gboolean
has_asked (SolJoinPage *self, const char *organisation)
{
  const guint n = self->list != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->list)) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SolShownRecord) shown = g_list_model_get_item (G_LIST_MODEL (self->list), i);
      SolRecord *request = sol_shown_record_get_record (shown);

      if (request != NULL && sol_join_request_is_asked (request) &&
          g_strcmp0 (sol_record_get_text (request, "organisation"), organisation) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
on_chosen (SolJoinPage *self, SolSupplier *supplier)
{
  const char *organisation = supplier != NULL
                                 ? sol_record_get_text (SOL_RECORD (supplier), "organisation")
                                 : NULL;

  g_set_object (&self->supplier, supplier);
  sol_submit_bar_end (self->submit);
  gtk_widget_set_visible (self->found, supplier != NULL && organisation == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->submit), supplier == NULL || organisation != NULL);
  gtk_label_set_label (self->chosen,
                       supplier == NULL ? _ ("Looked for in the catalogue of this computer")
                       : organisation == NULL
                           ? _ ("Nobody of this structure is on the platform yet: found it, and "
                                "you will manage it.")
                           : _ ("Its managers are on the platform."));
  if (organisation != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->message));
}

static void
on_acted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolJoinPage) self = user_data;

  if (!sol_place_act_end (self->submit, source, result))
    return;
  sol_entry_field_set_text (self->message, "");
  sol_structure_entry_clear (self->structure);
  on_chosen (self, NULL);
  sol_account_place_say (self->place, _ ("The request is on its way"));
  gtk_widget_grab_focus (GTK_WIDGET (self->structure));
}

/* Returns: (nullable) (transfer none): why nobody is to be asked */
static const char *
find_fault (SolJoinPage *self)
{
  SolAccountSession *account = sol_account_place_get_account (self->place);
  const char *organisation;

  if (self->supplier == NULL)
    return _ ("Choose a structure from what is proposed as you type");
  organisation = sol_record_get_text (SOL_RECORD (self->supplier), "organisation");
  if (sol_account_session_find_membership (account, organisation) != NULL)
    return _ ("You belong to this organisation already");
  return has_asked (self, organisation) ? _ ("You asked already: it was not answered yet") : NULL;
}

static void
on_send (SolJoinPage *self)
{
  g_autofree char *why = NULL;
  SolAccountStore *store = sol_place_act_get_store (self->place, &why);
  const char *fault = store != NULL ? find_fault (self) : why;
  g_autofree char *message = g_strstrip (g_strdup (sol_entry_field_get_text (self->message)));
  g_autofree char *id = sol_uuid_new ();
  g_autoptr (SolMutation) mutation = NULL;

  if (fault != NULL)
    {
      sol_submit_bar_refuse (self->submit, fault);
      return;
    }
  mutation = sol_mutation_new_operation (
      "join_request", id, SOL_MUTATION_CREATE, "organisation",
      sol_record_get_text (SOL_RECORD (self->supplier), "organisation"), "called",
      sol_record_get_text (SOL_RECORD (self->supplier), "name"),
      *message != '\0' ? "message" : NULL, message, NULL);
  sol_submit_bar_wait (self->submit, _ ("Keeping it…"));
  sol_account_store_act_async (store, mutation, NULL, SOL_ACT_PLAIN, NULL, on_acted,
                               g_object_ref (self));
}

static void
on_activate (SolJoinPage *self)
{
  sol_submit_bar_send (self->submit);
}

static gboolean
sol_join_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SOL_JOIN_PAGE (widget)->structure));
}

static void
sol_join_page_dispose (GObject *object)
{
  SolJoinPage *self = SOL_JOIN_PAGE (object);

  g_clear_object (&self->list);
  g_clear_object (&self->supplier);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_JOIN_PAGE);
  G_OBJECT_CLASS (sol_join_page_parent_class)->dispose (object);
}

static void
sol_join_page_class_init (SolJoinPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_join_page_dispose;
  sol_focus_set_grab (widget_class, sol_join_page_grab_focus);
  g_type_ensure (SOL_TYPE_STRUCTURE_ENTRY);
  g_type_ensure (SOL_TYPE_ENTRY_FIELD);
  g_type_ensure (SOL_TYPE_SUBMIT_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolJoinPage, asked);
  gtk_widget_class_bind_template_child (widget_class, SolJoinPage, requests);
  gtk_widget_class_bind_template_child (widget_class, SolJoinPage, structure);
  gtk_widget_class_bind_template_child (widget_class, SolJoinPage, chosen);
  gtk_widget_class_bind_template_child (widget_class, SolJoinPage, message);
  gtk_widget_class_bind_template_child (widget_class, SolJoinPage, submit);
  gtk_widget_class_bind_template_child (widget_class, SolJoinPage, found);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_send);
  gtk_widget_class_install_action (widget_class, "join.withdraw", "s", withdraw);
}

static void
sol_join_page_init (SolJoinPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Whoever reads it may hold it yet: what it has is another account's, or nobody's. */
static void
stop_watching (SolJoinPage *self)
{
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->list);
}

/* The files of who has just signed in are opened after the page. */
static void
watch (SolJoinPage *self)
{
  SolAccountStore *store = get_store (self);

  stop_watching (self);
  show_requests (self);
  if (store == NULL)
    return;
  self->list = sol_account_store_list_records (store, "join_request");
  g_signal_connect_object (self->list, "changed", G_CALLBACK (show_requests), self,
                           G_CONNECT_SWAPPED);
}

/**
 * sol_join_page_new:
 *
 * Returns: (transfer floating): the page, which lives no longer than @place
 */
GtkWidget *
sol_join_page_new (SolAccountPlace *place)
{
  SolJoinPage *self = g_object_new (SOL_TYPE_JOIN_PAGE, NULL);
  SolSession *session = sol_account_place_get_session (place);

  self->place = place;
  sol_structure_entry_set_catalogue (self->structure, sol_session_get_store (session));
  g_signal_connect_object (sol_session_get_account_files (session), "notify::store",
                           G_CALLBACK (watch), self, G_CONNECT_SWAPPED);
  watch (self);
  return GTK_WIDGET (self);
}
