/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sol-account-settle.h"
#include "store/sol-outbox-entry.h"

G_BEGIN_DECLS

/**
 * SolConflictText:
 * @path: of the field
 * @mine: what its user wants there; a text as it is, all else as JSON
 * @theirs: what somebody else wrote there
 * @who: (nullable): who that was
 * @when: (nullable): and when, in UTC
 *
 * One field that two wrote, as text.
 */
typedef struct
{
  char *path;
  char *mine;
  char *theirs;
  char *who;
  char *when;
} SolConflictText;

void sol_conflict_text_free (SolConflictText *self);
GPtrArray *sol_outbox_entry_list_conflicts (SolOutboxEntry *self);
GPtrArray *sol_outbox_entry_make_choices (SolOutboxEntry *self, SolRecord *edited, GStrv fields);
const char *sol_outbox_state_get_name (SolOutboxState state);
void sol_outbox_entry_append_json (SolOutboxEntry *self, GString *text);

G_END_DECLS
