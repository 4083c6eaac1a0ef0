/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sol-account-outbox-private.h"

#include "model/sol-json.h"
#include "model/sol-record-registry.h"
#include "model/sol-uuid.h"

/* The rows of the outbox, in user.db. */

/* Returns: (nullable) */
const char *
sol_outbox_find_title (SolRecord *record)
{
  SolRecordClass *klass = SOL_RECORD_GET_CLASS (record);

  for (guint i = 0; i < klass->n_fields; i++)
    if (klass->fields[i].flags & SOL_FIELD_TITLE)
      return sol_record_get_text (record, klass->fields[i].name);
  return NULL;
}

static guint
get_version (const char *type_name)
{
  GType type = sol_record_registry_find (type_name);
  g_autoptr (SolRecordClass) klass = type != G_TYPE_INVALID ? g_type_class_ref (type) : NULL;

  return klass != NULL ? klass->version : 1;
}

/* At the end, without a number. Inside a transaction. */
gboolean
sol_outbox_insert (SolDatabase *db, const SolOutboxRow *row, GError **error)
{
  const SolMutation *mutation = row->mutation;
  SolMutation numbered = *mutation;
  g_autofree char *body = NULL;
  sqlite3_stmt *statement = sol_database_prepare (
      db,
      "INSERT INTO entry (id, origin, organisation, type, target, op, body, version, state, scope,"
      " title, code, base, created_at, since) VALUES (:id, :origin, :organisation, :type, :target, "
      ":op,"
      " :body, :version, :state, :scope, :title, :code, :base, :created_at, :created_at)",
      error);

  if (statement == NULL)
    return FALSE;
  numbered.n = 1; /* read back from the row */
  body = sol_mutation_to_text (&numbered);
  sol_database_bind_text (statement, ":id", mutation->id);
  sol_database_bind_text (statement, ":origin", row->origin);
  sol_database_bind_text (statement, ":organisation", row->organisation);
  sol_database_bind_text (statement, ":type", mutation->type);
  sol_database_bind_text (statement, ":target", mutation->target);
  sol_database_bind_text (statement, ":op", mutation->op);
  sol_database_bind_text (statement, ":body", body);
  sol_database_bind_number (statement, ":version", get_version (mutation->type));
  sol_database_bind_number (statement, ":state", (gint64) row->state);
  sol_database_bind_text (statement, ":scope", row->scope);
  sol_database_bind_text (statement, ":title", row->title);
  sol_database_bind_text (statement, ":code", row->code);
  sol_database_bind_text (statement, ":base", row->base);
  sol_database_bind_number (statement, ":created_at", row->created_at);
  return sol_database_finish (db, statement, error);
}

/* Adds the id of the pending act that makes or last changes a record. */
static gboolean
add_pending (SolDatabase *db,
             const char *sql,
             const char *type,
             const char *target,
             GPtrArray *after,
             GError **error)
{
  g_autoptr (GError) failed = NULL;
  sqlite3_stmt *statement = sol_database_prepare (db, sql, error);
  g_autofree char *id = NULL;

  if (statement == NULL)
    return FALSE;
  sol_database_bind_text (statement, ":type", type);
  sol_database_bind_text (statement, ":target", target);
  if (sol_database_step (db, statement, &failed))
    id = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_reset (statement);
  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  if (id != NULL && after->len < SOL_MUTATION_MAX_BATCH &&
      !g_ptr_array_find_with_equal_func (after, id, g_str_equal, NULL))
    g_ptr_array_add (after, g_steal_pointer (&id));
  return TRUE;
}

static void
collect_ids (JsonNode *node, GPtrArray *ids)
{
  g_autoptr (GList) members = NULL;

  if (JSON_NODE_HOLDS_OBJECT (node))
    members = json_object_get_values (json_node_get_object (node));
  else if (JSON_NODE_HOLDS_ARRAY (node))
    members = json_array_get_elements (json_node_get_array (node));
  else if (json_node_get_value_type (node) == G_TYPE_STRING &&
           sol_uuid_is_valid (json_node_get_string (node)))
    g_ptr_array_add (ids, g_ascii_strdown (json_node_get_string (node), -1));

  for (GList *link = members; link != NULL; link = link->next)
    collect_ids (link->data, ids);
}

static GPtrArray *
list_named (const SolMutation *mutation)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  sol_patch_write (mutation->patch, object);
  json_node_set_object (node, object);
  collect_ids (node, ids);
  return ids;
}

/**
 * sol_outbox_find_after: (skip)
 * @mutation: takes the ids of the acts without which it makes no sense
 *
 * The latest pending act on its record, which itself comes after those before, and the pending
 * making of each record that it names.
 */
