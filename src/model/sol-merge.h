/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-conflict.h"

G_BEGIN_DECLS

/**
 * SolMerge:
 * @revisions: what was written when
 * @base_rev: the revision that the patch was made on
 * @client: (nullable): where the patch comes from: its own writes are no conflict
 * @own: (nullable): the record as its author had it: what others removed and he edited is put back
 *   from it
 * @trusted: fields of the server may be written and nothing is checked
 * @conflicts: (element-type SolConflict): takes the overlaps
 *
 * How sol_record_merge_patch() lays a patch over a record.
 */
typedef struct
{
  SolRevisions *revisions;
  gint64 base_rev;
  const char *client;
  SolRecord *own;
  gboolean trusted;
  GPtrArray *conflicts;
} SolMerge;

gboolean sol_record_merge_patch (SolRecord *self,
                                 const SolPatch *patch,
                                 const SolMerge *merge,
                                 GError **error);

G_END_DECLS
