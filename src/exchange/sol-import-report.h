/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SOL_IMPORT_MAX_LINES 5000 /* lines told one by one; the rest is counted */

/**
 * SolImportVerdict:
 * @SOL_IMPORT_REFUSED: it cannot be read, or lacks what is required
 * @SOL_IMPORT_DOUBTFUL: it may be anybody's: nothing was written, somebody must look
 *
 * What became of one row. Each row has one.
 */
typedef enum
{
  SOL_IMPORT_CREATED,
  SOL_IMPORT_UPDATED,
  SOL_IMPORT_UNCHANGED,
  SOL_IMPORT_REFUSED,
  SOL_IMPORT_DOUBTFUL,
  SOL_IMPORT_N_VERDICTS
} SolImportVerdict;

/**
 * SolImportLine:
 * @line: in the file, from 1: of a table its line, of JSON the line where the element begins
 * @verdict: what became of the row. A row that was taken may be told too: of its SIRET with a wrong
 *   key, of a field that was left out
 * @name: what the file calls the structure; may be empty
 * @why_code: such as "siret-fault", see sol_import_line_to_text()
 * @arguments: what the reason names, separated by U+001F; may be empty
 *
 * One thing to tell of one row.
 */
typedef struct
{
  guint line;
  SolImportVerdict verdict;
  char *name;
  char *why_code;
  char *arguments;
} SolImportLine;

/**
 * SolImportReport:
 * @n: rows a verdict; they add up to the rows of the file
 * @n_noted: rows that were taken and of which @lines tells something
 * @n_siret_faults: of them, those with a SIRET of which the key is wrong
 * @lines: (element-type SolImportLine): what is to be told, in the file's order
 * @n_lines_beyond: what did not fit into @lines
 * @import_id: (nullable): what sol_import_undo() takes; %NULL of a preview
 */
typedef struct
{
  guint n[SOL_IMPORT_N_VERDICTS];
  guint n_noted;
  guint n_siret_faults;
  GPtrArray *lines;
  guint n_lines_beyond;
  char *import_id;
} SolImportReport;

SolImportReport *sol_import_report_new (void);
void sol_import_report_free (SolImportReport *self);
void sol_import_report_add (SolImportReport *self,
                            guint line,
                            SolImportVerdict verdict,
                            const char *name,
                            const char *why_code,
                            const char *arguments);

const char *sol_import_verdict_get_name (SolImportVerdict verdict);
char *sol_import_line_to_text (const SolImportLine *line);
char *sol_import_report_to_text (const SolImportReport *self, gboolean preview);
char *sol_import_report_to_json (const SolImportReport *self);
char *sol_import_report_to_csv (const SolImportReport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolImportReport, sol_import_report_free)

G_END_DECLS
