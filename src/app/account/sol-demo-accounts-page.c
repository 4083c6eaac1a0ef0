/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/sol-demo-accounts-page.h"

#include <glib/gi18n.h>

#include "app/account/sol-account-words.h"
#include "app/widgets/sol-focus.h"
#include "sol-config.h"
#include "sync/sol-platform-info.h"

#define TEMPLATE SOL_RESOURCE_PATH "account/sol-demo-accounts-page.ui"

/**
 * SolDemoAccountsPage:
 *
 * The invented people of a demonstration: one comes in as one of them by a click, or looks round as
 * nobody.
 */
struct _SolDemoAccountsPage
{
  AdwBin parent_instance;

  SolAccountPlace *place; /* unowned: it holds this page */
  SolPlatformInfo *info;  /* (nullable): with its ready accounts */
  GtkWidget *look;
  GtkListBox *accounts;
  GtkWidget *said;
  GtkLabel *message;
};

G_DEFINE_FINAL_TYPE (SolDemoAccountsPage, sol_demo_accounts_page, ADW_TYPE_BIN)

static void
say (SolDemoAccountsPage *self, const GError *error)
{
  g_autofree char *said = error != NULL ? sol_account_words_refuse (
                                              sol_account_place_get_account (self->place), error)
                                        : NULL;

  gtk_label_set_label (self->message, said != NULL ? said : "");
  gtk_widget_set_visible (self->said, said != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->accounts), TRUE);
}

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolDemoAccountsPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (sol_account_session_sign_in_finish (SOL_ACCOUNT_SESSION (source), result, &error))
    sol_account_place_come_in (self->place);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    say (self, error);
}

static void
on_row_activated (SolDemoAccountsPage *self, GtkListBoxRow *row)
{
  const SolReadyAccount *person = g_ptr_array_index (self->info->accounts,
                                                     gtk_list_box_row_get_index (row));

  say (self, NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->accounts), FALSE);
  sol_account_session_sign_in_async (
      sol_account_place_get_account (self->place), person->address, person->password,
      sol_account_place_get_cancellable (self->place), on_signed_in, g_object_ref (self));
}

static GtkWidget *
make_row (const SolReadyAccount *person)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *initials = sol_account_words_shorten (person->name);
  GtkWidget *avatar = adw_avatar_new (32, initials, TRUE);
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");
  const char *kind = sol_account_words_get_name (person->kind);

  g_object_set (avatar, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  g_object_set (arrow, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  g_object_set (row, "title", person->name, "use-markup", FALSE, "subtitle", kind, "activatable",
                TRUE, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, kind,
                                  -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), avatar);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  return row;
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolDemoAccountsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SolPlatformInfo)
      info = sol_account_session_ask_platform_finish (SOL_ACCOUNT_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (info == NULL)
    {
      say (self, error);
      return;
    }
  self->info = g_steal_pointer (&info);
  gtk_widget_set_visible (GTK_WIDGET (self->accounts), self->info->accounts->len > 0);
  for (guint i = 0; i < self->info->accounts->len; i++)
    gtk_list_box_append (self->accounts, make_row (g_ptr_array_index (self->info->accounts, i)));
}

static gboolean
sol_demo_accounts_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (SOL_DEMO_ACCOUNTS_PAGE (widget)->look);
}

static void
sol_demo_accounts_page_dispose (GObject *object)
{
  g_clear_pointer (&SOL_DEMO_ACCOUNTS_PAGE (object)->info, sol_platform_info_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_DEMO_ACCOUNTS_PAGE);
  G_OBJECT_CLASS (sol_demo_accounts_page_parent_class)->dispose (object);
}

static void
sol_demo_accounts_page_class_init (SolDemoAccountsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_demo_accounts_page_dispose;
  sol_focus_set_grab (widget_class, sol_demo_accounts_page_grab_focus);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolDemoAccountsPage, look);
  gtk_widget_class_bind_template_child (widget_class, SolDemoAccountsPage, accounts);
  gtk_widget_class_bind_template_child (widget_class, SolDemoAccountsPage, said);
  gtk_widget_class_bind_template_child (widget_class, SolDemoAccountsPage, message);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
sol_demo_accounts_page_init (SolDemoAccountsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sol_demo_accounts_page_new:
 *
 * Returns: (transfer floating): the page, which lives no longer than @place
 */
GtkWidget *
sol_demo_accounts_page_new (SolAccountPlace *place)
{
  SolDemoAccountsPage *self = g_object_new (SOL_TYPE_DEMO_ACCOUNTS_PAGE, NULL);

  self->place = place;
  gtk_widget_set_visible (GTK_WIDGET (self->accounts), FALSE);
  sol_account_session_ask_platform_async (sol_account_place_get_account (place),
                                          sol_account_place_get_cancellable (place), on_listed,
                                          g_object_ref (self));
  return GTK_WIDGET (self);
}
