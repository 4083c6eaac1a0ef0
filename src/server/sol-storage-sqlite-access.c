/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-grant.h"
#include "model/sol-record-registry.h"
#include "server/sol-storage-sqlite-private.h"

#define BY_KEEPER "account" /* in place of a record's type: who keeps the server says so */

static char *
dup_column (sqlite3_stmt *statement, int column)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, column));
}

/* Whose rights to what are derived: those that a source gave, and those that it gives now. */
typedef struct
{
  SolSqlite *writer;
  const char *type;
  const char *id;
  GPtrArray *before; /* of SolGranted */
  GPtrArray *after;
  gboolean changed; /* out */
} Derivation;

static gboolean
read_before (Derivation *self, GError **error)
{
  sqlite3_stmt *statement = sol_sqlite_bind (
      self->writer, "SELECT account, scope, roles FROM access_grant WHERE type = ?1 AND id = ?2",
      error, "tt", self->type, self->id);
  int code = SQLITE_ERROR;

  while (statement != NULL &&
         (code = sol_sqlite_step (self->writer, statement, error)) == SQLITE_ROW)
    {
      SolGranted *one = g_new0 (SolGranted, 1);

      one->account = dup_column (statement, 0);
      one->scope = dup_column (statement, 1);
      one->roles = (SolRoles) sqlite3_column_int (statement, 2);
      g_ptr_array_add (self->before, one);
    }
  if (statement != NULL)
    sqlite3_reset (statement);
  return code == SQLITE_DONE;
}

static const SolGranted *
find (GPtrArray *granted, const SolGranted *wanted)
{
  for (guint i = 0; i < granted->len; i++)
    {
      const SolGranted *one = granted->pdata[i];

      if (g_str_equal (one->account, wanted->account) && g_str_equal (one->scope, wanted->scope))
        return one;
    }
  return NULL;
}

/* A scope that two records give is lost with the second of them. */
static gboolean
note_change (Derivation *self, const SolGranted *one, gboolean gained, GError **error)
{
  return sol_sqlite_execute (
      self->writer,
      "INSERT INTO access_log (account, version, scope, gained) SELECT ?1, COALESCE ((SELECT MAX "
      "(version) FROM access_log WHERE account = ?1), 0) + 1, ?2, ?3 WHERE NOT EXISTS (SELECT 1 "
      "FROM access_grant WHERE account = ?1 AND scope = ?2)",
      error, "tti", one->account, one->scope, (gint64) gained);
}

static gboolean
take_away (Derivation *self, const SolGranted *one, GError **error)
{
  self->changed = TRUE;
  return sol_sqlite_execute (
             self->writer,
             "DELETE FROM access_grant WHERE account = ?1 AND scope = ?2 AND type = "
             "?3 AND id = ?4",
             error, "tttt", one->account, one->scope, self->type, self->id) &&
         note_change (self, one, FALSE, error);
}

static gboolean
give (Derivation *self, const SolGranted *one, GError **error)
{
  self->changed = TRUE;
  return note_change (self, one, TRUE, error) &&
         sol_sqlite_execute (
             self->writer,
             "INSERT OR REPLACE INTO access_grant (account, scope, type, id, roles) "
             "VALUES (?1, ?2, ?3, ?4, ?5)",
             error, "tttti", one->account, one->scope, self->type, self->id, (gint64) one->roles);
}

static gboolean
write_difference (Derivation *self, GError **error)
{
  for (guint i = 0; i < self->before->len; i++)
    if (find (self->after, self->before->pdata[i]) == NULL &&
        !take_away (self, self->before->pdata[i], error))
      return FALSE;
  for (guint i = 0; i < self->after->len; i++)
    {
      const SolGranted *known = find (self->before, self->after->pdata[i]);

      if ((known == NULL || known->roles != ((SolGranted *) self->after->pdata[i])->roles) &&
          !give (self, self->after->pdata[i], error))
        return FALSE;
    }
  return TRUE;
}

/* Replaces what the record said before of whole organisations: whoever joins one later is asked
 * about here. */
