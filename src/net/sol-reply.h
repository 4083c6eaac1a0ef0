/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "net/sol-client.h"

G_BEGIN_DECLS

/* What a server answered to a call: a status and an object of JSON, of which nothing is sure. */
typedef struct _SolReply SolReply;

SolReply *sol_reply_new (guint status, GBytes *text, GError **error);
void sol_reply_free (SolReply *self);

guint sol_reply_get_status (const SolReply *self);
gboolean sol_reply_is_success (const SolReply *self);
const char *sol_reply_get_text (const SolReply *self, const char *name);
gint64 sol_reply_get_number (const SolReply *self, const char *name, gint64 otherwise);
gint64 sol_reply_get_instant (const SolReply *self, const char *name);
gboolean sol_reply_get_flag (const SolReply *self, const char *name);
JsonNode *sol_reply_dup_value (const SolReply *self, const char *name);
SolReply *sol_reply_get_object (const SolReply *self, const char *name);
gboolean sol_reply_has_list (const SolReply *self, const char *name);
guint sol_reply_get_length (const SolReply *self, const char *name);
SolReply *sol_reply_get_item (const SolReply *self, const char *name, guint position);
GStrv sol_reply_dup_texts (const SolReply *self, const char *name);
char *sol_reply_print (const SolReply *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolReply, sol_reply_free)

void sol_client_call_async (SolClient *self,
                            const char *method,
                            const char *path,
                            const char *json,
                            gsize max_length,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
void sol_client_send_part_async (SolClient *self,
                                 const char *path,
                                 GBytes *part,
                                 goffset at,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
GBytes *
sol_client_call_finish_text (SolClient *self, GAsyncResult *result, guint *status, GError **error);
SolReply *sol_client_call_finish (SolClient *self, GAsyncResult *result, GError **error);

G_END_DECLS
