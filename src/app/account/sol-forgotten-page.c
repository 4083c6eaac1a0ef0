/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/sol-forgotten-page.h"

#include <glib/gi18n.h>

#include "app/account/sol-account-words.h"
#include "app/widgets/sol-entry-field.h"
#include "app/widgets/sol-focus.h"
#include "app/widgets/sol-submit-bar.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "account/sol-forgotten-page.ui"

/**
 * SolForgottenPage:
 *
 * Has a code sent, with which another password is chosen on the next page. Whether an address has
 * an account is told to its owner alone, so the answer is the same for all.
 */
struct _SolForgottenPage
{
  AdwBin parent_instance;

  SolAccountPlace *place; /* unowned: it holds this page */
  SolEntryField *mail;
  SolSubmitBar *submit;
};

G_DEFINE_FINAL_TYPE (SolForgottenPage, sol_forgotten_page, ADW_TYPE_BIN)

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolForgottenPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;

  if (sol_account_session_reset_finish (SOL_ACCOUNT_SESSION (source), result, &error))
    {
      g_autofree char *address = g_strstrip (g_strdup (sol_entry_field_get_text (self->mail)));

      sol_submit_bar_end (self->submit);
      sol_account_place_keep (self->place, address, NULL);
      sol_account_place_show (self->place, "reset");
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  said = sol_account_words_refuse (sol_account_place_get_account (self->place), error);
  sol_submit_bar_refuse (self->submit, said);
}

static void
on_send (SolForgottenPage *self)
{
  g_autofree char *address = g_strstrip (g_strdup (sol_entry_field_get_text (self->mail)));
  const char *fault = sol_account_words_check_address (address);

  if (fault != NULL)
    {
      sol_entry_field_refuse (self->mail, fault);
      return;
    }
  sol_submit_bar_wait (self->submit, _ ("Sending the code…"));
  sol_account_session_reset_async (sol_account_place_get_account (self->place), address,
                                   sol_account_place_get_cancellable (self->place), on_sent,
                                   g_object_ref (self));
}

static void
on_activate (SolForgottenPage *self)
{
  sol_submit_bar_send (self->submit);
}

static gboolean
sol_forgotten_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SOL_FORGOTTEN_PAGE (widget)->mail));
}

static void
sol_forgotten_page_map (GtkWidget *widget)
{
  SolForgottenPage *self = SOL_FORGOTTEN_PAGE (widget);

  if (*sol_entry_field_get_text (self->mail) == '\0')
    sol_entry_field_set_text (self->mail, sol_account_place_get_address (self->place));
  GTK_WIDGET_CLASS (sol_forgotten_page_parent_class)->map (widget);
}

static void
sol_forgotten_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_FORGOTTEN_PAGE);
  G_OBJECT_CLASS (sol_forgotten_page_parent_class)->dispose (object);
}

static void
sol_forgotten_page_class_init (SolForgottenPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_forgotten_page_dispose;
  sol_focus_set_grab (widget_class, sol_forgotten_page_grab_focus);
  widget_class->map = sol_forgotten_page_map;
  g_type_ensure (SOL_TYPE_ENTRY_FIELD);
  g_type_ensure (SOL_TYPE_SUBMIT_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolForgottenPage, mail);
  gtk_widget_class_bind_template_child (widget_class, SolForgottenPage, submit);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_send);
}

static void
sol_forgotten_page_init (SolForgottenPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sol_forgotten_page_new:
 *
 * Returns: (transfer floating): the page, which lives no longer than @place
 */
GtkWidget *
sol_forgotten_page_new (SolAccountPlace *place)
{
  SolForgottenPage *self = g_object_new (SOL_TYPE_FORGOTTEN_PAGE, NULL);

  self->place = place;
  return GTK_WIDGET (self);
}
