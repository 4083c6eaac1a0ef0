/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-storage.h"

#include <string.h>

#include "model/sol-record-registry.h"

#define HASH_LENGTH 64 /* hexadecimal digits */

G_DEFINE_INTERFACE (SolStorage, sol_storage, G_TYPE_OBJECT)
G_DEFINE_QUARK (sol_storage_error, sol_storage_error)

static void
sol_storage_default_init (SolStorageInterface *iface)
{
  /**
   * SolStorage::written:
   *
   * Records may have changed, and that is committed. On the thread that wrote, which holds the
   * database: a handler does no more than note it.
   */
  g_signal_new ("written", SOL_TYPE_STORAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                0);
}

void
sol_stored_free (SolStored *self)
{
  g_free (self->type);
  g_free (self->id);
  g_free (self->scope);
  g_free (self->doc);
  g_free (self);
}

void
sol_storage_answer_free (SolStorageAnswer *self)
{
  g_free (self->text);
  g_free (self);
}

/**
 * sol_storage_apply:
 * @writes: (array length=n_writes) (inout): in order; each is told what became of it
 *
 * Writes a batch: all of it or nothing. A record that is so already keeps its revision.
 */
gboolean
sol_storage_apply (SolStorage *self, SolStorageWrite *writes, guint n_writes, GError **error)
{
  return SOL_STORAGE_GET_IFACE (self)->apply (self, writes, n_writes, error);
}

/**
 * sol_storage_mutate:
 * @mutations: (element-type SolMutation): of one client, in the order of their n
 * @answers: (element-type SolStorageAnswer): takes the answer to each; frees them
 *
 * Gives what users did to the model, which says what comes of it, and writes that with what others
 * see of it, in one transaction. A refusal of one is an answer and counts; it blocks those alone
 * that say they come after it. What was answered is never done again. When the database fails at
 * one, those before it are done and answered, and @answers is shorter than @mutations.
 *
 * Returns: %FALSE with nothing done: %SOL_STORAGE_ERROR_GAP, %SOL_STORAGE_ERROR_OTHER_BODY or
 *   %SOL_STORAGE_ERROR_CLONED for a batch that cannot be, or what the database says
 */
gboolean
sol_storage_mutate (SolStorage *self,
                    const SolStorageSender *sender,
                    GPtrArray *mutations,
                    GPtrArray *answers,
                    GError **error)
{
  return SOL_STORAGE_GET_IFACE (self)->mutate (self, sender, mutations, answers, error);
}

/**
 * sol_storage_get_last_n:
 *
 * Returns: number of the last mutation that was taken of a client; 0 before any, -1 on an error
 */
gint64
sol_storage_get_last_n (SolStorage *self, const char *account, const char *client, GError **error)
{
  return SOL_STORAGE_GET_IFACE (self)->get_last_n (self, account, client, error);
}

/**
 * sol_storage_read_page:
 *
 * Reads some of the feed in its order, tombstones too. Of a record that left one of the scopes for
 * another of them only its new place is told.
 */
gboolean
sol_storage_read_page (SolStorage *self,
                       const SolStoragePage *page,
                       SolStorageTake take,
                       gpointer data,
                       GError **error)
{
  return SOL_STORAGE_GET_IFACE (self)->read_page (self, page, take, data, error);
}

/**
 * sol_storage_read_all:
 * @seq: (out): the end of the feed at the one moment that is read; set before @take is called
 *
 * Reads all living records of a scope as they were at one moment, in the order of the feed.
 */
gboolean
sol_storage_read_all (SolStorage *self,
                      const char *scope,
                      gint64 *seq,
                      SolStorageTake take,
                      gpointer data,
                      GError **error)
{
  return SOL_STORAGE_GET_IFACE (self)->read_all (self, scope, seq, take, data, error);
}

/**
 * sol_storage_get:
 *
 * Returns: (transfer full) (nullable): the record or its tombstone; %NULL without an error when
 *   there never was one
 */
SolStored *
sol_storage_get (SolStorage *self, const char *type, const char *id, GError **error)
{
  return SOL_STORAGE_GET_IFACE (self)->get (self, type, id, error);
}

/**
 * sol_storage_find:
 * @field: one that is indexed: "siret", "external_id", "supplier" or "list"
 *
 * Returns: (transfer full) (element-type SolStored) (nullable): the living records that hold it
 */
GPtrArray *
sol_storage_find (SolStorage *self,
                  const char *type,
                  const char *field,
                  const char *value,
                  GError **error)
{
  return SOL_STORAGE_GET_IFACE (self)->find (self, type, field, value, error);
}

/**
 * sol_storage_get_keys:
 *
 * Returns: (transfer full) (element-type SolStored) (nullable): one for each key, in their order;
 *   those deleted meanwhile are left out
 */
GPtrArray *
sol_storage_get_keys (SolStorage *self, const gint64 *keys, guint n_keys, GError **error)
{
  return SOL_STORAGE_GET_IFACE (self)->get_keys (self, keys, n_keys, error);
}

/**
 * sol_storage_get_last_seq:
 * @scopes: (nullable): of those scopes alone; %NULL: the end of the whole feed
 * @types: (nullable): of those types alone
 *
 * Returns: the place of the latest change, 0 before any, -1 on an error
 */
