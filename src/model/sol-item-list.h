/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-item.h"

G_BEGIN_DECLS

GPtrArray *sol_item_list_copy (const GValue *value);
SolItem *sol_item_list_find (GPtrArray *self, const char *id, guint *index);
void sol_item_list_put (GPtrArray *self, SolItem *owned_item);
char *sol_item_list_get_end (GPtrArray *self);

G_END_DECLS
