/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/sol-sign-in-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/account/sol-account-words.h"
#include "app/catalogue/sol-supplier-actions.h"
#include "app/widgets/sol-entry-field.h"
#include "app/widgets/sol-focus.h"
#include "app/widgets/sol-submit-bar.h"
#include "model/sol-supplier.h"
#include "sol-config.h"
#include "store/sol-store-records.h"
#include "sync/sol-platform-info.h"

#define TEMPLATE SOL_RESOURCE_PATH "account/sol-sign-in-page.ui"
#define CORRECTION "correction/" /* before the structure, of a page that he comes in for */

/**
 * SolSignInPage:
 *
 * Address and password, and the ways of those who have no account, no password or no network.
 */
struct _SolSignInPage
{
  AdwBin parent_instance;

  SolAccountPlace *place; /* unowned: it holds this page */
  SolEntryField *mail;
  SolEntryField *password;
  SolSubmitBar *submit;
  GtkLabel *server;
  GtkWidget *offline;
  GtkWidget *codes;
  GtkWidget *no_codes;
  GtkLabel *no_codes_reason;
  GtkWidget *demo;
  GtkWidget *report;
  char *corrected; /* (nullable): the structure that he comes in to say what is wrong of */
  GtkWidget *web;
  GtkLabel *web_label;
};

G_DEFINE_FINAL_TYPE (SolSignInPage, sol_sign_in_page, ADW_TYPE_BIN)

static void
show_refusal (SolSignInPage *self, const GError *error)
{
  g_autofree char *said = sol_account_words_refuse (sol_account_place_get_account (self->place),
                                                    error);

  sol_submit_bar_end (self->submit);
  /* The platform has said no to it; when there was no line, nobody has seen it yet. */
  if (error->domain == SOL_ACCOUNT_ERROR)
    sol_entry_field_set_text (self->password, NULL);
  if (g_error_matches (error, SOL_ACCOUNT_ERROR, SOL_ACCOUNT_ERROR_WRONG_PASSWORD))
    sol_entry_field_refuse (self->password, said);
  else
    sol_submit_bar_refuse (self->submit, said);
}

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolSignInPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (sol_account_session_sign_in_finish (SOL_ACCOUNT_SESSION (source), result, &error))
    {
      sol_entry_field_set_text (self->password, NULL);
      sol_account_place_come_in (self->place);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_refusal (self, error);
}

static void
on_send (SolSignInPage *self)
{
  g_autofree char *address = g_strstrip (g_strdup (sol_entry_field_get_text (self->mail)));
  const char *password = sol_entry_field_get_text (self->password);
  const char *fault = sol_account_words_check_address (address);

  if (fault != NULL)
    sol_entry_field_refuse (self->mail, fault);
  else if (*password == '\0')
    sol_entry_field_refuse (self->password, _ ("Type your password"));
  else
    {
      sol_submit_bar_wait (self->submit, _ ("Signing in…"));
      sol_account_session_sign_in_async (sol_account_place_get_account (self->place), address,
                                         password, sol_account_place_get_cancellable (self->place),
                                         on_signed_in, g_object_ref (self));
    }
}

/* Return in the first field goes to the next, as a person who types would. */
static void
on_mail_activate (SolSignInPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->password));
}

static void
on_activate (SolSignInPage *self)
{
  sol_submit_bar_send (self->submit);
}

static gboolean
sol_sign_in_page_grab_focus (GtkWidget *widget)
{
  SolSignInPage *self = SOL_SIGN_IN_PAGE (widget);
  const gboolean known = *sol_entry_field_get_text (self->mail) != '\0';

  return gtk_widget_grab_focus (GTK_WIDGET (known ? self->password : self->mail));
}

static void
on_corrected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolSignInPage) self = user_data;
  g_autoptr (SolRecord) record = sol_store_get_record_finish (SOL_STORE (source), result, NULL);

  if (self->submit != NULL && record != NULL)
    sol_supplier_actions_report (GTK_WIDGET (self), SOL_STORE (source), SOL_SUPPLIER (record));
}

/* He came to say what is wrong of a structure, and writes to who keeps the catalogue instead. */
static void
report (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolAccountPlace *place = SOL_SIGN_IN_PAGE (widget)->place;

  sol_store_get_record_async (sol_session_get_store (sol_account_place_get_session (place)),
                              "supplier", SOL_SIGN_IN_PAGE (widget)->corrected,
                              sol_account_place_get_cancellable (place), on_corrected,
                              g_object_ref (widget));
}

/* @subject: (nullable): the page that he comes in for; none when he is back from another */
static void
take_subject (SolSignInPage *self, const char *subject)
{
  if (subject == NULL)
    return;
  g_clear_pointer (&self->corrected, g_free);
  if (g_str_has_prefix (subject, CORRECTION))
    self->corrected = g_strdup (subject + strlen (CORRECTION));
  gtk_widget_set_visible (self->report, self->corrected != NULL);
}

/* What was typed on another page is not asked again. */
static void
sol_sign_in_page_map (GtkWidget *widget)
{
  SolSignInPage *self = SOL_SIGN_IN_PAGE (widget);

  const char *typed = sol_account_place_get_address (self->place);
  const char *last = sol_account_session_get_address (sol_account_place_get_account (self->place));

  if (*sol_entry_field_get_text (self->mail) == '\0')
    sol_entry_field_set_text (self->mail, *typed != '\0' ? typed : last);
  take_subject (self, sol_account_place_get_subject (self->place));
  GTK_WIDGET_CLASS (sol_sign_in_page_parent_class)->map (widget);
}

