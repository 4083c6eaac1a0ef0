/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean sol_files_add (GSettings *settings, const char *data_dir, const char *uri);
void sol_files_forget (GSettings *settings, const char *data_dir, const char *uri);

G_END_DECLS
