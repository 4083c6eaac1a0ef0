/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-clock.h"
#include "model/sol-organisation.h"
#include "model/sol-uuid.h"
#include "server/sol-storage-sqlite-mutations-private.h"

/* What the server itself does to records, by their own operations: as somebody's code or the clock
 * told it to. */

/**
 * sol_storage_sqlite_act:
 * @applied: (out): %FALSE without an error when its rules refuse it
 */
gboolean
sol_storage_sqlite_act (SolSqlite *writer,
                        gint64 *seq,
                        const SolStorageSender *sender,
                        const SolMutation *mutation,
                        gboolean *applied,
                        GError **error)
{
  g_autofree char *moment = sol_clock_print (sender->now);
  SolMutating run = { writer, seq, sender, moment, mutation };
  g_autoptr (JsonObject) answer = NULL;

  if (!sol_storage_sqlite_decide (&run, &answer, error))
    return FALSE;
  *applied = sol_mutation_answer_is (answer, SOL_MUTATION_APPLIED);
  return TRUE;
}

/* Returns: (transfer full): without arguments */
SolMutation *
sol_storage_sqlite_make_act (const char *type, const char *target, const char *op)
{
  g_autofree char *id = sol_uuid_new ();
  SolMutation *mutation = sol_mutation_new (id, 1, type, target);

  mutation->op = g_strdup (op);
  return mutation;
}

/* (transfer full) (nullable): (element-type utf8) */
static GPtrArray *
list_organisations (SolSqlite *writer, const char *account, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *row = sol_sqlite_bind (
      writer, "SELECT id FROM access_grant WHERE account = ?1 AND type = 'organisation'", error,
      "t", account);
  int code = SQLITE_ERROR;

  while (row != NULL && (code = sol_sqlite_step (writer, row, error)) == SQLITE_ROW)
    g_ptr_array_add (found, g_strdup ((const char *) sqlite3_column_text (row, 0)));
  return code == SQLITE_DONE ? g_steal_pointer (&found) : NULL;
}

/* The organisations that somebody belongs to call him as his account does now. */
gboolean
sol_storage_sqlite_rename_member (SolSqlite *writer,
                                  gint64 *seq,
                                  const SolAccount *account,
                                  GError **error)
{
  const SolActor actor = { .account = "server", .roles = SOL_ROLE_SERVER };
  const SolStorageSender sender = { &actor, NULL, "server", sol_clock_seconds () };
  g_autoptr (GPtrArray) found = list_organisations (writer, account->id, error);
  gboolean applied;

  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      g_autoptr (SolMutation) mutation = sol_storage_sqlite_make_act (
          "organisation", found->pdata[i], SOL_ORGANISATION_RENAME);

      mutation->patch->set = json_object_new ();
      json_object_set_string_member (mutation->patch->set, "account", account->id);
      json_object_set_string_member (mutation->patch->set, "name", account->name);
      if (!sol_storage_sqlite_act (writer, seq, &sender, mutation, &applied, error))
        return FALSE;
    }
  return found != NULL;
}

typedef struct
{
  const SolInvite *invite;
  const SolAudit *audit;
} Inviting;

static gboolean
write_invite (SolSqlite *writer, gpointer data, GError **error)
{
  const Inviting *inviting = data;
  const SolInvite *invite = inviting->invite;

  return sol_sqlite_execute (writer,
                             "INSERT INTO invitation (hash, organisation, role, invited_by, "
                             "expires_at) VALUES (?1, ?2, ?3, ?4, ?5)",
                             error, "tttti", invite->hash, invite->organisation, invite->role,
                             inviting->audit->account, invite->expires_at) &&
         sol_storage_sqlite_write_audit (writer, inviting->audit, error);
}

static gboolean
put_invite (SolAccess *access, const SolInvite *invite, const SolAudit *audit, GError **error)
{
  Inviting inviting = { invite, audit };

  return sol_storage_sqlite_write (SOL_STORAGE_SQLITE (access), write_invite, &inviting, error);
}

typedef struct
{
  const SolStorageSender *sender;
  const char *hash;
  char *organisation; /* out */
} Taking;

