/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "model/sol-actor.h"

G_BEGIN_DECLS

#define SOL_SCOPE_PUBLIC "public"

#define SOL_STORAGE_ERROR (sol_storage_error_quark ())

/**
 * SolStorageError:
 * @SOL_STORAGE_ERROR_FAILED: the database refused, the message says what
 * @SOL_STORAGE_ERROR_LOCKED: another process serves this database
 * @SOL_STORAGE_ERROR_NEWER: a newer version of the program made it; it was not touched
 * @SOL_STORAGE_ERROR_CORRUPT: it is no database, or a damaged one
 * @SOL_STORAGE_ERROR_FULL: the disk is full; nothing of the batch was written
 * @SOL_STORAGE_ERROR_MACHINE: its disk or memory fails, whatever is asked of it
 * @SOL_STORAGE_ERROR_CHANGED: a record is no longer at the revision that the write was made for
 * @SOL_STORAGE_ERROR_GAP: mutations before one of the batch never arrived
 * @SOL_STORAGE_ERROR_OTHER_BODY: a mutation was sent before, and was another one
 * @SOL_STORAGE_ERROR_CLIENTS: an account wrote from as many installations as it may
 * @SOL_STORAGE_ERROR_CLONED: two installations call themselves by one name: a folder was copied
 */
typedef enum
{
  SOL_STORAGE_ERROR_FAILED,
  SOL_STORAGE_ERROR_LOCKED,
  SOL_STORAGE_ERROR_NEWER,
  SOL_STORAGE_ERROR_CORRUPT,
  SOL_STORAGE_ERROR_FULL,
  SOL_STORAGE_ERROR_MACHINE,
  SOL_STORAGE_ERROR_CHANGED,
  SOL_STORAGE_ERROR_GAP,
  SOL_STORAGE_ERROR_OTHER_BODY,
  SOL_STORAGE_ERROR_CLONED,
  SOL_STORAGE_ERROR_CLIENTS,
} SolStorageError;

GQuark sol_storage_error_quark (void);

/**
 * SolStored:
 * @key: what the search index calls it by, never used again
 * @rev: counted up by each write of this record
 * @seq: place in the feed, counted up by each write of any
 * @doc: (nullable): the document as JSON text; %NULL: it is deleted
 * @moved: it is not deleted, but left @scope
 *
 * One record as the storage holds it.
 */
typedef struct
{
  gint64 key;
  char *type;
  char *id;
  char *scope;
  gint64 rev;
  gint64 seq;
  char *doc;
  gboolean moved;
} SolStored;

void sol_stored_free (SolStored *self);

/**
 * SolStorageWrite:
 * @scope: (nullable): whose it is; a record that is deleted stays where it was
 * @doc: (nullable): the whole document as JSON text; %NULL deletes the record
 * @base_rev: the revision it is made for; 0: must not be there; -1: whatever is there
 * @rev: (out): the revision it has now
 * @seq: (out): its place in the feed
 * @changed: (out): %FALSE: it was so already, and nothing was written
 *
 * One line of a batch. The strings stay the caller's.
 */
typedef struct
{
  const char *type;
  const char *id;
  const char *scope;
  const char *doc;
  gint64 base_rev;
  gint64 rev;
  gint64 seq;
  gboolean changed;
} SolStorageWrite;

/**
 * SolStoragePage:
 * @scopes: (nullable): records of those scopes alone; %NULL: all
 * @types: (nullable): records of those types alone
 * @since: those after that place in the feed
 * @until: those up to that place; 0: to its end
 * @limit: at most so many
 *
 * What is read of the feed.
 */
typedef struct
{
  const char *const *scopes;
  const char *const *types;
  gint64 since;
  gint64 until;
  guint limit;
} SolStoragePage;

/**
 * SolStorageSender:
 * @session: (nullable): that he signed in to, for the audit log
 * @client: UUID of the installation
 * @now: seconds since 1970
 *
 * Who sends mutations, from where and when.
 */
typedef struct
{
  const SolActor *actor;
  const char *session;
  const char *client;
  gint64 now;
} SolStorageSender;

/**
 * SolStorageAnswer:
 * @text: JSON, {"id", "n", "result", …}; never the record
 * @shows: the record as it is now goes with it, to who may read that
 *
 * What becomes of one mutation.
 */
typedef struct
{
  char *text;
  gboolean shows;
} SolStorageAnswer;

void sol_storage_answer_free (SolStorageAnswer *self);

/* Takes one record, which is good during the call. Returning %FALSE ends the reading. */
typedef gboolean (*SolStorageTake) (const SolStored *record, gpointer data);

#define SOL_TYPE_STORAGE (sol_storage_get_type ())
G_DECLARE_INTERFACE (SolStorage, sol_storage, SOL, STORAGE, GObject)

