/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sol-account-store-private.h"
#include "store/sol-live-list.h"

G_BEGIN_DECLS

/**
 * SolLiveMarks:
 * @user: how far the changes of user.db are seen
 * @held: likewise of the cache
 * @received: 1 once the cache has what the platform told; 0 before
 */
typedef struct
{
  gint64 user;
  gint64 held;
  gint64 received;
} SolLiveMarks;

/**
 * SolLiveAnswer:
 * @items: (element-type GObject): those that changed after the marks
 * @keys: (nullable): of an answer that is whole: the items by their keys; the items are in order
 *   then
 * @marks: up to here
 */
typedef struct
{
  GPtrArray *items;
  GHashTable *keys;
  SolLiveMarks marks;
} SolLiveAnswer;

/**
 * SolLiveKind:
 * @item_type: of what it lists
 * @find: adds the changes since the marks, and says how far it has seen
 * @get_key: what an item is told from others by
 * @is_gone: whether it is to leave the list
 * @compare: the order; no two items are equal
 * @update: takes over what another object of the same key says
 * @whole: @find gives all that is to be listed, not what changed: what it does not give leaves
 *
 * What differs between two lists that follow the files.
 */
typedef struct
{
  GType (*item_type) (void);
  gboolean (*find) (SolDatabase *db,
                    SolAccountInput *input,
                    const SolLiveMarks *since,
                    SolLiveAnswer *answer,
                    GError **error);
  const char *(*get_key) (gpointer item);
  gboolean (*is_gone) (gpointer item);
  int (*compare) (gconstpointer a, gconstpointer b);
  void (*update) (gpointer item, gpointer fresh);
  gboolean whole;
} SolLiveKind;

SolLiveList *sol_live_list_new (SolAccountStore *store,
                                const SolLiveKind *kind,
                                const char *type_name,
                                const char *id);
SolLiveAnswer *sol_live_answer_new (void);
void sol_live_answer_free (gpointer self);

G_END_DECLS
