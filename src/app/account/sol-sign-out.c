/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/sol-sign-out.h"

#include <glib/gi18n.h>

#include "app/sol-error-words.h"

typedef struct
{
  SolWindow *window;
  gboolean changes;
} SignOut;

static void
sign_out_free (SignOut *self)
{
  g_object_unref (self->window);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignOut, sign_out_free)

static void
on_signed_out (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SignOut) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean revoked = FALSE;

  if (!sol_account_session_sign_out_finish (SOL_ACCOUNT_SESSION (source), result, &revoked, &error))
    {
      g_autofree char *said = sol_error_words_say (error);

      sol_window_add_toast (self->window, said);
      return;
    }
  sol_window_add_toast (self->window,
                        revoked ? _ ("You are signed out")
                                : _ ("You are signed out here; the platform could not be told"));
  if (self->changes)
    gtk_widget_activate_action (GTK_WIDGET (self->window), "win.account", "s", "sign-in");
}

/**
 * sol_sign_out_start:
 * @changes: whether another person signs in next
 *
 * Signs out who is signed in at the platform of @session.
 */
void
sol_sign_out_start (SolWindow *window, SolSession *session, gboolean changes)
{
  SolAccountSession *account = sol_session_get_account (session);
  SignOut *self = g_new0 (SignOut, 1);

  self->window = g_object_ref (window);
  self->changes = changes;
  sol_account_session_sign_out_async (account, NULL, on_signed_out, self);
}