/* @role: (out) (nullable): %NULL: he took it before, and the answer was lost */
static gboolean
find_invite (SolSqlite *writer, Taking *taking, char **role, GError **error)
{
  sqlite3_stmt *row = sol_sqlite_bind (
      writer,
      "SELECT organisation, CASE WHEN used_by IS NULL THEN role END FROM invitation WHERE hash = "
      "?1 AND expires_at > ?2 AND (used_by IS NULL OR used_by = ?3) AND EXISTS (SELECT 1 FROM "
      "access_grant AS g WHERE g.account = invited_by AND g.type = 'organisation' AND g.id = "
      "organisation AND g.roles & ?4)",
      error, "titi", taking->hash, taking->sender->now, taking->sender->actor->account,
      (gint64) SOL_ROLE_MANAGER);
  int code = row != NULL ? sol_sqlite_step (writer, row, error) : SQLITE_ERROR;

  if (code == SQLITE_ROW)
    {
      taking->organisation = g_strdup ((const char *) sqlite3_column_text (row, 0));
      *role = g_strdup ((const char *) sqlite3_column_text (row, 1));
    }
  if (row != NULL)
    sqlite3_reset (row);
  return code == SQLITE_ROW || code == SQLITE_DONE;
}

static gboolean
admit (SolSqlite *writer, gint64 *seq, Taking *taking, const char *role, GError **error)
{
  const SolActor *actor = taking->sender->actor;
  g_autoptr (SolMutation) mutation = sol_storage_sqlite_make_act (
      "organisation", taking->organisation, SOL_ORGANISATION_ADMIT);
  gboolean applied;

  mutation->patch->set = json_object_new ();
  json_object_set_string_member (mutation->patch->set, "account", actor->account);
  json_object_set_string_member (mutation->patch->set, "name", actor->name);
  json_object_set_string_member (mutation->patch->set, "role", role);
  if (!sol_storage_sqlite_act (writer, seq, taking->sender, mutation, &applied, error))
    return FALSE;
  if (!applied)
    g_clear_pointer (&taking->organisation, g_free);
  return !applied ||
         sol_sqlite_execute (writer, "UPDATE invitation SET used_by = ?2 WHERE hash = ?1", error,
                             "tt", taking->hash, actor->account);
}

static gboolean
use_invite (SolSqlite *writer, gint64 *seq, gpointer data, GError **error)
{
  Taking *taking = data;
  g_autofree char *role = NULL;

  if (!find_invite (writer, taking, &role, error))
    return FALSE;
  if (taking->organisation == NULL)
    return sol_storage_sqlite_take_census (writer, seq, taking->sender, taking->hash,
                                           &taking->organisation, error);
  return role == NULL || admit (writer, seq, taking, role, error);
}

static gboolean
take_invite (SolAccess *access,
             const SolStorageSender *sender,
             const char *hash,
             char **organisation,
             GError **error)
{
  Taking taking = { sender, hash, NULL };
  gboolean done = sol_storage_sqlite_write_feed (SOL_STORAGE_SQLITE (access), use_invite, &taking,
                                                 error);

  *organisation = taking.organisation;
  if (!done)
    g_clear_pointer (organisation, g_free);
  return done;
}

static gboolean
delete_codes (SolSqlite *writer, gpointer data, GError **error)
{
  return sol_sqlite_execute (writer, "DELETE FROM invitation WHERE expires_at < ?1", error, "i",
                             *(gint64 *) data) &&
         sol_sqlite_execute (writer, "DELETE FROM census_invitation WHERE expires_at < ?1", error,
                             "i", *(gint64 *) data) &&
         sol_sqlite_execute (writer, "DELETE FROM refusal_code WHERE expires_at < ?1", error, "i",
                             *(gint64 *) data) &&
         sol_storage_sqlite_purge_words (writer, *(gint64 *) data, error) &&
         sol_sqlite_execute (writer, "DELETE FROM claim_code WHERE expires_at < ?1", error, "i",
                             *(gint64 *) data) &&
         sol_sqlite_execute (writer, "DELETE FROM workshop_code WHERE expires_at < ?1", error, "i",
                             *(gint64 *) data);
}

static gboolean
purge (SolAccess *access, gint64 now, GError **error)
{
  return sol_storage_sqlite_write (SOL_STORAGE_SQLITE (access), delete_codes, &now, error);
}

void
sol_storage_sqlite_acts_init (SolAccessInterface *iface)
{
  iface->put_invite = put_invite;
  iface->take_invite = take_invite;
  iface->invite_censused = sol_storage_sqlite_invite_censused;
  iface->put_workshop_code = sol_storage_sqlite_put_workshop_code;
  iface->take_workshop_code = sol_storage_sqlite_take_workshop_code;
  iface->purge = purge;
}
