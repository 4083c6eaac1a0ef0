/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/sol-import-target.h"

G_BEGIN_DECLS

/* A catalogue in memory that imports write into: the smallest target that keeps every promise of
 * #SolImportTarget, transactions included. */
typedef struct
{
  SolImportTarget target;
  GHashTable *docs;     /* "TYPE/ID" to its document */
  GHashTable *external; /* "SOURCE\037KEY" to id */
  GHashTable *sirets;   /* SIRET to GPtrArray of ids */
  GPtrArray *log;       /* (element-type SolImportUndo) of one import after the other */
  GPtrArray *journal;   /* of the open batch: what was there before, to go back to */
  guint n_log_at_begin;
  guint n_puts;
  guint fail_after; /* puts; 0: never */
  gboolean open;
} SolMemoryTarget;

SolMemoryTarget *sol_memory_target_new (void);
void sol_memory_target_free (SolMemoryTarget *self);
guint sol_memory_target_count (SolMemoryTarget *self, const char *type);
const char *sol_memory_target_get (SolMemoryTarget *self, const char *type, const char *id);
void
sol_memory_target_set (SolMemoryTarget *self, const char *type, const char *id, const char *doc);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolMemoryTarget, sol_memory_target_free)

G_END_DECLS
