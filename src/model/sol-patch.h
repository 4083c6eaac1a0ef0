/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-record.h"

G_BEGIN_DECLS

/**
 * SolPatch:
 * @set: (nullable): fields and their new values; null empties one
 * @add: (nullable): fields of codes and the codes that join
 * @remove: (nullable): fields of codes and the codes that leave
 * @items: (nullable) (element-type SolItemEdit): what becomes of items, in order
 *
 * What somebody changed of a record, so told that it can be laid over what others changed
 * meanwhile.
 */
typedef struct
{
  JsonObject *set;
  JsonObject *add;
  JsonObject *remove;
  GPtrArray *items;
} SolPatch;

typedef enum
{
  SOL_ITEM_ADD,
  SOL_ITEM_EDIT,
  SOL_ITEM_REMOVE,
  SOL_N_ITEM_ACTS
} SolItemAct;

#define SOL_PATCH_MAX_DEPTH 3          /* items within items */
#define SOL_PATCH_MAX_ITEMS 1000       /* edits of items */
#define SOL_PATCH_MAX_MEMBERS 200      /* fields */
#define SOL_PATCH_MAX_TEXT (64 * 1024) /* bytes of one text */

/**
 * SolItemEdit:
 * @path: names of fields and ids of items by turns: "criteria", ID, "evidence", ID
 * @at: (nullable): its position from now on; %NULL: as it was, or the end of the list
 * @patch: of its own fields; items within it have edits of their own
 */
typedef struct
{
  SolItemAct act;
  GStrv path;
  char *at;
  SolPatch patch;
} SolItemEdit;

SolPatch *sol_patch_new (void);
SolPatch *sol_patch_new_diff (SolRecord *base, SolRecord *edited);
void sol_patch_free (SolPatch *self);
gboolean sol_patch_is_empty (const SolPatch *self);
GStrv sol_patch_list_fields (const SolPatch *self);
void sol_patch_drop (SolPatch *self, const char *path);
void sol_patch_set (SolPatch *self, const char *path, JsonNode *value);

gboolean sol_patch_read (SolPatch *self, const char *name, JsonNode *node, GError **error);
void sol_patch_write (const SolPatch *self, JsonObject *object);

void sol_item_edit_free (SolItemEdit *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolPatch, sol_patch_free)

G_END_DECLS
