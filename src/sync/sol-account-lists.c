/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/sol-authorizer.h"
#include "sync/sol-account-session-private.h"

/* What an account has several of: sessions, invitations. */

void
sol_signed_in_free (SolSignedIn *self)
{
  g_free (self->id);
  g_free (self->client);
  g_free (self);
}

void
sol_invitation_free (SolInvitation *self)
{
  g_free (self->code);
  g_free (self->link);
  g_free (self);
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

static void
take_sessions (GTask *owned_task, const SolReply *reply)
{
  g_autoptr (GTask) task = owned_task;
  g_autoptr (GPtrArray)
      sessions = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_signed_in_free);
  const guint n = sol_reply_get_length (reply, "sessions");

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SolReply) item = sol_reply_get_item (reply, "sessions", i);
      SolSignedIn *session;

      if (item == NULL || sol_reply_get_text (item, "id") == NULL)
        continue;
      session = g_new0 (SolSignedIn, 1);
      session->id = g_strdup (sol_reply_get_text (item, "id"));
      session->client = g_strdup (sol_reply_get_text (item, "client"));
      session->created_at = sol_reply_get_instant (item, "created_at");
      session->used_at = sol_reply_get_instant (item, "used_at");
      session->expires_at = sol_reply_get_instant (item, "expires_at");
      session->current = sol_reply_get_flag (item, "current");
      g_ptr_array_add (sessions, session);
    }
  g_task_return_pointer (task, g_steal_pointer (&sessions), (GDestroyNotify) g_ptr_array_unref);
}

/**
 * sol_account_session_list_sessions_async:
 *
 * Asks where the account is signed in.
 */
void
sol_account_session_list_sessions_async (SolAccountSession *self,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data)
{
  sol_account_session_ask (
      task_new (self, sol_account_session_list_sessions_async, cancellable, callback, user_data),
      "GET", "/v1/sessions", NULL, take_sessions);
}

/**
 * sol_account_session_list_sessions_finish:
 *
 * Returns: (transfer full) (element-type SolSignedIn): the newest first
 */
