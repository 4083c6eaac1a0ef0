/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/sol-sign-out.h"

#include <glib/gi18n.h>

#include "app/account/sol-first-steps.h"
#include "app/sol-error-words.h"
#include "store/sol-account-files.h"

/**
 * SignOut:
 *
 * Somebody who signs out in one window. Nothing is asked, unless work of his was not sent.
 */
typedef struct
{
  SolWindow *window;
  SolSession *session;
  char *account;    /* of who signs out */
  gboolean changes; /* another person signs in next */
} SignOut;

static void
sign_out_free (SignOut *self)
{
  g_object_unref (self->window);
  g_object_unref (self->session);
  g_free (self->account);
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

      sol_session_account_set_discards (sol_session_get_account_files (self->session), FALSE);
      sol_window_add_toast (self->window, said);
      return;
    }
  sol_first_steps_set_hidden (self->account, FALSE);
  sol_window_add_toast (self->window,
                        revoked ? _ ("You are signed out")
                                : _ ("You are signed out here; the platform could not be told"));
  if (self->changes)
    gtk_widget_activate_action (GTK_WIDGET (self->window), "win.sign-in", NULL);
}

static void
sign_out (SignOut *owned_self, gboolean discards)
{
  sol_session_account_set_discards (sol_session_get_account_files (owned_self->session), discards);
  sol_account_session_sign_out_async (sol_session_get_account (owned_self->session), NULL,
                                      on_signed_out, owned_self);
}

static void
on_response (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  SignOut *self = user_data;

  if (g_str_equal (response, "back-up"))
    gtk_widget_activate_action (GTK_WIDGET (self->window), "win.back-up", NULL);
  if (g_str_equal (response, "stay") || g_str_equal (response, "back-up"))
    sign_out_free (self);
  else
    sign_out (self, g_str_equal (response, "discard"));
}

static void
ask (SignOut *owned_self, guint n)
{
  g_autofree char *heading = g_strdup_printf (
      ngettext ("%u change was not sent yet", "%u changes were not sent yet", n), n);
  GtkWidget *widget = adw_message_dialog_new (GTK_WINDOW (owned_self->window), heading, NULL);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (widget);

  adw_message_dialog_set_body (
      dialog, _ ("Kept on this computer, they are sent when you sign in again with "
                 "the same address. Discarded, they are lost."));
  adw_message_dialog_add_responses (dialog, "stay", _ ("_Stay Signed In"), "back-up",
                                    _ ("_Back Up to a File…"), "discard", _ ("_Discard Them"),
                                    "keep", _ ("_Keep Them Here"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (dialog, "keep", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "keep");
  adw_message_dialog_set_close_response (dialog, "stay");
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), owned_self);
  gtk_window_present (GTK_WINDOW (dialog));
}

static guint
count_work (GPtrArray *files, const char *account)
{
  for (guint i = 0; i < files->len; i++)
    {
      const SolAccountFiles *one = g_ptr_array_index (files, i);

      if (g_strcmp0 (one->account, account) == 0)
        return one->n_waiting + one->n_drafts;
    }
  return 0;
}

/* What cannot be counted stays. */
static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SolSession *session = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files = sol_account_files_list_finish (result, &error);
  const char *account = sol_account_session_get_id (sol_session_get_account (session));

  if (files == NULL)
    g_warning ("The work of the account cannot be counted: %s", error->message);
  g_task_return_int (task, files != NULL ? count_work (files, account) : 0);
}

/**
 * sol_sign_out_count_async:
 *
 * Counts what who is signed in did or typed and that was not sent.
 */
void
sol_sign_out_count_async (SolSession *session, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (session, NULL, callback, user_data);

  g_task_set_source_tag (task, sol_sign_out_count_async);
  sol_account_files_list_async (sol_session_get_folder (session), NULL, on_listed, task);
}

guint
sol_sign_out_count_finish (GAsyncResult *result)
{
  return (guint) g_task_propagate_int (G_TASK (result), NULL);
}

static void
on_counted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SignOut) self = user_data;
  const guint n = sol_sign_out_count_finish (result);

  if (n > 0)
    ask (g_steal_pointer (&self), n);
  else
    sign_out (g_steal_pointer (&self), FALSE);
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
  SignOut *self = g_new0 (SignOut, 1);

  self->window = g_object_ref (window);
  self->session = g_object_ref (session);
  self->account = g_strdup (sol_account_session_get_id (sol_session_get_account (session)));
  self->changes = changes;
  sol_sign_out_count_async (session, on_counted, self);
}
