/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "model/sol-json.h"
#include "server/sol-storage-sqlite-private.h"

/* What is told to people of themselves: SQLite prints it, a row at a time. */

#define MOMENT(column) "strftime ('%Y-%m-%dT%H:%M:%SZ', " column ", 'unixepoch')"
#define MAX_HISTORY 500 /* lines */

static const struct
{
  const char *name;
  const char *sql; /* of a JSON value a row; ?1 is the account */
} sections[] = {
  { "account",
    "SELECT json_object ('id', id, 'address', address, 'name', name, 'kind', kind, 'role', role, "
    "'locale', locale, 'state', state, 'created_at', " MOMENT (
        "created_at") ", 'seen_at', " MOMENT ("seen_at") ", 'erase_at', " MOMENT ("erase_at") ") "
                                                                                              "FROM"
                                                                                              " acc"
                                                                                              "ount"
                                                                                              " WHE"
                                                                                              "RE "
                                                                                              "id "
                                                                                              "= "
                                                                                              "?"
                                                                                              "1" },
  { "sessions",
    "SELECT json_object ('id', id, 'client', client, 'created_at', " MOMENT (
        "created_at") ", 'used_at', " MOMENT ("used_at") ", 'ended_at', " MOMENT ("ended_at") ") "
                                                                                              "FROM"
                                                                                              " ses"
                                                                                              "sion"
                                                                                              " WHE"
                                                                                              "RE "
                                                                                              "acco"
                                                                                              "unt "
                                                                                              "= "
                                                                                              "?"
                                                                                              "1" },
  { "identities", "SELECT json_object ('issuer', issuer, 'subject', subject, 'linked_at', " MOMENT (
                      "linked_at") ") FROM identity WHERE account = ?1" },
  { "installations",
    "SELECT json_object ('client', client, 'acts', last_n) FROM client WHERE account = ?1" },
  { "memberships",
    "SELECT json_object ('scope', g.scope, 'organisation', json_extract (r.doc, '$.name'), "
    "'member', json ((SELECT value FROM json_each (r.doc, '$.members') WHERE json_extract (value, "
    "'$.account') = ?1))) FROM access_grant AS g LEFT JOIN record AS r ON r.type = g.type AND "
    "r.id = g.id WHERE g.account = ?1" },
  { "invitations",
    "SELECT json_object ('organisation', organisation, 'role', role, 'invited_by_you', "
    "json (iif (invited_by = ?1, 'true', 'false')), 'expires_at', " MOMENT (
        "expires_at") ") FROM invitation WHERE invited_by = ?1 OR used_by = ?1" },
  { "records",
    "SELECT json_object ('type', type, 'id', id, 'rev', rev, 'doc', json (doc)) FROM record WHERE "
    "scope = 'user:' || ?1 AND doc IS NOT NULL" },
  { "restorable",
    "SELECT json_object ('type', d.type, 'id', d.id, 'doc', json (d.doc)) FROM deleted AS d JOIN "
    "record AS r ON r.type = d.type AND r.id = d.id WHERE r.scope = 'user:' || ?1" },
  { "written",
    "SELECT json_object ('type', type, 'id', id, 'parts', (SELECT json_group_object (key, "
    "json_extract (value, '$[3]')) FROM json_each (lines) WHERE json_extract (value, '$[1]') = "
    "?1)) FROM revision WHERE instr (lines, ?1) > 0" },
  { "history",
    "SELECT json_object ('type', type, 'id', id, 'rev', rev, 'op', op, 'parts', (SELECT "
    "json_group_array (json_remove (value, '$.before')) FROM json_each (parts)), 'at', " MOMENT (
        "at") ") FROM history WHERE account = ?1 ORDER BY key" },
  { "mutations", "SELECT json_object ('id', id, 'client', client, 'n', n, 'answer', json (answer), "
                 "'answered_at', " MOMENT ("answered_at") ") FROM mutation WHERE account = ?1" },
  { "uploads", "SELECT json_object ('owner', owner, 'hash', hash, 'type', type, 'size', size, "
               "'sent_at', " MOMENT ("touched_at") ") FROM upload WHERE account = ?1" },
  { "audit",
    "SELECT json_object ('at', " MOMENT ("at") ", 'client', client, 'act', act, 'detail', detail) "
                                               "FROM audit WHERE account = ?1 ORDER BY key" },
};

static gboolean
print_rows (SolSqlite *reader, sqlite3_stmt *row, FILE *out, GError **error)
{
  int code = SQLITE_ERROR;
  gboolean first = TRUE;

  while (row != NULL && (code = sol_sqlite_step (reader, row, error)) == SQLITE_ROW)
    {
      fprintf (out, "%s\n    %s", first ? "" : ",", (const char *) sqlite3_column_text (row, 0));
      first = FALSE;
    }
  if (row != NULL)
    sqlite3_reset (row);
  return code == SQLITE_DONE;
}

