/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sol-storage-sqlite.h"

G_BEGIN_DECLS

/* A server's database in a folder of its own. */
typedef struct
{
  char *folder;
  char *path;
  SolStorage *storage;
} SolTestStorage;

void sol_test_storage_set_up (SolTestStorage *self, gconstpointer unused);
void sol_test_storage_tear_down (SolTestStorage *self, gconstpointer unused);
void sol_test_storage_put (SolTestStorage *self,
                           const char *type,
                           const char *id,
                           const char *scope,
                           const char *doc);

G_END_DECLS
