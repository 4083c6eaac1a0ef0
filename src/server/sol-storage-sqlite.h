/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sol-storage.h"

G_BEGIN_DECLS

#define SOL_TYPE_STORAGE_SQLITE (sol_storage_sqlite_get_type ())
G_DECLARE_FINAL_TYPE (SolStorageSqlite, sol_storage_sqlite, SOL, STORAGE_SQLITE, GObject)

SolStorage *sol_storage_sqlite_open (const char *path, gboolean restored, GError **error);

gboolean sol_storage_sqlite_print_audit (const char *path,
                                         const char *account,
                                         const char *since,
                                         GError **error);

G_END_DECLS
