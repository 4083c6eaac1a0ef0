/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *sol_link_make_site (const char *typed);
gboolean sol_link_is_site (const char *typed);
gboolean sol_link_has_odd_characters (const char *text);

G_END_DECLS