static gboolean
note_organisations (const Derivation *self, GPtrArray *granted, GError **error)
{
  if (!sol_sqlite_execute (self->writer, "DELETE FROM access_through WHERE type = ?1 AND id = ?2",
                           error, "tt", self->type, self->id))
    return FALSE;
  for (guint i = 0; i < granted->len; i++)
    {
      const SolGranted *one = granted->pdata[i];

      if (one->organisation != NULL &&
          !sol_sqlite_execute (self->writer,
                               "INSERT OR IGNORE INTO access_through (organisation, type, id) "
                               "VALUES (?1, ?2, ?3)",
                               error, "ttt", one->organisation, self->type, self->id))
        return FALSE;
    }
  return TRUE;
}

/* Somebody may belong to two of them: he may what either may. */
static void
add_one (GPtrArray *granted, const char *account, const SolGranted *source)
{
  const SolGranted wanted = { (char *) account, NULL, source->scope, source->roles };
  SolGranted *known = (SolGranted *) find (granted, &wanted);

  if (known == NULL)
    {
      known = g_new0 (SolGranted, 1);
      known->account = g_strdup (account);
      known->scope = g_strdup (source->scope);
      g_ptr_array_add (granted, known);
    }
  known->roles |= source->roles;
}

static gboolean
add_people (SolSqlite *writer, const SolGranted *source, GPtrArray *granted, GError **error)
{
  sqlite3_stmt *row = sol_sqlite_bind (
      writer, "SELECT DISTINCT account FROM access_grant WHERE type = 'organisation' AND id = ?1",
      error, "t", source->organisation);
  int code = SQLITE_ERROR;

  while (row != NULL && (code = sol_sqlite_step (writer, row, error)) == SQLITE_ROW)
    add_one (granted, (const char *) sqlite3_column_text (row, 0), source);
  if (row != NULL)
    sqlite3_reset (row);
  return code == SQLITE_DONE;
}

/* (transfer full) (nullable): person by person */
static GPtrArray *
find_people (SolSqlite *writer, GPtrArray *granted, GError **error)
{
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_granted_free);

  for (guint i = 0; i < granted->len; i++)
    {
      const SolGranted *one = granted->pdata[i];

      if (one->organisation == NULL)
        add_one (people, one->account, one);
      else if (!add_people (writer, one, people, error))
        return NULL;
    }
  return g_steal_pointer (&people);
}

/* @changed: (out) (optional): whether anybody gained or lost anything */
static gboolean
derive (SolSqlite *writer,
        const char *type,
        const char *id,
        GPtrArray *granted,
        gboolean *changed,
        GError **error)
{
  g_autoptr (GPtrArray) after = find_people (writer, granted, error);
  g_autoptr (GPtrArray) before = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_granted_free);
  Derivation self = { writer, type, id, before, after };

  if (after == NULL || !note_organisations (&self, granted, error) || !read_before (&self, error) ||
      !write_difference (&self, error))
    return FALSE;
  if (changed != NULL)
    *changed = self.changed;
  return TRUE;
}

/* (nullable): what a row of type, id, scope, rev and document says */
static SolRecord *
read_record (sqlite3_stmt *row, GError **error)
{
  GType type = sol_record_registry_find ((const char *) sqlite3_column_text (row, 0));

  return sol_record_new_from_text (type, 0, (const char *) sqlite3_column_text (row, 1),
                                   (const char *) sqlite3_column_text (row, 2),
                                   sqlite3_column_int64 (row, 3),
                                   (const char *) sqlite3_column_text (row, 4), error);
}

/* (transfer full) (nullable): the records that let all of an organisation see something */
static GPtrArray *
list_through (SolSqlite *writer, const char *organisation, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  sqlite3_stmt *row = sol_sqlite_bind (
      writer,
      "SELECT r.type, r.id, r.scope, r.rev, r.doc FROM access_through AS t JOIN record AS r ON "
      "r.type = t.type AND r.id = t.id WHERE t.organisation = ?1 AND r.doc IS NOT NULL",
      error, "t", organisation);
  int code = SQLITE_ERROR;

  while (row != NULL && (code = sol_sqlite_step (writer, row, error)) == SQLITE_ROW)
    {
      SolRecord *record = read_record (row, error);

      if (record == NULL)
        break;
      g_ptr_array_add (records, record);
    }
  if (row != NULL)
    sqlite3_reset (row);
  return code == SQLITE_DONE ? g_steal_pointer (&records) : NULL;
}

