/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/sol-web-sign-in.h"

#include "model/sol-random.h"
#include "net/sol-authorizer.h"
#include "net/sol-loopback.h"
#include "net/sol-net-error.h"
#include "sync/sol-account-error-private.h"
#include "sync/sol-account-session-private.h"

#define MAX_ANSWER (64 * 1024) /* bytes */
#define WAIT_SECONDS (5 * 60)  /* for the browser */
#define VERIFIER_SIZE 32       /* bytes: 256 bits */

/**
 * SolWebSignIn:
 *
 * One sign-in at the OpenID provider of a platform, in the system's browser: data/oidc.md. It is
 * begun, the browser is opened at its url, and waited for; who has no account yet makes one then,
 * and who has one with a password links it.
 *
 * Thread: the main one.
 */
struct _SolWebSignIn
{
  GObject parent_instance;

  SolAccountSession *account;
  char *said;
  SolLoopback *loopback; /* (nullable): since it was begun */
  char *verifier;        /* (nullable): likewise */
  char *state;           /* (nullable): likewise */
  char *url;             /* (nullable): likewise */
  char *address;         /* (nullable): of who has signed in there, and has to make or link */
  char *name;            /* (nullable): likewise */
};

G_DEFINE_FINAL_TYPE (SolWebSignIn, sol_web_sign_in, G_TYPE_OBJECT)

static void
sol_web_sign_in_finalize (GObject *object)
{
  SolWebSignIn *self = SOL_WEB_SIGN_IN (object);

  g_clear_object (&self->account);
  g_free (self->said);
  g_clear_pointer (&self->loopback, sol_loopback_free);
  sol_authorizer_free_secret (self->verifier);
  g_free (self->state);
  g_free (self->url);
  g_free (self->address);
  g_free (self->name);
  G_OBJECT_CLASS (sol_web_sign_in_parent_class)->finalize (object);
}

static void
sol_web_sign_in_class_init (SolWebSignInClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sol_web_sign_in_finalize;
}

static void
sol_web_sign_in_init (SolWebSignIn *self)
{
}

/**
 * sol_web_sign_in_new:
 * @said: what the browser shows at the end, in the user's language
 */
SolWebSignIn *
sol_web_sign_in_new (SolAccountSession *account, const char *said)
{
  SolWebSignIn *self = g_object_new (SOL_TYPE_WEB_SIGN_IN, NULL);

  self->account = g_object_ref (account);
  self->said = g_strdup (said);
  return self;
}

/* (nullable): what the browser is to open, once it is begun */
const char *
sol_web_sign_in_get_url (SolWebSignIn *self)
{
  return self->url;
}

/* (nullable): of mail: of who was found out to be new, or to have an account with a password */
const char *
sol_web_sign_in_get_address (SolWebSignIn *self)
{
  return self->address;
}

/* (nullable): likewise, as the provider knows him; may be empty */
const char *
sol_web_sign_in_get_name (SolWebSignIn *self)
{
  return self->name;
}

/* As RFC 4648 has it for URLs, without what fills up. */
static char *
encode (const guint8 *bytes, gsize size)
{
  char *text = g_base64_encode (bytes, size);

  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  g_strdelimit (text, "=", '\0');
  return text;
}

static char *
make_verifier (void)
{
  guint8 bytes[VERIFIER_SIZE];

  sol_random_fill (bytes, sizeof bytes);
  return encode (bytes, sizeof bytes);
}

/* S256 of RFC 7636 */
static char *
make_challenge (const char *verifier)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize size = sizeof digest;

  g_checksum_update (sum, (const guint8 *) verifier, -1);
  g_checksum_get_digest (sum, digest, &size);
  return encode (digest, size);
}

