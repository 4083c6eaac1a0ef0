/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sol-real-server.h"
#include "sol-test-account.h"
#include "sync/sol-account-session.h"
#include "sync/sol-sync.h"

G_BEGIN_DECLS

/* One computer of a person, or of nobody: a client of the real server. */
typedef struct
{
  char *folder;
  SolStore *store;
  SolTestAccount account;
  SolKeyring *keyring;
  SolAccountSession *session;
  SolSync *sync;
} SolTestComputer;

void sol_test_computer_open (SolTestComputer *self,
                             const SolRealServer *server,
                             const char *folder,
                             const char *name,
                             const char *address);
void sol_test_computer_close (SolTestComputer *self);
void sol_test_computer_sign_in (SolTestComputer *self, const char *address);
void sol_test_computer_open_account (SolTestComputer *self);
GError *sol_test_computer_sync (SolTestComputer *self);
void sol_test_computer_sync_well (SolTestComputer *self);
char *sol_test_computer_act (SolTestComputer *self,
                             const char *type,
                             const char *op,
                             const char *target,
                             const char *acts_for,
                             const char *patch);
void sol_test_computer_wait_for_counts (SolTestComputer *self,
                                        guint n_waiting,
                                        guint n_conflicts,
                                        guint n_refused);

G_END_DECLS
