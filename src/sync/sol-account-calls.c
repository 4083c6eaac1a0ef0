/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/sol-clock.h"
#include "model/sol-json.h"
#include "net/sol-authorizer.h"
#include "sync/sol-account-session-private.h"

/* Signing up, in and out, and the account itself. */

#define MAX_CLIENT 100            /* characters, of the server's rule */
#define REVOKE_WAIT_MS (5 * 1000) /* whoever leaves does not wait for the line */

/**
 * sol_account_json: (skip)
 * @name: of a member; then its text, which may be %NULL to leave it out; then the next name
 *
 * Returns: (transfer full): an object of texts; free with sol_authorizer_free_secret()
 */
char *
sol_account_json (const char *name, ...)
{
  GString *text = g_string_sized_new (512);
  va_list members;

  va_start (members, name);
  for (; name != NULL; name = va_arg (members, const char *))
    {
      const char *value = va_arg (members, const char *);

      if (value == NULL)
        continue;
      g_string_append_c (text, text->len == 0 ? '{' : ',');
      sol_json_append_string (text, name);
      g_string_append_c (text, ':');
      sol_json_append_string (text, value);
    }
  va_end (members);
  g_string_append (text, text->len == 0 ? "{}" : "}");
  return g_string_free (text, FALSE);
}

/* As the server's mails are written: in French or English. */
const char *
sol_account_get_locale (void)
{
  const char *const *names = g_get_language_names ();

  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_has_prefix (names[i], "fr") || g_str_has_prefix (names[i], "en"))
      return names[i][0] == 'f' ? "fr" : "en";
  return "fr";
}

/* By what a person knows this computer in the list of his sessions. */
char *
sol_account_make_client_name (void)
{
  g_autofree char *name = g_strdup_printf ("Achetons Solidaires (%s)", g_get_host_name ());
  g_autofree char *valid = g_utf8_make_valid (name, -1);

  return g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), MAX_CLIENT));
}

static GTask *
task_new (SolAccountSession *self,
          gpointer tag,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  return task;
}

static gboolean
finish (SolAccountSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * sol_account_session_sign_up_async:
 * @kind: supplier, buyer, partner or individual
 *
 * Asks for an account: a code goes to @address, for sol_account_session_confirm_async(). That the
 * address has an account already is told to its owner alone, by mail.
 */
void
sol_account_session_sign_up_async (SolAccountSession *self,
                                   const char *address,
                                   const char *password,
                                   const char *name,
                                   const char *kind,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  char *body = sol_account_json ("address", address, "password", password, "name", name, "kind",
                                 kind, "locale", sol_account_get_locale (), NULL);

  sol_account_session_ask_open (
      task_new (self, sol_account_session_sign_up_async, cancellable, callback, user_data), "POST",
      "/v1/accounts", body, sol_account_session_done);
  sol_authorizer_free_secret (body);
}

gboolean
sol_account_session_sign_up_finish (SolAccountSession *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error);
}

/**
 * sol_account_session_confirm_async:
 * @password: the one given when the account was asked for
 * @code: as the mail tells it; spaces and small letters do not matter
 *
 * Confirms the address, and signs in.
 */
void
sol_account_session_confirm_async (SolAccountSession *self,
                                   const char *address,
                                   const char *password,
                                   const char *code,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autofree char *client = sol_account_make_client_name ();
  char *body = sol_account_json ("address", address, "password", password, "code", code, "client",
                                 client, NULL);

  sol_account_session_ask_open (
      task_new (self, sol_account_session_confirm_async, cancellable, callback, user_data), "POST",
      "/v1/accounts/confirm", body, sol_account_session_take_sign_in);
  sol_authorizer_free_secret (body);
}

gboolean
sol_account_session_confirm_finish (SolAccountSession *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error);
}

/**
 * sol_account_session_sign_in_async:
 *
 * Signs in, here or again. While another account is signed in it fails with
 * %SOL_ACCOUNT_ERROR_OTHER.
 */
void
sol_account_session_sign_in_async (SolAccountSession *self,
                                   const char *address,
                                   const char *password,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autofree char *client = sol_account_make_client_name ();
  char *body = sol_account_json ("address", address, "password", password, "client", client, NULL);

  sol_account_session_ask_open (
      task_new (self, sol_account_session_sign_in_async, cancellable, callback, user_data), "POST",
      "/v1/sessions", body, sol_account_session_take_sign_in);
  sol_authorizer_free_secret (body);
}

gboolean
sol_account_session_sign_in_finish (SolAccountSession *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error);
}

/* The time that the server is given to answer a sign-out. */
typedef struct
{
  GCancellable *cancellable;
  GSource *timer;
} Farewell;

