/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-likeness.h"
#include "server/sol-sqlite.h"

G_BEGIN_DECLS

#define SOL_LIKENESS_N_TEXTS 8

/**
 * SolLikenessEntry:
 * @seq: its place in the feed
 * @living: it is in the catalogue, not gone from it
 *
 * One structure of the catalogue with what it is compared by.
 */
typedef struct
{
  char *id;
  gint64 seq;
  gboolean living;
  char *texts[SOL_LIKENESS_N_TEXTS];
  SolLikenessSide side;
} SolLikenessEntry;

void sol_likeness_entry_free (SolLikenessEntry *self);
GPtrArray *
sol_storage_sqlite_list_changed (SolSqlite *reader, gint64 since, guint most, GError **error);
SolLikenessEntry *
sol_storage_sqlite_load_likeness (SolSqlite *reader, const char *id, GError **error);
GPtrArray *
sol_storage_sqlite_list_like (SolSqlite *writer, const SolLikenessEntry *entry, GError **error);
gboolean
sol_storage_sqlite_put_keys (SolSqlite *writer, const SolLikenessEntry *entry, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolLikenessEntry, sol_likeness_entry_free)

G_END_DECLS
