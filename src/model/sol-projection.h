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
};

char *sol_projection_to_all (SolRecord *record);
SolRecord *sol_projection_make (const SolProjection *self, SolRecord *source);

G_END_DECLS
