/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/sol-import-target.h"

G_BEGIN_DECLS

/**
 * SolImportRecord:
 *
 * One record that an import wrote.
 */
typedef struct
{
  char *type;
  char *id;
  char *scope;
  char *doc;
} SolImportRecord;

typedef struct _SolImportMemory SolImportMemory;

SolImportMemory *sol_import_memory_new (void);
void sol_import_memory_free (SolImportMemory *self);
const SolImportTarget *sol_import_memory_get_target (SolImportMemory *self);
GPtrArray *sol_import_memory_list (SolImportMemory *self);

G_END_DECLS
