/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-field.h"

G_BEGIN_DECLS

/**
 * SolItem:
 *
 * One element of a field of items: an id and values laid out by the table of that field. Once it
 * is shared it does not change.
 */
#define SOL_TYPE_ITEM (sol_item_get_type ())
G_DECLARE_FINAL_TYPE (SolItem, sol_item, SOL, ITEM, GObject)

SolItem *sol_item_new_from_json (const SolFieldTable *table, JsonObject *object);
SolItem *sol_item_new (const SolFieldTable *table, const char *id, const char *at);
SolItem *sol_item_copy (SolItem *self, const char *id, const char *at);
JsonObject *sol_item_to_json (SolItem *self);
gboolean sol_item_equal (SolItem *a, SolItem *b);
gboolean sol_item_check (SolItem *self, GError **error);

const char *sol_item_get_id (SolItem *self);
const char *sol_item_get_at (SolItem *self);
const SolFieldTable *sol_item_get_table (SolItem *self);
GValue *sol_item_get_values (SolItem *self);
const GValue *sol_item_get_value (SolItem *self, const char *name);
const char *sol_item_get_text (SolItem *self, const char *name);
void sol_item_set_text (SolItem *self, const char *name, const char *text);
const char *const *sol_item_get_codes (SolItem *self, const char *name);
gboolean sol_item_get_number (SolItem *self, const char *name, gint64 *number);
GPtrArray *sol_item_get_items (SolItem *self, const char *name);
const SolBlob *sol_item_get_blob (SolItem *self, const char *name);
const SolBlob *sol_item_find_blob (SolItem *self, const char *hash);
void sol_item_add_blobs (SolItem *self, GPtrArray *blobs);

G_END_DECLS
