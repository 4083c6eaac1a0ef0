/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/sol-clock.h"
#include "model/sol-limits.h"
#include "model/sol-model-error.h"
#include "model/sol-record-registry.h"
#include "model/sol-scope.h"
#include "server/sol-storage-sqlite-mutations-private.h"

/* What a record may not become because of others. Nothing else is written meanwhile: two that take
 * the last of something at once come here one after the other. */

typedef struct
{
  SolMutating *run;
  SolRecord *record; /* of both, for what they have in common */
  SolRecord *before; /* (nullable): as it is, if it is there */
  SolRecord *after;  /* (nullable): as it is to be, unless it goes */
  gboolean made;     /* there never was one of that id */
} Change;

static gboolean
refuse (GError **cause, SolModelError code, const char *argument, const char *more)
{
  const char *const arguments[] = { argument, more, NULL };

  sol_model_error_set (cause, code, arguments, "Other records leave no room for it");
  return FALSE;
}

/* -1 with @error; @first: (out) (optional): the second column of what was counted */
static gint64
read_count (SolSqlite *writer, sqlite3_stmt *row, gint64 *first, GError **error)
{
  int code = row != NULL ? sol_sqlite_step (writer, row, error) : SQLITE_ERROR;
  gint64 count = code == SQLITE_ROW ? sqlite3_column_int64 (row, 0) : -1;

  if (first != NULL && code == SQLITE_ROW)
    *first = sqlite3_column_int64 (row, 1);
  if (row != NULL)
    sqlite3_reset (row);
  return count;
}

static const char *
get_type_name (const Change *self)
{
  return sol_record_registry_get_name (G_OBJECT_TYPE (self->record));
}

/* (transfer full): as it stands in an index */
static char *
print_same (const char *field, const char *parameter)
{
  return field != NULL ? g_strdup_printf (" AND json_extract (doc, '$.%s') = %s", field, parameter)
                       : g_strdup_printf (" AND %s IS NULL", parameter);
}

static gint64
count_there (const Change *self, const SolQuota *quota, GError **error)
{
  const char *same = quota->same;
  g_autofree char *and_same = print_same (same, "?3");
  g_autofree char *and_state = print_same (quota->state != NULL ? "state" : NULL, "?4");
  g_autofree char *sql = g_strdup_printf (
      "SELECT count (*) FROM record WHERE scope = ?1 AND type = '%s' AND id <> ?2 AND doc IS NOT "
      "NULL%s%s",
      get_type_name (self), and_same, and_state);

  return read_count (
      self->run->writer,
      sol_sqlite_bind (self->run->writer, sql, error, "tttt", sol_record_get_scope (self->record),
                       sol_record_get_id (self->record),
                       same != NULL ? sol_record_get_text (self->record, same) : NULL,
                       quota->state),
      NULL, error);
}

/* What was deleted since counts too, else one makes and deletes as often as one likes.
 * @first: (out): when the first of them was made */
static gint64
count_made (const Change *self, const SolQuota *quota, gint64 *first, GError **error)
{
  return read_count (
      self->run->writer,
      sol_sqlite_bind (self->run->writer,
                       "SELECT count (*), min (at) FROM audit WHERE scope = ?1 AND at > ?2 AND act "
                       "= ?3 AND detail GLOB ?4 || ' *'",
                       error, "titt", sol_record_get_scope (self->record),
                       self->run->sender->now - quota->within, SOL_MUTATION_CREATE,
                       get_type_name (self)),
      first, error);
}

static gboolean
is_counted (const SolQuota *quota, SolRecord *record)
{
  return record != NULL && (quota->state == NULL ||
                            g_strcmp0 (sol_record_get_text (record, "state"), quota->state) == 0);
}

/* One that was counted before makes no more of them. */
static gboolean
adds_one (const Change *self, const SolQuota *quota)
{
  if (quota->within > 0)
    return self->made;
  return is_counted (quota, self->after) &&
         (!is_counted (quota, self->before) ||
          (quota->same != NULL && g_strcmp0 (sol_record_get_text (self->before, quota->same),
                                             sol_record_get_text (self->after, quota->same)) != 0));
}

