/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sol-overlay-private.h"

#include "model/sol-clock.h"
#include "model/sol-merge.h"
#include "model/sol-record-registry.h"
#include "store/sol-outbox-entry-private.h"
#include "store/sol-store-records-private.h"

/* What the user sees: the record that is held, and his acts laid over it in their order. An act is
 * laid until what is held is at least as new as what the act made. */

/**
 * sol_overlay_load_actor: (skip)
 * @account: (nullable)
 * @organisation: (nullable): for which he acts
 * @actor: (out caller-allocates): borrows @account
 */
gboolean
sol_overlay_load_actor (SolDatabase *db,
                        const char *account,
                        const char *organisation,
                        SolOverlayActor *actor,
                        GError **error)
{
  g_autoptr (GError) failed = NULL;
  sqlite3_stmt *statement = sol_database_prepare (
      db, "SELECT organisation, roles FROM membership WHERE organisation IN (:organisation, '')",
      error);

  *actor = (SolOverlayActor){ .organisation = g_strdup (organisation) };
  actor->actor.account = account;
  actor->actor.organisation = actor->organisation;
  if (statement == NULL)
    return FALSE;

  sol_database_bind_text (statement, ":organisation", organisation);
  while (sol_database_step (db, statement, &failed))
    {
      const char *of = (const char *) sqlite3_column_text (statement, 0);
      SolRoles roles = (SolRoles) sqlite3_column_int (statement, 1);

      actor->actor.roles |= *of == '\0' ? roles & SOL_ROLE_MODERATOR : roles;
    }
  if (failed == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

void
sol_overlay_actor_clear (SolOverlayActor *self)
{
  g_clear_pointer (&self->organisation, g_free);
}

/* As the context of an operation reads other records: with what waits laid over them. */
SolRecord *
sol_overlay_read (gpointer reader, const char *type, const char *id)
{
  SolOverlayReader *self = reader;
  g_autoptr (SolShownRecord) shown = sol_overlay_load (self->db, self->account, type, id, NULL);
  SolRecord *record = shown != NULL ? sol_shown_record_get_record (shown) : NULL;

  return record != NULL ? g_object_ref (record) : NULL;
}

typedef struct
{
  SolDatabase *db;
  const char *account;
  SolRecord *record; /* (nullable): as it is so far */
} Laying;

static void
merge (Laying *self, const SolMutation *mutation)
{
  g_autoptr (SolRevisions) nothing = sol_revisions_new ();
  g_autoptr (GPtrArray)
      conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_conflict_free);
  const SolMerge how = { .revisions = nothing, .conflicts = conflicts };

  if (self->record != NULL)
    sol_record_merge_patch (self->record, mutation->patch, &how, NULL);
}

static void
create (Laying *self, const SolMutation *mutation, const char *scope)
{
  GType type = sol_record_registry_find (mutation->type);
  g_autoptr (JsonObject) nothing = json_object_new ();

  if (self->record == NULL && type != G_TYPE_INVALID)
    {
      self->record = sol_record_new (type, 0);
      sol_record_load (self->record, mutation->target, scope != NULL ? scope : "", 0, nothing);
    }
  merge (self, mutation);
}

static void
operate (Laying *self, SolOutboxEntry *entry)
{
  const SolMutation *mutation = sol_outbox_entry_get_mutation (entry);
  g_autoptr (GPtrArray) effects = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_effect_free);
  g_autofree char *moment = sol_clock_print (sol_outbox_entry_get_created_at (entry) / 1000);
  g_autoptr (JsonObject) arguments = mutation->patch->set != NULL
                                         ? json_object_ref (mutation->patch->set)
                                         : json_object_new ();
  g_auto (SolOverlayActor) actor = { 0 };
  SolOverlayReader reader = { self->db, self->account };
  SolOperationContext context = { &actor.actor, moment, sol_overlay_read, &reader, effects };

  if (self->record != NULL &&
      sol_overlay_load_actor (self->db, self->account, sol_outbox_entry_get_organisation (entry),
                              &actor, NULL))
    sol_operation_run (self->record, mutation->op, arguments, &context, NULL);
}

/* What no longer fits what the server has is not shown: the answer will tell. */
static void
lay (Laying *self, SolOutboxEntry *entry, const char *scope)
{
  const SolMutation *mutation = sol_outbox_entry_get_mutation (entry);

  if (g_str_equal (mutation->op, SOL_MUTATION_CREATE))
    create (self, mutation, scope);
  else if (g_str_equal (mutation->op, SOL_MUTATION_EDIT))
    merge (self, mutation);
  else if (g_str_equal (mutation->op, SOL_MUTATION_DELETE))
    g_clear_object (&self->record);
  else if (!g_str_equal (mutation->op, SOL_MUTATION_RESTORE))
    operate (self, entry);
}

