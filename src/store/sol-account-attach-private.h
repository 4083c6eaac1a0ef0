/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sol-account-attach.h"
#include "store/sol-account-store-private.h"

G_BEGIN_DECLS

/* For a WHERE on entries that were never handed out: one that names what the server does not have
 * waits, and what was done to the same record after it; nothing else does. */
#define SOL_ATTACHMENT_IS_SENT                                                        \
  "NOT EXISTS (SELECT 1 FROM attachment AS a CROSS JOIN entry AS e WHERE a.sent = 0"  \
  " AND e.target = entry.target AND e.type = entry.type AND e.place <= entry.place"   \
  " AND e.n IS NULL AND e.state = 0 AND ifnull (e.organisation, '') = a.organisation" \
  " AND instr (e.body, a.hash) > 0)"

char *sol_attachment_make_path (const char *folder, const char *hash);
gboolean
sol_attachment_put (SolDatabase *db, const SolAttachment *attachment, gint64 now, GError **error);
gboolean sol_attachment_check_size (goffset size, GError **error);
gboolean sol_attachment_save (const char *folder, GBytes *content, SolBlob *blob, GError **error);
GPtrArray *sol_attachment_list_named (SolDatabase *db, GError **error);
gboolean sol_attachment_move_all (const char *from, const char *to, GError **error);
gboolean sol_attachment_purge (SolDatabase *db, const char *folder, gint64 before, GError **error);

G_END_DECLS
