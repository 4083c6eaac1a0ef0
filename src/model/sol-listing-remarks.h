/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-operation.h"

G_BEGIN_DECLS

/* Of one and the same form in the listing and in what its moderator reads of it. @written: flag of
 * the answers, which are the structure's own. An answer has the id of its remark; a remark's field
 * is the name of one, or a path that begins with it. */
#define SOL_LISTING_REMARKS_FIELDS(written)                                                     \
  { "remark", SOL_FIELD_PROSE, SOL_FIELD_SERVER, 2000 }, /* on the whole */                     \
      { "remarks", SOL_FIELD_ITEMS, SOL_FIELD_SERVER, 60, .items = &sol_listing_remark_table }, \
  {                                                                                             \
    "answers", SOL_FIELD_ITEMS, (written), 60, .items = &sol_listing_answer_table               \
  }

extern const SolFieldTable sol_listing_remark_table;
extern const SolFieldTable sol_listing_answer_table;

gboolean sol_listing_remarks_read (SolRecord *record,
                                   JsonObject *arguments,
                                   gboolean at_fields,
                                   const SolOperationContext *context,
                                   GError **error);
void sol_listing_remarks_clear (SolRecord *record);

G_END_DECLS
