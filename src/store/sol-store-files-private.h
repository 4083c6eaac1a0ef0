/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sol-database-private.h"

G_BEGIN_DECLS

#define SOL_STORE_CACHE_FILE "public.db"
#define SOL_STORE_PRIVATE_FILE "private.db"
#define SOL_STORE_USER_FILE "user.db"
#define SOL_STORE_INDEX_FILE "catalogue.idx"

#define SOL_STORE_FILES_NONE \
  {                          \
    .lock = -1, .open = -1   \
  }

/**
 * SolStoreLayout:
 * @cache: name of what can be fetched again
 * @user_schema: of user.db
 * @account: it is one account's: user.db is written by several processes and reads the cache
 *
 * What a folder holds.
 */
typedef struct
{
  const char *cache;
  const char *user_schema;
  gboolean account;
} SolStoreLayout;

extern const SolStoreLayout sol_store_layout_server;
extern const SolStoreLayout sol_store_layout_account;

/**
 * SolStoreFiles:
 * @layout: what the folder holds
 * @cache: (nullable): writing connection of the cache; %NULL beside the process that has the folder
 * @user: writing connection of user.db
 * @lock: descriptor of the lock file; -1 without
 * @open: descriptor of what all processes that have an account's folder open share; -1 without
 * @notice: (nullable): what happened to the cache, a literal
 * @detail: (nullable): why
 *
 * The files of a folder, opened.
 */
typedef struct
{
  const SolStoreLayout *layout;
  SolDatabase *cache;
  SolDatabase *user;
  int lock;
  int open;
  const char *notice;
  char *detail;
} SolStoreFiles;

gboolean sol_store_files_open (SolStoreFiles *self,
                               const SolStoreLayout *layout,
                               const char *folder,
                               GError **error);
int sol_store_files_lock (const char *folder, GError **error);
gboolean sol_store_files_be_alone (SolStoreFiles *self, const char *folder, GError **error);
void sol_store_files_unlock (SolStoreFiles *self);
void sol_store_files_clear (SolStoreFiles *self);
void sol_store_files_drop_copies (SolDatabase *user);
void sol_store_files_mark_damaged (const SolStoreLayout *layout, const char *folder);
gboolean sol_store_files_free_reserve (const char *folder);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SolStoreFiles, sol_store_files_clear)

char *sol_store_find_holder (int file);

G_END_DECLS
