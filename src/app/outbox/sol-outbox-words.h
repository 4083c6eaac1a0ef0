/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/outbox/sol-outbox-groups.h"

G_BEGIN_DECLS

/**
 * SolOutboxAct:
 * @label: a verb, to be translated
 * @action: of the page; takes the id of the entry
 *
 * What an entry waits for from its user.
 */
typedef struct
{
  const char *label;
  const char *action;
} SolOutboxAct;

char *sol_outbox_words_make_title (SolOutboxEntry *entry);
char *sol_outbox_words_say_act (const char *type, const char *op, const char *const *fields);
char *sol_outbox_words_say_operation (SolOutboxEntry *entry);
char *sol_outbox_words_make_details (SolOutboxEntry *entry);
char *sol_outbox_words_make_reason (SolOutboxGroups *groups, SolOutboxEntry *entry);
char *sol_outbox_words_make_since (SolOutboxGroups *groups, SolOutboxEntry *entry);
const SolOutboxAct *sol_outbox_words_get_act (SolOutboxEntry *entry);
gboolean sol_outbox_words_is_restorable (SolOutboxEntry *entry);

G_END_DECLS
