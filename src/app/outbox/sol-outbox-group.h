/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SolOutboxGroupKind:
 * @SOL_OUTBOX_GROUP_DECIDE: what does not leave without its user
 * @SOL_OUTBOX_GROUP_WAITING: what leaves by itself
 * @SOL_OUTBOX_GROUP_SENT: what left lately
 */
typedef enum
{
  SOL_OUTBOX_GROUP_DECIDE,
  SOL_OUTBOX_GROUP_WAITING,
  SOL_OUTBOX_GROUP_SENT,
  SOL_N_OUTBOX_GROUPS
} SolOutboxGroupKind;

#define SOL_TYPE_OUTBOX_GROUP (sol_outbox_group_get_type ())
G_DECLARE_FINAL_TYPE (SolOutboxGroup, sol_outbox_group, SOL, OUTBOX_GROUP, GObject)

SolOutboxGroupKind sol_outbox_group_get_kind (SolOutboxGroup *self);
guint sol_outbox_group_get_count (SolOutboxGroup *self);

SolOutboxGroup *sol_outbox_group_new (SolOutboxGroupKind kind);
void sol_outbox_group_set_count (SolOutboxGroup *self, guint count);

G_END_DECLS
