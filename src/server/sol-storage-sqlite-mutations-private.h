/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sol-mutation-answer.h"
#include "server/sol-storage-sqlite-private.h"

G_BEGIN_DECLS

/**
 * SolMutating:
 * @seq: end of the feed, counted on
 * @moment: now, as records tell it
 * @mutation: the one under way
 * @seen: whether its author may read the record it is about
 * @storage: (nullable): where attachments are; acts of the server's own name none
 * @fault: (nullable): why the database did not give what the model asked to read
 *
 * One batch in its transaction.
 */
typedef struct
{
  SolSqlite *writer;
  gint64 *seq;
  const SolStorageSender *sender;
  char *moment;
  const SolMutation *mutation;
  gboolean seen;
  SolStorageSqlite *storage;
  GError *fault;
} SolMutating;

gboolean sol_storage_sqlite_load_target (SolSqlite *writer,
                                         const char *type,
                                         const char *id,
                                         gint64 now,
                                         SolMutationTarget *target,
                                         GError **error);
SolRecord *sol_storage_sqlite_load_record (SolSqlite *writer,
                                           const char *type,
                                           const char *id,
                                           gint64 now,
                                           GError **error);
GPtrArray *sol_storage_sqlite_find_ids (SolSqlite *writer,
                                        const char *type,
                                        const char *field,
                                        const char *text,
                                        gint64 most,
                                        GError **error);
gboolean sol_storage_sqlite_note_revisions (SolMutating *run,
                                            const SolStorageWrite *write,
                                            const SolMutationTarget *before,
                                            SolRecord *after,
                                            GError **error);
gboolean
sol_storage_sqlite_write_projections (SolMutating *run, const SolEffect *effect, GError **error);
gboolean sol_storage_sqlite_follow (SolMutating *run, const SolStorageWrite *write, GError **error);
void sol_mutation_target_clear (SolMutationTarget *self);
gboolean sol_storage_sqlite_write_effect (SolMutating *run,
                                          const SolEffect *effect,
                                          SolStorageWrite *write,
                                          GError **error);
gboolean sol_storage_sqlite_decide (SolMutating *run, JsonObject **answer, GError **error);
gboolean sol_storage_sqlite_tell_conflicts (SolMutating *run, JsonObject *answer, GError **error);
gboolean sol_storage_sqlite_check_blobs (SolMutating *run,
                                         GPtrArray *effects,
                                         GError **cause,
                                         GError **error);
gboolean sol_storage_sqlite_check_limits (SolMutating *run,
                                          GPtrArray *effects,
                                          GError **cause,
                                          GError **error);
gboolean sol_storage_sqlite_find_out_seen (SolMutating *run,
                                           const SolMutationTarget *target,
                                           gboolean *seen,
                                           GError **error);
gboolean sol_storage_sqlite_derive_sum (SolMutating *run, SolRecord *record, GError **error);
gboolean sol_storage_sqlite_note_blobs (SolMutating *run, SolRecord *record, GError **error);
gboolean sol_storage_sqlite_note_history (SolMutating *run,
                                          const SolStorageWrite *write,
                                          SolRecord *before,
                                          SolRecord *after,
                                          GError **error);
gboolean sol_storage_sqlite_purge_mutations (SolStorage *storage, gint64 now, GError **error);
gboolean sol_storage_sqlite_act (SolSqlite *writer,
                                 gint64 *seq,
                                 const SolStorageSender *sender,
                                 const SolMutation *mutation,
                                 gboolean *applied,
                                 GError **error);
SolMutation *sol_storage_sqlite_make_act (const char *type, const char *target, const char *op);
gboolean sol_storage_sqlite_invite_censused (SolAccess *access,
                                             const SolStorageSender *sender,
                                             const SolCensusInvite *invite,
                                             SolCensusOutcome *outcome,
                                             GError **error);
SolRecord *
sol_storage_sqlite_follow_supplier (SolSqlite *writer, const char *id, gint64 now, GError **error);
gboolean sol_storage_sqlite_take_census (SolSqlite *writer,
                                         gint64 *seq,
                                         const SolStorageSender *sender,
                                         const char *hash,
                                         char **organisation,
                                         GError **error);
gboolean sol_storage_sqlite_put_workshop_code (SolAccess *access,
                                               const SolStorageSender *sender,
                                               SolWorkshopCode *code,
                                               SolWorkshopVerdict *verdict,
                                               GError **error);
gboolean sol_storage_sqlite_take_workshop_code (SolAccess *access,
                                                const SolStorageSender *sender,
                                                const char *hash,
                                                char **workshop,
                                                GError **error);
gboolean sol_storage_sqlite_find_duplicates (SolStorage *storage,
                                             gint64 now,
                                             gboolean *more,
                                             GError **error);

G_END_DECLS