static gboolean
is_laid (SolOutboxEntry *entry, gint64 rev)
{
  switch (sol_outbox_entry_get_state (entry))
    {
    case SOL_OUTBOX_WAITING:
    case SOL_OUTBOX_SENDING:
    case SOL_OUTBOX_BLOCKED:
    case SOL_OUTBOX_CONFLICT:
      return TRUE;
    case SOL_OUTBOX_ACKNOWLEDGED:
      return sol_outbox_entry_get_rev (entry) > rev;
    default:
      return FALSE;
    }
}

static SolShownState
get_shown_state (SolOutboxEntry *entry)
{
  switch (sol_outbox_entry_get_state (entry))
    {
    case SOL_OUTBOX_WAITING:
    case SOL_OUTBOX_SENDING:
    case SOL_OUTBOX_BLOCKED:
      return SOL_SHOWN_WAITING;
    case SOL_OUTBOX_CONFLICT:
      return SOL_SHOWN_CONFLICT;
    case SOL_OUTBOX_REFUSED:
    case SOL_OUTBOX_GONE:
      return SOL_SHOWN_REFUSED;
    default:
      return SOL_SHOWN_SETTLED;
    }
}

typedef struct
{
  SolOutboxEntry *entry;
  char *scope;
} Act;

static void
free_act (gpointer data)
{
  Act *act = data;

  g_object_unref (act->entry);
  g_free (act->scope);
  g_free (act);
}

/* All read before any is laid: an operation may come back here for another record. */
static GPtrArray *
load_acts (SolDatabase *db, const char *type, const char *id, GError **error)
{
  g_autoptr (GPtrArray) acts = g_ptr_array_new_with_free_func (free_act);
  g_autoptr (GError) failed = NULL;
  sqlite3_stmt *statement = sol_database_prepare (
      db,
      "SELECT " SOL_OUTBOX_COLUMNS ", scope FROM entry"
      " WHERE type = :type AND target = :id AND shown AND state <> 7 ORDER BY place",
      error);

  if (statement == NULL)
    return NULL;
  sol_database_bind_text (statement, ":type", type);
  sol_database_bind_text (statement, ":id", id);
  while (sol_database_step (db, statement, &failed))
    {
      g_autoptr (SolOutboxEntry) entry = sol_outbox_entry_new_from_row (statement, &failed);
      Act *act;

      if (entry == NULL)
        break;
      act = g_new0 (Act, 1);
      act->entry = g_steal_pointer (&entry);
      act->scope = g_strdup ((const char *) sqlite3_column_text (statement, SOL_OUTBOX_N_COLUMNS));
      g_ptr_array_add (acts, act);
    }
  sqlite3_reset (statement);
  if (failed == NULL)
    return g_steal_pointer (&acts);
  g_propagate_error (error, g_steal_pointer (&failed));
  return NULL;
}

/* @rev: (out): of what is held, also of a deletion */
static gboolean
load_held (SolDatabase *db,
           const char *type,
           const char *id,
           SolRecord **held,
           gint64 *rev,
           GError **error)
{
  g_autoptr (GError) failed = NULL;
  sqlite3_stmt *statement;

  *held = sol_store_load_id (db, type, id, &failed);
  *rev = *held != NULL ? sol_record_get_rev (*held) : 0;
  statement = *held == NULL && failed == NULL
                  ? sol_database_prepare (db,
                                          "SELECT coalesce (max (rev), 0) FROM held.tombstone"
                                          " WHERE type = :type AND id = :id",
                                          &failed)
                  : NULL;
  if (statement != NULL)
    {
      sol_database_bind_text (statement, ":type", type);
      sol_database_bind_text (statement, ":id", id);
      if (sol_database_step (db, statement, &failed))
        *rev = sqlite3_column_int64 (statement, 0);
      sqlite3_reset (statement);
    }
  if (failed == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

/**
 * sol_overlay_load: (skip)
 * @db: of an account's user.db
 *
 * Returns: (transfer full): the record as it is shown, which may be none at all; %NULL with @error
 *   set
 */
SolShownRecord *
sol_overlay_load (SolDatabase *db,
                  const char *account,
                  const char *type,
                  const char *id,
                  GError **error)
{
  g_autoptr (SolShownRecord) shown = sol_shown_record_new (type, id);
  g_autoptr (SolRecord) held = NULL;
  g_autoptr (GPtrArray) acts = load_acts (db, type, id, error);
  SolShownState state = SOL_SHOWN_SETTLED;
  Laying laying = { db, account, NULL };
  gint64 rev;

  if (acts == NULL || !load_held (db, type, id, &held, &rev, error))
    return NULL;

  laying.record = held != NULL ? sol_record_copy (held) : NULL;
  for (guint i = 0; i < acts->len; i++)
    {
      Act *act = acts->pdata[i];

      state = MAX (state, get_shown_state (act->entry));
      if (is_laid (act->entry, rev))
        lay (&laying, act->entry, act->scope);
    }
  sol_shown_record_set_records (shown, held, laying.record, rev);
  sol_shown_record_set_state (shown, state);
  g_clear_object (&laying.record);
  return g_steal_pointer (&shown);
}
