/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/sol-organisations-page.h"

#include <glib/gi18n.h>

#include "app/account/sol-account-words.h"
#include "app/widgets/sol-focus.h"
#include "sol-config.h"
#include "store/sol-outbox.h"
#include "store/sol-shown-record.h"

#define TEMPLATE SOL_RESOURCE_PATH "account/sol-organisations-page.ui"

/**
 * SolOrganisationsPage:
 *
 * For whom one works now, and the ways to an organisation that is not in the list.
 */
struct _SolOrganisationsPage
{
  AdwBin parent_instance;

  SolAccountPlace *place; /* unowned: it holds this page */
  SolLiveList *founded;   /* (nullable): while the account has no files */
  GtkLabel *greeting;
  GtkLabel *explanation;
  GtkListBox *list;
  GtkListBox *ways;
};

G_DEFINE_FINAL_TYPE (SolOrganisationsPage, sol_organisations_page, ADW_TYPE_BIN)

static void
on_row_activated (SolOrganisationsPage *self, GtkListBoxRow *row)
{
  GListModel *list = sol_account_session_get_memberships (
      sol_account_place_get_account (self->place));
  g_autoptr (SolMembership) chosen = g_list_model_get_item (list, gtk_list_box_row_get_index (row));

  /* The last row is oneself. */
  sol_account_place_choose (self->place, chosen != NULL ? sol_membership_get_id (chosen) : NULL);
}

static GtkWidget *
make_row (const char *name, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *initials = sol_account_words_shorten (name);
  GtkWidget *avatar = adw_avatar_new (32, initials, TRUE);
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  g_object_set (row, "title", name, "use-markup", FALSE, "subtitle", subtitle, "activatable", TRUE,
                NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  subtitle, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), avatar);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  return row;
}

static void
append_membership (SolOrganisationsPage *self, SolMembership *membership)
{
  /* Translators: a role and a kind of organisation: "Manager · Supplier" */
  g_autofree char *subtitle = g_strdup_printf (
      _ ("%s · %s"), sol_account_words_get_name (sol_membership_get_role (membership)),
      sol_account_words_get_name (sol_membership_get_kind (membership)));

  gtk_list_box_append (self->list, make_row (sol_membership_get_name (membership), subtitle));
}

/* What he founds is his when the platform has taken it up. */
static void
append_founded (SolOrganisationsPage *self)
{
  const guint n = self->founded != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->founded))
                                        : 0;
  SolAccountSession *account = sol_account_place_get_account (self->place);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SolShownRecord) shown = g_list_model_get_item (G_LIST_MODEL (self->founded), i);
      SolRecord *record = sol_shown_record_get_record (shown);
      GtkWidget *row;

      if (record == NULL || sol_shown_record_get_state (shown) != SOL_SHOWN_WAITING ||
          sol_account_session_find_membership (account, sol_record_get_id (record)) != NULL)
        continue;
      row = make_row (sol_record_get_text (record, "name"), _ ("Waiting to be sent"));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
      gtk_widget_set_sensitive (row, FALSE);
      gtk_list_box_append (self->list, row);
    }
}

static void
show_list (SolOrganisationsPage *self)
{
  SolAccountSession *account = sol_account_place_get_account (self->place);
  GListModel *list = sol_account_session_get_memberships (account);
  const guint n = g_list_model_get_n_items (list);
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SolMembership) membership = g_list_model_get_item (list, i);

      append_membership (self, membership);
    }
  gtk_list_box_append (self->list, make_row (_ ("Myself"), _ ("For no organisation")));
  append_founded (self);
  gtk_widget_set_visible (GTK_WIDGET (self->list),
                          gtk_list_box_get_row_at_index (self->list, 1) != NULL);
  gtk_label_set_label (self->explanation,
                       n > 0 ? _ ("For whom do you work now? You can change at any time, at the "
                                  "top left.")
                             : _ ("You belong to no organisation yet. The catalogue, and what is "
                                  "your own, are there without one."));
}

static void
show_greeting (SolOrganisationsPage *self)
{
  const char *name = sol_account_session_get_name (sol_account_place_get_account (self->place));
  /* Translators: %s is the name of a person */
  g_autofree char *greeting = g_strdup_printf (_ ("Hello %s"), name != NULL ? name : "");

  gtk_label_set_label (self->greeting, g_strstrip (greeting));
}

static gboolean
sol_organisations_page_grab_focus (GtkWidget *widget)
{
  SolOrganisationsPage *self = SOL_ORGANISATIONS_PAGE (widget);
  GtkListBox *list = gtk_widget_get_visible (GTK_WIDGET (self->list)) ? self->list : self->ways;

  return gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (list, 0)));
}

static void
sol_organisations_page_dispose (GObject *object)
{
  g_clear_object (&SOL_ORGANISATIONS_PAGE (object)->founded);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_ORGANISATIONS_PAGE);
  G_OBJECT_CLASS (sol_organisations_page_parent_class)->dispose (object);
}

static void
sol_organisations_page_class_init (SolOrganisationsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_organisations_page_dispose;
  sol_focus_set_grab (widget_class, sol_organisations_page_grab_focus);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolOrganisationsPage, greeting);
  gtk_widget_class_bind_template_child (widget_class, SolOrganisationsPage, explanation);
  gtk_widget_class_bind_template_child (widget_class, SolOrganisationsPage, list);
  gtk_widget_class_bind_template_child (widget_class, SolOrganisationsPage, ways);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
sol_organisations_page_init (SolOrganisationsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The files of who has just signed in are opened after the page. */
static void
watch (SolOrganisationsPage *self)
{
  SolAccountStore *store = sol_session_get_account_store (
      sol_account_place_get_session (self->place));

  g_clear_object (&self->founded);
  if (store != NULL)
    {
      self->founded = sol_account_store_list_records (store, "organisation");
      g_signal_connect_object (self->founded, "items-changed", G_CALLBACK (show_list), self,
                               G_CONNECT_SWAPPED);
    }
  show_list (self);
}

/**
 * sol_organisations_page_new:
 *
 * Returns: (transfer floating): the page, which lives no longer than @place
 */
GtkWidget *
sol_organisations_page_new (SolAccountPlace *place)
{
  SolOrganisationsPage *self = g_object_new (SOL_TYPE_ORGANISATIONS_PAGE, NULL);
  SolAccountSession *account = sol_account_place_get_account (place);

  self->place = place;
  show_greeting (self);
  watch (self);
  g_signal_connect_object (sol_session_get_account_files (sol_account_place_get_session (place)),
                           "notify::store", G_CALLBACK (watch), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sol_account_session_get_memberships (account), "items-changed",
                           G_CALLBACK (show_list), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
