/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/sol-session-account.h"
#include "sim-world.h"
#include "store/sol-account-store.h"
#include "store/sol-store.h"
#include "sync/sol-account-session.h"
#include "sync/sol-sync.h"

G_BEGIN_DECLS

#define SIM_MAX_CLIENTS 5

/**
 * SimClient:
 * @person: who sits in front of it
 * @fresh: somebody writes there before anybody signs in
 * @listens: to the hints of the server, as a window does
 * @prepared: (nullable): whose files are there already, until they are opened: he may never sign in
 * @keyring: stays when the program ends
 * @store: (nullable): the program is not running
 * @session: (nullable): likewise
 * @sync: (nullable): likewise
 * @files: (nullable): likewise
 * @account: (nullable): of @files, when it is open
 *
 * One installation of the program: a machine, and what runs on it.
 */
typedef struct
{
  guint index;
  guint person;
  gboolean fresh;
  gboolean listens;
  SimMachine *machine;
  char *folder;
  const char *prepared;
  SolKeyring *keyring;
  SolStore *store;
  SolAccountSession *session;
  SolSync *sync;
  SolSessionAccount *files;
  SolAccountStore *account;
  gboolean signing; /* in or out */
  gboolean loaded;  /* @files */
  gboolean discards;
} SimClient;

void sim_client_prepare (const char *folder);
SimClient *sim_client_new (guint index, guint person, gboolean fresh);
SimClient *sim_client_new_old (guint index, guint person, guint64 seed);
void sim_client_free (SimClient *self);
void sim_client_start (SimClient *self);
void sim_client_stop (SimClient *self);
void sim_client_end (SimClient *self, gboolean powercut, guint64 seed);
gboolean sim_client_is_running (SimClient *self);
gboolean sim_client_is_at_rest (SimClient *self);
void sim_client_sign_in (SimClient *self);
void sim_client_sign_out (SimClient *self, gboolean discards);
void sim_client_try_now (SimClient *self);
void sim_client_look (SimClient *self);

G_END_DECLS
