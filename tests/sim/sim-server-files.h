/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GHashTable *sim_server_files_list (const char *database);
void sim_server_files_put_back (const char *database, GHashTable *list);
gboolean sim_server_files_has (const char *database, const char *hash);

G_END_DECLS
