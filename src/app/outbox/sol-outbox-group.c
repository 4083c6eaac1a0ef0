/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/outbox/sol-outbox-group.h"

/**
 * SolOutboxGroup:
 *
 * The line above the entries of a group.
 */
struct _SolOutboxGroup
{
  GObject parent_instance;

  SolOutboxGroupKind kind;
  guint count;
};

G_DEFINE_FINAL_TYPE (SolOutboxGroup, sol_outbox_group, G_TYPE_OBJECT)

static void
sol_outbox_group_class_init (SolOutboxGroupClass *klass)
{
}

static void
sol_outbox_group_init (SolOutboxGroup *self)
{
}

SolOutboxGroup *
sol_outbox_group_new (SolOutboxGroupKind kind)
{
  SolOutboxGroup *self = g_object_new (SOL_TYPE_OUTBOX_GROUP, NULL);

  self->kind = kind;
  return self;
}

SolOutboxGroupKind
sol_outbox_group_get_kind (SolOutboxGroup *self)
{
  return self->kind;
}

guint
sol_outbox_group_get_count (SolOutboxGroup *self)
{
  return self->count;
}

void
sol_outbox_group_set_count (SolOutboxGroup *self, guint count)
{
  self->count = count;
}
