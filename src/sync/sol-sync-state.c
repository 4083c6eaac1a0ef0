/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/sol-sync-state.h"

G_DEFINE_QUARK (sol_sync_error_quark, sol_sync_error)

G_DEFINE_ENUM_TYPE (SolSyncState,
                    sol_sync_state,
                    G_DEFINE_ENUM_VALUE (SOL_SYNC_UP_TO_DATE, "up-to-date"),
                    G_DEFINE_ENUM_VALUE (SOL_SYNC_RUNNING, "running"),
                    G_DEFINE_ENUM_VALUE (SOL_SYNC_OFFLINE, "offline"),
                    G_DEFINE_ENUM_VALUE (SOL_SYNC_SERVER_AWAY, "server-away"),
                    G_DEFINE_ENUM_VALUE (SOL_SYNC_METERED, "metered"),
                    G_DEFINE_ENUM_VALUE (SOL_SYNC_UNTRUSTED, "untrusted"),
                    G_DEFINE_ENUM_VALUE (SOL_SYNC_EXPIRED, "expired"),
                    G_DEFINE_ENUM_VALUE (SOL_SYNC_OTHER_NAME, "other-name"),
                    G_DEFINE_ENUM_VALUE (SOL_SYNC_CA_FILE, "ca-file"),
                    G_DEFINE_ENUM_VALUE (SOL_SYNC_PROXY_AWAY, "proxy-away"),
                    G_DEFINE_ENUM_VALUE (SOL_SYNC_PROXY_PASSWORD, "proxy-password"),
                    G_DEFINE_ENUM_VALUE (SOL_SYNC_PROXY_REFUSES, "proxy-refuses"),
                    G_DEFINE_ENUM_VALUE (SOL_SYNC_TOO_OLD, "too-old"),
                    G_DEFINE_ENUM_VALUE (SOL_SYNC_DISK_FULL, "disk-full"),
                    G_DEFINE_ENUM_VALUE (SOL_SYNC_SIGNED_OUT, "signed-out"),
                    G_DEFINE_ENUM_VALUE (SOL_SYNC_NOT_SENT, "not-sent"),
                    G_DEFINE_ENUM_VALUE (SOL_SYNC_FAILED, "failed"))
