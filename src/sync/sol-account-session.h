/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-replaced.h"
#include "sync/sol-account-error.h"
#include "sync/sol-keyring.h"
#include "sync/sol-membership.h"

G_BEGIN_DECLS

/**
 * SolAccountState:
 * @SOL_ACCOUNT_SIGNED_OUT: nobody is signed in
 * @SOL_ACCOUNT_SIGNED_IN: all is well, with or without a network
 * @SOL_ACCOUNT_ENDED: the session has ended, or could not be kept: his work is still here, and
 * waits until he signs in again with the same address
 */
typedef enum
{
  SOL_ACCOUNT_SIGNED_OUT,
  SOL_ACCOUNT_SIGNED_IN,
  SOL_ACCOUNT_ENDED,
} SolAccountState;

#define SOL_TYPE_ACCOUNT_STATE (sol_account_state_get_type ())
GType sol_account_state_get_type (void);

#define SOL_TYPE_ACCOUNT_SESSION (sol_account_session_get_type ())
G_DECLARE_FINAL_TYPE (SolAccountSession, sol_account_session, SOL, ACCOUNT_SESSION, GObject)

SolAccountSession *
sol_account_session_new (const char *folder, const char *server, SolKeyring *keyring);
void sol_account_session_set_ca_file (SolAccountSession *self, const char *path);

/* Who it is. Properties: state, id, address, name, kind, role, kept, organisation. */
SolAccountState sol_account_session_get_state (SolAccountSession *self);
const char *sol_account_session_get_id (SolAccountSession *self);
const char *sol_account_session_get_address (SolAccountSession *self);
const char *sol_account_session_get_name (SolAccountSession *self);
const char *sol_account_session_get_kind (SolAccountSession *self);
const char *sol_account_session_get_role (SolAccountSession *self);
const char *const *sol_account_session_get_reviews (SolAccountSession *self);
guint sol_account_session_get_goal (SolAccountSession *self, const char **until);
gboolean sol_account_session_has_password (SolAccountSession *self);
gboolean sol_account_session_get_kept (SolAccountSession *self);
GListModel *sol_account_session_get_memberships (SolAccountSession *self);
SolMembership *sol_account_session_find_membership (SolAccountSession *self,
                                                    const char *organisation);
const char *sol_account_session_get_organisation (SolAccountSession *self);
gboolean sol_account_session_set_organisation (SolAccountSession *self, const char *organisation);
gboolean sol_account_session_take_reopened (SolAccountSession *self);
guint sol_account_session_get_retry_after (SolAccountSession *self);

/* All that follows fails with SOL_ACCOUNT_ERROR, with SOL_SYNC_ERROR for troubles of the line, or
 * with G_IO_ERROR_CANCELLED. */
