/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "exchange/sol-import-report.h"
#include "exchange/sol-import-target.h"

G_BEGIN_DECLS

#define SOL_IMPORT_ERROR (sol_import_error_quark ())

/**
 * SolImportError:
 * @SOL_IMPORT_ERROR_UNKNOWN_FORMAT: no such format
 * @SOL_IMPORT_ERROR_NOT_THE_FORMAT: the file is of another format, or lacks a required column
 * @SOL_IMPORT_ERROR_TOO_BIG: what ties the rows of the file together is beyond all measure
 * @SOL_IMPORT_ERROR_NO_UNDO: nothing is kept of such an import
 *
 * Why a file was not read at all. A bad line is no error: the report tells it.
 */
typedef enum
{
  SOL_IMPORT_ERROR_UNKNOWN_FORMAT,
  SOL_IMPORT_ERROR_NOT_THE_FORMAT,
  SOL_IMPORT_ERROR_TOO_BIG,
  SOL_IMPORT_ERROR_NO_UNDO,
} SolImportError;

GQuark sol_import_error_quark (void);

/**
 * SolImportProgress:
 * @fraction: of the file, 0 to 1
 * @report: what was found so far
 *
 * Called on the thread of the import, a few times a second at most.
 */
typedef void (*SolImportProgress) (double fraction, const SolImportReport *report, gpointer data);

const char *const *sol_import_get_formats (void);
const char *sol_import_guess_format (const char *path, GError **error);

gboolean sol_import_run (const char *format,
                         const char *path,
                         const SolImportTarget *target,
                         gboolean preview,
                         SolImportProgress progress,
                         gpointer progress_data,
                         GCancellable *cancellable,
                         SolImportReport **report,
                         GError **error);
gboolean sol_import_undo (const SolImportTarget *target,
                          const char *import_id,
                          SolImportReport **report,
                          GError **error);

G_END_DECLS
