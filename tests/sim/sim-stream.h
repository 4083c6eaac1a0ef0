/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The body of an answer as it comes over a line: in parts, and perhaps not whole. */
GInputStream *sim_stream_new (GBytes *body, gsize part, gboolean breaks);

G_END_DECLS
