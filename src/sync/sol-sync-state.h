/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* In the store's meta, "true" when the server said that its catalogue is the demonstration. */
#define SOL_SYNC_META_DEMO "demo"
/* In the store's meta, the mailbox that errors in the catalogue are reported to, if there is one.
 */
#define SOL_SYNC_META_CONTACT "contact"
/* In the store's meta, where people reach the platform with a browser, if it says so. */
#define SOL_SYNC_META_ADDRESS "address"

/**
 * SolSyncState:
 * @SOL_SYNC_UP_TO_DATE: all is well, or nothing was tried yet
 * @SOL_SYNC_RUNNING: under way
 * @SOL_SYNC_OFFLINE: this computer has no way to the server
 * @SOL_SYNC_SERVER_AWAY: the server does not answer, or asks to wait
 * @SOL_SYNC_METERED: the catalogue is to be downloaded whole, and the line is metered: see
 *   #SolSync:download-size and sol_sync_set_metered_allowed()
 * @SOL_SYNC_UNTRUSTED: no authority that this computer trusts signed the server's certificate
 * @SOL_SYNC_EXPIRED: the server's certificate is not valid at this computer's date
 * @SOL_SYNC_OTHER_NAME: the server's certificate is that of another server
 * @SOL_SYNC_CA_FILE: the file of the private authority cannot be used
 * @SOL_SYNC_PROXY_AWAY: the proxy of this computer's settings does not answer
 * @SOL_SYNC_PROXY_PASSWORD: the proxy asks for a password
 * @SOL_SYNC_PROXY_REFUSES: the proxy does not let through
 * @SOL_SYNC_TOO_OLD: the server asks for a newer version of this program
 * @SOL_SYNC_DISK_FULL: no room
 * @SOL_SYNC_SIGNED_OUT: the catalogue is here, but the session of the account has ended: what its
 *   user does waits until he signs in again
 * @SOL_SYNC_NOT_SENT: the catalogue is here, but the exchange of the account failed:
 *   what its user does waits; #SolSync:detail says why
 * @SOL_SYNC_FAILED: anything else; #SolSync:detail says what
 *
 * What the user is told. Whatever the state, what the store holds is shown and searched.
 */
typedef enum
{
  SOL_SYNC_UP_TO_DATE,
  SOL_SYNC_RUNNING,
  SOL_SYNC_OFFLINE,
  SOL_SYNC_SERVER_AWAY,
  SOL_SYNC_METERED,
  SOL_SYNC_UNTRUSTED,
  SOL_SYNC_EXPIRED,
  SOL_SYNC_OTHER_NAME,
  SOL_SYNC_CA_FILE,
  SOL_SYNC_PROXY_AWAY,
  SOL_SYNC_PROXY_PASSWORD,
  SOL_SYNC_PROXY_REFUSES,
  SOL_SYNC_TOO_OLD,
  SOL_SYNC_DISK_FULL,
  SOL_SYNC_SIGNED_OUT,
  SOL_SYNC_NOT_SENT,
  SOL_SYNC_FAILED,
} SolSyncState;

#define SOL_TYPE_SYNC_STATE (sol_sync_state_get_type ())
GType sol_sync_state_get_type (void);

/* Its codes are those of #SolSyncState that are troubles. */
#define SOL_SYNC_ERROR (sol_sync_error_quark ())
GQuark sol_sync_error_quark (void);

G_END_DECLS