static gboolean
check_quota (const Change *self, const SolQuota *quota, GError **cause, GError **error)
{
  g_autofree char *most = g_strdup_printf ("%u", quota->most);
  g_autofree char *again = NULL;
  gint64 first = 0;
  gint64 count;

  if (!adds_one (self, quota))
    return TRUE;
  count = quota->within > 0 ? count_made (self, quota, &first, error)
                            : count_there (self, quota, error);
  if (count < (gint64) quota->most)
    return count >= 0;
  if (quota->within > 0)
    again = sol_clock_print (first + quota->within);
  return refuse (cause, SOL_MODEL_ERROR_TOO_MANY, most, again);
}

/* How much all shares of @parent take but that of the id @but. The names stand in the statement as
 * they stand in an index. */
static gint64
sum_shares (SolSqlite *writer,
            SolRecord *one,
            const SolShare *share,
            const char *parent,
            const char *but,
            GError **error)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT COALESCE (SUM (json_extract (doc, '$.%s')), 0) FROM record WHERE type = ?1 AND "
      "json_extract (doc, '$.%s') = ?2 AND id <> ?3",
      share->quantity, share->parent);

  return read_count (writer,
                     sol_sqlite_bind (writer, sql, error, "ttt",
                                      sol_record_registry_get_name (G_OBJECT_TYPE (one)), parent,
                                      but),
                     NULL, error);
}

static gint64
get_quantity (const SolShare *share, SolRecord *record)
{
  gint64 quantity = 0;

  if (record != NULL)
    sol_record_get_number (record, share->quantity, &quantity);
  return quantity;
}

static gboolean
load_parent (SolMutating *run,
             SolRecord *record,
             const SolShare *share,
             SolMutationTarget *parent,
             GError **error)
{
  const char *id = sol_record_get_text (record, share->parent);
  const SolField *field = sol_record_find_field (record, share->parent, NULL);

  *parent = (SolMutationTarget){ 0 };
  return id == NULL || sol_storage_sqlite_load_target (run->writer, field->list, id,
                                                       run->sender->now, parent, error);
}

/**
 * sol_storage_sqlite_find_out_seen:
 * @target: a record, or none
 * @seen: (out): whether it is there for who acts: by what he is, or by what he was let see
 */
gboolean
sol_storage_sqlite_find_out_seen (SolMutating *run,
                                  const SolMutationTarget *target,
                                  gboolean *seen,
                                  GError **error)
{
  const SolActor *actor = run->sender->actor;
  const char *scope = target->record != NULL ? sol_record_get_scope (target->record) : NULL;
  gint64 n_grants;

  *seen = scope != NULL && !target->deleted &&
          ((actor->roles & SOL_ROLE_SERVER) || sol_scope_may_read (scope, actor));
  if (*seen || scope == NULL || target->deleted)
    return TRUE;
  n_grants = read_count (
      run->writer,
      sol_sqlite_bind (run->writer,
                       "SELECT count (*) FROM access_grant WHERE account = ?1 AND scope = ?2",
                       error, "tt", actor->account, scope),
      NULL, error);
  *seen = n_grants > 0;
  return n_grants >= 0;
}

static gboolean
check_left (const Change *self,
            const SolShare *share,
            SolRecord *parent,
            GError **cause,
            GError **error)
{
  const gint64 wanted = get_quantity (share, self->after);
  g_autofree char *text = NULL;
  gint64 limit;
  gint64 others;

  if (wanted <= get_quantity (share, self->before) ||
      !sol_record_get_number (parent, share->limit, &limit))
    return TRUE;
  others = sum_shares (self->run->writer, self->record, share, sol_record_get_id (parent),
                       sol_record_get_id (self->record), error);
  if (others < 0 || wanted <= limit - others)
    return others >= 0;
  text = g_strdup_printf ("%" G_GINT64_FORMAT, MAX (limit - others, 0));
  return refuse (cause, SOL_MODEL_ERROR_TOO_MUCH, share->quantity, text);
}

