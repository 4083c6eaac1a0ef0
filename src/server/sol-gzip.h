/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SolGzip:
 *
 * Packs a text piece by piece into one gzip member. One thread at a time.
 */
typedef struct _SolGzip SolGzip;

SolGzip *sol_gzip_new (int level);
void sol_gzip_free (SolGzip *self);
gsize
sol_gzip_pack (SolGzip *self, const char *text, gsize length, gboolean last, GByteArray *packed);

GBytes *sol_gzip_bytes (GBytes *bytes, int level);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolGzip, sol_gzip_free)

G_END_DECLS
