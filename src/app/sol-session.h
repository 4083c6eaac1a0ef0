/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/sol-pictures.h"
#include "app/sol-session-account.h"
#include "store/sol-store.h"
#include "sync/sol-sync.h"

G_BEGIN_DECLS

/**
 * SolSessionKind:
 * @SOL_SESSION_PLATFORM: a platform, by its address
 * @SOL_SESSION_DEMO: the demonstration, served by this computer
 * @SOL_SESSION_FILE: a catalogue read from a file; read-only, without exchanges
 */
typedef enum
{
  SOL_SESSION_PLATFORM,
  SOL_SESSION_DEMO,
  SOL_SESSION_FILE,
} SolSessionKind;

#define SOL_TYPE_SESSION (sol_session_get_type ())
G_DECLARE_FINAL_TYPE (SolSession, sol_session, SOL, SESSION, GObject)

void sol_session_open_async (SolSessionKind kind,
                             const char *folder,
                             const char *source,
                             const char *ca_file,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
SolSession *sol_session_open_finish (GAsyncResult *result, GError **error);
void sol_session_close (SolSession *self);

SolSessionKind sol_session_get_kind (SolSession *self);
SolStore *sol_session_get_store (SolSession *self);
SolSync *sol_session_get_sync (SolSession *self);
SolAccountSession *sol_session_get_account (SolSession *self);
SolSessionAccount *sol_session_get_account_files (SolSession *self);
SolAccountStore *sol_session_get_account_store (SolSession *self);
gboolean sol_session_take_notice (SolSession *self);
SolPictures *sol_session_get_pictures (SolSession *self);
SolPictures *sol_session_get_own_pictures (SolSession *self);
const char *sol_session_get_title (SolSession *self);
const char *sol_session_get_folder (SolSession *self);
const char *sol_session_get_source (SolSession *self);

G_END_DECLS
