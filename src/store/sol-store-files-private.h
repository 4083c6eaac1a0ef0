/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sol-database-private.h"

G_BEGIN_DECLS

#define SOL_STORE_CACHE_FILE "public.db"
#define SOL_STORE_USER_FILE "user.db"
#define SOL_STORE_INDEX_FILE "catalogue.idx"

/**
 * SolStoreFiles:
 * @cache: writing connection of public.db
 * @user: writing connection of user.db
 * @lock: descriptor of the lock file; -1 without
 * @notice: (nullable): what happened to the cache, a literal
 * @detail: (nullable): why
 *
 * The files of a folder, opened.
 */
typedef struct
{
  SolDatabase *cache;
  SolDatabase *user;
  int lock;
  const char *notice;
  char *detail;
} SolStoreFiles;

gboolean sol_store_files_open (SolStoreFiles *self, const char *folder, GError **error);
void sol_store_files_unlock (SolStoreFiles *self);
void sol_store_files_clear (SolStoreFiles *self);
void sol_store_files_mark_damaged (const char *folder);
gboolean sol_store_files_free_reserve (const char *folder);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SolStoreFiles, sol_store_files_clear)

G_END_DECLS
