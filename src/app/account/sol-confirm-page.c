/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/sol-confirm-page.h"

#include <glib/gi18n.h>

#include "app/account/sol-account-words.h"
#include "app/widgets/sol-entry-field.h"
#include "app/widgets/sol-focus.h"
#include "app/widgets/sol-submit-bar.h"
#include "sol-config.h"
#include "sync/sol-platform-info.h"

#define TEMPLATE SOL_RESOURCE_PATH "account/sol-confirm-page.ui"

/**
 * SolConfirmPage:
 *
 * The code that says whose address it is. With it an account is opened or, after a password was
 * forgotten, another one is chosen: then the page asks for that.
 */
struct _SolConfirmPage
{
  AdwBin parent_instance;

  SolAccountPlace *place; /* unowned: it holds this page */
  gboolean resets;
  GtkLabel *title;
  GtkLabel *explanation;
  GtkWidget *nothing_came;
  SolCodesWay codes;
  SolEntryField *mail;
  SolEntryField *code;
  SolEntryField *password;
  SolSubmitBar *submit;
};

G_DEFINE_FINAL_TYPE (SolConfirmPage, sol_confirm_page, ADW_TYPE_BIN)

static char *
get_text (SolEntryField *field)
{
  return g_strstrip (g_strdup (sol_entry_field_get_text (field)));
}

/* Of the page before, or typed here. */
static const char *
get_password (SolConfirmPage *self)
{
  const char *kept = self->resets ? NULL : sol_account_place_get_password (self->place);

  return kept != NULL ? kept : sol_entry_field_get_text (self->password);
}

static void
refuse_password (SolConfirmPage *self, const char *said)
{
  sol_account_place_keep (self->place, sol_account_place_get_address (self->place), NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->password), TRUE);
  sol_entry_field_set_text (self->password, NULL);
  sol_entry_field_refuse (self->password, said);
}

static void
show_refusal (SolConfirmPage *self, const GError *error)
{
  g_autofree char *said = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  said = sol_account_words_refuse (sol_account_place_get_account (self->place), error);
  sol_submit_bar_end (self->submit);
  if (g_error_matches (error, SOL_ACCOUNT_ERROR, SOL_ACCOUNT_ERROR_WRONG_CODE))
    sol_entry_field_refuse (self->code, said);
  else if (g_error_matches (error, SOL_ACCOUNT_ERROR, SOL_ACCOUNT_ERROR_PASSWORD) ||
           g_error_matches (error, SOL_ACCOUNT_ERROR, SOL_ACCOUNT_ERROR_WRONG_PASSWORD))
    refuse_password (self, said);
  else
    sol_submit_bar_refuse (self->submit, said);
}

static void
on_confirmed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolConfirmPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (sol_account_session_confirm_finish (SOL_ACCOUNT_SESSION (source), result, &error))
    sol_account_place_come_in (self->place);
  else
    show_refusal (self, error);
}

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolConfirmPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (sol_account_session_sign_in_finish (SOL_ACCOUNT_SESSION (source), result, &error))
    sol_account_place_come_in (self->place);
  else
    show_refusal (self, error);
}

/* The new password is there: nobody types it once more. */
static void
on_reset (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolConfirmPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *address = get_text (self->mail);

  if (sol_account_session_reset_confirm_finish (SOL_ACCOUNT_SESSION (source), result, &error))
    sol_account_session_sign_in_async (SOL_ACCOUNT_SESSION (source), address, get_password (self),
                                       sol_account_place_get_cancellable (self->place),
                                       on_signed_in, g_object_ref (self));
  else
    show_refusal (self, error);
}

static gboolean
check (SolEntryField *field, const char *fault)
{
  if (fault != NULL)
    sol_entry_field_refuse (field, fault);
  return fault == NULL;
}

static void
on_send (SolConfirmPage *self)
{
  SolAccountSession *account = sol_account_place_get_account (self->place);
  GCancellable *cancellable = sol_account_place_get_cancellable (self->place);
  g_autofree char *address = get_text (self->mail);
  g_autofree char *code = get_text (self->code);
  const char *password = get_password (self);

  if (!check (self->mail, sol_account_words_check_address (address)) ||
      !check (self->code, *code == '\0' ? _ ("Type the code that you received") : NULL) ||
      !check (self->password, sol_account_words_check_password (password)))
    return;

  sol_submit_bar_wait (self->submit, _ ("Checking the code…"));
  if (self->resets)
    sol_account_session_reset_confirm_async (account, address, password, code, cancellable,
                                             on_reset, g_object_ref (self));
  else
    sol_account_session_confirm_async (account, address, password, code, cancellable, on_confirmed,
                                       g_object_ref (self));
}

