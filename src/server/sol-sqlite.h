/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/**
 * SolSqlite:
 *
 * One connection and its prepared statements. One thread at a time.
 */
typedef struct _SolSqlite SolSqlite;

SolSqlite *sol_sqlite_open (const char *path, gboolean writable, GError **error);
void sol_sqlite_close (SolSqlite *self);
gboolean sol_sqlite_run (SolSqlite *self, const char *sql, GError **error);
sqlite3_stmt *sol_sqlite_prepare (SolSqlite *self, const char *sql, GError **error);
sqlite3_stmt *
sol_sqlite_bind (SolSqlite *self, const char *sql, GError **error, const char *kinds, ...);
gboolean
sol_sqlite_execute (SolSqlite *self, const char *sql, GError **error, const char *kinds, ...);
gint64 sol_sqlite_count_changes (SolSqlite *self);
int sol_sqlite_step (SolSqlite *self, sqlite3_stmt *statement, GError **error);
gboolean sol_sqlite_finish (SolSqlite *self, sqlite3_stmt *statement, GError **error);
void sol_sqlite_reset (SolSqlite *self);
gboolean sol_sqlite_migrate (SolSqlite *self, GError **error);
void sol_sqlite_bind_text (sqlite3_stmt *statement, int index, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolSqlite, sol_sqlite_close)

G_END_DECLS