static void
sol_sign_in_page_unmap (GtkWidget *widget)
{
  SolSignInPage *self = SOL_SIGN_IN_PAGE (widget);

  sol_account_place_keep (self->place, sol_entry_field_get_text (self->mail), NULL);
  GTK_WIDGET_CLASS (sol_sign_in_page_parent_class)->unmap (widget);
}

static void
sol_sign_in_page_dispose (GObject *object)
{
  g_clear_pointer (&SOL_SIGN_IN_PAGE (object)->corrected, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_SIGN_IN_PAGE);
  G_OBJECT_CLASS (sol_sign_in_page_parent_class)->dispose (object);
}

static void
sol_sign_in_page_class_init (SolSignInPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_sign_in_page_dispose;
  sol_focus_set_grab (widget_class, sol_sign_in_page_grab_focus);
  widget_class->map = sol_sign_in_page_map;
  widget_class->unmap = sol_sign_in_page_unmap;
  g_type_ensure (SOL_TYPE_ENTRY_FIELD);
  g_type_ensure (SOL_TYPE_SUBMIT_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolSignInPage, mail);
  gtk_widget_class_bind_template_child (widget_class, SolSignInPage, password);
  gtk_widget_class_bind_template_child (widget_class, SolSignInPage, submit);
  gtk_widget_class_bind_template_child (widget_class, SolSignInPage, server);
  gtk_widget_class_bind_template_child (widget_class, SolSignInPage, offline);
  gtk_widget_class_bind_template_child (widget_class, SolSignInPage, codes);
  gtk_widget_class_bind_template_child (widget_class, SolSignInPage, no_codes);
  gtk_widget_class_bind_template_child (widget_class, SolSignInPage, no_codes_reason);
  gtk_widget_class_bind_template_child (widget_class, SolSignInPage, demo);
  gtk_widget_class_bind_template_child (widget_class, SolSignInPage, report);
  gtk_widget_class_bind_template_child (widget_class, SolSignInPage, web);
  gtk_widget_class_bind_template_child (widget_class, SolSignInPage, web_label);
  gtk_widget_class_bind_template_callback (widget_class, on_send);
  gtk_widget_class_bind_template_callback (widget_class, on_mail_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_install_action (widget_class, "sign-in.report", NULL, report);
}

static void
sol_sign_in_page_init (SolSignInPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_line (SolSignInPage *self)
{
  SolSync *sync = sol_session_get_sync (sol_account_place_get_session (self->place));

  gtk_widget_set_visible (self->offline, sol_sync_get_state (sync) == SOL_SYNC_OFFLINE);
}

/* Where no code gets to anybody, nothing is offered that asks for one. */
static void
show_codes (SolSignInPage *self, gboolean come, gboolean demo)
{
  gtk_widget_set_visible (self->codes, come);
  gtk_widget_set_visible (self->no_codes, !come);
  gtk_label_set_label (self->no_codes_reason,
                       demo ? _ ("This demonstration sends no mails: take one of its accounts.")
                            : _ ("This platform sends no mails: those who run it give accounts and "
                                 "new passwords."));
}

/* @provider: (nullable): the name of where one may sign in too */
static void
show_provider (SolSignInPage *self, const char *provider)
{
  /* Translators: %s is the name of a service such as ProConnect */
  g_autofree char *label = g_strdup_printf (_ ("Sign In with %s"),
                                            provider != NULL ? provider : "");

  gtk_widget_set_visible (self->web, provider != NULL);
  gtk_label_set_label (self->web_label, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->web), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}

static void
on_asked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolSignInPage) self = user_data;
  g_autoptr (SolPlatformInfo)
      info = sol_account_session_ask_platform_finish (SOL_ACCOUNT_SESSION (source), result, NULL);

  if (info == NULL || self->demo == NULL)
    return;
  gtk_widget_set_visible (self->demo, info->accounts->len > 0);
  show_provider (self, info->provider);
  show_codes (self, info->codes != SOL_CODES_NONE, info->accounts->len > 0);
}

/**
 * sol_sign_in_page_new:
 *
 * Returns: (transfer floating): the page, which lives no longer than @place
 */
GtkWidget *
sol_sign_in_page_new (SolAccountPlace *place)
{
  SolSignInPage *self = g_object_new (SOL_TYPE_SIGN_IN_PAGE, NULL);
  SolSession *session = sol_account_place_get_session (place);

  self->place = place;
  gtk_label_set_label (self->server, sol_session_get_title (session));
  show_codes (self, sol_session_get_kind (session) != SOL_SESSION_DEMO, TRUE);
  sol_account_session_ask_platform_async (sol_account_place_get_account (place),
                                          sol_account_place_get_cancellable (place), on_asked,
                                          g_object_ref (self));
  g_signal_connect_object (sol_session_get_sync (session), "notify::state", G_CALLBACK (show_line),
                           self, G_CONNECT_SWAPPED);
  show_line (self);
  return GTK_WIDGET (self);
}
