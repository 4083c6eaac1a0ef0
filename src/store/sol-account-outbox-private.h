/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-record.h"
#include "store/sol-outbox-entry-private.h"

G_BEGIN_DECLS

/**
 * SolOutboxRow:
 *
 * What an entry begins with.
 */
typedef struct
{
  const SolMutation *mutation;
  const char *origin;
  const char *organisation;
  SolOutboxState state;
  const char *scope;
  const char *title;
  const char *code;
  const char *base; /* (nullable): JSON of sol_outbox_make_base() */
  gint64 created_at;
} SolOutboxRow;

const char *sol_outbox_find_title (SolRecord *record);
gboolean sol_outbox_insert (SolDatabase *db, const SolOutboxRow *row, GError **error);
gboolean sol_outbox_rename (SolDatabase *db, const char *id, const char *fresh, GError **error);
char *sol_outbox_make_base (JsonObject *doc, const SolMutation *mutation);
gboolean sol_outbox_write_base (SolDatabase *db, const char *id, const char *base, GError **error);
gboolean sol_outbox_write_body (SolDatabase *db, const SolMutation *mutation, GError **error);
gboolean sol_outbox_replace_after (SolDatabase *db,
                                   SolOutboxEntry *entry,
                                   const char *id,
                                   GStrv others,
                                   GError **error);
gboolean sol_outbox_run_on (SolDatabase *db, const char *sql, const char *id, GError **error);
GPtrArray *sol_outbox_list_ids (SolDatabase *db, const char *sql, const char *id, GError **error);
gboolean sol_outbox_requeue (SolDatabase *db, const char *id, GError **error);
gboolean sol_outbox_go_on (SolDatabase *db, const char *id, const char *by, GError **error);
gboolean sol_outbox_become_client (SolDatabase *db, GError **error);
gboolean sol_outbox_find_after (SolDatabase *db, SolMutation *mutation, GError **error);

G_END_DECLS
