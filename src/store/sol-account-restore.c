/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/sol-json.h"
#include "model/sol-record-registry.h"
#include "model/sol-scope.h"
#include "store/sol-account-backup-private.h"
#include "store/sol-account-outbox-private.h"
#include "store/sol-store-error.h"

typedef struct
{
  SolDatabase *db;
  const char *folder;
  SolBackupCounts *counts;
  SolBackupFile *file; /* (nullable): whose parts are read */
  gboolean begun;
  gboolean ended;
} Reading;

static gboolean
refuse (GError **error, const char *why)
{
  g_set_error (error, SOL_STORE_ERROR, SOL_STORE_ERROR_NO_BACKUP, "Not a whole back-up: %s", why);
  return FALSE;
}

const char *
sol_backup_get_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

gint64
sol_backup_get_number (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node)
                                                                         : 0;
}

static char *
dup_json (JsonObject *object, const char *name, JsonNodeType type)
{
  JsonNode *node = json_object_get_member (object, name);
  g_autoptr (GString) text = NULL;

  if (node == NULL || JSON_NODE_TYPE (node) != type)
    return NULL;
  text = g_string_new (NULL);
  sol_json_print (node, text);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
read_head (Reading *self, JsonObject *head, GError **error)
{
  if (g_strcmp0 (sol_backup_get_text (head, "format"), SOL_BACKUP_FORMAT) != 0)
    return refuse (error, "another format");
  if (sol_backup_get_number (head, "version") > SOL_BACKUP_VERSION)
    {
      g_set_error_literal (error, SOL_STORE_ERROR, SOL_STORE_ERROR_TOO_NEW,
                           "The back-up is of a newer version");
      return FALSE;
    }
  self->begun = TRUE;
  return TRUE;
}

static gboolean
ask (SolDatabase *db, sqlite3_stmt *statement, gboolean *found, GError **error)
{
  g_autoptr (GError) failed = NULL;

  *found = sol_database_step (db, statement, &failed);
  sqlite3_reset (statement);
  if (failed == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

/* Whether one as late is being written here. */
static gboolean
has_draft (Reading *self, SolDraft *draft, gint64 changed_at, gboolean *found, GError **error)
{
  const char *organisation = sol_draft_get_organisation (draft);
  sqlite3_stmt *statement = sol_database_prepare (
      self->db,
      "SELECT 1 FROM draft WHERE type = :type AND id = :id AND organisation = :organisation"
      " AND changed_at >= :changed_at AND discarded_at IS NULL",
      error);

  if (statement == NULL)
    return FALSE;
  sol_database_bind_text (statement, ":type", sol_draft_get_record_type (draft));
  sol_database_bind_text (statement, ":id", sol_draft_get_id (draft));
  sol_database_bind_text (statement, ":organisation", organisation != NULL ? organisation : "");
  sol_database_bind_number (statement, ":changed_at", changed_at);
  return ask (self->db, statement, found, error);
}

/* Whether organisations make records of the type: the draft of one more is found there. */
static gboolean
is_made_by_organisations (const char *type_name)
{
  GType type = sol_record_registry_find (type_name);
  g_autoptr (SolRecordClass) klass = type != G_TYPE_INVALID ? g_type_class_ref (type) : NULL;

  return klass != NULL && klass->owner == SOL_SCOPE_KIND_ORG;
}

/* What is being written here, earlier than @draft, goes on as the draft of a new record: which of
 * them is right, only their author knows. */
static gboolean
keep_both (Reading *self, SolDraft *draft, GError **error)
{
  const char *organisation = sol_draft_get_organisation (draft);
  g_autofree char *fresh = sol_account_new_id ();
  sqlite3_stmt *statement;

  if (!is_made_by_organisations (sol_draft_get_record_type (draft)))
    return TRUE;
  statement = sol_database_prepare (
      self->db,
      "INSERT INTO draft (type, id, organisation, base_rev, doc, title, changed_at)"
      " SELECT type, :fresh, organisation, 0, doc, title, changed_at FROM draft"
      " WHERE type = :type AND id = :id AND organisation = :organisation AND doc <> :doc"
      " AND discarded_at IS NULL",
      error);
  if (statement == NULL)
    return FALSE;
  sol_database_bind_text (statement, ":fresh", fresh);
  sol_database_bind_text (statement, ":type", sol_draft_get_record_type (draft));
  sol_database_bind_text (statement, ":id", sol_draft_get_id (draft));
  sol_database_bind_text (statement, ":organisation", organisation != NULL ? organisation : "");
  sol_database_bind_text (statement, ":doc", sol_draft_get_document (draft));
  return sol_database_finish (self->db, statement, error);
}

static gboolean
read_draft (Reading *self, JsonObject *object, GError **error)
{
  g_autofree char *base = dup_json (object, "base", JSON_NODE_OBJECT);
  g_autofree char *doc = dup_json (object, "doc", JSON_NODE_OBJECT);
  g_autoptr (SolDraft) draft = NULL;
  gint64 changed_at = sol_backup_get_number (object, "changed_at");
  gboolean known;

  if (doc == NULL || sol_backup_get_text (object, "type") == NULL ||
      sol_backup_get_text (object, "id") == NULL)
    return refuse (error, "a draft without its record");
  draft = sol_draft_new (sol_backup_get_text (object, "type"), sol_backup_get_text (object, "id"),
                         sol_backup_get_text (object, "organisation"),
                         sol_backup_get_number (object, "base_rev"));
  sol_draft_set_documents (draft, base, doc);
  if (!has_draft (self, draft, changed_at, &known, error))
    return FALSE;
  self->counts->n_known += known;
  self->counts->n_drafts += !known;
  return known || (keep_both (self, draft, error) &&
                   sol_account_put_draft (self->db, draft, changed_at, error));
}

static gboolean
has_act (Reading *self, const char *id, const char *origin, gboolean *found, GError **error)
{
  sqlite3_stmt *statement = sol_database_prepare (
      self->db,
      "SELECT 1 FROM entry WHERE id IN (:id, :origin) OR origin IN (:id, :origin) LIMIT 1", error);

  if (statement == NULL)
    return FALSE;
  sol_database_bind_text (statement, ":id", id);
  sol_database_bind_text (statement, ":origin", origin != NULL ? origin : id);
  return ask (self->db, statement, found, error);
}

/* What was discarded here is not here for who reads a back-up to have it again.
 * @back: (out): whether it was */
static gboolean
bring_back (Reading *self, const char *id, const char *origin, gboolean *back, GError **error)
{
  sqlite3_stmt *statement = sol_database_prepare (
      self->db,
      "UPDATE entry SET state = was, was = NULL, discarded_with = NULL, since = :now"
      " WHERE (id IN (:id, :origin) OR origin IN (:id, :origin)) AND state = 7 AND was NOT NULL",
      error);

  if (statement == NULL)
    return FALSE;
  sol_database_bind_text (statement, ":id", id);
  sol_database_bind_text (statement, ":origin", origin != NULL ? origin : id);
  sol_database_bind_number (statement, ":now", sol_account_now ());
  if (!sol_database_finish (self->db, statement, error))
    return FALSE;
  *back = sol_database_count_changes (self->db) > 0;
  self->counts->n_acts += *back;
  return TRUE;
}

/* Whatever was under way is to be sent again. */
static SolOutboxState
find_state (const char *name)
{
  for (guint i = SOL_OUTBOX_CONFLICT; name != NULL && i <= SOL_OUTBOX_GONE; i++)
    if (g_str_equal (sol_backup_states[i], name))
      return (SolOutboxState) i;
  return SOL_OUTBOX_WAITING;
}

static gboolean
put_verdict (Reading *self, JsonObject *object, const char *id, GError **error)
{
  g_autofree char *arguments = dup_json (object, "arguments", JSON_NODE_ARRAY);
  g_autofree char *conflicts = dup_json (object, "conflicts", JSON_NODE_ARRAY);
  sqlite3_stmt *statement = sol_database_prepare (
      self->db,
      "UPDATE entry SET arguments = :arguments, conflicts = :conflicts, rev = :rev"
      " WHERE id = :id AND state IN (3, 4, 5)",
      error);

  if (statement == NULL)
    return FALSE;
  sol_database_bind_text (statement, ":arguments", arguments != NULL ? arguments : "[]");
  sol_database_bind_text (statement, ":conflicts", conflicts);
  sol_database_bind_number (statement, ":rev", sol_backup_get_number (object, "rev"));
  sol_database_bind_text (statement, ":id", id);
  return sol_database_finish (self->db, statement, error);
}

static gboolean
put_act (Reading *self, JsonObject *object, SolMutation *mutation, GError **error)
{
  SolOutboxState state = find_state (sol_backup_get_text (object, "state"));
  g_autofree char *base = dup_json (object, "base", JSON_NODE_OBJECT);
  const SolOutboxRow row = { .mutation = mutation,
                             .origin = sol_backup_get_text (object, "origin"),
                             .organisation = sol_backup_get_text (object, "organisation"),
                             .state = state,
                             .scope = sol_backup_get_text (object, "scope"),
                             .title = sol_backup_get_text (object, "title"),
                             .code = state == SOL_OUTBOX_REFUSED
                                         ? sol_backup_get_text (object, "code")
                                         : NULL,
                             .base = base,
                             .created_at = sol_backup_get_number (object, "created_at") };

  if (!sol_outbox_insert (self->db, &row, error) ||
      !put_verdict (self, object, mutation->id, error))
    return FALSE;
  self->counts->n_acts++;
  return TRUE;
}

static gboolean
read_act (Reading *self, JsonObject *object, GError **error)
{
  g_autofree char *text = dup_json (object, "mutation", JSON_NODE_OBJECT);
  const char *id = sol_backup_get_text (object, "id");
  const char *origin = sol_backup_get_text (object, "origin");
  g_autoptr (SolMutation) mutation = NULL;
  gboolean known, back = FALSE;

  mutation = text != NULL && id != NULL ? sol_mutation_parse (text, strlen (text), NULL) : NULL;
  if (mutation == NULL)
    return refuse (error, "an act that cannot be read");
  g_free (mutation->id);
  mutation->id = g_strdup (id);
  if (!has_act (self, id, origin, &known, error) ||
      (known && !bring_back (self, id, origin, &back, error)))
    return FALSE;
  self->counts->n_known += known && !back;
  return known || put_act (self, object, mutation, error);
}

static gboolean
end_file (Reading *self, GError **error)
{
  gboolean done = self->file == NULL ||
                  sol_backup_file_end (self->file, self->db, self->folder, error);

  g_clear_pointer (&self->file, sol_backup_file_free);
  return done;
}

static gboolean
read_file (Reading *self, JsonObject *object, GError **error)
{
  self->file = sol_backup_file_new (object);
  return self->file != NULL || refuse (error, "an attached file that cannot be read");
}

static gboolean
read_part (Reading *self, JsonObject *object, GError **error)
{
  return (self->file != NULL && sol_backup_file_add (self->file, object)) ||
         refuse (error, "a part of an attached file that cannot be read");
}

static gboolean
read_line (Reading *self, const char *line, gsize length, GError **error)
{
  g_autoptr (JsonNode) node = sol_json_parse (line, length, NULL);
  JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node)
                                                                     : NULL;
  g_autoptr (GList) names = object != NULL ? json_object_get_members (object) : NULL;
  const char *name = names != NULL ? names->data : "";
  JsonNode *value = names != NULL ? json_object_get_member (object, name) : NULL;

  if (value == NULL || !JSON_NODE_HOLDS_OBJECT (value) || self->ended)
    return refuse (error, "a line that cannot be read");
  object = json_node_get_object (value);
  if (g_str_equal (name, "head"))
    return read_head (self, object, error);
  if (!self->begun)
    return refuse (error, "it does not begin as one");
  if (g_str_equal (name, "part"))
    return read_part (self, object, error);
  if (!end_file (self, error))
    return FALSE;
  if (g_str_equal (name, "file"))
    return read_file (self, object, error);
  if (g_str_equal (name, "draft"))
    return read_draft (self, object, error);
  if (g_str_equal (name, "act"))
    return read_act (self, object, error);
  self->ended = g_str_equal (name, "end");
  return TRUE;
}

static gboolean
read_lines (Reading *self, GInputStream *input, GError **error)
{
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (input);
  GError *failed = NULL;
  gboolean done = TRUE;
  char *line;
  gsize length;

  while (done && (line = g_data_input_stream_read_line (lines, &length, NULL, &failed)) != NULL)
    {
      done = length == 0 || read_line (self, line, length, error);
      g_free (line);
    }
  if (failed == NULL)
    return done;
  g_propagate_error (error, failed);
  return FALSE;
}

/**
 * sol_backup_read: (skip)
 *
 * Inside a transaction of user.db. The acts keep their ids: what had reached the server before the
 * back-up was made, it knows by them.
 */
gboolean
sol_backup_read (SolDatabase *db,
                 const char *folder,
                 GInputStream *input,
                 SolBackupCounts *counts,
                 GError **error)
{
  Reading self = { .db = db, .folder = folder, .counts = counts };
  gboolean done = read_lines (&self, input, error);

  g_clear_pointer (&self.file, sol_backup_file_free);
  return done && (self.ended || refuse (error, "its end is missing"));
}
