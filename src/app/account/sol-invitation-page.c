/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/sol-invitation-page.h"

#include <glib/gi18n.h>

#include "app/account/sol-account-words.h"
#include "app/widgets/sol-entry-field.h"
#include "app/widgets/sol-focus.h"
#include "app/widgets/sol-submit-bar.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "account/sol-invitation-page.ui"

/**
 * SolInvitationPage:
 *
 * Joins an organisation by the code that one of its managers made.
 */
struct _SolInvitationPage
{
  AdwBin parent_instance;

  SolAccountPlace *place; /* unowned: it holds this page */
  SolEntryField *code;
  SolSubmitBar *submit;
};

G_DEFINE_FINAL_TYPE (SolInvitationPage, sol_invitation_page, ADW_TYPE_BIN)

/* What is the organisation's comes by the feed, of which no hint comes while the line of events is
 * broken. */
static void
on_joined (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolInvitationPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *organisation = sol_account_session_accept_invitation_finish (
      SOL_ACCOUNT_SESSION (source), result, &error);
  g_autofree char *said = NULL;

  if (organisation != NULL)
    {
      sol_sync_try_now (sol_session_get_sync (sol_account_place_get_session (self->place)));
      sol_account_place_choose (self->place, organisation);
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  said = sol_account_words_refuse (sol_account_place_get_account (self->place), error);
  sol_submit_bar_end (self->submit);
  if (g_error_matches (error, SOL_ACCOUNT_ERROR, SOL_ACCOUNT_ERROR_WRONG_CODE))
    sol_entry_field_refuse (self->code, said);
  else
    sol_submit_bar_refuse (self->submit, said);
}

static void
on_send (SolInvitationPage *self)
{
  g_autofree char *code = g_strstrip (g_strdup (sol_entry_field_get_text (self->code)));

  if (*code == '\0')
    {
      sol_entry_field_refuse (self->code, _ ("Type the code that you received"));
      return;
    }
  sol_submit_bar_wait (self->submit, _ ("Checking the code…"));
  sol_account_session_accept_invitation_async (sol_account_place_get_account (self->place), code,
                                               sol_account_place_get_cancellable (self->place),
                                               on_joined, g_object_ref (self));
}

static void
on_activate (SolInvitationPage *self)
{
  sol_submit_bar_send (self->submit);
}

static gboolean
sol_invitation_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SOL_INVITATION_PAGE (widget)->code));
}

static void
sol_invitation_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_INVITATION_PAGE);
  G_OBJECT_CLASS (sol_invitation_page_parent_class)->dispose (object);
}

static void
sol_invitation_page_class_init (SolInvitationPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_invitation_page_dispose;
  sol_focus_set_grab (widget_class, sol_invitation_page_grab_focus);
  g_type_ensure (SOL_TYPE_ENTRY_FIELD);
  g_type_ensure (SOL_TYPE_SUBMIT_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolInvitationPage, code);
  gtk_widget_class_bind_template_child (widget_class, SolInvitationPage, submit);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_send);
}

static void
sol_invitation_page_init (SolInvitationPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sol_invitation_page_new:
 *
 * Returns: (transfer floating): the page, which lives no longer than @place
 */
GtkWidget *
sol_invitation_page_new (SolAccountPlace *place)
{
  SolInvitationPage *self = g_object_new (SOL_TYPE_INVITATION_PAGE, NULL);

  self->place = place;
  return GTK_WIDGET (self);
}
