/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-keyring.h"

#define SIM_TYPE_KEYRING (sim_keyring_get_type ())
G_DECLARE_FINAL_TYPE (SimKeyring, sim_keyring, SIM, KEYRING, GObject)

struct _SimKeyring
{
  GObject parent_instance;

  GHashTable *secrets; /* account -> secret */
};

static void keyring_init (SolKeyringInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SimKeyring,
                               sim_keyring,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SOL_TYPE_KEYRING, keyring_init))

static char *
load (SolKeyring *keyring, const char *server, const char *account, GError **error)
{
  return g_strdup (g_hash_table_lookup (SIM_KEYRING (keyring)->secrets, account));
}

static gboolean
store (SolKeyring *keyring,
       const char *server,
       const char *account,
       const char *secret,
       GError **error)
{
  g_hash_table_replace (SIM_KEYRING (keyring)->secrets, g_strdup (account), g_strdup (secret));
  return TRUE;
}

static gboolean
clear (SolKeyring *keyring, const char *server, const char *account, GError **error)
{
  g_hash_table_remove (SIM_KEYRING (keyring)->secrets, account);
  return TRUE;
}

static gboolean
is_kept (SolKeyring *keyring)
{
  return TRUE;
}

static void
keyring_init (SolKeyringInterface *iface)
{
  iface->load = load;
  iface->store = store;
  iface->clear = clear;
  iface->is_kept = is_kept;
}

static void
sim_keyring_finalize (GObject *object)
{
  g_hash_table_unref (SIM_KEYRING (object)->secrets);
  G_OBJECT_CLASS (sim_keyring_parent_class)->finalize (object);
}

static void
sim_keyring_class_init (SimKeyringClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sim_keyring_finalize;
}

static void
sim_keyring_init (SimKeyring *self)
{
  self->secrets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

SolKeyring *
sim_keyring_new (void)
{
  return g_object_new (SIM_TYPE_KEYRING, NULL);
}