gint64
sol_storage_get_last_seq (SolStorage *self,
                          const char *const *scopes,
                          const char *const *types,
                          GError **error)
{
  return SOL_STORAGE_GET_IFACE (self)->get_last_seq (self, scopes, types, error);
}

/**
 * sol_storage_get_meta:
 *
 * Returns: (transfer full) (nullable): %NULL without an error when it was never set
 */
char *
sol_storage_get_meta (SolStorage *self, const char *name, GError **error)
{
  return SOL_STORAGE_GET_IFACE (self)->get_meta (self, name, error);
}

gboolean
sol_storage_set_meta (SolStorage *self, const char *name, const char *value, GError **error)
{
  return SOL_STORAGE_GET_IFACE (self)->set_meta (self, name, value, error);
}

/**
 * sol_storage_purge:
 * @before: seconds since 1970
 *
 * Forgets the tombstones older than that. Meta "purged-seq" then tells how far: who stopped
 * reading before it must begin again.
 */
gboolean
sol_storage_purge (SolStorage *self, gint64 before, GError **error)
{
  return SOL_STORAGE_GET_IFACE (self)->purge (self, before, error);
}

/**
 * sol_storage_purge_mutations:
 * @now: seconds since 1970
 *
 * Forgets answers after 90 days, what can no longer be restored, after 30, and what was written in
 * place of what, after 365. In portions, between which others write.
 */
gboolean
sol_storage_purge_mutations (SolStorage *self, gint64 now, GError **error)
{
  return SOL_STORAGE_GET_IFACE (self)->purge_mutations (self, now, error);
}

/**
 * sol_storage_find_duplicates:
 * @more: (out): it was not all: call once more
 *
 * Proposes the structures of the catalogue that may be one, among some of those that changed since
 * it was asked last.
 */
gboolean
sol_storage_find_duplicates (SolStorage *self, gint64 now, gboolean *more, GError **error)
{
  return SOL_STORAGE_GET_IFACE (self)->find_duplicates (self, now, more, error);
}

static gboolean
learn (const SolStored *record, gpointer data)
{
  if (record->doc != NULL)
    sol_record_registry_learn (record->type, record->doc);
  return TRUE;
}

/**
 * sol_storage_learn:
 *
 * Has the program take from the public records what it needs to know for others.
 */
gboolean
sol_storage_learn (SolStorage *self, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;
  guint n_types;
  const SolRecordType *types = sol_record_registry_get (&n_types);
  const char *const scopes[] = { SOL_SCOPE_PUBLIC, NULL };
  SolStoragePage page = { .scopes = scopes, .limit = G_MAXUINT };

  for (guint i = 0; i < n_types; i++)
    if (types[i].learn != NULL)
      g_strv_builder_add (builder, types[i].name);
  names = g_strv_builder_end (builder);
  page.types = (const char *const *) names;
  return sol_storage_read_page (self, &page, learn, NULL, error);
}

/**
 * sol_storage_put_blob:
 *
 * Keeps an attachment by the hash of its content, which the records that show it name.
 */
gboolean
sol_storage_put_blob (SolStorage *self, GBytes *blob, GError **error)
{
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, blob);

  return SOL_STORAGE_GET_IFACE (self)->put_blob (self, hash, blob, error);
}

/* SHA-256 in small hexadecimal digits. */
gboolean
sol_storage_is_hash (const char *text)
{
  return strlen (text) == HASH_LENGTH && strspn (text, "0123456789abcdef") == HASH_LENGTH;
}

/**
 * sol_storage_open_blob:
 * @hash: SHA-256 in small hexadecimal digits; anything else is of no attachment
 *
 * Returns: (transfer full): a descriptor of a file that does not change; -1 without an error when
 *   there is none
 */
int
sol_storage_open_blob (SolStorage *self, const char *hash, GError **error)
{
  return sol_storage_is_hash (hash) ? SOL_STORAGE_GET_IFACE (self)->open_blob (self, hash, error)
                                    : -1;
}

/**
 * sol_storage_print_history:
 * @before: lines of revisions before that one; 0: from the last one on
 * @limit: at most so many lines, the newest first
 *
 * Prints what was written in place of what in a record, as {"lines", "next"}: next is the @before
 * of the page that follows, 0 when none does.
 *
 * Returns: (transfer full) (nullable): JSON
 */
char *
sol_storage_print_history (SolStorage *self,
                           const char *type,
                           const char *id,
                           gint64 before,
                           guint limit,
                           GError **error)
{
  return SOL_STORAGE_GET_IFACE (self)->print_history (self, type, id, before, limit, error);
}

/**
 * sol_storage_find_former_blob:
 *
 * Returns: (transfer full) (nullable): the media type of an attachment that the record named
 *   earlier, by its history; %NULL without an error when it did not
 */
char *
sol_storage_find_former_blob (SolStorage *self,
                              const char *type,
                              const char *id,
                              const char *hash,
                              GError **error)
{
  return SOL_STORAGE_GET_IFACE (self)->find_former_blob (self, type, id, hash, error);
}
