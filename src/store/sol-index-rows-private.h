/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "search/sol-catalogue.h"
#include "store/sol-database-private.h"

G_BEGIN_DECLS

gboolean sol_index_holds (const char *type);
gint64 sol_index_get_local_seq (SolDatabase *db, GError **error);
char *sol_index_read_store_id (SolDatabase *db, GError **error);
gint64 sol_index_count_delta (SolDatabase *db, gint64 since, gint64 max, GError **error);
gint64 sol_index_add_rows (SolDatabase *db,
                           SolSegmentBuilder *builder,
                           gint64 since,
                           GArray *keys,
                           GCancellable *cancellable,
                           GError **error);
SolCatalogue *
sol_index_build_catalogue (SolDatabase *db, SolSegment *base, gint64 base_seq, GError **error);

G_END_DECLS
