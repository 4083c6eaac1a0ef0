/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libsecret/secret.h>

#include "net/sol-authorizer.h"
#include "sol-config.h"
#include "sync/sol-keyring.h"

/* The keyring of the desktop, by the Secret Service or, in a sandbox, its portal; memory where
 * there is none, or the user does not open it. */

#define SOL_TYPE_KEYRING_DESKTOP (sol_keyring_desktop_get_type ())
G_DECLARE_FINAL_TYPE (SolKeyringDesktop, sol_keyring_desktop, SOL, KEYRING_DESKTOP, GObject)

struct _SolKeyringDesktop
{
  GObject parent_instance;

  gboolean lasting; /* use the desktop's at all */
  GMutex lock;      /* of what follows */
  GHashTable *held; /* server and account to a secret that could not be kept */
  gboolean failed;  /* the desktop's, when it was last needed */
};

static void sol_keyring_desktop_implement (SolKeyringInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SolKeyringDesktop,
                               sol_keyring_desktop,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SOL_TYPE_KEYRING,
                                                      sol_keyring_desktop_implement))

static const SecretSchema schema = {
  SOL_APPLICATION_ID ".Session",
  SECRET_SCHEMA_NONE,
  { { "server", SECRET_SCHEMA_ATTRIBUTE_STRING }, { "account", SECRET_SCHEMA_ATTRIBUTE_STRING } },
};

static char *
make_key (const char *server, const char *account)
{
  return g_strconcat (server, " ", account, NULL);
}

/* Takes what the keyring said of itself; TRUE when it answered. */
static gboolean
note (SolKeyringDesktop *self, GError *error)
{
  g_mutex_lock (&self->lock);
  self->failed = error != NULL;
  g_mutex_unlock (&self->lock);
  if (error != NULL)
    g_info ("No keyring keeps the session: %s", error->message);
  return error == NULL;
}

static char *
load (SolKeyring *keyring, const char *server, const char *account, GError **error)
{
  SolKeyringDesktop *self = SOL_KEYRING_DESKTOP (keyring);
  g_autofree char *key = make_key (server, account);
  g_autoptr (GError) cause = NULL;
  char *found, *secret;

  g_mutex_lock (&self->lock);
  secret = g_strdup (g_hash_table_lookup (self->held, key));
  g_mutex_unlock (&self->lock);
  if (secret != NULL || !self->lasting)
    return secret;

  found = secret_password_lookup_sync (&schema, NULL, &cause, "server", server, "account", account,
                                       NULL);
  note (self, cause);
  secret = g_strdup (found);
  secret_password_free (found);
  return secret;
}

static gboolean
store (SolKeyring *keyring,
       const char *server,
       const char *account,
       const char *secret,
       GError **error)
{
  SolKeyringDesktop *self = SOL_KEYRING_DESKTOP (keyring);
  g_autofree char *key = make_key (server, account);
  g_autofree char *label = g_strdup_printf ("Achetons Solidaires: %s", server);
  g_autoptr (GError) cause = NULL;
  gboolean kept = FALSE;

  if (self->lasting)
    {
      secret_password_store_sync (&schema, SECRET_COLLECTION_DEFAULT, label, secret, NULL, &cause,
                                  "server", server, "account", account, NULL);
      kept = note (self, cause);
    }
  g_mutex_lock (&self->lock);
  if (kept)
    g_hash_table_remove (self->held, key);
  else
    g_hash_table_insert (self->held, g_steal_pointer (&key), g_strdup (secret));
  g_mutex_unlock (&self->lock);
  return TRUE;
}

static gboolean
clear (SolKeyring *keyring, const char *server, const char *account, GError **error)
{
  SolKeyringDesktop *self = SOL_KEYRING_DESKTOP (keyring);
  g_autofree char *key = make_key (server, account);
  g_autoptr (GError) cause = NULL;

  g_mutex_lock (&self->lock);
  g_hash_table_remove (self->held, key);
  g_mutex_unlock (&self->lock);
  if (self->lasting)
    {
      secret_password_clear_sync (&schema, NULL, &cause, "server", server, "account", account,
                                  NULL);
      note (self, cause);
    }
  return TRUE;
}

static gboolean
is_kept (SolKeyring *keyring)
{
  SolKeyringDesktop *self = SOL_KEYRING_DESKTOP (keyring);
  gboolean kept;

  g_mutex_lock (&self->lock);
  kept = self->lasting && !self->failed;
  g_mutex_unlock (&self->lock);
  return kept;
}

static void
sol_keyring_desktop_finalize (GObject *object)
{
  SolKeyringDesktop *self = SOL_KEYRING_DESKTOP (object);

  g_hash_table_unref (self->held);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (sol_keyring_desktop_parent_class)->finalize (object);
}

static void
sol_keyring_desktop_implement (SolKeyringInterface *iface)
{
  iface->load = load;
  iface->store = store;
  iface->clear = clear;
  iface->is_kept = is_kept;
}

static void
sol_keyring_desktop_class_init (SolKeyringDesktopClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sol_keyring_desktop_finalize;
}

static void
sol_keyring_desktop_init (SolKeyringDesktop *self)
{
  g_mutex_init (&self->lock);
  self->held = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                      (GDestroyNotify) sol_authorizer_free_secret);
}

/**
 * sol_keyring_new_for_desktop:
 *
 * Returns: (transfer full): the keyring of the desktop's user; memory alone where there is none,
 *   which sol_keyring_is_kept() tells
 */
SolKeyring *
sol_keyring_new_for_desktop (void)
{
  SolKeyringDesktop *self = g_object_new (SOL_TYPE_KEYRING_DESKTOP, NULL);

  self->lasting = TRUE;
  return SOL_KEYRING (self);
}

/* Returns: (transfer full): one that forgets all when the program is left */
SolKeyring *
sol_keyring_new_in_memory (void)
{
  return g_object_new (SOL_TYPE_KEYRING_DESKTOP, NULL);
}
