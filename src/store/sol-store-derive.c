/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-record-registry.h"
#include "store/sol-index-rows-private.h"
#include "store/sol-store-private.h"
#include "store/sol-store-records-private.h"

/* What the store works out from the documents: the sort keys and the indexes. A hash of the tables
 * of fields tells when that is to be done anew. What the search index holds is found and put in
 * order there: kept here too, it would cost each write of a sync more than the write itself. */

static char *
make_hash (void)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  guint n_types;
  const SolRecordType *types = sol_record_registry_get (&n_types);

  for (guint i = 0; i < n_types; i++)
    {
      g_autoptr (SolRecordClass) klass = g_type_class_ref (types[i].get_type ());
      g_autofree char *head = g_strdup_printf ("%s %u\n", types[i].name, klass->version);

      g_checksum_update (sum, (const guchar *) head, -1);
      for (guint j = 0; j < klass->n_fields; j++)
        {
          const SolField *field = &klass->fields[j];
          g_autofree char *line = g_strdup_printf ("%s %d %d\n", field->name, (int) field->kind,
                                                   (int) field->flags);

          g_checksum_update (sum, (const guchar *) line, -1);
        }
    }

  return g_strndup (g_checksum_get_string (sum), 32);
}

/* They are the program's: once for all stores that it opens. */
static const char *
hash_tables (void)
{
  static char *hash = NULL;

  if (g_once_init_enter (&hash))
    g_once_init_leave (&hash, make_hash ());
  return hash;
}

/* The type leads, though each index has but one: for a range SQLite 3.40 would not take an index
 * on json_extract() alone. */
static gboolean
index_fields (SolDatabase *db, const SolRecordType *type, SolRecordClass *klass, GError **error)
{
  for (guint i = 0; i < klass->n_fields; i++)
    {
      const char *field = klass->fields[i].name;
      g_autofree char *sql = g_strdup_printf (
          "CREATE INDEX IF NOT EXISTS %s_%s ON record (type, json_extract (doc, '$.%s'))"
          " WHERE type = '%s'",
          type->name, field, field, type->name);

      if ((klass->fields[i].flags & SOL_FIELD_INDEXED) && !sol_database_run (db, sql, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
sort_records (SolDatabase *db, const SolRecordType *type, SolRecordClass *klass, GError **error)
{
  for (guint i = 0; i < klass->n_fields; i++)
    if (klass->fields[i].flags & SOL_FIELD_TITLE)
      {
        g_autofree char *sql = g_strdup_printf (
            "UPDATE record SET sort_key = coalesce (sol_sort_key (json_extract (doc, '$.%s')), '')"
            " WHERE type = '%s'",
            klass->fields[i].name, type->name);

        return sol_database_run (db, sql, error);
      }

  return TRUE;
}

static gboolean
derive_all (SolDatabase *db, GError **error)
{
  guint n_types;
  const SolRecordType *types = sol_record_registry_get (&n_types);

  for (guint i = 0; i < n_types; i++)
    {
      g_autoptr (SolRecordClass) klass = g_type_class_ref (types[i].get_type ());

      if (sol_index_holds (types[i].name))
        continue;
      if (!index_fields (db, &types[i], klass, error) ||
          !sort_records (db, &types[i], klass, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * sol_store_index_held: (skip)
 *
 * Makes the indexes of what the search index holds as well: an import looks structures up by what
 * names them elsewhere. Inside a transaction.
 */
gboolean
sol_store_index_held (SolDatabase *db, GError **error)
{
  guint n_types;
  const SolRecordType *types = sol_record_registry_get (&n_types);

  for (guint i = 0; i < n_types; i++)
    {
      g_autoptr (SolRecordClass) klass = g_type_class_ref (types[i].get_type ());

      if (sol_index_holds (types[i].name) && !index_fields (db, &types[i], klass, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * sol_store_derive: (skip)
 * @db: the writing connection, migrated
 *
 * Makes the index of every field that its type's table has indexed, and the sort keys, unless that
 * was done for these very tables; not for types that the search index holds. A query finds an index
 * by the same expression and type.
 */
gboolean
sol_store_derive (SolDatabase *db, GError **error)
{
  const char *hash = hash_tables ();
  g_autofree char *held = NULL;

  if (!sol_store_get_meta (db, "store:tables", &held, error))
    return FALSE;
  if (g_strcmp0 (hash, held) == 0)
    return TRUE;

  if (sol_database_run (db, "BEGIN IMMEDIATE", error) && derive_all (db, error) &&
      sol_store_put_meta (db, "store:tables", hash, error) &&
      sol_database_run (db, "COMMIT", error))
    return TRUE;

  sol_database_rollback (db);
  return FALSE;
}
