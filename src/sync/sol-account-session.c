/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/sol-account-session.h"

#include "sync/sol-account-session-private.h"

/**
 * SolAccountSession:
 *
 * Who is signed in at one server. What is known of him is kept in the server's folder, so that the
 * program starts without a network as he left it; the refresh token is in the keyring alone.
 *
 * Thread: the main one.
 */
struct _SolAccountSession
{
  GObject parent_instance;

  char *folder;
  SolClient *open;   /* for what needs no account */
  SolClient *client; /* brings the tokens */
  SolTokens *tokens;
  SolProfile *profile;
  SolAccountState state;
  gboolean reopened;
  GListStore *memberships;
  GQueue writes; /* (element-type GTask): of the profile, one after the other */
};

G_DEFINE_FINAL_TYPE (SolAccountSession, sol_account_session, G_TYPE_OBJECT)
G_DEFINE_ENUM_TYPE (SolAccountState,
                    sol_account_state,
                    G_DEFINE_ENUM_VALUE (SOL_ACCOUNT_SIGNED_OUT, "signed-out"),
                    G_DEFINE_ENUM_VALUE (SOL_ACCOUNT_SIGNED_IN, "signed-in"),
                    G_DEFINE_ENUM_VALUE (SOL_ACCOUNT_ENDED, "ended"))

