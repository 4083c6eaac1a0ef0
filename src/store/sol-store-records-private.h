/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-change.h"
#include "model/sol-record.h"
#include "store/sol-database-private.h"

G_BEGIN_DECLS

GPtrArray *sol_store_load_keys (SolDatabase *db, GArray *keys, GError **error);
gboolean sol_store_learn (SolDatabase *db, GError **error);
gpointer sol_store_apply_changes (SolDatabase *db, gpointer changes, GError **error);
gpointer sol_store_load_cursor (SolDatabase *db, gpointer unused, GError **error);
SolRecord *sol_store_load_id (SolDatabase *db, const char *type, const char *id, GError **error);
SolRecord *
sol_store_load_followed (SolDatabase *db, const char *type, const char *id, GError **error);

/**
 * SolStoreWriter:
 *
 * One transaction's writing of the feed: the local counter, the generation.
 */
typedef struct
{
  SolDatabase *db;
  gint64 local_seq;
  gint64 generation;
  gboolean snapshot; /* what comes is the truth, whatever the rev held */
} SolStoreWriter;

gboolean
sol_store_writer_begin (SolStoreWriter *self, SolDatabase *db, gboolean snapshot, GError **error);
gboolean sol_store_writer_apply (SolStoreWriter *self, const SolChange *change, GError **error);
gboolean sol_store_writer_end (SolStoreWriter *self, GError **error);

gboolean sol_store_snapshot_start (SolDatabase *db, const char *hash, GError **error);
gboolean sol_store_snapshot_sweep (SolDatabase *db, gboolean public, GError **error);

gboolean sol_store_put_meta (SolDatabase *db, const char *name, const char *value, GError **error);
gboolean sol_store_get_meta (SolDatabase *db, const char *name, char **value, GError **error);
gboolean sol_store_put_cursor (SolDatabase *db, const char *cursor, GError **error);

G_END_DECLS
