/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-session-account.h"

#include "store/sol-account-files.h"

/**
 * SolSessionAccount:
 *
 * Who is signed in at the platform of an opened catalogue, and the files of his account: they are
 * opened as he comes and closed as he goes. Before anybody does, they are those of this computer.
 */
struct _SolSessionAccount
{
  GObject parent_instance;

  char *folder; /* of the server */
  SolAccountSession *session;
  char *account;          /* (nullable): whose files were opened last */
  gboolean discards;      /* what the account that goes did not send goes with it */
  SolAccountStore *store; /* (nullable): while it is opened, or could not be */
  GCancellable *opening;  /* (nullable) */
  GError *error;          /* (nullable): why there is no store */
  gboolean stays;         /* what one who left could see: it goes at the next start */
  GPtrArray *left;        /* (element-type utf8): whose files are to be put away yet */
  gboolean closed;
};

G_DEFINE_FINAL_TYPE (SolSessionAccount, sol_session_account, G_TYPE_OBJECT)

enum
{
  PROP_STORE = 1,
};

static GParamSpec *properties[PROP_STORE + 1];

/* Told before it is closed: what reads it lets it go. */
static void
drop_store (SolSessionAccount *self)
{
  g_autoptr (SolAccountStore) store = g_steal_pointer (&self->store);

  if (self->opening != NULL)
    g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  if (store == NULL)
    return;

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STORE]);
  sol_account_store_close (store);
}

static gboolean
is_current (SolSessionAccount *self, GAsyncResult *result)
{
  return g_task_get_cancellable (G_TASK (result)) == self->opening;
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolSessionAccount) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SolAccountStore) store = sol_account_store_open_finish (result, &error);

  if (!is_current (self, result))
    {
      /* Another person came meanwhile. */
      if (store != NULL)
        sol_account_store_close (store);
      return;
    }

  g_clear_object (&self->opening);
  if (store == NULL)
    {
      self->error = g_steal_pointer (&error);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STORE]);
      return;
    }
  self->store = g_steal_pointer (&store);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STORE]);
}

static void
open_store (SolSessionAccount *self)
{
  sol_account_store_open_async (self->folder, self->account, self->opening, on_opened,
                                g_object_ref (self));
}

static void
on_adopted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolSessionAccount) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!sol_account_files_adopt_finish (result, NULL, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("What was written before anybody signed in stays apart: %s", error->message);
  if (is_current (self, result))
    open_store (self);
}

/* What was written before anybody signed in is his who does. */
static void
take_account (SolSessionAccount *self)
{
  g_free (self->account);
  self->account = g_strdup (sol_account_session_get_id (self->session));
  if (self->account != NULL)
    sol_account_files_adopt_async (self->folder, self->account, self->opening, on_adopted,
                                   g_object_ref (self));
  else
    open_store (self);
}

static void put_away_next (SolSessionAccount *self);

static void
on_put_away (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolSessionAccount) self = user_data;
  g_autoptr (GError) error = NULL;

  const gboolean gone = sol_account_files_sign_out_finish (result, NULL, &error);

  if (!is_current (self, result))
    return;
  if (!gone)
    {
      g_message ("What the account could see stays here: %s", error->message);
      self->stays = TRUE;
    }
  put_away_next (self);
}

/* What those who went could see goes with them; then the one who comes. */
static void
put_away_next (SolSessionAccount *self)
{
  g_autofree char *account = NULL;

  if (self->left->len == 0)
    {
      self->discards = FALSE;
      take_account (self);
      return;
    }
  account = g_ptr_array_steal_index_fast (self->left, self->left->len - 1);
  sol_account_files_sign_out_async (self->folder, account, self->discards, self->opening,
                                    on_put_away, g_object_ref (self));
  self->discards = FALSE;
}

static void
put_away (SolSessionAccount *self, const char *account)
{
  g_ptr_array_add (self->left, g_strdup (account));
}

/* A sign-out may have been cut off before its end, by that of the program or by who came meanwhile:
 * all but the one who comes are put away. Who goes now is the first, as what he discards is his. */
static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolSessionAccount) self = user_data;
  g_autoptr (GPtrArray) all = sol_account_files_list_finish (result, NULL);
  const char *current = sol_account_session_get_id (self->session);

  if (!is_current (self, result))
    return;
  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      const SolAccountFiles *files = all->pdata[i];

      if (files->account != NULL && !files->signed_out &&
          g_strcmp0 (files->account, current) != 0 &&
          g_strcmp0 (files->account, self->account) != 0)
        put_away (self, files->account);
    }
  if (self->account != NULL)
    put_away (self, self->account);
  put_away_next (self);
}