/* Who belongs to an organisation changed: what all who do may see follows. */
static gboolean
derive_through (SolSqlite *writer, const char *organisation, GError **error)
{
  g_autoptr (GPtrArray) records = list_through (writer, organisation, error);

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      SolRecord *record = records->pdata[i];
      g_autoptr (GPtrArray) granted = sol_grant_list (record);

      if (!derive (writer, sol_record_registry_get_name (G_OBJECT_TYPE (record)),
                   sol_record_get_id (record), granted, NULL, error))
        return FALSE;
    }
  return records != NULL;
}

/**
 * sol_storage_sqlite_derive_access:
 * @write: a record that was just written
 *
 * Has the rights follow what it says of them.
 */
gboolean
sol_storage_sqlite_derive_access (SolSqlite *writer, const SolStorageWrite *write, GError **error)
{
  GType type = sol_record_registry_find (write->type);
  g_autoptr (SolRecordClass) klass = type != G_TYPE_INVALID ? g_type_class_ref (type) : NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (SolRecord) record = NULL;
  gboolean changed = FALSE;

  if (klass == NULL || klass->grants == NULL)
    return TRUE;
  if (write->doc != NULL)
    {
      record = sol_record_new_from_text (type, 0, write->id, write->scope, write->rev, write->doc,
                                         error);
      if (record == NULL)
        return FALSE;
    }
  after = record != NULL ? sol_grant_list (record)
                         : g_ptr_array_new_with_free_func ((GDestroyNotify) sol_granted_free);
  return derive (writer, write->type, write->id, after, &changed, error) &&
         (!changed || !g_str_equal (write->type, "organisation") ||
          derive_through (writer, write->id, error));
}

typedef struct
{
  const char *account;
  const char *const *scopes;
} Setting;

static gboolean
write_scopes (SolSqlite *writer, gpointer data, GError **error)
{
  const Setting *setting = data;
  g_autoptr (GPtrArray) after = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_granted_free);

  for (guint i = 0; setting->scopes[i] != NULL; i++)
    {
      SolGranted *one = g_new0 (SolGranted, 1);

      one->account = g_strdup (setting->account);
      one->scope = g_strdup (setting->scopes[i]);
      g_ptr_array_add (after, one);
    }
  return derive (writer, BY_KEEPER, setting->account, after, NULL, error);
}

static gboolean
set_scopes (SolAccess *access, const char *account, const char *const *scopes, GError **error)
{
  Setting setting = { account, scopes };

  return sol_storage_sqlite_write (SOL_STORAGE_SQLITE (access), write_scopes, &setting, error);
}

static gboolean
read_scopes (SolSqlite *reader, const char *account, SolRights *rights, GError **error)
{
  g_autoptr (GStrvBuilder) scopes = g_strv_builder_new ();
  g_autofree char *own = sol_scope_new (SOL_SCOPE_KIND_USER, account);
  sqlite3_stmt *statement = sol_sqlite_bind (
      reader, "SELECT DISTINCT scope FROM access_grant WHERE account = ?1 ORDER BY scope", error,
      "t", account);
  int code = SQLITE_ERROR;

  g_strv_builder_add_many (scopes, "members", own, NULL);
  while (statement != NULL && (code = sol_sqlite_step (reader, statement, error)) == SQLITE_ROW)
    g_strv_builder_add (scopes, (const char *) sqlite3_column_text (statement, 0));
  rights->scopes = g_strv_builder_end (scopes);
  return code == SQLITE_DONE;
}

static void
right_change_free (gpointer data)
{
  SolRightChange *self = data;

  g_free (self->scope);
  g_free (self);
}

static gboolean
read_changes (SolSqlite *reader,
              const char *account,
              gint64 since,
              SolRights *rights,
              GError **error)
{
  sqlite3_stmt *statement = sol_sqlite_bind (
      reader,
      "SELECT version, scope, gained FROM access_log WHERE account = ?1 AND version > ?2 ORDER BY "
      "version",
      error, "ti", account, since);
  int code = SQLITE_ERROR;

  while (statement != NULL && (code = sol_sqlite_step (reader, statement, error)) == SQLITE_ROW)
    {
      SolRightChange *change = g_new0 (SolRightChange, 1);

      change->version = sqlite3_column_int64 (statement, 0);
      change->scope = dup_column (statement, 1);
      change->gained = sqlite3_column_int (statement, 2) != 0;
      g_ptr_array_add (rights->changes, change);
    }
  return code == SQLITE_DONE;
}

