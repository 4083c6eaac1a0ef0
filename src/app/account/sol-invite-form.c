/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/sol-invite-form.h"

#include <glib/gi18n.h>

#include "app/account/sol-account-words.h"
#include "app/catalogue/sol-words.h"
#include "app/widgets/sol-entry-field.h"
#include "app/widgets/sol-submit-bar.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "account/sol-invite-form.ui"

/**
 * SolInviteForm:
 *
 * By which a manager makes the code that lets somebody join his organisation.
 */
struct _SolInviteForm
{
  AdwBin parent_instance;

  SolAccountPlace *place; /* unowned: it holds this form */
  char *organisation;
  SolEntryField *address;
  GtkCheckButton *as_manager;
  SolSubmitBar *submit;
  GtkWidget *made;
  GtkLabel *code;
  GtkLabel *expiry;
  GtkWidget *copy;
};

G_DEFINE_FINAL_TYPE (SolInviteForm, sol_invite_form, ADW_TYPE_BIN)

static void
copy_code (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolInviteForm *self = SOL_INVITE_FORM (widget);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), gtk_label_get_label (self->code));
  sol_account_place_say (self->place, _ ("The code is copied"));
}

static void
show_code (SolInviteForm *self, const SolInvitation *invitation)
{
  g_autofree char *written = g_strdup_printf ("%" G_GINT64_FORMAT, invitation->expires_at);
  g_autofree char *until = sol_words_instant (written);
  /* Translators: %s is a day and a time */
  g_autofree char *said = g_strdup_printf (_ ("For one person, until %s"), until);

  gtk_label_set_label (self->code, invitation->code);
  gtk_label_set_label (self->expiry, said);
  gtk_widget_set_visible (self->made, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->expiry), invitation->expires_at > 0);
  gtk_widget_grab_focus (self->copy);
}

static void
on_invited (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolInviteForm) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SolInvitation)
      invitation = sol_account_session_invite_finish (SOL_ACCOUNT_SESSION (source), result, &error);
  g_autofree char *said = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  sol_submit_bar_end (self->submit);
  if (invitation != NULL)
    {
      show_code (self, invitation);
      return;
    }
  said = sol_account_words_refuse (SOL_ACCOUNT_SESSION (source), error);
  if (g_error_matches (error, SOL_ACCOUNT_ERROR, SOL_ACCOUNT_ERROR_ADDRESS))
    sol_entry_field_refuse (self->address, said);
  else
    sol_submit_bar_refuse (self->submit, said);
}

static void
on_send (SolInviteForm *self)
{
  g_autofree char *address = g_strstrip (g_strdup (sol_entry_field_get_text (self->address)));
  const gboolean manager = gtk_check_button_get_active (self->as_manager);
  const char *fault = *address != '\0' ? sol_account_words_check_address (address) : NULL;

  if (fault != NULL)
    {
      sol_entry_field_refuse (self->address, fault);
      return;
    }
  sol_submit_bar_wait (self->submit, _ ("Making the code…"));
  sol_account_session_invite_async (
      sol_account_place_get_account (self->place), self->organisation,
      manager ? "manager" : "member", *address != '\0' ? address : NULL,
      sol_account_place_get_cancellable (self->place), on_invited, g_object_ref (self));
}

static void
on_activate (SolInviteForm *self)
{
  sol_submit_bar_send (self->submit);
}

static void
sol_invite_form_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_INVITE_FORM);
  G_OBJECT_CLASS (sol_invite_form_parent_class)->dispose (object);
}

static void
sol_invite_form_finalize (GObject *object)
{
  g_free (SOL_INVITE_FORM (object)->organisation);
  G_OBJECT_CLASS (sol_invite_form_parent_class)->finalize (object);
}

static void
sol_invite_form_class_init (SolInviteFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_invite_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = sol_invite_form_finalize;
  g_type_ensure (SOL_TYPE_ENTRY_FIELD);
  g_type_ensure (SOL_TYPE_SUBMIT_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolInviteForm, address);
  gtk_widget_class_bind_template_child (widget_class, SolInviteForm, as_manager);
  gtk_widget_class_bind_template_child (widget_class, SolInviteForm, submit);
  gtk_widget_class_bind_template_child (widget_class, SolInviteForm, made);
  gtk_widget_class_bind_template_child (widget_class, SolInviteForm, code);
  gtk_widget_class_bind_template_child (widget_class, SolInviteForm, expiry);
  gtk_widget_class_bind_template_child (widget_class, SolInviteForm, copy);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_send);
  gtk_widget_class_install_action (widget_class, "invite.copy", NULL, copy_code);
}

static void
sol_invite_form_init (SolInviteForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sol_invite_form_set_organisation:
 * @place: outlives the form
 * @organisation: the id of the one to join
 *
 * Told once.
 */
void
sol_invite_form_set_organisation (SolInviteForm *self,
                                  SolAccountPlace *place,
                                  const char *organisation)
{
  self->place = place;
  self->organisation = g_strdup (organisation);
}
