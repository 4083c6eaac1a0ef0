/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "search/sol-catalogue.h"
#include "server/sol-server.h"

G_BEGIN_DECLS

/**
 * SolIndex:
 *
 * The catalogue's index over the public suppliers of a storage, kept in memory: one base segment,
 * and a delta over it of what changed since.
 */
SolIndex *sol_index_new (SolStorage *storage);
void sol_index_free (SolIndex *self);
gboolean sol_index_refresh (SolIndex *self, GError **error);
SolCatalogue *sol_index_get_catalogue (SolIndex *self, gint64 *seq);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolIndex, sol_index_free)

G_END_DECLS