static GTask *
task_new (SolWebSignIn *self,
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
finish (SolWebSignIn *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* The end of @owned_task: @error: (transfer full) (nullable) */
static void
end (GTask *owned_task, GError *error)
{
  g_autoptr (GTask) task = owned_task;

  if (error != NULL)
    g_task_return_error (task, sol_account_error_from (error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
on_begun (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SolWebSignIn *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (SolReply) reply = sol_client_call_finish (SOL_CLIENT (source), result, &error);

  if (reply != NULL && !sol_reply_is_success (reply))
    error = sol_account_error_from_reply (reply);
  else if (reply != NULL)
    {
      self->url = g_strdup (sol_reply_get_text (reply, "url"));
      self->state = g_strdup (sol_reply_get_text (reply, "state"));
      if (self->url == NULL || self->state == NULL)
        g_set_error_literal (&error, SOL_NET_ERROR, SOL_NET_ERROR_BAD_ANSWER,
                             "The server does not say where one signs in");
    }
  end (g_steal_pointer (&task), error);
}

/**
 * sol_web_sign_in_begin_async:
 *
 * Opens the port that the browser comes back to, and asks the platform where one signs in. Once.
 */
void
sol_web_sign_in_begin_async (SolWebSignIn *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = task_new (self, sol_web_sign_in_begin_async, cancellable, callback, user_data);
  g_autofree char *challenge = NULL;
  g_autofree char *body = NULL;
  GError *error = NULL;

  g_assert (self->loopback == NULL);
  self->loopback = sol_loopback_new (self->said, &error);
  if (self->loopback == NULL)
    {
      end (task, error);
      return;
    }
  self->verifier = make_verifier ();
  challenge = make_challenge (self->verifier);
  body = sol_account_json ("redirect_uri", sol_loopback_get_uri (self->loopback), "challenge",
                           challenge, NULL);
  sol_client_call_async (sol_account_session_get_open_client (self->account), "POST",
                         "/v1/oidc/starts", body, MAX_ANSWER, cancellable, on_begun, task);
}

gboolean
sol_web_sign_in_begin_finish (SolWebSignIn *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error);
}

static void
on_taken (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  end (user_data, error);
}

/* What the answer does not say stays. */
static void
keep (char **kept, const char *said)
{
  if (said == NULL)
    return;
  g_free (*kept);
  *kept = g_strdup (said);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  SolWebSignIn *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (SolReply) reply = sol_client_call_finish (SOL_CLIENT (source), result, &error);

  if (reply == NULL)
    end (task, error);
  else if (sol_reply_is_success (reply))
    sol_account_session_take_sign_in (
        g_task_new (self->account, g_task_get_cancellable (task), on_taken, task), reply);
  else
    {
      keep (&self->address, sol_reply_get_text (reply, "address"));
      keep (&self->name, sol_reply_get_text (reply, "name"));
      end (task, sol_account_error_from_reply (reply));
    }
}

static void
bring (SolWebSignIn *self, GTask *owned_task, GHashTable *query)
{
  g_autofree char *client = sol_account_make_client_name ();
  char *body = sol_account_json ("state", self->state, "code", g_hash_table_lookup (query, "code"),
                                 "issuer", g_hash_table_lookup (query, "iss"), "verifier",
                                 self->verifier, "redirect_uri",
                                 sol_loopback_get_uri (self->loopback), "client", client, NULL);

  sol_client_call_async (sol_account_session_get_open_client (self->account), "POST",
                         "/v1/oidc/tokens", body, MAX_ANSWER, g_task_get_cancellable (owned_task),
                         on_answered, owned_task);
  sol_authorizer_free_secret (body);
}

static void
on_back (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  SolWebSignIn *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) query = sol_loopback_wait_finish (self->loopback, result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    end (task, g_error_new_literal (SOL_ACCOUNT_ERROR, SOL_ACCOUNT_ERROR_NOT_BACK, error->message));
  else if (query == NULL)
    end (task, g_steal_pointer (&error));
  else if (g_hash_table_contains (query, "code"))
    bring (self, task, query);
  else
    end (task, g_error_new (SOL_ACCOUNT_ERROR, SOL_ACCOUNT_ERROR_ELSEWHERE, "The provider: %s",
                            (const char *) g_hash_table_lookup (query, "error")));
}

/**
 * sol_web_sign_in_wait_async:
 *
 * Waits for the browser, for five minutes, and signs in. It fails with %SOL_ACCOUNT_ERROR_NEW or
 * %SOL_ACCOUNT_ERROR_TAKEN when it is known who he is, and sol_web_sign_in_make_account_async() or
 * sol_web_sign_in_link_async() are to follow.
 */
void
sol_web_sign_in_wait_async (SolWebSignIn *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = task_new (self, sol_web_sign_in_wait_async, cancellable, callback, user_data);

  sol_loopback_wait_async (self->loopback, self->state, WAIT_SECONDS, cancellable, on_back, task);
}

gboolean
sol_web_sign_in_wait_finish (SolWebSignIn *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error);
}

/**
 * sol_web_sign_in_make_account_async:
 * @kind: supplier, buyer, partner or individual
 *
 * Makes the account of who is new, and signs in.
 */
void
sol_web_sign_in_make_account_async (SolWebSignIn *self,
                                    const char *name,
                                    const char *kind,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task = task_new (self, sol_web_sign_in_make_account_async, cancellable, callback,
                          user_data);
  g_autofree char *client = sol_account_make_client_name ();
  char *body = sol_account_json ("state", self->state, "verifier", self->verifier, "name", name,
                                 "kind", kind, "locale", sol_account_get_locale (), "client",
                                 client, NULL);

  sol_client_call_async (sol_account_session_get_open_client (self->account), "POST",
                         "/v1/oidc/accounts", body, MAX_ANSWER, cancellable, on_answered, task);
  sol_authorizer_free_secret (body);
}

gboolean
sol_web_sign_in_make_account_finish (SolWebSignIn *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error);
}

static void
on_linked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  g_autoptr (SolReply) reply = sol_client_call_finish (SOL_CLIENT (source), result, &error);

  if (reply != NULL && !sol_reply_is_success (reply))
    error = sol_account_error_from_reply (reply);
  end (user_data, error);
}

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  SolWebSignIn *self = g_task_get_source_object (task);
  const char *password = g_task_get_task_data (task);
  char *body;
  GError *error = NULL;

  if (!sol_account_session_sign_in_finish (self->account, result, &error))
    {
      end (task, error);
      return;
    }
  body = sol_account_json ("state", self->state, "verifier", self->verifier, "password", password,
                           NULL);
  sol_client_call_async (sol_account_session_get_client (self->account), "POST", "/v1/oidc/links",
                         body, MAX_ANSWER, g_task_get_cancellable (task), on_linked, task);
  sol_authorizer_free_secret (body);
}

/**
 * sol_web_sign_in_link_async:
 * @password: of the account that has the address
 *
 * Signs in with it, then links the account, so that next time the provider is enough. When it
 * fails after that, he is signed in nevertheless.
 */
void
sol_web_sign_in_link_async (SolWebSignIn *self,
                            const char *password,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = task_new (self, sol_web_sign_in_link_async, cancellable, callback, user_data);

  g_task_set_task_data (task, g_strdup (password), (GDestroyNotify) sol_authorizer_free_secret);
  sol_account_session_sign_in_async (self->account, self->address, password, cancellable,
                                     on_signed_in, task);
}

gboolean
sol_web_sign_in_link_finish (SolWebSignIn *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error);
}
