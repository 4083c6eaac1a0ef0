/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *sol_media_find_type (GBytes *content);
gboolean sol_media_is_whole (GBytes *content);

G_END_DECLS