static void
on_activate (SolConfirmPage *self, SolEntryField *field)
{
  if (field == self->mail)
    gtk_widget_grab_focus (GTK_WIDGET (self->code));
  else if (field == self->code && gtk_widget_get_visible (GTK_WIDGET (self->password)) &&
           *sol_entry_field_get_text (self->password) == '\0')
    gtk_widget_grab_focus (GTK_WIDGET (self->password));
  else
    sol_submit_bar_send (self->submit);
}

static void
on_password (SolConfirmPage *self)
{
  g_autofree char *hint = sol_account_words_make_password_hint (
      sol_entry_field_get_text (self->password));

  if (self->resets)
    sol_entry_field_set_hint (self->password, hint);
}

static gboolean
sol_confirm_page_grab_focus (GtkWidget *widget)
{
  SolConfirmPage *self = SOL_CONFIRM_PAGE (widget);
  const gboolean known = *sol_entry_field_get_text (self->mail) != '\0';

  return gtk_widget_grab_focus (GTK_WIDGET (known ? self->code : self->mail));
}

static void
show_way (SolConfirmPage *self)
{
  const char *address = sol_account_place_get_address (self->place);
  const gboolean shown = self->codes == SOL_CODES_SHOWN;
  g_autofree char *said = shown ? g_strdup (_ ("This platform sends no mails: those who run it "
                                               "have your code. Ask them for it."))
                                : g_strdup_printf (_ ("It was sent to %s."), address);

  gtk_widget_set_visible (GTK_WIDGET (self->explanation), shown || *address != '\0');
  gtk_label_set_label (self->explanation, said);
  gtk_widget_set_visible (self->nothing_came, !shown);
}

static void
on_asked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolConfirmPage) self = user_data;
  g_autoptr (SolPlatformInfo)
      info = sol_account_session_ask_platform_finish (SOL_ACCOUNT_SESSION (source), result, NULL);

  if (info == NULL || self->explanation == NULL)
    return;
  self->codes = info->codes;
  show_way (self);
}

/* The address and the password of the page before are not asked again. */
static void
sol_confirm_page_map (GtkWidget *widget)
{
  SolConfirmPage *self = SOL_CONFIRM_PAGE (widget);
  const char *address = sol_account_place_get_address (self->place);

  show_way (self);
  if (*address != '\0')
    sol_entry_field_set_text (self->mail, address);
  gtk_widget_set_visible (GTK_WIDGET (self->mail), *address == '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->password),
                          self->resets || sol_account_place_get_password (self->place) == NULL);
  GTK_WIDGET_CLASS (sol_confirm_page_parent_class)->map (widget);
}

static void
sol_confirm_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_CONFIRM_PAGE);
  G_OBJECT_CLASS (sol_confirm_page_parent_class)->dispose (object);
}

static void
sol_confirm_page_class_init (SolConfirmPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_confirm_page_dispose;
  sol_focus_set_grab (widget_class, sol_confirm_page_grab_focus);
  widget_class->map = sol_confirm_page_map;
  g_type_ensure (SOL_TYPE_ENTRY_FIELD);
  g_type_ensure (SOL_TYPE_SUBMIT_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolConfirmPage, title);
  gtk_widget_class_bind_template_child (widget_class, SolConfirmPage, explanation);
  gtk_widget_class_bind_template_child (widget_class, SolConfirmPage, nothing_came);
  gtk_widget_class_bind_template_child (widget_class, SolConfirmPage, mail);
  gtk_widget_class_bind_template_child (widget_class, SolConfirmPage, code);
  gtk_widget_class_bind_template_child (widget_class, SolConfirmPage, password);
  gtk_widget_class_bind_template_child (widget_class, SolConfirmPage, submit);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_send);
}

static void
sol_confirm_page_init (SolConfirmPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->password, "notify::text", G_CALLBACK (on_password), self,
                           G_CONNECT_SWAPPED);
}

/**
 * sol_confirm_page_new:
 *
 * Returns: (transfer floating): the page that opens an account, which lives no longer than @place
 */
GtkWidget *
sol_confirm_page_new (SolAccountPlace *place)
{
  SolConfirmPage *self = g_object_new (SOL_TYPE_CONFIRM_PAGE, NULL);

  self->place = place;
  sol_account_session_ask_platform_async (sol_account_place_get_account (place),
                                          sol_account_place_get_cancellable (place), on_asked,
                                          g_object_ref (self));
  return GTK_WIDGET (self);
}

/**
 * sol_confirm_page_new_for_reset:
 *
 * Returns: (transfer floating): the page that chooses another password
 */
GtkWidget *
sol_confirm_page_new_for_reset (SolAccountPlace *place)
{
  SolConfirmPage *self = SOL_CONFIRM_PAGE (sol_confirm_page_new (place));

  self->resets = TRUE;
  gtk_label_set_label (self->title, _ ("Choose another password"));
  g_object_set (self->password, "label", _ ("New _password"), NULL);
  g_object_set (self->submit, "label", _ ("Change the Password"), NULL);
  on_password (self);
  return GTK_WIDGET (self);
}