static void
farewell_free (gpointer data)
{
  Farewell *farewell = data;

  sol_clock_clear_timeout (&farewell->timer);
  g_object_unref (farewell->cancellable);
  g_free (farewell);
}

static gboolean
on_farewell_over (gpointer user_data)
{
  Farewell *farewell = user_data;

  g_cancellable_cancel (farewell->cancellable);
  return G_SOURCE_REMOVE;
}

static void
on_revoked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  g_autoptr (SolReply) reply = sol_client_call_finish (SOL_CLIENT (source), result, NULL);

  g_task_set_task_data (task, GINT_TO_POINTER (reply != NULL && sol_reply_is_success (reply)),
                        NULL);
  sol_account_session_forget (task);
}

/**
 * sol_account_session_sign_out_async:
 *
 * Ends the session at the server, when it can be reached, and forgets it here in any case: no token
 * is left. What was typed and not sent is in the account's folder, and waits for him there; who
 * calls this has asked him before.
 */
void
sol_account_session_sign_out_async (SolAccountSession *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task = task_new (self, sol_account_session_sign_out_async, cancellable, callback,
                          user_data);
  Farewell *farewell = g_new0 (Farewell, 1);

  farewell->cancellable = g_cancellable_new ();
  farewell->timer = sol_clock_start_timeout (NULL, REVOKE_WAIT_MS, on_farewell_over, farewell,
                                             NULL);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, farewell, farewell_free);
  sol_client_call_async (sol_account_session_get_client (self), "DELETE", "/v1/sessions/current",
                         NULL, 0, farewell->cancellable, on_revoked, task);
}

/**
 * sol_account_session_sign_out_finish:
 * @revoked: (out) (optional): whether the server knows of it; else the session ends there by
 * itself, 60 days after it was last used
 */
gboolean
sol_account_session_sign_out_finish (SolAccountSession *self,
                                     GAsyncResult *result,
                                     gboolean *revoked,
                                     GError **error)
{
  if (revoked != NULL)
    *revoked = GPOINTER_TO_INT (g_task_get_task_data (G_TASK (result)));
  return finish (self, result, error);
}

/**
 * sol_account_session_reset_async:
 *
 * A password is forgotten: a code goes to @address, if it has an account, for
 * sol_account_session_reset_confirm_async().
 */
void
sol_account_session_reset_async (SolAccountSession *self,
                                 const char *address,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autofree char *body = sol_account_json ("address", address, NULL);

  sol_account_session_ask_open (
      task_new (self, sol_account_session_reset_async, cancellable, callback, user_data), "POST",
      "/v1/passwords", body, sol_account_session_done);
}

gboolean
sol_account_session_reset_finish (SolAccountSession *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error);
}

/**
 * sol_account_session_reset_confirm_async:
 * @password: the new one
 *
 * Sets another password; all sessions end, so one signs in with it next.
 */
void
sol_account_session_reset_confirm_async (SolAccountSession *self,
                                         const char *address,
                                         const char *password,
                                         const char *code,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data)
{
  char *body = sol_account_json ("address", address, "password", password, "code", code, NULL);

  sol_account_session_ask_open (
      task_new (self, sol_account_session_reset_confirm_async, cancellable, callback, user_data),
      "POST", "/v1/passwords/confirm", body, sol_account_session_done);
  sol_authorizer_free_secret (body);
}

gboolean
sol_account_session_reset_confirm_finish (SolAccountSession *self,
                                          GAsyncResult *result,
                                          GError **error)
{
  return finish (self, result, error);
}

/**
 * sol_account_session_refresh_async:
 *
 * Asks the server what it knows of the account, and which organisations it may act for.
 */
void
sol_account_session_refresh_async (SolAccountSession *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  sol_account_session_ask (
      task_new (self, sol_account_session_refresh_async, cancellable, callback, user_data), "GET",
      "/v1/account", NULL, sol_account_session_take_account);
}

gboolean
sol_account_session_refresh_finish (SolAccountSession *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error);
}

/**
 * sol_account_session_change_async:
 * @name: (nullable): what others read; %NULL to leave it
 * @password: (nullable): the present one, with a new one
 * @new_password: (nullable): all other sessions end with it
 */
void
sol_account_session_change_async (SolAccountSession *self,
                                  const char *name,
                                  const char *password,
                                  const char *new_password,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  char *body = sol_account_json ("name", name, "password", password, "new_password", new_password,
                                 NULL);

  sol_account_session_ask (
      task_new (self, sol_account_session_change_async, cancellable, callback, user_data), "PATCH",
      "/v1/account", body, sol_account_session_take_account);
  sol_authorizer_free_secret (body);
}

gboolean
sol_account_session_change_finish (SolAccountSession *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error);
}