static void
change_account (SolSessionAccount *self)
{
  if (self->closed)
    return;

  drop_store (self);
  g_clear_error (&self->error);
  self->stays = FALSE;
  self->opening = g_cancellable_new ();
  g_ptr_array_set_size (self->left, 0);
  sol_account_files_list_async (self->folder, self->opening, on_listed, g_object_ref (self));
}

static void
sol_session_account_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_STORE)
    g_value_set_object (value, SOL_SESSION_ACCOUNT (object)->store);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
sol_session_account_finalize (GObject *object)
{
  SolSessionAccount *self = SOL_SESSION_ACCOUNT (object);

  sol_session_account_close (self);
  g_clear_object (&self->session);
  g_clear_error (&self->error);
  g_ptr_array_unref (self->left);
  g_free (self->folder);
  g_free (self->account);
  G_OBJECT_CLASS (sol_session_account_parent_class)->finalize (object);
}

static void
sol_session_account_class_init (SolSessionAccountClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sol_session_account_get_property;
  object_class->finalize = sol_session_account_finalize;
  properties[PROP_STORE] = g_param_spec_object ("store", NULL, NULL, SOL_TYPE_ACCOUNT_STORE,
                                                G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY |
                                                    G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sol_session_account_init (SolSessionAccount *self)
{
  self->left = g_ptr_array_new_with_free_func (g_free);
}

/**
 * sol_session_account_new:
 * @folder: of the server's store
 * @session: (transfer none): who is signed in there
 *
 * Returns: (transfer full): it; nothing is read yet
 */
SolSessionAccount *
sol_session_account_new (const char *folder, SolAccountSession *session)
{
  SolSessionAccount *self = g_object_new (SOL_TYPE_SESSION_ACCOUNT, NULL);

  self->folder = g_strdup (folder);
  self->session = g_object_ref (session);
  return self;
}

/* What cannot be read of who was signed in is no reason to read no catalogue: he signs in again. */
static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SolSessionAccount *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (!sol_account_session_load_finish (self->session, result, &error))
    g_warning ("Who was signed in is not known: %s", error->message);
  if (!self->closed)
    {
      g_signal_connect_object (self->session, "notify::id", G_CALLBACK (change_account), self,
                               G_CONNECT_SWAPPED);
      change_account (self);
    }
  g_task_return_boolean (task, TRUE);
}

/**
 * sol_session_account_load_async:
 *
 * Finds who was signed in when the program was last left, and begins to open his files.
 */
void
sol_session_account_load_async (SolSessionAccount *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sol_session_account_load_async);
  g_task_set_check_cancellable (task, FALSE);
  sol_account_session_load_async (self->session, cancellable, on_loaded, task);
}

void
sol_session_account_load_finish (SolSessionAccount *self, GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));

  g_task_propagate_boolean (G_TASK (result), NULL);
}

/**
 * sol_session_account_close:
 *
 * Closes the files. Nothing that reads them may be alive any more.
 */
void
sol_session_account_close (SolSessionAccount *self)
{
  self->closed = TRUE;
  drop_store (self);
}

/**
 * sol_session_account_set_discards:
 * @discards: whether what was not sent goes with the one who signs out next; he was asked
 */
void
sol_session_account_set_discards (SolSessionAccount *self, gboolean discards)
{
  self->discards = discards;
}

/**
 * sol_session_account_get_session:
 *
 * Returns: (transfer none): who is signed in
 */
SolAccountSession *
sol_session_account_get_session (SolSessionAccount *self)
{
  return self->session;
}

/**
 * sol_session_account_get_store:
 *
 * Returns: (transfer none) (nullable): his files, when they are open; "notify::store" says when
 * that changes
 */
SolAccountStore *
sol_session_account_get_store (SolSessionAccount *self)
{
  return self->store;
}

/**
 * sol_session_account_get_error:
 *
 * Returns: (transfer none) (nullable): why his files cannot be opened; told by "notify::store" too
 */
const GError *
sol_session_account_get_error (SolSessionAccount *self)
{
  return self->error;
}

/**
 * sol_session_account_get_stays:
 *
 * Returns: whether what somebody who signed out just now could see is still on this computer, as
 * another process has it open; it goes when the program starts again. Told by "notify::store" too.
 */
gboolean
sol_session_account_get_stays (SolSessionAccount *self)
{
  return self->stays;
}