GPtrArray *
sol_account_session_list_sessions_finish (SolAccountSession *self,
                                          GAsyncResult *result,
                                          GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sol_account_session_end_session_async:
 * @session: an id of the list; "others" for all but this one. To end this one, sign out
 */
void
sol_account_session_end_session_async (SolAccountSession *self,
                                       const char *session,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_autofree char *safe = g_uri_escape_string (session, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/v1/sessions/", safe, NULL);

  sol_account_session_ask (
      task_new (self, sol_account_session_end_session_async, cancellable, callback, user_data),
      "DELETE", path, NULL, sol_account_session_done);
}

gboolean
sol_account_session_end_session_finish (SolAccountSession *self,
                                        GAsyncResult *result,
                                        GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* (nullable): %NULL, and the task is answered, without a code that nobody was sent */
static SolInvitation *
read_invitation (GTask *task, const SolReply *reply)
{
  SolInvitation *invitation;

  if (sol_reply_get_text (reply, "code") == NULL && !sol_reply_get_flag (reply, "mailed"))
    {
      g_task_return_new_error (task, SOL_ACCOUNT_ERROR, SOL_ACCOUNT_ERROR_FAILED,
                               "The server invites without a code");
      return NULL;
    }
  invitation = g_new0 (SolInvitation, 1);
  invitation->code = g_strdup (sol_reply_get_text (reply, "code"));
  invitation->link = g_strdup (sol_reply_get_text (reply, "link"));
  invitation->expires_at = sol_reply_get_instant (reply, "expires_at");
  invitation->mailed = sol_reply_get_flag (reply, "mailed");
  return invitation;
}

static void
take_invitation (GTask *owned_task, const SolReply *reply)
{
  g_autoptr (GTask) task = owned_task;
  SolInvitation *invitation = read_invitation (task, reply);

  if (invitation != NULL)
    g_task_return_pointer (task, invitation, (GDestroyNotify) sol_invitation_free);
}

/**
 * sol_account_session_invite_async:
 * @organisation: that he manages
 * @role: member or manager
 * @address: (nullable): where the code is sent, if the server sends mails
 */
void
sol_account_session_invite_async (SolAccountSession *self,
                                  const char *organisation,
                                  const char *role,
                                  const char *address,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autofree char *body = sol_account_json ("organisation", organisation, "role", role, "address",
                                            address, NULL);

  sol_account_session_ask (
      task_new (self, sol_account_session_invite_async, cancellable, callback, user_data), "POST",
      "/v1/invitations", body, take_invitation);
}

/**
 * sol_account_session_invite_finish:
 *
 * Returns: (transfer full): what to hand over
 */
SolInvitation *
sol_account_session_invite_finish (SolAccountSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sol_account_session_invite_censused_async:
 * @organisation: that censused it
 * @entry: id of a census_entry
 *
 * Has whom it was asked at invited: by mail, where any leaves.
 */
void
sol_account_session_invite_censused_async (SolAccountSession *self,
                                           const char *organisation,
                                           const char *entry,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data)
{
  g_autofree char *body = sol_account_json ("organisation", organisation, "entry", entry, NULL);

  sol_account_session_ask (
      task_new (self, sol_account_session_invite_censused_async, cancellable, callback, user_data),
      "POST", "/v1/census/invitations", body, take_invitation);
}

/**
 * sol_account_session_invite_censused_finish:
 *
 * Returns: (transfer full): what to hand over, unless it was mailed
 */
SolInvitation *
sol_account_session_invite_censused_finish (SolAccountSession *self,
                                            GAsyncResult *result,
                                            GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sol_account_session_make_workshop_code_async:
 * @organisation: that holds the workshop
 * @workshop: its id
 *
 * Asks for a code to tell in the room; the one before it is void.
 */
void
sol_account_session_make_workshop_code_async (SolAccountSession *self,
                                              const char *organisation,
                                              const char *workshop,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data)
{
  g_autofree char *body = sol_account_json ("organisation", organisation, "workshop", workshop,
                                            NULL);

  sol_account_session_ask (task_new (self, sol_account_session_make_workshop_code_async,
                                     cancellable, callback, user_data),
                           "POST", "/v1/workshops/codes", body, take_invitation);
}

/**
 * sol_account_session_make_workshop_code_finish:
 *
 * Returns: (transfer full): what to tell in the room
 */
SolInvitation *
sol_account_session_make_workshop_code_finish (SolAccountSession *self,
                                               GAsyncResult *result,
                                               GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
take_page (GTask *owned_task, const SolReply *reply)
{
  g_autoptr (GTask) task = owned_task;

  g_task_return_pointer (task, g_strdup (sol_reply_get_text (reply, "page")), g_free);
}

/**
 * sol_account_session_come_to_workshop_async:
 * @organisation: the structure that comes
 * @code: as it was told in the room
 */
void
sol_account_session_come_to_workshop_async (SolAccountSession *self,
                                            const char *organisation,
                                            const char *code,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data)
{
  g_autofree char *body = sol_account_json ("organisation", organisation, "code", code, NULL);

  sol_account_session_ask (
      task_new (self, sol_account_session_come_to_workshop_async, cancellable, callback, user_data),
      "POST", "/v1/workshops/confirm", body, take_page);
}

/**
 * sol_account_session_come_to_workshop_finish:
 *
 * Returns: (transfer full): id of the structure's page there
 */
char *
sol_account_session_come_to_workshop_finish (SolAccountSession *self,
                                             GAsyncResult *result,
                                             GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* A server that was not told where people reach it is reached as it is from here. */
static void
take_word_link (GTask *owned_task, const SolReply *reply)
{
  g_autoptr (GTask) task = owned_task;
  SolClient *client = sol_account_session_get_client (g_task_get_source_object (task));
  SolInvitation *invitation = read_invitation (task, reply);

  if (invitation == NULL)
    return;
  if (invitation->link == NULL)
    invitation->link = g_strconcat (sol_client_get_address (client), "/w/", invitation->code, NULL);
  g_task_return_pointer (task, invitation, (GDestroyNotify) sol_invitation_free);
}

/**
 * sol_account_session_ask_word_async:
 * @organisation: that asks a client for a word
 * @word: id of a client_word, which the platform has
 *
 * Has the platform make the link by which he answers, and mail it, where any mail leaves.
 */
void
sol_account_session_ask_word_async (SolAccountSession *self,
                                    const char *organisation,
                                    const char *word,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autofree char *body = sol_account_json ("organisation", organisation, "word", word, NULL);

  sol_account_session_ask (
      task_new (self, sol_account_session_ask_word_async, cancellable, callback, user_data), "POST",
      "/v1/words/links", body, take_word_link);
}

/**
 * sol_account_session_ask_word_finish:
 *
 * Returns: (transfer full): with its link, to hand over
 */
SolInvitation *
sol_account_session_ask_word_finish (SolAccountSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_refreshed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const char *organisation = g_task_get_task_data (task);

  /* He has joined, whether the list of his organisations came or not. */
  sol_account_session_refresh_finish (SOL_ACCOUNT_SESSION (source), result, NULL);
  g_task_return_pointer (task, g_strdup (organisation), g_free);
}

static void
take_organisation (GTask *owned_task, const SolReply *reply)
{
  g_task_set_task_data (owned_task, g_strdup (sol_reply_get_text (reply, "organisation")), g_free);
  sol_account_session_refresh_async (g_task_get_source_object (owned_task),
                                     g_task_get_cancellable (owned_task), on_refreshed, owned_task);
}

/**
 * sol_account_session_accept_invitation_async:
 * @code: as it was handed over
 *
 * Joins an organisation.
 */
void
sol_account_session_accept_invitation_async (SolAccountSession *self,
                                             const char *code,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data)
{
  g_autofree char *body = sol_account_json ("code", code, NULL);

  sol_account_session_ask (task_new (self, sol_account_session_accept_invitation_async, cancellable,
                                     callback, user_data),
                           "POST", "/v1/invitations/confirm", body, take_organisation);
}

/**
 * sol_account_session_accept_invitation_finish:
 *
 * Returns: (transfer full): id of the organisation
 */
char *
sol_account_session_accept_invitation_finish (SolAccountSession *self,
                                              GAsyncResult *result,
                                              GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
take_claim_state (GTask *owned_task, const SolReply *reply)
{
  g_autoptr (GTask) task = owned_task;

  g_task_return_pointer (task, g_strdup (sol_reply_get_text (reply, "state")), g_free);
}

/**
 * sol_account_session_prove_claim_async:
 * @organisation: its id: which claims
 * @claim: its id
 * @code: as it was passed on by whom the catalogue lists
 *
 * Proves that a structure of the catalogue is the organisation's.
 */
void
sol_account_session_prove_claim_async (SolAccountSession *self,
                                       const char *organisation,
                                       const char *claim,
                                       const char *code,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_autofree char *body = sol_account_json ("organisation", organisation, "claim", claim, "code",
                                            code, NULL);

  sol_account_session_ask (
      task_new (self, sol_account_session_prove_claim_async, cancellable, callback, user_data),
      "POST", "/v1/claims/confirm", body, take_claim_state);
}

/**
 * sol_account_session_prove_claim_finish:
 *
 * Returns: (transfer full) (nullable): state of the claim from then on
 */
char *
sol_account_session_prove_claim_finish (SolAccountSession *self,
                                        GAsyncResult *result,
                                        GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
