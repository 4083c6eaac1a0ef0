/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/form/sol-form-field.h"
#include "model/sol-item.h"

G_BEGIN_DECLS

#define SOL_TYPE_ITEM_CARD (sol_item_card_get_type ())
G_DECLARE_FINAL_TYPE (SolItemCard, sol_item_card, SOL, ITEM_CARD, AdwBin)

GtkWidget *sol_item_card_new (const SolFormField *parts, SolItem *item);
SolItem *sol_item_card_get_item (SolItemCard *self);
const char *sol_item_card_get_title (SolItemCard *self);
void sol_item_card_set_item (SolItemCard *self, SolItem *item);
void sol_item_card_set_rank (SolItemCard *self, guint position, guint n_items);
void sol_item_card_set_editable (SolItemCard *self, gboolean editable);
void sol_item_card_set_open (SolItemCard *self, gboolean open);
void sol_item_card_focus_field (SolItemCard *self);

G_END_DECLS
