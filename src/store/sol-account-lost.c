/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-scope.h"
#include "model/sol-uuid.h"
#include "store/sol-account-outbox-private.h"
#include "store/sol-account-store-private.h"

/* A person's own work where he may no longer read: what he wrote is kept as refused, what others
 * wrote goes out of it. */

/* Of what is on its way the server's answer tells, and the feed then why. */
static gboolean
refuse_acts (SolDatabase *db, const char *scope, GError **error)
{
  static const char *const sql[] = {
    "UPDATE entry SET state = 4, since = :now, code = '" SOL_OUTBOX_CODE_NO_ACCESS "'"
    " WHERE scope = :scope AND (state IN (2, 3) OR (state = 0 AND n IS NULL)"
    " OR (state = 4 AND code = '" SOL_OUTBOX_CODE_FORBIDDEN "'))",
    "UPDATE entry SET shown = 0, conflicts = NULL, base = NULL WHERE scope = :scope",
  };

  for (guint i = 0; i < G_N_ELEMENTS (sql); i++)
    {
      sqlite3_stmt *statement = sol_database_prepare (db, sql[i], error);

      if (statement == NULL)
        return FALSE;
      sol_database_bind_text (statement, ":scope", scope);
      sol_database_bind_number (statement, ":now", sol_account_now ());
      if (!sol_database_finish (db, statement, error))
        return FALSE;
    }
  return TRUE;
}

/* (transfer full) (nullable): what he typed, without what was there before; %NULL for nothing */
static SolPatch *
make_patch (SolDraft *draft)
{
  g_autoptr (SolRecord) edited = sol_draft_make_edited (draft);
  g_autoptr (SolRecord) base = sol_draft_make_base (draft);
  g_autoptr (SolPatch) patch = NULL;

  if (edited == NULL || (base == NULL && sol_draft_get_base (draft) != NULL))
    return NULL;
  if (base == NULL)
    base = sol_record_new (G_OBJECT_TYPE (edited), 0);
  patch = sol_patch_new_diff (base, edited);
  return sol_patch_is_empty (patch) ? NULL : g_steal_pointer (&patch);
}

/* Its title is what others called it, as like as not. */
static gboolean
refuse_draft (SolDatabase *db, SolDraft *draft, const char *scope, GError **error)
{
  g_autofree char *id = sol_uuid_new ();
  g_autoptr (SolMutation) mutation = sol_mutation_new (id, 0, sol_draft_get_record_type (draft),
                                                       sol_draft_get_id (draft));
  SolPatch *patch = make_patch (draft);
  const SolOutboxRow row = { .mutation = mutation,
                             .organisation = sol_draft_get_organisation (draft),
                             .state = SOL_OUTBOX_REFUSED,
                             .scope = scope,
                             .code = SOL_OUTBOX_CODE_NO_ACCESS,
                             .created_at = sol_draft_get_changed_at (draft) };

  if (patch == NULL)
    return TRUE;
  g_free (mutation->op);
  mutation->op = g_strdup (sol_draft_get_base (draft) != NULL ? SOL_MUTATION_EDIT
                                                              : SOL_MUTATION_CREATE);
  mutation->base_rev = sol_draft_get_base_rev (draft);
  sol_patch_free (mutation->patch);
  mutation->patch = patch;
  return sol_outbox_insert (db, &row, error);
}

static gboolean
refuse_drafts (SolDatabase *db, const char *scope, GError **error)
{
  const char *organisation;
  g_autoptr (GPtrArray) drafts = NULL;
  sqlite3_stmt *statement;

  if (sol_scope_parse (scope, &organisation) != SOL_SCOPE_KIND_ORG)
    return TRUE;
  drafts = sol_account_load_drafts (db, error);
  if (drafts == NULL)
    return FALSE;
  for (guint i = 0; i < drafts->len; i++)
    if (g_strcmp0 (sol_draft_get_organisation (drafts->pdata[i]), organisation) == 0 &&
        !refuse_draft (db, drafts->pdata[i], scope, error))
      return FALSE;
  statement = sol_database_prepare (db, "DELETE FROM draft WHERE organisation = :id", error);
  if (statement == NULL)
    return FALSE;
  sol_database_bind_text (statement, ":id", organisation);
  return sol_database_finish (db, statement, error);
}

/**
 * sol_account_lose_scope: (skip)
 *
 * Inside a transaction of user.db.
 */
gboolean
sol_account_lose_scope (SolDatabase *db, const char *scope, GError **error)
{
  return refuse_drafts (db, scope, error) && refuse_acts (db, scope, error);
}