static gboolean
read_version (SolSqlite *reader, const char *account, SolRights *rights, GError **error)
{
  sqlite3_stmt *statement = sol_sqlite_bind (
      reader, "SELECT COALESCE (MAX (version), 0) FROM access_log WHERE account = ?1", error, "t",
      account);

  if (statement == NULL || sol_sqlite_step (reader, statement, error) != SQLITE_ROW)
    return FALSE;
  rights->version = sqlite3_column_int64 (statement, 0);
  return TRUE;
}

/* In one transaction: the scopes are those of the version. */
static SolRights *
get_rights (SolAccess *access, const char *account, gint64 since, GError **error)
{
  SolStorageSqlite *self = SOL_STORAGE_SQLITE (access);
  SolSqlite *reader = sol_storage_sqlite_take_reader (self, error);
  g_autoptr (SolRights) rights = g_new0 (SolRights, 1);
  gboolean done;

  rights->changes = g_ptr_array_new_with_free_func (right_change_free);
  if (reader == NULL)
    return NULL;
  done = sol_sqlite_execute (reader, "BEGIN", error, "") &&
         read_scopes (reader, account, rights, error) &&
         read_version (reader, account, rights, error) &&
         read_changes (reader, account, since, rights, error);
  sol_sqlite_reset (reader);
  sol_sqlite_execute (reader, "COMMIT", NULL, "");
  sol_storage_sqlite_give_reader (self, reader);
  return done ? g_steal_pointer (&rights) : NULL;
}

static gboolean
get_roles (SolAccess *access,
           const char *account,
           const char *scope,
           SolRoles *roles,
           GError **error)
{
  SolStorageSqlite *self = SOL_STORAGE_SQLITE (access);
  SolSqlite *reader = sol_storage_sqlite_take_reader (self, error);
  sqlite3_stmt *statement;
  int code = SQLITE_ERROR;

  *roles = SOL_ROLE_NONE;
  if (reader == NULL)
    return FALSE;
  statement = sol_sqlite_bind (reader,
                               "SELECT roles FROM access_grant WHERE account = ?1 AND scope = ?2",
                               error, "tt", account, scope);
  while (statement != NULL && (code = sol_sqlite_step (reader, statement, error)) == SQLITE_ROW)
    *roles |= (SolRoles) sqlite3_column_int (statement, 0);
  sol_storage_sqlite_give_reader (self, reader);
  return code == SQLITE_DONE;
}

static GPtrArray *
list_memberships (SolAccess *access, const char *account, GError **error)
{
  SolStorageSqlite *self = SOL_STORAGE_SQLITE (access);
  SolSqlite *reader = sol_storage_sqlite_take_reader (self, error);
  g_autoptr (GPtrArray)
      memberships = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_membership_free);
  sqlite3_stmt *statement;
  int code = SQLITE_ERROR;

  if (reader == NULL)
    return NULL;
  statement = sol_sqlite_bind (
      reader,
      "SELECT r.id, json_extract (r.doc, '$.name'), json_extract (r.doc, '$.kind'), g.roles FROM "
      "access_grant AS g JOIN record AS r ON r.type = g.type AND r.id = g.id WHERE g.account = ?1 "
      "AND g.type = 'organisation' ORDER BY 2, 1",
      error, "t", account);
  while (statement != NULL && (code = sol_sqlite_step (reader, statement, error)) == SQLITE_ROW)
    {
      SolMembership *one = g_new0 (SolMembership, 1);

      one->id = dup_column (statement, 0);
      one->name = dup_column (statement, 1);
      one->kind = dup_column (statement, 2);
      one->roles = (SolRoles) sqlite3_column_int (statement, 3);
      g_ptr_array_add (memberships, one);
    }
  sol_storage_sqlite_give_reader (self, reader);
  return code == SQLITE_DONE ? g_steal_pointer (&memberships) : NULL;
}

void
sol_storage_sqlite_access_init (SolAccessInterface *iface)
{
  iface->get_rights = get_rights;
  iface->get_roles = get_roles;
  iface->list_memberships = list_memberships;
  iface->set_scopes = set_scopes;
}
