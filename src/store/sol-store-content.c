/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sol-store-content.h"

#include <string.h>

#include "store/sol-store-private.h"
#include "store/sol-store-records-private.h"

/* A long piece of work over all records, such as an import: it runs where the database is, asks
 * and writes without waiting for another thread, and holds none of the records. */

struct _SolStoreContent
{
  SolStoreWriter writer;
  gint64 since; /* generation: older records are not seen */
};

typedef struct
{
  SolStoreContentFunc func;
  gpointer data;
  GCancellable *cancellable;
} Visit;

static void
visit_free (gpointer data)
{
  Visit *visit = data;

  g_clear_object (&visit->cancellable);
  g_free (visit);
}

static gpointer
replace (SolDatabase *db, gpointer input, GError **error)
{
  const Visit *visit = input;
  SolStoreContent content = { 0 };

  if (!sol_store_index_held (db, error) || !sol_store_snapshot_start (db, "content", error) ||
      !sol_store_writer_begin (&content.writer, db, TRUE, error))
    return NULL;

  content.since = content.writer.generation;
  return GINT_TO_POINTER (visit->func (&content, visit->data, visit->cancellable, error) &&
                          sol_store_writer_end (&content.writer, error) &&
                          sol_store_snapshot_sweep (db, TRUE, error));
}

static gpointer
look (SolDatabase *db, gpointer input, GError **error)
{
  const Visit *visit = input;
  SolStoreContent content = { .writer.db = db };

  return GINT_TO_POINTER (visit->func (&content, visit->data, visit->cancellable, error));
}

static GTask *
make_task (SolStore *self,
           SolStoreContentFunc func,
           gpointer data,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Visit *visit = g_new0 (Visit, 1);

  visit->func = func;
  visit->data = data;
  g_set_object (&visit->cancellable, cancellable);
  g_task_set_task_data (task, visit, visit_free);
  /* What was done is told as done, however late a cancel comes. */
  g_task_set_check_cancellable (task, FALSE);
  return task;
}

/**
 * sol_store_replace_async:
 * @func: writes what the store shall hold; sees what it wrote itself and nothing else
 * @data: lives until the callback
 *
 * Makes what @func writes the whole content of the store, in one transaction: searches find what
 * was there before until all is written, and for ever when @func fails or is cancelled.
 */
void
sol_store_replace_async (SolStore *self,
                         SolStoreContentFunc func,
                         gpointer data,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = make_task (self, func, data, cancellable, callback, user_data);

  g_task_set_source_tag (task, sol_store_replace_async);
  sol_store_run (self, SOL_STORE_WRITE, task, replace, NULL);
}

gboolean
sol_store_replace_finish (SolStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return GPOINTER_TO_INT (g_task_propagate_pointer (G_TASK (result), error));
}

/**
 * sol_store_look_async:
 * @func: asks, and does not write
 * @data: lives until the callback
 */
void
sol_store_look_async (SolStore *self,
                      SolStoreContentFunc func,
                      gpointer data,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = make_task (self, func, data, cancellable, callback, user_data);

  g_task_set_source_tag (task, sol_store_look_async);
  sol_store_run (self, SOL_STORE_READ, task, look, NULL);
}

gboolean
sol_store_look_finish (SolStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return GPOINTER_TO_INT (g_task_propagate_pointer (G_TASK (result), error));
}

/**
 * sol_store_content_put:
 * @doc: a JSON object, sound: see sol_json_check()
 *
 * Only within sol_store_replace_async().
 */
gboolean
sol_store_content_put (SolStoreContent *self,
                       const char *type,
                       const char *id,
                       const char *scope,
                       const char *doc,
                       GError **error)
{
  const SolChange change = {
    .kind = SOL_CHANGE_PUT,
    .type = (char *) type,
    .id = (char *) id,
    .scope = (char *) scope,
    .doc = doc,
    .doc_length = strlen (doc),
  };

  return sol_store_writer_apply (&self->writer, &change, error);
}

/**
 * sol_store_content_set_meta:
 *
 * What sol_store_get_meta_async() tells. Only within sol_store_replace_async().
 */
gboolean
sol_store_content_set_meta (SolStoreContent *self,
                            const char *name,
                            const char *value,
                            GError **error)
{
  return sol_store_put_meta (self->writer.db, name, value, error);
}

/* Returns: (transfer full) (nullable): the first column of the first row */
static char *
read_text (SolStoreContent *self, sqlite3_stmt *statement, GError **error)
{
  char *text = NULL;

  sol_database_bind_number (statement, ":since", self->since);
  if (sol_database_step (self->writer.db, statement, error))
    text = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_reset (statement);
  return text;
}

/**
 * sol_store_content_get:
 *
 * Returns: (transfer full) (nullable): the document; %NULL without @error set when there is none
 */
char *
sol_store_content_get (SolStoreContent *self, const char *type, const char *id, GError **error)
{
  sqlite3_stmt *statement = sol_database_prepare (
      self->writer.db,
      "SELECT doc FROM record WHERE type = :type AND id = :id AND generation >= :since", error);

  if (statement == NULL)
    return NULL;

  sol_database_bind_text (statement, ":type", type);
  sol_database_bind_text (statement, ":id", id);
  return read_text (self, statement, error);
}

/**
 * sol_store_content_load:
 * @keys: (element-type gint64)
 *
 * Returns: (transfer full) (element-type SolRecord): those still there, in the order asked; %NULL
 *   with @error set
 */
GPtrArray *
sol_store_content_load (SolStoreContent *self, GArray *keys, GError **error)
{
  return sol_store_load_keys (self->writer.db, keys, error);
}

/**
 * sol_store_content_find_external:
 *
 * Returns: (transfer full) (nullable): the id of the supplier that has that key at that source;
 *   %NULL without @error set when there is none
 */
char *
sol_store_content_find_external (SolStoreContent *self,
                                 const char *source,
                                 const char *external_id,
                                 GError **error)
{
  sqlite3_stmt *statement = sol_database_prepare (
      self->writer.db,
      "SELECT id FROM record WHERE type = 'supplier'"
      " AND json_extract (doc, '$.external_id') = :external_id"
      " AND json_extract (doc, '$.source') = :source AND generation >= :since",
      error);

  if (statement == NULL)
    return NULL;

  sol_database_bind_text (statement, ":external_id", external_id);
  sol_database_bind_text (statement, ":source", source);
  return read_text (self, statement, error);
}

/**
 * sol_store_content_find_siret:
 * @take: called with each supplier that has the SIRET
 */
gboolean
sol_store_content_find_siret (SolStoreContent *self,
                              const char *siret,
                              SolStoreTakeKind take,
                              gpointer data,
                              GError **error)
{
  g_autoptr (GError) failed = NULL;
  sqlite3_stmt *statement = sol_database_prepare (
      self->writer.db,
      "SELECT id, coalesce (json_extract (doc, '$.kind'), '') FROM record"
      " WHERE type = 'supplier' AND json_extract (doc, '$.siret') = :siret"
      " AND generation >= :since ORDER BY key",
      error);

  if (statement == NULL)
    return FALSE;

  sol_database_bind_text (statement, ":siret", siret);
  sol_database_bind_number (statement, ":since", self->since);
  while (sol_database_step (self->writer.db, statement, &failed))
    take ((const char *) sqlite3_column_text (statement, 0),
          (const char *) sqlite3_column_text (statement, 1), data);
  if (failed == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}