/**
 * SolStorageInterface:
 *
 * What the server asks of a database. All calls may wait for the disk and may come from any thread.
 */
struct _SolStorageInterface
{
  GTypeInterface parent_interface;

  gboolean (*apply) (SolStorage *self, SolStorageWrite *writes, guint n_writes, GError **error);
  gboolean (*mutate) (SolStorage *self,
                      const SolStorageSender *sender,
                      GPtrArray *mutations,
                      GPtrArray *answers,
                      GError **error);
  gint64 (*get_last_n) (SolStorage *self, const char *account, const char *client, GError **error);
  gboolean (*read_page) (SolStorage *self,
                         const SolStoragePage *page,
                         SolStorageTake take,
                         gpointer data,
                         GError **error);
  gboolean (*read_all) (SolStorage *self,
                        const char *scope,
                        gint64 *seq,
                        SolStorageTake take,
                        gpointer data,
                        GError **error);
  SolStored *(*get) (SolStorage *self, const char *type, const char *id, GError **error);
  GPtrArray *(*find) (SolStorage *self,
                      const char *type,
                      const char *field,
                      const char *value,
                      GError **error);
  GPtrArray *(*get_keys) (SolStorage *self, const gint64 *keys, guint n_keys, GError **error);
  gint64 (*get_last_seq) (SolStorage *self,
                          const char *const *scopes,
                          const char *const *types,
                          GError **error);
  char *(*get_meta) (SolStorage *self, const char *name, GError **error);
  gboolean (*set_meta) (SolStorage *self, const char *name, const char *value, GError **error);
  gboolean (*purge) (SolStorage *self, gint64 before, GError **error);
  gboolean (*purge_mutations) (SolStorage *self, gint64 now, GError **error);
  gboolean (*find_duplicates) (SolStorage *self, gint64 now, gboolean *more, GError **error);
  gboolean (*put_blob) (SolStorage *self, const char *hash, GBytes *blob, GError **error);
  int (*open_blob) (SolStorage *self, const char *hash, GError **error);
  char *(*print_history) (SolStorage *self,
                          const char *type,
                          const char *id,
                          gint64 before,
                          guint limit,
                          GError **error);
  char *(*find_former_blob) (SolStorage *self,
                             const char *type,
                             const char *id,
                             const char *hash,
                             GError **error);
};

gboolean
sol_storage_apply (SolStorage *self, SolStorageWrite *writes, guint n_writes, GError **error);
gboolean sol_storage_mutate (SolStorage *self,
                             const SolStorageSender *sender,
                             GPtrArray *mutations,
                             GPtrArray *answers,
                             GError **error);
gint64
sol_storage_get_last_n (SolStorage *self, const char *account, const char *client, GError **error);
gboolean sol_storage_read_page (SolStorage *self,
                                const SolStoragePage *page,
                                SolStorageTake take,
                                gpointer data,
                                GError **error);
gboolean sol_storage_read_all (SolStorage *self,
                               const char *scope,
                               gint64 *seq,
                               SolStorageTake take,
                               gpointer data,
                               GError **error);
SolStored *sol_storage_get (SolStorage *self, const char *type, const char *id, GError **error);
GPtrArray *sol_storage_find (SolStorage *self,
                             const char *type,
                             const char *field,
                             const char *value,
                             GError **error);
GPtrArray *
sol_storage_get_keys (SolStorage *self, const gint64 *keys, guint n_keys, GError **error);
gint64 sol_storage_get_last_seq (SolStorage *self,
                                 const char *const *scopes,
                                 const char *const *types,
                                 GError **error);
char *sol_storage_get_meta (SolStorage *self, const char *name, GError **error);
gboolean
sol_storage_set_meta (SolStorage *self, const char *name, const char *value, GError **error);
gboolean sol_storage_learn (SolStorage *self, GError **error);
gboolean sol_storage_purge (SolStorage *self, gint64 before, GError **error);
gboolean sol_storage_purge_mutations (SolStorage *self, gint64 now, GError **error);
gboolean sol_storage_find_duplicates (SolStorage *self, gint64 now, gboolean *more, GError **error);
gboolean sol_storage_put_blob (SolStorage *self, GBytes *blob, GError **error);
gboolean sol_storage_is_hash (const char *text);
int sol_storage_open_blob (SolStorage *self, const char *hash, GError **error);
char *sol_storage_print_history (SolStorage *self,
                                 const char *type,
                                 const char *id,
                                 gint64 before,
                                 guint limit,
                                 GError **error);
char *sol_storage_find_former_blob (SolStorage *self,
                                    const char *type,
                                    const char *id,
                                    const char *hash,
                                    GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolStored, sol_stored_free)

G_END_DECLS
