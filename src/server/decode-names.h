/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean decode_names_has (GBytes *document, const char *name);

G_END_DECLS
