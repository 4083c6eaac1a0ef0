/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SOL_TYPE_KEYRING (sol_keyring_get_type ())
G_DECLARE_INTERFACE (SolKeyring, sol_keyring, SOL, KEYRING, GObject)

/**
 * SolKeyring:
 * @find: (nullable): which account of a server it has the secret of, where it knows that by itself
 * @load: the secret; %NULL without an error when there is none
 * @store: returns when it will outlast a crash, as far as the keyring lasts at all
 * @clear: that there was none is no error
 * @is_kept: whether secrets outlast the program
 *
 * Where the one secret of a session is, its refresh token: never in a file of ours but the one that
 * a script names.
 *
 * Thread: any; all calls may take long, and wait for the user to unlock his keyring.
 */
struct _SolKeyringInterface
{
  GTypeInterface parent_interface;

  char *(*find) (SolKeyring *self, const char *server, GError **error);
  char *(*load) (SolKeyring *self, const char *server, const char *account, GError **error);
  gboolean (*store) (SolKeyring *self,
                     const char *server,
                     const char *account,
                     const char *secret,
                     GError **error);
  gboolean (*clear) (SolKeyring *self, const char *server, const char *account, GError **error);
  gboolean (*is_kept) (SolKeyring *self);
};

char *sol_keyring_find (SolKeyring *self, const char *server, GError **error);
char *sol_keyring_load (SolKeyring *self, const char *server, const char *account, GError **error);
gboolean sol_keyring_store (SolKeyring *self,
                            const char *server,
                            const char *account,
                            const char *secret,
                            GError **error);
gboolean
sol_keyring_clear (SolKeyring *self, const char *server, const char *account, GError **error);
gboolean sol_keyring_is_kept (SolKeyring *self);

SolKeyring *sol_keyring_new_for_desktop (void);
SolKeyring *sol_keyring_new_in_memory (void);
SolKeyring *sol_keyring_new_for_file (const char *path);

G_END_DECLS
