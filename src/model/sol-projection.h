/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-record.h"

G_BEGIN_DECLS

/**
 * SolProjection:
 * @type: of the record that is made
 * @scope: (transfer full) (nullable): says whose that record is; %NULL: nobody's, there is none
 * @fields: (nullable): names of those that are shown; %NULL: all that both tables have
 * @when: whether there is one of a record as it is now
 * @stays: (nullable): whether one that was made before stays as it is; asked when @when says no
 * @fill: (nullable): tells what no field of the source says; the source has the revision that is
 *   written
 * @id: (nullable): a field of the source that tells the id, when it is filled
 * @take_back: (nullable): takes out of one that stays what its source shows nobody any more
 * @beside: (nullable): a field of the source that names a record: there is one only while that one
 *   has the same scope; it is indexed
 * @of: (nullable): a field of that record: where it names another organisation than the source's,
 *   there is none
 *
 * Another record that the server makes of each of a type, in the transaction that writes it: what
 * has two audiences is two records.
 */
struct _SolProjection
{
  const char *type;
  char *(*scope) (SolRecord *record);
  const char *const *fields;
  gboolean (*when) (SolRecord *record);
  gboolean (*stays) (SolRecord *record);
  void (*fill) (SolRecord *target, SolRecord *source);
  const char *id;
  void (*take_back) (SolRecord *target, SolRecord *source);
  const char *beside;
  const char *of;
};

char *sol_projection_to_all (SolRecord *record);
SolRecord *sol_projection_make (const SolProjection *self, SolRecord *source);

G_END_DECLS
