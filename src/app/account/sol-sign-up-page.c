/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/sol-sign-up-page.h"

#include <glib/gi18n.h>

#include "app/account/sol-account-words.h"
#include "app/account/sol-kind-choice.h"
#include "app/widgets/sol-entry-field.h"
#include "app/widgets/sol-focus.h"
#include "app/widgets/sol-submit-bar.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "account/sol-sign-up-page.ui"

/**
 * SolSignUpPage:
 *
 * A new account: as what one comes, one's name, address and password. The code that follows is
 * asked on the next page.
 */
struct _SolSignUpPage
{
  AdwBin parent_instance;

  SolAccountPlace *place; /* unowned: it holds this page */
  SolKindChoice *kind;
  SolEntryField *name;
  SolEntryField *mail;
  SolEntryField *password;
  SolSubmitBar *submit;
};

G_DEFINE_FINAL_TYPE (SolSignUpPage, sol_sign_up_page, ADW_TYPE_BIN)

static char *
get_text (SolEntryField *field)
{
  return g_strstrip (g_strdup (sol_entry_field_get_text (field)));
}

static void
on_signed_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolSignUpPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;

  if (sol_account_session_sign_up_finish (SOL_ACCOUNT_SESSION (source), result, &error))
    {
      g_autofree char *address = get_text (self->mail);

      sol_submit_bar_end (self->submit);
      sol_account_place_keep (self->place, address, sol_entry_field_get_text (self->password));
      sol_account_place_show (self->place, "confirm");
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  said = sol_account_words_refuse (sol_account_place_get_account (self->place), error);
  sol_submit_bar_end (self->submit);
  if (g_error_matches (error, SOL_ACCOUNT_ERROR, SOL_ACCOUNT_ERROR_PASSWORD))
    sol_entry_field_refuse (self->password, said);
  else
    sol_submit_bar_refuse (self->submit, said);
}

static gboolean
check (SolEntryField *field, const char *fault)
{
  if (fault != NULL)
    sol_entry_field_refuse (field, fault);
  return fault == NULL;
}

static void
on_send (SolSignUpPage *self)
{
  g_autofree char *name = get_text (self->name);
  g_autofree char *address = get_text (self->mail);
  const char *password = sol_entry_field_get_text (self->password);

  if (!check (self->name, *name == '\0' ? _ ("Type your name") : NULL) ||
      !check (self->mail, sol_account_words_check_address (address)) ||
      !check (self->password, sol_account_words_check_password (password)))
    return;

  sol_submit_bar_wait (self->submit, _ ("Creating the account…"));
  sol_account_session_sign_up_async (sol_account_place_get_account (self->place), address, password,
                                     name, sol_kind_choice_get_kind (self->kind),
                                     sol_account_place_get_cancellable (self->place), on_signed_up,
                                     g_object_ref (self));
}

static void
on_activate (SolSignUpPage *self, SolEntryField *field)
{
  if (field == self->password)
    sol_submit_bar_send (self->submit);
  else
    gtk_widget_grab_focus (GTK_WIDGET (field == self->name ? self->mail : self->password));
}

static void
on_password (SolSignUpPage *self)
{
  g_autofree char *hint = sol_account_words_make_password_hint (
      sol_entry_field_get_text (self->password));

  sol_entry_field_set_hint (self->password, hint);
}

static gboolean
sol_sign_up_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SOL_SIGN_UP_PAGE (widget)->kind));
}

static void
sol_sign_up_page_map (GtkWidget *widget)
{
  SolSignUpPage *self = SOL_SIGN_UP_PAGE (widget);

  if (*sol_entry_field_get_text (self->mail) == '\0')
    sol_entry_field_set_text (self->mail, sol_account_place_get_address (self->place));
  GTK_WIDGET_CLASS (sol_sign_up_page_parent_class)->map (widget);
}

static void
sol_sign_up_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_SIGN_UP_PAGE);
  G_OBJECT_CLASS (sol_sign_up_page_parent_class)->dispose (object);
}

static void
sol_sign_up_page_class_init (SolSignUpPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_sign_up_page_dispose;
  sol_focus_set_grab (widget_class, sol_sign_up_page_grab_focus);
  widget_class->map = sol_sign_up_page_map;
  g_type_ensure (SOL_TYPE_ENTRY_FIELD);
  g_type_ensure (SOL_TYPE_KIND_CHOICE);
  g_type_ensure (SOL_TYPE_SUBMIT_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolSignUpPage, kind);
  gtk_widget_class_bind_template_child (widget_class, SolSignUpPage, name);
  gtk_widget_class_bind_template_child (widget_class, SolSignUpPage, mail);
  gtk_widget_class_bind_template_child (widget_class, SolSignUpPage, password);
  gtk_widget_class_bind_template_child (widget_class, SolSignUpPage, submit);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_send);
}

static void
sol_sign_up_page_init (SolSignUpPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->password, "notify::text", G_CALLBACK (on_password), self,
                           G_CONNECT_SWAPPED);
  on_password (self);
}

/**
 * sol_sign_up_page_new:
 *
 * Returns: (transfer floating): the page, which lives no longer than @place
 */
GtkWidget *
sol_sign_up_page_new (SolAccountPlace *place)
{
  SolSignUpPage *self = g_object_new (SOL_TYPE_SIGN_UP_PAGE, NULL);

  self->place = place;
  return GTK_WIDGET (self);
}