/* @parent: (nullable): as who acts sees it */
static gboolean
check_taking (const Change *self,
              const SolShare *share,
              SolRecord *parent,
              GError **cause,
              GError **error)
{
  const char *deadline = parent != NULL && share->deadline != NULL
                             ? sol_record_get_text (parent, share->deadline)
                             : NULL;

  if (parent == NULL)
    return self->after == NULL || refuse (cause, SOL_MODEL_ERROR_WRONG_VALUE, share->parent, NULL);
  if (deadline != NULL && strcmp (self->run->moment, deadline) >= 0)
    return refuse (cause, SOL_MODEL_ERROR_WRONG_STATE, share->deadline, NULL);
  return check_left (self, share, parent, cause, error);
}

/* What takes neither more nor less is no matter of the others. */
static gboolean
check_share (const Change *self, const SolShare *share, GError **cause, GError **error)
{
  SolMutationTarget parent;
  gboolean seen;
  gboolean done;

  if (self->before != NULL && self->after != NULL &&
      g_strcmp0 (sol_record_get_text (self->before, share->parent),
                 sol_record_get_text (self->after, share->parent)) != 0)
    return refuse (cause, SOL_MODEL_ERROR_WRONG_VALUE, share->parent, NULL);
  if (get_quantity (share, self->before) == get_quantity (share, self->after))
    return TRUE;
  done = load_parent (self->run, self->record, share, &parent, error) &&
         sol_storage_sqlite_find_out_seen (self->run, &parent, &seen, error) &&
         check_taking (self, share, seen ? parent.record : NULL, cause, error);
  sol_mutation_target_clear (&parent);
  return done;
}

static gboolean
check_change (const Change *self, GError **cause, GError **error)
{
  const SolRecordClass *klass = SOL_RECORD_GET_CLASS (self->record);
  const SolQuota *quota = klass->quotas;

  for (; quota != NULL && quota->most > 0; quota++)
    if (!check_quota (self, quota, cause, error))
      return FALSE;
  return klass->share == NULL || check_share (self, klass->share, cause, error);
}

static gboolean
check_effect (SolMutating *run, const SolEffect *effect, GError **cause, GError **error)
{
  const SolRecordClass *klass = SOL_RECORD_GET_CLASS (effect->record);
  SolMutationTarget target;
  gboolean done;

  if (klass->quotas == NULL && klass->share == NULL)
    return TRUE;
  done = sol_storage_sqlite_load_target (
      run->writer, sol_record_registry_get_name (G_OBJECT_TYPE (effect->record)),
      sol_record_get_id (effect->record), run->sender->now, &target, error);
  if (done)
    {
      const Change change = { run, effect->record, target.deleted ? NULL : target.record,
                              effect->removed ? NULL : effect->record, target.record == NULL };

      done = check_change (&change, cause, error);
    }
  sol_mutation_target_clear (&target);
  return done;
}

/**
 * sol_storage_sqlite_check_limits:
 * @effects: (element-type SolEffect): of the mutation under way; not written yet
 * @cause: (out): why it is to be rejected: #SolQuota, #SolShare
 *
 * Returns: %FALSE with @cause set, or with @error
 */
gboolean
sol_storage_sqlite_check_limits (SolMutating *run,
                                 GPtrArray *effects,
                                 GError **cause,
                                 GError **error)
{
  for (guint i = 0; i < effects->len; i++)
    if (!check_effect (run, effects->pdata[i], cause, error))
      return FALSE;
  return TRUE;
}

/**
 * sol_storage_sqlite_derive_sum:
 * @record: that was written, or went; all that its mutation writes is written
 *
 * If it is a share, has what it is a share of say how much all take now.
 */
gboolean
sol_storage_sqlite_derive_sum (SolMutating *run, SolRecord *record, GError **error)
{
  const SolShare *share = SOL_RECORD_GET_CLASS (record)->share;
  SolMutationTarget parent;
  gboolean done;

  if (share == NULL)
    return TRUE;
  done = load_parent (run, record, share, &parent, error);
  if (done && parent.record != NULL && !parent.deleted)
    {
      const gint64 sum = sum_shares (run->writer, record, share, sol_record_get_id (parent.record),
                                     "", error);
      const SolEffect effect = { parent.record, FALSE, TRUE };
      SolStorageWrite write;

      sol_record_set_number (parent.record, share->sum, sum);
      done = sum >= 0 && sol_storage_sqlite_write_effect (run, &effect, &write, error);
    }
  sol_mutation_target_clear (&parent);
  return done;
}
