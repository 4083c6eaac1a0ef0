/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "search/sol-catalogue.h"

G_BEGIN_DECLS

typedef struct _SolIndexStream SolIndexStream;

SolIndexStream *sol_index_stream_new (void);
void sol_index_stream_free (SolIndexStream *self);

void sol_index_stream_push (SolIndexStream *self, GPtrArray *changes, gint64 first_key);
gboolean sol_index_stream_is_complete (SolIndexStream *self, gint64 n_records);
SolSegmentBuilder *sol_index_stream_end (SolIndexStream *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolIndexStream, sol_index_stream_free)

G_END_DECLS
