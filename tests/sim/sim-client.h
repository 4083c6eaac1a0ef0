/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim-world.h"
#include "store/sol-store.h"
#include "sync/sol-sync.h"

G_BEGIN_DECLS

#define SIM_MAX_CLIENTS 5

/**
 * SimClient:
 * @store: (nullable): the program is not running
 * @sync: (nullable): likewise
 *
 * One installation of the program: a machine, and what runs on it.
 */
typedef struct
{
  guint index;
  SimMachine *machine;
  char *folder;
  SolStore *store;
  SolSync *sync;
} SimClient;

void sim_client_prepare (const char *folder);
SimClient *sim_client_new (guint index);
void sim_client_free (SimClient *self);
void sim_client_start (SimClient *self);
void sim_client_stop (SimClient *self);
void sim_client_end (SimClient *self, gboolean powercut, guint64 seed);
gboolean sim_client_is_running (SimClient *self);
void sim_client_look (SimClient *self);

G_END_DECLS
