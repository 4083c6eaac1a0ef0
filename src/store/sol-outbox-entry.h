/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "model/sol-mutation.h"

G_BEGIN_DECLS

/* The numbers are in user.db. */
typedef enum
{
  SOL_OUTBOX_WAITING = 0,      /* to be sent */
  SOL_OUTBOX_SENDING = 1,      /* handed out, not answered */
  SOL_OUTBOX_BLOCKED = 2,      /* it comes after one that was not taken up */
  SOL_OUTBOX_CONFLICT = 3,     /* the user is to choose */
  SOL_OUTBOX_REFUSED = 4,      /* the code says why */
  SOL_OUTBOX_GONE = 5,         /* the record was deleted */
  SOL_OUTBOX_ACKNOWLEDGED = 6, /* taken up; kept 30 days for a server that is restored */
  SOL_OUTBOX_DISCARDED = 7,    /* by the user, who may think again */
  SOL_OUTBOX_N_STATES
} SolOutboxState;

/* Codes of this machine beside those of #SolModelError. */
#define SOL_OUTBOX_CODE_FORBIDDEN "forbidden"
#define SOL_OUTBOX_CODE_NO_ACCESS "no-access"         /* what it is about is no longer his to see */
#define SOL_OUTBOX_CODE_SERVER_FAILED "server-failed" /* again and again; it may be tried again */

#define SOL_TYPE_OUTBOX_ENTRY (sol_outbox_entry_get_type ())
G_DECLARE_FINAL_TYPE (SolOutboxEntry, sol_outbox_entry, SOL, OUTBOX_ENTRY, GObject)

const char *sol_outbox_entry_get_id (SolOutboxEntry *self);
SolOutboxState sol_outbox_entry_get_state (SolOutboxEntry *self);
const SolMutation *sol_outbox_entry_get_mutation (SolOutboxEntry *self);
const char *sol_outbox_entry_get_organisation (SolOutboxEntry *self);
const char *sol_outbox_entry_get_title (SolOutboxEntry *self);
gint64 sol_outbox_entry_get_created_at (SolOutboxEntry *self);
gint64 sol_outbox_entry_get_since (SolOutboxEntry *self);
const char *sol_outbox_entry_get_code (SolOutboxEntry *self);
const char *const *sol_outbox_entry_get_arguments (SolOutboxEntry *self);
JsonArray *sol_outbox_entry_get_conflicts (SolOutboxEntry *self);
JsonNode *sol_outbox_entry_find_base (SolOutboxEntry *self, const char *path);
gboolean sol_outbox_entry_get_sent (SolOutboxEntry *self);

G_END_DECLS