enum
{
  PROP_0,
  PROP_STATE,
  PROP_ID,
  PROP_ADDRESS,
  PROP_NAME,
  PROP_KIND,
  PROP_ROLE,
  PROP_KEPT,
  PROP_ORGANISATION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
notify_text (SolAccountSession *self, guint property, const char *before, const char *now)
{
  if (g_strcmp0 (before, now) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static gboolean
equal_memberships (const SolProfile *a, const SolProfile *b)
{
  gboolean equal = a->memberships->len == b->memberships->len;

  for (guint i = 0; equal && i < a->memberships->len; i++)
    {
      SolMembership *x = g_ptr_array_index (a->memberships, i);
      SolMembership *y = g_ptr_array_index (b->memberships, i);

      equal = g_str_equal (sol_membership_get_id (x), sol_membership_get_id (y)) &&
              g_strcmp0 (sol_membership_get_name (x), sol_membership_get_name (y)) == 0 &&
              g_strcmp0 (sol_membership_get_kind (x), sol_membership_get_kind (y)) == 0 &&
              g_strcmp0 (sol_membership_get_role (x), sol_membership_get_role (y)) == 0;
    }
  return equal;
}

/* Takes @profile for what is known from now on. @profile: (transfer full) */
void
sol_account_session_show (SolAccountSession *self, SolProfile *profile, SolAccountState state)
{
  g_autoptr (SolProfile) before = g_steal_pointer (&self->profile);
  const SolAccountState state_before = self->state;
  GObject *object = G_OBJECT (self);

  self->profile = profile;
  self->state = state;
  g_object_freeze_notify (object);
  if (state != state_before)
    g_object_notify_by_pspec (object, properties[PROP_STATE]);
  notify_text (self, PROP_ID, before->account, profile->account);
  notify_text (self, PROP_ADDRESS, before->address, profile->address);
  notify_text (self, PROP_NAME, before->name, profile->name);
  notify_text (self, PROP_KIND, before->kind, profile->kind);
  notify_text (self, PROP_ROLE, before->role, profile->role);
  notify_text (self, PROP_ORGANISATION, before->organisation, profile->organisation);
  g_object_notify_by_pspec (object, properties[PROP_KEPT]);
  if (!equal_memberships (before, profile))
    g_list_store_splice (self->memberships, 0,
                         g_list_model_get_n_items (G_LIST_MODEL (self->memberships)),
                         profile->memberships->pdata, profile->memberships->len);
  g_object_thaw_notify (object);
}

/* Signing in took back the closing of the account. */
void
sol_account_session_set_reopened (SolAccountSession *self, gboolean reopened)
{
  self->reopened = reopened;
}

/**
 * sol_account_session_take_reopened:
 *
 * Returns: whether the account was closed, and was kept by signing in; %FALSE once it was told
 */
gboolean
sol_account_session_take_reopened (SolAccountSession *self)
{
  const gboolean reopened = self->reopened;

  self->reopened = FALSE;
  return reopened;
}

static void
on_ended (SolAccountSession *self)
{
  if (self->profile->account != NULL)
    sol_account_session_show (self, sol_profile_copy (self->profile), SOL_ACCOUNT_ENDED);
}

const char *
sol_account_session_get_folder (SolAccountSession *self)
{
  return self->folder;
}

const SolProfile *
sol_account_session_get_profile (SolAccountSession *self)
{
  return self->profile;
}

GQueue *
sol_account_session_get_writes (SolAccountSession *self)
{
  return &self->writes;
}

SolTokens *
sol_account_session_get_tokens (SolAccountSession *self)
{
  return self->tokens;
}

/* Returns: (transfer none): for what needs no account */
SolClient *
sol_account_session_get_open_client (SolAccountSession *self)
{
  return self->open;
}

/* Returns: (transfer none): what brings the tokens of who is signed in */
SolClient *
sol_account_session_get_client (SolAccountSession *self)
{
  return self->client;
}

/**
 * sol_account_session_set_ca_file:
 * @path: (nullable): as of sol_sync_set_ca_file()
 */
void
sol_account_session_set_ca_file (SolAccountSession *self, const char *path)
{
  sol_client_set_ca_file (self->open, path);
  sol_client_set_ca_file (self->client, path);
}

SolAccountState
sol_account_session_get_state (SolAccountSession *self)
{
  return self->state;
}

/**
 * sol_account_session_get_id:
 *
 * Returns: (transfer none) (nullable): of the account; %NULL when nobody is signed in. Known of a
 *   session that has ended too
 */
const char *
sol_account_session_get_id (SolAccountSession *self)
{
  return self->profile->account;
}

const char *
sol_account_session_get_address (SolAccountSession *self)
{
  return self->profile->address;
}

const char *
sol_account_session_get_name (SolAccountSession *self)
{
  return self->profile->name;
}

/* supplier, buyer, partner or individual */
const char *
sol_account_session_get_kind (SolAccountSession *self)
{
  return self->profile->kind;
}

/* member, moderator or administrator */
const char *
sol_account_session_get_role (SolAccountSession *self)
{
  return self->profile->role;
}

/* Returns: (transfer none): codes of the departments whose listings he reviews */
const char *const *
sol_account_session_get_reviews (SolAccountSession *self)
{
  return (const char *const *) self->profile->reviews;
}

/**
 * sol_account_session_get_goal:
 * @until: (out) (transfer none) (nullable): a day, YYYY-MM-DD
 *
 * Returns: how many structures the platform wants censused; 0: it has no goal
 */
guint
sol_account_session_get_goal (SolAccountSession *self, const char **until)
{
  *until = self->profile->goal_until;
  return self->profile->goal;
}

/* Whether one proves by it that it is he; who signs in elsewhere may have none, and signs in once
 * more. */
gboolean
sol_account_session_has_password (SolAccountSession *self)
{
  return g_strcmp0 (self->profile->proof, "sign-in") != 0;
}

/* Whether one is still signed in after the program was left: not without a keyring. */
gboolean
sol_account_session_get_kept (SolAccountSession *self)
{
  return sol_keyring_is_kept (sol_tokens_get_keyring (self->tokens));
}

/**
 * sol_account_session_get_memberships:
 *
 * Returns: (transfer none) (element-type SolMembership): the organisations he may act for; one list
 *   as long as the session lives
 */
GListModel *
sol_account_session_get_memberships (SolAccountSession *self)
{
  return G_LIST_MODEL (self->memberships);
}

/**
 * sol_account_session_find_membership:
 *
 * Returns: (transfer none) (nullable): %NULL when he is not its member
 */
SolMembership *
sol_account_session_find_membership (SolAccountSession *self, const char *organisation)
{
  return sol_profile_find (self->profile, organisation);
}

/**
 * sol_account_session_get_organisation:
 *
 * Returns: (transfer none) (nullable): id of the one that he acts for where nothing else is said;
 *   %NULL for himself
 */
const char *
sol_account_session_get_organisation (SolAccountSession *self)
{
  return self->profile->organisation;
}

/**
 * sol_account_session_set_organisation:
 * @organisation: (nullable): an id of sol_account_session_get_memberships(); %NULL for himself
 *
 * Remembers for which one he acts, for the next window and the next start.
 *
 * Returns: %FALSE when he is not its member
 */
gboolean
sol_account_session_set_organisation (SolAccountSession *self, const char *organisation)
{
  SolProfile *profile;

  if (organisation != NULL && sol_profile_find (self->profile, organisation) == NULL)
    return FALSE;
  if (g_strcmp0 (self->profile->organisation, organisation) == 0)
    return TRUE;

  profile = sol_profile_copy (self->profile);
  g_free (profile->organisation);
  profile->organisation = g_strdup (organisation);
  sol_account_session_show (self, sol_profile_copy (profile), self->state);
  sol_account_session_write (g_task_new (self, NULL, NULL, NULL), profile, self->state);
  return TRUE;
}

/* Returns: seconds that the last answer asked to wait; 0 when it did not */
guint
sol_account_session_get_retry_after (SolAccountSession *self)
{
  return MAX (sol_client_get_retry_after (self->open), sol_client_get_retry_after (self->client));
}

static void
sol_account_session_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SolAccountSession *self = SOL_ACCOUNT_SESSION (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_ID:
      g_value_set_string (value, self->profile->account);
      break;
    case PROP_ADDRESS:
      g_value_set_string (value, self->profile->address);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->profile->name);
      break;
    case PROP_KIND:
      g_value_set_string (value, self->profile->kind);
      break;
    case PROP_ROLE:
      g_value_set_string (value, self->profile->role);
      break;
    case PROP_KEPT:
      g_value_set_boolean (value, sol_account_session_get_kept (self));
      break;
    case PROP_ORGANISATION:
      g_value_set_string (value, self->profile->organisation);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
sol_account_session_finalize (GObject *object)
{
  SolAccountSession *self = SOL_ACCOUNT_SESSION (object);

  g_signal_handlers_disconnect_by_data (self->tokens, self);
  g_object_unref (self->tokens);
  g_object_unref (self->open);
  g_object_unref (self->client);
  g_object_unref (self->memberships);
  sol_profile_free (self->profile);
  g_free (self->folder);
  G_OBJECT_CLASS (sol_account_session_parent_class)->finalize (object);
}

static void
sol_account_session_class_init (SolAccountSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = sol_account_session_get_property;
  object_class->finalize = sol_account_session_finalize;

  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, SOL_TYPE_ACCOUNT_STATE,
                                              SOL_ACCOUNT_SIGNED_OUT, flags);
  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_ADDRESS] = g_param_spec_string ("address", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_KIND] = g_param_spec_string ("kind", NULL, NULL, NULL, flags);
  properties[PROP_ROLE] = g_param_spec_string ("role", NULL, NULL, NULL, flags);
  properties[PROP_KEPT] = g_param_spec_boolean ("kept", NULL, NULL, TRUE, flags);
  properties[PROP_ORGANISATION] = g_param_spec_string ("organisation", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sol_account_session_init (SolAccountSession *self)
{
  self->profile = sol_profile_new ();
  self->memberships = g_list_store_new (SOL_TYPE_MEMBERSHIP);
}

/**
 * sol_account_session_new:
 * @folder: of the server's catalogue
 * @server: its address
 * @keyring: (transfer none): where the refresh token is
 *
 * Nobody is signed in until sol_account_session_load_async() has found who was.
 */
SolAccountSession *
sol_account_session_new (const char *folder, const char *server, SolKeyring *keyring)
{
  SolAccountSession *self = g_object_new (SOL_TYPE_ACCOUNT_SESSION, NULL);

  self->folder = g_strdup (folder);
  self->open = sol_client_new (server);
  self->client = sol_client_new (server);
  self->tokens = sol_tokens_new (self->open, keyring, folder);
  sol_client_set_authorizer (self->client, SOL_AUTHORIZER (self->tokens));
  g_signal_connect_swapped (self->tokens, "ended", G_CALLBACK (on_ended), self);
  return self;
}
