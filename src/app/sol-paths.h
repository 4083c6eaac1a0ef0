/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char *sol_paths_get_locale_dir (void);
GSettings *sol_paths_new_settings (void);
char *sol_paths_find_server (void);
char *sol_paths_get_data_dir (void);
char *sol_paths_get_cache_dir (void);
char *sol_paths_get_server_folder (const char *data_dir, const char *server);
char *sol_paths_get_file_folder (const char *data_dir, const char *file_name);

G_END_DECLS