gboolean
sol_outbox_find_after (SolDatabase *db, SolMutation *mutation, GError **error)
{
  static const char own_sql[] = "SELECT id FROM entry WHERE type = :type AND target = :target"
                                " AND state IN " SOL_OUTBOX_PENDING_STATES
                                " ORDER BY place DESC LIMIT 1";
  static const char made_sql[] = "SELECT id FROM entry WHERE target = :target AND op = 'create'"
                                 " AND state IN " SOL_OUTBOX_PENDING_STATES;
  g_autoptr (GPtrArray) after = g_ptr_array_new ();
  g_autoptr (GPtrArray) named = list_named (mutation);
  gboolean done = add_pending (db, own_sql, mutation->type, mutation->target, after, error);

  for (guint i = 0; done && i < named->len; i++)
    done = add_pending (db, made_sql, NULL, named->pdata[i], after, error);
  g_ptr_array_add (after, NULL);
  g_strfreev (mutation->after);
  mutation->after = (GStrv) g_ptr_array_free (g_steal_pointer (&after), FALSE);
  return done;
}

/**
 * sol_outbox_rename: (skip)
 * @id: of an entry, and where others come after it that are not on their way
 *
 * For what is told anew: the server knows the old id.
 */
gboolean
sol_outbox_rename (SolDatabase *db, const char *id, const char *fresh, GError **error)
{
  static const char *const sql[] = {
    "UPDATE entry SET origin = coalesce (origin, id), id = :fresh WHERE id = :id",
    "UPDATE entry SET body = replace (body, :id, :fresh)"
    " WHERE instr (body, :id) > 0 AND " SOL_OUTBOX_IS_UNTOLD,
  };

  for (guint i = 0; i < G_N_ELEMENTS (sql); i++)
    {
      sqlite3_stmt *statement = sol_database_prepare (db, sql[i], error);

      if (statement == NULL)
        return FALSE;
      sol_database_bind_text (statement, ":id", id);
      sol_database_bind_text (statement, ":fresh", fresh);
      if (!sol_database_finish (db, statement, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * sol_outbox_make_base: (skip)
 * @doc: (nullable): of the record that @mutation was made on
 *
 * Returns: (transfer full) (nullable): JSON of the fields that an edit changes, as they were
 */
char *
sol_outbox_make_base (JsonObject *doc, const SolMutation *mutation)
{
  g_auto (GStrv) fields = sol_patch_list_fields (mutation->patch);
  g_autoptr (JsonObject) base = json_object_new ();

  if (doc == NULL || !g_str_equal (mutation->op, SOL_MUTATION_EDIT))
    return NULL;
  for (guint i = 0; fields[i] != NULL; i++)
    {
      JsonNode *value = json_object_get_member (doc, fields[i]);

      json_object_set_member (
          base, fields[i], value != NULL ? json_node_copy (value) : json_node_new (JSON_NODE_NULL));
    }
  return sol_json_object_to_text (base);
}

/* @base: (nullable): of sol_outbox_make_base() */
gboolean
sol_outbox_write_base (SolDatabase *db, const char *id, const char *base, GError **error)
{
  sqlite3_stmt *statement = sol_database_prepare (
      db, "UPDATE entry SET base = :base WHERE id = :id", error);

  if (statement == NULL)
    return FALSE;
  sol_database_bind_text (statement, ":base", base);
  sol_database_bind_text (statement, ":id", id);
  return sol_database_finish (db, statement, error);
}

/* Of an entry that is not on its way. */
gboolean
sol_outbox_write_body (SolDatabase *db, const SolMutation *mutation, GError **error)
{
  SolMutation numbered = *mutation;
  g_autofree char *body = NULL;
  sqlite3_stmt *statement = sol_database_prepare (
      db, "UPDATE entry SET body = :body, version = :version WHERE id = :id", error);

  if (statement == NULL)
    return FALSE;
  numbered.n = 1;
  body = sol_mutation_to_text (&numbered);
  sol_database_bind_text (statement, ":body", body);
  sol_database_bind_number (statement, ":version", get_version (mutation->type));
  sol_database_bind_text (statement, ":id", mutation->id);
  return sol_database_finish (db, statement, error);
}

/**
 * sol_outbox_replace_after: (skip)
 * @id: what @entry no longer comes after
 * @others: (nullable): what it comes after instead
 */
gboolean
sol_outbox_replace_after (SolDatabase *db,
                          SolOutboxEntry *entry,
                          const char *id,
                          GStrv others,
                          GError **error)
{
  SolMutation whole = *sol_outbox_entry_get_mutation (entry);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) after = NULL;

  for (guint i = 0; whole.after != NULL && whole.after[i] != NULL; i++)
    if (!g_str_equal (whole.after[i], id))
      g_strv_builder_add (builder, whole.after[i]);
  if (others != NULL)
    g_strv_builder_addv (builder, (const char **) others);
  after = g_strv_builder_end (builder);
  whole.after = after;
  return sol_outbox_write_body (db, &whole, error);
}
