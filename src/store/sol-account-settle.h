/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "store/sol-account-store.h"

G_BEGIN_DECLS

typedef enum
{
  SOL_CHOICE_MINE,
  SOL_CHOICE_THEIRS,
  SOL_CHOICE_OTHER,
} SolConflictChoiceKind;

/**
 * SolConflictChoice:
 * @path: the part that the conflict is about
 * @value: (nullable): of %SOL_CHOICE_OTHER
 *
 * What a user chose for one part that somebody else wrote as well.
 */
typedef struct
{
  char *path;
  SolConflictChoiceKind kind;
  JsonNode *value;
} SolConflictChoice;

/* The type of the draft of what is chosen of an entry, by its id: {path: {"choice": a kind,
 * "value": what is written in place of both versions}}. */
#define SOL_CONFLICT_DRAFT "conflict"

SolConflictChoice *
sol_conflict_choice_new (const char *path, SolConflictChoiceKind kind, JsonNode *value);
void sol_conflict_choice_free (SolConflictChoice *self);

void sol_account_store_retry_async (SolAccountStore *self,
                                    const char *id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean
sol_account_store_retry_finish (SolAccountStore *self, GAsyncResult *result, GError **error);

void sol_account_store_discard_async (SolAccountStore *self,
                                      const char *id,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean
sol_account_store_discard_finish (SolAccountStore *self, GAsyncResult *result, GError **error);

void sol_account_store_undo_discard_async (SolAccountStore *self,
                                           const char *id,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
gboolean
sol_account_store_undo_discard_finish (SolAccountStore *self, GAsyncResult *result, GError **error);

void sol_account_store_settle_async (SolAccountStore *self,
                                     const char *id,
                                     GPtrArray *choices,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean
sol_account_store_settle_finish (SolAccountStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
