/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sol-access.h"
#include "server/sol-accounts.h"
#include "server/sol-claims.h"
#include "server/sol-identities.h"
#include "server/sol-looks.h"
#include "server/sol-personal.h"
#include "server/sol-refusals.h"
#include "server/sol-sequence.h"
#include "server/sol-sqlite.h"
#include "server/sol-storage-sqlite.h"
#include "server/sol-words.h"

G_BEGIN_DECLS

#define SOL_META_WRITES "writes"

struct _SolStorageSqlite
{
  GObject parent_instance;

  char *path;
  int lock;          /* descriptor that holds the lock on the file beside the database */
  GMutex writing;    /* @writer, @sequence, @feed, @n_writes */
  SolSqlite *writer; /* the only connection that writes */
  SolSequence *sequence;
  char *feed;
  gint64 n_writes;    /* transactions that wrote anything, ever */
  GMutex pooling;     /* @readers */
  GPtrArray *readers; /* connections that nobody reads through now */
};

SolSqlite *sol_storage_sqlite_take_reader (SolStorageSqlite *self, GError **error);
void sol_storage_sqlite_give_reader (SolStorageSqlite *self, SolSqlite *reader);

/* Works in a transaction, which is taken back when it returns %FALSE. */
typedef gboolean (*SolSqliteWork) (SolSqlite *writer, gpointer data, GError **error);

gboolean sol_storage_sqlite_write (SolStorageSqlite *self,
                                   SolSqliteWork work,
                                   gpointer data,
                                   GError **error);

/* The same, of work that writes records: @seq is the end of the feed, and counts on. */
typedef gboolean (*SolFeedWork) (SolSqlite *writer, gint64 *seq, gpointer data, GError **error);

gboolean sol_storage_sqlite_write_feed (SolStorageSqlite *self,
                                        SolFeedWork work,
                                        gpointer data,
                                        GError **error);
gboolean sol_storage_sqlite_write_record (SolSqlite *writer,
                                          SolStorageWrite *write,
                                          gint64 *seq,
                                          GError **error);

void sol_storage_sqlite_access_init (SolAccessInterface *iface);
void sol_storage_sqlite_acts_init (SolAccessInterface *iface);
void sol_storage_sqlite_reminders_init (SolAccessInterface *iface);
gboolean
sol_storage_sqlite_derive_access (SolSqlite *writer, const SolStorageWrite *write, GError **error);

gboolean sol_storage_sqlite_rename_member (SolSqlite *writer,
                                           gint64 *seq,
                                           const SolAccount *account,
                                           GError **error);

void sol_storage_sqlite_accounts_init (SolAccountsInterface *iface);
void sol_storage_sqlite_sessions_init (SolAccountsInterface *iface);
void sol_storage_sqlite_attempts_init (SolAccountsInterface *iface);
gboolean sol_storage_sqlite_write_audit (SolSqlite *writer, const SolAudit *audit, GError **error);
gboolean sol_storage_sqlite_end_others (SolSqlite *writer, const SolAudit *audit, GError **error);
void sol_storage_sqlite_identities_init (SolIdentitiesInterface *iface);
gboolean
sol_storage_sqlite_add_account (SolSqlite *writer, const SolAccount *account, GError **error);
gboolean sol_storage_sqlite_end_every_session (SolSqlite *writer, GError **error);
SolAccount *sol_storage_sqlite_read_account (sqlite3_stmt *statement, int first);
void sol_storage_sqlite_personal_init (SolPersonalInterface *iface);
void sol_storage_sqlite_leaving_init (SolPersonalInterface *iface);
void sol_storage_sqlite_blobs_init (SolStorageInterface *iface);
void sol_storage_sqlite_history_init (SolStorageInterface *iface);
void sol_storage_sqlite_claims_init (SolClaimsInterface *iface);
void sol_storage_sqlite_words_init (SolWordsInterface *iface);
void sol_storage_sqlite_refusals_init (SolRefusalsInterface *iface);
gboolean sol_storage_sqlite_is_unwanted (SolSqlite *connection,
                                         const char *address,
                                         gboolean *unwanted,
                                         GError **error);
gboolean sol_storage_sqlite_place_words (SolStorageSqlite *self, GError **error);
gboolean sol_storage_sqlite_purge_words (SolSqlite *writer, gint64 now, GError **error);
void sol_storage_sqlite_looks_init (SolLooksInterface *iface);
void sol_storage_sqlite_mutations_init (SolStorageInterface *iface);
void sol_storage_sqlite_feed_init (SolStorageInterface *iface);
void sol_storage_sqlite_reads_init (SolStorageInterface *iface);
void sol_storage_sqlite_writes_init (SolStorageInterface *iface);

#define SOL_STORED_COLUMNS "key, type, id, scope, rev, seq, doc"

SolStored sol_storage_sqlite_get_row (sqlite3_stmt *statement);
gboolean sol_storage_sqlite_take_rows (SolSqlite *reader,
                                       sqlite3_stmt *statement,
                                       SolStorageTake take,
                                       gpointer data,
                                       GError **error);
gint64 sol_storage_sqlite_get_seq (SolSqlite *connection, GError **error);
char *sol_storage_sqlite_read_meta (SolSqlite *connection, const char *name, GError **error);
gboolean sol_storage_sqlite_write_meta (SolSqlite *connection,
                                        const char *name,
                                        const char *value,
                                        GError **error);

G_END_DECLS