void sol_account_session_load_async (SolAccountSession *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean
sol_account_session_load_finish (SolAccountSession *self, GAsyncResult *result, GError **error);

void sol_account_session_sign_up_async (SolAccountSession *self,
                                        const char *address,
                                        const char *password,
                                        const char *name,
                                        const char *kind,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean
sol_account_session_sign_up_finish (SolAccountSession *self, GAsyncResult *result, GError **error);
void sol_account_session_confirm_async (SolAccountSession *self,
                                        const char *address,
                                        const char *password,
                                        const char *code,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean
sol_account_session_confirm_finish (SolAccountSession *self, GAsyncResult *result, GError **error);
void sol_account_session_sign_in_async (SolAccountSession *self,
                                        const char *address,
                                        const char *password,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean
sol_account_session_sign_in_finish (SolAccountSession *self, GAsyncResult *result, GError **error);
void sol_account_session_sign_out_async (SolAccountSession *self,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean sol_account_session_sign_out_finish (SolAccountSession *self,
                                              GAsyncResult *result,
                                              gboolean *revoked,
                                              GError **error);
void sol_account_session_reset_async (SolAccountSession *self,
                                      const char *address,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean
sol_account_session_reset_finish (SolAccountSession *self, GAsyncResult *result, GError **error);
void sol_account_session_reset_confirm_async (SolAccountSession *self,
                                              const char *address,
                                              const char *password,
                                              const char *code,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data);
gboolean sol_account_session_reset_confirm_finish (SolAccountSession *self,
                                                   GAsyncResult *result,
                                                   GError **error);

void sol_account_session_refresh_async (SolAccountSession *self,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean
sol_account_session_refresh_finish (SolAccountSession *self, GAsyncResult *result, GError **error);
void sol_account_session_change_async (SolAccountSession *self,
                                       const char *name,
                                       const char *password,
                                       const char *new_password,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean
sol_account_session_change_finish (SolAccountSession *self, GAsyncResult *result, GError **error);

/**
 * SolSignedIn:
 * @id: for sol_account_session_end_session_async()
 * @client: where it is: what the program called itself
 * @created_at: when he signed in there, Unix seconds
 * @used_at: when it was last used
 * @expires_at: when it ends, unless it is used
 * @current: it is this one
 *
 * A session of the account, here or on another computer.
 */
typedef struct
{
  char *id;
  char *client;
  gint64 created_at;
  gint64 used_at;
  gint64 expires_at;
  gboolean current;
} SolSignedIn;

void sol_signed_in_free (SolSignedIn *self);

void sol_account_session_list_sessions_async (SolAccountSession *self,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data);
GPtrArray *sol_account_session_list_sessions_finish (SolAccountSession *self,
                                                     GAsyncResult *result,
                                                     GError **error);
void sol_account_session_end_session_async (SolAccountSession *self,
                                            const char *session,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
gboolean sol_account_session_end_session_finish (SolAccountSession *self,
                                                 GAsyncResult *result,
                                                 GError **error);

/**
 * SolDone:
 * @at: Unix seconds
 * @who: (nullable): name of the person; empty when he has gone; %NULL: the platform itself
 * @op: what was done to the record, as of a #SolMutation
 * @fields: that it changed
 * @parts: (element-type SolDonePart): what was there, where that is told
 *
 * A line of the history of a record.
 */
typedef struct
{
  gint64 at;
  char *who;
  char *op;
  GStrv fields;
  GPtrArray *parts;
} SolDone;

/**
 * SolDonePart:
 * @path: of the part of the record, as #SolRevisions calls it
 * @before: what was there; null for nothing
 * @after: what was put in its place
 */
typedef struct
{
  char *path;
  JsonNode *before;
  JsonNode *after;
} SolDonePart;

/**
 * SolHistory:
 * @lines: (element-type SolDone): the newest first
 * @next: where the next page begins; 0: there is none
 *
 * A page of what was written in place of what in a record.
 */
typedef struct
{
  GPtrArray *lines;
  gint64 next;
} SolHistory;

void sol_done_free (SolDone *self);
void sol_history_free (SolHistory *self);

void sol_account_session_list_history_async (SolAccountSession *self,
                                             const char *type,
                                             const char *id,
                                             gint64 next,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data);
SolHistory *sol_account_session_list_history_finish (SolAccountSession *self,
                                                     GAsyncResult *result,
                                                     GError **error);

void sol_account_session_list_review_history_async (SolAccountSession *self,
                                                    const char *review,
                                                    GCancellable *cancellable,
                                                    GAsyncReadyCallback callback,
                                                    gpointer user_data);
GPtrArray *sol_account_session_list_review_history_finish (SolAccountSession *self,
                                                           GAsyncResult *result,
                                                           GError **error);

/**
 * SolInvitation:
 * @code: to hand over: whoever has it joins
 * @expires_at: Unix seconds; 0: not told
 * @mailed: it is on its way to whom it is for
 * @link: (nullable): where the code is of use in a browser
 */
typedef struct
{
  char *code;
  char *link;
  gint64 expires_at;
  gboolean mailed;
} SolInvitation;

void sol_invitation_free (SolInvitation *self);

void sol_account_session_invite_async (SolAccountSession *self,
                                       const char *organisation,
                                       const char *role,
                                       const char *address,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
SolInvitation *
sol_account_session_invite_finish (SolAccountSession *self, GAsyncResult *result, GError **error);

void sol_account_session_invite_censused_async (SolAccountSession *self,
                                                const char *organisation,
                                                const char *entry,
                                                GCancellable *cancellable,
                                                GAsyncReadyCallback callback,
                                                gpointer user_data);
SolInvitation *sol_account_session_invite_censused_finish (SolAccountSession *self,
                                                           GAsyncResult *result,
                                                           GError **error);

void sol_account_session_ask_word_async (SolAccountSession *self,
                                         const char *organisation,
                                         const char *word,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
SolInvitation *
sol_account_session_ask_word_finish (SolAccountSession *self, GAsyncResult *result, GError **error);

void sol_account_session_make_workshop_code_async (SolAccountSession *self,
                                                   const char *organisation,
                                                   const char *workshop,
                                                   GCancellable *cancellable,
                                                   GAsyncReadyCallback callback,
                                                   gpointer user_data);
SolInvitation *sol_account_session_make_workshop_code_finish (SolAccountSession *self,
                                                              GAsyncResult *result,
                                                              GError **error);
void sol_account_session_come_to_workshop_async (SolAccountSession *self,
                                                 const char *organisation,
                                                 const char *code,
                                                 GCancellable *cancellable,
                                                 GAsyncReadyCallback callback,
                                                 gpointer user_data);
char *sol_account_session_come_to_workshop_finish (SolAccountSession *self,
                                                   GAsyncResult *result,
                                                   GError **error);
void sol_account_session_accept_invitation_async (SolAccountSession *self,
                                                  const char *code,
                                                  GCancellable *cancellable,
                                                  GAsyncReadyCallback callback,
                                                  gpointer user_data);
char *sol_account_session_accept_invitation_finish (SolAccountSession *self,
                                                    GAsyncResult *result,
                                                    GError **error);

void sol_account_session_prove_claim_async (SolAccountSession *self,
                                            const char *organisation,
                                            const char *claim,
                                            const char *code,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
char *sol_account_session_prove_claim_finish (SolAccountSession *self,
                                              GAsyncResult *result,
                                              GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolSignedIn, sol_signed_in_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolDone, sol_done_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolHistory, sol_history_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolInvitation, sol_invitation_free)

G_END_DECLS
