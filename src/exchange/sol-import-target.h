/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SolImportMatch:
 * @id: of a supplier
 * @kind: its kind of structure; "" when it has none
 */
typedef struct
{
  char *id;
  char *kind;
} SolImportMatch;

SolImportMatch *sol_import_match_new (const char *id, const char *kind);
void sol_import_match_free (SolImportMatch *self);

/**
 * SolImportUndo:
 * @type: of the record that the import wrote
 * @before: (nullable): the document as it was; %NULL when the import made the record
 * @after: SHA-256, in hexadecimal, of what the import wrote (sol_import_hash_document())
 * @line: where it stood in the file
 *
 * What it takes to undo one write. An import keeps one of them a write, in its order.
 */
typedef struct
{
  char *type;
  char *id;
  char *scope;
  char *before;
  char *after;
  guint line;
} SolImportUndo;

void sol_import_undo_free (SolImportUndo *self);

/**
 * SolImportTarget:
 * @begin: starts a batch, one transaction: what follows is kept whole by @commit or not at all
 * @rollback: forgets the batch under way; also called when @commit failed
 * @find_external: the id of the supplier with that source and external id; %NULL when there is none
 * @find_merged: (nullable): the id of the supplier that the one of that source and external id was
 * merged with; %NULL when there is none
 * @find_siret: (element-type SolImportMatch): the suppliers with that SIRET, or with which one of
 * that SIRET was merged, transfer full; or %NULL
 * @get: the document of a record; %NULL when there is none
 * @put: writes a record, new or not; keeps every member of @doc as it is
 * @remove: (nullable): deletes a record; %NULL when this target has no undo
 * @log_append: (nullable): keeps an entry of the log of an import; %NULL when this target has no
 * undo
 * @log_take: (nullable): (element-type SolImportUndo): takes at most @max entries off the end of
 * the log of an import, the last one first, transfer full; an empty array or %NULL when none is
 * left
 *
 * Where an import writes: the server's storage, a catalogue of the client, memory. All of it is
 * called on the thread that runs the import. A lookup that returns %NULL with @error set failed,
 * and the import ends there; the lookups see what the open batch has put.
 */
typedef struct
{
  gpointer user_data;
  gboolean (*begin) (gpointer user_data, GError **error);
  gboolean (*commit) (gpointer user_data, GError **error);
  void (*rollback) (gpointer user_data);
  char *(*find_external) (gpointer user_data,
                          const char *source,
                          const char *external_id,
                          GError **error);
  GPtrArray *(*find_siret) (gpointer user_data, const char *siret, GError **error);
  char *(*get) (gpointer user_data, const char *type, const char *id, GError **error);
  gboolean (*put) (gpointer user_data,
                   const char *type,
                   const char *id,
                   const char *scope,
                   const char *doc,
                   GError **error);
  gboolean (*remove) (gpointer user_data, const char *type, const char *id, GError **error);
  gboolean (*log_append) (gpointer user_data,
                          const char *import_id,
                          const SolImportUndo *entry,
                          GError **error);
  GPtrArray *(*log_take) (gpointer user_data, const char *import_id, guint max, GError **error);
  char *(*find_merged) (gpointer user_data,
                        const char *source,
                        const char *external_id,
                        GError **error);
} SolImportTarget;

const SolImportTarget *sol_import_target_get_empty (void);
char *sol_import_hash_document (const char *doc);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolImportMatch, sol_import_match_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolImportUndo, sol_import_undo_free)

G_END_DECLS
