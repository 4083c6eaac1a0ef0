/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/sol-import-target.h"
#include "server/sol-storage.h"

G_BEGIN_DECLS

/**
 * SolImportStorage:
 * @target: what sol_import_run() and sol_import_undo() write to
 *
 * Imports into a storage. A batch is kept in memory, where lookups see it, and applied as one
 * transaction. The log of an import is records too, of a scope that nobody reads.
 */
typedef struct
{
  SolImportTarget target;
  SolStorage *storage;
  GPtrArray *pending; /* of the open batch, in order */
  GHashTable *by_id;  /* "type/id" -> the last one pending of it */
  char *log_import;   /* (nullable): import that @log_ids is of */
  GPtrArray *log_ids; /* (nullable): ids of the entries not taken yet */
  guint n_logged;     /* entries appended by this run */
} SolImportStorage;

SolImportStorage *sol_import_storage_new (SolStorage *storage);
void sol_import_storage_free (SolImportStorage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolImportStorage, sol_import_storage_free)

G_END_DECLS
