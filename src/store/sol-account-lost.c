/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/sol-json.h"
#include "model/sol-scope.h"
#include "model/sol-uuid.h"
#include "store/sol-account-outbox-private.h"
#include "store/sol-account-settle.h"
#include "store/sol-account-store-private.h"

/* A person's own work where he may no longer read: what he wrote is kept as refused, what others
 * wrote goes out of it. */

/* What is lost: a whole scope, or one record that left it. */
#define OF_RECORD(type, id) "(:type IS NULL OR (" type " = :type AND " id " = :id))"

static gboolean
is_record (const SolChange *lost)
{
  return lost->kind == SOL_CHANGE_LEAVE;
}

static void
bind_lost (sqlite3_stmt *statement, const SolChange *lost)
{
  sol_database_bind_text (statement, ":scope", lost->scope);
  sol_database_bind_text (statement, ":type", is_record (lost) ? lost->type : NULL);
  sol_database_bind_text (statement, ":id", is_record (lost) ? lost->id : NULL);
  sol_database_bind_number (statement, ":now", sol_account_now ());
}

/* Of what is on its way the server's answer tells, and the feed then why. */
static gboolean
refuse_acts (SolDatabase *db, const SolChange *lost, GError **error)
{
  static const char *const sql[] = {
    "UPDATE entry SET state = 4, since = :now, code = '" SOL_OUTBOX_CODE_NO_ACCESS "'"
    " WHERE scope = :scope AND " OF_RECORD ("type", "target") //
    " AND (state IN (2, 3) OR (state = 0 AND n IS NULL)"
    " OR (state = 4 AND code = '" SOL_OUTBOX_CODE_FORBIDDEN "'))",
    "UPDATE entry SET shown = 0, conflicts = NULL, base = NULL WHERE scope = :scope AND " //
    OF_RECORD ("type", "target"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (sql); i++)
    {
      sqlite3_stmt *statement = sol_database_prepare (db, sql[i], error);

      if (statement == NULL)
        return FALSE;
      bind_lost (statement, lost);
      if (!sol_database_finish (db, statement, error))
        return FALSE;
    }
  return TRUE;
}

static JsonObject *
parse (const char *text, JsonNode **owner)
{
  *owner = text != NULL ? sol_json_parse (text, strlen (text), NULL) : NULL;
  return *owner != NULL && JSON_NODE_HOLDS_OBJECT (*owner) ? json_node_get_object (*owner) : NULL;
}

/* Of a type that this program does not know: what is not as it was before. */
static SolPatch *
make_plain_patch (SolDraft *draft)
{
  g_autoptr (JsonNode) edited = NULL;
  g_autoptr (JsonNode) before = NULL;
  JsonObject *doc = parse (sol_draft_get_document (draft), &edited);
  JsonObject *base = parse (sol_draft_get_base (draft), &before);
  g_autoptr (GList) names = doc != NULL ? json_object_get_members (doc) : NULL;
  SolPatch *patch = sol_patch_new ();

  for (GList *at = names; at != NULL; at = at->next)
    {
      JsonNode *value = json_object_get_member (doc, at->data);
      JsonNode *was = base != NULL ? json_object_get_member (base, at->data) : NULL;

      if (was == NULL || !json_node_equal (was, value))
        sol_patch_set (patch, at->data, value);
    }
  return patch;
}

/* (transfer full): what he typed, without what was there before */
static SolPatch *
make_patch (SolDraft *draft)
{
  g_autoptr (SolRecord) edited = sol_draft_make_edited (draft);
  g_autoptr (SolRecord) base = sol_draft_make_base (draft);

  return edited != NULL && base != NULL ? sol_patch_new_diff (base, edited)
                                        : make_plain_patch (draft);
}

/* (transfer full): what he wrote in place of both versions, and had not sent yet */
static SolPatch *
make_written_patch (SolDraft *draft)
{
  g_autoptr (JsonNode) owner = NULL;
  JsonObject *kept = parse (sol_draft_get_document (draft), &owner);
  SolPatch *patch = sol_patch_new ();
  JsonObjectIter iter;
  const char *path;
  JsonNode *node;

  if (kept == NULL)
    return patch;
  json_object_iter_init (&iter, kept);
  while (json_object_iter_next (&iter, &path, &node))
    {
      JsonObject *choice = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

      if (choice != NULL && json_object_has_member (choice, "value") &&
          json_object_get_int_member_with_default (choice, "choice", -1) == SOL_CHOICE_OTHER)
        sol_patch_set (patch, path, json_object_get_member (choice, "value"));
    }
  return patch;
}

/* Its title is what others called it, as like as not.
 * @patch: (transfer full) */
static gboolean
refuse (SolDatabase *db,
        SolDraft *draft,
        const char *scope,
        SolMutation *act,
        SolPatch *patch,
        GError **error)
{
  const SolOutboxRow row = { .mutation = act,
                             .organisation = sol_draft_get_organisation (draft),
                             .state = SOL_OUTBOX_REFUSED,
                             .scope = scope,
                             .code = SOL_OUTBOX_CODE_NO_ACCESS,
                             .created_at = sol_draft_get_changed_at (draft) };

  act->id = sol_uuid_new ();
  sol_patch_free (act->patch);
  act->patch = patch;
  return sol_patch_is_empty (patch) || sol_outbox_insert (db, &row, error);
}

static gboolean
is_of (const SolChange *lost, const char *type, const char *id)
{
  return !is_record (lost) || (g_str_equal (lost->type, type) && g_str_equal (lost->id, id));
}

/* The act that he chose about is refused itself, with what it said. */
static gboolean
refuse_choices (SolDatabase *db, SolDraft *draft, const SolChange *lost, GError **error)
{
  g_autoptr (GError) failed = NULL;
  g_autoptr (SolOutboxEntry) entry = sol_outbox_entry_load (db, sol_draft_get_id (draft), &failed);
  const SolMutation *met = entry != NULL ? sol_outbox_entry_get_mutation (entry) : NULL;
  g_autoptr (SolMutation) act = NULL;

  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  if (entry == NULL || sol_outbox_entry_get_state (entry) != SOL_OUTBOX_CONFLICT ||
      !is_of (lost, met->type, met->target))
    return TRUE;
  act = sol_mutation_new_operation (met->type, met->target, SOL_MUTATION_EDIT, NULL);
  act->base_rev = met->base_rev;
  return refuse (db, draft, lost->scope, act, make_written_patch (draft), error);
}

static gboolean
refuse_draft (SolDatabase *db, SolDraft *draft, const SolChange *lost, GError **error)
{
  const char *type = sol_draft_get_record_type (draft);
  const gboolean is_new = sol_draft_get_base (draft) == NULL;
  g_autoptr (SolMutation) act = NULL;

  if (g_str_equal (type, SOL_CONFLICT_DRAFT))
    return refuse_choices (db, draft, lost, error);
  if (!is_of (lost, type, sol_draft_get_id (draft)))
    return TRUE;
  act = sol_mutation_new_operation (type, sol_draft_get_id (draft),
                                    is_new ? SOL_MUTATION_CREATE : SOL_MUTATION_EDIT, NULL);
  act->base_rev = sol_draft_get_base_rev (draft);
  return refuse (db, draft, lost->scope, act, make_patch (draft), error);
}

/* One that is damaged stays: nothing of it could be shown. */
static gboolean
delete_drafts (SolDatabase *db, const SolChange *lost, const char *organisation, GError **error)
{
  sqlite3_stmt *statement = sol_database_prepare (
      db,
      "DELETE FROM draft WHERE organisation = :organisation AND json_valid (doc) AND "
      "(" OF_RECORD ("type", "id") " OR (type = '" SOL_CONFLICT_DRAFT "' AND id IN (SELECT e.id "
                                   "FROM entry AS e WHERE " OF_RECORD ("e.type", "e.target") ")))",
      error);

  if (statement == NULL)
    return FALSE;
  bind_lost (statement, lost);
  sol_database_bind_text (statement, ":organisation", organisation);
  return sol_database_finish (db, statement, error);
}

static gboolean
refuse_drafts (SolDatabase *db, const SolChange *lost, GError **error)
{
  const char *organisation;
  g_autoptr (GPtrArray) drafts = NULL;

  if (sol_scope_parse (lost->scope, &organisation) != SOL_SCOPE_KIND_ORG)
    return TRUE;
  drafts = sol_account_load_drafts (db, error);
  if (drafts == NULL)
    return FALSE;
  for (guint i = 0; i < drafts->len; i++)
    if (g_strcmp0 (sol_draft_get_organisation (drafts->pdata[i]), organisation) == 0 &&
        !refuse_draft (db, drafts->pdata[i], lost, error))
      return FALSE;
  return delete_drafts (db, lost, organisation, error);
}

/**
 * sol_account_lose: (skip)
 * @lost: %SOL_CHANGE_DROP: a scope; %SOL_CHANGE_LEAVE: a record that left it
 *
 * Inside a transaction of user.db.
 */
gboolean
sol_account_lose (SolDatabase *db, const SolChange *lost, GError **error)
{
  return refuse_drafts (db, lost, error) && refuse_acts (db, lost, error);
}
