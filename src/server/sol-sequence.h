/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SolSequence:
 *
 * How far the feed got, and how often anything was written, kept beside the database and not in it:
 * a database that is behind it was put back from a backup, and clients know of changes that it does
 * not, or it of sessions that ended.
 */
typedef struct _SolSequence SolSequence;

SolSequence *sol_sequence_open (const char *database, GError **error);
void sol_sequence_close (SolSequence *self);
gboolean sol_sequence_fits (SolSequence *self, const char *feed, gint64 seq, gint64 n_writes);
gboolean sol_sequence_write (SolSequence *self,
                             const char *feed,
                             gint64 seq,
                             gint64 n_writes,
                             GError **error);
gboolean sol_sequence_count (SolSequence *self, gint64 n_writes, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolSequence, sol_sequence_close)

G_END_DECLS