/* All of one moment: a change meanwhile is in none or all of it. */
static gboolean
print_sections (SolSqlite *reader, const char *account, FILE *out, GError **error)
{
  gboolean done = sol_sqlite_run (reader, "BEGIN", error);

  for (guint i = 0; done && i < G_N_ELEMENTS (sections); i++)
    {
      fprintf (out, "%s\n  \"%s\": [", i > 0 ? "," : "{", sections[i].name);
      done = print_rows (reader, sol_sqlite_bind (reader, sections[i].sql, error, "t", account),
                         out, error);
      fputc (']', out);
    }
  fputs ("\n}\n", out);
  sol_sqlite_run (reader, "ROLLBACK", NULL);
  return done;
}

static gboolean
close_file (FILE *out, gboolean done, GError **error)
{
  gboolean written = fflush (out) == 0 && !ferror (out);

  if (done && !written)
    g_set_error (error, SOL_STORAGE_ERROR, SOL_STORAGE_ERROR_FAILED,
                 "A copy of somebody's data: %s", g_strerror (errno));
  fclose (out);
  return done && written;
}

static gboolean
print (SolPersonal *personal, const char *account, int file, GError **error)
{
  SolStorageSqlite *self = SOL_STORAGE_SQLITE (personal);
  SolSqlite *reader = sol_storage_sqlite_take_reader (self, error);
  FILE *out = reader != NULL ? fdopen (dup (file), "w") : NULL;
  gboolean done = out != NULL && print_sections (reader, account, out, error);

  if (reader != NULL)
    sol_storage_sqlite_give_reader (self, reader);
  return out != NULL && close_file (out, done, error);
}

/* (transfer full) (nullable): an array of JSON */
static char *
print_texts (const char *const *texts)
{
  GString *array;

  if (texts == NULL)
    return NULL;
  array = g_string_new ("[");
  for (guint i = 0; texts[i] != NULL; i++)
    {
      g_string_append (array, i > 0 ? "," : "");
      sol_json_append_string (array, texts[i]);
    }
  g_string_append_c (array, ']');
  return g_string_free (array, FALSE);
}

static const char history_sql[] =
    "SELECT json_object ('lines', json_group_array (json (line))) FROM "
    "(SELECT json_object ('at', " MOMENT (
        "l.at") ", 'who', l.account, 'who_name', "
                "COALESCE (a.name, ''), 'client', iif (?3 IS NULL, l.client, ''), 'act', l.act, "
                "'detail', l.detail) AS line FROM audit AS l LEFT JOIN account AS a ON a.id = "
                "l.account "
                "WHERE l.scope IN (SELECT value FROM json_each (?1)) AND (?3 IS NULL OR EXISTS "
                "(SELECT 1 FROM json_each (?3) WHERE instr (l.detail, value))) "
                "ORDER BY l.at DESC, l.key DESC LIMIT ?2)";

static char *
print_history (SolPersonal *personal,
               const char *const *scopes,
               const char *const *records,
               GError **error)
{
  SolStorageSqlite *self = SOL_STORAGE_SQLITE (personal);
  SolSqlite *reader = sol_storage_sqlite_take_reader (self, error);
  g_autofree char *of = print_texts (scopes);
  g_autofree char *to = print_texts (records);
  sqlite3_stmt *row = reader != NULL ? sol_sqlite_bind (reader, history_sql, error, "tit", of,
                                                        (gint64) MAX_HISTORY, to)
                                     : NULL;
  char *text = row != NULL && sol_sqlite_step (reader, row, error) == SQLITE_ROW
                   ? g_strdup ((const char *) sqlite3_column_text (row, 0))
                   : NULL;

  if (reader != NULL)
    sol_storage_sqlite_give_reader (self, reader);
  return text;
}

/**
 * sol_storage_sqlite_print_audit:
 * @account: (nullable): of that one alone
 * @since: (nullable): YYYY-MM-DD, from that day on
 *
 * Prints who did what, a line of columns with tabs between for each act; another process may serve
 * the database.
 */
gboolean
sol_storage_sqlite_print_audit (const char *path,
                                const char *account,
                                const char *since,
                                GError **error)
{
  g_autoptr (SolSqlite) reader = sol_sqlite_open (path, FALSE, error);
  sqlite3_stmt *row = reader != NULL
                          ? sol_sqlite_bind (
                                reader,
                                "SELECT " MOMENT (
                                    "l.at") ", l.account, COALESCE (a.address, ''), l.act, "
                                            "l.detail, l.client, COALESCE (l.session, '') FROM "
                                            "audit AS l LEFT JOIN account AS a ON a.id = l.account "
                                            "WHERE (?1 IS NULL OR l.account = ?1) AND (?2 IS NULL "
                                            "OR l.at >= unixepoch (?2)) ORDER BY l.key",
                                error, "tt", account, since)
                          : NULL;
  int code = SQLITE_ERROR;

  while (row != NULL && (code = sol_sqlite_step (reader, row, error)) == SQLITE_ROW)
    for (int i = 0; i < 7; i++)
      printf ("%s%c", (const char *) sqlite3_column_text (row, i), i < 6 ? '\t' : '\n');
  return code == SQLITE_DONE;
}

void
sol_storage_sqlite_personal_init (SolPersonalInterface *iface)
{
  iface->print = print;
  iface->print_history = print_history;
}
