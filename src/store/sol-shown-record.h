/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-record.h"

G_BEGIN_DECLS

/**
 * SolShownState:
 * @SOL_SHOWN_SETTLED: as the server has it
 * @SOL_SHOWN_WAITING: something of it waits to be sent
 * @SOL_SHOWN_REFUSED: an act on it was refused, and is not shown
 * @SOL_SHOWN_CONFLICT: the user is to choose; his own values are shown
 *
 * The worst that is to be told of a record.
 */
typedef enum
{
  SOL_SHOWN_SETTLED,
  SOL_SHOWN_WAITING,
  SOL_SHOWN_REFUSED,
  SOL_SHOWN_CONFLICT,
} SolShownState;

#define SOL_TYPE_SHOWN_RECORD (sol_shown_record_get_type ())
G_DECLARE_FINAL_TYPE (SolShownRecord, sol_shown_record, SOL, SHOWN_RECORD, GObject)

SolShownRecord *sol_shown_record_new (const char *type, const char *id);
const char *sol_shown_record_get_record_type (SolShownRecord *self);
const char *sol_shown_record_get_id (SolShownRecord *self);
SolRecord *sol_shown_record_get_record (SolShownRecord *self);
SolRecord *sol_shown_record_get_held (SolShownRecord *self);
gint64 sol_shown_record_get_rev (SolShownRecord *self);
SolShownState sol_shown_record_get_state (SolShownRecord *self);
const char *const *sol_shown_record_get_fields (SolShownRecord *self);

G_END_DECLS
