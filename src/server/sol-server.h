/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sol-access.h"
#include "server/sol-accounts.h"
#include "server/sol-authz.h"
#include "server/sol-claims.h"
#include "server/sol-cursor.h"
#include "server/sol-http.h"
#include "server/sol-identities.h"
#include "server/sol-look-guard.h"
#include "server/sol-looks.h"
#include "server/sol-mailer.h"
#include "server/sol-oidc.h"
#include "server/sol-passwords.h"
#include "server/sol-personal.h"
#include "server/sol-refusals.h"
#include "server/sol-storage.h"
#include "server/sol-upload-checks.h"
#include "server/sol-web-looks.h"
#include "server/sol-words.h"

G_BEGIN_DECLS

#define SOL_API_VERSION 1
#define SOL_MAX_PAGE 1000   /* records of an answer */
#define SOL_MAX_HISTORY 200 /* lines of an answer */
#define SOL_MAX_REVISION G_MAXINT32
#define SOL_MAX_LIMIT 200 /* structures of an answer to a query */
#define SOL_MAX_OFFSET 1000000

typedef struct _SolSnapshots SolSnapshots;
typedef struct _SolIndex SolIndex;
typedef struct _SolEvents SolEvents;

/**
 * SolServer:
 *
 * What the handlers of routes share. Set up before the first request, unchanged until the last.
 */
typedef struct
{
  SolStorage *storage;
  SolAccounts *accounts;     /* the same database */
  SolAccess *access;         /* the same */
  SolUploads *uploads;       /* the same */
  SolPersonal *personal;     /* the same */
  SolIdentities *identities; /* the same */
  SolClaims *claims;         /* the same */
  SolWords *words;           /* the same */
  SolLooks *looks;           /* the same */
  SolWebLooks *web_looks;
  SolRefusals *refusals; /* the same */
  SolLookGuard *look_guard;
  SolUploadChecks *checks;
  SolPasswords *passwords;
  SolMailer *mailer;   /* (nullable): no mail leaves */
  GMutex leaving_lock; /* @leaving */
  GHashTable *leaving; /* a set of claims whose code the mailer has */
  SolOidc *oidc;       /* (nullable): people sign in here alone */
  gboolean show_codes; /* to who runs the server, on the standard output */
  SolSnapshots *snapshots;
  SolIndex *index;
  SolEvents *events;
  SolCursorSigner signer;
  SolRates *rates;
  SolLimits *limits; /* of each route, and of what is none */
  gboolean demo;     /* its accounts are open to all */
  char *contact;     /* (nullable): mailbox of who keeps the catalogue */
  char *address; /* (nullable): where people reach it: https://HOST, without a slash at its end */
  char *minimum_client;
  guint goal;        /* structures to be censused; 0: none */
  char *goal_until;  /* (nullable): a day; the end of the year */
  gint64 started_at; /* seconds since 1970 */
  guint *n_answers;  /* atomic: of each route and class of status, see sol_routes_count_index() */
} SolServer;

SolServer *
sol_server_new (SolStorage *storage, SolPasswords *passwords, const char *folder, GError **error);
void sol_server_set_minimum_client (SolServer *self, const char *version);
void sol_server_tick (SolServer *self);
void sol_server_free (SolServer *self);
guint64 sol_server_get_body_max (SolRequest *request, gpointer server);
SolHttpPace sol_server_get_pace (SolRequest *request, gpointer server);
void sol_server_handle (SolRequest *request, gpointer server);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolServer, sol_server_free)

G_END_DECLS
